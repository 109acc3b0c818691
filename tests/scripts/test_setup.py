"""A newcomer's two commands: a fresh clone in a folder with spaces, and nothing set but a path."""

import os
import re
import signal
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 300.0

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    folder = tmp_path_factory.mktemp("an empty folder") / "the wallet"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, folder], check=True)
    (folder.parent / "home").mkdir()
    return folder


def environment(clone, **settings):
    return {"PATH": os.environ["PATH"], "HOME": str(clone.parent / "home"), **settings}


@contextmanager
def served(clone, *options, **settings):
    """Yield what the wallet prints once it serves, by name, and how long that took."""
    begun = time.monotonic()
    with subprocess.Popen(
        ["./scripts/serve", "--port", "0", *options],
        cwd=clone,
        env=environment(clone, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        late = Timer(PATIENCE, server.kill)
        late.start()
        try:
            said = {}
            for line in server.stdout:
                name, _, value = line.strip().partition("  ")
                said[name] = value.strip()
                if _is_last(name, options):
                    break
            yield said, time.monotonic() - begun
        finally:
            late.cancel()
            server.send_signal(signal.SIGTERM)


def _is_last(name, options):
    return name == ("Outbox" if "--no-demo" in options else "Share link")


def status(address):
    with urlopen(address, timeout=10) as answer:
        return answer.status


def test_serve_sets_up_and_serves_and_the_second_start_is_immediate(clone):
    with served(clone) as (said, first):
        assert status(said["Wallet"] + "/health/ready") == 200
        assert status(said["Share link"]) == 200
        link = said["Share link"].rpartition("/")[2]
    with served(clone) as (said, second):
        assert said["Share link"].rpartition("/")[2] == link
        assert status(said["Share link"]) == 200
    assert first < PATIENCE
    assert second < 30
    untracked = subprocess.run(
        ["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True, check=True
    )
    assert untracked.stdout == ""


def test_without_the_demonstration_there_is_no_link(clone):
    with served(clone, "--no-demo") as (said, _):
        assert status(said["Wallet"] + "/health/live") == 200
        assert "Share link" not in said
        assert "Sign in as" not in said


def test_it_serves_from_postgres(clone, postgres_url, tmp_path):
    settings = {"WALLET_DATA_DIR": str(tmp_path / "data")}
    with served(clone, "--no-demo", "--database-url", postgres_url, **settings) as (said, _):
        assert status(said["Wallet"] + "/health/ready") == 200
    assert not list((tmp_path / "data").glob("*.sqlite3"))


def test_a_port_that_is_taken_is_said(clone):
    with served(clone, "--no-demo") as (said, _):
        port = said["Wallet"].rpartition(":")[2]
        again = subprocess.run(
            ["./scripts/serve", "--no-demo", "--port", port],
            cwd=clone,
            env=environment(clone),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert again.returncode == 2
    assert "--port" in again.stderr


def test_the_tests_run_and_say_on_what(clone):
    run = subprocess.run(
        ["./scripts/test", "tests/jobs/test_schedule.py", "tests/documents/test_strict_json.py"],
        cwd=clone,
        env=environment(clone),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    for name in (
        "SQLite",
        "PostgreSQL",
        "Valkey, Redis",
        "vectors",
        "npm peers",
        "npm clients",
        "Chromium",
    ):
        assert re.search(rf"^{name} +\S", run.stdout, re.MULTILINE), name
