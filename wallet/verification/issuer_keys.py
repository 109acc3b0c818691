"""The id of a key in, the key and whose it is out.

The key is looked up where its id says, and counts only if what lies there is the issuer's own
document and lists it to sign credentials with. A key in a fragment, in a header or in the
credential itself is never taken at its word.

Sources: Controlled Identifiers 1.0, "Retrieve Verification Method"; Open Badges 3.0, "Profile"
and "JSON Web Token Proof Format".
"""

from dataclasses import dataclass, replace

from cachetools import LRUCache

from wallet.credentials.dates import read_date
from wallet.documents.document import JSONObject
from wallet.proofs.controller_documents import (
    ControllerDocumentError,
    VerificationMethod,
    find_method,
    methods_of,
    require_binding,
)
from wallet.proofs.dids import DidUnresolvedError, locate
from wallet.proofs.keys import KeyUnreadableError, PublicKey
from wallet.verification.addresses import origin_of, same_address
from wallet.verification.case import IN_ORDER, Case, Observation, gravest
from wallet.verification.codes import Code
from wallet.verification.sources import Answer

_KEY_ITSELF = ("did:key:", "did:jwk:")
_RELATIONSHIPS = (
    "assertionMethod",
    "authentication",
    "keyAgreement",
    "capabilityInvocation",
    "capabilityDelegation",
)
_NOT_REACHED = Observation(Code.NOT_REACHED)


@dataclass(frozen=True, slots=True)
class FoundKey:
    """A key, how it was found and whether it is the issuer's; None where there is none."""

    resolution: Observation
    binding: Observation = _NOT_REACHED
    key: PublicKey | None = None


_LONGEST_REMEMBERED = 1_000
_KEYS_OF_THEMSELVES: LRUCache[tuple[str, str], FoundKey] = LRUCache(maxsize=1_000)
"""By the id of the key and the issuer's: nothing else decides about a DID that is its key."""


@dataclass(frozen=True, slots=True)
class _Published:
    """A document that says whose keys it lists, and where it was seen."""

    subject: str
    content: JSONObject
    seen: Answer | None


async def find_key(method_id: str, case: Case) -> FoundKey:
    """Find the key with this absolute id (a DID URL or https URL) and judge whose it is."""
    named = method_id, case.credential.issuer.id or ""
    if not method_id.startswith(_KEY_ITSELF) or sum(map(len, named)) > _LONGEST_REMEMBERED:
        return await _find_key(method_id, case)
    found = _KEYS_OF_THEMSELVES.get(named)
    if found is None:
        found = _KEYS_OF_THEMSELVES[named] = await _find_key(method_id, case)
    return found


async def _find_key(method_id: str, case: Case) -> FoundKey:
    subject, _, fragment = method_id.partition("#")
    published = await _published_at(subject, case)
    if isinstance(published, Observation):
        return FoundKey(published)
    if "kty" in published.content or "keys" in published.content:
        return await _key_of_key_set(published, fragment or method_id, case)
    if not _speaks_for(published, subject):
        return FoundKey(Observation(Code.DID_DOC_ID_MISMATCH, seen=published.seen))
    if not fragment and subject.startswith(_KEY_ITSELF):
        method_id = next(methods_of(published.content)).id
    try:
        method = find_method(published.content, method_id)
    except (ControllerDocumentError, KeyUnreadableError) as error:
        return FoundKey(Observation(Code[error.code], seen=published.seen))
    if _is_withdrawn(method, case):
        return FoundKey(Observation(Code.KEY_REVOKED, seen=published.seen))
    return FoundKey(_found_in(published), _bound(method, published, case), method.key)


async def find_published_key(thumbprint: str, case: Case) -> FoundKey:
    """Find the key with this RFC 7638 thumbprint among those that the issuer publishes."""
    published = await _published_at(case.credential.issuer.id or "", case)
    if isinstance(published, Observation):
        return FoundKey(published)
    for key in _keys_in(published, case):
        if key.thumbprint() == thumbprint:
            seen = Observation(seen=published.seen)
            return FoundKey(seen, seen, key)
    untrusted = Observation(Code.KEY_EMBEDDED_UNTRUSTED, seen=published.seen)
    return FoundKey(Observation(seen=published.seen), untrusted)


