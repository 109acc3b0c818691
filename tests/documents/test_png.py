import json
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.documents.pngs import (
    END,
    HEADER,
    PIXELS,
    SIGNATURE,
    chunk,
    compressed_text,
    international,
    png,
    text,
)
from tests.vectors import EDTECH, MOZILLA, needs_vectors
from wallet.documents.document import DocumentError
from wallet.documents.limits import Limits
from wallet.documents.png import KEYWORD_2, KEYWORD_3, bake, unpack

BADGE = b'{"id":"urn:uuid:1"}'


@pytest.mark.parametrize(
    "image",
    [
        pytest.param(png(text(BADGE)), id="tEXt"),
        pytest.param(png(compressed_text(BADGE)), id="zTXt"),
        pytest.param(png(international(BADGE)), id="iTXt"),
        pytest.param(png(international(zlib.compress(BADGE), flags=b"\x01\x00")), id="deflated"),
        pytest.param(png(international(BADGE, names=b"en\x00Badge\x00")), id="iTXt-with-names"),
        pytest.param(png(text(BADGE, b"openbadge")), id="misspelt-keyword"),
        pytest.param(png(international(BADGE, b"openbadgecredential")), id="third-generation"),
        pytest.param(png(text(b"\n " + BADGE + b"\n")), id="blanks-around"),
        pytest.param(png(text(BADGE), international(BADGE)), id="the-same-badge-twice"),
        pytest.param(png(text(b""), text(BADGE)), id="an-empty-text-beside"),
        pytest.param(png(text(b"Ada", b"Author"), text(BADGE)), id="other-texts-beside"),
        pytest.param(png(chunk(b"acTL", b"\x00" * 8), text(BADGE)), id="animated"),
        pytest.param(SIGNATURE + HEADER + PIXELS + text(BADGE) + END, id="after-the-pixels"),
    ],
)
def test_finds_the_badge(image):
    unpacked = unpack(image)
    assert unpacked.contents == (BADGE,)
    assert unpacked.remarks == ()


@pytest.mark.parametrize(
    ("image", "code"),
    [
        pytest.param(png(), "IMAGE_NO_CREDENTIAL", id="just-a-picture"),
        pytest.param(png(text(b" ")), "IMAGE_NO_CREDENTIAL", id="an-empty-badge"),
        pytest.param(
            png(text(BADGE), international(b'{"id":"urn:uuid:2"}')),
            "IMAGE_MULTIPLE_CREDENTIALS",
            id="two-badges",
        ),
        pytest.param(
            png(text(BADGE), international(b'{"a":1}', b"openbadgecredential")),
            "IMAGE_MULTIPLE_CREDENTIALS",
            id="one-of-each-generation",
        ),
        pytest.param(SIGNATURE, "IMAGE_CORRUPT", id="signature-alone"),
        pytest.param(png(text(BADGE))[:-6], "IMAGE_CORRUPT", id="cut-off"),
        pytest.param(SIGNATURE + HEADER + PIXELS, "IMAGE_CORRUPT", id="no-end"),
        pytest.param(SIGNATURE + PIXELS + END, "IMAGE_CORRUPT", id="no-header"),
        pytest.param(png(chunk(b"tEXt", b"a\x00b", crc=1)), "IMAGE_CORRUPT", id="wrong-checksum"),
        pytest.param(
            SIGNATURE + HEADER + b"\xff\xff\xff\xfftEXt", "IMAGE_CORRUPT", id="length-of-four-gib"
        ),
        pytest.param(
            png(compressed_text(BADGE, method=b"\x01")), "IMAGE_CORRUPT", id="unknown-compression"
        ),
        pytest.param(
            png(international(BADGE, flags=b"\x02\x00")), "IMAGE_CORRUPT", id="unknown-flag"
        ),
        pytest.param(
            png(chunk(b"iTXt", b"openbadges\x00\x00\x00")), "IMAGE_CORRUPT", id="cut-short-text"
        ),
        pytest.param(
            png(international(b"nonsense", flags=b"\x01\x00")), "IMAGE_CORRUPT", id="no-zlib-stream"
        ),
        pytest.param(
            png(chunk(b"zTXt", b"openbadges\x00\x00" + zlib.compress(BADGE)[:-3])),
            "IMAGE_CORRUPT",
            id="half-a-zlib-stream",
        ),
        pytest.param(
            png(chunk(b"zTXt", b"openbadges\x00\x00" + zlib.compress(BADGE) + b"more")),
            "IMAGE_CORRUPT",
            id="more-after-the-zlib-stream",
        ),
        pytest.param(
            png(compressed_text(b"\x00" * 50_000_000)), "DECOMPRESSION_LIMIT", id="zTXt-bomb"
        ),
        pytest.param(
            png(international(zlib.compress(b" " * 50_000_000), flags=b"\x01\x00")),
            "DECOMPRESSION_LIMIT",
            id="iTXt-bomb",
        ),
        pytest.param(png(international(b"\xff")), "UNICODE_INVALID", id="iTXt-not-in-utf-8"),
        pytest.param(png(*[text(b"")] * 65), "IMAGE_TOO_LARGE", id="too-many-texts"),
    ],
)
def test_refuses(image, code):
    with pytest.raises(DocumentError) as refusal:
        unpack(image)
    assert refusal.value.code == code


