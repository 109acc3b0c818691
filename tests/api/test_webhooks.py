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


async def test_kinds_may_stand_in_the_query_itself(anna):
    made = await anna.ask(
        """mutation { createWebhook(input: { url: "https://hooks.example/2",
          kinds: [REVOKED, EXPIRED, REVOKED] }) { webhook { id kinds } userErrors { code } } }"""
    )
    webhook = made["createWebhook"]["webhook"]
    assert webhook["kinds"] == ["REVOKED", "EXPIRED"]
    changed = await anna.ask(
        """mutation($id: ID!) { updateWebhook(input: { webhookId: $id, kinds: [SUSPENDED] })
          { webhook { kinds } } }""",
        id=webhook["id"],
    )
    assert changed["updateWebhook"]["webhook"]["kinds"] == ["SUSPENDED"]
    chosen = await anna.ask(
        """mutation { updateNotificationPreferences(input: {
          preferences: [{ kind: REVOKED, mail: NEVER }] })
          { viewer { notificationPreferences { kind mail } } } }"""
    )
    preferences = chosen["updateNotificationPreferences"]["viewer"]["notificationPreferences"]
    assert {"kind": "REVOKED", "mail": "NEVER"} in preferences
    listed = await anna.ask(
        "{ viewer { notifications(filter: { kinds: [REVOKED] }) { totalCount } } }"
    )
    assert listed["viewer"]["notifications"]["totalCount"] == 1
