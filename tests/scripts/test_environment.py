"""How the environment is made, with a Python that only notes what it is asked for."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = ("bash", "cat", "chmod", "cksum", "cp", "dirname", "mkdir", "rm", "tr")
PYTHON = """#!/usr/bin/env bash
printf '%s\\n' "$*" >>"$NOTES"
case "$*" in
  *version_info*) exit "${TOO_OLD:-0}" ;;
  *ensurepip*) exit "${WITHOUT_VENV:-0}" ;;
  "-m venv --clear "*)
    mkdir -p "$4/bin"
    cp "$0" "$4/bin/python" ;;
  "-m pip install "*--editable*) exit "${PIP_FAILS:-0}" ;;
esac
"""


class Clone:
    """A checkout in a folder with spaces, and a machine with hardly anything on it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "a wallet, cloned"
        self.notes = folder / "notes"
        self.tools = folder / "tools"
        (self.root / "scripts").mkdir(parents=True)
        (self.root / "tests").mkdir()
        shutil.copy(ROOT / "scripts" / "environment.sh", self.root / "scripts")
        for name in ("requirements.lock", "tests/requirements.lock", "pyproject.toml"):
            (self.root / name).write_text(f"{name}\n")
        self.tools.mkdir()
        for name in TOOLS:
            (self.tools / name).symlink_to(shutil.which(name))
        (self.tools / "env").symlink_to(shutil.which("env"))
        (self.tools / "python3").write_text(PYTHON)
        (self.tools / "python3").chmod(0o755)

    def make(self, lock="requirements.lock", **settings):
        """Make the environment as a script does; return the run, and what Python was asked for."""
        self.notes.write_text("")
        script = self.root / "scripts" / "run"
        script.write_text(
            "set -euo pipefail\n"
            '. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"\n'
            f"make_environment {lock}\n"
        )
        run = subprocess.run(
            ["bash", "scripts/run"],
            cwd=self.root,
            env={"PATH": str(self.tools), "NOTES": str(self.notes), "CDPATH": ".", **settings},
            capture_output=True,
            text=True,
            check=False,
        )
        return run, self.notes.read_text()


@pytest.fixture
def clone(tmp_path):
    return Clone(tmp_path)


def test_it_is_made_once(clone):
    run, asked = clone.make()
    assert run.returncode == 0, run.stderr
    assert "-m venv --clear" in asked
    assert f"--require-hashes --requirement {clone.root}/requirements.lock" in asked
    assert f"--no-deps --no-build-isolation --editable {clone.root}" in asked
    run, asked = clone.make()
    assert (run.returncode, run.stderr, asked) == (0, "", "")


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_change_installs_again_into_the_same_environment(clone, name):
    clone.make()
    before = (clone.root / name).read_text()
    for text in ("another\n", before):  # and back again
        (clone.root / name).write_text(text)
        run, asked = clone.make()
        assert run.returncode == 0, run.stderr
        assert "-m venv" not in asked.replace("import ensurepip, venv", "")
        assert "--editable" in asked
        assert clone.make()[1] == ""


def test_the_tests_environment_serves_the_wallet_too(clone):
    clone.make("tests/requirements.lock")
    assert clone.make("requirements.lock")[1] == ""


def test_the_wallets_environment_is_not_enough_for_the_tests(clone):
    clone.make("requirements.lock")
    assert "tests/requirements.lock" in clone.make("tests/requirements.lock")[1]


def test_what_was_interrupted_is_done_again(clone):
    run, _ = clone.make(PIP_FAILS="1")
    assert run.returncode == 1
    assert "--editable" in clone.make()[1]
    assert clone.make()[1] == ""


def test_a_clone_that_was_moved_makes_its_environment_anew(clone):
    clone.make()
    clone.root = clone.root.rename(clone.root.with_name("moved"))
    assert "-m venv --clear" in clone.make()[1]


def test_an_environment_without_its_python_is_made_anew(clone):
    clone.make()
    (clone.root / ".venv" / "bin" / "python").unlink()
    (clone.root / "requirements.lock").write_text("another\n")
    assert "-m venv --clear" in clone.make()[1]


@pytest.mark.parametrize("lack", ["TOO_OLD", "WITHOUT_VENV"])
def test_where_python_is_not_enough_it_says_what_to_install(clone, lack):
    run, _ = clone.make(**{lack: "1"})
    assert run.returncode == 1
    assert "apt-get install python3 python3-venv" in run.stderr
    assert not (clone.root / ".venv").exists()


def test_the_tests_lock_holds_all_that_the_wallets_own_does():
    pinned = {
        name: {line.split()[0] for line in (ROOT / name).read_text().splitlines() if "==" in line}
        for name in ("requirements.lock", "tests/requirements.lock")
    }
    assert pinned["requirements.lock"]
    assert pinned["requirements.lock"] <= pinned["tests/requirements.lock"]


@pytest.mark.parametrize("name", ["requirements.lock", "tests/requirements.lock"])
def test_a_lock_names_hashes_and_no_addresses(name):
    text = (ROOT / name).read_text()
    assert "--hash=sha256:" in text
    assert "://" not in text


def test_every_script_can_be_started():
    for script in ("serve", "test", "bench/verify", "bench/graphql", "campaigns/kill_imports"):
        assert os.access(ROOT / "scripts" / script, os.X_OK), script
