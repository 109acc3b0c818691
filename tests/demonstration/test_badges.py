"""Each badge of the demonstration, judged by the same code as anybody's: verdict and reason."""

import pytest

from tests.demonstration.examining import examine, reasons
from wallet.credentials.credential import CredentialFormat
from wallet.demonstration import Delivery
from wallet.documents.document import Carrier
from wallet.verification.report import (
    Integrity,
    RecipientBinding,
    Standing,
    TrustAnchor,
    Verdict,
)

V2_HOSTED = CredentialFormat.OPEN_BADGES_2_HOSTED
V2_SIGNED = CredentialFormat.OPEN_BADGES_2_SIGNED
V3 = CredentialFormat.OPEN_BADGES_3_LINKED_DATA
V3_JWT = CredentialFormat.OPEN_BADGES_3_JWT

GOOD = [
    pytest.param("laser-cutting", V2_HOSTED, TrustAnchor.DOMAIN, id="hosted-by-its-issuer"),
    pytest.param("workshop-mentor", V2_SIGNED, TrustAnchor.DOMAIN, id="signed-RS256-in-a-png"),
    pytest.param("data-analysis", V3, TrustAnchor.DOMAIN, id="eddsa-rdfc-2022-in-an-svg"),
    pytest.param("research-and-sources", V3, TrustAnchor.KEY_ONLY, id="Ed25519Signature2020"),
    pytest.param("intercultural-communication", V3_JWT, TrustAnchor.DOMAIN, id="ES256-token"),
]
BAD = [
    pytest.param(
        "laboratory-safety",
        Verdict.NOT_VERIFIED,
        (Integrity.INTACT, Standing.REVOKED),
        ("status.revocation", "REVOKED"),
        id="its-bit-is-set",
    ),
    pytest.param(
        "printing-in-3d",
        Verdict.NOT_VERIFIED,
        (Integrity.UNKNOWN, Standing.REVOKED),
        ("status.revocation", "REVOKED"),
        id="its-address-is-gone",
    ),
    pytest.param(
        "first-aid",
        Verdict.NOT_VERIFIED,
        (Integrity.INTACT, Standing.EXPIRED),
        ("validity.period", "EXPIRED"),
        id="it-has-expired",
    ),
    pytest.param(
        "first-programs",
        Verdict.INCOMPLETE,
        (Integrity.UNKNOWN, Standing.UNKNOWN),
        ("issuer.hosting_scope", "HOST_UNREACHABLE"),
        id="its-issuer-has-disappeared",
    ),
    pytest.param(
        "statistics-in-context",
        Verdict.NOT_VERIFIED,
        (Integrity.BROKEN, Standing.UNKNOWN),
        ("proof.signature", "SIGNATURE_INVALID"),
        id="it-was-tampered-with",
    ),
]


@pytest.mark.parametrize(("slug", "form", "trust"), GOOD)
async def test_what_is_good_is_verified_without_a_remark(demonstration, intake, slug, form, trust):
    examined = await examine(demonstration.badge(slug), intake)
    report = examined.report
    assert examined.credential.format is form
    assert report.verdict is Verdict.VERIFIED
    assert (report.trust, report.recipient) == (trust, RecipientBinding.MATCHED)
    assert reasons(examined) == set()


@pytest.mark.parametrize(("slug", "verdict", "answers", "reason"), BAD)
async def test_what_is_not_fails_for_its_reason(
    demonstration, intake, slug, verdict, answers, reason
):
    examined = await examine(demonstration.badge(slug), intake)
    assert examined.report.verdict is verdict
    assert (examined.report.integrity, examined.report.standing) == answers
    assert reason in reasons(examined)


def test_every_badge_is_judged_here(demonstration):
    judged = {parameter.values[0] for parameter in (*GOOD, *BAD)}
    assert {badge.slug for badge in demonstration.badges} == judged


@pytest.mark.parametrize(
    "origin",
    [
        pytest.param("http://127.0.0.1:9000", id="another-port"),
        pytest.param("https://127.0.0.1", id="behind-tls"),
    ],
)
async def test_badges_outlive_a_change_of_port(demonstration, make_intake, origin):
    for slug in (parameter.values[0] for parameter in GOOD):
        examined = await examine(demonstration.badge(slug), make_intake(origin))
        assert examined.report.verdict is Verdict.VERIFIED, slug


async def test_somebody_else_is_not_the_recipient(demonstration, intake):
    for badge in demonstration.badges:
        examined = await examine(badge, intake, "somebody@else.example")
        assert examined.report.recipient is not RecipientBinding.MATCHED, badge.slug


def test_each_way_to_bring_a_badge_is_there(demonstration, intake):
    carriers = {
        document.carriers
        for badge in demonstration.badges
        for document in intake.documents_in(badge.content)
    }
    assert carriers == {
        (Carrier.URL,),
        (Carrier.JSON,),
        (Carrier.JWS,),
        (Carrier.PNG, Carrier.JSON),
        (Carrier.PNG, Carrier.JWS),
        (Carrier.SVG, Carrier.JSON),
    }
    assert {badge.delivery for badge in demonstration.badges} == set(Delivery)


async def test_a_badge_says_enough_to_fill_a_screen(demonstration, intake):
    credential = (await examine(demonstration.badge("data-analysis"), intake)).credential
    achievement = credential.achievement
    assert achievement.criteria
    assert achievement.tags
    assert credential.evidence
    assert {alignment.framework for alignment in achievement.alignments} == {"ESCO"}
    (scale,), (result,) = achievement.result_descriptions, credential.results
    assert result.description == scale.id
    assert (result.value, scale.minimum, scale.maximum) == ({"und": "87"}, "0", "100")


async def test_the_forged_mark_is_better_than_the_real_one(demonstration, intake):
    forged = (await examine(demonstration.badge("statistics-in-context"), intake)).credential
    address = f"{demonstration.issuance.site.url()}/riverbend/credentials/statistics-in-context"
    (document,) = await intake.documents_at(address)
    genuine = await intake.examine(document, known=None)
    assert genuine.report.verdict is Verdict.VERIFIED
    assert genuine.credential.results[0].value == {"und": "58"}
    assert forged.results[0].value == {"und": "98"}
