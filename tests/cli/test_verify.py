"""`wallet verify` as somebody types it: words, JSON and exit status.

A run of the command costs a second, so each run asks for much.
"""

import asyncio
import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from tests.documents.pngs import png, text
from tests.vectors import DCC, OB30, VECTORS, needs_vectors
from tests.verification.samples import PROFILE, TOKEN_KEY, did_of, encoded, profile, signed, token
from tests.verification.within import record_token
from wallet.cli import verifying
from wallet.cli.commands import app
from wallet.cli.verifying import as_json, exit_status, show, verify_inputs
from wallet.verification.checks import CHECKS

WALLET = str(Path(sys.executable).parent / "wallet")
GOOD = signed()
SOON_OVER = signed({"/validUntil": "2026-06-01T00:00:00Z"})
REVOCATIONS = "https://workshop.example/revoked"
REVOKED = token({"/credentialStatus": {"id": REVOCATIONS, "type": "1EdTechRevocationList"}})
BY_PROFILE = token({"/issuer/id": PROFILE}, key_id=f"{PROFILE}#key")

FILES = {
    "good.json": GOOD,
    "remarked.json": signed(suite="eddsa-2022"),
    "altered.json": signed(after={"/name": "Neurosurgery"}),
    "expired.json": SOON_OVER,
    "revoked.jwt": REVOKED,
    "doubted.jwt": BY_PROFILE,
    "several.json": [GOOD, signed(after={"/name": "Neurosurgery"}), SOON_OVER],
    "baked.png": png(text(encoded(GOOD), b"openbadgecredential")),
    "profile.json": profile(),
    "record.jwt": record_token(GOOD, signed(after={"/name": "Neurosurgery"}), key=TOKEN_KEY),
    "rubbish.bin": b"\x00\x01\x02",
    "twice.json": b'{"name": 1, "name": 2}',
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("badges")
    for name, content in FILES.items():
        (place / name).write_bytes(encoded(content))
    web = place / "web"
    web.mkdir()
    listed = {"issuer": did_of(TOKEN_KEY), "revokedCredential": [GOOD["id"]]}
    (web / "revoked.json").write_bytes(encoded(listed))
    (web / "profile.json").write_bytes(encoded(profile(TOKEN_KEY)))
    (web / "badge.json").write_bytes(encoded(GOOD))
    (web / "index.json").write_bytes(
        encoded(
            {
                REVOCATIONS: "revoked.json",
                PROFILE: "profile.json",
                "https://workshop.example/badge": "badge.json",
            }
        )
    )
    empty = place / "empty"
    empty.mkdir()
    (empty / "index.json").write_bytes(b"[]")
    broken = place / "broken"
    broken.mkdir()
    (broken / "index.json").write_bytes(b"{")
    return place


def run(folder, *arguments, sources="web", **environment):
    shown = ("--sources", sources) if sources else ()
    return subprocess.run(
        [WALLET, "verify", *arguments, *shown],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={"PATH": "/usr/bin:/bin", "COLUMNS": "200", "LANG": "C.UTF-8", **environment},
    )


@pytest.fixture(scope="module")
def everything(folder):
    """One run over all of the files, as JSON."""
    ran = run(folder, *FILES, "https://workshop.example/badge", "--json")
    return ran.returncode, json.loads(ran.stdout), ran.stderr


@pytest.fixture(scope="module")
def verified(folder):
    """Each of the files, judged while the web says nothing."""
    results = asyncio.run(
        verify_inputs(
            [str(folder / name) for name in FILES],
            folders=[folder / "empty"],
            contexts_folder=None,
            at=None,
            recipient=None,
        )
    )
    return dict(zip(FILES, results, strict=True))


def of(everything, name):
    (one,) = (one for one in everything[1] if one["input"] == name)
    return one


def test_one_object_for_each_input_in_the_order_given(everything):
    exit_code, said, stderr = everything
    assert [one["input"] for one in said] == [*FILES, "https://workshop.example/badge"]
    assert (exit_code, stderr) == (4, "")


def test_each_object_has_the_answers_and_the_checks(everything):
    for one in everything[1]:
        assert {"input", "verdict", "integrity", "standing", "trust", "checks"} <= one.keys()
        assert [check["name"] for check in one["checks"]] == list(CHECKS)
        for check in one["checks"]:
            assert {"name", "outcome", "code", "message"} <= check.keys()
            assert (check["code"] is None) is (check["outcome"] == "PASS")
            assert check["message"]


@pytest.mark.parametrize(
    ("name", "verdict", "integrity", "standing", "code"),
    [
        ("good.json", "VERIFIED", "INTACT", "CURRENT", None),
        ("baked.png", "VERIFIED", "INTACT", "CURRENT", None),
        ("https://workshop.example/badge", "VERIFIED", "INTACT", "CURRENT", None),
        ("remarked.json", "VERIFIED_WITH_WARNINGS", "INTACT", "CURRENT", "SUITE_DEPRECATED"),
        ("altered.json", "NOT_VERIFIED", "BROKEN", "UNKNOWN", "SIGNATURE_INVALID"),
        ("expired.json", "NOT_VERIFIED", "INTACT", "EXPIRED", "EXPIRED"),
        ("revoked.jwt", "NOT_VERIFIED", "INTACT", "REVOKED", "REVOKED"),
        ("doubted.jwt", "VERIFIED", "INTACT", "CURRENT", None),
        ("profile.json", "NOT_VERIFIED", "BROKEN", "UNKNOWN", "FORMAT_UNKNOWN"),
        ("rubbish.bin", "NOT_VERIFIED", "BROKEN", "UNKNOWN", "FORMAT_UNKNOWN"),
        ("twice.json", "NOT_VERIFIED", "BROKEN", "UNKNOWN", "JSON_DUPLICATE_KEY"),
    ],
)
def test_each_verdict_has_its_reason(everything, name, verdict, integrity, standing, code):
    one = of(everything, name)
    assert (one["verdict"], one["integrity"], one["standing"]) == (verdict, integrity, standing)
    codes = {c["code"] for c in one["checks"] if c["outcome"] in {"WARN", "FAIL", "UNKNOWN"}}
    assert codes == ({code} if code else set())


def test_several_credentials_have_the_worst_on_top_and_all_below(everything):
    one = of(everything, "several.json")
    assert (one["verdict"], one["integrity"]) == ("NOT_VERIFIED", "BROKEN")
    verdicts = [each["verdict"] for each in one["credentials"]]
    assert verdicts == ["VERIFIED", "NOT_VERIFIED", "NOT_VERIFIED"]
    assert "credentials" not in of(everything, "good.json")


def test_the_tree_says_why_in_words(folder):
    ran = run(folder, "altered.json", "expired.json", "revoked.jwt", "good.json")
    assert ran.returncode == 1
    for words in (
        "altered after signing",
        "The credential has expired. It ended on 1 June 2026.",
        "The issuer has withdrawn this credential.",
        "The issuer made exactly this, and it holds today.",
        "Soldering",
        "Example Workshop",
        "proof.signature",
        "SIGNATURE_INVALID",
    ):
        assert words in ran.stdout, words
    assert "issuer.registry" not in ran.stdout
    assert "\x1b[" not in ran.stdout


def test_another_moment_another_answer(folder):
    ran = run(
        folder, "expired.json", "good.json", "--json", "--at", "2026-05-01", "--recipient",
        "ada@example.org",
    )  # fmt: skip
    expired, good = json.loads(ran.stdout)
    assert (ran.returncode, expired["verdict"], expired["standing"]) == (0, "VERIFIED", "CURRENT")
    assert expired["asOf"].startswith("2026-05-01")
    assert good["recipient"] == "MATCHED"


def test_another_person_and_a_web_that_says_nothing(folder):
    ran = run(
        folder, "doubted.jwt", "good.json", "--json", "--recipient", "eve@example.org",
        sources="empty",
    )  # fmt: skip
    doubted, good = json.loads(ran.stdout)
    assert (ran.returncode, doubted["verdict"]) == (3, "INCOMPLETE")
    assert (good["verdict"], good["recipient"]) == ("VERIFIED", "UNPROVEN")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("missing.json",), "missing.json"),
        (("good.json", "--at", "soon"), "soon"),
        (("good.json", "--sources", "nowhere"), "nowhere"),
        (("good.json", "--sources", "broken"), "index.json"),
        ((), "Missing argument"),
    ],
    ids=["a-missing-file", "no-time", "no-sources", "broken-sources", "nothing"],
)
def test_a_usage_error_is_told_before_any_work(folder, monkeypatch, arguments, words):
    monkeypatch.chdir(folder)
    ran = CliRunner().invoke(app, ["verify", *arguments])
    assert ran.exit_code == 2
    assert words in ran.stderr
    assert ran.stdout == ""


