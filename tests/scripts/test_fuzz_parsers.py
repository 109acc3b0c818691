"""The campaign against the parsers: it begins with what is honest, and sees each kind of harm."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from wallet.documents.document import Carrier
from wallet.documents.limits import LIMITS
from wallet.documents.opening import open_documents
from wallet.documents.pdf import texts_in_metadata

ROOT = Path(__file__).parents[2]
CAMPAIGNS = ROOT / "scripts" / "campaigns"
FUZZING = CAMPAIGNS / "fuzzing.py"


@pytest.fixture
def parsers(monkeypatch):
    monkeypatch.syspath_prepend(str(CAMPAIGNS))
    return import_module("parsers")


def test_it_tries_every_parser_that_takes_a_stranger_s_bytes(parsers):
    assert set(parsers.PARSERS) == {
        *("png", "png-text", "svg", "pdf", "xmp", "jose", "json", "zip"),
        *("manifest", "wallet", "opening"),
    }


def test_honest_inputs_are_taken_and_refusals_are_answers(parsers):
    for parser in parsers.PARSERS.values():
        for honest in parser.seeds:
            parser(honest)
        parser(b"")
        parser(b"\xff\x00{")


def test_it_begins_with_metadata_in_which_there_are_badges(parsers):
    (packet,) = parsers.PARSERS["xmp"].seeds
    assert len(texts_in_metadata([packet], LIMITS)) == 3


def test_it_begins_with_a_wallet_that_is_known_as_one(parsers):
    (packed,) = parsers.PARSERS["wallet"].seeds
    first, second = open_documents(packed)
    assert first.carriers[0] is second.carriers[0] is Carrier.WALLET
    assert first.holding.tags == ("a",)


def test_a_crash_and_a_silent_refusal_are_harm(parsers):
    def crash(_):
        raise KeyError("x")

    def silent(_):
        raise parsers.DocumentError("JSON_INVALID", "")

    with pytest.raises(KeyError):
        parsers.Parser(crash, ())(b"")
    with pytest.raises(AssertionError):
        parsers.Parser(silent, ())(b"")


def test_mutations_of_one_seed_are_the_same(monkeypatch):
    monkeypatch.syspath_prepend(str(CAMPAIGNS))
    fuzzing = import_module("fuzzing")
    made = [
        [fuzzing._mutated(b'{"a":1}', chance) for _ in range(50)]
        for chance in (fuzzing.random.Random("1"), fuzzing.random.Random("1"))
    ]
    assert made[0] == made[1]
    assert len(set(made[0])) > 40


def campaign(*arguments, **variables):
    return subprocess.run(
        [sys.executable, str(FUZZING), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={"PATH": "/usr/bin:/bin", **variables},
    )


def test_it_says_its_seed_and_what_it_did(tmp_path):
    done = campaign(
        "--seconds", "2", "--seed", "5", "--only", "json", "jose", "--keep", str(tmp_path),
        WALLET_FUZZ_PLAIN="1",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "seed 5" in done.stdout
    assert "No input did any harm." in done.stdout
    assert done.stdout.count("no harm") == 2


def test_one_input_can_be_tried_again(tmp_path):
    (tmp_path / "input").write_bytes(b"{")
    done = campaign("--only", "json", "--input", str(tmp_path / "input"))
    assert done.stdout == "json: taken or refused\n"


@pytest.mark.long
def test_a_minute_of_it_finds_nothing(tmp_path):
    done = campaign("--seconds", "60", "--keep", str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