def test_too_many_chunks():
    with pytest.raises(DocumentError) as refusal:
        unpack(png(text(BADGE), *[chunk(b"teSt", b"")] * 5), Limits(image_chunks=5))
    assert refusal.value.code == "IMAGE_TOO_LARGE"


def test_what_follows_the_end_is_remarked():
    (remark,) = unpack(png(text(BADGE), tail=b"<html>")).remarks
    assert remark.code == "IMAGE_TRAILING_DATA"
    assert remark.detail.startswith("6 bytes")


def test_a_badge_after_the_end_is_not_in_the_image():
    with pytest.raises(DocumentError) as refusal:
        unpack(png(tail=text(BADGE)))
    assert refusal.value.code == "IMAGE_NO_CREDENTIAL"


@pytest.mark.parametrize(
    ("raw", "meant"), [("Zoë".encode(), "Zoë"), ("Zoë".encode("latin-1"), "Zoë")]
)
def test_a_plain_text_is_utf_8_else_latin_1(raw, meant):
    assert unpack(png(text(raw))).contents == (meant.encode(),)


@pytest.mark.parametrize("keyword", [KEYWORD_2, KEYWORD_3])
def test_bakes_what_it_reads_again(keyword):
    baked = bake(png(text(b"https://a.example/former")), '{"name":"Zoë"}', keyword)
    assert unpack(baked).contents == ('{"name":"Zoë"}'.encode(),)
    assert baked.count(b"openbadge") == 1
    with Image.open(BytesIO(baked)) as image:
        assert image.size == (1, 1)
        assert image.text[keyword] == '{"name":"Zoë"}'


@settings(deadline=None)
@given(st.integers(0, len(png(text(BADGE))) - 1), st.binary(min_size=1, max_size=4))
def test_a_damaged_image_is_refused_or_still_holds_the_badge(at, replacement):
    sound = png(text(BADGE))
    damaged = sound[:at] + replacement + sound[at + len(replacement) :]
    try:
        contents = unpack(damaged).contents
    except DocumentError:
        return
    assert contents == (BADGE,)


@needs_vectors
@pytest.mark.parametrize(
    ("path", "start"),
    [
        (EDTECH / "ob30/simple-json.png", b'{  "@context"'),
        (EDTECH / "ob30/simple-jwt.png", b"eyJhbGciOiJSUzI1NiIsImp3ayI6"),
        (EDTECH / "ob30/simple-jwt_v1.png", b"eyJhbGciOiJSUzI1NiIsImp3ayI6"),
        (EDTECH / "ob20/simple-badge.png", b'{"@context":"https://w3id.org/openbadges/v2"'),
        (MOZILLA / "openbadges-backpack/test/data/valid-baked.png", b"https://example.org/asser"),
        (MOZILLA / "openbadges-backpack/test/data/404.png", b"https://example.org/404"),
    ],
    ids=lambda value: value.name if hasattr(value, "name") else "",
)
def test_reads_images_that_others_baked(path, start):
    (content,) = unpack(path.read_bytes()).contents
    assert content.startswith(start)


@needs_vectors
@pytest.mark.parametrize(
    "path",
    [
        MOZILLA / "openbadges-bakery/test/unbaked.png",
        MOZILLA / "openbadges-validator/test/cc.large.png",
    ],
    ids=lambda path: path.name,
)
def test_nothing_is_in_images_that_nobody_baked(path):
    with pytest.raises(DocumentError) as refusal:
        unpack(path.read_bytes())
    assert refusal.value.code == "IMAGE_NO_CREDENTIAL"
    baked = bake(path.read_bytes(), json.dumps({"id": "urn:uuid:1"}), KEYWORD_2)
    assert unpack(baked).contents == (b'{"id": "urn:uuid:1"}',)
