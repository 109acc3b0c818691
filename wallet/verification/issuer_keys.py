"""The id of a key in, the key and whose it is out.

The key is looked up where its id says, and counts only if what lies there is the issuer's own
document and lists it to sign credentials with. A key in a fragment, in a header or in the
credential itself is never taken at its word.

Sources: Controlled Identifiers 1.0, "Retrieve Verification Method"; Open Badges 3.0, "Profile"
and "JSON Web Token Proof Format".
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

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
from wallet.verification.found_key import FoundKey
from wallet.verification.key_sets import KeySet, key_set_of, keys_of
from wallet.verification.replaced_keys import find_replaced
from wallet.verification.sources import Answer

_KEY_ITSELF = ("did:key:", "did:jwk:")
_RELATIONSHIPS = (
    "assertionMethod",
    "authentication",
    "keyAgreement",
    "capabilityInvocation",
    "capabilityDelegation",
)


_LONGEST_REMEMBERED = 1_000
_KEYS_OF_THEMSELVES: LRUCache[tuple[str, str], FoundKey] = LRUCache(maxsize=1_000)
"""By the id of the key and the issuer's: nothing else decides about a DID that is its key."""


@dataclass(frozen=True, slots=True)
class _Published:
    """A document that says whose keys it lists, and where it was seen."""

    subject: str
    content: JSONObject
    seen: Answer | None


async def find_key(
    method_id: str,
    case: Case,
    *,
    signed_at: datetime | None = None,
    fits: Callable[[PublicKey], bool] | None = None,
) -> FoundKey:
    """Find the key with this absolute id (a DID URL or https URL) and judge whose it is.

    `signed_at` is when the signature says it was made; else the credential's own beginning. Once
    the key that is published now turned out not to be the one, `fits` tells which one is.
    """
    named = method_id, case.credential.issuer.id or ""
    if not method_id.startswith(_KEY_ITSELF) or sum(map(len, named)) > _LONGEST_REMEMBERED:
        return await _find_key(method_id, case, signed_at, fits)
    found = _KEYS_OF_THEMSELVES.get(named)
    if found is None:
        found = _KEYS_OF_THEMSELVES[named] = await _find_key(method_id, case, signed_at, fits)
    return found


async def _find_key(
    method_id: str,
    case: Case,
    signed_at: datetime | None,
    fits: Callable[[PublicKey], bool] | None,
) -> FoundKey:
    subject, _, fragment = method_id.partition("#")
    url = _address_of(subject)
    if isinstance(url, Observation):
        return FoundKey(url)
    published = await _published_at(subject, url, case)
    if isinstance(published, Observation):
        live = FoundKey(published)
    elif "kty" in published.content or "keys" in published.content:
        return await _key_of_key_set(published, fragment or method_id, case)
    else:
        live = _key_in(published, method_id, case)
        if live.resolution.code is Code.KEY_NOT_FOUND:
            live = await _key_of_named_set(published, fragment, case) or live

    look = _earlier(subject, url, published, case, lambda each: _key_in(each, method_id, case))
    return await find_replaced(
        url,
        case,
        live=live,
        look=look,
        signed_at=signed_at or case.credential.valid_from,
        fits=fits,
    )


def _earlier(
    subject: str,
    url: str,
    published: _Published | Observation,
    case: Case,
    find: Callable[[_Published], FoundKey],
) -> Callable[[Answer], FoundKey]:
    """Return what judges an earlier document: what is taken back now counts no more."""

    def look(answer: Answer) -> FoundKey:
        earlier = _published_in(answer, subject, url)
        if isinstance(earlier, Observation):
            return FoundKey(earlier)
        found = find(earlier)
        if found.key is not None and _is_withdrawn_now(found.key, published, case):
            return FoundKey(Observation(Code.KEY_REVOKED, seen=answer))
        return found

    return look


