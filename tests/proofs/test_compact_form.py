"""The guard: the same signature, another JSON."""

from copy import deepcopy
from datetime import UTC, datetime

import pytest

from tests.proofs.samples import badge, contexts, lenient_contexts, packaged_contexts
from tests.proofs.test_vectors import signed_documents, verify_each
from tests.vectors import needs_vectors
from wallet.proofs.keys import KeyKind, PrivateKey
from wallet.proofs.linked_data import analyse
from wallet.proofs.signing import sign_data_integrity
from wallet.proofs.suites import find_suite, task_for

KEY = PrivateKey.generate(KeyKind.ED25519)
METHOD = f"did:key:{KEY.public().multikey()}#{KEY.public().multikey()}"
INLINE = {"additionalWord": "https://evil.example/word"}


def signed(document=None):
    return sign_data_integrity(
        document or badge(),
        suite="eddsa-rdfc-2022",
        key=KEY,
        verification_method=METHOD,
        created=datetime(2026, 1, 1, tzinfo=UTC),
        contexts=packaged_contexts(),
    )


def judged(document):
    analysis = analyse(task_for(document), packaged_contexts())
    digest = analysis.digests[0]
    suite = find_suite(document["proof"])
    holds = digest is not None and suite.verify(digest, document["proof"], KEY.public())
    return holds, {finding.code for finding in analysis.findings}


def subject(document):
    return document["credentialSubject"]


def rename_to_full_iri(document):
    document["https://schema.org/name"] = document.pop("name")


def rename_inside(document):
    achievement = subject(document)["achievement"]
    achievement["https://schema.org/name"] = achievement.pop("name")


def value_object(document):
    document["name"] = {"@value": document["name"]}


def typed_value_object(document):
    document["name"] = {"@value": "Welding", "@type": "http://www.w3.org/2001/XMLSchema#string"}


def directed_value_object(document):
    document["name"] = {"@value": "Welding", "@direction": "rtl"}


def list_in_list(document):
    document["name"] = [["Welding"]]


def split_subject_in_two(document):
    whole = subject(document)
    rest = {"id": whole["id"], "type": whole["type"], "result": whole.pop("result")}
    document["credentialSubject"] = [whole, rest]


def split_one_result_away(document):
    whole = subject(document)
    rest = {"id": whole["id"], "type": whole["type"], "result": [whole["result"].pop()]}
    document["credentialSubject"] = [whole, rest]


def split_achievement_in_two(document):
    whole = subject(document)["achievement"]
    rest = {"id": whole["id"], "type": whole["type"], "criteria": whole.pop("criteria")}
    subject(document)["achievement"] = [whole, rest]


def achievement_as_reference_too(document):
    whole = subject(document)["achievement"]
    subject(document)["achievement"] = [{"id": whole["id"]}, whole]


def alias_of_id(document):
    document["@id"] = document.pop("id")


def alias_of_type(document):
    document["@type"] = document.pop("type")


def type_beside_type(document):
    document["type"] = ["VerifiableCredential"]
    document["@type"] = ["OpenBadgeCredential"]


def full_iri_type(document):
    document["type"][1] = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential"


def included(document):
    document["@included"] = [{"id": "urn:x", "name": "x"}]


def graph(document):
    context, proof = document.pop("@context"), document.pop("proof")
    body = dict(document)
    document.clear()
    document.update({"@context": context, "@graph": [body], "proof": proof})


def nest(document):
    document["@nest"] = {"name": document.pop("name")}


def reverse(document):
    document["@reverse"] = {}


def language_key(document):
    document["@language"] = "en"


def set_object(document):
    document["name"] = {"@set": ["Welding"]}


def empty_key(document):
    document[""] = "x"


def relative_id(document):
    document["id"] = "badge-1"


def relative_reference(document):
    subject(document)["achievement"]["image"] = "image.png"


def blank_id(document):
    subject(document)["result"][0]["id"] = "_:better"


def undefined_word(document):
    document["hacked"] = True


def undefined_word_inside(document):
    subject(document)["achievement"]["hacked"] = True


def undefined_word_in_proof(document):
    document["proof"]["hacked"] = True


