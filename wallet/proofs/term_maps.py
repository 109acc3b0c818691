"""Pinned contexts in, what each word of a node means out: asked of pyld once, then looked up.

What a word means depends on the contexts, on the property that the node hangs under and on its
types. pyld is shown one node of each such kind, and the active context that it enters the node
with is kept as a map of terms. Taken in is only what is provably written out alike and what the
guard has nothing against: everything else is a `NotCoveredError`.

Source: JSON-LD 1.1 Processing Algorithms and API, "Expansion Algorithm" and "Value Expansion".
"""

from collections.abc import Mapping
from enum import Enum, auto
from re import compile as pattern
from types import MappingProxyType
from typing import Any

from cachetools import LRUCache
from pyld.context_resolver import ContextResolver
from pyld.jsonld import JsonLdProcessor

from wallet.proofs.contexts import Contexts
from wallet.proofs.linked_data import REFUSALS, load_context
from wallet.proofs.node_split import ROLES_WITH_SUBSTANCE
from wallet.proofs.surface import FIRST_CONTEXTS
from wallet.proofs.vocabulary import ActiveContext, Vocabulary, Word

IRI = pattern('([A-Za-z][A-Za-z0-9+.-]*):[^\x00-\x20\x7f-\xa0<>"{}|^`\\\\\\s\ud800-\udfff]*')
"""An absolute IRI that can be written as it stands. Narrower than what the slow way takes."""

MOST_LEARNT = 300
"""What one document may have pyld asked about, counted in words: some ten milliseconds."""

_KIND_COSTS = 10

_MOST_MEANINGS = 300
_MOST_KINDS = 4_000
"""What is kept before all of it is forgotten and learnt anew: some ten megabytes."""

_MOST_RESOLVED = 100
_MOST_CONTEXTS = 8
_MOST_TYPES = 8
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE_LINE = " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{}> .\n"
_COVERED_MEMBERS = frozenset({
    "@id", "@type", "@container", "@context", "reverse", "protected", "_prefix", "_term_has_colon",
})  # fmt: skip
_UNCOVERED_SETTINGS = frozenset({"@base", "@direction", "@language", "@vocab"})
_KEYWORDS = MappingProxyType({"id": "@id", "type": "@type"})
_BOOLEANS = frozenset({f"{_XSD}boolean", "https://www.w3.org/2001/XMLSchema#boolean"})

Types = str | tuple[str, ...] | None
"""The types of a node as they are written; `BARE` for a node that is nothing but its id."""

BARE = ""


class NotCoveredError(Exception):
    """The document holds something that only the slow way judges; nothing is wrong with it yet."""


class Form(Enum):
    """What the values of a term are, and so how they are written."""

    ID = auto()
    TYPE = auto()
    TEXT = auto()
    BOOLEAN = auto()
    REFERENCE = auto()
    NAME = auto()
    LIST = auto()
    NODE = auto()


class Term:
    """What one word means in one active context.

    `edge` begins a line after its subject, up to a node; `before` and `after` stand around the
    text of a value. `words` are those of the context that its values are read in, `names` what
    they stand for where they are names. `kinds` are the kinds of nodes seen under it.
    """

    __slots__ = ("after", "before", "edge", "form", "holder", "is_typed", "key", "kinds", "names",
                 "takes_nodes", "words")  # fmt: skip

    def __init__(self, key: str, form: Form, word: Word, holder: ActiveContext) -> None:
        self.key = key
        self.form = form
        self.holder = holder
        self.words: Mapping[str, Any] = holder["mappings"]
        self.edge = f" <{word.iri}> "
        opening = "<" if form in {Form.REFERENCE, Form.NAME} else '"'
        self.before = f"{self.edge}{opening}"
        self.is_typed = word.kind is not None
        plain = word.kind is None or word.kind == f"{_XSD}string"
        closing = '" .\n' if plain else f'"^^<{word.kind}> .\n'
        self.after = "> .\n" if opening == "<" else closing
        self.takes_nodes = True
        self.names: dict[str, str] = {}
        self.kinds: dict[Types, Kind] = {}


class Meaning:
    """An active context, and the terms that were looked up in it."""

    __slots__ = ("context", "terms", "words")

    def __init__(self, context: ActiveContext) -> None:
        self.context = context
        self.words: Mapping[str, Any] = context["mappings"]
        self.terms: dict[str, Term] = {}


