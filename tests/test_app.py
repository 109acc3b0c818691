"""The whole program: how it starts, what it shows to whom, and what it never writes down."""

import asyncio
import re
import sys
from contextlib import aclosing

import pytest
from anyio import fail_after
from httpx import AsyncClient
from pydantic import ValidationError

from tests.fixtures.wallet import served_wallet
from tests.journeys.person import Person, file
from wallet.app import derived_key, open_wallet, shows_outbox
from wallet.demonstration import RECIPIENT, awards
from wallet.settings import Settings
from wallet.store.models.credentials import Credential, CredentialReport
from wallet.store.models.jobs import Job
from wallet.store.models.shares import Share

LOUD = (
    "import logging, sys; logging.basicConfig(level=logging.DEBUG); "
    "logging.getLogger('loud').debug('heard'); "
    "sys.argv[0] = 'wallet'; from wallet.cli import main; main()"
)
MINE = """{ viewer { credentials(first: 50) { totalCount nodes {
  id name verification { verdict integrity } } } } }"""
SHARE = """
mutation ($items: [ShareItemInput!]!) { createShare(input: {title: "CV", items: $items}) {
  share { id url } userErrors { message } } }"""
ADD_EMAIL = """
mutation ($address: EmailAddress!) { addEmail(input: {address: $address}) {
  email { id } userErrors { code } } }"""
ACCESSED = "subscription { shareAccessed { share { id } access { kind } } }"


async def statuses(origin, *paths):
    async with AsyncClient(base_url=origin, headers={"Accept": "text/html"}) as visitor:
        return [(await visitor.get(path)).status_code for path in paths]


async def test_it_lives_and_is_ready(sqlite_wallet):
    async with AsyncClient(base_url=sqlite_wallet.origin) as visitor:
        assert (await visitor.get("/health/live")).json() == {"status": "live"}
        ready = await visitor.get("/health/ready")
    assert ready.status_code == 200
    assert ready.json() == {"status": "ready", "checks": {"database": True}}


async def test_a_development_server_shows_its_tools(sqlite_wallet):
    paths = ("/", "/explorer", "/outbox", "/demo", "/s/nothing")
    assert await statuses(sqlite_wallet.origin, *paths) == [200, 200, 200, 200, 404]


async def test_without_the_demonstration_nothing_of_it_is_there(settings_for):
    async with served_wallet(settings_for(), demo=False) as served:
        assert await statuses(served.origin, "/demo", "/demo/badges/first-aid.json") == [404, 404]
        async with AsyncClient(base_url=served.origin) as visitor:
            assert "/demo" not in (await visitor.get("/")).text
        assert await served.wallet.seeded() is None
        assert await Credential.all().count() == 0


async def test_a_production_server_hides_them(settings_for):
    production = settings_for(environment="production", public_url="https://wallet.example")
    async with served_wallet(production, demo=False) as served:
        paths = ("/", "/explorer", "/outbox", "/demo", "/health/ready")
        assert await statuses(served.origin, *paths) == [200, 404, 404, 404, 200]


def test_a_production_server_wants_its_public_address():
    with pytest.raises(ValidationError, match="WALLET_PUBLIC_URL"):
        Settings(environment="production")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        pytest.param({}, True, id="a developer's machine"),
        pytest.param({"host": "::1"}, True, id="its other name"),
        pytest.param({"host": "localhost"}, True, id="its third name"),
        pytest.param({"host": "0.0.0.0"}, False, id="open to the network"),  # noqa: S104
        pytest.param({"smtp_url": "smtp://127.0.0.1:25"}, False, id="mail leaves"),
        pytest.param(
            {"environment": "production", "public_url": "https://wallet.example"},
            False,
            id="production",
        ),
    ],
)
def test_codes_are_shown_on_a_developers_machine_alone(given, shown):
    assert shows_outbox(Settings(**given)) is shown


def test_one_key_makes_different_ones_for_each_purpose():
    assert derived_key(b"k" * 32, "share links") != derived_key(b"k" * 32, "media links")
    assert derived_key(b"k" * 32, "share links") != derived_key(b"l" * 32, "share links")


async def test_the_second_start_finds_everything_and_does_nothing_twice(settings_for):
    settings = settings_for(port=8000)
    async with open_wallet(settings, demo=True) as wallet:
        first = await wallet.seeded()
        counts = await _rows()
    async with open_wallet(settings, demo=True) as wallet:
        second = await wallet.seeded()
        assert await _rows() == counts
    assert first.is_new
    assert not second.is_new
    assert second.share_token == first.share_token
    assert second.credentials == first.credentials


async def _rows():
    return [await model.all().count() for model in (Credential, CredentialReport, Job, Share)]


async def test_what_was_issued_at_one_port_is_found_at_another(settings_for):
    async with served_wallet(settings_for()) as first:
        address = first.demonstration.badge(awards.LASER_CUTTING.slug).text
    async with served_wallet(settings_for()) as second, Person(second.origin) as robin:
        assert not address.startswith(second.origin)
        await robin.sign_in(RECIPIENT)
        (item,) = await robin.import_({"url": address})
        assert item["outcome"] == "ADDED"
        (node,) = (await robin.ask(MINE))["credentials"]["nodes"]
        assert node["verification"] == {"verdict": "VERIFIED", "integrity": "INTACT"}


