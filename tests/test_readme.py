"""The README is true: its commands run, its answers come, its tables are the code's."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from urllib.request import urlopen

import pytest
from typer.main import get_command

from wallet.cli.commands import app
from wallet.credentials.credential import CredentialFormat
from wallet.platforms import PLATFORMS, platform
from wallet.platforms.address import Address
from wallet.platforms.answers import document
from wallet.settings import Settings

REPOSITORY = Path(__file__).parents[1]
README = (REPOSITORY / "README.md").read_text()
BLOCKS = re.findall(r"^```(sh|json|text)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
PORT = "127.0.0.1:8000"
STARTS = ("./scripts/serve", "./scripts/test", "WALLET_DATABASE_URL=")
"""How the blocks begin that are not for a second terminal beside the server."""


def shell_blocks():
    return [block for kind, block in BLOCKS if kind == "sh"]


def beside_the_server():
    return [block for block in shell_blocks() if not block.startswith(STARTS)]


def run_all(folder, port, environment):
    """Run the README's commands in one shell, as somebody types them; return what each wrote."""
    mark = "=====next====="
    script = f"\necho {mark}\n".join(beside_the_server()).replace(PORT, f"127.0.0.1:{port}")
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout.split(mark)


def check_answers(written):
    """Compare each answer that the README shows with what its command wrote."""
    shown = [
        (before, answer)
        for (kind, before), (after, answer) in pairwise(BLOCKS)
        if (kind, after) == ("sh", "json")
    ]
    assert shown
    commands = beside_the_server()
    for command, answer in shown:
        assert json.loads(written[commands.index(command)]) == json.loads(answer)


def check_commands(written):
    said = dict(zip(beside_the_server(), written, strict=True))
    for command, output in said.items():
        assert '"errors"' not in output, command
        assert re.search(r'"userErrors": ?\[\{', output) is None, command
    (verified,) = [output for command, output in said.items() if "wallet verify" in command]
    assert "Verified: " in verified
    assert "exit status 1" in verified
    (imported,) = [output for command, output in said.items() if "wallet import" in command]
    assert "ADDED" in imported


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def environment(**variables):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WALLET_")}
    return {**kept, **variables}


async def test_every_command_beside_the_server_runs_and_answers_as_shown(wallet_process, tmp_path):
    (tmp_path / ".venv").symlink_to(Path(sys.executable).parents[1])
    data = str(tmp_path / ".wallet-data")
    serving = await wallet_process(WALLET_DATA_DIR=data)
    port = serving.origin.rpartition(":")[2]
    written = run_all(tmp_path, port, environment(WALLET_PORT=port, COLUMNS="160"))
    check_answers(written)
    check_commands(written)


@pytest.mark.parametrize("empty_database", ["postgres"], indirect=True)
async def test_it_runs_on_postgres_as_shown(empty_database, wallet_process):
    (block,) = [block for block in shell_blocks() if block.startswith("WALLET_DATABASE_URL=")]
    name, _, command = block.strip().partition(" ")
    assert name.startswith("WALLET_DATABASE_URL=postgres://")
    assert command == "./scripts/serve"
    serving = await wallet_process(WALLET_DATABASE_URL=empty_database.url)
    assert serving.share_link.startswith(serving.origin)


