"""Pages as hostile as they come."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.platforms.page_facts import facts_of
from wallet.platforms.web_page import MOST_BYTES, MOST_LINES, MOST_LINKS, read_page

HERE = "https://a.example/x/"


def test_what_a_person_reads_is_told_line_by_line():
    page = read_page(
        b"<body><p>One <b>and</b> two</p>three<br>four<style>no</style><template>no</template>"
        b"<!-- no --><div>five<script>no</script></div></body>",
        HERE,
    )
    assert page.lines == ["One and two", "three", "four", "five"]


def test_addresses_become_absolute_and_those_that_run_are_left_out():
    page = read_page(
        b'<a href="1#x">a</a><a href="javascript:alert(1)">b</a><a href="//b.example/2">c</a>'
        b'<a href="https://[">d</a><base href="https://evil.example/">',
        HERE,
    )
    assert page.links == ["https://a.example/x/1", "https://b.example/2"]


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_letters_are_read_as_they_were_written(encoding):
    text = f'<html><head><meta charset="{encoding}"><title>Prüfung</title></head></html>'
    assert read_page(text.encode(encoding), HERE).title == "Prüfung"


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 100_000,
        b"<a href='x'>" * 100_000,
        b"<meta name='a' content='b'>" * 50_000,
        b"<" * 500_000,
        b"<p>" + b"x" * 1_500_000,
        b"<p>x</p>" * 100_000,
        b"<title>" + b"<title>x</title>" * 100_000,
        b"<title></title>" * 100_000,
        b'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><p>&b;',
        b"x" * (MOST_BYTES + 1),
        b"\x00\xff\xfe<html>",
        b"",
    ],
    ids=range(12),
)
def test_a_page_that_wants_all_our_time_does_not_get_it(body):
    began = time.monotonic()
    page = read_page(body, HERE)
    facts_of(page, HERE, "X")
    assert time.monotonic() - began < 3
    assert len(page.links) <= MOST_LINKS
    assert len(page.lines) <= MOST_LINES + 1


@given(st.binary(max_size=300))
def test_any_bytes_are_a_page_of_some_kind(body):
    page = read_page(body, HERE)
    facts = facts_of(page, HERE, "X")
    assert facts is None or all(isinstance(said, str | list) for said in facts.values())


@pytest.mark.parametrize(
    ("written", "name", "said"),
    [
        ("<p>Presented to: Ada</p>", "holder", "Ada"),
        ("<p>This certifies that Ada L has completed it</p>", "holder", "Ada L"),
        ("<p>Completed on Jan 5, 2026</p>", "issuedOn", "2026-01-05"),
        ("<p>Issue date</p><p>5 March 2026</p>", "issuedOn", "2026-03-05"),
        ("<p>Issue date: 2026-02-31</p>", "issuedOn", None),
        ("<p>Valid until: 2027-01-01</p>", "expires", "2027-01-01"),
        ("<p>Nothing of the kind</p>", "holder", None),
        ('<meta property="og:site_name" content="Academy">', "issuer", "Academy"),
    ],
)
def test_facts_follow_the_words_of_certificates(written, name, said):
    page = read_page(f"<h1>Title</h1>{written}".encode(), HERE)
    assert facts_of(page, HERE, "X").get(name) == said


def test_a_page_without_a_title_has_no_facts():
    assert facts_of(read_page(b"<p>x</p>", HERE), HERE, "X") is None
