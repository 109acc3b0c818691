"""The signature of an Open Badges 1 or 2 assertion, looked at from each side.

Source: Open Badges 2.0, "Signed Badges" and "Verification: SignedBadge": the key document names
its owner, the issuer's profile names the key, and neither is taken from the assertion itself.
Open Badges 1.0 and 1.1, "VerificationObject" (`signed`): the key lies at `verify.url`, which is on
the issuer's own site, and the signature is RS256.
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from wallet.credentials.credential import CredentialFormat, Hosting
from wallet.credentials.members import sequence
from wallet.documents.document import JSONObject
from wallet.proofs.keys import KeyUnreadableError, PublicKey
from wallet.verification.addresses import authority_of, origin_of, same_address
from wallet.verification.case import (
    DOES_NOT_APPLY,
    IN_ORDER,
    Case,
    ExaminedProof,
    Observation,
)
from wallet.verification.codes import Code
from wallet.verification.found_key import FoundKey
from wallet.verification.replaced_keys import find_replaced
from wallet.verification.sources import Answer
from wallet.verification.token_proofs import judge_signature

_ONLY_IN_1 = "RS256"
_Named = Mapping[str, JSONObject | None]


async def examine_assertion(case: Case) -> ExaminedProof:
    """Examine the JWS that the assertion came as."""
    jws, hosting = case.document.jws, case.credential.hosting
    if jws is None or hosting is None:
        missing = Observation(Code.SIGNATURE_INVALID)
        return ExaminedProof(IN_ORDER, DOES_NOT_APPLY, DOES_NOT_APPLY, missing, DOES_NOT_APPLY)
    is_1 = case.credential.format is CredentialFormat.OPEN_BADGES_1_SIGNED
    found = await (_key_at_address(hosting, case) if is_1 else _key_of(hosting, case))
    is_allowed = not is_1 or jws.header.get("alg") == _ONLY_IN_1
    signature = judge_signature(jws, found) if is_allowed else Observation(Code.ALG_NOT_ALLOWED)
    return ExaminedProof(
        suite=IN_ORDER,
        purpose=DOES_NOT_APPLY,
        resolution=found.resolution,
        signature=signature,
        binding=found.binding,
    )


async def _key_of(hosting: Hosting, case: Case) -> FoundKey:
    """Find the key of version 2: as it is published now, else as it was published earlier."""
    live = await _published_key(hosting, case)
    creator, issuer = hosting.creator, case.credential.issuer.id or ""
    if live.key_holds or creator is None or case.history is None:
        return live
    now = await case.sources.fetch(creator, plain_http=True)
    if now.http_status == HTTPStatus.GONE:
        return FoundKey(Observation(Code.KEY_REVOKED, seen=now))
    before = await case.history.documents_at(creator, case.now)
    seen = now if now.arrived and not now.over_http else before[0].answer if before else now

    def look(profile: Answer) -> FoundKey:
        said = profile.content or {}
        at_home = origin_of(profile.final_url) == origin_of(issuer) and not profile.over_http
        if not at_home or not _owns(said.get("id"), issuer):
            return FoundKey(Observation(Code.KEY_NOT_FOUND, seen=profile))
        named = _named_keys(tuple(sequence(said.get("publicKey"))))
        return _judged(creator, named, seen, profile, issuer)

    return await find_replaced(
        issuer, case, live=live, look=look, signed_at=case.credential.valid_from
    )


async def _published_key(hosting: Hosting, case: Case) -> FoundKey:
    issuer = case.credential.issuer.id or ""
    profile = case.linked.get(issuer)
    if profile is None or not profile.arrived or profile.content is None:
        return FoundKey(Observation(Code.KEY_URL_UNREACHABLE, seen=profile))
    names = _named_keys(hosting.public_keys)
    creator = hosting.creator or next(iter(names), None)
    if creator is None:
        return FoundKey(Observation(Code.KEY_NOT_FOUND, seen=profile))
    within = _named_as(creator, names) is not None
    answer = None if within else await case.sources.fetch(creator, plain_http=True)
    return _judged(creator, names, answer, profile, issuer)


def _judged(
    creator: str, names: _Named, answer: Answer | None, profile: Answer, issuer: str
) -> FoundKey:
    """Return the key `creator`, out of the profile or at its own address, and whose it is."""
    within = _named_as(creator, names)
    document = within if within is not None else (answer.content if answer else None)
    if document is None or (within is None and answer is not None and not answer.arrived):
        return FoundKey(Observation(Code.KEY_URL_UNREACHABLE, seen=answer))
    seen = profile if within is not None else answer
    pem = document.get("publicKeyPem")
    try:
        key = PublicKey.from_pem(pem if isinstance(pem, str) else "")
    except KeyUnreadableError:
        return FoundKey(Observation(Code.KEY_UNREADABLE, seen=seen))
    listed = any(n == creator or same_address(n, creator) for n in names)
    owned = _owns(document.get("owner"), issuer) and listed
    binding = Observation(None if owned else Code.KEY_NOT_OWNED, seen=profile)
    return FoundKey(Observation(seen=seen), binding, key)


def _named_as(creator: str, names: _Named) -> JSONObject | None:
    """Return the key itself where a profile holds it."""
    return next((key for n, key in names.items() if n == creator or same_address(n, creator)), None)


async def _key_at_address(hosting: Hosting, case: Case) -> FoundKey:
    """Find the key of version 1: it has no id and no owner, so the issuer's site must show it."""
    issuer = case.credential.issuer.id or ""
    profile = case.linked.get(issuer)
    if profile is None or not profile.arrived or profile.content is None:
        return FoundKey(Observation(Code.KEY_URL_UNREACHABLE, seen=profile))
    if hosting.creator is None:
        return FoundKey(Observation(Code.KEY_NOT_FOUND, seen=profile))
    answer = await case.sources.fetch(hosting.creator, plain_http=True)
    if not answer.arrived or answer.body is None:
        return FoundKey(Observation(Code.KEY_URL_UNREACHABLE, seen=answer))
    document = answer.content
    said = (document or {}).get("publicKeyPem")
    pem = said if isinstance(said, str) else answer.body.decode("utf-8", "replace")
    try:
        key = PublicKey.from_pem(pem)
    except KeyUnreadableError:
        return FoundKey(Observation(Code.KEY_UNREADABLE, seen=answer))
    home = authority_of(issuer)
    at_home = home and {authority_of(answer.url), authority_of(answer.final_url)} == {home}
    binding = Observation(None if at_home else Code.KEY_NOT_OWNED, seen=answer)
    return FoundKey(Observation(seen=answer), binding, key)


def _named_keys(keys: Sequence[object]) -> _Named:
    """The ids of the keys that the issuer's profile names, with those that it embeds."""
    named: dict[str, JSONObject | None] = {}
    for key in keys:
        if isinstance(key, str):
            named[key] = None
        elif isinstance(key, dict) and isinstance(name := key.get("id"), str):
            named[name] = key if "publicKeyPem" in key else None
    return named


def _owns(owner: object, issuer: str) -> bool:
    return isinstance(owner, str) and same_address(owner, issuer)
