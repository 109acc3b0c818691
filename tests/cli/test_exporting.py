"""`wallet export`, as somebody types it."""

from stat import S_IMODE
from zipfile import ZipFile

import pytest

from tests.cli.test_commands import run
from tests.credentials.test_blockcerts import VERSION_2
from tests.learner.test_exporting import VC, spaced

__all__ = ["run"]


@pytest.fixture
def filled(run, tmp_path):
    (tmp_path / "chain.json").write_bytes(spaced(VERSION_2))
    (tmp_path / "other.json").write_bytes(spaced(VC))
    run("import", "--for", "ada@example.org", "chain.json", "other.json")
    return tmp_path


def test_a_wallet_is_written_and_imported_again(run, filled):
    said = run("export", "--for", "ada@example.org", "wallet.zip").stdout
    assert "wallet.zip: 2 credentials" in said
    assert S_IMODE((filled / "wallet.zip").stat().st_mode) == 0o600
    with ZipFile(filled / "wallet.zip") as opened:
        assert opened.read("credentials/0001.json") == spaced(VERSION_2)
        assert any(name.startswith("reports/") for name in opened.namelist())
    run("export", "--for", "ada@example.org", "--no-reports", "bare.zip")
    run("import", "--for", "bob@example.org", "wallet.zip")
    run("export", "--for", "bob@example.org", "--no-reports", "again.zip")
    assert (filled / "again.zip").read_bytes() == (filled / "bare.zip").read_bytes()
    assert not list(filled.glob("*.part"))


def test_a_file_that_is_there_is_left_alone(run, filled):
    (filled / "wallet.zip").write_text("precious")
    done = run("export", "--for", "ada@example.org", "wallet.zip", exit_status=2)
    assert "there already" in done.stderr
    assert (filled / "wallet.zip").read_text() == "precious"


def test_an_empty_wallet_is_refused_in_a_sentence(run):
    run("token", "new@example.org")
    done = run("export", "--for", "new@example.org", "wallet.zip", exit_status=2)
    assert "import a badge first" in done.stderr


def test_nobody_s_wallet_is_refused_and_no_account_is_made(run):
    for _ in range(2):
        done = run("export", "--for", "nobody@example.org", "wallet.zip", exit_status=2)
        assert "There is no account of nobody@example.org." in done.stderr
