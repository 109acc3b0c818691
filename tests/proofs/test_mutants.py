"""Mutants of a signed badge: if the signature holds and the guard is silent, all read alike."""

from copy import deepcopy
from json import dumps
from random import Random
from time import time_ns

from tests.proofs.samples import badge, packaged_contexts
from tests.proofs.test_compact_form import KEY, signed
from wallet.proofs.linked_data import analyse
from wallet.proofs.suites import find_suite, task_for

MUTANTS = 400
WORDS = [
    *("@graph", "@id", "@included", "@index", "@language", "@list", "@nest", "@reverse", "@set"),
    *("@type", "@value", "Image", "achievement", "criteria", "description", "evidence", "hacked"),
    *("id", "image", "issuer", "name", "narrative", "result", "schema:name", "type", "validUntil"),
    *("https://schema.org/name", "https://www.w3.org/2018/credentials#issuer"),
]
VALUES = [
    *(None, [], {}, "", "x", 1, 1.0, 0.5, True, "true", [None], {"id": "urn:x"}, "_:b"),
    *({"@value": "x"}, {"@id": "did:example:learner"}, {"id": "did:example:learner"}),
    "did:example:learner",
]


def rich_badge():
    document = badge(
        image="https://school.example/a.png", evidence=[{"id": "urn:e", "type": "Evidence"}]
    )
    document["issuer"]["id"] = "did:example:learner"
    achievement = document["credentialSubject"]["achievement"]
    achievement["creator"] = {"id": "did:example:learner", "type": ["Profile"], "name": "School"}
    document["credentialSubject"]["identifier"] = {
        "type": "IdentityObject",
        "hashed": False,
        "identityHash": "a",
        "identityType": "name",
    }
    return document


def containers(value):
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from containers(inner)
    elif isinstance(value, list):
        yield value
        for inner in value:
            yield from containers(inner)


def mutate(document, random):  # noqa: C901 - a list of kinds of mutation
    places = [place for place in containers(document) if place]
    place, other = random.choice(places), random.choice(places)
    key = random.choice(list(place)) if isinstance(place, dict) else random.randrange(len(place))
    value = place[key]
    match random.randrange(10):
        case 0:
            place[key] = {random.choice(WORDS): value}
        case 1:
            place[key] = [value]
        case 2:
            place[key] = deepcopy(random.choice(VALUES))
        case 3 if isinstance(place, dict):
            place[random.choice(WORDS)] = place.pop(key)
        case 4 if isinstance(place, dict):
            place[random.choice(WORDS)] = deepcopy(random.choice(VALUES))
        case 5 if isinstance(place, dict) and isinstance(other, dict):
            other[key] = place.pop(key)
        case 6 if isinstance(other, list):
            other.append(deepcopy(value))
        case 7 if isinstance(place, list):
            random.shuffle(place)
        case 8 if isinstance(value, dict) and "id" in value:
            half = {name: value.pop(name) for name in list(value) if random.random() < 0.5}
            place[key] = [value, {**half, "id": half.get("id", value.get("id"))}]
            value.setdefault("id", half.get("id"))
        case _ if isinstance(value, dict) and len(value) == 1 and "id" in value:
            place[key] = value["id"]


def view(value):
    """What readers see, at every level: no empty members, one or a list of one, sets, references.

    The learner is issuer and creator too: what such a node is called, and that it is a profile,
    may be told at any of its places, as honest documents do.
    """
    if isinstance(value, dict):
        members = {name: view(inner) for name, inner in value.items()}
        said = {name: inner for name, inner in members.items() if inner != []}
        if value.get("id") == "did:example:learner":
            said = {name: inner for name, inner in said.items() if name not in {"type", "name"}}
        if said.keys() == {"id"}:
            return said["id"]
        return [dumps(said, sort_keys=True)]
    if isinstance(value, list):
        return sorted({item for inner in value for item in view(inner)})
    return [] if value is None else [dumps(value)]


def body_of(document):
    return {key: value for key, value in document.items() if key not in {"@context", "proof"}}


def test_a_mutant_that_verifies_is_read_as_the_original():
    seed = time_ns()
    print(f"seed {seed}")  # noqa: T201 - to repeat the run by
    random = Random(seed)  # noqa: S311 - nothing secret
    original = signed(rich_badge())
    expected = view(body_of(original))
    held = 0
    for _ in range(MUTANTS):
        body = deepcopy(body_of(original))
        for _ in range(random.randint(1, 3)):
            mutate(body, random)
        document = {**body, "@context": original["@context"], "proof": original["proof"]}
        analysis = analyse(task_for(document), packaged_contexts())
        faults = {finding.code for finding in analysis.findings} - {"NULL_OR_EMPTY"}
        digest, proof = analysis.digests[0], document["proof"]
        if faults or digest is None or not find_suite(proof).verify(digest, proof, KEY.public()):
            continue
        held += 1
        assert view(body_of(document)) == expected, (seed, dumps(document))
    assert held > 0
