"""Parts of inputs that mutations share."""

from collections.abc import Sequence
from typing import Annotated, Any, TypeVar
from uuid import UUID

import strawberry
from strawberry import Some

from wallet.api.identifiers import Kind, key_of
from wallet.store.changes import UNSET

Given = TypeVar("Given")
Input = Annotated[Given, strawberry.argument(name="input", description="Input.")]
"""The one argument of a mutation."""
_NOWHERE = UUID(int=(1 << 128) - 1)


def own_key(kind: Kind, text: str) -> UUID:
    """Return the key that an id names; whose it is, the use case asks.

    An id that never named anything gives a key that no row has, so that it goes the same way as
    another's and looks the same from outside.
    """
    return key_of(kind, text) or _NOWHERE


def own_keys(kind: Kind, texts: Sequence[str]) -> list[UUID]:
    """Return the keys that ids name, in order."""
    return [own_key(kind, text) for text in texts]


def optional_key(kind: Kind, text: str | None) -> UUID | None:
    """Return the key of an optional id, None only where none was given."""
    return None if text is None or text is strawberry.UNSET else own_key(kind, text)


def change(given: "Some[Any] | None") -> Any:
    """Return what is to become of a field: a value, null, or nothing at all."""
    return UNSET if given is None else given.value
