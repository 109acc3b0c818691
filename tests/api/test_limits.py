"""How much one operation may ask for, also when it is written to look small."""

from time import process_time

import pytest
from graphql import get_introspection_query

from tests.api.wallets import application, client, services
from wallet.api import QueryLimits

BOMB = "query { ...F0 } " + " ".join(
    f"fragment F{n} on Query {{ ...F{n + 1} a{n}: server {{ ...S }} ...F{n + 1} }}"
    for n in range(60)
)
BOMB += " fragment F60 on Query { server { version } } fragment S on ServerInfo { version }"


def _deep(levels):
    opening, closing = "issuer { credentials { nodes { ", " } } }"
    return "{ viewer { credentials { nodes { " + opening * levels + "id" + closing * levels + "}}}}"


@pytest.mark.parametrize(
    ("query", "word"),
    [
        pytest.param(_deep(5), "levels", id="deep"),
        pytest.param(
            "{ " + " ".join(f"a{n}: __typename" for n in range(61)) + " }", "aliases", id="aliases"
        ),
        pytest.param(
            "{ viewer { id " + "@include(if: true) " * 41 + "} }", "directives", id="directives"
        ),
        pytest.param("{ " + "__typename " * 21 + "}", "fields at its root", id="root-fields"),
        pytest.param(BOMB, "fields", id="fragments-in-powers-of-two"),
        pytest.param("{ " + "a " * 5000 + "}", "token", id="tokens"),
    ],
)
async def test_too_much_is_refused_at_once(nobody, query, word):
    begun = process_time()
    response = await nobody.post(query)
    assert process_time() - begun < 2
    assert any(word in error["message"] for error in response.json()["errors"])
    assert "data" not in response.json()


async def test_a_fragment_within_itself_is_refused(nobody):
    response = await nobody.post("{ ...A } fragment A on Query { ...A server { version } }")
    assert "Cannot spread fragment" in response.text


async def test_the_introspection_of_tools_fits(nobody):
    answer = await nobody.ask(
        get_introspection_query(descriptions=True, input_value_deprecation=True)
    )
    assert answer["__schema"]["queryType"]["name"] == "Query"


async def test_an_operation_loads_so_many_rows_and_no_more(wallet):
    handed_in = services(queries=QueryLimits(rows=120))
    query = """query($n: Int!) { viewer { credentials(first: $n) { nodes { name
        verifications(first: $n) { nodes { verdict } } } } } }"""
    async with client(application(handed_in), wallet.token) as asking:
        await asking.ask(query, n=10)
        response = await asking.post(query, {"n": 100})
    error = response.json()["errors"][0]
    assert error["extensions"]["code"] == "BAD_REQUEST"
    assert "120" in error["message"]
