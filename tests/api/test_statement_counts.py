"""A page costs the same statements whatever its size."""

from contextlib import contextmanager
from typing import Any

import pytest

from tests.api.wallets import application, client, wallet_of
from wallet.store.connection import connection

PAGE = """
query Page($first: Int!) {
  viewer {
    credentials(first: $first) {
      nodes {
        id name validFrom
        issuer { id name url }
        achievement { id name alignments { targetName targetUrl } }
        verification { verdict integrity standing trust recipient checkedAt }
      }
    }
  }
}
"""
EVERYTHING = """
query Everything($first: Int!) {
  viewer {
    displayName
    tags
    emails { address }
    sessions { isCurrent }
    credentials(first: $first) {
      totalCount
      edges {
        node {
          name tags isBeingChecked
          issuer { name credentials(first: 2) { totalCount nodes { name } } }
          achievement { name creator { name } credentials(first: 1) { nodes { name } } }
          skills { name credentials(first: 1) { totalCount nodes { name } } }
          verification { findings { check } credential { name } }
          verifications(first: 2) { totalCount nodes { verdict } }
          collections(first: 2) { nodes { name credentials(first: 3) { nodes { name } } } }
          shares(first: 2) { nodes { title items { level credential { name } } } }
          sourceDocument { json sha256 downloadUrl }
          versionOf { name }
          twins { name twins { name } } preferredTwin { name }
        }
      }
    }
    importJobs(first: 3) { nodes { totalCount failedCount items(first: 3) {
      nodes { label choices { title heldCredential { name } } } } } }
  }
}
"""


class _Statements:
    """The statements that the store was given, counted where the driver gets them."""

    def __init__(self) -> None:
        self.texts: list[str] = []


@contextmanager
def counted(monkeypatch):
    statements = _Statements()
    client_class = type(connection())
    for name in ("execute_query", "execute_query_dict", "execute_insert", "execute_script"):
        if hasattr(client_class, name):
            _count(monkeypatch, client_class, name, statements)
    with monkeypatch.context():
        yield statements


def _count(monkeypatch, client_class: Any, name: str, statements: _Statements) -> None:
    original = getattr(client_class, name)

    async def counting(self, query, *args, **kwargs):
        inside = statements.texts
        before = len(inside)
        result = await original(self, query, *args, **kwargs)
        if len(inside) == before:  # one method may call another
            inside.append(query)
        return result

    monkeypatch.setattr(client_class, name, counting)


async def _statements(monkeypatch, asking, query: str, first: int) -> list[str]:
    with counted(monkeypatch) as statements:
        answer = await asking.ask(query, first=first)
    assert len(answer["viewer"]["credentials"].get("nodes") or "x" * first) == first
    return statements.texts


@pytest.fixture
async def full(database):
    wallet = await wallet_of("anna@example.org", 50)
    async with client(application(), wallet.token) as asking:
        asking.http.headers["Accept-Language"] = "en"  # as every browser says
        yield asking


async def test_the_language_of_who_names_none_is_read_with_the_session(full, monkeypatch):
    del full.http.headers["Accept-Language"]
    texts = await _statements(monkeypatch, full, PAGE, 10)
    assert len(texts) == 2
    assert '"account"."language"' in texts[0]


async def test_the_page_of_credentials_costs_two_statements_of_any_size(full, monkeypatch):
    found = {}
    for size in (1, 10, 50):
        with monkeypatch.context() as patch:
            found[size] = await _statements(patch, full, PAGE, size)
    # who asks, and the page with its issuers, achievements and newest reports
    assert {size: len(texts) for size, texts in found.items()} == {1: 2, 10: 2, 50: 2}, found[50]


async def test_everything_at_once_costs_the_same_from_two_on(full, monkeypatch):
    found = {}
    for size in (2, 10, 50):
        with monkeypatch.context() as patch:
            found[size] = len(await _statements(patch, full, EVERYTHING, size))
    assert found[2] == found[10] == found[50] < 60


async def test_only_columns_that_are_asked_for_are_read(full, monkeypatch):
    texts = await _statements(monkeypatch, full, PAGE, 10)
    page = next(text for text in texts if 'FROM "credential"' in text)
    assert '"verdict"' in page
    assert '"detail"' not in page
    assert '"findings"' not in page
