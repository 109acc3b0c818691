"""A compact SD-JWT in, its parts and what its holder shows out; no signature is verified here.

An issuer signs digests of claims, and a holder shows the claims of some of them (disclosures).

Source: RFC 9901 (SD-JWT), "SD-JWT and SD-JWT+KB Data Formats" and "Verification of the SD-JWT".
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256, sha384, sha512
from types import MappingProxyType
from typing import Any

from wallet.documents.base64url import to_base64url
from wallet.documents.document import Disclosed, DocumentError, JSONObject, SdJwt
from wallet.documents.jose import decode_base64url, split
from wallet.documents.limits import LIMITS, Limits
from wallet.documents.pointers import escape
from wallet.documents.strict_json import parse

_COMPACT = re.compile(
    r"[A-Za-z0-9_-]++\.[A-Za-z0-9_-]++\.[A-Za-z0-9_-]++~"
    r"(?:[A-Za-z0-9_-]++~)*+"
    r"(?:[A-Za-z0-9_-]++\.[A-Za-z0-9_-]++\.[A-Za-z0-9_-]++)?",
    re.ASCII,
)
_HASHES: Mapping[str, Callable[[bytes], Any]] = MappingProxyType(
    {"sha-256": sha256, "sha-384": sha384, "sha-512": sha512}
)
"""What we take of the "Named Information Hash Algorithm" registry: nothing weak or cut short."""
_USUAL_HASH = "sha-256"
_DIGESTS, _ELEMENT, _HASH = "_sd", "...", "_sd_alg"
_MOST_DISCLOSURES = 500


def looks_like_sd_jwt(text: str) -> bool:
    """Whether a text has the outer form of an SD-JWT; whether it is one, `split_sd_jwt` says."""
    return _COMPACT.fullmatch(text) is not None


def split_sd_jwt(text: str, *, limits: Limits = LIMITS) -> SdJwt:
    """Return the parts of an SD-JWT, with or without a key binding, decoded strictly.

    Raises:
        DocumentError: INPUT_TOO_LARGE, JWS_INVALID, or what `strict_json.parse` refuses.
    """
    if len(text) > limits.json_bytes:
        raise DocumentError("INPUT_TOO_LARGE", "The signed token is larger than we read.")
    token, *disclosures, binding = text.split("~")
    if len(disclosures) > _MOST_DISCLOSURES:
        raise DocumentError(
            "INPUT_TOO_LARGE", f"The token shows more than {_MOST_DISCLOSURES} claims one by one."
        )
    jws = split(token, limits=limits)
    return SdJwt(
        text=text,
        jws=jws,
        disclosures=tuple(disclosures),
        bound=text[: len(text) - len(binding)].encode(),
        key_binding=split(binding, limits=limits) if binding else None,
        disclosed=_unfold(jws.payload, disclosures, limits),
    )


def showing(sd_jwt: SdJwt, pointers: Collection[str]) -> str:
    """Return the SD-JWT with the disclosures that some JSON Pointers into its claims lead to.

    Each is shown together with those that it lies within; a key binding, which covers all, goes.
    Source: RFC 9901, "Processing by the Holder".
    """
    wanted = [f"{pointer}/" for pointer in pointers]
    shown = [
        text
        for text, place in zip(sd_jwt.disclosures, sd_jwt.disclosed.places, strict=True)
        if any(each.startswith(f"{place}/") for each in wanted)
    ]
    return "".join(f"{part}~" for part in (sd_jwt.jws.token, *shown))


def bound_digest(sd_jwt: SdJwt) -> str | None:
    """Return what a key binding of an SD-JWT signs (`sd_hash`), None where its digest is unsafe.

    Source: RFC 9901, "Key Binding JWT".
    """
    named = sd_jwt.jws.payload.get(_HASH, _USUAL_HASH)
    digest = _HASHES.get(named) if isinstance(named, str) else None
    return None if digest is None else to_base64url(digest(sd_jwt.bound).digest())


class _FaultError(Exception):
    """What is shown does not fit what is signed; `code` says how."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class _Part:
    """One disclosure: `value` with the `name` of a member, or None for an element of a list."""

    name: str | None
    value: Any


def _unfold(payload: JSONObject, disclosures: list[str], limits: Limits) -> Disclosed:
    """Return the claims as the holder shows them; what does not fit leaves only what is signed."""
    try:
        unfolding = _Unfolding(payload, disclosures, limits)
        claims = unfolding.claims()
    except _FaultError as fault:
        return Disclosed(_bare(payload), fault.code)
    return Disclosed(claims, None, unfolding.at_the_top, unfolding.places())


