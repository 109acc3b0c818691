"""A DID document or issuer profile and the id of a key in, the key and its standing there out.

Source: W3C Controlled Identifiers 1.0, "Retrieve Verification Method"; Open Badges 3.0, "Profile".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wallet.documents.document import JSONObject
from wallet.proofs.keys import KeyUnreadableError, PublicKey

_ASSERTING = "assertionMethod"
_RELATIONSHIPS = (
    _ASSERTING,
    "authentication",
    "capabilityInvocation",
    "capabilityDelegation",
)
_METHODS = ("verificationMethod", "publicKey")
"""Where whole methods are listed; `publicKey` is the older name, also that of Open Badges 2.0."""

_MOST_METHODS = 500


class ControllerDocumentError(Exception):
    """A controller document that does not vouch for the key; `code` says how."""

    code = "KEY_NOT_FOUND"


class KeyNotFoundError(ControllerDocumentError):
    """The document does not list the key, or lists two by the same id."""

    code = "KEY_NOT_FOUND"


class KeyRevokedError(ControllerDocumentError):
    """The document says that the key is withdrawn."""

    code = "KEY_REVOKED"


class NotAssertionMethodError(ControllerDocumentError):
    """The document lists the key, but not to sign credentials with."""

    code = "NOT_ASSERTION_METHOD"


class ControllerMismatchError(ControllerDocumentError):
    """The key names another controller than the document's subject."""

    code = "CONTROLLER_MISMATCH"


@dataclass(frozen=True, slots=True)
class VerificationMethod:
    """One key of a controller document.

    `id` is absolute. `asserts` says whether it is listed (by reference or whole) to sign
    credentials with; `revoked` and `expires` are its own members, unread.
    """

    id: str
    type: str
    controller: str | None
    key: PublicKey
    asserts: bool
    revoked: str | None = None
    expires: str | None = None


def find_method(document: JSONObject, method_id: str) -> VerificationMethod:
    """Return the key of this absolute id.

    Raises:
        KeyNotFoundError: there is none, or there are different ones.
        KeyUnreadableError: it is there, and we cannot read it.
    """
    found = [
        entry for entry in _entries(document) if _absolute(entry.get("id"), document) == method_id
    ]
    if not found:
        raise KeyNotFoundError(f"The document does not list {method_id!r}.")
    if any(_material(entry) != _material(found[0]) for entry in found):
        raise KeyNotFoundError(f"The document lists different keys as {method_id!r}.")
    return _method(found[0], method_id, document)


def methods_of(document: JSONObject) -> Iterator[VerificationMethod]:
    """Yield every key of a document that we can read, each id once."""
    seen = set()
    for entry in _entries(document):
        method_id = _absolute(entry.get("id"), document)
        if method_id is not None and method_id not in seen:
            seen.add(method_id)
            try:
                yield find_method(document, method_id)
            except (KeyUnreadableError, KeyNotFoundError):
                continue


def require_binding(method: VerificationMethod, controller: str) -> None:
    """Check that a key stands for its controller in signing credentials, as far as it says.

    Dates are for whoever knows the time: `expires` is not looked at.

    Raises:
        ControllerMismatchError: the key names another controller.
        KeyRevokedError: it has a `revoked` member.
        NotAssertionMethodError: it is not listed under `assertionMethod`.
    """
    if method.controller is not None and method.controller != controller:
        raise ControllerMismatchError(f"{method.id!r} is controlled by {method.controller!r}.")
    if method.revoked is not None:
        raise KeyRevokedError(f"{method.id!r} is withdrawn.")
    if not method.asserts:
        raise NotAssertionMethodError(f"{method.id!r} is not there to sign credentials.")


def public_key_of(entry: JSONObject) -> PublicKey:
    """Return the key of one method, in whichever of the three notations it is written.

    Raises:
        KeyUnreadableError: in none, in several, or malformed.
    """
    match _material(entry):
        case (str(multikey), None, None):
            return PublicKey.from_multikey(multikey)
        case (None, {} as jwk, None):
            return PublicKey.from_jwk(jwk)
        case (None, None, str(pem)):
            return PublicKey.from_pem(pem)
        case _:
            raise KeyUnreadableError("The method holds no key, or several.")


def _entries(document: JSONObject) -> Iterator[JSONObject]:
    count = 0
    for name in (*_METHODS, *_RELATIONSHIPS):
        for entry in _listed(document.get(name)):
            if isinstance(entry, Mapping):
                count += 1
                if count > _MOST_METHODS:
                    raise KeyNotFoundError("The document lists more keys than we look at.")
                yield entry


def _method(entry: JSONObject, method_id: str, document: JSONObject) -> VerificationMethod:
    kind, controller = entry.get("type"), entry.get("controller", entry.get("owner"))
    return VerificationMethod(
        id=method_id,
        type=kind if isinstance(kind, str) else "",
        controller=None if controller is None else str(controller),
        key=public_key_of(entry),
        asserts=method_id in _asserting(document),
        revoked=_text(entry.get("revoked")),
        expires=_text(entry.get("expires")),
    )


def _asserting(document: JSONObject) -> frozenset[str | None]:
    listed = _listed(document.get(_ASSERTING))
    names = (entry.get("id") if isinstance(entry, Mapping) else entry for entry in listed)
    return frozenset(_absolute(name, document) for name in names)


def _material(entry: JSONObject) -> tuple[object, object, object]:
    return (entry.get("publicKeyMultibase"), entry.get("publicKeyJwk"), entry.get("publicKeyPem"))


def _absolute(name: object, document: JSONObject) -> str | None:
    """Return an id in full: a bare fragment is one of the document's own."""
    if not isinstance(name, str):
        return None
    return f"{document.get('id')}{name}" if name.startswith("#") else name


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: object) -> str | None:
    return None if value is None or value is False else str(value)
