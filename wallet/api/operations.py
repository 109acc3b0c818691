"""The text of a query in, the operation it was planned as out; each is planned once.

An operation is planned after graphql-core has executed it once without an error: so it is
parsed, within the limits and valid, and nobody makes us plan what is not. From then on its
records are loaded by the same plan and its answer is written by `wallet.api.answering`.
"""

import logging
from collections.abc import Iterator, Mapping
from typing import Any

from cachetools import LRUCache
from graphql import (
    DirectiveNode,
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    VariableNode,
    Visitor,
    get_variable_values,
    parse,
    visit,
)
from graphql.execution.values import VariableValues

from wallet.api.answering import Answers, Bound, NotAnsweredError, Write
from wallet.api.calls import Call
from wallet.api.declaring import record
from wallet.api.plan import Plan
from wallet.api.queries import Query
from wallet.api.schema import WalletSchema

MOST_REMEMBERED = 100
MOST_WAYS = 150
"""Plans that are kept for all operations together; a large one takes about a megabyte."""
LONGEST_REMEMBERED = 20_000
"""Characters of a query that is kept planned."""
_logger = logging.getLogger(__name__)
_ROOT = "Query"


class Operations:
    """The planned operations of one schema, the least used forgotten first."""

    def __init__(self, schema: WalletSchema) -> None:
        """Plan over the schema."""
        self._schema = schema
        self._known: LRUCache[tuple[str, str | None], Operation | None] = LRUCache(MOST_REMEMBERED)
        self._ways: Ways = LRUCache(MOST_WAYS)

    def find(self, query: str, name: str | None) -> "Operation | None":
        """Return the operation of that name in the text, None where it is not planned."""
        return self._known.get((query, name))

    def learn(self, query: str, name: str | None) -> None:
        """Plan an operation that was executed without an error."""
        place = (query, name)
        if place in self._known or len(query) > LONGEST_REMEMBERED:
            return
        document = parse(query, no_location=True)
        chosen = _chosen(document, name)
        is_read = chosen is not None and chosen.operation is OperationType.QUERY
        self._known[place] = (
            Operation(self._schema, document, chosen, self._ways) if chosen and is_read else None
        )


class Operation:
    """One query, planned for each way in which its variables include and skip parts of it."""

    def __init__(
        self,
        schema: WalletSchema,
        document: DocumentNode,
        node: OperationDefinitionNode,
        ways: "Ways",
    ) -> None:
        """Plan the operation of the document; `ways` keeps the plans of all operations."""
        self._schema = schema
        self._node = node
        self._fragments = {
            each.name.value: each
            for each in document.definitions
            if isinstance(each, FragmentDefinitionNode)
        }
        looking = _FindsFlags()
        visit(document, looking)
        self._flags = tuple(sorted(looking.names))
        self._ways = ways

    async def answered(self, call: Call, given: Mapping[str, Any] | None) -> dict[str, Any] | None:
        """Return what stands under `data`; None where graphql-core has to say it."""
        variables = self._coerced(given)
        if variables is None:
            return None
        try:
            plan, write = self._way(variables)
            root = record(Query, {})
            await plan.fill(call, [root], [self._node], variables)
            (answer,) = write([root], Bound(call, variables))
        except (NotAnsweredError, GraphQLError):
            return None
        except Exception:
            _logger.exception("a planned query failed (request %s)", call.request_id)
            return None
        finally:
            call.rows_loaded = 0
        data: dict[str, Any] = answer
        return data

    def _coerced(self, given: Mapping[str, Any] | None) -> VariableValues | None:
        if not self._node.variable_definitions:
            return VariableValues({}, {})
        executable = self._schema._schema  # noqa: SLF001  # strawberry's is a shell around it
        found = get_variable_values(
            executable, self._node.variable_definitions, dict(given or {}), max_errors=1
        )
        return found if isinstance(found, VariableValues) else None

    def _way(self, variables: VariableValues) -> tuple[Plan, Write]:
        flags = tuple(variables.coerced.get(name) for name in self._flags)
        way = self._ways.get((self, flags))
        if way is None:
            executable = self._schema._schema  # noqa: SLF001  # the same
            included = dict(zip(self._flags, flags, strict=True))
            plan = Plan(self._schema, executable, self._fragments, included)
            way = (plan, Answers(plan).object(_ROOT, [self._node]))
            self._ways[self, flags] = way
        return way


Ways = LRUCache[tuple[Operation, tuple[object, ...]], tuple[Plan, Write]]
"""The plans of operations, by what their variables include."""


class _FindsFlags(Visitor):
    """Looks for the variables that say what is included."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_directive(self, node: DirectiveNode, *_: object) -> None:
        """Take note of the variable that a directive asks."""
        self.names |= {
            each.value.name.value
            for each in node.arguments or ()
            if isinstance(each.value, VariableNode)
        }


def _chosen(document: DocumentNode, name: str | None) -> OperationDefinitionNode | None:
    found = [each for each in _operations(document) if name is None or _name(each) == name]
    return found[0] if len(found) == 1 else None


def _operations(document: DocumentNode) -> Iterator[OperationDefinitionNode]:
    return (each for each in document.definitions if isinstance(each, OperationDefinitionNode))


def _name(operation: OperationDefinitionNode) -> str | None:
    return operation.name.value if operation.name else None
