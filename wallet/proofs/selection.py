"""A JSON document and pointers in, the part of it that they select out.

Source: W3C Data Integrity ECDSA Cryptosuites 1.0, "jsonPointerToPaths", "createInitialSelection",
"selectPaths" and "selectJsonLd"; RFC 6901.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from re import ASCII
from re import compile as pattern
from typing import Any

from wallet.documents.document import JSONObject

_POINTER = pattern(r"(?:/(?:[^/~]|~[01])*)*")
_INDEX = pattern(r"0|[1-9][0-9]{0,8}", ASCII)


class PointerError(ValueError):
    """A JSON Pointer that is none, or that leads nowhere in the document."""


@dataclass(slots=True)
class _Branch:
    """What is selected below one place: `whole` all of it, else what `further` leads to."""

    whole: bool = False
    further: dict[str, "_Branch"] = field(default_factory=dict)


def tokens_of(pointer: str) -> tuple[str, ...]:
    """Return the unescaped tokens of a JSON Pointer, none of the pointer to the whole.

    Raises:
        PointerError: it is no JSON Pointer (RFC 6901, 3).
    """
    if _POINTER.fullmatch(pointer) is None:
        raise PointerError(f"{pointer[:80]!r} is no JSON Pointer.")
    return tuple(token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:])


def select(
    document: JSONObject, pointers: Iterable[str], *, with_ids: bool = True
) -> dict[str, Any] | None:
    """Return what the pointers select, within its surroundings; None where there are no pointers.

    The contexts come along, and the `id` and `type` of every object on the way. A list keeps the
    order of what is selected of it. Without `with_ids` an id is there only where a pointer leads
    to it: so nothing is signed, but also nothing named that was not chosen.

    Raises:
        PointerError: a pointer is malformed, or leads nowhere.
    """
    root = _Branch()
    for pointer in pointers:
        branch = root
        for token in tokens_of(pointer):
            branch = branch.further.setdefault(token, _Branch())
        branch.whole = True
    if not root.whole and not root.further:
        return None
    selected = _selected(document, root, with_ids=with_ids)
    return {"@context": deepcopy(document["@context"]), **selected}


def _selected(value: Any, branch: _Branch, *, with_ids: bool) -> Any:
    if branch.whole:
        return deepcopy(value)
    if isinstance(value, list):
        chosen = {_index(token, value): below for token, below in branch.further.items()}
        return [
            _selected(value[index], chosen[index], with_ids=with_ids) for index in sorted(chosen)
        ]
    if not isinstance(value, Mapping):
        raise PointerError("A pointer leads into a text or a number.")
    missing = branch.further.keys() - value.keys()
    if missing:
        raise PointerError(f"There is no {min(missing)[:80]!r} where a pointer leads.")
    found = {
        name: _selected(value[name], below, with_ids=with_ids)
        for name, below in branch.further.items()
    }
    return {**_named(value, with_id=with_ids), **found}


def _index(token: str, values: list[Any]) -> int:
    """Return the place that a token names: "1abc" and "01" are no numbers."""
    if _INDEX.fullmatch(token) is None or int(token) >= len(values):
        raise PointerError(f"There is no element {token[:80]!r} where a pointer leads.")
    return int(token)


def _named(node: JSONObject, *, with_id: bool) -> dict[str, Any]:
    """Return what every shown object shows of itself; an id that is only a label is no name."""
    named: dict[str, Any] = {}
    identifier = node.get("id")
    if with_id and isinstance(identifier, str) and not identifier.startswith("_:"):
        named["id"] = identifier
    if "type" in node:
        named["type"] = deepcopy(node["type"])
    return named


def like_original(original: Any, compacted: Any) -> Any:
    """Return `compacted` with its lists of one where `original` has them, so that pointers fit.

    Compaction makes `"x"` of `["x"]`, and a pointer that was made for the one leads nowhere in
    the other.
    """
    if isinstance(original, list):
        values = compacted if isinstance(compacted, list) else [compacted]
        if len(values) != len(original):
            return values
        return [like_original(one, other) for one, other in zip(original, values, strict=True)]
    if isinstance(original, Mapping) and isinstance(compacted, Mapping):
        return {
            name: like_original(original[name], value)
            if name in original and name != "@context"
            else value
            for name, value in compacted.items()
        }
    return compacted
