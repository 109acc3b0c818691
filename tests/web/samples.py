"""Opened links made by hand: one credential for each thing that a page may have to say."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import UUID

from PIL import Image

from wallet.credentials.credential import (
    Alignment,
    CredentialFormat,
    Evidence,
    ResultDescription,
)
from wallet.sharing.disclosure import DisclosureLevel
from wallet.sharing.shared import (
    OpenedShare,
    SharedAchievement,
    SharedCredential,
    SharedDocument,
    SharedIssuer,
    SharedResult,
)
from wallet.verification.finding import (
    Finding,
    Outcome,
    Party,
    SourceKind,
    VerificationAnswer,
)
from wallet.verification.report import (
    Report,
    TrustAnchor,
    integrity_of,
    recipient_of,
    standing_of,
    verdict_of,
)

NOW = datetime(2026, 11, 23, 14, 53, tzinfo=UTC)
CHECKED = datetime(2026, 11, 23, 14, 50, tzinfo=UTC)
SHARE_ID = UUID("01935b1a-0000-7000-8000-000000000001")
IMAGE = "1" * 64
ORIGINAL = "2" * 64

_PASSED = {
    "format.detected": "It is an Open Badge 3.0.",
    "jsonld.signed_fields": "Every word shown is covered by the signature.",
    "proof.signature": "The signature fits the content.",
    "issuer.key_binding": "The key belongs to the issuer.",
    "validity.period": "It is within its period of validity.",
    "status.revocation": "It is not on the issuer's list of withdrawn credentials.",
    "recipient.identity": "It names an address that the holder has proven.",
}
_ANSWERS = {
    "format": VerificationAnswer.INTEGRITY,
    "jsonld": VerificationAnswer.INTEGRITY,
    "proof": VerificationAnswer.INTEGRITY,
    "schema": VerificationAnswer.INTEGRITY,
    "issuer": VerificationAnswer.INTEGRITY,
    "validity": VerificationAnswer.STANDING,
    "status": VerificationAnswer.STANDING,
    "recipient": VerificationAnswer.RECIPIENT,
}


def finding(check: str, outcome: Outcome, code: str | None, message: str) -> Finding:
    """Make a finding as its check would."""
    looked_up = check.startswith(("status", "issuer.key", "issuer.hosting"))
    informing = check.split(".", maxsplit=1)[0] not in _ANSWERS
    trusting = check in {"issuer.registry", "issuer.name"}
    answer = VerificationAnswer.TRUST if trusting else VerificationAnswer.INFORMATION
    return Finding(
        check=check,
        answer=answer if informing or trusting else _ANSWERS[check.split(".", maxsplit=1)[0]],
        outcome=outcome,
        code=code,
        message=message,
        seen_at=CHECKED - timedelta(minutes=1) if looked_up else CHECKED,
        source=SourceKind.LIVE if looked_up else SourceKind.DOCUMENT,
        looked_at="https://example.edu/status/3" if looked_up else None,
        mender=Party.ISSUER if code else None,
    )


def report(
    *changed: Finding, trust: TrustAnchor = TrustAnchor.DOMAIN, at: datetime = CHECKED
) -> Report:
    """Make the report of a good credential with some findings `changed` or added."""
    found = {check: finding(check, Outcome.PASS, None, said) for check, said in _PASSED.items()}
    found |= {each.check: each for each in changed}
    findings = (
        *found.values(),
        finding("issuer.registry", Outcome.SKIPPED, "NO_REGISTRY", "No registry is configured."),
    )
    integrity, standing = integrity_of(findings), standing_of(findings)
    return Report(
        verdict=verdict_of(integrity, standing, findings),
        integrity=integrity,
        standing=standing,
        trust=trust,
        recipient=recipient_of(findings),
        findings=findings,
        checked_at=at,
        as_of=at,
        fresh_until=at + timedelta(days=1),
    )


def credential(position: int = 0, **changed: object) -> SharedCredential:
    """Make a shared credential, genuine but for what is `changed`."""
    genuine = SharedCredential(
        position=position,
        level=DisclosureLevel.ORIGINAL,
        form=CredentialFormat.OPEN_BADGES_3_LINKED_DATA,
        title={"en": "Data analysis with open tools"},
        description={},
        issuer=SharedIssuer(
            {"en": "Example University"}, "did:web:example.edu", "https://example.edu/"
        ),
        achievement=SharedAchievement(
            id="https://example.edu/achievements/data",
            name={"en": "Data analysis with open tools"},
            description={
                "en": "Collects, cleans and reads data sets with free software, "
                "and tells others what they say."
            },
            criteria={
                "en": "To earn this badge:\n\n- finish the **five modules**\n"
                "- hand in a project that two people review\n- pass the oral exam"
            },
            criteria_url="https://example.edu/achievements/data/criteria",
            kind="Course",
            tags=("data", "statistics"),
            alignments=(
                Alignment(
                    "Analyse data sets",
                    "https://esco.example.org/skill/1",
                    framework="ESCO",
                ),
            ),
        ),
        recipient_name=None,
        narrative={},
        evidence=(
            Evidence(
                "https://portfolio.example.net/bees", {"en": "Where have the bees gone? (project)"}
            ),
        ),
        results=(
            SharedResult(
                {"und": "1.7"},
                None,
                {},
                ResultDescription(None, {"en": "Final grade"}, minimum="1.0", maximum="5.0"),
            ),
        ),
        image_sha256=IMAGE,
        awarded_at=None,
        valid_from=datetime(2026, 3, 2, tzinfo=UTC),
        valid_until=None,
        report=report(),
        intact_at=CHECKED,
        checking=False,
        media_type="application/vc+ld+json",
        sha256=ORIGINAL,
    )
    return replace(genuine, **changed)


def named(title: str, **changed: object) -> SharedCredential:
    """Make a credential of another name."""
    plain = credential()
    achievement = replace(plain.achievement, name={"en": title})
    return credential(achievement=achievement, title={"en": title}, **changed)


def hosted() -> SharedCredential:
    """Genuine, shown by the issuer's own site."""
    seen = finding("issuer.hosting_scope", Outcome.PASS, None, "The issuer's site shows it.")
    return named(
        "First aid in the mountains",
        level=DisclosureLevel.ORIGINAL_HOSTED,
        form=CredentialFormat.OPEN_BADGES_2_HOSTED,
        issuer=SharedIssuer(
            {"und": "Bergrettung"},
            "https://bergrettung.example/issuer",
            "https://bergrettung.example",
        ),
        report=report(
            seen, finding("proof.present", Outcome.SKIPPED, "HOSTED_WITHOUT_PROOF", "It is hosted.")
        ),
        media_type="image/png",
    )


