"""Planned operations answer what graphql-core answers, to the letter, or leave it to it."""

import pytest

from tests.api.test_statement_counts import EVERYTHING, PAGE
from tests.api.wallets import application, client
from wallet.api import operations
from wallet.api.identifiers import Kind, global_id

DETAIL = """
query Detail($id: ID!, $long: Boolean!, $german: LanguageTag) {
  again: node(id: $id) { __typename id }
  node(id: $id) {
    ... on Credential {
      __typename
      name german: name(language: $german)
      narrative @include(if: $long)
      image { url alternativeText }
      ...Parts
      issuer { id ...On }
      recipient { binding identities isHashed }
      results { value scale { name allowedValues } }
      verification { findings { check outcome code message seenAt whoCanMend } }
    }
    ... on Collection { name }
  }
}
fragment Parts on Credential { id achievement { name criteria alignments { targetName } } }
fragment On on Node { __typename id }
"""
NODES = """
query Many($ids: [ID!]!) {
  nodes(ids: $ids) { id __typename ... on Credential { name } ... on Issuer { name url } }
}
"""
SERVER = "{ server { version importFormats maxUploadBytes } viewer { displayName language } }"


@pytest.fixture
def left(monkeypatch):
    """Counts what planned operations leave to graphql-core."""
    counted = []
    original = operations.Operation.answered

    async def counting(self, call, given):
        answer = await original(self, call, given)
        counted.append(answer is None)
        return answer

    monkeypatch.setattr(operations.Operation, "answered", counting)
    return counted


async def both_ways(asking, query, variables):
    first = await asking.post(query, variables)
    second = await asking.post(query, variables)
    assert "errors" not in first.json(), first.text
    return first.text, second.text


def documents(wallet):
    credential = global_id(Kind.CREDENTIAL, wallet.credentials[0])
    return {
        "page": (PAGE, {"first": 50}),
        "everything": (EVERYTHING, {"first": 3}),
        "detail": (DETAIL, {"id": credential, "long": True, "german": "de"}),
        "shorter": (DETAIL, {"id": credential, "long": False}),
        "nobody's": (DETAIL, {"id": "nothing", "long": False}),
        "nodes": (NODES, {"ids": [credential, "nothing", credential]}),
        "server": (SERVER, None),
    }


@pytest.mark.parametrize(
    "name", ["page", "everything", "detail", "shorter", "nobody's", "nodes", "server"]
)
async def test_both_ways_answer_alike(anna, wallet, left, name):
    query, variables = documents(wallet)[name]
    first, second = await both_ways(anna, query, variables)
    assert left == [False], "the second time it is planned"
    assert second == first


async def test_one_plan_serves_other_variables(anna, wallet, left):
    credential = global_id(Kind.CREDENTIAL, wallet.credentials[0])
    for given in ({"id": credential, "long": True}, {"id": "nothing", "long": False}):
        await both_ways(anna, DETAIL, given)
    async with client(application(), wallet.token) as unplanned:
        expected = await unplanned.ask(DETAIL, id=credential, long=False, german="fr")
    assert await anna.ask(DETAIL, id=credential, long=False, german="fr") == expected
    assert not any(left)


async def test_nobody_sees_what_was_planned_for_another(wallet, other, left):
    app = application()
    seen = []
    for token in (wallet.token, other.token, None, wallet.token):
        async with client(app, token) as asking:
            seen.append((await asking.ask(PAGE, first=2))["viewer"])
    mine, theirs, nobodys, mine_again = seen
    assert mine == mine_again
    assert nobodys is None
    ids = [{node["id"] for node in each["credentials"]["nodes"]} for each in (mine, theirs)]
    assert ids[0].isdisjoint(ids[1])
    assert left == [False, False], "a stranger's query is never planned"


async def test_what_cannot_be_answered_is_left_to_graphql_core(anna, left):
    await both_ways(anna, PAGE, {"first": 1})
    wrong = await anna.post(PAGE, {"first": 1_000})
    assert wrong.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
    missing = await anna.post(PAGE)
    assert "first" in missing.json()["errors"][0]["message"]
    assert left == [False, True, True]


async def test_a_null_where_none_may_be_is_left(anna, left, monkeypatch):
    await both_ways(anna, PAGE, {"first": 1})
    monkeypatch.setattr("wallet.api.types.credentials.words", lambda _: None)
    monkeypatch.setattr("wallet.api.types.issuers.words", lambda _: None)
    answer = await anna.post(PAGE, {"first": 1})
    assert left == [False, True]
    assert answer.json()["errors"]


async def test_mutations_and_introspection_are_never_planned(anna, left):
    rename = 'mutation { updateProfile(input: {displayName: "A"}) { viewer { displayName } } }'
    for query in (rename, "{ __schema { queryType { name } } }"):
        for _ in range(2):
            await anna.post(query)
    assert left in ([], [True])


FRAGMENTS = """{
  a: viewer { ...F }
  b: viewer { ...F credentials(first: 2) { nodes { name issuer { name } } } }
}
fragment F on Viewer { credentials(first: 2) { nodes { id } } }
"""


async def test_a_fragment_is_planned_with_what_stands_beside_it(anna, left):
    first, second = await both_ways(anna, FRAGMENTS, None)
    third = (await anna.post(FRAGMENTS)).text
    assert first == second == third
    assert left == [False, False]


async def test_strangers_make_nobody_plan(wallet, monkeypatch):
    planned = []
    monkeypatch.setattr(operations, "Plan", lambda *_: planned.append(1))
    async with client(application(), None) as stranger:
        for _ in range(2):
            await both_ways(stranger, PAGE, {"first": 1})
    assert planned == []


FLAGGED = """
query Flagged($first: Int!, $a: Boolean!, $b: Boolean!) {
  viewer {
    credentials(first: $first) { nodes { id name @include(if: $a) } totalCount @skip(if: $b) }
  }
}
"""


async def test_ways_are_forgotten_beyond_a_number(anna, left, monkeypatch):
    made = []
    original = operations.Plan
    monkeypatch.setattr(
        operations, "Plan", lambda *given: made.append(given[-1]) or original(*given)
    )
    monkeypatch.setattr(operations, "MOST_WAYS", 2)
    async with client(application(), anna.token) as asking:
        for flags in (1, 2, 3, 1):
            given = {"first": 1, "a": bool(flags & 1), "b": bool(flags & 2)}
            await both_ways(asking, FLAGGED, given)
    assert len(made) == 4
