"""The clients that the README shows run as they stand there."""

import asyncio
import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from tests.fixtures.peers import CLIENTS, needs_clients
from tests.fixtures.wallet import served_wallet
from wallet.accounts.account import account_for
from wallet.accounts.sessions import issue_for
from wallet.app import now

README = (CLIENTS.parents[1] / "README.md").read_text()
USE = """
import { Wallet } from "./client.js";

const wallet = new Wallet(process.env["WALLET_SERVER"]!, process.env["WALLET_TOKEN"]!);
const begun = await wallet.ask<{ importCredentials: { job: { id: string } } }>(
  `mutation ($url: URL!) { importCredentials(input: { source: { url: $url } }) { job { id } } }`,
  { url: process.argv[2] },
);
type Progress = { importJobUpdated: { job: { state: string; importedCount: number } } };
const follow = `subscription ($id: ID!) {
  importJobUpdated(jobId: $id) { job { state importedCount } } }`;
for await (const event of wallet.events<Progress>(follow, begun.importCredentials.job)) {
  console.log(JSON.stringify(event.importJobUpdated.job));
}
await wallet.ask("{ nonsense }").catch((error: Error) => console.log(error.message));
"""


def block(kind, first):
    pattern = rf"^```{kind}\n({re.escape(first)}.*?)^```$"
    (found,) = re.findall(pattern, README, re.MULTILINE | re.DOTALL)
    return found


@pytest.fixture
async def server(settings_for):
    """A wallet with a learner, the badge to import, and what a client has to know."""
    async with served_wallet(settings_for()) as served:
        account = await account_for("anna@example.org", now=now())
        tokens = await issue_for(account, now=now())
        environment = {"WALLET_SERVER": served.origin, "WALLET_TOKEN": tokens.access_token}
        yield f"{served.origin}/demo/badges/data-analysis.svg", environment


async def run(folder, *command, **environment):
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env={**os.environ, **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await asyncio.wait_for(process.communicate(), 120)
    assert process.returncode == 0, output.decode()
    return output.decode()


async def test_the_python_client_imports_follows_and_lists(server, tmp_path):
    address, environment = server
    text = block("python", "# client.py")
    assert len([line for line in text.splitlines() if line]) <= 30
    (tmp_path / "client.py").write_text(text)
    said = await run(tmp_path, sys.executable, "client.py", address, **environment)
    assert "'importedCount': 1" in said
    assert said.splitlines()[-1] == "Data Analysis with Python VERIFIED"


@pytest.mark.long
@needs_clients
async def test_the_typescript_client_asks_and_follows(server, tmp_path):
    address, environment = server
    text = block("typescript", "// client.ts")
    assert len(text.splitlines()) <= 40
    (tmp_path / "client.ts").write_text(text)
    (tmp_path / "use.ts").write_text(USE)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "node_modules").symlink_to(CLIENTS / "node_modules")
    shutil.copy(CLIENTS / "tsconfig.json", tmp_path / "base.json")
    options = {"noEmit": False, "outDir": "out", "types": ["node"]}
    config = {"extends": "./base.json", "compilerOptions": options, "include": ["*.ts"]}
    (tmp_path / "tsconfig.json").write_text(json.dumps(config))
    await run(tmp_path, Path("node_modules/.bin/tsc"), "--project", ".")
    said = await run(tmp_path, "node", "out/use.js", address, **environment)
    *states, refused = said.splitlines()
    assert json.loads(states[-1]) == {"state": "COMPLETED", "importedCount": 1}
    assert refused.startswith("BAD_REQUEST: ")