async def _published_at(subject: str, case: Case) -> _Published | Observation:
    if subject.startswith("did:"):
        try:
            located = locate(subject)
        except DidUnresolvedError as error:
            return Observation(Code.DID_UNRESOLVED, str(error))
        if located.document is not None:
            return _Published(subject, located.document, None)
        url, unreachable = located.url or "", Code.DID_UNRESOLVED
    elif origin_of(subject):
        url, unreachable = subject, Code.KEY_URL_UNREACHABLE
    else:
        return Observation(Code.KEY_NOT_FOUND, "The signature names no key that can be looked up.")
    answer = await case.sources.fetch(url)
    if not answer.arrived or answer.content is None:
        return Observation(unreachable, seen=answer)
    if origin_of(answer.final_url) != origin_of(url):
        # A site that sends visitors on where they like must not vouch for the keys they bring.
        return Observation(unreachable, "The address sends on to another site.", seen=answer)
    return _Published(subject, answer.content, answer)


def _speaks_for(published: _Published, subject: str) -> bool:
    """DIDs are compared to the letter, web addresses as addresses."""
    named = published.content.get("id")
    if not isinstance(named, str):
        return False
    return named == subject or (not subject.startswith("did:") and same_address(named, subject))


def _is_issuer(subject: str, case: Case) -> bool:
    issuer = case.credential.issuer.id or ""
    return subject == issuer or same_address(subject, issuer)


def _bound(method: VerificationMethod, published: _Published, case: Case) -> Observation:
    if not _is_issuer(published.subject, case):
        return Observation(
            Code.CONTROLLER_MISMATCH,
            f"The key is that of {published.subject[:200]}.",
            seen=published.seen,
        )
    if _is_plain_profile(published):
        method = replace(method, asserts=True)
    try:
        require_binding(method, str(published.content.get("id")))
    except ControllerDocumentError as error:
        return Observation(Code[error.code], seen=published.seen)
    return _found_in(published)


def _found_in(published: _Published) -> Observation:
    return IN_ORDER if published.seen is None else Observation(seen=published.seen)


def _is_plain_profile(published: _Published) -> bool:
    """An issuer profile on the web may list keys without saying what each is for."""
    stated = any(name in published.content for name in _RELATIONSHIPS)
    return not stated and not published.subject.startswith("did:")


def _is_withdrawn(method: VerificationMethod, case: Case) -> bool:
    """Whether the issuer took the key back, or its time is over; a date nobody can read is."""
    if method.revoked is not None:
        return True
    moment = read_date(method.expires)
    return method.expires is not None and (moment is None or moment <= case.now)


def _keys_in(published: _Published, case: Case) -> list[PublicKey]:
    """Return every key that the issuer's own document lists to sign credentials with."""
    keys = list(_key_set(published.content).values())
    if not _speaks_for(published, published.subject):
        return keys
    try:
        methods = tuple(methods_of(published.content))
    except ControllerDocumentError:
        return keys
    return keys + [
        method.key
        for method in methods
        if not _is_withdrawn(method, case) and _bound(method, published, case).code is None
    ]


async def _key_of_key_set(published: _Published, kid: str, case: Case) -> FoundKey:
    """Take a key from a bare JWK or JWKS: it names no owner, so the issuer's site must hold it."""
    keys = _key_set(published.content)
    key = keys.get(kid) or (next(iter(keys.values())) if len(keys) == 1 else None)
    if key is None:
        return FoundKey(Observation(Code.KEY_NOT_FOUND, seen=published.seen))
    site = origin_of(case.credential.issuer.id or "")
    if site.startswith("https:") and origin_of(published.subject) == site:
        seen = Observation(seen=published.seen)
        return FoundKey(seen, seen, key)
    listed = await find_published_key(key.thumbprint(), case)
    resolution = Observation(seen=published.seen)
    return FoundKey(gravest(listed.resolution, resolution), listed.binding, key)


def _key_set(content: JSONObject) -> dict[str, PublicKey]:
    """Return the keys of a JWK or JWKS by their `kid` (RFC 7517); what cannot be read is none."""
    members = content.get("keys") if "keys" in content else [content]
    keys: dict[str, PublicKey] = {}
    for number, jwk in enumerate(members if isinstance(members, list) else []):
        if not isinstance(jwk, dict) or "kty" not in jwk:
            continue
        try:
            key = PublicKey.from_jwk(jwk)
        except KeyUnreadableError:
            continue
        keys.setdefault(str(jwk.get("kid", f"#{number}")), key)
    return keys
