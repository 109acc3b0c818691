"""Parts of inputs that mutations share."""

from collections.abc import Sequence
from typing import Annotated, Any, TypeVar
from uuid import UUID

import strawberry
from strawberry import Some

from wallet.api.errors import NoSuchObjectError, not_found
from wallet.api.identifiers import Kind, key_of
from wallet.store.changes import UNSET

Given = TypeVar("Given")
Input = Annotated[Given, strawberry.argument(name="input", description="Input.")]
"""The one argument of a mutation."""


def own_key(kind: Kind, text: str, *path: str) -> UUID:
    """Return the key of an id; whose it is, the use case asks.

    Raises:
        NoSuchObjectError: no row of that kind ever had such an id.
    """
    key = key_of(kind, text)
    if key is None:
        raise NoSuchObjectError(not_found(*path))
    return key


def own_keys(kind: Kind, texts: Sequence[str], *path: str) -> list[UUID]:
    """Return the keys of ids, in order.

    Raises:
        NoSuchObjectError: one of them is none.
    """
    return [own_key(kind, text, *path, str(place)) for place, text in enumerate(texts)]


def change(given: "Some[Any] | None") -> Any:
    """Return what is to become of a field: a value, null, or nothing at all."""
    return UNSET if given is None else given.value
