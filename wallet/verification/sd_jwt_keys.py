"""A token by the issuer of an SD-JWT VC in, the key that is to have signed it out.

Source: SD-JWT-based Verifiable Credentials (draft-ietf-oauth-sd-jwt-vc), "Issuer Signature
Mechanisms" and "JWT VC Issuer Metadata".
"""

from urllib.parse import urlsplit

from wallet.documents.document import CompactJws
from wallet.verification.addresses import origin_of
from wallet.verification.case import Case, Observation
from wallet.verification.codes import Code
from wallet.verification.found_key import FoundKey
from wallet.verification.issuer_keys import find_key
from wallet.verification.key_sets import KeySet, key_set_of

_WELL_KNOWN = "/.well-known/jwt-vc-issuer"


async def key_of_issuer(jws: CompactJws, case: Case) -> FoundKey:
    """Find the key that signed a token in the name of the case's issuer.

    It is in the issuer's DID document, in its metadata, or at the issuer's own address.
    """
    issuer, kid = case.credential.issuer.id or "", jws.header.get("kid")
    name = kid if isinstance(kid, str) else ""
    if issuer.startswith("did:"):
        return await find_key(_in_document(issuer, name), case)
    if not origin_of(issuer).startswith("https:"):
        return _by_certificate(jws, FoundKey(Observation(Code.KEY_NOT_FOUND)))
    published = await _metadata(issuer, case)
    if published is not None:
        return published.found(published.key(name))
    return _by_certificate(jws, await find_key(_in_document(issuer, name), case))


def _in_document(issuer: str, name: str) -> str:
    """Return the absolute id of a key that is named within its issuer's document."""
    if name.startswith("did:") or origin_of(name).startswith("https:"):
        return name
    return f"{issuer}#{name.removeprefix('#')}" if name else issuer


def _by_certificate(jws: CompactJws, found: FoundKey) -> FoundKey:
    """Where only a certificate tells the key, say so: it may well be an honest one."""
    if found.key is None and "x5c" in jws.header:
        return FoundKey(Observation(Code.KEY_BY_CERTIFICATE))
    return found


async def _metadata(issuer: str, case: Case) -> KeySet | None:
    """Return the key set of the issuer's metadata, None where it publishes none."""
    place = urlsplit(issuer)
    path = place.path.removesuffix("/")
    answer = await case.sources.fetch(f"https://{place.netloc}{_WELL_KNOWN}{path}")
    if not answer.arrived or answer.content is None:
        return None
    if origin_of(answer.final_url) != origin_of(issuer):
        detail = "The address sends on to another site."
        return KeySet(Observation(Code.KEY_URL_UNREACHABLE, detail, seen=answer))
    if answer.member("issuer") != issuer:
        return KeySet(Observation(Code.DID_DOC_ID_MISMATCH, seen=answer))
    named = await key_set_of(answer.content, answer, case.sources)
    return named or KeySet(Observation(Code.KEY_NOT_FOUND, seen=answer))
