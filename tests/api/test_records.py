"""Records and what lies within, endorsements, and what a catalogue says of an achievement."""

from tests.api.wallets import NOW
from wallet.api.identifiers import Kind, global_id
from wallet.store.details import from_column, to_column
from wallet.store.models.credentials import (
    Achievement,
    Credential,
    CredentialPart,
    CredentialReport,
)

PARTS = """query ($id: ID!) { node(id: $id) { ... on Credential {
  parts { totalCount nodes { id } } partOf { nodes { id } } isPartial role term creditsEarned
  associations { kind source target }
  recordedAchievements { identifier name description humanCode creditsAvailable kind } } } }"""
LIST = """query ($filter: CredentialFilter) { viewer { credentials(filter: $filter) {
  totalCount } } }"""
ENDORSEMENTS = """query ($id: ID!) { node(id: $id) { ... on Credential { verification {
  endorsements { pointer code identifier name comment verdict integrity standing trust
    issuer { identifier url name } findings { check code outcome } }
  partsAmiss { pointer code verdict } } } } }"""
CATALOGUE = """query ($id: ID!) { node(id: $id) { ... on Credential { achievement {
  creditsAvailable fieldOfStudy humanCode specialization version language otherEditions
  otherIdentifiers { value kind } } } } }"""
ASSOCIATION = {"source": "urn:a", "target": "urn:b", "kind": "isParentOf"}


def global_ids(*keys):
    return [global_id(Kind.CREDENTIAL, key) for key in keys]


async def hold_parts(wallet):
    record, *parts = wallet.credentials[:3]
    for position, part in enumerate(reversed(parts)):
        await CredentialPart.create(
            learner_id=wallet.learner_id, record_id=record, part_id=part, position=position
        )
    return record, parts


async def test_a_record_leads_to_its_parts_and_back(anna, wallet):
    record, parts = await hold_parts(wallet)
    ids = global_ids(record, *parts)
    found = (await anna.ask(PARTS, id=ids[0]))["node"]
    assert found["parts"]["totalCount"] == 2
    assert [node["id"] for node in found["parts"]["nodes"]] == [ids[2], ids[1]]
    back = (await anna.ask(PARTS, id=ids[1]))["node"]
    assert back["partOf"]["nodes"] == [{"id": ids[0]}]
    assert back["parts"]["totalCount"] == 0


async def test_lists_leave_parts_out_where_asked(anna, wallet):
    await hold_parts(wallet)
    for wanted, number in ((True, 2), (False, 3), (None, 5)):
        page = await anna.ask(LIST, filter={"isPart": wanted})
        assert page["viewer"]["credentials"]["totalCount"] == number


async def test_what_a_record_tells_by_itself(anna, wallet):
    key = wallet.credentials[0]
    row = await Credential.get(id=key)
    course = {"id": "urn:c", "name": {"en": "Year 1"}, "description": {"en": "*All*"}}
    detail = to_column(
        from_column({
            **row.detail,
            "associations": [ASSOCIATION],
            "achievements": [{**course, "human_code": "Y1", "credits_available": "12"}],
            "role": "Head",
            "term": "Fall",
            "credits_earned": "3",
            "is_partial": True,
        })
    )  # fmt: skip
    await Credential.filter(id=key).update(detail=detail)
    found = (await anna.ask(PARTS, id=global_ids(key)[0]))["node"]
    assert (found["role"], found["term"], found["creditsEarned"]) == ("Head", "Fall", "3")
    assert found["isPartial"] is True
    assert found["associations"] == [ASSOCIATION]
    (achieved,) = found["recordedAchievements"]
    assert achieved["description"].strip() == "<p><em>All</em></p>"
    assert (achieved["name"], achieved["humanCode"], achieved["creditsAvailable"]) == (
        "Year 1",
        "Y1",
        "12",
    )


async def test_what_was_kept_before_tells_nothing_of_it(anna, wallet):
    found = (await anna.ask(PARTS, id=global_ids(wallet.credentials[0])[0]))["node"]
    assert (found["role"], found["associations"], found["recordedAchievements"]) == (None, [], [])
    report = (await anna.ask(ENDORSEMENTS, id=global_ids(wallet.credentials[0])[0]))["node"]
    assert report["verification"] == {"endorsements": [], "partsAmiss": []}


async def test_an_endorsement_comes_with_its_own_verdict(anna, wallet):
    key = wallet.credentials[0]
    finding = {
        "check": "proof.signature",
        "answer": "INTEGRITY",
        "outcome": "FAIL",
        "code": "SIGNATURE_INVALID",
        "message": "No.",
        "seen_at": NOW.isoformat(),
        "source": "DOCUMENT",
        "looked_at": None,
        "pointer": None,
        "mender": "ISSUER",
    }
    nested = {
        "kind": "ENDORSEMENT",
        "pointer": "/endorsement/0",
        "code": "CHILD_INVALID",
        "id": "urn:e",
        "name": {"und": "Praise"},
        "issuer": {"id": "urn:i", "name": {"und": "Guild"}, "url": "javascript:alert(1)"},
        "comment": {"und": "Good <script>alert(1)</script>"},
        "verdict": "NOT_VERIFIED",
        "integrity": "BROKEN",
        "standing": "UNKNOWN",
        "trust": "NONE",
        "findings": [finding],
    }
    part = {**nested, "kind": "PART", "pointer": "/credentialSubject/verifiableCredential"}
    await CredentialReport.filter(credential_id=key).update(nested=[nested, part])
    report = (await anna.ask(ENDORSEMENTS, id=global_ids(key)[0]))["node"]["verification"]
    (endorsement,) = report["endorsements"]
    assert "<script" not in endorsement.pop("comment")
    assert endorsement == {
        "pointer": "/endorsement/0",
        "code": "CHILD_INVALID",
        "identifier": "urn:e",
        "name": "Praise",
        "verdict": "NOT_VERIFIED",
        "integrity": "BROKEN",
        "standing": "UNKNOWN",
        "trust": "NONE",
        "issuer": {"identifier": "urn:i", "url": None, "name": "Guild"},
        "findings": [{"check": "proof.signature", "code": "SIGNATURE_INVALID", "outcome": "FAIL"}],
    }
    assert report["partsAmiss"] == [
        {"pointer": part["pointer"], "code": "CHILD_INVALID", "verdict": "NOT_VERIFIED"}
    ]


async def test_what_a_catalogue_says_of_an_achievement(anna, wallet):
    said = {
        "credits_available": "36",
        "field_of_study": "Research",
        "human_code": "R1",
        "specialization": "Methods",
        "version": "2",
        "language": "en-US",
        "other_identifiers": [{"value": "abde", "kind": None}],
        "related": ["urn:older"],
    }
    key = wallet.credentials[0]
    before = (await anna.ask(CATALOGUE, id=global_ids(key)[0]))["node"]["achievement"]
    assert (before["humanCode"], before["otherIdentifiers"], before["otherEditions"]) == (
        None,
        [],
        [],
    )
    await Achievement.filter(id=wallet.achievements[0]).update(particulars=said)
    assert (await anna.ask(CATALOGUE, id=global_ids(key)[0]))["node"]["achievement"] == {
        "creditsAvailable": "36",
        "fieldOfStudy": "Research",
        "humanCode": "R1",
        "specialization": "Methods",
        "version": "2",
        "language": "en-US",
        "otherIdentifiers": [{"value": "abde", "kind": None}],
        "otherEditions": ["urn:older"],
    }