def expired() -> SharedCredential:
    """Genuine, but over."""
    return named(
        "Forklift licence",
        valid_until=datetime(2026, 3, 3, tzinfo=UTC),
        report=report(finding("validity.period", Outcome.FAIL, "EXPIRED", "It ended on 3 March.")),
    )


def withdrawn() -> SharedCredential:
    """Taken back."""
    said = "The issuer has withdrawn this credential."
    return named(
        "Food hygiene, level 2",
        report=report(finding("status.revocation", Outcome.FAIL, "REVOKED", said)),
    )


def altered() -> SharedCredential:
    """Changed after it was signed."""
    said = "The signature does not fit the content."
    return named(
        "Master of Everything",
        level=DisclosureLevel.UNVERIFIED,
        intact_at=None,
        report=report(finding("proof.signature", Outcome.FAIL, "SIGNATURE_INVALID", said)),
    )


def unreachable() -> SharedCredential:
    """Never checked to the end, since the issuer is silent."""
    said = "The issuer's key could not be fetched."
    return named(
        "Volunteer of the year",
        level=DisclosureLevel.UNVERIFIED,
        intact_at=None,
        image_sha256=None,
        report=report(
            finding("issuer.key_binding", Outcome.UNKNOWN, "KEY_URL_UNREACHABLE", said),
            finding("recipient.identity", Outcome.WARN, "RECIPIENT_UNPROVEN", "Another address."),
        ),
    )


def once_genuine() -> SharedCredential:
    """Checked in full earlier; the issuer is silent now."""
    said = "The issuer's key could not be fetched."
    return named(
        "Volunteer of the year",
        intact_at=datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
        report=report(finding("issuer.key_binding", Outcome.UNKNOWN, "KEY_URL_UNREACHABLE", said)),
    )


def self_declared() -> SharedCredential:
    """Signed by a key without a name."""
    return named(
        "Community translator",
        issuer=SharedIssuer(
            {"en": "Harvard University"}, "did:key:z6MkExample", "https://harvard.example"
        ),
        form=CredentialFormat.OPEN_BADGES_3_JWT,
        media_type="application/vc+jwt",
        report=report(trust=TrustAnchor.KEY_ONLY),
    )


def subset() -> SharedCredential:
    """Some of what an issuer signed part by part."""
    return named("Bridge builder", level=DisclosureLevel.ISSUER_SUBSET, chosen_at=CHECKED)


def excerpt() -> SharedCredential:
    """Some of what an issuer signed as a whole: the wallet vouches for it."""
    return named("Welding", level=DisclosureLevel.WALLET_EXCERPT, chosen_at=CHECKED)


def picture() -> SharedDocument:
    """Paint a small picture."""
    painted = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(painted, "PNG")
    return SharedDocument(painted.getvalue(), "image/png", IMAGE)


def share(*items: SharedCredential, **changed: object) -> OpenedShare:
    """Make an open link over `items`, in that order."""
    placed = tuple(replace(item, position=place) for place, item in enumerate(items))
    opened = OpenedShare(
        share_id=SHARE_ID,
        title="Application: data analyst",
        message="These are the credentials that I mention in my letter of 20 November.",
        created_at=datetime(2026, 11, 21, 8, 0, tzinfo=UTC),
        expires_at=datetime(2026, 12, 31, 23, 0, tzinfo=UTC),
        items=placed or (credential(),),
        gone=0,
    )
    return replace(opened, **changed)


ALL_STATES = (
    credential,
    hosted,
    expired,
    withdrawn,
    altered,
    unreachable,
    once_genuine,
    self_declared,
    subset,
    excerpt,
)