def unknown_type(document):
    document["type"].append("Diploma")


def bare_keyword_lookalike(document):
    document["@foo"] = "x"


def control_character(document):
    document["name"] += "\x01"


def control_character_in_key(document):
    document["na\x00me"] = "x"


def lone_surrogate(document):
    document["name"] += "\ud800"


def hashed_as_text(document):
    subject(document)["identifier"] = {
        "type": "IdentityObject",
        "hashed": "false",
        "identityHash": "a",
        "identityType": "name",
    }


SAME_STATEMENTS = [
    (rename_to_full_iri, "NOT_COMPACT_FORM"),
    (rename_inside, "NOT_COMPACT_FORM"),
    (value_object, "NOT_COMPACT_FORM"),
    (typed_value_object, "NOT_COMPACT_FORM"),
    (directed_value_object, "NOT_COMPACT_FORM"),
    (list_in_list, "NOT_COMPACT_FORM"),
    (split_subject_in_two, "NODE_SPLIT"),
    (split_one_result_away, "NODE_SPLIT"),
    (split_achievement_in_two, "NODE_SPLIT"),
    (achievement_as_reference_too, "NODE_SPLIT"),
    (alias_of_id, "NOT_COMPACT_FORM"),
    (alias_of_type, "NOT_COMPACT_FORM"),
    (type_beside_type, "NOT_COMPACT_FORM"),
    (full_iri_type, "NOT_COMPACT_FORM"),
    (graph, "NOT_COMPACT_FORM"),
    (reverse, "NOT_COMPACT_FORM"),
    (set_object, "NOT_COMPACT_FORM"),
    (blank_id, "NOT_COMPACT_FORM"),
    (undefined_word, "UNSIGNED_FIELDS"),
    (undefined_word_inside, "UNSIGNED_FIELDS"),
    (empty_key, "UNSIGNED_FIELDS"),
    (undefined_word_in_proof, "UNSIGNED_FIELDS"),
    (unknown_type, "RELATIVE_IRI"),
    (relative_reference, "RELATIVE_IRI"),
]


@pytest.mark.parametrize(
    ("edit", "code"), [pytest.param(*case, id=case[0].__name__) for case in SAME_STATEMENTS]
)
def test_an_edit_under_which_the_signature_still_holds_is_caught(edit, code):
    document = signed()
    assert judged(document) == (True, set())
    edit(document)
    holds, codes = judged(document)
    assert holds
    assert code in codes


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (included, "NOT_COMPACT_FORM"),
        (nest, "NOT_COMPACT_FORM"),
        (language_key, "NOT_COMPACT_FORM"),
        (bare_keyword_lookalike, "NOT_COMPACT_FORM"),
        (relative_id, "RELATIVE_IRI"),
        (control_character, "CONTROL_CHARACTERS"),
        (control_character_in_key, "CONTROL_CHARACTERS"),
        (lone_surrogate, "CONTROL_CHARACTERS"),
        (hashed_as_text, "NOT_COMPACT_FORM"),
    ],
)
def test_other_forms_are_caught_whether_or_not_the_signature_holds(edit, code):
    document = signed()
    edit(document)
    assert code in judged(document)[1]


@pytest.mark.parametrize("value", [None, [], [None]], ids=["null", "empty-list", "list-of-null"])
@pytest.mark.parametrize("key", ["evidence", "hacked"])
def test_an_empty_member_is_a_warning_and_no_more(value, key):
    document = {**signed(), key: value}
    assert judged(document) == (True, {"NULL_OR_EMPTY"})


def test_a_finding_about_a_proof_points_at_it():
    document = signed()
    odd = {**document["proof"], "hacked": True}
    document["proof"] = ["no proof", document["proof"], odd]
    analysis = analyse(task_for(document), packaged_contexts())
    assert [finding.pointer for finding in analysis.findings] == ["/proof/2/hacked"]
    assert len(analysis.digests) == 2


def test_a_null_beside_a_value_is_a_warning():
    document = signed()
    document["name"] = ["Welding", None]
    assert judged(document) == (True, {"NULL_OR_EMPTY"})