@pytest.mark.long
def test_both_commands_work_from_a_fresh_clone(tmp_path):
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", str(REPOSITORY), str(clone)], check=True)
    port = free_port()
    began = time.monotonic()
    output = tmp_path / "serve.txt"
    with output.open("wb") as out:
        serving = subprocess.Popen(
            [clone / "scripts/serve"],
            cwd=clone,
            env=environment(WALLET_PORT=str(port)),
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_until_ready(port, serving, output)
        print(f"\n./scripts/serve from a fresh clone: {time.monotonic() - began:.0f} s")  # noqa: T201
        written = run_all(clone, port, environment(WALLET_PORT=str(port), COLUMNS="160"))
        check_answers(written)
        check_commands(written)
    finally:
        if serving.poll() is None:
            serving.send_signal(signal.SIGINT)
        try:
            serving.wait(timeout=60)
        finally:
            serving.kill()
    began = time.monotonic()
    tests = subprocess.run(
        ["./scripts/test", "--collect-only", "-q", "tests/test_settings.py"],
        cwd=clone,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert tests.returncode == 0, tests.stdout[-3000:] + tests.stderr[-3000:]
    assert "tests/test_settings.py" in tests.stdout
    print(f"./scripts/test, set up: {time.monotonic() - began:.0f} s")  # noqa: T201
    changed = subprocess.run(
        ["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True, check=True
    )
    left = [line[3:] for line in changed.stdout.splitlines()]
    assert set(left) <= set(downloads()), "The set-up leaves files that git does not ignore."


def wait_until_ready(port, serving, output):
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline:
        assert serving.poll() is None, output.read_text()[-3000:]
        try:
            with urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=30) as ready:
                assert ready.status == 200
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(output.read_text()[-3000:])


def downloads():
    """The files that the README's commands fetch."""
    return re.findall(r"curl -sO \S+/(\S+)", README)


def test_the_scripts_that_it_names_can_be_run():
    for script in ("scripts/serve", "scripts/test", ".ci/run"):
        assert os.access(REPOSITORY / script, os.X_OK), script
        assert script in README


def test_what_it_points_to_exists():
    linked = re.findall(r"\]\(([^)#\s]+)", README) + re.findall(r'src="([^"]+)"', README)
    named = re.findall(r"`((?:wallet|tests|scripts|\.ci)/[\w./-]*)`", README)
    assert linked
    assert named
    for path in linked + named:
        assert path.startswith("https://") or (REPOSITORY / path).exists(), path


def test_each_command_is_in_it_as_the_program_has_it():
    names = {command.name or command.callback.__name__ for command in app.registered_commands}
    described = set(re.findall(r"^\| `wallet ([\w-]+)", README, re.MULTILINE))
    assert described == names


def test_each_option_that_it_names_exists():
    ours = {
        option
        for command in get_command(app).commands.values()
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    named = set(re.findall(r"(?<![\w-])--[a-z][\w-]*", README))
    assert named >= {"--port", "--no-demo", "--json"}
    assert named - ours == {"--all"}  # of scripts/test


def test_each_kind_of_credential_is_in_it():
    named = set(re.findall(r"^\|[^|`]+\| `([A-Z_0-9]+)` \|", README, re.MULTILINE))
    assert named == {each.value for each in CredentialFormat}


def test_each_platform_is_in_it_and_each_cell_names_a_test_that_exists():
    rows = re.findall(r"^\| [^|]+ \|.*tests/platforms/.*\|$", README, re.MULTILINE)
    cells = [re.findall(r'\]\((tests/\S+)\.py "(\w+)"\)', row) for row in rows]
    clients = {
        f"tests/platforms/clients/test_{name}" for name in ("badge_connect", "open_badges_3_api")
    }
    assert {file for row in cells for file, _ in row} == clients | {
        f"tests/platforms/test_{name}" for name in PLATFORMS
    }
    for file, name in (cell for row in cells for cell in row):
        module = import_module(file.replace("/", "."))
        assert name.startswith("test_")
        assert callable(getattr(module, name)), f"{file}.py has no {name}"


def test_a_new_platform_is_as_short_as_it_says():
    written = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    (example,) = [each for each in written if "PLATFORM =" in each]
    assert len([line for line in example.splitlines() if line]) <= 10
    names = {**vars(platform), "re": re, "Address": Address, "document": document}
    exec(compile(example, "README.md", "exec"), names)  # noqa: S102  # its own words
    route = names["PLATFORM"].route(Address.parse("https://badges.example/badge/7"))
    assert [step.url for step in route.steps] == ["https://badges.example/api/7.json"]
    assert route.otherwise.code is platform.ObstacleCode.NOT_PUBLIC
    assert names["PLATFORM"].route(Address.parse("https://badges.example/about")) is None


def configuration_table():
    """Return the table of all settings, as the README has it."""
    rows = ["| variable | default | what it is |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = field.get_default()
        rows.append(f"| `WALLET_{name.upper()}` | {_shown(default)} | {field.description} |")
    return "\n".join(rows)


def _shown(default):
    if hasattr(default, "get_secret_value"):
        default = default.get_secret_value()
        default = default.decode() if isinstance(default, bytes) else default
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    return f"`{default}`" if default not in {None, "", ()} else ""


def test_the_configuration_is_all_there_with_its_defaults():
    assert configuration_table() in README, f"Put this into the README:\n{configuration_table()}"


def test_curl_is_all_that_its_commands_want():
    assert shutil.which("curl") is not None
