"""The signature of an Open Badges 2.0 assertion, looked at from each side.

Source: Open Badges 2.0, "Signed Badges" and "Verification: SignedBadge": the key document names
its owner, the issuer's profile names the key, and neither is taken from the assertion itself.
"""

from collections.abc import Mapping
from typing import Any

from wallet.credentials.credential import Hosting
from wallet.proofs.keys import KeyUnreadableError, PublicKey
from wallet.verification.addresses import same_address
from wallet.verification.case import (
    DOES_NOT_APPLY,
    IN_ORDER,
    Case,
    ExaminedProof,
    Observation,
)
from wallet.verification.codes import Code
from wallet.verification.issuer_keys import FoundKey
from wallet.verification.token_proofs import judge_signature


async def examine_assertion(case: Case) -> ExaminedProof:
    """Examine the JWS that the assertion came as."""
    jws, hosting = case.document.jws, case.credential.hosting
    if jws is None or hosting is None:
        missing = Observation(Code.SIGNATURE_INVALID)
        return ExaminedProof(IN_ORDER, DOES_NOT_APPLY, DOES_NOT_APPLY, missing, DOES_NOT_APPLY)
    found = await _key_of(hosting, case)
    return ExaminedProof(
        suite=IN_ORDER,
        purpose=DOES_NOT_APPLY,
        resolution=found.resolution,
        signature=judge_signature(jws, found),
        binding=found.binding,
    )


async def _key_of(hosting: Hosting, case: Case) -> FoundKey:
    issuer = case.credential.issuer.id or ""
    profile = case.linked.get(issuer)
    if profile is None or not profile.arrived or profile.content is None:
        return FoundKey(Observation(Code.KEY_URL_UNREACHABLE, seen=profile))
    names = _named_keys(hosting)
    creator = hosting.creator or next(iter(names), None)
    if creator is None:
        return FoundKey(Observation(Code.KEY_NOT_FOUND, seen=profile))
    listed = next((n for n in names if n == creator or same_address(n, creator)), None)
    embedded = names.get(listed) if listed is not None else None
    answer = None if embedded is not None else await case.sources.fetch(creator, plain_http=True)
    document = embedded if embedded is not None else (answer.content if answer else None)
    if document is None or (answer is not None and not answer.arrived):
        return FoundKey(Observation(Code.KEY_URL_UNREACHABLE, seen=answer))
    seen = answer or profile
    pem = document.get("publicKeyPem")
    try:
        key = PublicKey.from_pem(pem if isinstance(pem, str) else "")
    except KeyUnreadableError:
        return FoundKey(Observation(Code.KEY_UNREADABLE, seen=seen))
    owned = _owns(document.get("owner"), issuer) and listed is not None
    binding = Observation(None if owned else Code.KEY_NOT_OWNED, seen=profile)
    return FoundKey(Observation(seen=seen), binding, key)


def _named_keys(hosting: Hosting) -> dict[str, Mapping[str, Any] | None]:
    """The ids of the keys that the issuer's profile names, with those that it embeds."""
    named: dict[str, Mapping[str, Any] | None] = {}
    for key in hosting.public_keys:
        if isinstance(key, str):
            named[key] = None
        elif isinstance(name := key.get("id"), str):
            named[name] = key if "publicKeyPem" in key else None
    return named


def _owns(owner: object, issuer: str) -> bool:
    return isinstance(owner, str) and same_address(owner, issuer)
