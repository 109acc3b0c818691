"""The signature of an SD-JWT VC, looked at from each side.

Sources: SD-JWT-based Verifiable Credentials (draft-ietf-oauth-sd-jwt-vc), "Verification and
Processing"; RFC 9901, "Verification of the SD-JWT" and "Key Binding
JWT"; RFC 7800 (`cnf`).
"""

from wallet.documents.document import CompactJws, SdJwt
from wallet.documents.sd_jwt import bound_digest
from wallet.proofs.jose import verify_signature
from wallet.proofs.keys import KeyUnreadableError, PublicKey
from wallet.verification.case import (
    DOES_NOT_APPLY,
    IN_ORDER,
    Case,
    ExaminedProof,
    Observation,
)
from wallet.verification.codes import Code
from wallet.verification.sd_jwt_keys import key_of_issuer
from wallet.verification.token_proofs import judge_signature

_TYPES = frozenset({"dc+sd-jwt", "vc+sd-jwt"})
_BINDING_TYPE = "kb+jwt"
_SIGNED_OPENLY = frozenset({"iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "status"})


async def examine_sd_jwt(case: Case) -> ExaminedProof:
    """Examine what the issuer signed, and whether what is shown of it fits."""
    sd_jwt = case.document.sd_jwt
    if sd_jwt is None:
        missing = Observation(Code.SIGNATURE_INVALID)
        return ExaminedProof(IN_ORDER, DOES_NOT_APPLY, DOES_NOT_APPLY, missing, DOES_NOT_APPLY)
    found = await key_of_issuer(sd_jwt.jws, case)
    is_one = sd_jwt.jws.header.get("typ") in _TYPES
    return ExaminedProof(
        suite=IN_ORDER,
        purpose=DOES_NOT_APPLY,
        resolution=found.resolution,
        signature=judge_signature(sd_jwt.jws, found),
        binding=found.binding,
        claims=IN_ORDER if is_one else Observation(Code.TOKEN_TYPE_MISMATCH),
        disclosure=_disclosure(sd_jwt),
    )


def _disclosure(sd_jwt: SdJwt) -> Observation:
    disclosed = sd_jwt.disclosed
    if disclosed.fault is not None:
        return Observation(Code[disclosed.fault])
    if hidden := _SIGNED_OPENLY & disclosed.at_the_top:
        return Observation(Code.SD_FORBIDDEN_NAME, pointer=f"/{min(hidden)}")
    if sd_jwt.key_binding is not None and not _is_bound(sd_jwt, sd_jwt.key_binding):
        return Observation(Code.HOLDER_BINDING_INVALID)
    return IN_ORDER


def _is_bound(sd_jwt: SdJwt, binding: CompactJws) -> bool:
    """Whether the key that the issuer named for the holder signed just this.

    For whom and on whose question (`aud`, `nonce`), only whoever asked can tell.
    """
    named = sd_jwt.jws.payload.get("cnf")
    jwk = named.get("jwk") if isinstance(named, dict) else None
    try:
        key = PublicKey.from_jwk(jwk if isinstance(jwk, dict) else {})
    except KeyUnreadableError:
        return False
    digest = bound_digest(sd_jwt)
    return (
        binding.header.get("typ") == _BINDING_TYPE
        and digest is not None
        and binding.payload.get("sd_hash") == digest
        and verify_signature(binding, key) is None
    )