@pytest.mark.parametrize(
    ("names", "status"),
    [
        (("good.json",), 0),
        (("remarked.json",), 0),
        (("doubted.jwt",), 3),
        (("altered.json",), 1),
        (("twice.json",), 1),
        (("rubbish.bin",), 4),
        (("good.json", "doubted.jwt"), 3),
        (("doubted.jwt", "altered.json"), 1),
        (("altered.json", "rubbish.bin", "doubted.jwt"), 4),
        (("several.json",), 1),
    ],
    ids=lambda given: given if isinstance(given, int) else " ".join(given),
)
def test_the_worst_of_the_inputs_is_the_exit_status(verified, names, status):
    assert exit_status([verified[name] for name in names]) == status


def test_what_lies_within_is_told_with_its_own_verdict(verified):
    (said,) = json.loads(as_json([verified["record.jwt"]]))
    assert said["verdict"] == "VERIFIED"
    good, altered = said["within"]
    assert (good["kind"], good["verdict"], good["code"]) == ("PART", "VERIFIED", None)
    assert (good["name"], good["issuer"]["name"]) == ("Soldering", "Example Workshop")
    assert (altered["verdict"], altered["code"]) == ("NOT_VERIFIED", "CHILD_INVALID")
    console = Console(width=200, record=True, file=StringIO())
    show([verified["record.jwt"]], console, every_check=False)
    shown = console.export_text()
    assert "Soldering by Example Workshop  CHILD_INVALID" in shown
    assert exit_status([verified["record.jwt"]]) == 0


