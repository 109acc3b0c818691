"""Token status lists, packed by hand as the draft's own examples are."""

import zlib

import pytest

from tests.fixtures.sd_jwts import ISSUER, KEY, METADATA, METADATA_DOCUMENT, by_hand
from tests.verification.samples import answer, examine, found, token
from wallet.documents.base64url import to_base64url
from wallet.proofs.jose import sign_compact
from wallet.proofs.keys import KeyKind, PrivateKey

LIST = "https://workshop.example/status/1"
ONE_BIT = [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1]
"""Source: Token Status List, "Status List", the example of one bit: the bytes B9 and A3."""
TWO_BITS = [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3]
"""The same, the example of two bits: the bytes C9, 44 and F9."""


def packed(statuses, bits):
    octets = bytearray((len(statuses) * bits + 7) // 8)
    for index, status in enumerate(statuses):
        octets[index * bits // 8] |= status << (index * bits % 8)
    return bytes(octets)


def status_list(octets, bits, *, key=KEY, header=None, packed_as=None, **claims):
    lst = packed_as if packed_as is not None else to_base64url(zlib.compress(octets, 9))
    said = {"sub": LIST, "iat": 1767225600, "status_list": {"bits": bits, "lst": lst}, **claims}
    names = {"typ": "statuslist+jwt", "kid": "key-1", **(header or {})}
    return sign_compact(names, {n: each for n, each in said.items() if each is not None}, key)


async def status_of(index, said):
    entry = {"status_list": {"idx": index, "uri": LIST}}
    web = {METADATA: METADATA_DOCUMENT, **({} if said is None else {LIST: said})}
    examined = await examine(by_hand({"status": entry}), web)
    codes = [found(examined, f"status.{name}").code for name in ("revocation", "suspension")]
    return (*codes, examined.report.standing.value)


def test_it_is_packed_as_in_the_draft():
    assert packed(ONE_BIT, 1).hex() == "b9a3"
    assert packed(TWO_BITS, 2).hex() == "c944f9"


@pytest.mark.parametrize("index", range(16))
async def test_one_bit_each(index):
    said = status_list(packed(ONE_BIT, 1), 1)
    expected = ("REVOKED", None, "REVOKED") if ONE_BIT[index] else (None, None, "CURRENT")
    assert await status_of(index, said) == expected


@pytest.mark.parametrize("index", range(12))
async def test_two_bits_each(index):
    unknown = "STATUS_METHOD_UNKNOWN"
    expected = [
        (None, None, "CURRENT"),
        ("REVOKED", None, "REVOKED"),
        (None, "SUSPENDED", "SUSPENDED"),
        (unknown, unknown, "UNKNOWN"),
    ]
    said = status_list(packed(TWO_BITS, 2), 2)
    assert await status_of(index, said) == expected[TWO_BITS[index]]


@pytest.mark.parametrize("bits", [4, 8])
async def test_wider_places(bits):
    said = status_list(packed([0, 0, 1, 2], bits), bits)
    assert [(await status_of(index, said))[2] for index in range(4)] == [
        "CURRENT",
        "CURRENT",
        "REVOKED",
        "SUSPENDED",
    ]


CLEAR = bytes(2)
STRANGER = PrivateKey.generate(KeyKind.P256)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        pytest.param(None, "STATUS_UNREACHABLE", id="not-to-be-had"),
        pytest.param(answer(LIST, b"gone", http_status=404), "STATUS_UNREACHABLE", id="gone"),
        pytest.param(b"hello", "STATUS_LIST_INVALID", id="no-token"),
        pytest.param(b"\xff\xfe", "STATUS_LIST_INVALID", id="no-text"),
        pytest.param(status_list(CLEAR, 1, key=STRANGER), "STATUS_LIST_INVALID", id="a-stranger's"),
        pytest.param(
            status_list(CLEAR, 1, header={"alg": "ES256", "typ": "JWT"}),
            "STATUS_LIST_INVALID",
            id="another-type",
        ),
        pytest.param(
            status_list(CLEAR, 1, sub="https://workshop.example/status/2"),
            "STATUS_LIST_INVALID",
            id="another-list",
        ),
        pytest.param(
            status_list(CLEAR, 1, iss="https://evil.example"),
            "STATUS_LIST_ISSUER_MISMATCH",
            id="another-issuer",
        ),
        pytest.param(status_list(CLEAR, 1, exp=1767225600), "STATUS_LIST_EXPIRED", id="stale"),
        pytest.param(status_list(CLEAR, 1, exp="soon"), "STATUS_LIST_EXPIRED", id="no-date"),
        pytest.param(status_list(CLEAR, 3), "STATUS_LIST_INVALID", id="three-bits"),
        pytest.param(status_list(CLEAR, True), "STATUS_LIST_INVALID", id="bits-true"),
        pytest.param(status_list(CLEAR, 1, packed_as="!!"), "STATUS_LIST_INVALID", id="not-packed"),
        pytest.param(
            status_list(CLEAR, 1, packed_as=to_base64url(zlib.compress(CLEAR)[:-3])),
            "STATUS_LIST_INVALID",
            id="cut-short",
        ),
        pytest.param(
            status_list(bytes(40_000_000), 1), "STATUS_LIST_INVALID", id="larger-than-we-unpack"
        ),
        pytest.param(status_list(CLEAR, 1, status_list=None), "STATUS_LIST_INVALID", id="none"),
    ],
)
async def test_a_list_that_says_nothing(said, code):
    revocation, _, standing = await status_of(0, said)
    assert (revocation, standing) == (code, "UNKNOWN")


@pytest.mark.parametrize("index", [16, 10**12, -1, "0", True, None, 1.0])
async def test_a_place_that_is_not_in_the_list(index):
    revocation, _, standing = await status_of(index, status_list(CLEAR, 1))
    assert (revocation, standing) == ("STATUS_LIST_RANGE", "UNKNOWN")


async def test_the_issuer_may_say_so_itself():
    said = status_list(CLEAR, 1, iss=ISSUER)
    assert await status_of(0, said) == (None, None, "CURRENT")


@pytest.mark.parametrize("purpose", ["revocation", "suspension", "message", "refresh"])
async def test_a_credential_of_another_kind_has_no_such_list(purpose):
    entry = {"id": LIST, "type": "status_list", "statusPurpose": purpose, "idx": 0}
    badge = token({"/credentialStatus": entry})
    examined = await examine(badge, {LIST: status_list(packed(TWO_BITS, 2), 2)})
    outcomes = {each.outcome for each in examined.report.findings if "status." in each.check}
    assert "PASS" not in outcomes
    assert "UNKNOWN" in outcomes or purpose == "refresh"
