"""A document in expansion in, each place where its JSON and its RDF say different things out.

A signature over RDF protects statements, not the JSON that a screen reads: the same statements
can be written with a full IRI for a name, as a value object, spread over two places … So a
document must be in the compact form that its contexts give it, but for the freedoms that readers
take alike: one value or a list of one, a reference as text or as an object with an `id`.

It rides along pyld's own expansion, so that it judges under the very contexts that make the RDF.
"""

from collections.abc import Mapping
from typing import Any

from pyld.jsonld import JsonLdProcessor

from wallet.documents.pointers import escape
from wallet.proofs.analysis import GuardFinding
from wallet.proofs.iris import is_absolute, is_blank
from wallet.proofs.node_split import CREDENTIAL_ROLE, Place, Where, split_nodes
from wallet.proofs.vocabulary import ActiveContext, Vocabulary, Word

_BOOLEAN = frozenset(
    f"{scheme}://www.w3.org/2001/XMLSchema#boolean" for scheme in ("http", "https")
)
"""The contexts of Open Badges 3.0.2 and 3.0.3 misspell the namespace with https."""
_VALUE_OBJECT = frozenset({"@value", "@language", "@direction"})


class GuardedProcessor(JsonLdProcessor):  # type: ignore[misc]  # pyld has no types
    """A JSON-LD processor for one document that notes what it finds on the way."""

    def __init__(self, vocabulary: Vocabulary, pointer: str = "") -> None:
        """Guard one document; `pointer` is where it lies in the one that came."""
        super().__init__()
        self.found: list[GuardFinding] = []
        self._vocabulary = vocabulary
        self._root = pointer
        self._pointers: dict[int, str] = {}
        self._elements: list[Mapping[str, Any]] = []
        self._graph_roots: set[int] = set()
        self._graphs: list[int] = [0]
        self._credentials: list[int] = [0]
        self._places: list[Place] = []

    def findings(self) -> tuple[GuardFinding, ...]:
        """Return everything found, once the document is expanded."""
        return (*self.found, *split_nodes(self._places))

    def _expand(
        self,
        active_ctx: ActiveContext,
        active_property: str | None,
        element: Any,
        *rest: Any,
        **options: Any,
    ) -> Any:
        if not self._pointers:
            self._name(element)
        return super()._expand(active_ctx, active_property, element, *rest, **options)

    def _expand_object(  # noqa: PLR0917 - the signature is pyld's
        self,
        active_ctx: ActiveContext,
        active_property: str | None,
        expanded_active_property: str | None,
        element: Mapping[str, Any],
        expanded_parent: Any,
        options: Any,
        inside_list: bool = False,
        type_key: str | None = None,
        type_scoped_ctx: ActiveContext | None = None,
    ) -> None:
        opens_graph = id(element) in self._graph_roots
        if opens_graph:
            self._graphs.append(id(element))
        opens_credential = self._is_embedded_credential(element)
        if opens_credential:
            self._credentials.append(id(element))
        self._inspect(active_ctx, active_property, element, type_scoped_ctx or active_ctx)
        self._elements.append(element)
        super()._expand_object(
            active_ctx,
            active_property,
            expanded_active_property,
            element,
            expanded_parent,
            options,
            inside_list,
            type_key,
            type_scoped_ctx,
        )
        self._elements.pop()
        if opens_credential:
            self._credentials.pop()
        if opens_graph:
            self._graphs.pop()

    def _expand_value(
        self, active_ctx: ActiveContext, active_property: str, value: Any, options: Any
    ) -> Any:
        expanded = super()._expand_value(active_ctx, active_property, value, options)
        if isinstance(expanded, dict) and self._elements:
            holder = self._elements[-1]
            pointer = f"{self._pointers.get(id(holder), self._root)}/{escape(active_property)}"
            word = self._vocabulary.word(active_ctx, active_property)
            if word.kind in {"@id", "@vocab"}:
                self._inspect_reference(active_ctx, word, value, expanded.get("@id"), pointer)
                self._places.append(
                    Place(self._where(), str(value), active_property, id(holder), pointer, {})
                )
            elif word.kind is not None:
                self._inspect_typed(word.kind, value, pointer)
        return expanded

    def _name(self, root: object) -> None:
        """Remember by identity where each object of the document lies."""
        pending: list[tuple[str, object]] = [(self._root, root)]
        while pending:
            pointer, value = pending.pop()
            if isinstance(value, dict):
                self._pointers[id(value)] = pointer
                pending += [(f"{pointer}/{escape(key)}", inner) for key, inner in value.items()]
            elif isinstance(value, list):
                pending += [(f"{pointer}/{index}", inner) for index, inner in enumerate(value)]

    def _is_embedded_credential(self, element: Mapping[str, Any]) -> bool:
        if not self._elements or "credentialSubject" not in element:
            return False
        return "id" not in element or element["id"] != self._elements[0].get("id")

    def _where(self) -> Where:
        return Where(self._graphs[-1], self._credentials[-1])

    def _note(self, code: str, pointer: str, detail: str) -> None:
        self.found.append(GuardFinding(code, pointer, detail))

    def _inspect(
        self,
        context: ActiveContext,
        role: str | None,
        element: Mapping[str, Any],
        type_context: ActiveContext,
    ) -> None:
        pointer = self._pointers.get(id(element), self._root)
        if "@value" in element:
            self._inspect_value_object(element, pointer)
            return
        for key, value in element.items():
            if key != "@context":
                self._inspect_member(context, key, value, f"{pointer}/{escape(key)}", type_context)
        if isinstance(element.get("id"), str):
            self._places.append(
                Place.of(
                    element,
                    where=self._where(),
                    role=role or CREDENTIAL_ROLE,
                    parent=id(self._elements[-1]) if self._elements else 0,
                    pointer=pointer,
                )
            )

    def _inspect_member(
        self,
        context: ActiveContext,
        key: str,
        value: Any,
        pointer: str,
        type_context: ActiveContext,
    ) -> None:
        if key.startswith("@"):
            self._note("NOT_COMPACT_FORM", pointer, f"{key} is a word of JSON-LD's own.")
            return
        word = self._vocabulary.word(context, key)
        if self._is_absent(word, value, pointer):
            return
        if word.fault is not None:
            self._note(word.fault, pointer, word.detail)
        elif word.iri == "@id":
            self._inspect_id(context, value, pointer)
        elif word.iri == "@type":
            self._inspect_types(type_context, value, pointer)
        elif not word.is_json:
            if word.rivals and not self._vocabulary.prefers(context, key, word, value):
                self._note("NOT_COMPACT_FORM", pointer, f"{key!r} has another name.")
            self._inspect_values(word, value, pointer)

    def _is_absent(self, word: Word, value: Any, pointer: str) -> bool:
        """Note a value that is as good as none, and say whether nothing else is left of it."""
        if word.is_json:
            return False
        if value is None or (value == [] and "@list" not in word.container):
            self._note("NULL_OR_EMPTY", pointer, "An empty member is not signed.")
            return True
        if isinstance(value, list) and None in value:
            self._note("NULL_OR_EMPTY", pointer, "A null in a list is not signed.")
            return all(item is None for item in value)
        return False

    def _inspect_id(self, context: ActiveContext, value: Any, pointer: str) -> None:
        iri = (
            self._vocabulary.expand(context, value, vocab=False) if isinstance(value, str) else None
        )
        self._inspect_iri(iri, value, pointer)

    def _inspect_iri(self, iri: str | None, value: Any, pointer: str) -> None:
        if iri is None or not is_absolute(iri):
            self._note("RELATIVE_IRI", pointer, "This is no full address, so it is not signed.")
        elif is_blank(iri):
            self._note("NOT_COMPACT_FORM", pointer, "The name of a blank node is not signed.")
        elif iri != value:
            self._note("NOT_COMPACT_FORM", pointer, f"It is short for {iri}.")

    def _inspect_types(self, context: ActiveContext, value: Any, pointer: str) -> None:
        for name in value if isinstance(value, list) else [value]:
            fault = self._vocabulary.fault_of_type(context, name) if isinstance(name, str) else None
            if fault is not None:
                self._note(fault, pointer, f"No context defines the type {name!r} by this name.")

    def _inspect_values(self, word: Word, value: Any, pointer: str) -> None:
        items = value if isinstance(value, list) else [value]
        if "@list" not in word.container and any(isinstance(item, list) for item in items):
            self._note("NOT_COMPACT_FORM", pointer, "A list in a list is one list to JSON-LD.")
        if "@graph" in word.container:
            for item in items:
                if isinstance(item, dict) and _says_something(item):
                    self._graph_roots.add(id(item))
                elif item is not None:
                    self._note("UNSIGNED_FIELDS", pointer, "A bare reference is not signed here.")

    def _inspect_value_object(self, element: Mapping[str, Any], pointer: str) -> None:
        """Accept the one form that compaction leaves: a text and its language.

        A direction is not signed; it is let pass beside a language, where it changes no word.
        """
        if (
            not element.keys() <= _VALUE_OBJECT
            or not isinstance(element["@value"], str)
            or not isinstance(element.get("@language"), str)
        ):
            self._note("NOT_COMPACT_FORM", pointer, "A plain value is written as an object.")

    def _inspect_reference(
        self, context: ActiveContext, word: Word, value: Any, iri: str | None, pointer: str
    ) -> None:
        if not isinstance(value, str):
            self._note("NOT_COMPACT_FORM", pointer, "An address is expected here.")
        elif word.kind == "@id" or iri is None or not is_absolute(iri):
            self._inspect_iri(iri, value, pointer)
        elif context["mappings"].get(value) is None and (
            iri != value or is_blank(iri) or self._vocabulary.has_term(context, iri)
        ):
            self._note("NOT_COMPACT_FORM", pointer, f"{value!r} has another name in its context.")

    def _inspect_typed(self, datatype: str, value: Any, pointer: str) -> None:
        """RDF knows texts only: "false" and false are the same to it, but not to a reader."""
        if datatype in _BOOLEAN and not isinstance(value, bool):
            self._note("NOT_COMPACT_FORM", pointer, "Expected is true or false, not a text.")


def _says_something(element: Mapping[str, Any]) -> bool:
    return any(
        value is not None and value != []
        for key, value in element.items()
        if key not in {"id", "@context"}
    )
