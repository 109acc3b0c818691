"""The first lists of bits: revocation alone, and bits that were counted from either end."""

from base64 import b64encode
from gzip import compress

import pytest

from tests.fixtures.issuer import edited
from tests.verification.status.lists import PATH, bitstring_list, host_token, revocation

KIND = "RevocationList2020Status"
PLACE = 1003
"""The fourth of its octet from one end, the fifth from the other."""
MIRRORED = 1004


def listed(issuer, *places, encode=b64encode):
    bits = bytearray(131_072 // 8)
    for place in places:
        bits[place // 8] |= 1 << place % 8
    said = edited(
        bitstring_list(issuer),
        {
            "/@context": [
                "https://www.w3.org/2018/credentials/v1",
                "https://w3id.org/vc-revocation-list-2020/v1",
            ],
            "/type": ["VerifiableCredential", "RevocationList2020Credential"],
            "/issuanceDate": "2026-01-01T00:00:00Z",
            "/credentialSubject": {
                "id": f"{issuer.url(PATH)}#list",
                "type": "RevocationList2020",
                "encodedList": encode(compress(bytes(bits), mtime=0)).decode(),
            },
        },
    )
    del said["validFrom"]
    return said


def place(issuer, index=PLACE, **more):
    return {
        "id": f"{issuer.url(PATH)}#{index}",
        "type": KIND,
        "revocationListIndex": str(index),
        "revocationListCredential": issuer.url(PATH),
        **more,
    }


@pytest.mark.parametrize(
    ("places", "code", "outcome"),
    [
        ((), None, "PASS"),
        ((PLACE - 1,), None, "PASS"),
        ((PLACE,), "REVOKED", "FAIL"),
        ((PLACE, MIRRORED), "REVOKED", "FAIL"),
        ((MIRRORED,), "STATUS_AMBIGUOUS", "UNKNOWN"),
    ],
    ids=["clear", "a-neighbour", "revoked", "revoked-either-way", "revoked-from-the-other-end"],
)
async def test_the_bit_decides(issuer, issuer_intake, places, code, outcome):
    host_token(issuer, listed(issuer, *places))
    finding = await revocation(issuer, issuer_intake, place(issuer))
    assert (finding.code, finding.outcome) == (code, outcome)


async def test_a_purpose_is_no_part_of_it(issuer, issuer_intake):
    host_token(issuer, listed(issuer, PLACE))
    named = place(issuer, statusPurpose="message")
    assert (await revocation(issuer, issuer_intake, named)).code == "REVOKED"


async def test_a_list_of_a_successor_is_not_taken_for_one(issuer, issuer_intake):
    host_token(issuer, bitstring_list(issuer))
    finding = await revocation(issuer, issuer_intake, place(issuer))
    assert finding.code == "STATUS_LIST_INVALID"


async def test_a_missing_list_is_a_doubt(issuer, issuer_intake):
    issuer.hosts(PATH, 404)
    finding = await revocation(issuer, issuer_intake, place(issuer))
    assert (finding.code, finding.outcome) == ("STATUS_UNREACHABLE", "UNKNOWN")
