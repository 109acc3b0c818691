"""The compiled way answers as the slow way does, or not at all; what is honest it does answer.

A document that the slow way objects to and that the compiled way accepts would be a forgery let
through, so it fails the run, whatever seed it took.
"""

from copy import deepcopy
from json import dumps
from random import Random
from time import time_ns

import pytest

from tests.proofs import test_compact_form as edits
from tests.proofs.samples import badge, contexts, lenient_contexts, packaged_contexts
from tests.proofs.test_mutants import VALUES, WORDS, containers, mutate, rich_badge
from tests.proofs.test_vectors import signed_documents
from tests.vectors import needs_vectors
from wallet.proofs.compiled_analysis import CompiledAnalysis
from wallet.proofs.linked_data import analyse
from wallet.proofs.suites import task_for

MUTANTS = 3_000
PROOF = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "created": "2026-01-01T00:00:00Z",
    "verificationMethod": "did:key:z6Mk#z6Mk",
    "proofPurpose": "assertionMethod",
    "proofValue": "z5",
}
STATUS = {
    "id": "https://school.example/status/1#4",
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "4",
    "statusListCredential": "https://school.example/status/1",
}
SCHEMA = {"id": "https://school.example/schema.json", "type": "1EdTechJsonSchemaValidator2019"}
ALIGNMENT = {
    "type": ["Alignment"],
    "targetName": "Welds",
    "targetUrl": "https://skills.example/welds",
    "targetFramework": "Skills",
    "targetType": "ceasn:Competency",
}
IDENTITY = {
    "type": "IdentityObject",
    "hashed": True,
    "identityHash": "sha256$00",
    "identityType": "emailAddress",
    "salt": "s",
}


def secured(document, **changes):
    return {**document, "proof": {**PROOF, **changes}}


def with_results():
    document = badge()
    subject = document["credentialSubject"]
    subject["achievement"]["resultDescription"] = [
        {
            "id": "urn:uuid:scale",
            "type": ["ResultDescription"],
            "name": "Grade",
            "resultType": "LetterGrade",
            "allowedValue": ["A", "B", "B", 'C "plus" \\ minus'],
        }
    ]
    subject["result"] = [
        {"type": ["Result"], "value": "A", "resultDescription": "urn:uuid:scale"},
        {"type": ["Result"], "value": "F", "resultDescription": "urn:uuid:scale"},
    ]
    return secured(document)


def with_evidence_and_alignments():
    document = badge(
        evidence=[
            {"id": "https://school.example/e/1", "type": ["Evidence"], "name": "A gate"},
            {"type": ["Evidence"], "narrative": "Seen.\n\tAnd tried: größer, 日本語."},
        ],
        image={"id": "data:image/png;base64,iVBORw0KGgo=", "type": "Image"},
    )
    achievement = document["credentialSubject"]["achievement"]
    achievement["alignment"] = [ALIGNMENT, {**ALIGNMENT, "targetName": "Cuts", "targetCode": "7"}]
    achievement["tag"] = ["metal", "fire"]
    achievement["creditsAvailable"] = 5
    return secured(document)


def with_identifiers():
    document = badge()
    subject = document["credentialSubject"]
    del subject["id"]
    subject["identifier"] = [IDENTITY, {**IDENTITY, "hashed": False, "identityHash": "Ada"}]
    document["issuer"]["url"] = "https://school.example"
    document["issuer"]["email"] = "office@school.example"
    return secured(document)


def with_status_and_schema():
    document = badge(credentialStatus=STATUS, credentialSchema=[SCHEMA], validUntil="2030-01-01")
    document["@context"].append("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json")
    return secured(document)


def with_alike_nodes():
    """Only the algorithm proper tells these apart."""
    document = badge()
    twins = [{"type": ["Profile"], "otherIdentifier": [dict(IDENTITY)]} for _ in range(2)]
    document["credentialSubject"]["achievement"]["creator"] = twins
    return secured(document)


def version_1():
    document = badge(issuanceDate="2026-01-01T00:00:00Z")
    del document["validFrom"]
    document["@context"] = [
        "https://www.w3.org/2018/credentials/v1",
        document["@context"][1],
        "https://w3id.org/security/suites/ed25519-2020/v1",
    ]
    proof = {name: value for name, value in PROOF.items() if name != "cryptosuite"}
    return {**document, "proof": {**proof, "type": "Ed25519Signature2020"}}


def plain_credential():
    document = badge(credentialSubject={"id": "did:example:learner"}, name="A pass")
    document["issuer"] = document["issuer"]["id"]
    document["type"] = ["VerifiableCredential"]
    document["@context"] = document["@context"][:1]
    return secured(document, domain="school.example", nonce="abc")


