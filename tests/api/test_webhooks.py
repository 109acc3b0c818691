"""What an account may have posted to a server that nobody has shown to be its own."""

from limits import RateLimitItemPerHour
from limits.aio.storage import MemoryStorage

from tests.api.wallets import application, client, services
from wallet.accounts.rate_limits import LimitRules, RateLimits

CREATE = """mutation ($url: URL!) {
  createWebhook(input: { url: $url }) { webhook { id } userErrors { code message } }
}"""
DELETE = """mutation ($id: ID!) {
  deleteWebhook(input: { webhookId: $id }) { userErrors { code } }
}"""


async def test_trials_are_counted_even_where_the_webhook_goes_at_once(wallet):
    rules = LimitRules(trials_of_account=(RateLimitItemPerHour(2),))
    limits = RateLimits(MemoryStorage(), rules)
    async with client(application(services(rate_limits=limits)), wallet.token) as asking:
        for _ in range(2):
            made = (await asking.ask(CREATE, url="https://hooks.example/a"))["createWebhook"]
            assert made["userErrors"] == []
            await asking.ask(DELETE, id=made["webhook"]["id"])
        refused = (await asking.ask(CREATE, url="https://hooks.example/a"))["createWebhook"]
    assert [error["code"] for error in refused["userErrors"]] == ["LIMIT_REACHED"]
    assert refused["webhook"] is None
