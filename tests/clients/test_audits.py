"""GraphQL over HTTP to the letter, as the suite of npm graphql-http asks for it."""

import asyncio
import json

import pytest

from tests.fixtures.peers import CLIENTS, needs_clients
from tests.fixtures.wallet import served_wallet

pytestmark = [pytest.mark.long, needs_clients]


async def audits(url):
    process = await asyncio.create_subprocess_exec(
        "node", "audit.mjs", url, cwd=CLIENTS, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await asyncio.wait_for(process.communicate(), 120)
    assert process.returncode == 0
    return [json.loads(line) for line in output.splitlines()]


async def test_every_must_and_every_should_is_met(settings_for):
    async with served_wallet(settings_for(), demo=False) as wallet:
        found = await audits(f"{wallet.origin}/graphql")
    kinds = [kind for each in found for kind in ("MUST", "SHOULD") if each["name"].startswith(kind)]
    assert kinds.count("MUST") > 10
    assert kinds.count("SHOULD") > 20
    assert [each for each in found if each["status"] != "ok"] == []


async def test_an_address_that_is_no_graphql_fails(settings_for):
    async with served_wallet(settings_for(), demo=False) as wallet:
        found = await audits(f"{wallet.origin}/health/live")
    assert sum(each["status"] != "ok" for each in found) > 20
