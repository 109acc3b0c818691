"""When two documents are one credential (design section 8)."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Self

import rfc8785

from wallet.credentials.credential import Credential, Securing
from wallet.credentials.recipients import looks_hashed
from wallet.documents.document import Carrier, Document, JSONObject
from wallet.intake.examining import Examined
from wallet.store.json_text import encode
from wallet.store.keys import row_key
from wallet.verification.codes import Code
from wallet.verification.report import Integrity

JSON_MEDIA_TYPE = "application/ld+json"
_VC_JWT_MEDIA_TYPE = "application/vc+jwt"
_JWS_MEDIA_TYPE = "application/jose"


@dataclass(frozen=True, slots=True)
class Sameness:
    """What a credential is compared by, and the bytes that its words were read from.

    `content_sha256` is of the token where it is a JWS, else of the canonical JSON (RFC 8785):
    of a hosted badge that is the assertion as its address shows it, so a bare address and a
    baked image of one badge are one. Where the copy in hand says something else than that, or
    the whole is not INTACT, it is the copy's own: a tampered one is never taken for the
    genuine one. `may_be_a_version` tells whether it may be linked to another by its ids.
    """

    content_sha256: str
    may_be_a_version: bool
    shown: bytes
    shown_media_type: str

    @classmethod
    def of(cls, examined: Examined) -> Self:
        """Look at what was examined."""
        document, credential = examined.document, examined.credential
        genuine = examined.report.integrity is Integrity.INTACT
        faithful = genuine and not examined.report.says(Code.COPY_DIFFERS)
        if document.jws is not None:
            token = document.jws.token.encode()
            return cls(sha256(token).hexdigest(), faithful, token, _token_type(credential))
        compared = credential.content
        if not faithful and document.content is not None:
            compared = document.content
        return cls(_digest(compared), faithful, _shown(examined), JSON_MEDIA_TYPE)

    @staticmethod
    def but_for_salts(one: JSONObject, other: JSONObject) -> bool:
        """Whether two credentials are alike but for their proofs and for salted hashes.

        Some platforms hash the recipient with a new salt, and sign anew, at each download. To be
        asked only of credentials by one issuer that are INTACT.
        """
        said, said_other = _unsalted(_without_proof(one)), _unsalted(_without_proof(other))
        return _digest(said) == _digest(said_other)


def _without_proof(content: JSONObject) -> JSONObject:
    return {name: member for name, member in content.items() if name != "proof"}


def _unsalted(value: Any) -> Any:
    if isinstance(value, list):
        return [_unsalted(member) for member in value]
    if not isinstance(value, dict):
        return value
    salted = isinstance(value.get("salt"), str)
    return {
        name: None
        if salted and isinstance(member, str) and looks_hashed(member)
        else _unsalted(member)
        for name, member in value.items()
        if not (salted and name == "salt")
    }


def _token_type(credential: Credential) -> str:
    is_vc = credential.format.is_verifiable_credential
    return _VC_JWT_MEDIA_TYPE if is_vc else _JWS_MEDIA_TYPE


def _digest(content: JSONObject) -> str:
    return sha256(_canonical(content)).hexdigest()


def _canonical(content: JSONObject) -> bytes:
    try:
        return bytes(rfc8785.dumps(dict(content)))
    except (rfc8785.CanonicalizationError, RecursionError):
        # numbers beyond what RFC 8785 writes: our own text tells them apart just as well
        return repr(_sorted(content)).encode("utf-8", "surrogatepass")


def _sorted(value: object) -> object:
    if isinstance(value, dict):
        return sorted((key, _sorted(member)) for key, member in value.items())
    if isinstance(value, list):
        return [_sorted(member) for member in value]
    return value


def _shown(examined: Examined) -> bytes:
    """Return the JSON text: as hosted, as brought, or written anew where it lay in an image."""
    document, credential = examined.document, examined.credential
    if credential.format.securing is Securing.HOSTED:
        for answer in examined.answers:
            if answer.body is not None and answer.content == credential.content:
                return answer.body
    if document.content == credential.content and _is_bare(document):
        return document.original
    return encode(credential.content).encode()


def _is_bare(document: Document) -> bool:
    return document.carriers[-1:] == (Carrier.JSON,) and document.media_type == "application/json"


@dataclass(frozen=True, slots=True)
class RowKeys:
    """Makes the keys of issuers, achievements and skills that one document names.

    By their identifiers only where `believed`, that is INTACT; else they are this document's
    own, so that a forged badge never renames what a genuine one says.
    """

    believed: bool
    document_sha256: str

    @classmethod
    def of(cls, examined: Examined) -> Self:
        """Look at what was examined."""
        return cls(examined.report.integrity is Integrity.INTACT, examined.document.sha256)

    def key(self, kind: str, *identifiers: str | None) -> str:
        """Return the key of a thing of this kind; without all its identifiers it is nobody's."""
        known = [identifier for identifier in identifiers if identifier is not None]
        if self.believed and len(known) == len(identifiers):
            return row_key(kind, *known)
        return row_key(kind, *known, "in", self.document_sha256)
