"""An SD-JWT VC in, its selectable fields out: what its issuer made disclosable, one by one.

Sources: RFC 9901 (SD-JWT), "Disclosures"; OpenID Connect Core 1.0, "Standard Claims".
"""

from collections.abc import Iterator
from re import compile as pattern
from typing import Any

from wallet.documents.document import SdJwt
from wallet.documents.pointers import escape
from wallet.proofs.selection import tokens_of
from wallet.sharing.fields_of_documents import name_of
from wallet.sharing.selectable import AlwaysBecause, FieldCode, SelectableField, is_within

_ALWAYS = {
    "/iss": (FieldCode.ISSUER, AlwaysBecause.ISSUER),
    "/vct": (FieldCode.TYPE, AlwaysBecause.NAME),
    "/achievement/name": (FieldCode.NAME, AlwaysBecause.NAME),
    "/nbf": (FieldCode.VALID_FROM, AlwaysBecause.DATES),
    "/iat": (FieldCode.AWARDED, AlwaysBecause.DATES),
    "/exp": (FieldCode.VALID_UNTIL, AlwaysBecause.DATES),
    "/status": (FieldCode.STATUS, AlwaysBecause.STATUS),
}
_PERSONAL = pattern(
    r"sub|cnf|name|(?:given|family|middle|first|last|birth)_?name|nickname|preferred_username|"
    r"profile|picture|website|e?mail|gender|birth_?date|age.*|zoneinfo|phone_?number|address|"
    r"nationalit(?:y|ies)|place_of_birth|personal_.*|student_?(?:id|number)"
)
_CODES = {
    "sub": FieldCode.RECIPIENT_ID,
    "name": FieldCode.RECIPIENT_NAME,
    "given_name": FieldCode.RECIPIENT_NAME,
    "family_name": FieldCode.RECIPIENT_NAME,
    "picture": FieldCode.RECIPIENT_IMAGE,
    "jti": FieldCode.CREDENTIAL_ID,
}


def fields_of_sd_jwt(sd_jwt: SdJwt) -> tuple[SelectableField, ...]:
    """Return the fields of a token whose disclosures fit what is signed, in the claims' order."""
    places = set(sd_jwt.disclosed.places)
    order = {pointer: number for number, pointer in enumerate(_pointers(sd_jwt.disclosed.claims))}
    signed = {
        f"/{escape(name)}" for name in sd_jwt.disclosed.claims if f"/{escape(name)}" not in places
    }
    return tuple(
        _field(pointer, places, sd_jwt)
        for pointer in sorted(places | signed, key=lambda pointer: order[pointer])
    )


def _field(pointer: str, places: set[str], sd_jwt: SdJwt) -> SelectableField:
    tokens = tokens_of(pointer)
    within = [each for each in places if each != pointer and is_within(pointer, each)]
    always = next(
        (said for place, said in _ALWAYS.items() if is_within(place, pointer)),
        None,
    )
    if always is None and pointer not in places:
        always = (_code(tokens), AlwaysBecause.SIGNED_WITH_ALL)
    code, because = always or (_code(tokens), None)
    named = None if code is not FieldCode.OTHER else _name(tokens, sd_jwt)
    return SelectableField(
        pointer,
        code,
        named,
        always=because,
        needs=tuple(within),
        identifies_holder=any(_PERSONAL.fullmatch(token.lower()) for token in tokens)
        and because not in {AlwaysBecause.ISSUER, AlwaysBecause.NAME},
    )


def _code(tokens: tuple[str, ...]) -> FieldCode:
    return _CODES.get(tokens[0], FieldCode.OTHER) if len(tokens) == 1 else FieldCode.OTHER


def _name(tokens: tuple[str, ...], sd_jwt: SdJwt) -> str:
    """Return the claim's own name with those that it lies within, and what it calls itself."""
    said: Any = sd_jwt.disclosed.claims
    for token in tokens:
        said = said[int(token)] if isinstance(said, list) else said[token]
    path = " / ".join(str(int(token) + 1) if token.isdigit() else token for token in tokens)
    called = name_of(said)
    return path if called is None else f"{path}: {called}"


def _pointers(value: Any, at: str = "") -> Iterator[str]:
    """Yield the pointer of everything in some claims, each before what lies within it."""
    inside = (
        [(escape(name), each) for name, each in value.items()]
        if isinstance(value, dict)
        else [(str(number), each) for number, each in enumerate(value)]
        if isinstance(value, list)
        else []
    )
    for token, each in inside:
        yield f"{at}/{token}"
        yield from _pointers(each, f"{at}/{token}")
