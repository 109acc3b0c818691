"""A learner sees which applications may act in the wallet, and puts them out."""

from tests.api.wallets import NOW
from wallet.accounts.application_grants import GrantTokens, authenticate, find_by_access, rotate
from wallet.accounts.sessions import TokenFault
from wallet.store.models.applications import ApplicationGrant

LISTED = """{ viewer { connectedApplications {
    id name homepage permissions connectedAt lastUsedAt endsAt } } }"""
DISCONNECT = """mutation($id: ID!) { disconnectApplication(input: { applicationId: $id }) {
    disconnectedApplicationId userErrors { code path } } }"""


async def test_an_application_is_listed_with_what_it_may_do(anna, other):
    (listed,) = (await anna.ask(LISTED))["viewer"]["connectedApplications"]
    assert listed["permissions"] == ["READ_CREDENTIALS", "ADD_CREDENTIALS"]
    assert listed["name"] == "Example <b>Badges</b>"
    assert listed["homepage"] is None
    assert listed["connectedAt"] == "2026-03-01T12:00:00Z"


async def test_a_disconnected_application_has_tokens_that_are_worth_nothing(anna, wallet):
    tokens = GrantTokens.new()
    await rotate(await ApplicationGrant.get(id=wallet.applications[0]), tokens, now=NOW)
    assert not isinstance(await authenticate(tokens.access, now=NOW), TokenFault)
    (listed,) = (await anna.ask(LISTED))["viewer"]["connectedApplications"]
    answer = await anna.ask(DISCONNECT, id=listed["id"])
    assert answer["disconnectApplication"] == {
        "disconnectedApplicationId": listed["id"],
        "userErrors": [],
    }
    assert await authenticate(tokens.access, now=NOW) is TokenFault.UNKNOWN
    assert await rotate(await find_by_access(tokens.access), GrantTokens.new(), now=NOW) is False
    assert (await anna.ask(LISTED))["viewer"]["connectedApplications"] == []
    again = await anna.ask(DISCONNECT, id=listed["id"])
    assert again["disconnectApplication"]["userErrors"] == [
        {"code": "NOT_FOUND", "path": ["input", "applicationId"]}
    ]
