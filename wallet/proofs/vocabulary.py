"""An active context and a word in, whether the word is the one that compaction would write out.

Source: JSON-LD 1.1 Processing Algorithms and API, "IRI Compaction" and "Inverse Context Creation".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pyld.jsonld import JsonLdProcessor

from wallet.proofs.iris import is_absolute, is_blank

ActiveContext = Mapping[str, Any]
"""pyld's: term definitions under `mappings`, a name that no other one has under `_uuid`."""

_MOST_REMEMBERED = 50_000
_UNREAD_CONTAINERS = frozenset({"@id", "@index", "@type"})
_PROPER_NAMES = {"@id": "id", "@type": "type"}


@dataclass(frozen=True, slots=True)
class Word:
    """What a key means in a context; `fault` is a code where it may not be used as it is."""

    iri: str | None
    fault: str | None = None
    detail: str = ""
    kind: str | None = None
    container: frozenset[str] = frozenset()
    rivals: bool = False

    @property
    def is_json(self) -> bool:
        """Whether the value is a JSON literal, which is signed as it stands."""
        return self.kind == "@json"


class Vocabulary:
    """Looks words up, and remembers: a context is asked about the same few words all the time."""

    def __init__(self) -> None:
        self._processor = JsonLdProcessor()
        self._words: dict[tuple[str, str], Word] = {}
        self._types: dict[tuple[str, str], str | None] = {}

    def word(self, context: ActiveContext, key: str) -> Word:
        """Return what a key of a node object means."""
        name = (context["_uuid"], key)
        if name not in self._words:
            if len(self._words) > _MOST_REMEMBERED:
                self._words.clear()
            self._words[name] = self._look_up(context, key)
        return self._words[name]

    def fault_of_type(self, context: ActiveContext, value: str) -> str | None:
        """Return the code that fits where a value of `type` is not its compact form."""
        name = (context["_uuid"], value)
        if name not in self._types:
            if len(self._types) > _MOST_REMEMBERED:
                self._types.clear()
            self._types[name] = self._judge_type(context, value)
        return self._types[name]

    def has_term(self, context: ActiveContext, iri: str) -> bool:
        """Whether the context has a term for this IRI."""
        return iri in self._processor._get_inverse_context(context)  # noqa: SLF001 - pyld has no public way

    def expand(self, context: ActiveContext, value: str, *, vocab: bool) -> str | None:
        """Return the IRI that a text stands for, perhaps a relative one; None for no IRI."""
        iri = self._processor._expand_iri(context, value, vocab=vocab)  # noqa: SLF001 - the same
        return iri if isinstance(iri, str) else None

    def prefers(self, context: ActiveContext, key: str, word: Word, value: object) -> bool:
        """Whether compaction would write this key, of several for one IRI, before this value."""
        sample = value[0] if isinstance(value, list) and value else value
        if isinstance(sample, Mapping) or word.kind in {"@id", "@vocab"}:
            expanded: dict[str, object] = {"@id": "urn:a"}
        else:
            expanded = {"@value": sample} | ({"@type": word.kind} if word.kind else {})
        chosen = self._processor._compact_iri(context, word.iri, expanded, vocab=True)  # noqa: SLF001 - the same
        return bool(chosen == key)

    def _look_up(self, context: ActiveContext, key: str) -> Word:
        iri = self.expand(context, key, vocab=True)
        if iri in _PROPER_NAMES:
            if key == _PROPER_NAMES[iri]:
                return Word(iri)
            return Word(iri, "NOT_COMPACT_FORM", f"{key!r} is another name of {iri}.")
        if iri is None or is_blank(iri) or not (is_absolute(iri) or iri.startswith("@")):
            return Word(iri, "UNSIGNED_FIELDS", f"No context defines {key!r}.")
        if iri.startswith("@") or key in _PROPER_NAMES.values():
            return Word(iri, "NOT_COMPACT_FORM", f"{key!r} stands for {iri}.")
        mapping = context["mappings"].get(key)
        if mapping is None:
            if self.has_term(context, iri):
                return Word(iri, "NOT_COMPACT_FORM", f"{key!r} has a shorter name in its context.")
            return Word(iri)
        container = frozenset(mapping.get("@container") or ())
        if mapping.get("reverse") or _UNREAD_CONTAINERS & container:
            return Word(iri, "NOT_COMPACT_FORM", f"{key!r} is a map or points backwards.")
        rivals = [
            term for term in _terms_of(context, iri) if term[:1].isupper() == key[:1].isupper()
        ]
        if key[:1].isupper() and len(rivals) < len(_terms_of(context, iri)):
            return Word(iri, "NOT_COMPACT_FORM", f"{key!r} names a class, not a property.")
        return Word(iri, kind=mapping.get("@type"), container=container, rivals=len(rivals) > 1)

    def _judge_type(self, context: ActiveContext, value: str) -> str | None:
        iri = self.expand(context, value, vocab=True)
        if iri is None or not is_absolute(iri):
            return "RELATIVE_IRI"
        if context["mappings"].get(value) is not None:
            rivals = _terms_of(context, iri)
            fits = value[:1].isupper() or not any(term[:1].isupper() for term in rivals)
        else:
            full = f"{context.get('@vocab', '')}{value}"
            fits = iri in {value, full} and not is_blank(iri) and not self.has_term(context, iri)
        return None if fits else "NOT_COMPACT_FORM"


def _terms_of(context: ActiveContext, iri: str) -> list[str]:
    """Return the terms for one IRI.

    Several contexts of Open Badges 3.0 have one for a class and one for a property, as `Image`
    and `image`, and two for the class OpenBadgeCredential: readers know the latter two alike.
    """
    return [
        term
        for term, mapping in context["mappings"].items()
        if mapping is not None and mapping["@id"] == iri
    ]
