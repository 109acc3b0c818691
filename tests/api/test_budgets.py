"""What operations cost, and what is left to their caller."""

from dataclasses import dataclass

import pytest
from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage

from tests.api.wallets import application, client, services
from wallet.accounts.rate_limits import RateLimits
from wallet.api import RequestBudget

PAGE = """query Page($first: Int!) {
  viewer { credentials(first: $first) { nodes { name collections(first: 4) { nodes { name } } } } }
}"""


@dataclass
class Told:
    status: int
    cost: int
    remaining: int


@pytest.fixture
def app(sqlite_database):
    window = RateLimitItemPerMinute(60)
    return application(services(budget=RequestBudget(RateLimits(MemoryStorage()), window)))


async def told(asking, query, **variables):
    body = {"query": query, "variables": variables, "extensions": {"cost": True}}
    response = await asking.http.post("/graphql", json=body, headers=asking.headers)
    extension = response.json()["extensions"]["cost"]
    headers = response.headers
    assert headers["x-ratelimit-limit"] == str(extension["limit"]) == "60"
    assert headers["x-ratelimit-remaining"] == str(extension["remaining"])
    assert headers["x-ratelimit-cost"] == str(extension["cost"])
    assert headers["x-ratelimit-reset"] == str(extension["resetAfter"])
    assert 1 <= extension["resetAfter"] <= 60
    return Told(response.status_code, extension["cost"], extension["remaining"])


async def test_an_operation_costs_by_the_sizes_of_its_pages(app, wallet):
    async with client(app, wallet.token) as asking:
        small = await told(asking, PAGE, first=1)
        large = await told(asking, PAGE, first=3)
        again = await told(asking, PAGE, first=3)
        cheap = await told(asking, "{ server { version } }")
    assert small.cost < large.cost == again.cost
    assert large.cost >= 1 + 3 + 3 * 4
    assert cheap.cost == 1
    costs = [small.cost, large.cost, again.cost, cheap.cost]
    left = [small.remaining, large.remaining, again.remaining, cheap.remaining]
    assert left == [max(0, 60 - sum(costs[: number + 1])) for number in range(4)]


async def test_who_has_spent_everything_waits(app, wallet, other):
    async with client(app, wallet.token) as asking, client(app, other.token) as another:
        for _ in range(20):
            response = await asking.post(PAGE, {"first": 5})
            if response.status_code != 200:
                break
        assert response.status_code == 429
        assert response.headers["x-ratelimit-remaining"] == "0"
        assert 1 <= int(response.headers["retry-after"]) <= 60
        assert response.json()["errors"][0]["extensions"]["code"] == "THROTTLED"
        assert (await told(another, "{ server { version } }")).remaining == 59


async def test_what_fails_costs_too(app, wallet):
    async with client(app, wallet.token) as asking:
        wrong = await told(asking, "{ nonsense }")
        assert (wrong.cost, wrong.remaining) == (1, 59)


async def test_strangers_have_a_budget_by_their_address(app):
    async with client(app) as nobody:
        first = await told(nobody, "{ server { version } }")
        second = await told(nobody, "{ server { version } }")
    assert (first.remaining, second.remaining) == (59, 58)


async def test_the_answer_tells_of_it_where_it_is_asked_to(app, wallet):
    async with client(app, wallet.token) as asking:
        response = await asking.post("{ server { version } }")
    assert list(response.json()) == ["data"]
    assert response.headers["x-ratelimit-remaining"] == "59"


async def test_without_a_budget_nothing_is_told(anna):
    response = await anna.post("{ server { version } }")
    assert "extensions" not in response.json()
    assert "x-ratelimit-limit" not in response.headers
