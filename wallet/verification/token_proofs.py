"""The signature of a VC-JWT, looked at from each side.

Sources: Open Badges 3.0, "JSON Web Token Proof Format"; RFC 7515; RFC 7638.
"""

from collections.abc import Callable

from wallet.documents.document import CompactJws, JSONObject
from wallet.proofs.jose import ALGORITHMS, verify_signature
from wallet.proofs.keys import KeyUnreadableError, PublicKey
from wallet.proofs.vc_jwt import claim_mismatches, credential_of
from wallet.verification.addresses import origin_of
from wallet.verification.case import (
    DOES_NOT_APPLY,
    IN_ORDER,
    Case,
    ExaminedProof,
    Observation,
)
from wallet.verification.codes import Code
from wallet.verification.found_key import FoundKey
from wallet.verification.issuer_keys import find_key, find_published_key
from wallet.verification.replaced_keys import NOT_BY_THIS_KEY

_TYPES = frozenset({"jwt", "jose", "vc+jwt", "vc-ld+jwt", "vc+ld+jwt", "vc+ld+json+jwt"})
"""What a VC-JWT is called, now and in drafts; any other name is another kind of token's.

Source: RFC 8725, 3.11; Securing Verifiable Credentials using JOSE and COSE, "Securing with JOSE".
"""
_CONTENT_TYPES = frozenset(
    {"vc", "vc+ld+json", "vc-ld+json", "credential-claims-set+json", "ld+json", "json"}
)
_KEYS_ELSEWHERE = frozenset({"jku", "x5u", "x5c"})


async def examine_token(case: Case) -> ExaminedProof:
    """Examine the JWS that the credential came as."""
    jws = case.document.jws
    if jws is None:
        missing = Observation(Code.SIGNATURE_INVALID)
        return ExaminedProof(IN_ORDER, DOES_NOT_APPLY, DOES_NOT_APPLY, missing, DOES_NOT_APPLY)
    found = await _key_of(jws.header, case)
    signature = judge_signature(jws, found)
    if signature.code in NOT_BY_THIS_KEY and case.history is not None:
        found = await _key_of(jws.header, case, lambda key: verify_signature(jws, key) is None)
        signature = judge_signature(jws, found)
    return ExaminedProof(
        suite=IN_ORDER,
        purpose=DOES_NOT_APPLY,
        resolution=found.resolution,
        signature=signature,
        binding=found.binding,
        claims=_claims(jws),
    )


def judge_signature(jws: CompactJws, found: FoundKey) -> Observation:
    """Return whether the token's signature is by the key that was found."""
    named = jws.header.get("alg")
    if not isinstance(named, str) or named not in ALGORITHMS:
        return Observation(Code.ALG_NOT_ALLOWED)
    if found.key is None:
        return Observation(Code.NOT_REACHED)
    fault = verify_signature(jws, found.key)
    return IN_ORDER if fault is None else Observation(Code[fault])


def _claims(jws: CompactJws) -> Observation:
    for member, allowed in (("typ", _TYPES), ("cty", _CONTENT_TYPES)):
        named = jws.header.get(member)
        if named is not None and _media_type(named) not in allowed:
            return Observation(Code.TOKEN_TYPE_MISMATCH, f"Its {member} is {str(named)[:80]!r}.")
    mismatches = claim_mismatches(jws.header, jws.payload, credential_of(jws.payload))
    return Observation(Code[mismatches[0]]) if mismatches else IN_ORDER


def _media_type(named: object) -> str:
    """Return a `typ` or `cty` in one spelling. Source: RFC 7515, 4.1.9 and 4.1.10."""
    return named.lower().removeprefix("application/") if isinstance(named, str) else ""


async def _key_of(
    header: JSONObject, case: Case, fits: Callable[[PublicKey], bool] | None = None
) -> FoundKey:
    """Find the key by `kid`, else by `jwk`: a key that the token brings proves nothing itself.

    Addresses of keys and certificates are never followed (Open Badges 3.0, "JOSE Header", allows
    none): whoever forges a token writes its header.
    """
    if elsewhere := _KEYS_ELSEWHERE & header.keys():
        return FoundKey(
            Observation(Code.KEY_NOT_FOUND, f"Its header takes the key from {min(elsewhere)}.")
        )
    kid, jwk = header.get("kid"), header.get("jwk")
    if isinstance(kid, str) and _is_absolute(kid):
        return await find_key(kid, case, fits=fits)
    if isinstance(jwk, dict):
        try:
            embedded = PublicKey.from_jwk(jwk)
        except KeyUnreadableError:
            return FoundKey(Observation(Code.KEY_UNREADABLE))
        return await _embedded_key(embedded, case)
    if isinstance(kid, str) and case.credential.issuer.id:
        fragment = kid.removeprefix("#")
        return await find_key(f"{case.credential.issuer.id}#{fragment}", case, fits=fits)
    return FoundKey(Observation(Code.KEY_NOT_FOUND, "The token names no key."))


def _is_absolute(kid: str) -> bool:
    return kid.startswith("did:") or origin_of(kid).startswith("https:")


async def _embedded_key(embedded: PublicKey, case: Case) -> FoundKey:
    """Bind a key that the token brought: the issuer must publish the very same one."""
    published = await find_published_key(embedded.thumbprint(), case)
    return FoundKey(published.resolution, published.binding, embedded)