@needs_vectors
def test_other_people_s_badges(folder):
    named = {
        OB30 / "simple-noproof.json": ("NOT_VERIFIED", "NO_PROOF"),
        OB30 / "simple-err-context.json": ("NOT_VERIFIED", "CONTEXT_ORDER"),
        OB30 / "simple-json.png": ("INCOMPLETE", "KEY_URL_UNREACHABLE"),
        OB30 / "simple-jwt.svg": ("INCOMPLETE", "KEY_URL_UNREACHABLE"),
    }
    good = DCC / "verifiableCredentials/v2/dataIntegrityProof/didKey"
    pattern = "*noStatus-notExpired-complexIssuer.json"
    named |= dict.fromkeys(good.glob(pattern), ("VERIFIED", None))
    ran = run(folder, *map(str, named), "--json", sources=str(VECTORS / "contexts"))
    said = {Path(one["input"]): one for one in json.loads(ran.stdout)}
    assert len(said) == len(named) > 4
    for file, (verdict, code) in named.items():
        codes = {c["code"] for c in said[file]["checks"] if c["outcome"] in {"FAIL", "UNKNOWN"}}
        assert said[file]["verdict"].startswith(verdict), (file.name, codes)
        assert code is None or code in codes, (file.name, codes)
    assert ran.returncode == 1


async def test_many_files_are_shared_out_and_answered_as_one_by_one(folder, monkeypatch):
    inputs = [str(folder / name) for name in FILES] * 10
    asked = {"folders": [folder / "web"], "contexts_folder": None, "at": None, "recipient": None}
    one_by_one = await verify_inputs(inputs[: len(FILES)], **asked)
    monkeypatch.setattr(verifying, "MANY", len(inputs))
    shared_out = await verify_inputs(inputs, **asked)
    assert [each.label for each in shared_out] == inputs
    verdicts = [each.worst.report.verdict for each in one_by_one]
    assert [each.worst.report.verdict for each in shared_out] == verdicts * 10
    assert exit_status(shared_out) == exit_status(one_by_one)
