"""Evidence of versions 1 to 3 in, evidence out.

Source: Open Badges 2.0, "Evidence"; Open Badges 3.0, "Evidence".
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from wallet.credentials.credential import Evidence, Text
from wallet.credentials.members import (
    UNDETERMINED,
    identifier,
    language,
    reference,
    sequence,
    texts,
)

_EMPTY = Evidence(url=None)


def read_evidence(
    said: Any, tag: str = UNDETERMINED, *, words: Callable[[Any, str], Text] = texts
) -> tuple[Evidence, ...]:
    """Read evidence written as an address, an object, or a list of both.

    `tag` is the language of what names none; `words` reads a text in the way of its generation.
    """
    return tuple(evidence for evidence in _each(said, tag, words) if evidence != _EMPTY)


def _each(said: Any, tag: str, words: Callable[[Any, str], Text]) -> Iterator[Evidence]:
    for item in sequence(said):
        if not isinstance(item, dict):
            yield Evidence(url=identifier(item))
            continue
        own = language(item.get("@language", tag))
        yield Evidence(
            url=reference(item),
            name=words(item.get("name"), own),
            narrative=words(item.get("narrative"), own),
            description=words(item.get("description"), own),
            genre=words(item.get("genre"), own),
            audience=words(item.get("audience"), own),
        )


def with_translated(
    evidence: tuple[Evidence, ...], translated: Iterable[Evidence]
) -> tuple[Evidence, ...]:
    """Add what another language version says of the same work, which its address names."""
    others = {each.url: each for each in translated if each.url is not None}
    return tuple(_with(each, others.get(each.url or "")) for each in evidence)


def _with(evidence: Evidence, other: Evidence | None) -> Evidence:
    if other is None:
        return evidence
    return replace(
        evidence,
        name={**other.name, **evidence.name},
        narrative={**other.narrative, **evidence.narrative},
        description={**other.description, **evidence.description},
        genre={**other.genre, **evidence.genre},
        audience={**other.audience, **evidence.audience},
    )
