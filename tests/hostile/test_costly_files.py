"""Files that are small to send and dear to read: each is refused or read within a moment."""

import struct
import zlib
from resource import RUSAGE_SELF, getrusage
from time import process_time

import pytest

from wallet.documents.document import DocumentError
from wallet.documents.limits import KIBIBYTE, LIMITS, MEBIBYTE
from wallet.documents.markup import LONGEST_MARKDOWN, html_of
from wallet.documents.opening import open_documents
from wallet.documents.picture import repaint
from wallet.documents.png import SIGNATURE, _framed

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'>"
HEADER = _framed(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
END = _framed(b"IEND", b"")
A_MOMENT = 1.5
"""Seconds of one processor, on a slow and busy machine; the attacks took from 2 to hours."""


def baked(*texts: bytes) -> bytes:
    chunks = (_framed(b"zTXt", b"openbadges\0\0" + zlib.compress(text, 9)) for text in texts)
    return SIGNATURE + HEADER + b"".join(chunks) + END


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(SVG + b"<!DOCTYPE" * (MEBIBYTE // 9), id="document types that never end"),
        pytest.param(SVG + b"<?xml \n" * (60 * KIBIBYTE // 7), id="declarations that never end"),
        pytest.param(SVG + b"<!DOCTYPE svg [" * 9000, id="declarations within declarations"),
        pytest.param(
            baked(*(b'{"n":%d,"x":"%s"}' % (n, b"x" * 4_000_000) for n in range(12))),
            id="an image with many texts that unfold a thousandfold",
        ),
    ],
)
def test_a_file_is_refused_within_a_moment(file):
    began = process_time()
    with pytest.raises(DocumentError):
        open_documents(file)
    assert process_time() - began < A_MOMENT


def test_a_document_type_that_declares_is_refused_whatever_stands_before_it():
    for before in (b"", b"<!-- <!DOCTYPE svg> -->", b"<!DOCTYPE svg><!-- "):
        with pytest.raises(DocumentError, match="entities"):
            open_documents(before + b"<!DOCTYPE svg [ <!ATTLIST svg x CDATA 'y'> ]>" + SVG)


def test_texts_of_an_image_are_not_unfolded_beyond_the_second():
    texts = [b'{"n":%d,"x":"%s"}' % (n, b"x" * 4_000_000 + "😀".encode()) for n in range(8)]
    file = baked(*texts)
    del texts
    before = getrusage(RUSAGE_SELF).ru_maxrss
    with pytest.raises(DocumentError) as refused:
        open_documents(file)
    assert refused.value.code == "IMAGE_MULTIPLE_CREDENTIALS"
    # two texts of four million characters of four bytes, with their copies; eight took 200 MiB
    assert getrusage(RUSAGE_SELF).ru_maxrss - before < 110 * KIBIBYTE


def test_as_many_texts_as_no_badge_has_are_refused():
    file = baked(*[b'{"a":1}'] * (LIMITS.image_texts + 1))
    with pytest.raises(DocumentError) as refused:
        open_documents(file)
    assert refused.value.code == "IMAGE_TOO_LARGE"


def test_a_drawing_full_of_what_is_taken_out_is_painted_within_a_moment():
    drawing = SVG + b"<g/>" + (b"<set/>" + b"x" * 32) * 20_000 + b"</svg>"
    began = process_time()
    assert repaint(drawing).width > 0
    assert process_time() - began < A_MOMENT


def test_the_text_beside_what_is_taken_out_of_a_drawing_stays():
    with_script = SVG + b"<text y='50' font-size='40'>A<script>x</script>B</text></svg>"
    without = SVG + b"<text y='50' font-size='40'>AB</text></svg>"
    assert repaint(with_script).data == repaint(without).data


@pytest.mark.parametrize("text", ["[", "![", "[[]", "[x][", "_*", "[a]("])
def test_markdown_of_nothing_but_beginnings_is_rendered_within_a_moment(text):
    began = process_time()
    html_of(text * LONGEST_MARKDOWN)
    assert process_time() - began < A_MOMENT
