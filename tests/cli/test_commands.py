"""The `wallet` command, as somebody types it."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from stat import S_IMODE

import pytest

from tests.journeys.person import Person
from wallet.demonstration import RECIPIENT
from wallet.demonstration.awards import LASER_CUTTING

WALLET = str(Path(sys.executable).parent / "wallet")
REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def run(tmp_path):
    """Run the command in an empty folder; its data folder is the default one there."""

    def run(*arguments, exit_status=0, piped="", **variables):
        done = subprocess.run(
            [WALLET, *arguments],
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "200", **variables},
            input=piped,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert done.returncode == exit_status, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done

    return run


def test_without_an_argument_it_says_what_it_can_do(run):
    said = run(exit_status=2).stdout
    for command in (
        "serve",
        "import",
        "verify",
        "migrate",
        "export",
        "export-schema",
        "demo",
        "token",
    ):
        assert re.search(rf"^│ {command}\s", said, re.MULTILINE), command


def test_the_published_schema_is_the_codes(run):
    assert run("export-schema").stdout == (REPOSITORY / "schema.graphql").read_text()


def test_models_and_migrations_agree(run):
    assert run("migrate", "--check").stdout == ""


def test_migrating_twice_is_migrating_once(run, tmp_path):
    run("migrate")
    assert (tmp_path / ".wallet-data/wallet.sqlite3").is_file()
    run("migrate")


def test_a_demonstration_is_filled_and_its_badges_import_with_their_documents(run):
    said = run("demo").stdout
    assert RECIPIENT in said
    assert re.search(r"^Share link\s+http://127\.0\.0\.1:8000/s/\S+$", said, re.MULTILINE)
    address = f"http://127.0.0.1:8000/demo/northwind/assertions/{LASER_CUTTING.slug}.json"
    row = run("import", "--for", "anna@example.org", address).stdout
    assert "ADDED" in row
    assert "VERIFIED" in row


def test_an_import_tells_what_became_of_each_and_fails_if_one_did(run, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear Anna")
    said = run("import", "letter.txt", exit_status=1).stdout
    assert "letter.txt" in said
    assert "FAILED" in said
    assert "no badge" in said


@pytest.mark.parametrize("command", ["import", "verify"])
def test_a_file_that_is_not_there_is_a_usage_error(run, command):
    done = run(command, "nowhere.png", exit_status=2)
    assert done.stderr == "There is no file 'nowhere.png'.\n"


def test_what_a_pipe_brings_is_read_too(run):
    assert "no badge" in run("verify", "/dev/stdin", exit_status=4, piped="Dear Anna").stdout


def test_the_data_folder_is_its_owner_s_alone(run, tmp_path):
    run("migrate")
    assert S_IMODE((tmp_path / ".wallet-data").stat().st_mode) == 0o700


@pytest.mark.parametrize("command", ["import", "verify"])
def test_a_folder_is_called_one(run, command, tmp_path):
    (tmp_path / "badges").mkdir()
    done = run(command, "badges", exit_status=2)
    assert done.stderr == "'badges' is a folder; name the files in it.\n"


@pytest.mark.parametrize(
    ("arguments", "variables", "said"),
    [
        pytest.param(("token", "not an address"), {}, "mail address", id="no address"),
        pytest.param(("migrate",), {"WALLET_PORT": "many"}, "WALLET_PORT", id="no port"),
        pytest.param(
            ("serve",),
            {"WALLET_ENVIRONMENT": "production"},
            "WALLET_PUBLIC_URL",
            id="no public address",
        ),
        pytest.param(
            ("serve",), {"WALLET_SECRET_KEY": "short"}, "WALLET_SECRET_KEY", id="a short key"
        ),
        pytest.param(
            ("serve",), {"WALLET_CORS_ORIGINS": "a.b"}, "WALLET_CORS_ORIGINS", id="no JSON"
        ),
        pytest.param(
            ("migrate",),
            {"WALLET_DATABASE_URL": "postgres://nobody@127.0.0.1:1/wallet"},
            "127.0.0.1",
            id="nobody listens",
        ),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(run, arguments, variables, said):
    done = run(*arguments, exit_status=2, **variables)
    (sentence,) = done.stderr.splitlines()
    assert said in sentence
    assert sentence.endswith(".")


def test_a_port_that_is_taken_is_said(run):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run("serve", "--port", port, exit_status=2)
    assert f"Port {port}" in done.stderr
    assert "--port" in done.stderr


async def test_a_token_signs_its_account_in(wallet_process, run, tmp_path):
    serving = await wallet_process("--no-demo")
    data = str(tmp_path / "data")
    printed = run("token", "anna@example.org", WALLET_DATA_DIR=data).stdout
    async with Person(serving.origin, printed.strip()) as anna:
        viewer = await anna.ask("{ viewer { emails { address isVerified } } }")
    assert viewer["emails"] == [{"address": "anna@example.org", "isVerified": True}]
    assert printed.count("\n") == 1
