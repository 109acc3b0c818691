import json
from base64 import urlsafe_b64encode
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents import pngs
from tests.vectors import EDTECH, MOZILLA, needs_vectors
from wallet.documents.document import Carrier, DocumentError
from wallet.documents.limits import Limits
from wallet.documents.opening import open_documents

BADGE = b'{ "id":"urn:uuid:1" }'


def token(payload):
    return b".".join(
        urlsafe_b64encode(part).rstrip(b"=") for part in (b'{"alg":"RS256"}', payload, b"sign")
    )


def svg(verify):
    return (
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="http://openbadges.org">'
        b'<openbadges:assertion verify="' + verify + b'"/><script/></svg>'
    )


@pytest.mark.parametrize(
    ("received", "media_type", "carriers"),
    [
        pytest.param(BADGE, "application/json", [Carrier.JSON], id="json"),
        pytest.param(
            b"\xef\xbb\xbf\r\n" + BADGE, "application/json", [Carrier.JSON], id="json-after-a-mark"
        ),
        pytest.param(token(BADGE), "application/jwt", [Carrier.JWS], id="token"),
        pytest.param(
            b' "' + token(BADGE) + b'"\n', "application/jwt", [Carrier.JWS], id="token-in-quotes"
        ),
        pytest.param(
            pngs.png(pngs.text(BADGE)), "image/png", [Carrier.PNG, Carrier.JSON], id="json-in-png"
        ),
        pytest.param(
            pngs.png(pngs.international(token(BADGE))),
            "image/png",
            [Carrier.PNG, Carrier.JWS],
            id="token-in-png",
        ),
        pytest.param(
            svg(token(BADGE)), "image/svg+xml", [Carrier.SVG, Carrier.JWS], id="token-in-svg"
        ),
    ],
)
def test_opens(received, media_type, carriers):
    (document,) = open_documents(received)
    assert document.content == {"id": "urn:uuid:1"}
    assert document.original == received
    assert document.sha256 == sha256(received).hexdigest()
    assert document.media_type == media_type
    assert list(document.carriers) == carriers
    assert (document.jws is not None) == (carriers[-1] is Carrier.JWS)
    assert document.url is None


@pytest.mark.parametrize(
    ("received", "carriers"),
    [
        (b"https://a.example/assertions/1?v=2_0", [Carrier.URL]),
        (b" <HTTP://a.example/1>\r\n", [Carrier.URL]),
        (pngs.png(pngs.text(b"https://a.example/1")), [Carrier.PNG, Carrier.URL]),
        (svg(b"https://a.example/1"), [Carrier.SVG, Carrier.URL]),
    ],
    ids=["pasted", "in-angle-brackets", "in-png", "in-svg"],
)
def test_opens_an_address(received, carriers):
    (document,) = open_documents(received)
    assert document.url.lower().startswith(("https://a.example/", "http://a.example/1"))
    assert document.content is None
    assert document.original == received
    assert list(document.carriers) == carriers


def test_remarks_of_the_image_come_along():
    (document,) = open_documents(svg(b"https://a.example/1"))
    assert [remark.code for remark in document.remarks] == ["IMAGE_ACTIVE_CONTENT"]


def test_a_list_is_a_document_per_element_with_its_own_bytes():
    first = b'{ "name" : "Zo\xc3\xab [1], \\"x\\"", "n": 1.0 }'
    second = b'"' + token(BADGE) + b'"'
    third = b'"https:\\/\\/a.example\\/1"'
    documents = open_documents(b"\xef\xbb\xbf [" + first + b" ,\n" + second + b"," + third + b"] ")
    assert [document.original for document in documents] == [first, second, third]
    assert documents[0].content == {"name": 'Zoë [1], "x"', "n": 1.0}
    assert documents[0].sha256 == sha256(first).hexdigest()
    assert documents[1].content == {"id": "urn:uuid:1"}
    assert documents[1].jws.token.encode() == token(BADGE)
    assert documents[2].url == "https://a.example/1"


@settings(deadline=None)
@given(
    st.lists(
        st.dictionaries(
            st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=5),
            st.integers() | st.text(st.characters(codec="utf-8", exclude_characters="\x00")),
            max_size=3,
        ),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from([None, 2]),
)
def test_the_bytes_of_an_element_say_what_the_element_says(values, indent):
    documents = open_documents(json.dumps(values, indent=indent, ensure_ascii=False).encode())
    assert [document.content for document in documents] == values
    assert [json.loads(document.original) for document in documents] == values


