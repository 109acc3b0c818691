"""1EdTech's list of revoked credentials: unsigned, by id."""

import pytest

from tests.fixtures.issuer import REMOVED, edited
from tests.verification.samples import found
from tests.verification.status.lists import PATH, examine, revocation

KIND = "1EdTechRevocationList"


def place(issuer):
    return {"id": issuer.url(PATH), "type": KIND}


def credential_id(issuer):
    return issuer.university.url("credentials/data-analysis")


async def read(issuer, intake, *revoked, edits=None):
    listed = {"issuer": issuer.university.id, "revokedCredential": [*revoked]}
    issuer.hosts(PATH, 200, edited(listed, edits or {}))
    return await revocation(issuer, intake, place(issuer))


async def test_the_id_of_the_badge_is_the_one_that_is_sought(issuer, issuer_intake):
    badge = issuer.open_badge_3_token()
    examined = await examine(badge, issuer_intake)
    assert examined.credential.id == credential_id(issuer)


@pytest.mark.parametrize(
    "others",
    [
        (),
        ({"id": "https://issuer.example/other"},),
        ({"id": {}, "uid": []}, 7, None, [], {}, "text"),
        ({"id": None},),
    ],
    ids=["an-empty-list", "others", "rubbish", "null"],
)
async def test_a_badge_that_is_not_listed_stands(issuer, issuer_intake, others):
    finding = await read(issuer, issuer_intake, *others)
    assert (finding.outcome, finding.looked_at) == ("PASS", issuer.url(PATH))


@pytest.mark.parametrize("spelling", ["text", "object", "revoked", "behind-rubbish"])
async def test_a_badge_that_is_listed_is_revoked(issuer, issuer_intake, spelling):
    named = credential_id(issuer)
    entries = {
        "text": [named],
        "object": [{"id": named}],
        "revoked": [{"id": named, "revoked": True}],
        "behind-rubbish": [{"id": []}, {"id": named}],
    }
    finding = await read(issuer, issuer_intake, *entries[spelling])
    assert (finding.code, finding.outcome) == ("REVOKED", "FAIL")


async def test_the_issuer_s_reason_is_told(issuer, issuer_intake):
    entry = {"id": credential_id(issuer), "revocationReason": "Given in error."}
    finding = await read(issuer, issuer_intake, entry)
    assert 'The issuer says: "Given in error."' in finding.message


async def test_an_entry_that_was_taken_back_does_not_revoke(issuer, issuer_intake):
    finding = await read(issuer, issuer_intake, {"id": credential_id(issuer), "revoked": False})
    assert finding.outcome == "PASS"


@pytest.mark.parametrize(
    "edits",
    [
        {"/revokedCredential": REMOVED, "/revokedCredentials": ["ID"]},
        {"/revokedCredentials": ["ID"]},
        {"/revokedCredential": ["ID"], "/revokedCredentials": []},
    ],
    ids=["the-other-name", "the-other-name-beside-an-empty-list", "an-empty-list-beside"],
)
async def test_both_names_of_the_list_are_read(issuer, issuer_intake, edits):
    edits = {
        pointer: [credential_id(issuer)] if value == ["ID"] else value
        for pointer, value in edits.items()
    }
    assert (await read(issuer, issuer_intake, edits=edits)).code == "REVOKED"


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        pytest.param({"/issuer": "did:web:other"}, "STATUS_LIST_ISSUER_MISMATCH", id="another's"),
        pytest.param({"/issuer": REMOVED}, "STATUS_LIST_ISSUER_MISMATCH", id="nobody's"),
        pytest.param({"/issuer": [1]}, "STATUS_LIST_ISSUER_MISMATCH", id="whose-is-unclear"),
        pytest.param({"/revokedCredential": REMOVED}, "STATUS_LIST_INVALID", id="without-a-list"),
        pytest.param({"/revokedCredential": {}}, "STATUS_LIST_INVALID", id="with-no-list"),
    ],
)
async def test_a_list_that_is_not_in_order(issuer, issuer_intake, edits, code):
    finding = await read(issuer, issuer_intake, edits=edits)
    assert (finding.code, finding.outcome) == (code, "FAIL")


async def test_an_issuer_may_be_written_as_an_object(issuer, issuer_intake):
    finding = await read(issuer, issuer_intake, edits={"/issuer": {"id": issuer.university.id}})
    assert finding.outcome == "PASS"


@pytest.mark.parametrize(
    ("http_status", "body"), [(404, b""), (200, b"[]"), (200, b"\x00"), (410, b"{}")]
)
async def test_no_list_is_a_doubt(issuer, issuer_intake, http_status, body):
    issuer.hosts(PATH, http_status, body)
    finding = await revocation(issuer, issuer_intake, place(issuer))
    assert (finding.code, finding.outcome) == ("STATUS_UNREACHABLE", "UNKNOWN")


async def test_a_badge_without_an_id_cannot_be_sought(issuer, issuer_intake):
    issuer.hosts(PATH, 200, {"issuer": issuer.university.id, "revokedCredential": []})
    badge = issuer.open_badge_3_token({"/id": REMOVED, "/credentialStatus": place(issuer)})
    finding = found(await examine(badge, issuer_intake), "status.revocation")
    assert (finding.code, finding.outcome) == ("STATUS_UNREACHABLE", "UNKNOWN")
    assert "no id" in finding.message
