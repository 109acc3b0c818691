"""News of changes: when they are told, to whom, and across processes."""

import asyncio
import sys

import pytest

from wallet.jobs.progress import listen, publish, relay
from wallet.store.connection import transaction
from wallet.store.models.jobs import Job


async def test_who_listens_hears_its_own_topic(database):
    async with relay():
        with listen("import:1") as one, listen("import:2") as two:
            await two.heard(within=0.05)  # the relay may ring once as it starts
            await publish("import:1")
            assert await one.heard(within=3)
            assert not await two.heard(within=0.05)


async def test_news_come_after_the_commit_so_that_what_is_read_is_there(database):
    async with relay():
        with listen("t") as subscription:
            await subscription.heard(within=0.05)
            async with transaction():
                await Job.create(kind="import")
                await publish("t")
                assert not await subscription.heard(within=0.05)
            assert await subscription.heard(within=3)
            assert await Job.all().count() == 1


async def test_what_is_undone_is_not_told(database):
    async def failing() -> None:
        async with transaction():
            await publish("t")
            raise RuntimeError("midway")

    async with relay():
        with listen("t") as subscription:
            await subscription.heard(within=0.05)
            with pytest.raises(RuntimeError):
                await failing()
            assert not await subscription.heard(within=0.1)


async def test_many_messages_wait_as_one(database):
    async with relay():
        with listen("t") as subscription:
            for _ in range(100):
                await publish("t")
            assert await subscription.heard(within=3)
            await asyncio.sleep(0.1)
            await subscription.heard(within=0.1)
            assert not await subscription.heard(within=0.1)


async def test_another_process_is_heard_where_the_database_carries_news(database):
    if not database.is_postgres:
        pytest.skip("SQLite carries no news between processes; workers look by themselves")
    script = (
        "import asyncio, sys\n"
        "from wallet.jobs.progress import publish\n"
        "from wallet.store.connection import open_store\n"
        "async def main():\n"
        "    async with open_store(sys.argv[1]):\n"
        "        await publish('t')\n"
        "asyncio.run(main())\n"
    )
    async with relay():
        with listen("t") as subscription:
            await subscription.heard(within=0.05)
            other = await asyncio.create_subprocess_exec(sys.executable, "-c", script, database.url)
            assert await subscription.heard(within=5)
            assert await other.wait() == 0
