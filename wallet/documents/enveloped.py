"""A credential that lies within another document in, the token that secures it out.

Sources: VC Data Model 2.0, "Enveloped Verifiable Credentials"; VC Data Model 1.1, 6.3.1.
"""

from wallet.documents.jose import looks_compact
from wallet.documents.sd_jwt import looks_like_sd_jwt

ENVELOPED = "EnvelopedVerifiableCredential"


def token_of(value: object) -> str | None:
    """Return the compact token that stands alone, or in the `data:` address of an envelope."""
    token = value
    if isinstance(value, dict):
        if not is_enveloped(value):
            return None
        _, _, token = str(value.get("id")).partition(",")
    if isinstance(token, str) and (looks_compact(token) or looks_like_sd_jwt(token)):
        return token
    return None


def is_enveloped(value: object) -> bool:
    """Whether a value is an envelope, whatever is in it."""
    said = value.get("type") if isinstance(value, dict) else None
    return ENVELOPED in (said if isinstance(said, list) else [said])