def _key_in(published: _Published, method_id: str, case: Case) -> FoundKey:
    subject, _, fragment = method_id.partition("#")
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
    subject = case.credential.issuer.id or ""
    url = _address_of(subject)
    if isinstance(url, Observation):
        return FoundKey(url)
    published = await _published_at(subject, url, case)
    if isinstance(published, Observation):
        live = FoundKey(published)
    else:
        live = _listed(thumbprint, published, case)
        named = None if live.key_holds else await _set_named_by(published, case)
        if named is not None and (key := named.by_thumbprint(thumbprint)) is not None:
            live = named.found(key)

    look = _earlier(subject, url, published, case, lambda each: _listed(thumbprint, each, case))
    return await find_replaced(
        url, case, live=live, look=look, signed_at=case.credential.valid_from
    )


def _listed(thumbprint: str, published: _Published, case: Case) -> FoundKey:
    seen = Observation(seen=published.seen)
    for key in _keys_in(published, case):
        if key.thumbprint() == thumbprint:
            return FoundKey(seen, seen, key)
    return FoundKey(seen, Observation(Code.KEY_EMBEDDED_UNTRUSTED, seen=published.seen))


def _is_withdrawn_now(key: PublicKey, published: _Published | Observation, case: Case) -> bool:
    """Whether what is published now takes back a key, under whatever name."""
    if isinstance(published, Observation):
        return False
    try:
        methods = tuple(methods_of(published.content))
    except ControllerDocumentError:
        return True
    same = (each for each in methods if each.key.thumbprint() == key.thumbprint())
    return any(_is_withdrawn(each, case) for each in same)


def _address_of(subject: str) -> str | Observation:
    """Return where a subject's document lies, "" where the subject is its own document."""
    if subject.startswith("did:"):
        try:
            return locate(subject).url or ""
        except DidUnresolvedError as error:
            return Observation(Code.DID_UNRESOLVED, str(error))
    if origin_of(subject):
        return subject
    return Observation(Code.KEY_NOT_FOUND, "The signature names no key that can be looked up.")


async def _published_at(subject: str, url: str, case: Case) -> _Published | Observation:
    if not url:
        return _Published(subject, locate(subject).document or {}, None)
    return _published_in(await case.sources.fetch(url), subject, url)


def _published_in(answer: Answer, subject: str, url: str) -> _Published | Observation:
    is_did = subject.startswith("did:")
    unreachable = Code.DID_UNRESOLVED if is_did else Code.KEY_URL_UNREACHABLE
    if not answer.arrived or answer.content is None or answer.over_http:
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
            "The key is that of {subject}.",
            seen=published.seen,
            particulars={"subject": published.subject[:200]},
        )
    method = replace(method, revoked=None)  # its dates are judged by whoever knows the time
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
    """Whether the issuer took the key back, or its time is over; a date nobody can read is.

    From then on nothing is verified with it, whenever it was signed. Source: Controlled
    Identifiers 1.0, "Verification Methods" (`expires`, `revoked`).
    """
    moments = (read_date(date) for date in (method.revoked, method.expires) if date is not None)
    return any(moment is None or moment <= case.now for moment in moments)


def _keys_in(published: _Published, case: Case) -> list[PublicKey]:
    """Return every key that the issuer's own document lists to sign credentials with."""
    keys = list(keys_of(published.content).values())
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
    keys = keys_of(published.content)
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


async def _set_named_by(published: _Published, case: Case) -> KeySet | None:
    """Return the key set that the issuer's own profile on the web names, None where none is."""
    is_profile = _is_issuer(published.subject, case) and origin_of(published.subject)
    if not is_profile or not _speaks_for(published, published.subject):
        return None
    return await key_set_of(published.content, published.seen, case.sources)


async def _key_of_named_set(published: _Published, kid: str, case: Case) -> FoundKey | None:
    named = await _set_named_by(published, case)
    return None if named is None else named.found(named.key(kid))
