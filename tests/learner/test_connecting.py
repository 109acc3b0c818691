"""Connections with a platform that speaks Badge Connect as Badgr does, page by page."""

import json
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.responses import JSONResponse

from tests.fixtures.connecting import sent
from tests.fixtures.examined import NOW, credential
from tests.fixtures.platforms import manifest
from wallet.learner.connecting import Platforms, begin, disconnect, finish, sync
from wallet.learner.fetching import collect
from wallet.learner.importing import run_import
from wallet.store.models.connections import Connection, PlatformRegistration
from wallet.store.models.credentials import Credential
from wallet.store.models.jobs import ImportItem
from wallet.store.sealing import Seals
from wallet.user_errors import ConflictError, InvalidError, NotFoundError

MINUTE = timedelta(minutes=1)


class Clock:
    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def platforms(network, clock):
    return Platforms(network, Seals((b"s" * 32,)), clock, "https://wallet.example")


@pytest.fixture
def badgr(platform):
    """A platform that registers everybody, gives tokens, and lists nothing yet."""
    described = manifest(platform.origin)
    described["badgeConnectAPI"][0]["tokenRevocationUrl"] = f"{platform.origin}/o/revoke"
    platform.answers = {
        "/.well-known/badgeconnect.json": JSONResponse(described),
        "/o/register": JSONResponse({"client_id": "us", "client_secret": "shh"}, 201),
        "/o/token": JSONResponse(
            {
                "access_token": "first-access",
                "refresh_token": "first-refresh",
                "token_type": "Bearer",
                "expires_in": 3600,
            }
        ),
        "/o/revoke": JSONResponse({}),
        "/bcv1/assertions": JSONResponse({"status": {}, "results": []}),
    }
    return platform


def lists(badgr, *numbers, **headers):
    contents = [dict(credential(number).content) for number in numbers]
    badgr.answers["/bcv1/assertions"] = JSONResponse({"results": contents}, headers=headers)


@pytest.fixture
def fetched(take, intake, platforms):
    """Run the next import as a worker does."""

    async def run(learner):
        async def from_platform(whose, connection_id):
            return await collect(whose, platforms, connection_id)

        await run_import(learner, await take(), intake, from_platform)

    return run


async def connects(learner, platforms, badgr):
    begun = await begin(learner, platforms, badgr.origin)
    state = sent(begun.authorization_url)["state"]
    await finish(learner, platforms, begun.connection_id, state, "the-code")
    return begun.connection_id


@pytest.fixture
async def connection_id(learner, platforms, badgr):
    return await connects(learner, platforms, badgr)


async def test_the_learner_is_sent_with_a_challenge_and_an_address_of_the_platforms_own(
    learner, platforms, badgr
):
    begun = await begin(learner, platforms, f"{badgr.origin}/some/page?x=1")
    said = sent(begun.authorization_url)
    assert said["redirect_uri"].startswith("https://wallet.example/connections/callback/")
    assert said["code_challenge_method"] == "S256"
    again = await begin(learner, platforms, badgr.origin)
    assert sent(again.authorization_url)["state"] != said["state"]
    registered = [body for request, body in badgr.asked if request.url.path == "/o/register"]
    assert len(registered) == 1
    assert json.loads(registered[0])["redirect_uris"] == [said["redirect_uri"]]


async def test_a_state_is_good_once_for_its_own_learner_and_a_quarter_of_an_hour(
    learner, other, platforms, badgr, clock
):
    begun = await begin(learner, platforms, badgr.origin)
    state = sent(begun.authorization_url)["state"]
    with pytest.raises(NotFoundError):
        await finish(other, platforms, begun.connection_id, state, "code")
    with pytest.raises(NotFoundError):
        await finish(learner, platforms, begun.connection_id, "another", "code")
    await finish(learner, platforms, begun.connection_id, state, "code")
    with pytest.raises(NotFoundError):
        await finish(learner, platforms, begun.connection_id, state, "code")
    late = await begin(learner, platforms, badgr.origin)
    clock.now += 16 * MINUTE
    with pytest.raises(NotFoundError):
        await finish(
            learner, platforms, late.connection_id, sent(late.authorization_url)["state"], "code"
        )


async def test_a_code_that_another_server_gave_is_spent_nowhere(learner, platforms, badgr):
    begun = await begin(learner, platforms, badgr.origin)
    state = sent(begun.authorization_url)["state"]
    with pytest.raises(ConflictError, match="another server's"):
        await finish(
            learner, platforms, begun.connection_id, state, "code", issuer="https://genuine.example"
        )
    assert "/o/token" not in {request.url.path for request, _ in badgr.asked}
    again = await begin(learner, platforms, badgr.origin)
    state = sent(again.authorization_url)["state"]
    await finish(learner, platforms, again.connection_id, state, "code", issuer=badgr.origin)


async def test_a_key_that_is_gone_is_no_fault_of_ours(learner, platforms, badgr):
    begun = await begin(learner, platforms, badgr.origin)
    state = sent(begun.authorization_url)["state"]
    rekeyed = replace(platforms, seals=Seals((b"t" * 32,)))
    with pytest.raises(ConflictError):
        await begin(learner, rekeyed, badgr.origin)
    with pytest.raises(ConflictError):
        await finish(learner, rekeyed, begun.connection_id, state, "code")