@pytest.mark.parametrize(
    "context",
    [
        pytest.param([*badge()["@context"], INLINE], id="appended"),
        pytest.param([INLINE, *badge()["@context"]], id="put-first"),
        pytest.param([*badge()["@context"], [INLINE]], id="in-a-list"),
        pytest.param([*badge()["@context"], None], id="null"),
    ],
)
def test_an_inline_context_is_named(context):
    assert "CONTEXT_INLINE" in judged({**signed(), "@context": context})[1]


def test_an_appended_inline_context_leaves_the_signature_whole():
    """So that saying CONTEXT_INLINE is all that stands between it and the reader."""
    document = signed()
    document["@context"] = [*document["@context"], INLINE]
    assert judged(document) == (True, {"CONTEXT_INLINE"})


def test_a_nested_inline_context_is_named():
    document = signed()
    subject(document)["@context"] = {"name": "https://evil.example/name"}
    assert "CONTEXT_INLINE" in judged(document)[1]


def test_a_nested_pinned_context_is_judged_on_its_merits():
    document = badge()
    subject(document)["achievement"]["@context"] = badge()["@context"][1]
    assert judged(signed(document)) == (True, set())


@pytest.mark.parametrize(
    "context",
    [
        pytest.param(list(reversed(badge()["@context"])), id="in-another-order"),
        pytest.param([], id="none"),
        pytest.param(None, id="null"),
        pytest.param("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json", id="only-other"),
    ],
)
def test_the_first_context_is_that_of_verifiable_credentials(context):
    assert "CONTEXT_ORDER" in judged({**signed(), "@context": context})[1]


def test_an_unknown_context_leaves_nothing_to_compute():
    document = signed()
    document["@context"].append("https://evil.example/context")
    assert judged(document) == (False, {"CONTEXT_NOT_PINNED"})


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda d: d.update(name=["Welding"]), id="a-list-of-one"),
        pytest.param(lambda d: d.update(type=list(reversed(d["type"]))), id="another-order"),
        pytest.param(
            lambda d: d["credentialSubject"]["result"].reverse(), id="another-order-of-results"
        ),
        pytest.param(
            lambda d: d.update(credentialSubject=[subject(d)]), id="one-subject-in-a-list"
        ),
    ],
)
def test_what_readers_take_alike_is_let_pass(change):
    document = signed()
    change(document)
    assert judged(document) == (True, set())


def own_subject():
    document = badge()
    document["issuer"]["id"] = subject(document)["id"]
    return document


def endorsed_achievement():
    document = badge()
    achievement = subject(document)["achievement"]
    achievement["endorsement"] = [
        {
            "id": "urn:uuid:endorsement",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "issuer": {"id": "https://peer.example", "type": ["Profile"], "name": "Peer"},
            "validFrom": "2026-01-01T00:00:00Z",
            "credentialSubject": {
                "id": achievement["id"],
                "type": ["EndorsementSubject"],
                "endorsementComment": "Good.",
            },
        }
    ]
    return document


def creator_told_shorter():
    document = badge()
    subject(document)["achievement"]["creator"] = {
        "id": document["issuer"]["id"],
        "type": ["Profile"],
    }
    return document


def named_in_a_language():
    return badge(name={"@value": "Schweißen", "@language": "de", "@direction": "ltr"})


def numbers():
    document = badge()
    subject(document)["creditsEarned"] = 4.5
    subject(document)["achievement"]["creditsAvailable"] = 5
    return document


def text_with_line_breaks():
    return badge(description="One\r\n\ttwo\nthree")


@pytest.mark.parametrize(
    "honest",
    [
        own_subject,
        endorsed_achievement,
        creator_told_shorter,
        named_in_a_language,
        numbers,
        text_with_line_breaks,
    ],
)
def test_honest_documents_pass(honest):
    assert judged(signed(honest())) == (True, set())


def test_a_property_written_by_the_name_of_a_class_with_the_same_iri_is_caught():
    """In context 3.0.2 `Image` and `image` are one IRI."""
    document = badge()
    document["@context"][1] = document["@context"][1].replace("3.0.3", "3.0.2")
    subject(document)["achievement"]["image"] = {
        "id": "https://school.example/badge.png",
        "type": "Image",
    }
    document = signed(document)
    assert judged(document) == (True, set())
    achievement = subject(document)["achievement"]
    achievement["Image"] = achievement.pop("image")
    assert judged(document) == (True, {"NOT_COMPACT_FORM"})


