import json
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents import pdfs, pngs
from tests.documents.test_archive import archive
from tests.documents.test_opening import svg, token
from wallet.documents import pdf_scanner
from wallet.documents.document import Carrier, DocumentError
from wallet.documents.limits import Limits
from wallet.documents.opening import open_documents
from wallet.documents.pdf import unpack

BADGE = '{ "id":"urn:uuid:1" }'
OTHER = '{"id":"urn:uuid:2"}'
TOKEN = token(BADGE.encode()).decode()


def refusal_of(received, **limits):
    with pytest.raises(DocumentError) as refusal:
        open_documents(received, limits=Limits(**limits))
    return refusal.value


def refused(pdf, **limits):
    return refusal_of(pdf, **limits).code


@pytest.mark.parametrize(
    ("pdf", "carrier"),
    [
        pytest.param(pdfs.pdf(keys={"openbadges": BADGE}), Carrier.JSON, id="key"),
        pytest.param(pdfs.pdf(keys={"openbadge": TOKEN}), Carrier.JWS, id="typo-in-the-key"),
        pytest.param(pdfs.pdf(keys={"openbadgecredential": TOKEN}), Carrier.JWS, id="key-of-3"),
        pytest.param(
            pdfs.pdf(keys={"openbadges": BADGE.replace("1", "1\u2028é")}), Carrier.JSON, id="utf-16"
        ),
        pytest.param(
            pdfs.pdf(xmp=pdfs.XMP.format(pdfs.ELEMENT.format(TOKEN))), Carrier.JWS, id="xmp"
        ),
        pytest.param(
            pdfs.pdf(
                xmp=pdfs.XMP.format(
                    '<rdf:Description xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/" '
                    f'pdfx:openbadges="{TOKEN}"/>'
                )
            ),
            Carrier.JWS,
            id="xmp-mirror-of-the-key",
        ),
        pytest.param(pdfs.pdf(files=[("b.json", BADGE.encode())]), Carrier.JSON, id="attached"),
        pytest.param(
            pdfs.pdf(annotated=[("b.json", BADGE.encode())]), Carrier.JSON, id="on-a-page"
        ),
        pytest.param(
            pdfs.pdf(keys={"openbadges": TOKEN}, xmp=pdfs.XMP.format(pdfs.ELEMENT.format(TOKEN))),
            Carrier.JWS,
            id="the-same-twice",
        ),
    ],
)
def test_a_file_with_one_badge_is_itself_the_document(pdf, carrier):
    (document,) = open_documents(pdf)
    assert document.content["id"].startswith("urn:uuid:1")
    assert document.carriers == (Carrier.PDF, carrier)
    assert (document.original, document.media_type) == (pdf, "application/pdf")
    assert document.sha256 == sha256(pdf).hexdigest()


def test_an_address_in_a_file_is_a_pointer():
    (document,) = open_documents(pdfs.pdf(keys={"openbadges": "https://a.example/1"}))
    assert (document.url, document.content) == ("https://a.example/1", None)


def test_several_badges_are_a_document_each_with_its_own_bytes():
    baked = pngs.png(pngs.text(OTHER.encode()))
    files = [("a.png", baked), ("letter.txt", b"Dear learner,"), ("self.pdf", b"%PDF-1.4")]
    first, second = open_documents(pdfs.pdf(keys={"openbadges": BADGE}, files=files))
    assert (first.original, first.carriers) == (BADGE.encode(), (Carrier.PDF, Carrier.JSON))
    assert (second.original, second.carriers) == (
        baked,
        (Carrier.PDF, Carrier.PNG, Carrier.JSON),
    )


def test_each_document_opens_by_itself_again_as_the_same():
    whole = pdfs.pdf(files=[("1.json", BADGE.encode()), ("2.svg", svg(TOKEN.encode()))])
    for document in open_documents(whole):
        (again,) = open_documents(document.original)
        assert (again.original, again.content) == (document.original, document.content)


