"""A page kept as it came, with what was read from it."""

import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.documents.document import Carrier, DocumentError
from wallet.documents.opening import open_documents
from wallet.documents.web_archive import pack

PAGE = "<html>\r\n\r\nWARC/1.1\r\n\r\n\u00e9</html>".encode()
FACTS = {"type": ["PageAttestedRecord"], "page": "https://a.example/1", "title": "T"}
MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def packed(facts=FACTS, page=PAGE, address="https://a.example/1"):
    return pack(address, MOMENT, "text/html", page, json.dumps(facts).encode())


def refusal_of(received):
    with pytest.raises(DocumentError) as refusal:
        open_documents(received)
    return refusal.value.code


def test_the_page_is_in_it_byte_for_byte_and_the_facts_are_what_it_says():
    archive = packed()
    (document,) = open_documents(archive)
    assert document.original == archive
    assert PAGE in archive
    assert document.content == FACTS
    assert document.carriers == (Carrier.WARC, Carrier.JSON)
    assert document.media_type == "application/warc"


def test_each_record_says_what_its_standard_demands():
    whole, facts = packed().split(b"WARC/1.1\r\nWARC-Type: ")[1:3]
    for record, kind in ((whole, b"resource"), (facts, b"metadata")):
        assert record.startswith(kind)
        for name in (
            b"WARC-Record-ID: <urn:uuid:",
            b"WARC-Date: 2026-03-01T12:00:00Z",
            b"Content-Length: ",
            b"WARC-Target-URI: https://a.example/1",
        ):
            assert name in record


def test_an_address_cannot_write_a_field_of_its_own():
    archive = packed(address="https://a.example/\r\nWARC-Type: metadata")
    assert open_documents(archive)[0].content == FACTS


@pytest.mark.parametrize(
    "spoil",
    [
        lambda archive: archive[:-10],
        lambda archive: archive.replace(b"<html>", b"<HTML>"),
        lambda archive: archive.replace(b'"T"', b'"U"'),
        lambda archive: archive.replace(b"Content-Length: ", b"Content-Length: x"),
        lambda archive: archive.replace(b"Content-Length: ", b"Content-Length: 9999"),
        lambda archive: b"WARC/1.1\r\n",
    ],
)
def test_a_damaged_one_is_refused(spoil):
    assert refusal_of(spoil(packed())) == "ARCHIVE_UNREADABLE"


def test_those_of_other_programs_are_refused():
    whole = packed().partition(b"\r\n\r\nWARC/1.1\r\nWARC-Type: metadata")[0] + b"\r\n\r\n"
    assert refusal_of(whole) == "FORMAT_UNKNOWN"
    assert refusal_of(packed() + packed()) == "FORMAT_UNKNOWN"
    assert refusal_of(whole * 9) == "FORMAT_UNKNOWN"


@given(st.binary(max_size=200), st.integers(0, 600))
def test_mutants_are_opened_or_refused(noise, place):
    archive = packed()
    with suppress(DocumentError):
        open_documents(archive[:place] + noise + archive[place + len(noise) :])