async def test_no_import_reaches_into_our_network_and_the_answer_says_what_to_do(settings_for):
    addresses = [
        "https://127.0.0.1/badge.json",
        "https://[::1]/badge.json",
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.1/badge.json",
    ]
    elsewhere = settings_for(public_url="https://wallet.example")
    async with served_wallet(elsewhere) as served, Person(served.origin) as person:
        await person.sign_in("anna@example.org")
        items = await person.import_({"urls": addresses})
    assert [item["state"] for item in items] == ["FAILED"] * 4
    for item in items:
        problem = item["problem"]
        assert problem["code"] == "ADDRESS_REFUSED"
        assert "Download the badge" in problem["message"]
        assert problem["whoCanMend"] == "LEARNER"
        assert not problem["isRetryable"]


async def test_the_link_that_a_start_prints_opens(wallet_process):
    serving = await wallet_process()
    async with AsyncClient(headers={"Accept": "text/html"}) as visitor:
        page = await visitor.get(serving.share_link)
    assert page.status_code == 200
    assert page.text.count("Genuine and valid") >= 3
    serving.stop()
    again = await wallet_process()
    assert again.share_link.rpartition("/")[2] == serving.share_link.rpartition("/")[2]


async def test_no_line_of_the_log_holds_a_token_an_address_or_a_code(wallet_process):
    serving = await wallet_process(command=(sys.executable, "-c", LOUD, "serve"))
    secrets = [serving.share_link.rpartition("/")[2], RECIPIENT, "anna@example.org"]
    async with Person(serving.origin) as anna, AsyncClient() as visitor:
        await anna.sign_in("anna@example.org")
        secrets += [await anna.newest_code("anna@example.org")]
        secrets += [anna.access_token, anna.refresh_token]
        (item,) = await anna.import_({"url": f"{serving.origin}/demo/badges/workshop-mentor.png"})
        held = item["credential"]["id"]
        await anna.import_({"file": file("anna-cv.json", b'{"anna@example.org": 1}')})
        await anna.ask(ADD_EMAIL, address="anna.former@example.org")
        secrets += ["anna.former", await anna.newest_code("anna.former@example.org")]
        share = (await anna.ask(SHARE, items=[{"credentialId": held}]))["share"]
        secrets += [share["url"].rpartition("/")[2]]
        for address in (share["url"], f"{share['url']}/report", serving.share_link):
            assert (await visitor.get(address)).status_code == 200
        bad = {"Authorization": "Bearer wallet-secret-of-somebody"}
        await visitor.post(f"{serving.origin}/graphql", json={"query": "{"}, headers=bad)
        secrets += ["wallet-secret-of-somebody"]
        await asyncio.sleep(1.5)  # mail leaves once a second
    written = without_mail(serving.errors.read_text())
    assert "DEBUG:loud:heard" in written
    assert "/s/{token}" in written
    assert {secret for secret in secrets if secret in written} == set()


def without_mail(log):
    """Return the log without the console's mail, which a developer is meant to read."""
    entries = re.split(r"^(?=(?:DEBUG|INFO|WARNING|ERROR|CRITICAL):)", log, flags=re.MULTILINE)
    letters = [entry for entry in entries if entry.startswith("INFO:wallet.mail:")]
    assert letters != []
    return "".join(entry for entry in entries if entry not in letters)


@pytest.mark.parametrize("empty_database", ["postgres"], indirect=True)
async def test_processes_on_one_postgres_share_the_work_and_hear_of_each_other(
    wallet_process, empty_database
):
    arguments = ("--database-url", empty_database.url)
    one = await wallet_process(*arguments)
    two = await wallet_process(*arguments, "--no-demo")
    async with Person(one.origin) as robin, Person(two.origin) as elsewhere:
        await robin.sign_in("robin@example.org")
        elsewhere.access_token = robin.access_token
        text = await demo_text(one.origin, "research-and-sources.json")
        (item,) = await elsewhere.import_({"text": text})
        assert item["outcome"] == "ADDED"
        mine = await robin.ask(MINE)
        assert mine["credentials"]["totalCount"] == 1
        shared = await robin.ask(SHARE, items=[{"credentialId": item["credential"]["id"]}])
        path = f"/s/{shared['share']['url'].rpartition('/')[2]}"
        async with aclosing(elsewhere.hear(ACCESSED)) as events:
            heard = asyncio.create_task(anext(events))
            await asyncio.sleep(0.5)
            await statuses(one.origin, path)
            with fail_after(60):
                event = (await heard)["shareAccessed"]
        assert event["share"]["id"] == shared["share"]["id"]
        # The same key, so the other process opens the link as well.
        assert await statuses(two.origin, path) == [200]
    one.stop()
    async with Person(two.origin) as left:
        left.access_token = robin.access_token
        assert (await left.ask(MINE))["credentials"]["totalCount"] == 1


async def demo_text(origin, name):
    async with AsyncClient(base_url=origin) as visitor:
        return (await visitor.get(f"/demo/badges/{name}")).text
