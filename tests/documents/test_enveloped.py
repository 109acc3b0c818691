import pytest

from wallet.documents.enveloped import is_enveloped, token_of

TOKEN = "eyJh.eyJi.c2ln"
KIND = "EnvelopedVerifiableCredential"


@pytest.mark.parametrize(
    ("value", "token", "envelope"),
    [
        (TOKEN, TOKEN, False),
        ({"type": KIND, "id": f"data:application/vc+jwt,{TOKEN}"}, TOKEN, True),
        ({"type": ["Other", KIND], "id": f"data:application/jwt,{TOKEN}"}, TOKEN, True),
        ({"type": KIND, "id": "https://a.example/1"}, None, True),
        ({"type": KIND}, None, True),
        ({"type": "VerifiableCredential", "id": f"data:a,{TOKEN}"}, None, False),
        ("https://a.example/1", None, False),
        (7, None, False),
        (None, None, False),
    ],
)
def test_the_token_in_it(value, token, envelope):
    assert (token_of(value), is_enveloped(value)) == (token, envelope)
