"""The predecessor of bitstring lists: the same bits, written without multibase."""

import pytest

from tests.fixtures.issuer import edited
from tests.verification.status.lists import (
    PATH,
    PLACE,
    bitstring_list,
    entry,
    host_token,
    list_2021,
    packed,
    revocation,
)

KIND = "StatusList2021Entry"


@pytest.mark.parametrize(
    ("places", "code"), [((), None), ((PLACE,), "REVOKED"), ((PLACE + 1,), None)]
)
@pytest.mark.parametrize("index", [str(PLACE), PLACE], ids=["index-as-text", "index-as-number"])
async def test_the_bit_decides(issuer, issuer_intake, places, code, index):
    host_token(issuer, list_2021(issuer, *places))
    place = entry(issuer, KIND, {"/statusListIndex": index})
    finding = await revocation(issuer, issuer_intake, place)
    assert (finding.code, finding.outcome) == (code, "FAIL" if code else "PASS")


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        pytest.param(
            {"/credentialSubject/statusPurpose": "suspension"},
            "STATUS_LIST_PURPOSE_MISMATCH",
            id="for-another-purpose",
        ),
        pytest.param(
            {"/expirationDate": "2026-02-01T00:00:00Z"}, "STATUS_LIST_EXPIRED", id="expired"
        ),
        pytest.param(
            {"/credentialSubject/encodedList": f"u{packed()}"},
            "STATUS_LIST_INVALID",
            id="with-multibase",
        ),
        pytest.param(
            {"/credentialSubject/encodedList": packed(size=8)},
            "STATUS_LIST_RANGE",
            id="of-a-few-bits",
        ),
        pytest.param({"/credentialSubject": []}, "STATUS_LIST_PURPOSE_MISMATCH", id="of-nothing"),
    ],
)
async def test_a_list_that_is_not_in_order(issuer, issuer_intake, edits, code):
    host_token(issuer, edited(list_2021(issuer), edits))
    assert (await revocation(issuer, issuer_intake, entry(issuer, KIND))).code == code


async def test_a_list_of_the_successor_is_not_taken_for_one(issuer, issuer_intake):
    host_token(issuer, bitstring_list(issuer))
    finding = await revocation(issuer, issuer_intake, entry(issuer, KIND))
    assert finding.code == "STATUS_LIST_INVALID"


async def test_a_missing_list_is_a_doubt(issuer, issuer_intake):
    issuer.hosts(PATH, 404)
    finding = await revocation(issuer, issuer_intake, entry(issuer, KIND))
    assert (finding.code, finding.outcome) == ("STATUS_UNREACHABLE", "UNKNOWN")
