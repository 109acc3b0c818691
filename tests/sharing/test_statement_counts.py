import pytest

from tests.fixtures.examined import NOW
from wallet.sharing.links import create_link
from wallet.sharing.opening import open_link
from wallet.sharing.tokens import token_of
from wallet.store.connection import connection


@pytest.fixture
def statements(monkeypatch, database):
    """Collects every statement that reaches the database."""
    seen = []
    client = type(connection())
    for name in ("execute_query", "execute_query_dict"):
        original = getattr(client, name)

        async def counting(self, query, values=None, original=original):
            seen.append(query)
            return await original(self, query, values)

        monkeypatch.setattr(client, name, counting)
    return seen


async def opening_costs(owner, keys, credential_ids, statements):
    share_id = await create_link(owner, credential_ids=credential_ids, title="CV", keys=keys)
    statements.clear()
    opened = await open_link(token_of(share_id, 1, keys), NOW)
    assert len(opened.items) == len(credential_ids)
    return len(statements)


async def test_opening_a_link_costs_the_same_whatever_it_shows(owner, keys, holds, statements):
    held = [await holds(number) for number in range(12)]
    one = await opening_costs(owner, keys, held[:1], statements)
    many = await opening_costs(owner, keys, held, statements)
    assert one == many == 5
