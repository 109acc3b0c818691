"""A held credential in, the fields of it that its holder may show or hide out.

What every visitor needs is always shown: who issued it, what for, when, and whether it stands
(design, "Sharing"). A result goes with its scale, without which it would mislead.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class FieldCode(StrEnum):
    """What a field is about; append-only. The words are in `field_words`."""

    ACHIEVEMENT = "ACHIEVEMENT"
    ACHIEVEMENT_ID = "ACHIEVEMENT_ID"
    ACHIEVEMENT_TYPE = "ACHIEVEMENT_TYPE"
    ALIGNMENT = "ALIGNMENT"
    ASSOCIATION = "ASSOCIATION"
    AWARDED = "AWARDED"
    CODE = "CODE"
    CREATOR = "CREATOR"
    CREDENTIAL_ID = "CREDENTIAL_ID"
    CREDENTIAL_NAME = "CREDENTIAL_NAME"
    CREDITS = "CREDITS"
    CREDITS_AVAILABLE = "CREDITS_AVAILABLE"
    CRITERIA = "CRITERIA"
    DESCRIPTION = "DESCRIPTION"
    ENDORSEMENT = "ENDORSEMENT"
    EVIDENCE = "EVIDENCE"
    FIELD_OF_STUDY = "FIELD_OF_STUDY"
    IMAGE = "IMAGE"
    ISSUER = "ISSUER"
    LANGUAGE = "LANGUAGE"
    NAME = "NAME"
    NARRATIVE = "NARRATIVE"
    OTHER = "OTHER"
    PART = "PART"
    PERIOD = "PERIOD"
    RECIPIENT_ID = "RECIPIENT_ID"
    RECIPIENT_IMAGE = "RECIPIENT_IMAGE"
    RECIPIENT_NAME = "RECIPIENT_NAME"
    RESULT = "RESULT"
    ROLE = "ROLE"
    SCALE = "SCALE"
    STATUS = "STATUS"
    TAGS = "TAGS"
    TERM = "TERM"
    TERMS = "TERMS"
    TYPE = "TYPE"
    VALID_FROM = "VALID_FROM"
    VALID_UNTIL = "VALID_UNTIL"


class AlwaysBecause(StrEnum):
    """Why a field cannot be hidden."""

    ISSUER = "ISSUER"
    NAME = "NAME"
    DATES = "DATES"
    STATUS = "STATUS"
    SIGNED_WITH_ALL = "SIGNED_WITH_ALL"


@dataclass(frozen=True, slots=True)
class SelectableField:
    """A part of a credential that is shown or hidden as one.

    `pointer` (RFC 6901) leads to it in what its holder holds: the credential's JSON, the claims
    of a token, or for Open Badges 1 and 2, which lie in several documents, what was read of them.
    `name` is what the issuer calls it, `number` its place among those of its kind, from 1. Where
    it is shown, `needs` are, too; `group` is one for all that go together.
    """

    pointer: str
    code: FieldCode
    name: str | None = None
    number: int | None = None
    always: AlwaysBecause | None = None
    needs: tuple[str, ...] = ()
    group: str | None = None
    identifies_holder: bool = False


class UnknownFieldError(ValueError):
    """A pointer to nothing that may be shown or hidden by itself."""

    def __init__(self, pointer: str) -> None:
        super().__init__(pointer)
        self.pointer = pointer


def shown_with(fields: Sequence[SelectableField], chosen: Iterable[str]) -> tuple[str, ...]:
    """Return the pointers of all that is shown where `chosen` are: always, chosen, and needed.

    Raises:
        UnknownFieldError: a pointer leads to none of the fields.
    """
    by_pointer = {field.pointer: field for field in fields}
    waiting = [field.pointer for field in fields if field.always is not None]
    for pointer in chosen:
        if pointer not in by_pointer:
            raise UnknownFieldError(pointer)
        waiting.append(pointer)
    shown: set[str] = set()
    while waiting:
        pointer = waiting.pop()
        if pointer not in shown:
            shown.add(pointer)
            waiting += by_pointer[pointer].needs
    return tuple(field.pointer for field in fields if field.pointer in shown)


def is_within(pointer: str, outer: str) -> bool:
    """Whether a pointer leads to what another one leads to, or into it."""
    return pointer == outer or pointer.startswith(f"{outer}/")


def made_mandatory(
    fields: Iterable[SelectableField], mandatory: Sequence[str]
) -> tuple[SelectableField, ...]:
    """Return the fields; those that the issuer's own pointers cover cannot be hidden."""
    return tuple(
        replace(field, always=AlwaysBecause.SIGNED_WITH_ALL)
        if field.always is None and any(is_within(field.pointer, each) for each in mandatory)
        else field
        for field in fields
    )
