"""Evidence of versions 1 to 3 in, evidence out.

Source: Open Badges 2.0, "Evidence"; Open Badges 3.0, "Evidence".
"""

from collections.abc import Iterator
from typing import Any

from wallet.credentials.credential import Evidence
from wallet.credentials.members import identifier, only_text, reference, sequence

_EMPTY = Evidence(url=None)


def read_evidence(said: Any) -> tuple[Evidence, ...]:
    """Read evidence written as an address, an object, or a list of both."""
    return tuple(evidence for evidence in _each(said) if evidence != _EMPTY)


def _each(said: Any) -> Iterator[Evidence]:
    for item in sequence(said):
        if not isinstance(item, dict):
            yield Evidence(url=identifier(item))
            continue
        yield Evidence(
            url=reference(item),
            name=only_text(item.get("name")),
            narrative=only_text(item.get("narrative")),
            description=only_text(item.get("description")),
            genre=only_text(item.get("genre")),
            audience=only_text(item.get("audience")),
        )
