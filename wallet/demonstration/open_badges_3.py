"""Awards in, Open Badges 3.0 credentials and their status list out, not signed yet.

Source: Open Badges 3.0, "AchievementCredential"; W3C Bitstring Status List 1.0.
"""

from collections.abc import Iterable
from gzip import compress
from typing import Any

from wallet.demonstration.awards import Award, Scale, Skill
from wallet.demonstration.issuance import Issuance
from wallet.demonstration.issuer import Issuer
from wallet.demonstration.moments import ends, issued, text_of
from wallet.demonstration.open_badges_2 import hashed
from wallet.documents.base64url import to_base64url

VC_1 = "https://www.w3.org/2018/credentials/v1"
VC_2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES_3_ON_VC_1 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"
OPEN_BADGES_3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
ED25519_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"
STATUS_BITS = 131_072


def credential(
    award: Award, issuer: Issuer, issuance: Issuance, recipient: str, *, has_status: bool = False
) -> dict[str, Any]:
    """Return a credential on VC 2.0; `has_status` gives it a place in the issuer's status list."""
    end = ends(award, issuance)
    said = {
        "@context": [VC_2, OPEN_BADGES_3],
        **_described(award, issuer, issuance, recipient),
        "validFrom": text_of(issued(award, issuance)),
    }
    if end is not None:
        said["validUntil"] = text_of(end)
    if has_status:
        said["credentialStatus"] = _status_entry(award, issuer, issuance)
    return said


def credential_on_vc_1(
    award: Award, issuer: Issuer, issuance: Issuance, recipient: str
) -> dict[str, Any]:
    """Return a credential on VC 1.1, for a signature of the kind Ed25519Signature2020."""
    return {
        "@context": [VC_1, OPEN_BADGES_3_ON_VC_1, ED25519_2020],
        **_described(award, issuer, issuance, recipient),
        "issuanceDate": text_of(issued(award, issuance)),
    }


def status_list(issuer: Issuer, issuance: Issuance, revoked: Iterable[Award]) -> dict[str, Any]:
    """Return the list in which a set bit withdraws a credential."""
    bits = bytearray(STATUS_BITS // 8)
    for award in revoked:
        place = status_index(award, issuance)
        bits[place // 8] |= 0x80 >> place % 8
    packed = to_base64url(compress(bytes(bits), mtime=0))
    url = issuer.url("status.json")
    return {
        "@context": [VC_2],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.id,
        "validFrom": text_of(issuance.issued_at),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": f"u{packed}",
        },
    }


def status_index(award: Award, issuance: Issuance) -> int:
    """Return the award's place in its issuer's status list."""
    return issuance.number(f"status {award.slug}", STATUS_BITS)


def credential_url(award: Award, issuer: Issuer) -> str:
    """Return where a credential lies; that is also its id."""
    return issuer.url(f"credentials/{award.slug}")


def _described(award: Award, issuer: Issuer, issuance: Issuance, recipient: str) -> dict[str, Any]:
    """Return the members that are alike on both versions of the data model."""
    said: dict[str, Any] = {
        "id": credential_url(award, issuer),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": award.name,
        "issuer": issuer.profile_3(),
        "credentialSubject": _subject(award, issuer, issuance, recipient),
    }
    if award.works:
        said["evidence"] = [
            {
                "id": issuer.site.url(f"evidence/{work.slug}"),
                "type": ["Evidence"],
                "name": work.name,
                "narrative": work.narrative,
            }
            for work in award.works
        ]
    return said


def _subject(award: Award, issuer: Issuer, issuance: Issuance, recipient: str) -> dict[str, Any]:
    salt = issuance.salt(award.slug)
    said: dict[str, Any] = {
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "identityType": "emailAddress",
                "hashed": True,
                "salt": salt,
                "identityHash": hashed(recipient, salt),
            }
        ],
        "achievement": _achievement(award, issuer, issuance),
    }
    if award.narrative:
        said["narrative"] = award.narrative
    if award.scale is not None:
        said["result"] = [
            {
                "type": ["Result"],
                "resultDescription": _scale_id(award, issuance),
                "value": award.result,
            }
        ]
    return said


def _achievement(award: Award, issuer: Issuer, issuance: Issuance) -> dict[str, Any]:
    said: dict[str, Any] = {
        "id": issuer.url(f"achievements/{award.slug}"),
        "type": ["Achievement"],
        "name": award.name,
        "description": award.description,
        "achievementType": award.kind,
        "criteria": {
            "id": issuer.url(f"achievements/{award.slug}"),
            "narrative": award.criteria,
        },
        "image": {"id": issuer.url(f"achievements/{award.slug}.png"), "type": "Image"},
        "tag": list(award.tags),
        "alignment": [_alignment(skill, issuer) for skill in award.skills],
    }
    if award.scale is not None:
        said["resultDescription"] = [_scale(award.scale, _scale_id(award, issuance))]
    return said


def _scale(scale: Scale, scale_id: str) -> dict[str, Any]:
    return {
        "id": scale_id,
        "type": ["ResultDescription"],
        "name": scale.name,
        "resultType": scale.kind,
        "valueMin": scale.lowest,
        "valueMax": scale.highest,
        "requiredValue": scale.required,
    }


def _scale_id(award: Award, issuance: Issuance) -> str:
    return issuance.urn(f"scale {award.slug}")


def _alignment(skill: Skill, issuer: Issuer) -> dict[str, Any]:
    said: dict[str, Any] = {
        "type": ["Alignment"],
        "targetName": skill.name,
        "targetUrl": skill.url or issuer.site.url(f"skills/{skill.slug}"),
        "targetDescription": skill.description,
        "targetFramework": skill.framework,
    }
    return said | ({"targetCode": skill.code} if skill.code else {})


def _status_entry(award: Award, issuer: Issuer, issuance: Issuance) -> dict[str, Any]:
    place = str(status_index(award, issuance))
    url = issuer.url("status.json")
    return {
        "id": f"{url}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": place,
        "statusListCredential": url,
    }
