from base64 import urlsafe_b64encode
from json import dumps

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.test_archive import archive
from wallet.documents.document import Carrier, DocumentError
from wallet.documents.limits import Limits
from wallet.documents.opening import open_documents

ONE = '{ "type" :["VerifiableCredential"],\n "id":"urn:1", "a":1.0, "proof":{"é":"\\u00e9"}}'
TWO = '{"type":"VerifiableCredential","id":"urn:2"}'


def token(payload):
    parts = (b'{"alg":"ES256"}', payload.encode(), b"sign")
    return b".".join(urlsafe_b64encode(part).rstrip(b"=") for part in parts).decode()


SIGNED = token(TWO)


def presentation(*held, kind='"VerifiablePresentation"'):
    return f'{{"type":{kind}, "verifiableCredential" : [ {" , ".join(held)} ]\n}}'


def enveloped(held, kind="application/vc+jwt"):
    return dumps({"type": "EnvelopedVerifiableCredential", "id": f"data:{kind},{held}"})


def refusal_of(received, **limits):
    with pytest.raises(DocumentError) as refusal:
        open_documents(received, limits=Limits(**limits))
    return refusal.value


def test_each_credential_is_a_document_with_its_own_text():
    received = presentation(ONE, f'"{SIGNED}"', enveloped(SIGNED)).encode()
    first, second, third = open_documents(received)
    assert first.original == ONE.encode()
    assert second.original == third.original == SIGNED.encode()
    assert first.carriers == (Carrier.PRESENTATION, Carrier.JSON)
    assert second.carriers == (Carrier.PRESENTATION, Carrier.JWS)
    assert [document.content["id"] for document in (first, second)] == ["urn:1", "urn:2"]


@pytest.mark.parametrize(
    "received",
    [
        pytest.param(presentation(ONE), id="a-list"),
        pytest.param(f"\ufeff\n {presentation(ONE)} \n", id="blanks-around-it"),
        pytest.param(presentation(ONE, kind='["VerifiablePresentation","X"]'), id="more-types"),
        pytest.param(f'{{"verifiableCredential":{ONE},"type":"VerifiablePresentation"}}', id="one"),
        pytest.param(token(presentation(ONE)), id="token"),
        pytest.param(f'"{token(presentation(ONE))}"', id="token-in-quotes"),
        pytest.param(token(f'{{"iss":"a","vp": {presentation(ONE)} }}'), id="token-of-version-1"),
    ],
)
def test_the_text_of_a_credential_is_kept_byte_for_byte(received):
    (document,) = open_documents(received.encode())
    assert document.original == ONE.encode()


def test_a_presentation_in_an_archive():
    received = archive({"a.json": presentation(ONE, TWO).encode()})
    assert [document.original for document in open_documents(received)] == [
        ONE.encode(),
        TWO.encode(),
    ]


@pytest.mark.parametrize(
    "received",
    [
        pytest.param(ONE, id="a-credential"),
        pytest.param(SIGNED, id="a-token"),
        pytest.param('{"type":"Verifiable\\u0050resentation"}', id="a-type-in-disguise"),
        pytest.param('{"name":"VerifiablePresentation"}', id="a-name"),
        pytest.param(
            presentation(TWO, kind='["VerifiablePresentation","VerifiableCredential"]'), id="both"
        ),
    ],
)
def test_what_is_none_stays_what_it_is(received):
    (document,) = open_documents(received.encode())
    assert Carrier.PRESENTATION not in document.carriers


@pytest.mark.parametrize(
    ("received", "code", "said"),
    [
        pytest.param(presentation(), "FORMAT_UNKNOWN", "no credential in", id="empty"),
        pytest.param(
            '{"type":"VerifiablePresentation"}', "FORMAT_UNKNOWN", "no credential in", id="none"
        ),
        pytest.param(presentation(ONE, "7"), "FORMAT_UNKNOWN", "Credential 2", id="a-number"),
        pytest.param(presentation('"hello"'), "FORMAT_UNKNOWN", "Credential 1", id="a-word"),
        pytest.param(
            presentation(enveloped("x~y~", "application/vc+sd-jwt")),
            *("FORMAT_UNKNOWN", "Credential 1"),
            id="of-a-kind-that-is-not-read",
        ),
        pytest.param(
            presentation(presentation(ONE)), "DECOMPRESSION_LIMIT", "own kind", id="nested"
        ),
        pytest.param(
            presentation(f'"{token(presentation(ONE))}"'),
            *("DECOMPRESSION_LIMIT", "own kind"),
            id="nested-in-a-token",
        ),
        pytest.param(
            presentation('{"a":1,"a":2}'), "JSON_DUPLICATE_KEY", "'a'", id="an-ambiguous-one"
        ),
    ],
)
def test_refuses(received, code, said):
    refusal = refusal_of(received.encode())
    assert refusal.code == code
    assert said in refusal.message


def test_a_presentation_has_an_end():
    assert refusal_of(presentation(TWO, TWO, TWO).encode(), documents=2).code == "INPUT_TOO_LARGE"


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just(SIGNED),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@settings(deadline=None, max_examples=200)
@given(values, st.sampled_from([None, 1, " "]), st.booleans())
def test_whatever_is_in_it_is_kept_or_refused(held, indent, ascii_only):
    whole = {"type": ["VerifiablePresentation"], "verifiableCredential": held}
    received = dumps(whole, indent=indent, ensure_ascii=ascii_only)
    try:
        documents = open_documents(received.encode())
    except DocumentError as error:
        code = error.code
    else:
        assert all(document.original.decode() in received for document in documents)
        return
    assert code