class Kind:
    """The nodes of the same types under the same term: their meaning, and their types' lines."""

    __slots__ = ("meaning", "terms", "type_lines", "words")

    def __init__(self, meaning: Meaning, type_lines: tuple[str, ...]) -> None:
        self.meaning = meaning
        self.terms = meaning.terms
        self.words = meaning.words
        self.type_lines = type_lines


class _Entering(JsonLdProcessor):  # type: ignore[misc]  # pyld has no types
    """pyld up to the point where it has entered a node: under which contexts, it then knows."""

    entered: tuple[ActiveContext, ActiveContext] | None = None

    def _expand_object(
        self,
        active_ctx: ActiveContext,
        _property: str | None,
        _expanded_property: str | None,
        _element: Mapping[str, Any],
        _parent: Any,
        _options: Any,
        _inside_list: bool = False,
        _type_key: str | None = None,
        type_scoped_ctx: ActiveContext | None = None,
    ) -> None:
        self.entered = active_ctx, type_scoped_ctx or active_ctx


class TermMaps:
    """All that was learnt about one set of contexts; what it holds is bounded."""

    def __init__(self, contexts: Contexts) -> None:
        self._contexts = contexts
        self._meanings: dict[str, Meaning] = {}
        self._tops: dict[tuple[tuple[str, ...], Types], Kind] = {}
        self._count = 0
        self._left = 0
        self._options: dict[str, Any] = {}
        self._forget()

    def begin(self) -> None:
        """Begin a document: it may teach so much, and no more."""
        self._left = MOST_LEARNT
        if self._count > _MOST_KINDS or len(self._meanings) > _MOST_MEANINGS:
            self._forget()

    def top(self, context: object, types: Types) -> Kind:
        """Return the kind of an outermost node.

        Raises:
            NotCoveredError: among others for contexts that are not pinned, or none of VC.
        """
        urls = (context,) if isinstance(context, str) else tuple(_list_of(context))
        kind = self._tops.get((urls, types))
        if kind is None:
            if not types or len(urls) > _MOST_CONTEXTS or len(set(urls)) < len(urls):
                raise NotCoveredError("contexts")
            if urls[0] not in FIRST_CONTEXTS or not all(map(self._contexts.knows, urls)):
                raise NotCoveredError("contexts")
            initial = _Entering()._get_initial_context(self._options)  # noqa: SLF001 - no public way
            kind = self._learn_kind(initial, None, types, {"@context": list(urls)})
            self._tops[urls, types] = kind
        return kind

    def kind(self, term: Term, types: Types) -> Kind:
        """Return the kind of a node of these types under a term.

        Raises:
            NotCoveredError: among others for a type that no context defines.
        """
        kind = term.kinds[types] = self._learn_kind(term.holder, term.key, types, {})
        return kind

    def term(self, kind: Kind, key: str) -> Term:
        """Return what a word means in a node of this kind.

        Raises:
            NotCoveredError: among others for a word that no context defines.
        """
        self._spend()
        meaning = kind.meaning
        try:
            term = meaning.terms[key] = self._look_up(meaning.context, key)
        except REFUSALS as error:
            raise NotCoveredError(key) from error
        return term

    def name(self, term: Term, value: str) -> str:
        """Return the IRI that a name stands for, as a value of this term.

        Raises:
            NotCoveredError: it is no name.
        """
        self._spend()
        if term.words.get(value) is None:
            raise NotCoveredError("name")
        iri = term.names[value] = _iri(self._vocabulary.expand(term.holder, value, vocab=True))
        return iri

    def _spend(self, words: int = 1) -> None:
        self._left -= words
        if self._left < 0:
            raise NotCoveredError("too much to learn")

    def _forget(self) -> None:
        self._vocabulary = Vocabulary()
        self._meanings = {}
        self._tops = {}
        self._count = 0

        def load(url: str, _options: object) -> dict[str, Any]:
            return load_context(self._contexts, url)

        processed: LRUCache[str, object] = LRUCache(maxsize=_MOST_RESOLVED)
        self._options = {
            "base": None,
            "processingMode": "json-ld-1.1",
            "documentLoader": load,
            "contextResolver": ContextResolver(processed, load),
            "isFrame": False,
            "keepFreeFloatingNodes": False,
        }

    def _learn_kind(
        self, context: ActiveContext, key: str | None, types: Types, head: Mapping[str, Any]
    ) -> Kind:
        """Have pyld enter a node that only has types, or only an id: no more decides how."""
        self._spend(_KIND_COSTS)
        listed = _types_of(types)
        shown: dict[str, Any] = {"id": "urn:a"} if types == BARE else {"type": list(listed)}
        if types is None:
            shown = {"": ""}
        processor = _Entering()
        try:
            processor._expand(context, key, {**head, **shown}, self._options)  # noqa: SLF001 - the same
            if processor.entered is None:
                raise NotCoveredError("not entered")
            active, of_types = processor.entered
            _require_plain(active)
            _require_plain(of_types)
            lines = tuple(dict.fromkeys(self._type_line(of_types, name) for name in listed))
        except REFUSALS as error:
            raise NotCoveredError("kind") from error
        self._count += 1
        meaning = self._meanings.setdefault(active["_uuid"], Meaning(active))
        return Kind(meaning, lines)

    def _type_line(self, context: ActiveContext, name: str) -> str:
        if context["mappings"].get(name) is None:
            raise NotCoveredError("type")
        if self._vocabulary.fault_of_type(context, name) is not None:
            raise NotCoveredError("type")
        return _TYPE_LINE.format(_iri(self._vocabulary.expand(context, name, vocab=True)))

    def _look_up(self, context: ActiveContext, key: str) -> Term:
        mapping = context["mappings"].get(key)
        if mapping is None or not mapping.keys() <= _COVERED_MEMBERS or mapping.get("reverse"):
            raise NotCoveredError(key)
        word = self._vocabulary.word(context, key)
        if word.fault is not None:
            raise NotCoveredError(key)
        if key in _KEYWORDS:
            return Term(key, Form.ID if key == "id" else Form.TYPE, word, context)
        _iri(word.iri)
        holder = context
        if "@context" in mapping:
            if not mapping["@context"]:
                raise NotCoveredError(key)
            holder = _Entering()._process_context(  # noqa: SLF001 - the same
                context, mapping["@context"], self._options, override_protected=True
            )
            _require_plain(holder)
            if self._vocabulary.word(holder, key) != word:
                raise NotCoveredError(key)
        return self._preferred(context, word, Term(key, _form_of(key, word), word, holder))

    def _preferred(self, context: ActiveContext, word: Word, term: Term) -> Term:
        """Take from a term what compaction would write under another one for the same IRI."""
        if word.rivals:
            if term.form not in {Form.TEXT, Form.REFERENCE, Form.NODE}:
                raise NotCoveredError(term.key)
            if not self._vocabulary.prefers(context, term.key, word, "x"):
                term.form = Form.NODE
            term.takes_nodes = self._vocabulary.prefers(context, term.key, word, {"id": "urn:a"})
        return term


