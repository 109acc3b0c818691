"""The check alone; each way to tell a status has its tests in `tests/verification/status`."""

import pytest

from tests.fixtures.issuer import edited
from tests.verification.samples import Answering, answer, encoded, examine, found, signed, token
from tests.verification.status import test_revocation_list_2020 as list_2020
from tests.verification.status.lists import (
    PATH,
    PLACE,
    bitstring_list,
    entry,
    examine_entries,
    host_token,
)
from wallet.verification.sources import STALE

CHECK = "status.revocation"
KIND = "BitstringStatusListEntry"


@pytest.mark.parametrize(
    ("places", "edits", "code", "outcome", "words"),
    [
        ((), {}, None, "PASS", "not withdrawn"),
        ((PLACE,), {}, "REVOKED", "FAIL", "has withdrawn"),
        ((), {"/statusListIndex": "x"}, "STATUS_LIST_RANGE", "FAIL", "place"),
        ((), {"/type": "X"}, "STATUS_METHOD_UNKNOWN", "UNKNOWN", "X"),
        ((), {"/statusPurpose": "suspension"}, "DOES_NOT_APPLY", "SKIPPED", "not apply"),
    ],
)
async def test_of_a_place_in_a_list(issuer, issuer_intake, places, edits, code, outcome, words):
    host_token(issuer, bitstring_list(issuer, *places))
    examined = await examine_entries(issuer, issuer_intake, entry(issuer, KIND, edits))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == (code, outcome)
    assert words in finding.message


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        ({"/validUntil": "2026-02-01T00:00:00Z"}, "STATUS_LIST_EXPIRED"),
        ({"/type": ["VerifiableCredential"]}, "STATUS_LIST_INVALID"),
        ({"/credentialSubject/statusPurpose": "message"}, "STATUS_LIST_PURPOSE_MISMATCH"),
    ],
)
async def test_of_a_list_that_is_not_in_order(issuer, issuer_intake, edits, code):
    host_token(issuer, edited(bitstring_list(issuer), edits))
    examined = await examine_entries(issuer, issuer_intake, entry(issuer, KIND))
    assert (found(examined, CHECK).code, examined.report.standing) == (code, "UNKNOWN")


async def test_of_a_missing_list(issuer, issuer_intake):
    issuer.hosts(PATH, 404)
    examined = await examine_entries(issuer, issuer_intake, entry(issuer, KIND))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("STATUS_UNREACHABLE", "UNKNOWN")
    assert examined.report.verdict == "INCOMPLETE"


async def test_of_a_list_that_is_shorter_than_its_standard_asks(issuer, issuer_intake):
    host_token(issuer, bitstring_list(issuer, size=100_000))
    examined = await examine_entries(issuer, issuer_intake, entry(issuer, KIND))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("STATUS_LIST_TOO_SHORT", "WARN")
    assert examined.report.verdict == "VERIFIED_WITH_WARNINGS"


async def test_of_a_badge_without_a_place(issuer, issuer_intake):
    (document,) = issuer_intake.documents_in(encoded(signed()))
    examined = await issuer_intake.examine(document, known=None)
    assert found(examined, CHECK).code == "DOES_NOT_APPLY"


async def test_of_somebody_else_s_list(issuer, issuer_intake):
    by = issuer.library
    listed = issuer.maker.prove(
        edited(bitstring_list(issuer), {"/issuer": by.id}), by, "eddsa-rdfc-2022"
    )
    issuer.hosts(PATH, 200, listed)
    examined = await examine_entries(issuer, issuer_intake, entry(issuer, KIND))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("STATUS_LIST_ISSUER_MISMATCH", "FAIL")
    assert examined.report.standing == "UNKNOWN"


async def test_of_a_list_that_can_be_read_in_two_ways(issuer, issuer_intake):
    host_token(issuer, list_2020.listed(issuer, list_2020.MIRRORED))
    examined = await examine_entries(issuer, issuer_intake, list_2020.place(issuer))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("STATUS_AMBIGUOUS", "UNKNOWN")


async def test_of_a_list_of_which_only_an_old_copy_is_there():
    url = "https://a.example/list"
    named = {"type": KIND, "statusListIndex": "1", "statusListCredential": url}
    stale = answer(url, http_status=None, failure=STALE)
    finding = found(
        await examine(token({"/credentialStatus": named}), Answering({url: stale})), CHECK
    )
    assert (finding.code, finding.outcome) == ("STATUS_STALE", "UNKNOWN")
