from html.parser import HTMLParser

import pytest

from wallet.documents.markup import LONGEST_ADDRESS, LONGEST_MARKDOWN, html_of, plain, web_link


class Seen(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.links, self.attributes = [], [], set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name == "href"]


_RIGHT_TO_LEFT = "\u05e9\u05dc\u05d5\u05dd\n\u0645\u0631 \U0001f469\u200d\U0001f52c"
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:msgbox)",
    "[x](&#106;avascript:alert(1))",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "<a href='https://ok.example' onclick=alert(1)>x</a>",
    "<iframe src=https://evil.example></iframe>",
    "<style>*{background:url(https://evil.example)}</style>",
    "<!-- --><base href=//evil.example>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '[x](https://ok.example "onmouseover=alert(1)")',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_leaves_nothing_that_runs_or_calls_home(text):
    seen = Seen(html_of(text))
    assert set(seen.tags) <= {"p", "a", "pre", "code"}
    assert seen.attributes <= {"href", "rel"}
    assert all(link.startswith("https://ok.example") for link in seen.links)


def test_honest_markdown_is_rendered_and_its_links_give_nothing_away():
    html = html_of("# Criteria\n\n* **Build** a [bridge](https://uni.example/bridge)\n")
    assert "<h3>Criteria</h3>" in html
    assert "<strong>Build</strong>" in html
    assert 'href="https://uni.example/bridge" rel="noopener noreferrer nofollow"' in html


def test_a_picture_is_a_link_that_nobody_has_to_follow():
    seen = Seen(html_of("![x](https://tracker.example/pixel.png)"))
    assert seen.tags == ["p", "a"]


def test_raw_html_is_shown_as_text():
    assert "&lt;b&gt;" in html_of("<b>x</b>")


def test_endless_markdown_is_cut():
    assert len(html_of("a" * (LONGEST_MARKDOWN * 2))) < LONGEST_MARKDOWN + 20


def test_deep_markdown_ends():
    assert html_of("> " * 20_000 + "x")
    assert html_of("[" * 20_000)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a\u202etxt.exe", "atxt.exe", id="an-override-is-taken-out"),
        pytest.param("\u2066x\u2069\u200f", "x", id="isolates-and-marks-are-taken-out"),
        pytest.param("a\x00b\x1b[31m", "ab[31m", id="controls-are-taken-out"),
        pytest.param("x\U000e0041\ufeff", "x", id="invisible-tags-are-taken-out"),
        pytest.param(_RIGHT_TO_LEFT, _RIGHT_TO_LEFT, id="right-to-left-words-and-emoji-stay"),
    ],
)
def test_plain_text_reads_as_it_is_written(text, shown):
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        pytest.param("https://uni.example/a?b#c", True, id="https"),
        pytest.param("http://uni.example", True, id="http"),
        pytest.param("javascript:alert(1)", False, id="script"),
        pytest.param("java\nscript:alert(1)", False, id="script-with-a-line-break"),
        pytest.param("https://user:secret@uni.example", False, id="credentials"),
        pytest.param("//evil.example", False, id="no-scheme"),
        pytest.param("https://", False, id="no-host"),
        pytest.param("https://[bad", False, id="no-address-at-all"),
        pytest.param("https://uni.example/\u202egpj", False, id="turned-round"),
        pytest.param("did:web:uni.example", False, id="not-of-the-web"),
        pytest.param(None, False, id="none"),
    ],
)
def test_only_web_addresses_become_links(address, kept):
    assert web_link(address) == (address if kept else None)


def test_an_address_that_nobody_types_is_none_and_is_not_remembered():
    long = "https://a.example/" + "x" * LONGEST_ADDRESS
    assert web_link(long) is None
    assert web_link(long[:LONGEST_ADDRESS]) == long[:LONGEST_ADDRESS]
