"""Codes belong to checks, exist wherever they are named, and only grow (`codes.txt`)."""

import ast
import re
from pathlib import Path

import pytest

import wallet
from wallet.credentials.credential import CredentialFormat, Securing
from wallet.proofs.analysis import Way
from wallet.verification.checks import CHECKS
from wallet.verification.codes import Code
from wallet.verification.finding import Outcome, VerificationAnswer

WALLET = Path(wallet.__file__).parent
KEPT = Path(__file__).parent / "codes.txt"
CHECK_TESTS = Path(__file__).parent / "checks"
NEVER_PASSES = {"issuer.page"}
ANY_CHECK = {Code.DOES_NOT_APPLY, Code.NOT_REACHED}
NO_CODES = {
    *CredentialFormat,
    *Securing,
    *Way,
    "OPEN_BADGES_2",
    "DID_METHODS",
    "LD_LIBRARY_PATH",
    "LC_ALL",
}


def test_codes_only_grow():
    kept = dict(line.split() for line in KEPT.read_text().splitlines())
    current = {code.name: code.outcome.value for code in Code}
    for name, outcome in kept.items():
        assert current.get(name) == outcome, (
            f"{name} was {outcome}: stored reports know it; make another code instead"
        )
    assert current.keys() == kept.keys(), f"append {current.keys() - kept.keys()} to {KEPT.name}"


def test_every_code_belongs_to_a_check():
    used = {code for check in CHECKS.values() for code in check.codes}
    idle = set(Code) - used - ANY_CHECK
    assert not idle, f"{idle}: name it in the `codes` of the check that finds it"
    assert not used & ANY_CHECK, "these two are for every check; list neither"


@pytest.mark.parametrize("code", list(Code), ids=lambda code: code.name)
def test_a_code_says_what_is_and_who_can_mend_it(code):
    assert code.outcome is not Outcome.PASS
    assert code.sentence.endswith(".")
    assert code.mender is not None or code.outcome is Outcome.SKIPPED


def test_the_checks_of_integrity_stand_before_those_that_rest_on_it():
    answers = [check.answer for check in CHECKS.values()]
    assert VerificationAnswer.INTEGRITY not in answers[answers.index(VerificationAnswer.STANDING) :]


def written_codes(path):
    """Return every string of a module that is written like a code."""
    return {
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+", node.value)
    }


@pytest.mark.parametrize("room", ["documents", "credentials", "proofs"])
def test_the_rooms_below_name_no_code_that_does_not_exist(room):
    for path in sorted((WALLET / room).rglob("*.py")):
        unknown = written_codes(path) - {code.name for code in Code} - NO_CODES
        assert not unknown, f"{path.relative_to(WALLET.parent)}: {unknown} is in no `Code`"


def test_codes_are_found_in_a_module():
    assert written_codes(WALLET / "documents" / "strict_json.py") > {"JSON_DUPLICATE_KEY"}


def outcomes_named(path):
    """Return the codes that the tests of a module name, and PASS where they name a pass."""
    nodes = [*ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    texts = {node.value for node in nodes if isinstance(node, ast.Constant)}
    members = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    passes = {"PASS"} if "PASS" in texts | members else set()
    return ({text for text in texts if isinstance(text, str)} | members | passes) & {
        "PASS",
        *(code.name for code in Code),
    }


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_each_outcome_of_a_check_is_in_its_tests(check):
    path = CHECK_TESTS / f"test_{check.name.replace('.', '_')}.py"
    possible = {code.name for code in check.codes} | {"PASS"}
    missing = possible - outcomes_named(path)
    if check.name in NEVER_PASSES:
        missing.discard("PASS")
    assert not missing, f"{path.name}: write a test that ends in {sorted(missing)}"
