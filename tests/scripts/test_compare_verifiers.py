"""Other people's files by other people's verifiers: each difference has a reason."""

import re
import subprocess
from pathlib import Path

import pytest

from scripts.campaigns.verifier_differences import DIFFERENCES, Seen, why
from tests.fixtures.peers import needs_node
from tests.vectors import needs_vectors

ROOT = Path(__file__).parents[2]


@pytest.mark.long
@needs_node
@needs_vectors
def test_where_we_differ_from_others_it_says_why():
    done = subprocess.run(
        [ROOT / "scripts/campaigns/compare_verifiers"],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    files, *_ = re.findall(r"^(\d+) files", done.stdout)
    assert int(files) >= 200
    alike = dict(re.findall(r"^(\S+) +(\d+) +\d+ +\d+$", done.stdout, re.MULTILINE))
    assert all(
        int(alike[peer]) > 30 for peer in ("digitalbazaar", "verifier-core", "openbadgeslib")
    )


def test_a_difference_that_nobody_has_argued_for_is_none():
    forged = Seen("valid", frozenset())
    theirs = {"verdict": "invalid", "reason": "Invalid signature."}
    assert why("digitalbazaar", "a/file.json", forged, theirs) is None


def test_no_reason_excuses_a_credential_that_others_refuse_by_its_signature():
    accepted = [known for known in DIFFERENCES if known.ours == "valid"]
    assert accepted
    for known in accepted:
        forged = Seen("valid", frozenset({known.code} - {""}))
        for said in ("Invalid signature.", "invalid_signature: The signature is not valid."):
            theirs = {"verdict": "invalid", "reason": said}
            for peer in ("digitalbazaar", "openbadgeslib", "verifier-core"):
                assert why(peer, "a/b.json", forged, theirs) is None, known.sentence
