"""A run that may leave nothing out fails where something lacks; any other says so and passes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UNREACHABLE = "postgres://root@127.0.0.1:1/test"


@pytest.mark.parametrize(("strict", "status"), [("", 0), ("1", 1)])
def test_a_database_that_lacks_is_a_failure_in_a_strict_run_alone(strict, status):
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "not long", "tests/test_languages.py"],
        cwd=ROOT,
        env=os.environ | {"WALLET_TEST_STRICT": strict, "WALLET_TEST_POSTGRES_URL": UNREACHABLE},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "PostgreSQL      skipped" in run.stdout
    assert run.returncode == status
