"""From findings to the four answers and the verdict: silence is no pass, a skip counts nothing."""

from datetime import UTC, datetime
from itertools import product

import pytest

from wallet.verification.checks import CHECKS
from wallet.verification.codes import Code
from wallet.verification.finding import Finding, Outcome, VerificationAnswer
from wallet.verification.report import (
    Integrity,
    Standing,
    Verdict,
    integrity_of,
    recipient_of,
    standing_of,
    verdict_of,
)

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def finding(check, outcome, code=None):
    answer = CHECKS[check].answer
    return Finding(check, answer, Outcome(outcome), code, "", NOW)


SIGNED = finding("proof.signature", "PASS")
SHOWN = finding("issuer.hosting_scope", "PASS")
IN_TIME = finding("validity.period", "PASS")


@pytest.mark.parametrize(
    ("findings", "integrity"),
    [
        ([], "UNKNOWN"),
        ([finding("intake.parse", "PASS")], "UNKNOWN"),
        ([finding("proof.signature", "SKIPPED")], "UNKNOWN"),
        ([finding("proof.signature", "UNKNOWN")], "UNKNOWN"),
        ([SIGNED], "INTACT"),
        ([SHOWN], "INTACT"),
        ([finding("issuer.hosting_scope", "WARN")], "INTACT"),
        ([SIGNED, finding("proof.set", "SKIPPED")], "INTACT"),
        ([SIGNED, finding("jsonld.contexts", "UNKNOWN")], "UNKNOWN"),
        ([SIGNED, finding("issuer.key_binding", "FAIL")], "BROKEN"),
        ([SIGNED, finding("proof.set", "UNKNOWN"), finding("proof.claims", "FAIL")], "BROKEN"),
        ([SIGNED, finding("validity.period", "FAIL", "EXPIRED")], "INTACT"),
    ],
)
def test_integrity(findings, integrity):
    assert integrity_of(findings) == integrity
    assert integrity_of(reversed(findings)) == integrity


@pytest.mark.parametrize(
    ("findings", "standing"),
    [
        ([], "UNKNOWN"),
        ([finding("validity.period", "SKIPPED")], "UNKNOWN"),
        ([IN_TIME], "CURRENT"),
        ([finding("validity.period", "WARN")], "CURRENT"),
        ([IN_TIME, finding("status.revocation", "SKIPPED")], "CURRENT"),
        ([IN_TIME, finding("status.revocation", "UNKNOWN")], "UNKNOWN"),
        ([IN_TIME, finding("status.revocation", "FAIL", "STATUS_LIST_INVALID")], "UNKNOWN"),
        ([IN_TIME, finding("status.revocation", "FAIL", "REVOKED")], "REVOKED"),
        ([IN_TIME, finding("status.suspension", "FAIL", "SUSPENDED")], "SUSPENDED"),
        ([finding("validity.period", "FAIL", "EXPIRED")], "EXPIRED"),
        ([finding("validity.period", "FAIL", "NOT_YET_VALID")], "NOT_YET_VALID"),
        (
            [
                finding("validity.period", "FAIL", "EXPIRED"),
                finding("status.revocation", "FAIL", "REVOKED"),
            ],
            "REVOKED",
        ),
        (
            [
                finding("validity.period", "FAIL", "EXPIRED"),
                finding("status.revocation", "UNKNOWN"),
            ],
            "EXPIRED",
        ),
    ],
)
def test_standing(findings, standing):
    assert standing_of(findings) == standing


@pytest.mark.parametrize("code", list(Code), ids=lambda code: code.name)
def test_no_failure_about_standing_leaves_it_current(code):
    for check in CHECKS.values():
        fails = check.answer is VerificationAnswer.STANDING and code in check.codes
        if fails and code.outcome in {Outcome.FAIL, Outcome.UNKNOWN}:
            seen = finding(check.name, code.outcome, code.name)
            assert standing_of([IN_TIME, seen]) is not Standing.CURRENT


@pytest.mark.parametrize(("integrity", "standing"), [*product(Integrity, Standing)])
def test_the_verdict_is_a_function_of_two_answers(integrity, standing):
    verdict = verdict_of(integrity, standing, [SIGNED, IN_TIME])
    if integrity is Integrity.BROKEN or standing not in {Standing.CURRENT, Standing.UNKNOWN}:
        assert verdict is Verdict.NOT_VERIFIED
    elif Integrity.UNKNOWN is integrity or standing is Standing.UNKNOWN:
        assert verdict is Verdict.INCOMPLETE
    else:
        assert verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    ("check", "verdict"),
    [
        ("intake.unbake", Verdict.VERIFIED_WITH_WARNINGS),
        ("status.revocation", Verdict.VERIFIED_WITH_WARNINGS),
        ("issuer.name", Verdict.VERIFIED),
        ("recipient.identity", Verdict.VERIFIED),
    ],
)
def test_a_remark_counts_where_its_answer_does(check, verdict):
    remark = finding(check, "WARN")
    assert verdict_of(Integrity.INTACT, Standing.CURRENT, [SIGNED, remark]) is verdict


@pytest.mark.parametrize(
    ("outcome", "code", "recipient"),
    [
        ("PASS", None, "MATCHED"),
        ("WARN", "RECIPIENT_WEAK_HASH", "MATCHED"),
        ("WARN", "RECIPIENT_UNPROVEN", "UNPROVEN"),
        ("WARN", "RECIPIENT_NOT_NAMED", "NOT_NAMED"),
        ("SKIPPED", "RECIPIENT_NOT_CHECKED", "NOT_CHECKED"),
        ("SKIPPED", "NOT_REACHED", "NOT_CHECKED"),
    ],
)
def test_the_recipient(outcome, code, recipient):
    assert recipient_of([SIGNED, finding("recipient.identity", outcome, code)]) == recipient
    assert recipient_of([SIGNED]) == "NOT_CHECKED"
