"""What the issuer says about a credential beside its standing."""

import pytest

from tests.fixtures.issuer import edited
from tests.verification.samples import encoded, found, signed
from tests.verification.status.lists import (
    PATH,
    PLACE,
    bitstring_list,
    entry,
    examine_entries,
    host_token,
)

CHECK = "status.message"
KIND = "BitstringStatusListEntry"
MESSAGES = [
    {"status": "0x0", "message": "in order"},
    {"status": "0x1", "message": "under review"},
    {"status": "0x2", "message": "appeal won"},
    {"status": "0x3", "message": "transferred"},
]
OFFSET = 1000


async def look(issuer, intake, *bits, purpose="message", listed=None, edits=None):
    about = {"/credentialSubject/statusPurpose": purpose, **(listed or {})}
    host_token(issuer, edited(bitstring_list(issuer, *bits, size=262_144), about))
    place = entry(issuer, KIND, {"/statusPurpose": purpose, **(edits or {})})
    examined = await examine_entries(issuer, intake, place)
    assert (examined.report.standing, examined.report.verdict) == ("CURRENT", "VERIFIED")
    assert found(examined, "status.revocation").outcome == "SKIPPED"
    return found(examined, CHECK)


@pytest.mark.parametrize(
    ("bits", "said"),
    [((1,), "under review"), ((0,), "appeal won"), ((0, 1), "transferred")],
)
async def test_a_message_is_shown_and_is_no_failure(issuer, issuer_intake, bits, said):
    places = [2 * OFFSET + bit for bit in bits]
    finding = await look(
        issuer,
        issuer_intake,
        *places,
        edits={"/statusSize": 2, "/statusMessage": MESSAGES, "/statusListIndex": str(OFFSET)},
    )
    assert (finding.code, finding.outcome, finding.answer) == (
        "STATUS_MESSAGE",
        "WARN",
        "INFORMATION",
    )
    assert said in finding.message
    assert finding.particulars == {"message": said}


async def test_a_value_of_nothing_special_passes_with_what_it_means(issuer, issuer_intake):
    finding = await look(issuer, issuer_intake, edits={"/statusMessage": MESSAGES[:2]})
    assert (finding.code, finding.outcome) == (None, "PASS")
    assert "in order" in finding.message


@pytest.mark.parametrize(
    "messages",
    [None, [], "x", [{"status": "0x2", "message": "no"}], [{"status": 1, "message": "no"}]],
    ids=repr,
)
async def test_a_message_that_is_not_explained_is_told_by_its_number(
    issuer, issuer_intake, messages
):
    finding = await look(issuer, issuer_intake, PLACE, edits={"/statusMessage": messages})
    assert (finding.code, finding.particulars) == ("STATUS_MESSAGE", {"message": "1"})


async def test_a_newer_version_is_pointed_out(issuer, issuer_intake):
    finding = await look(issuer, issuer_intake, PLACE, purpose="refresh")
    assert (finding.code, finding.outcome, finding.mender) == ("NEWER_VERSION", "WARN", "LEARNER")
    assert (await look(issuer, issuer_intake, purpose="refresh")).outcome == "PASS"


@pytest.mark.parametrize(
    ("listed", "edits"),
    [
        ({"/validUntil": "2026-02-01T00:00:00Z"}, {}),
        ({"/credentialSubject/statusPurpose": "revocation"}, {}),
        ({"/type": ["VerifiableCredential"]}, {}),
        ({}, {"/statusListIndex": "x"}),
        ({}, {"/statusListCredential": None}),
    ],
    ids=["out-of-date", "another-purpose", "no-list", "no-place", "no-address"],
)
async def test_what_cannot_be_read_is_a_doubt_and_no_failure(issuer, issuer_intake, listed, edits):
    finding = await look(issuer, issuer_intake, PLACE, listed=listed, edits=edits)
    assert (finding.code, finding.outcome) == ("STATUS_MESSAGE_UNKNOWN", "UNKNOWN")


async def test_of_a_missing_list(issuer, issuer_intake):
    issuer.hosts(PATH, 404)
    place = entry(issuer, KIND, {"/statusPurpose": "message"})
    examined = await examine_entries(issuer, issuer_intake, place)
    assert found(examined, CHECK).code == "STATUS_MESSAGE_UNKNOWN"
    assert examined.report.verdict == "VERIFIED"


async def test_a_stranger_has_nothing_to_say_about_it(issuer, issuer_intake):
    by = issuer.library
    about = {"/credentialSubject/statusPurpose": "message", "/issuer": by.id}
    listed = edited(bitstring_list(issuer, PLACE), about)
    issuer.hosts(PATH, 200, issuer.maker.prove(listed, by, "eddsa-rdfc-2022"))
    place = entry(issuer, KIND, {"/statusPurpose": "message"})
    examined = await examine_entries(issuer, issuer_intake, place)
    assert found(examined, CHECK).code == "STATUS_MESSAGE_UNKNOWN"


async def test_what_is_said_comes_before_what_could_not_be_read(issuer, issuer_intake):
    about = {"/credentialSubject/statusPurpose": ["message", "revocation", "refresh"]}
    host_token(issuer, edited(bitstring_list(issuer, PLACE), about))
    message = entry(issuer, KIND, {"/statusPurpose": "message"})
    lost = entry(
        issuer, KIND, {"/statusPurpose": "refresh", "/statusListCredential": issuer.url("/x")}
    )
    examined = await examine_entries(issuer, issuer_intake, lost, message)
    assert found(examined, CHECK).code == "STATUS_MESSAGE"


async def test_of_a_badge_without_a_place(issuer, issuer_intake):
    (document,) = issuer_intake.documents_in(encoded(signed()))
    examined = await issuer_intake.examine(document, known=None)
    assert found(examined, CHECK).code == "DOES_NOT_APPLY"