def _bare(payload: JSONObject) -> JSONObject:
    return {name: each for name, each in payload.items() if name not in {_DIGESTS, _HASH}}


class _Unfolding:
    """Source: RFC 9901, "Verification of the SD-JWT", step 3."""

    def __init__(self, payload: JSONObject, disclosures: list[str], limits: Limits) -> None:
        named = payload.get(_HASH, _USUAL_HASH)
        if not isinstance(named, str) or named not in _HASHES:
            raise _FaultError("SD_HASH_NOT_ALLOWED")
        digest = _HASHES[named]
        self._payload = payload
        self._parts = {
            to_base64url(digest(text.encode()).digest()): _part(text, limits)
            for text in disclosures
        }
        if len(self._parts) != len(disclosures):
            raise _FaultError("SD_DUPLICATE")
        self._seen: set[str] = set()
        self._most_levels = limits.json_depth
        self._places: dict[str, str] = {}
        self.at_the_top: frozenset[str] = frozenset()

    def claims(self) -> JSONObject:
        """Return the claims, every disclosure in its one place."""
        own = {name: each for name, each in self._payload.items() if name != _HASH}
        claims: dict[str, Any] = self._shown(own, self._most_levels, "")
        if not self._parts.keys() <= self._seen:
            raise _FaultError("SD_UNREFERENCED")
        self.at_the_top = frozenset(claims.keys() - own.keys())
        return claims

    def places(self) -> tuple[str, ...]:
        """Return where in the claims each disclosure came to lie, in their order."""
        return tuple(self._places[digest] for digest in self._parts)

    def _shown(self, value: Any, levels: int, at: str) -> Any:
        """Return a value with what is disclosed of it, to so many levels; more is nobody's."""
        if not isinstance(value, dict | list):
            return value
        if not levels:
            raise _FaultError("SD_MALFORMED")
        if isinstance(value, list):
            return list(self._elements(value, levels - 1, at))
        if _ELEMENT in value:
            raise _FaultError("SD_FORBIDDEN_NAME")
        shown = {
            name: self._shown(each, levels - 1, f"{at}/{escape(name)}")
            for name, each in value.items()
            if name != _DIGESTS
        }
        for digest, part in self._taken(value.get(_DIGESTS, [])):
            if part.name is None:
                raise _FaultError("SD_MALFORMED")
            if part.name in shown:
                raise _FaultError("SD_DUPLICATE")
            self._places[digest] = place = f"{at}/{escape(part.name)}"
            shown[part.name] = self._shown(part.value, levels - 1, place)
        return shown

    def _elements(self, values: list[Any], levels: int, at: str) -> Iterator[Any]:
        number = 0
        for each in values:
            if not isinstance(each, dict) or each.keys() != {_ELEMENT}:
                yield self._shown(each, levels, f"{at}/{number}")
                number += 1
                continue
            for digest, part in self._taken([each[_ELEMENT]]):
                if part.name is not None:
                    raise _FaultError("SD_MALFORMED")
                self._places[digest] = place = f"{at}/{number}"
                yield self._shown(part.value, levels, place)
                number += 1

    def _taken(self, digests: Any) -> Iterator[tuple[str, _Part]]:
        """Yield the parts with these digests; a digest that no part has may be a decoy."""
        if not isinstance(digests, list) or not all(isinstance(each, str) for each in digests):
            raise _FaultError("SD_MALFORMED")
        for digest in digests:
            if digest in self._seen:
                raise _FaultError("SD_DUPLICATE")
            self._seen.add(digest)
            if digest in self._parts:
                yield digest, self._parts[digest]


def _part(text: str, limits: Limits) -> _Part:
    """Read one disclosure: salt, name and value, or salt and value."""
    try:
        said = parse(decode_base64url(text, part="disclosure"), limits=limits)
    except DocumentError as error:
        raise _FaultError("SD_MALFORMED") from error
    match said:
        case [str(), str(name), value]:
            if name in {_DIGESTS, _ELEMENT}:
                raise _FaultError("SD_FORBIDDEN_NAME")
            return _Part(name, value)
        case [str(), value]:
            return _Part(None, value)
    raise _FaultError("SD_MALFORMED")