async def test_more_than_is_fetched_at_once_is_said_before_all_of_it_is_there(
    learner, badgr, connection_id, fetched, monkeypatch
):
    monkeypatch.setattr("wallet.learner.fetching._MOST_CHARACTERS", 100)
    following = f'<{badgr.origin}/bcv1/assertions?offset=1>; rel="next"'
    lists(badgr, 1, 2, link=following)
    await fetched(learner)
    assert (await Connection.get(id=connection_id)).fault == "LIMIT_REACHED"
    asked = [request for request, _ in badgr.asked if request.url.path == "/bcv1/assertions"]
    assert len(asked) == 1


async def test_what_is_listed_comes_in_and_the_cursor_moves(
    learner, platforms, badgr, connection_id, fetched, clock
):
    lists(badgr, 1, 2)
    await fetched(learner)
    assert await Credential.filter(learner_id=learner.id).count() == 2
    row = await Connection.get(id=connection_id)
    assert row.since == NOW - 10 * MINUTE
    request, _ = badgr.asked[-1]
    assert "since" not in parse_qs(urlsplit(str(request.url)).query)
    lists(badgr)
    await sync(learner, connection_id)
    await fetched(learner)
    request, _ = badgr.asked[-1]
    assert request.query_params["since"] == row.since.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert await Credential.filter(learner_id=learner.id).count() == 2


async def test_a_platform_that_asks_to_wait_is_asked_again_then(
    learner, badgr, connection_id, fetched
):
    badgr.answers["/bcv1/assertions"] = JSONResponse({}, 429, headers={"Retry-After": "120"})
    await fetched(learner)
    row = await Connection.get(id=connection_id)
    assert (row.state, row.fault, row.due_at) == ("ERROR", "HTTP_STATUS", NOW + 2 * MINUTE)
    assert row.since is None
    (item,) = await ImportItem.all()
    assert (item.state, item.retryable) == ("FAILED", True)


async def test_a_platform_that_stays_away_is_given_up_at_last(
    learner, badgr, connection_id, fetched
):
    badgr.answers["/bcv1/assertions"] = JSONResponse({}, 500)
    await fetched(learner)
    assert (await Connection.get(id=connection_id)).due_at == NOW + 30 * MINUTE
    await Connection.filter(id=connection_id).update(failures=9)
    await sync(learner, connection_id)
    await fetched(learner)
    assert (await Connection.get(id=connection_id)).due_at is None


async def test_what_cannot_be_read_is_said_and_the_rest_comes_in(
    learner, badgr, connection_id, fetched
):
    good = dict(credential(1).content)
    badgr.answers["/bcv1/assertions"] = JSONResponse({"signedAssertions": ["?"], "results": [good]})
    await fetched(learner)
    assert await Credential.filter(learner_id=learner.id).count() == 1
    states = sorted(await ImportItem.all().values_list("state", flat=True))
    assert states == ["DONE", "FAILED"]


async def test_disconnecting_takes_the_tokens_back_and_keeps_the_badges(
    learner, other, platforms, badgr, connection_id, fetched
):
    lists(badgr, 1)
    await fetched(learner)
    with pytest.raises(NotFoundError):
        await disconnect(other, platforms, connection_id)
    await disconnect(learner, platforms, connection_id)
    request, body = badgr.asked[-1]
    assert (request.url.path, body) == ("/o/revoke", b"token=first-refresh")
    assert not await Connection.all().exists()
    assert await Credential.filter(learner_id=learner.id).count() == 1
    with pytest.raises(NotFoundError):
        await sync(learner, connection_id)


async def test_a_platform_that_is_away_is_disconnected_all_the_same(
    learner, platforms, badgr, connection_id
):
    badgr.answers = {}
    await disconnect(learner, platforms, connection_id)
    assert not await Connection.all().exists()


async def test_no_secret_lies_open(learner, connection_id):
    kept = repr([dict(row) for row in await Connection.all()])
    kept += repr([dict(row) for row in await PlatformRegistration.all()])
    for secret in ("first-access", "first-refresh", "shh"):
        assert secret not in kept


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "https://" + "x" * 5000])
async def test_what_is_no_address_is_refused(learner, platforms, url):
    with pytest.raises(InvalidError):
        await begin(learner, platforms, url)


async def test_a_platform_that_offers_nothing_is_said_to(learner, platforms, platform):
    with pytest.raises(InvalidError):
        await begin(learner, platforms, platform.origin)


async def test_a_code_that_is_not_taken_leaves_no_connection(learner, platforms, badgr):
    begun = await begin(learner, platforms, badgr.origin)
    badgr.answers["/o/token"] = JSONResponse({"error": "invalid_grant"}, 400)
    with pytest.raises(ConflictError):
        await finish(
            learner, platforms, begun.connection_id, sent(begun.authorization_url)["state"], "code"
        )
    assert not await Connection.filter(learner_id=learner.id).exists()
