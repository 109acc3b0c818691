"""The tests' own issuer: a real server over TLS, reached by the real fetcher."""

import pytest

from tests.demonstration.examining import examine, reasons
from tests.demonstration.test_badges import GOOD
from tests.fixtures.issuer import OTHER_HOST, REMOVED, edited
from wallet.demonstration import RECIPIENT, awards
from wallet.intake import Examined
from wallet.store.json_text import encode
from wallet.verification.case import KnownIdentities
from wallet.verification.report import Verdict


async def judge(content, intake):
    text = content if isinstance(content, str) else encode(content)
    (document,) = intake.documents_in(text.encode())
    examined = await intake.examine(document, known=KnownIdentities((RECIPIENT,)))
    assert isinstance(examined, Examined), examined
    return examined


async def test_answers_what_it_was_told_at_any_of_its_hosts(issuer, issuer_sources):
    url = issuer.hosts("/said", 410, {"revoked": True}, "application/ld+json", host=OTHER_HOST)
    answer = await issuer_sources.fetch(url)
    assert (answer.http_status, answer.content) == (410, {"revoked": True})
    assert answer.media_type == "application/ld+json"


async def test_what_it_was_not_told_is_missing_and_lost_hosts_are_not_found(issuer, issuer_sources):
    assert (await issuer_sources.fetch(issuer.url("/never"))).http_status == 404
    issuer.lost_hosts.add(OTHER_HOST)
    lost = await issuer_sources.fetch(issuer.url("/never", OTHER_HOST))
    assert lost.http_status is None


async def test_the_demonstration_verifies_over_the_network_too(issuer, issuer_intake):
    demonstration = issuer.hosts_demonstration()
    for slug in (parameter.values[0] for parameter in GOOD):
        examined = await examine(demonstration.badge(slug), issuer_intake)
        assert examined.report.verdict is Verdict.VERIFIED, (slug, reasons(examined))


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-2022", "Ed25519Signature2020"])
async def test_credentials_are_edited_before_they_are_signed_or_after(issuer, issuer_intake, suite):
    renamed = {"/credentialSubject/achievement/name": "Renamed"}
    before = await judge(issuer.open_badge_3(renamed, suite=suite), issuer_intake)
    after = await judge(issuer.open_badge_3(after=renamed, suite=suite), issuer_intake)
    assert before.report.verdict.value.startswith("VERIFIED")
    assert dict(before.credential.title) == {"und": "Renamed"}
    assert ("proof.signature", "SIGNATURE_INVALID") in reasons(after)


async def test_a_set_bit_revokes(issuer, issuer_intake):
    badge = issuer.open_badge_3(has_status=True)
    assert (await judge(badge, issuer_intake)).report.verdict is Verdict.VERIFIED
    issuer.revokes(awards.DATA_ANALYSIS)
    assert ("status.revocation", "REVOKED") in reasons(await judge(badge, issuer_intake))


async def test_tokens_name_their_key_or_bring_it(issuer, issuer_intake):
    for token in (issuer.open_badge_3_token(), issuer.open_badge_3_token(key_id=None)):
        assert (await judge(token, issuer_intake)).report.verdict is Verdict.VERIFIED


async def test_assertions_are_hosted_or_signed(issuer, issuer_intake):
    for badge in (issuer.open_badge_2(), issuer.open_badge_2_token()):
        assert (await judge(badge, issuer_intake)).report.verdict is Verdict.VERIFIED
    gone = issuer.open_badge_2({"/revoked": True}, http_status=410)
    assert ("status.revocation", "REVOKED") in reasons(await judge(gone, issuer_intake))


def test_edits_change_add_and_remove():
    document = {"a": [{"b": 1}], "c/d": 2}
    changed = edited(document, {"/a/0/b": 3, "/a/-": 4, "/c~1d": REMOVED, "/e": None})
    assert changed == {"a": [{"b": 3}, 4], "e": None}
    assert document == {"a": [{"b": 1}], "c/d": 2}