def test_a_result_moved_to_an_issuer_who_is_the_subject_is_caught():
    document = signed(own_subject())
    document["issuer"]["type"] = ["Profile", "AchievementSubject"]
    document["issuer"]["result"] = subject(document).pop("result")
    holds, codes = judged(document)
    assert holds
    assert codes == {"NODE_SPLIT"}


def test_criteria_moved_into_an_endorsement_are_caught():
    document = signed(endorsed_achievement())
    achievement = subject(document)["achievement"]
    endorsed = achievement["endorsement"][0]["credentialSubject"]
    endorsed["type"].append("Achievement")
    endorsed["criteria"] = achievement.pop("criteria")
    holds, codes = judged(document)
    assert holds
    assert "NODE_SPLIT" in codes


def test_a_deep_or_large_document_is_refused_before_any_work():
    deep = badge()
    inner = deep
    for _ in range(70):
        inner["evidence"] = {"type": "Evidence"}
        inner = inner["evidence"]
    large = badge(evidence=[{"id": f"urn:x:{index}"} for index in range(60_000)])
    for document in (deep, large):
        document["proof"] = signed()["proof"]
        assert judged(document) == (False, {"CANON_WORK_EXCEEDED"})


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param({"id": 5}, id="number-as-id"),
        pytest.param({"type": {"a": 1}}, id="object-as-type"),
        pytest.param({"type": [["VerifiableCredential"]]}, id="list-in-types"),
        pytest.param({"issuer": {"@value": {"a": 1}}}, id="value-object-of-an-object"),
        pytest.param({"issuer": {"@id": "a", "id": "b"}}, id="two-ids"),
        pytest.param({"credentialSubject": {"@list": [None]}}, id="list-object"),
        pytest.param({"issuer": "@type"}, id="keyword-as-reference"),
        pytest.param({"issuer": "@foo"}, id="lookalike-as-reference"),
        pytest.param({"validFrom": 10**400}, id="huge-number"),
        pytest.param({"issuer": "https://a b"}, id="address-with-a-space"),
        pytest.param({"issuer": "https://a.example/{x}"}, id="address-with-braces"),
        pytest.param({"@context": [*badge()["@context"], {"a": {"@id": 5}}]}, id="bad-context"),
    ],
)
def test_what_is_no_linked_data_is_refused_without_an_exception(odd):
    holds, codes = judged({**signed(), **odd})
    assert not holds
    assert codes - {"NULL_OR_EMPTY"}


UNVOUCHED_CODES = {"CONTEXT_NOT_PINNED", "CONTEXT_INLINE"}

NOT_COMPACT_UPSTREAM = {
    # Its contexts leave out extensions.json, so the types of its status, schema and refresh
    # service are words of nobody: not signed. Its key is at an address that nobody can fetch.
    "complete_v1.json": {"RELATIVE_IRI"},
    # A profile on its own, no credential: its first context is that of DIDs.
    "issuer-blockcerts.json": {"CONTEXT_ORDER"},
}


@needs_vectors
def test_no_genuine_document_of_other_people_is_refused():
    """Whose signature holds passes the guard, but for contexts that nobody vouches for."""
    count = 0
    for path, document in signed_documents():
        analysis = analyse(task_for(document), lenient_contexts())
        outcomes = verify_each(document, analysis)
        codes = {finding.code for finding in analysis.findings} - UNVOUCHED_CODES
        if True in outcomes:
            count += 1
            assert codes == set(), path
        elif False not in outcomes:
            assert codes == NOT_COMPACT_UPSTREAM.get(path.name, set()), path
    assert count > 100


@needs_vectors
def test_the_guard_sees_no_other_document_than_the_signature():
    """Analysing changes neither the document nor what later ones mean."""
    document = signed()
    before = deepcopy(document)
    first = analyse(task_for(document), contexts())
    assert document == before
    assert analyse(task_for(document), contexts()) == first
