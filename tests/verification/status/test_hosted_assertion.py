"""A hosted assertion stands as long as its own address shows it."""

import pytest

from tests.verification.samples import encoded, found
from tests.verification.status.lists import examine


async def read(issuer, intake, edits=None, http_status=200):
    assertion = issuer.open_badge_2(edits, http_status=http_status)
    return await examine(encoded(assertion).decode(), intake)


async def test_what_is_shown_stands(issuer, issuer_intake):
    examined = await read(issuer, issuer_intake)
    finding = found(examined, "status.revocation")
    assert (finding.outcome, finding.source) == ("PASS", "LIVE")
    assert finding.looked_at == examined.credential.id


@pytest.mark.parametrize("http_status", [200, 404, 410])
@pytest.mark.parametrize("revoked", [True, "true", "True"], ids=repr)
async def test_what_says_that_it_is_revoked_is(issuer, issuer_intake, http_status, revoked):
    examined = await read(issuer, issuer_intake, {"/revoked": revoked}, http_status)
    assert found(examined, "status.revocation").code == "REVOKED"


@pytest.mark.parametrize("revoked", [False, "false", None], ids=repr)
async def test_what_says_that_it_is_not_revoked_stands(issuer, issuer_intake, revoked):
    examined = await read(issuer, issuer_intake, {"/revoked": revoked})
    assert found(examined, "status.revocation").outcome == "PASS"


async def test_gone_without_a_word_is_revoked(issuer, issuer_intake):
    assertion = issuer.open_badge_2()
    issuer.hosts_at(assertion["id"], 410)
    examined = await examine(encoded(assertion).decode(), issuer_intake)
    assert (examined.report.standing, examined.report.verdict) != ("CURRENT", "VERIFIED")
    finding = found(examined, "status.revocation")
    assert (finding.code, finding.outcome) == ("REVOKED", "FAIL")


async def test_a_stub_that_tells_the_reason_is_quoted(issuer, issuer_intake):
    assertion = issuer.open_badge_2()
    stub = {
        "@context": assertion["@context"],
        "type": "Assertion",
        "id": assertion["id"],
        "revoked": True,
        "revocationReason": "Awarded twice.",
    }
    issuer.hosts_at(assertion["id"], 200, stub)
    examined = await examine(encoded(assertion).decode(), issuer_intake)
    assert "Awarded twice." in found(examined, "status.revocation").message
    assert (examined.report.standing, examined.report.verdict) == ("REVOKED", "NOT_VERIFIED")


@pytest.mark.parametrize(("http_status", "body"), [(404, b""), (500, b"{}"), (200, b"<html>")])
async def test_an_issuer_that_is_gone_has_withdrawn_nothing(
    issuer, issuer_intake, http_status, body
):
    assertion = issuer.open_badge_2()
    issuer.hosts_at(assertion["id"], http_status, body)
    examined = await examine(encoded(assertion).decode(), issuer_intake)
    finding = found(examined, "status.revocation")
    assert (finding.code, finding.outcome) == ("STATUS_UNREACHABLE", "UNKNOWN")
    assert examined.report.verdict == "INCOMPLETE"


async def test_an_assertion_without_a_home_is_not_asked_about(issuer, issuer_intake):
    homeless = {k: v for k, v in issuer.open_badge_2().items() if k != "id"}
    examined = await examine(encoded(homeless).decode(), issuer_intake)
    assert examined.report.integrity == "BROKEN"
    assert found(examined, "status.revocation").code == "NOT_REACHED"
