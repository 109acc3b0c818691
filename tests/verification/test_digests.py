import hashlib
from base64 import b64encode

import pytest

from wallet.proofs.multibase import encode_base64url
from wallet.verification.digests import have_digests, stated_digests

BODY = b"body"
DIGEST = hashlib.sha256(BODY).digest()
SRI = f"sha256-{b64encode(DIGEST).decode()}"


def test_all_of_them_count():
    said = {"digestSRI": SRI, "digestMultibase": encode_base64url(b"\x12\x20" + DIGEST)}
    assert stated_digests(said) == (("sha256", DIGEST), ("sha256", DIGEST))
    assert have_digests(BODY, stated_digests(said))
    assert not have_digests(b"other", stated_digests(said))
    assert not have_digests(BODY, (*stated_digests(said), ("sha512", DIGEST)))


@pytest.mark.parametrize(
    "said",
    [
        {"digestSRI": "sha1-AAAA"},
        {"digestSRI": "sha256-A"},
        {"digestMultibase": "u"},
        {"digestMultibase": "uEg"},
        {"digestMultibase": "x00"},
        {"digestMultibase": "zzzzz"},
    ],
)
def test_one_that_cannot_be_read(said):
    with pytest.raises(ValueError, match=r"."):
        stated_digests(said)


def test_none_are_none():
    assert stated_digests({"digestSRI": 7}) == ()