def signed_as_json():
    return secured(badge(), cryptosuite="eddsa-jcs-2022")


def with_two_proofs():
    document = badge()
    return {**document, "proof": [PROOF, {**PROOF, "created": "2026-02-01T00:00:00Z"}]}


HONEST = [
    with_results, with_evidence_and_alignments, with_identifiers, with_status_and_schema,
    with_alike_nodes, version_1, plain_credential, signed_as_json, with_two_proofs,
]  # fmt: skip


def slow(document, vouched=None):
    return analyse(task_for(document), vouched or packaged_contexts())


def agrees(quick, document, vouched=None):
    """Whether the compiled way answered; if it did, the slow way must say the very same."""
    answered = quick.analyse(task_for(document))
    if answered is not None:
        assert answered == slow(document, vouched), dumps(document)
    return answered is not None


@pytest.mark.parametrize("honest", [pytest.param(each, id=each.__name__) for each in HONEST])
def test_honest_documents_go_the_quick_way(honest):
    answered = CompiledAnalysis(packaged_contexts()).analyse(task_for(honest()))
    assert answered == slow(honest())
    assert None not in answered.digests


def further_mutation(document, random):
    """What `mutate` has not: texts, numbers, contexts, ids and words of the document's own."""
    places = [place for place in containers(document) if place]
    objects = [place for place in places if isinstance(place, dict)]
    place = random.choice(objects)
    key = random.choice(list(place))
    texts = ['quo"te', "back\\slash", "tab\t", "bell\a", "\x7f", "\u0085", "\u2028", "é", "😀", ""]
    numbers = [0, -1, 2**53, 10**22, 1.0, 1e300, True, False]
    ids = [each["id"] for each in objects if isinstance(each.get("id"), str)]
    match random.randrange(9):
        case 0:
            place[key] = random.choice(texts)
        case 1:
            place[key] = random.choice(numbers)
        case 2:
            place["id"] = random.choice([*ids, "urn:new", "x:y", "schema:name", "_:c14n0", "a b:c"])
        case 3:
            place["@context"] = random.choice(
                [None, [], {}, {"name": "urn:n"}, document.get("@context"), {"@vocab": "urn:"}]
            )
        case 4:
            moved = place.pop(key)
            place[random.choice([key, *random.choice(objects)])] = moved
        case 5:
            place[key] = [place[key], random.choice([*VALUES, *texts, *numbers, *ids])]
        case 6:
            place["type"] = random.choice(
                [[], [""], "", None, ["Profile"], "Image", ["Achievement", "Profile"], ["@id"], [1],
                 {"a": 1}, ["Alignment", "Alignment"], "https://schema.org/Thing", [["Profile"]]]
            )  # fmt: skip
        case 7 if isinstance(document.get("@context"), list):
            random.shuffle(document["@context"])
        case _:
            place[random.choice(["@type", "@id", "proof", *WORDS])] = deepcopy(place[key])


def test_mutants_are_judged_as_the_slow_way_does_or_not_at_all():
    seed = time_ns()
    print(f"seed {seed}")  # noqa: T201 - to repeat the run by
    random = Random(seed)  # noqa: S311 - nothing secret
    honest = [*(each() for each in HONEST), secured(rich_badge())]
    quick = CompiledAnalysis(packaged_contexts())
    answered = 0
    for _ in range(MUTANTS):
        document = deepcopy(random.choice(honest))
        for _ in range(random.randint(1, 2)):
            random.choice([mutate, further_mutation])(document, random)
        answered += agrees(quick, document)
    print(f"{answered} of {MUTANTS} were answered")  # noqa: T201 - how much the run has compared
    assert answered > MUTANTS / 10, seed


@pytest.mark.parametrize("edit", [each for each, _ in edits.SAME_STATEMENTS])
def test_an_edit_that_the_guard_is_there_for_is_left_to_it(edit):
    document = edits.signed()
    edit(document)
    assert CompiledAnalysis(packaged_contexts()).analyse(task_for(document)) is None


@needs_vectors
@pytest.mark.parametrize("vouched", [contexts, lenient_contexts], ids=["pinned", "lent"])
def test_other_peoples_documents_are_judged_as_the_slow_way_does_or_not_at_all(vouched):
    quick = CompiledAnalysis(vouched())
    answered = [path for path, doc in signed_documents() if agrees(quick, doc, vouched())]
    print(f"{len(answered)} of {len(signed_documents())} were answered")  # noqa: T201 - to compare
    assert len(answered) > 20
