"""What a credential says in, as much of it as anybody reads out.

The document is kept as it came. Its words are shown in lists, searched and sent to every screen,
so that one document of megabytes would cost each of those what fifty honest ones do.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

LONGEST_TEXT = 20_000
"""Characters of one text; what is longer ends in an ellipsis."""
MOST_ENTRIES = 250
"""Of one list."""
_WHOLE = frozenset({
    "id", "image", "content", "proofs", "statuses", "hosting", "recipients", "parts",
    "endorsements",
})  # fmt: skip
"""Names of members that are compared, or never shown."""
_Said = TypeVar("_Said")


def shortened(said: _Said) -> _Said:
    """Return the same with long texts cut, and the first of what long lists hold."""
    if not is_dataclass(said) or isinstance(said, type):
        return said
    changes = {
        field.name: _short(getattr(said, field.name))
        for field in fields(said)
        if field.name not in _WHOLE
    }
    return replace(said, **changes)


def _short(value: Any) -> Any:
    if isinstance(value, str):
        return value if len(value) <= LONGEST_TEXT else f"{value[: LONGEST_TEXT - 1]}…"
    if isinstance(value, tuple):
        return tuple(_short(entry) for entry in value[:MOST_ENTRIES])
    if isinstance(value, Mapping):
        return {name: _short(value[name]) for name in list(value)[:MOST_ENTRIES]}
    return shortened(value)
