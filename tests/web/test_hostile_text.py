"""Whatever an issuer or a sender writes, the page stays a page of ours."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from tests.web.conftest import TOKEN
from tests.web.hostile_text import ADDRESSES, CORPUS, hostile_share

OURS = {
    *("html", "head", "meta", "title", "link", "style", "body", "a", "main", "header", "nav"),
    *("section", "article", "footer", "div", "span", "p", "h1", "h2", "h3", "ul", "ol", "li"),
    *("dl", "dt", "dd", "strong", "em", "s", "code", "pre", "blockquote", "br", "hr", "bdi"),
    *("time", "img", "svg", "symbol", "circle", "path", "use", "table", "thead", "tbody"),
    *("tr", "th", "td", "details", "summary", "form", "button", "h4", "h5", "h6"),
}


class Elements(HTMLParser):
    """Every element of a page, with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def assert_inert(html: str) -> None:
    elements = Elements(html).found
    assert {tag for tag, _ in elements} <= OURS
    assert sum(tag == "style" for tag, _ in elements) == 1
    assert sum(tag == "form" for tag, _ in elements) == 1
    assert sum(tag == "button" for tag, _ in elements) == 1
    assert sum(tag == "title" for tag, _ in elements) == 1
    for tag, attributes in elements:
        assert not any(name.startswith("on") or name == "style" for name in attributes), tag
        for name in ("src", "href", "action"):
            assert_leads_nowhere_bad(tag, attributes, name)


def assert_leads_nowhere_bad(tag: str, attributes: dict[str, str], name: str) -> None:
    address = attributes.get(name, "#")
    if address.startswith(("#", "/s/", "/favicon")):
        return
    assert tag == "a", f"{tag} loads {address!r}"
    assert urlsplit(address).scheme in {"http", "https"}
    assert {"noopener", "noreferrer"} <= set(attributes["rel"].split())


@pytest.mark.parametrize("text", CORPUS)
async def test_text_is_inert_in_every_field(web, client, text):
    web.links[TOKEN] = hostile_share(text)
    answer = await client.get(f"/s/{TOKEN}")
    assert answer.status_code == 200
    assert_inert(answer.text)


@pytest.mark.parametrize("address", ADDRESSES)
async def test_only_web_addresses_become_links(web, client, address):
    web.links[TOKEN] = hostile_share("harmless", address)
    answer = await client.get(f"/s/{TOKEN}")
    assert_inert(answer.text)
    for tag, attributes in Elements(answer.text).found:
        if tag == "a":
            assert attributes["href"] != address


async def test_direction_and_invisible_characters_are_gone(web, client):
    web.links[TOKEN] = hostile_share("a\u202eb\u2066c\u0000d\ufeffe")
    answer = await client.get(f"/s/{TOKEN}")
    assert "abcde" in answer.text
    assert not any(character in answer.text for character in "\u202e\u2066\u0000\ufeff")


async def test_braces_of_strangers_fill_nothing_in(web, client):
    web.links[TOKEN] = hostile_share("{issuer} {{ 7 * 7 }}")
    answer = await client.get(f"/s/{TOKEN}")
    assert "{issuer} {{ 7 * 7 }}" in answer.text


@pytest.mark.parametrize("text", CORPUS)
async def test_json_is_json_whatever_it_holds(web, client, text):
    web.links[TOKEN] = hostile_share(text)
    answer = await client.get(f"/s/{TOKEN}/report")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["title"] == text
