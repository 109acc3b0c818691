"""The path: its order, what a failure leaves unasked, and the words and answers of the report."""

from datetime import timedelta

import pytest

from tests.fixtures.issuer import REMOVED
from tests.verification.samples import (
    NOW,
    PROFILE,
    TOKEN_KEY,
    Answering,
    did_of,
    examine,
    found,
    profile,
    signed,
    token,
)
from wallet.verification.case import KnownIdentities
from wallet.verification.checks import CHECKS
from wallet.verification.codes import Code
from wallet.verification.finding import Outcome, VerificationAnswer
from wallet.verification.verify import refuse

STATUS = {"id": "https://a.example/1", "type": "1EdTechRevocationList"}


async def test_every_check_reports_once_and_in_the_order_of_the_path():
    for badge in (signed(), signed(after={"/name": "Other"}), token()):
        report = (await examine(badge)).report
        assert [finding.check for finding in report.findings] == list(CHECKS)


async def test_a_pass_has_no_code_and_nobody_to_mend_it():
    for finding in (await examine(signed())).report.findings:
        if finding.outcome is Outcome.PASS:
            assert (finding.code, finding.mender) == (None, None)
            assert finding.message.startswith(CHECKS[finding.check].in_order)


async def test_after_a_failure_the_rest_is_an_attacker_s_text():
    sources = Answering({"https://a.example/1": {}})
    forged = token({"/credentialStatus": STATUS})
    forged = f"{forged[:-8]}AAAAAAAA"
    known = KnownIdentities(("ada@example.org",), ("mailto:ada@example.org",))
    examined = await examine(forged, sources, known=known)
    assert (examined.report.integrity, sources.asked) == ("BROKEN", [])
    for finding in examined.report.findings:
        if finding.answer is not VerificationAnswer.INTEGRITY:
            assert (finding.code, finding.outcome) == ("NOT_REACHED", "SKIPPED")
    answers = examined.report
    assert (answers.standing, answers.trust, answers.recipient) == (
        "UNKNOWN",
        "NONE",
        "NOT_CHECKED",
    )


async def test_a_doubt_is_carried_on_and_never_becomes_a_pass():
    badge = token({"/issuer/id": PROFILE}, key_id=f"{PROFILE}#key")
    report = (await examine(badge)).report
    assert (report.integrity, report.verdict, report.trust) == ("UNKNOWN", "INCOMPLETE", "NONE")


@pytest.mark.parametrize(
    ("issuer", "trust"),
    [(None, "KEY_ONLY"), (PROFILE, "DOMAIN")],
    ids=["a-bare-key", "a-site"],
)
async def test_what_stands_behind_the_issuer(issuer, trust):
    edits = {"/issuer/id": issuer} if issuer else {}
    key_id = f"{PROFILE}#key" if issuer else None
    examined = await examine(token(edits, key_id=key_id), {PROFILE: profile(TOKEN_KEY)})
    assert (examined.report.verdict, examined.report.trust) == ("VERIFIED", trust)


async def test_a_report_is_fresh_for_a_day_or_until_its_dates_change_the_answer():
    assert (await examine(signed())).report.fresh_until == NOW + timedelta(days=1)
    soon = NOW + timedelta(hours=1)
    for member in ("validFrom", "validUntil"):
        report = (await examine(signed({f"/{member}": soon.isoformat()}))).report
        assert report.fresh_until == soon


async def test_the_moment_asked_about_is_not_the_moment_of_the_run():
    past = NOW - timedelta(days=400)
    report = (await examine(signed(), now=past)).report
    assert (report.as_of, report.checked_at) == (past, NOW)
    assert report.standing == "NOT_YET_VALID"


async def test_a_stranger_s_words_in_a_finding_are_short_and_hide_nothing():
    said = "\u202e" + "\x07" + "x" * 100_000
    listed = {
        "issuer": did_of(TOKEN_KEY),
        "revokedCredential": [
            {"id": "urn:uuid:6c2f1d1e-0f2a-4b53-9d53-5f0d6a1d7a10", "revocationReason": said}
        ],
    }
    examined = await examine(token({"/credentialStatus": STATUS}), {STATUS["id"]: listed})
    finding = found(examined, "status.revocation")
    assert finding.code == "REVOKED"
    assert "The issuer says" in finding.message
    assert len(finding.message) < 1000
    assert not {"\u202e", "\x07"} & set(finding.message)


async def test_a_pointer_and_an_address_of_a_stranger_s_making_are_short():
    name = "x" * 10_000
    examined = await examine(signed(after={f"/{name}": "y"}))
    finding = found(examined, "jsonld.signed_fields")
    assert finding.outcome == "FAIL"
    assert len(finding.pointer or "") + len(finding.message) < 2000
    far = {**STATUS, "id": f"https://a.example/{name}"}
    finding = found(await examine(token({"/credentialStatus": far})), "status.revocation")
    assert len(finding.looked_at or "") <= 2048


@pytest.mark.parametrize("code", [code for code in Code if code.outcome is not Outcome.SKIPPED])
def test_a_refusal_never_reads_as_good(code):
    report = refuse(code, "So it is.", NOW)
    assert [finding.check for finding in report.findings] == list(CHECKS)
    assert report.verdict in {"NOT_VERIFIED", "INCOMPLETE"}
    assert report.standing == "UNKNOWN"
    if any(f.outcome is Outcome.FAIL for f in report.findings) and code.outcome is Outcome.FAIL:
        told = [f for f in report.findings if f.code == code.name]
        assert all("So it is." in finding.message for finding in told)


async def test_an_issuer_without_an_id_is_nobody():
    examined = await examine(signed(after={"/issuer/id": REMOVED}))
    assert found(examined, "schema.canonical").code == "SCHEMA_INVALID"
    assert examined.report.verdict == "NOT_VERIFIED"
