"""Awards in, Open Badges 2.0 documents out: badge classes, assertions, a revocation list.

Source: Open Badges 2.0, "BadgeClass", "Assertion", "IdentityHash", "RevocationList".
"""

from hashlib import sha256
from typing import Any

from wallet.demonstration.awards import Award, Skill
from wallet.demonstration.issuance import Issuance
from wallet.demonstration.issuer import OPEN_BADGES_2, Issuer
from wallet.demonstration.moments import issued, text_of


def badge_class(award: Award, issuer: Issuer) -> dict[str, Any]:
    """Return what was achieved, as a document of its own."""
    return {
        "@context": OPEN_BADGES_2,
        "type": "BadgeClass",
        "id": issuer.url(f"achievements/{award.slug}.json"),
        "name": award.name,
        "description": award.description,
        "image": issuer.url(f"achievements/{award.slug}.png"),
        "criteria": {
            "id": issuer.url(f"achievements/{award.slug}"),
            "narrative": award.criteria,
        },
        "issuer": issuer.id,
        "tags": list(award.tags),
        "alignment": [_alignment(skill, issuer) for skill in award.skills],
    }


def hosted_assertion(
    award: Award, issuer: Issuer, issuance: Issuance, recipient: str
) -> dict[str, Any]:
    """Return an assertion that its issuer's site vouches for by showing it."""
    return {
        **_assertion(award, issuer, issuance, recipient),
        "id": assertion_url(award, issuer),
        "verification": {"type": "HostedBadge"},
    }


def signed_assertion(
    award: Award, issuer: Issuer, issuance: Issuance, recipient: str
) -> dict[str, Any]:
    """Return an assertion to be signed with the key that the issuer's profile names."""
    return {
        **_assertion(award, issuer, issuance, recipient),
        "id": issuance.urn(f"assertion {award.slug}"),
        "verification": {"type": "SignedBadge", "creator": issuer.token_method},
    }


def assertion_url(award: Award, issuer: Issuer) -> str:
    """Return where a hosted assertion lies."""
    return issuer.url(f"assertions/{award.slug}.json")


def withdrawn_assertion(award: Award, issuer: Issuer, reason: str) -> dict[str, Any]:
    """Return what is left at the address of an assertion that was withdrawn."""
    return {
        "@context": OPEN_BADGES_2,
        "type": "Assertion",
        "id": assertion_url(award, issuer),
        "revoked": True,
        "revocationReason": reason,
    }


def revocation_list(issuer: Issuer) -> dict[str, Any]:
    """Return the list of signed assertions that were withdrawn: so far none."""
    return {
        "@context": OPEN_BADGES_2,
        "type": "RevocationList",
        "id": issuer.url("revoked.json"),
        "issuer": issuer.id,
        "revokedAssertions": [],
    }


def _assertion(award: Award, issuer: Issuer, issuance: Issuance, recipient: str) -> dict[str, Any]:
    salt = issuance.salt(award.slug)
    said: dict[str, Any] = {
        "@context": OPEN_BADGES_2,
        "type": "Assertion",
        "recipient": {
            "type": "email",
            "hashed": True,
            "salt": salt,
            "identity": hashed(recipient, salt),
        },
        "badge": issuer.url(f"achievements/{award.slug}.json"),
        "issuedOn": text_of(issued(award, issuance)),
        "image": issuer.url(f"achievements/{award.slug}.png"),
    }
    if award.narrative:
        said["narrative"] = award.narrative
    if award.works:
        said["evidence"] = [
            {
                "id": issuer.site.url(f"evidence/{work.slug}"),
                "name": work.name,
                "narrative": work.narrative,
            }
            for work in award.works
        ]
    return said


def hashed(recipient: str, salt: str) -> str:
    """Return an address as version 2 and 3 hide it."""
    return f"sha256${sha256(f'{recipient}{salt}'.encode()).hexdigest()}"


def _alignment(skill: Skill, issuer: Issuer) -> dict[str, Any]:
    said = {
        "targetName": skill.name,
        "targetUrl": skill.url or issuer.site.url(f"skills/{skill.slug}"),
        "targetDescription": skill.description,
        "targetFramework": skill.framework,
    }
    return said | ({"targetCode": skill.code} if skill.code else {})
