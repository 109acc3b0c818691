import hashlib
from base64 import b64encode

import pytest

from tests.verification.samples import examine, found, signed
from wallet.proofs.multibase import encode, encode_base64url
from wallet.verification.checks.resources_integrity import MOST_RESOURCES

CHECK = "resources.integrity"
URL = "https://workshop.example/criteria.json"
BODY = b'{"criteria": "ten joints"}'
SHA_256, SHA_384, SHA_512 = (
    hashlib.new(name, BODY).digest() for name in ("sha256", "sha384", "sha512")
)
WRONG = b64encode(bytes(32)).decode()


def sri(name, digest):
    return f"{name}-{b64encode(digest).decode()}"


def relying(*digests, url=URL):
    return signed({"/relatedResource": [{"id": url, **said} for said in digests]})


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"digestSRI": sri("sha256", SHA_256)}, id="sri"),
        pytest.param({"digestSRI": sri("sha384", SHA_384)}, id="sri-384"),
        pytest.param({"digestSRI": f"sha256-{WRONG} {sri('sha512', SHA_512)}"}, id="strongest"),
        pytest.param({"digestMultibase": encode(b"\x12\x20" + SHA_256)}, id="base58"),
        pytest.param({"digestMultibase": encode_base64url(b"\x20\x30" + SHA_384)}, id="base64"),
        pytest.param({"digestMultibase": encode_base64url(b"\x13\x40" + SHA_512)}, id="sha-512"),
    ],
)
async def test_a_resource_that_is_what_it_was(said):
    finding = found(await examine(relying(said), {URL: BODY}), CHECK)
    assert (finding.code, finding.outcome, finding.looked_at) == (None, "PASS", URL)


@pytest.mark.parametrize(
    ("said", "url", "code", "outcome"),
    [
        pytest.param(
            {"digestSRI": f"sha256-{WRONG}"}, URL, "RESOURCE_DIGEST_MISMATCH", "FAIL", id="changed"
        ),
        pytest.param(
            {
                "digestSRI": sri("sha256", SHA_256),
                "digestMultibase": encode(b"\x12\x20" + bytes(32)),
            },
            *(URL, "RESOURCE_DIGEST_MISMATCH", "FAIL"),
            id="two-that-differ",
        ),
        pytest.param(
            {"digestSRI": sri("sha256", SHA_256)},
            *("https://workshop.example/gone", "RESOURCE_UNREACHABLE", "UNKNOWN"),
            id="gone",
        ),
        pytest.param(
            {"digestSRI": sri("sha256", SHA_256)},
            *("urn:uuid:00000000-0000-4000-8000-0000000000c1", "RESOURCE_UNREACHABLE", "UNKNOWN"),
            id="nowhere",
        ),
        pytest.param({}, URL, "RESOURCE_DIGEST_UNREADABLE", "UNKNOWN", id="no-digest"),
        pytest.param(
            {"digestSRI": "md5-AAAA"}, URL, "RESOURCE_DIGEST_UNREADABLE", "UNKNOWN", id="weak"
        ),
        pytest.param(
            {"digestMultibase": encode(b"\x12\x21" + SHA_256)},
            *(URL, "RESOURCE_DIGEST_UNREADABLE", "UNKNOWN"),
            id="of-a-wrong-length",
        ),
    ],
)
async def test_one_that_is_not(said, url, code, outcome):
    examined = await examine(relying(said, url=url), {URL: BODY})
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome, finding.answer) == (code, outcome, "INFORMATION")
    assert examined.report.verdict == "VERIFIED"


async def test_a_crowd_is_not_asked():
    said = [{"digestSRI": sri("sha256", SHA_256)}] * (MOST_RESOURCES + 1)
    content = {"relatedResource": [{"id": f"{URL}?{n}", **each} for n, each in enumerate(said)]}
    answers = {f"{URL}?{n}": BODY for n in range(len(said))}
    examined = await examine(signed({"/relatedResource": content["relatedResource"]}), answers)
    assert found(examined, CHECK).code == "RESOURCE_UNREACHABLE"


async def test_a_badge_that_relies_on_nothing():
    assert found(await examine(signed()), CHECK).code == "DOES_NOT_APPLY"