@pytest.mark.parametrize(
    ("pdf", "code"),
    [
        pytest.param(pdfs.pdf(), "FORMAT_UNKNOWN", id="only-printed"),
        pytest.param(
            pdfs.pdf(keys={"openbadges": "see our page"}), "FORMAT_UNKNOWN", id="words-in-the-key"
        ),
        pytest.param(
            pdfs.pdf(keys={"openbadges": BADGE}, password="secret"), "PDF_LOCKED", id="locked"
        ),
        pytest.param(
            pdfs.pdf(keys={"openbadges": BADGE}, password=""), "PDF_LOCKED", id="owner-locked"
        ),
        pytest.param(pdfs.pdf()[:40], "PDF_UNREADABLE", id="cut-off"),
        pytest.param(b"%PDF-1.7 and nothing else", "PDF_UNREADABLE", id="only-its-beginning"),
        pytest.param(pdfs.pdf(keys={"openbadges": '{"a":1,"a":2}'}), "JSON_DUPLICATE_KEY", id="x2"),
        pytest.param(pdfs.bomb(), "DECOMPRESSION_LIMIT", id="bomb"),
        pytest.param(pdfs.bomb(layers=1, megabytes=100), "DECOMPRESSION_LIMIT", id="large-bomb"),
        pytest.param(pdfs.name_tree_in_a_circle(), "FORMAT_UNKNOWN", id="tree-in-a-circle"),
        pytest.param(pdfs.with_a_raw(b"3 0 R"), "PDF_UNREADABLE", id="names-itself"),
    ],
)
def test_is_refused(pdf, code):
    began = time.monotonic()
    assert refused(pdf, pdf_seconds=3) == code
    assert time.monotonic() - began < 15


def test_a_locked_file_is_refused_with_what_to_do():
    error = refusal_of(pdfs.pdf(keys={"openbadges": BADGE}, password="secret"))
    assert "locked" in error.message
    assert "PNG" in error.message


def test_more_files_and_more_bytes_than_allowed_are_refused():
    whole = pdfs.pdf(files=[(f"{n}.json", b'{"id":"urn:uuid:%d"}' % n) for n in range(5)])
    assert len(open_documents(whole)) == 5
    assert refused(whole, pdf_files=4) == "DECOMPRESSION_LIMIT"
    assert refused(whole, archive_bytes=50) == "DECOMPRESSION_LIMIT"


def test_pages_beyond_the_cap_are_not_looked_at():
    pdf = pdfs.pdf(annotated=[("b.json", BADGE.encode())])
    with pytest.raises(DocumentError):
        unpack(pdf, Limits(pdf_pages=0))


def test_nesting_without_end_comes_to_an_end():
    deep = pdfs.with_a_raw(b"<< /openbadges " + b"[" * 400_000 + b">>")
    began = time.monotonic()
    assert refused(deep, pdf_seconds=1) in {
        "DECOMPRESSION_LIMIT",
        "FORMAT_UNKNOWN",
        "PDF_UNREADABLE",
    }
    assert time.monotonic() - began < 10


def test_a_letter_beside_badges_in_an_archive_is_left_out():
    packed = archive({"letter.pdf": pdfs.pdf(), "badge.pdf": pdfs.pdf(keys={"openbadges": BADGE})})
    (document,) = open_documents(packed)
    assert document.carriers == (Carrier.ZIP, Carrier.PDF, Carrier.JSON)


def test_text_that_speaks_of_the_format_is_none():
    content = json.dumps({"id": "%PDF-1.4"}).encode()
    (document,) = open_documents(content)
    assert document.carriers == (Carrier.JSON,)


@settings(deadline=None, max_examples=8)
@given(st.data())
def test_a_damaged_file_is_read_or_refused(data):
    whole = bytearray(pdfs.pdf(keys={"openbadges": BADGE}, files=[("a.txt", b"a")]))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(5, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(DocumentError):
        assert open_documents(bytes(whole))


@pytest.mark.parametrize(
    "program",
    [
        pytest.param("import time; time.sleep(60)", id="stuck"),
        pytest.param("import os; os.abort()", id="crashed"),
        pytest.param("raise SystemExit(1)", id="failed"),
    ],
)
def test_a_reader_that_does_not_come_back_is_a_refusal(program, tmp_path, monkeypatch):
    file = tmp_path / "reader.py"
    file.write_text(program)
    monkeypatch.setattr("wallet.documents.pdf.pdf_scanner.__file__", str(file))
    monkeypatch.setattr("wallet.documents.pdf._WALL_PER_CPU_SECOND", 1)
    began = time.monotonic()
    assert refused(pdfs.pdf(), pdf_seconds=1) == "DECOMPRESSION_LIMIT"
    assert time.monotonic() - began < 10


def test_the_kernel_ends_a_reader_that_works_on_and_on(tmp_path, monkeypatch):
    source = Path(pdf_scanner.__file__).read_text()
    endless = source.replace("head, parts = _scan(pdf, files, pages, size)", "while True: pass")
    assert endless != source
    file = tmp_path / "reader.py"
    file.write_text(endless)
    monkeypatch.setattr("wallet.documents.pdf.pdf_scanner.__file__", str(file))
    monkeypatch.setattr("wallet.documents.pdf._WALL_PER_CPU_SECOND", 60)
    began = time.monotonic()
    assert refused(pdfs.pdf(), pdf_seconds=1) == "DECOMPRESSION_LIMIT"
    assert time.monotonic() - began < 30, "it was its wall clock that ended it"