@pytest.mark.parametrize(
    ("received", "code", "said"),
    [
        pytest.param(b"", "FORMAT_UNKNOWN", "no badge", id="nothing"),
        pytest.param(b"hello", "FORMAT_UNKNOWN", "no badge", id="a-word"),
        pytest.param(b"did:key:z6Mk", "FORMAT_UNKNOWN", "no badge", id="a-did"),
        pytest.param(b"file:///etc/passwd", "FORMAT_UNKNOWN", "no badge", id="a-file-address"),
        pytest.param(b"https://a.example/1 and 2", "FORMAT_UNKNOWN", "no badge", id="a-sentence"),
        pytest.param(b"https://a/" + b"a" * 5000, "FORMAT_UNKNOWN", "no badge", id="endless-url"),
        pytest.param(b"%PDF-1.7\n...", "PDF_UNREADABLE", "PDF", id="pdf"),
        pytest.param(b"PK\x03\x04...", "ARCHIVE_UNREADABLE", "damaged", id="damaged-zip"),
        pytest.param(b"\xff\xd8\xff\xe0", "FORMAT_UNKNOWN", "JPEG", id="jpeg"),
        pytest.param(b"<!DOCTYPE html><html><svg/>", "FORMAT_UNKNOWN", "web page", id="page"),
        pytest.param(b"\x00\x01\xfe", "FORMAT_UNKNOWN", "no badge", id="noise"),
        pytest.param(b"[]", "FORMAT_UNKNOWN", "empty", id="empty-list"),
        pytest.param(b'[{"a":1},7]', "FORMAT_UNKNOWN", "Element 2", id="a-number-in-a-list"),
        pytest.param(b'["hello"]', "FORMAT_UNKNOWN", "no badge", id="a-word-in-a-list"),
        pytest.param(b'{"a":1,"a":2}', "JSON_DUPLICATE_KEY", "'a'", id="duplicate-key"),
        pytest.param(b'[{"a":1},{"b":1,"b":2}]', "JSON_DUPLICATE_KEY", "'b'", id="in-a-list"),
        pytest.param(b'{"a":"\xff"}', "UNICODE_INVALID", "UTF-8", id="json-not-in-utf-8"),
        pytest.param(b"eyJhbGciOiJub25lIn0.e30.", "JWS_INVALID", "three parts", id="unsigned"),
        pytest.param(b" " * 20_000_000, "INPUT_TOO_LARGE", "bytes", id="too-large"),
        pytest.param(
            pngs.png(pngs.text(b'[{"a":1},{"a":2}]')),
            "IMAGE_MULTIPLE_CREDENTIALS",
            "list",
            id="a-list-in-an-image",
        ),
        pytest.param(pngs.png(pngs.text(b"hi")), "FORMAT_UNKNOWN", "no badge", id="a-word-in-png"),
    ],
)
def test_refuses(received, code, said):
    with pytest.raises(DocumentError) as refusal:
        open_documents(received)
    assert refusal.value.code == code
    assert said in refusal.value.message


def test_a_list_has_an_end():
    with pytest.raises(DocumentError) as refusal:
        open_documents(b"[{},{},{}]", limits=Limits(documents=2))
    assert refusal.value.code == "INPUT_TOO_LARGE"


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_opened_or_refused(received):
    try:
        documents = open_documents(received)
    except DocumentError:
        return
    assert documents


@needs_vectors
@pytest.mark.parametrize(
    ("path", "carriers", "id_"),
    [
        ("ob30/simple.json", [Carrier.JSON], "http://example.com/credentials/3527"),
        ("ob30/simple.1ob", [Carrier.JSON], "http://example.com/credentials/3527"),
        (
            "ob30/simple-json.png",
            [Carrier.PNG, Carrier.JSON],
            "http://example.com/credentials/3527",
        ),
        (
            "ob30/simple-json.svg",
            [Carrier.SVG, Carrier.JSON],
            "http://example.com/credentials/3527",
        ),
        ("ob20/simple.jwt", [Carrier.JWS], "https://example.org/beths-robotics-badge.json"),
        ("ob20/simple-badge.png", [Carrier.PNG, Carrier.JSON], None),
    ],
)
def test_opens_files_of_1edtech(path, carriers, id_):
    (document,) = open_documents((EDTECH / path).read_bytes())
    assert list(document.carriers) == carriers
    if id_:
        assert document.content["id"] == id_


@needs_vectors
def test_a_drawing_with_broken_json_is_refused_for_that():
    with pytest.raises(DocumentError) as refusal:
        open_documents((MOZILLA / "openbadges-bakery/test/bad-json.svg").read_bytes())
    assert refusal.value.code == "JSON_INVALID"
