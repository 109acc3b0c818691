"""How enums and roots are declared, each with its sentence."""

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

import strawberry

Method = TypeVar("Method", bound=Callable[..., Any])


def describe(
    members: type[Enum], description: str, *, name: str | None = None, **sentences: str
) -> None:
    """Make the enum one of the schema; `sentences` holds one for each member.

    Raises:
        ValueError: a member without a sentence, or a sentence without its member.
    """
    if set(sentences) != set(members.__members__):
        raise ValueError(f"{members.__name__}: {set(sentences) ^ set(members.__members__)}")
    strawberry.enum(members, name=name, description=description)
    for value in members.__strawberry_definition__.values:  # type: ignore[attr-defined]  # set above
        value.description = sentences[value.name]


def query(description: str) -> Callable[[Method], Method]:
    """Declare a root of a query by the method that resolves it."""
    declared: Callable[[Method], Method] = strawberry.field(description=description)
    return declared


def mutation(description: str) -> Callable[[Method], Method]:
    """Declare a root of a mutation by the method that does it."""
    declared: Callable[[Method], Method] = strawberry.mutation(description=description)
    return declared


def subscription(description: str) -> Callable[[Method], Method]:
    """Declare a root of a subscription by the method that yields its events."""
    declared: Callable[[Method], Method] = strawberry.subscription(description=description)
    return declared
