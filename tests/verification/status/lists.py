"""Status lists that an issuer on loopback hosts, and badges that name a place in them."""

from base64 import urlsafe_b64encode
from gzip import compress
from typing import Any

from tests.fixtures.issuer import Edits, IssuerServer, edited
from tests.verification.samples import found
from wallet.demonstration.issuer import Issuer
from wallet.intake import Examined, Intake
from wallet.proofs.signing import sign_vc_jwt
from wallet.verification.finding import Finding
from wallet.verification.sources import Sources

PATH = "/status/1"
PLACE = 94_567


def packed(*places: int, size: int = 131_072) -> str:
    """A bit string with these bits set, as base64url of its gzip."""
    bits = bytearray(size // 8)
    for place in places:
        bits[place // 8] |= 0x80 >> place % 8
    return urlsafe_b64encode(compress(bytes(bits), mtime=0)).rstrip(b"=").decode()


def bitstring_list(issuer: IssuerServer, *places: int, size: int = 131_072) -> dict[str, Any]:
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": issuer.url(PATH),
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.university.id,
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": f"{issuer.url(PATH)}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": f"u{packed(*places, size=size)}",
        },
    }


def list_2021(issuer: IssuerServer, *places: int, size: int = 131_072) -> dict[str, Any]:
    return {
        "@context": [
            "https://www.w3.org/2018/credentials/v1",
            "https://w3id.org/vc/status-list/2021/v1",
        ],
        "id": issuer.url(PATH),
        "type": ["VerifiableCredential", "StatusList2021Credential"],
        "issuer": issuer.university.id,
        "issuanceDate": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": f"{issuer.url(PATH)}#list",
            "type": "StatusList2021",
            "statusPurpose": "revocation",
            "encodedList": packed(*places, size=size),
        },
    }


def entry(issuer: IssuerServer, kind: str, edits: Edits | None = None) -> dict[str, Any]:
    said = {
        "id": f"{issuer.url(PATH)}#{PLACE}",
        "type": kind,
        "statusPurpose": "revocation",
        "statusListIndex": str(PLACE),
        "statusListCredential": issuer.url(PATH),
    }
    return edited(said, edits or {})


def host_token(
    issuer: IssuerServer, listed: dict[str, Any], by: Issuer | None = None, path: str = PATH
) -> str:
    """Host a list as a VC-JWT."""
    by = by or issuer.university
    text = sign_vc_jwt(listed, key=by.key_for_tokens, key_id=by.token_method)
    return issuer.hosts(path, 200, text, "application/jwt")


async def examine(badge: str, intake: Intake, sources: Sources | None = None) -> Examined:
    documents = intake.documents_in(badge.encode())
    assert isinstance(documents, tuple), documents
    examined = await intake.examine(documents[0], known=None, sources=sources)
    assert isinstance(examined, Examined), examined
    return examined


async def examine_entries(
    issuer: IssuerServer, intake: Intake, *entries: dict[str, Any]
) -> Examined:
    """Examine a badge (a VC-JWT) that names these places for its status."""
    return await examine(issuer.open_badge_3_token({"/credentialStatus": [*entries]}), intake)


async def revocation(issuer: IssuerServer, intake: Intake, *entries: dict[str, Any]) -> Finding:
    """What `status.revocation` finds of a badge that names these places for its status."""
    return found(await examine_entries(issuer, intake, *entries), "status.revocation")