def _form_of(key: str, word: Word) -> Form:
    if word.container == {"@list"} and word.kind is None and not word.rivals:
        return Form.LIST
    if not word.container <= {"@set"} or word.kind in {"@json", "@none", f"{_XSD}double"}:
        raise NotCoveredError(key)
    if word.kind == "@id":
        return Form.NODE if key in ROLES_WITH_SUBSTANCE else Form.REFERENCE
    if word.kind == "@vocab":
        return Form.NAME
    if word.kind is None:
        return Form.TEXT
    _iri(word.kind)
    return Form.BOOLEAN if word.kind in _BOOLEANS else Form.TEXT


def _require_plain(context: ActiveContext) -> None:
    """Check that a context has two names for keywords, and sets nothing for all its terms.

    Raises:
        NotCoveredError: it has others, or sets something.
    """
    words = context["mappings"]
    named = {
        key: mapping["@id"]
        for key, mapping in words.items()
        if mapping is not None and mapping["@id"].startswith("@")
    }
    if named != _KEYWORDS or not _UNCOVERED_SETTINGS.isdisjoint(context):
        raise NotCoveredError("context")


def _types_of(types: Types) -> tuple[str, ...]:
    listed = (types,) if isinstance(types, str) and types else types or ()
    if len(listed) > _MOST_TYPES or not all(isinstance(name, str) for name in listed):
        raise NotCoveredError("types")
    return tuple(listed)


def _list_of(context: object) -> list[str]:
    if not isinstance(context, list) or not context:
        raise NotCoveredError("contexts")
    if not all(isinstance(url, str) for url in context):
        raise NotCoveredError("contexts")
    return context


def _iri(text: str | None) -> str:
    if text is None or IRI.fullmatch(text) is None:
        raise NotCoveredError("IRI")
    return text
