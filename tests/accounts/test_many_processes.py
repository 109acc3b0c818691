"""What holds within one process holds among several on one database."""

import sys
from asyncio import create_subprocess_exec, gather
from json import dumps, loads
from pathlib import Path
from subprocess import PIPE

from limits.aio.storage import MemoryStorage

from tests.accounts.conftest import CLIENT, NOW, code_sent_to, wrong
from wallet.accounts import one_time_codes, sessions
from wallet.accounts.account import account_for
from wallet.accounts.rate_limits import RateLimits
from wallet.accounts.sign_in import request_code
from wallet.store.connection import open_store
from wallet.store.models.accounts import OneTimeCode, Session

PROCESSES, EACH = 2, 25
# Each process says when it is ready and begins when told, so that they do run at once.
CONTENDER = """
import asyncio, json, sys
from datetime import datetime
from wallet.accounts import one_time_codes, sessions
from wallet.user_errors import BadSecretError
from wallet.store.connection import open_store, transaction

async def wins(attempt):
    try:
        await attempt
    except BadSecretError:
        return 0
    return 1

async def use(request, code, now):
    row = await one_time_codes.checked(request, code, now=now)
    async with transaction():
        await one_time_codes.use(row, now=now)

async def main():
    said = json.loads(sys.argv[1])
    now = datetime.fromisoformat(said["now"])
    async with open_store(said["url"]):
        await sessions.authenticate("", now=now)
        print("ready", flush=True)
        sys.stdin.readline()
        attempts = {
            "wrong": lambda: use(said["guessed"], said["wrong"], now),
            "right": lambda: use(said["known"], said["right"], now),
            "refresh": lambda: sessions.refresh(said["refresh"], now=now),
        }
        won = {
            name: sum(await asyncio.gather(*(wins(make()) for _ in range(said["each"]))))
            for name, make in attempts.items()
        }
        print(json.dumps(won))

asyncio.run(main())
"""


async def test_processes_cannot_outdo_each_other(empty_database):
    async with open_store(empty_database.url):
        said = await prepared()
    answers = await contended(dumps({**said, "url": empty_database.url}))
    totals = {name: sum(answer[name] for answer in answers) for name in answers[0]}
    assert totals == {"wrong": 0, "right": 1, "refresh": 1}
    async with open_store(empty_database.url):
        request = one_time_codes.digest(said["guessed"])
        assert (await OneTimeCode.get(request_sha256=request)).tries == one_time_codes.TRIES
        assert await Session.all().count() == 1


async def prepared():
    """Ask for two codes and begin a session."""
    limits, requests, codes = RateLimits(MemoryStorage()), [], []
    for address in ("ada@wallet.example", "bob@wallet.example"):
        requests.append(await request_code(address, client=CLIENT, limits=limits, now=NOW))
        codes.append(await code_sent_to(address))
    ada = await account_for("ada@wallet.example", now=NOW)
    return {
        "guessed": requests[0],
        "wrong": wrong(codes[0]),
        "known": requests[1],
        "right": codes[1],
        "refresh": (await sessions.issue_for(ada, now=NOW)).refresh_token,
        "each": EACH,
        "now": NOW.isoformat(),
    }


async def contended(argument):
    root = Path(__file__).parents[2]
    processes = [
        await create_subprocess_exec(
            sys.executable, "-c", CONTENDER, argument, stdin=PIPE, stdout=PIPE, cwd=root
        )
        for _ in range(PROCESSES)
    ]
    for process in processes:
        assert await process.stdout.readline() == b"ready\n"
    for process in processes:
        process.stdin.write(b"go\n")
    outputs = await gather(*(process.communicate() for process in processes))
    return [loads(output) for output, _ in outputs]
