import pytest

from wallet.proofs.multibase import decode_base64url, encode_base64url


@pytest.mark.parametrize("octets", [b"\0", b"\xff\xfe", bytes(range(256))])
def test_base64url_there_and_back(octets):
    assert decode_base64url(encode_base64url(octets)) == octets


@pytest.mark.parametrize(
    "text",
    [
        "",
        "u",
        "z2",
        "AA",
        "uAA==",
        "uA",
        "uAB",
        "uA+",
        "uA/",
        "u A",
        "uA\n",
        "ué",
        "u" + "A" * 400_000,
    ],
    ids=lambda text: repr(text[:6]),
)
def test_another_form_is_refused(text):
    with pytest.raises(ValueError, match="base64url"):
        decode_base64url(text)
