"""A parsed document in, whether it may run out: how deep, how wide, how repetitive.

Each fragment is measured once, so that measuring costs no more than reading the document, also
where fragments spread each other in powers of two.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    SelectionSetNode,
)
from strawberry.extensions import ValidationCache

from wallet.api.errors import bad_request
from wallet.api.services import QueryLimits

_INTROSPECTION = "__"


@dataclass(frozen=True, slots=True)
class Size:
    """How large a selection is once its fragments are spread out."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0

    def beside(self, other: "Size") -> "Size":
        """Return the size of the two together on one level."""
        return Size(
            max(self.depth, other.depth),
            self.fields + other.fields,
            self.aliases + other.aliases,
            self.directives + other.directives,
        )


class Measure:
    """Measures the operations of one document."""

    def __init__(self, document: DocumentNode) -> None:
        """Measure with the document's own fragments."""
        self._fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        self._measured: dict[str, Size] = {}

    def size(self, selected: SelectionSetNode | None) -> Size:
        """Return the size of a selection."""
        total = Size()
        for node in selected.selections if selected is not None else ():
            total = total.beside(Size(directives=len(node.directives or ())))
            if isinstance(node, FieldNode):
                total = total.beside(self._field(node))
            elif isinstance(node, FragmentSpreadNode):
                total = total.beside(self._fragment(node.name.value))
            else:
                total = total.beside(self.size(getattr(node, "selection_set", None)))
        return total

    def root_fields(self, selected: SelectionSetNode) -> int:
        """Return how many fields stand at the root, those of fragments included."""
        number = 0
        for node in selected.selections:
            if isinstance(node, FieldNode):
                number += 1
            elif isinstance(node, FragmentSpreadNode):
                number += self._fragment(node.name.value).fields
            else:
                number += self.size(getattr(node, "selection_set", None)).fields
        return number

    def _field(self, node: FieldNode) -> Size:
        # introspection has a limit of its own among graphql-core's rules
        below = (
            Size() if node.name.value.startswith(_INTROSPECTION) else self.size(node.selection_set)
        )
        return Size(
            below.depth + 1, below.fields + 1, below.aliases + bool(node.alias), below.directives
        )

    def _fragment(self, name: str) -> Size:
        if name not in self._measured:
            self._measured[name] = Size()  # a fragment within itself is refused by another rule
            definition = self._fragments.get(name)
            if definition is not None:
                self._measured[name] = self.size(definition.selection_set)
        return self._measured[name]


def excesses(document: DocumentNode, limits: QueryLimits) -> Iterator[GraphQLError]:
    """Yield what the document has too much of."""
    measure = Measure(document)
    for definition in document.definitions:
        if not isinstance(definition, OperationDefinitionNode):
            continue
        size = measure.size(definition.selection_set)
        for name, found, most in (
            ("levels", size.depth, limits.depth),
            ("aliases", size.aliases, limits.aliases),
            ("directives", size.directives, limits.directives),
            ("fields", size.fields, limits.fields),
            (
                "fields at its root",
                measure.root_fields(definition.selection_set),
                limits.root_fields,
            ),
        ):
            if found > most:
                yield bad_request(f"The operation has too many {name}: at most {most} are allowed.")


class BoundedValidation(ValidationCache):
    """Measures a document before it is validated, which for a hostile one is the dearer work."""

    def __init__(self, limits: QueryLimits) -> None:
        """Refuse what exceeds the limits."""
        super().__init__()
        self._limits = limits

    def on_validate(self) -> Iterator[None]:
        """Refuse, or validate as usual."""
        document = self.execution_context.graphql_document
        errors = list(excesses(document, self._limits)) if document is not None else []
        if errors:
            self.execution_context.pre_execution_errors = errors
            yield
        else:
            yield from super().on_validate()
