"""A selection in, prepared records out: each table that a query needs is read once for a page.

Each field of the schema declares what it needs: columns of its own row, or a relation to rows
elsewhere. Before anything is resolved the selection is walked level by level; at each level a
relation is loaded once for all records there, with exactly the columns that the selection below
asks for. So the number of statements follows from the query alone, never from the page size, and
resolvers are plain functions over rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLIncludeDirective,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSkipDirective,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    get_directive_values,
    get_named_type,
)
from graphql.execution.values import VariableValues, get_argument_values
from strawberry.schema.base import BaseSchema
from strawberry.types import Info
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

from wallet.api.calls import call_of
from wallet.api.declaring import NEEDS, Load, Loaded, Needs, Record, RecordType, record

_INTROSPECTION = "__"
_NOTHING = Needs()


async def prepared(info: Info, found: RecordType) -> RecordType:
    """Load all that the field being resolved asks of the record, and return it."""
    await prepared_all(info, [found])
    return found


async def prepared_all(info: Info, found: Sequence[Record]) -> None:
    """Load all that the field being resolved asks of the records."""
    await Plan(info).fill(found, _nodes(info))


def asked_of(info: Info, kind: type[Record]) -> "Selection":
    """Return what the field being resolved asks of objects of that type."""
    return Plan(info).selection(graphql_name(kind), _nodes(info))


def graphql_name(kind: type) -> str:
    """Return the name that a type has in the schema."""
    name: str = kind.__strawberry_definition__.name  # type: ignore[attr-defined]  # set by strawberry
    return name


def _nodes(info: Info) -> Sequence[FieldNode]:
    return info._raw_info.field_nodes  # noqa: SLF001  # strawberry's own view drops arguments


class Plan:
    """The walk over one operation's selection."""

    def __init__(self, info: Info) -> None:
        """Walk what the field being resolved selects."""
        raw = info._raw_info  # noqa: SLF001  # fragments and the executable schema are there only
        self.call = call_of(info)
        self.schema = info.schema
        self._graphql = raw.schema
        self._fragments = raw.fragments
        self.variables = VariableValues({}, dict(info.variable_values))

    async def fill(self, records: Sequence[Record], nodes: Sequence[FieldNode]) -> None:
        """Load what the nodes select, for all the records, and for what is loaded in turn."""
        for kind, alike in _by_type(records).items():
            await self._fill(graphql_name(kind), alike, nodes)

    async def _fill(
        self, type_name: str, records: Sequence[Record], nodes: Sequence[FieldNode]
    ) -> None:
        for asked in self.selection(type_name, nodes).fields.values():
            if asked.needs.load is not None:
                await self._follow(asked, asked.needs.load, records)

    async def _follow(self, asked: "Asked", load: Load, parents: Sequence[Record]) -> None:
        loaded = await load(self.call, parents, asked)
        children: list[Record] = []
        for parent, found in zip(parents, loaded, strict=True):
            made = found if asked.needs.is_value else _made(asked.target_class, found)
            parent.loaded[asked.key] = made
            if not asked.needs.is_value:
                children.extend(made if isinstance(made, list) else [made] if made else [])
        if children:
            await self._fill(asked.target_name, children, asked.nodes)

    def selection(self, type_name: str, nodes: Sequence[FieldNode]) -> "Selection":
        """Return what the nodes select of objects of that type."""
        collected: dict[str, list[FieldNode]] = {}
        for node in nodes:
            if node.selection_set is not None:
                self._collect(type_name, node.selection_set, collected, set())
        fields = self._fields_of(type_name)
        return Selection(
            {
                key: Asked(self, type_name, key, fields[alike[0].name.value], alike)
                for key, alike in collected.items()
                if not alike[0].name.value.startswith(_INTROSPECTION)
            }
        )

    def _collect(
        self,
        type_name: str,
        selected: SelectionSetNode,
        into: dict[str, list[FieldNode]],
        seen: set[str],
    ) -> None:
        for node in selected.selections:
            if not self._is_included(node):
                continue
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                into.setdefault(key, []).append(node)
            elif isinstance(node, InlineFragmentNode):
                if node.type_condition is None or self._is(
                    type_name, node.type_condition.name.value
                ):
                    self._collect(type_name, node.selection_set, into, seen)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                seen.add(node.name.value)
                fragment = self._fragments[node.name.value]
                if self._is(type_name, fragment.type_condition.name.value):
                    self._collect(type_name, fragment.selection_set, into, seen)

    def _is_included(self, node: SelectionNode) -> bool:
        if not node.directives:
            return True
        skip = get_directive_values(GraphQLSkipDirective, node, self.variables)
        include = get_directive_values(GraphQLIncludeDirective, node, self.variables)
        return not (skip and skip["if"]) and (include is None or bool(include["if"]))

    def _is(self, type_name: str, condition: str) -> bool:
        if type_name == condition:
            return True
        wanted = self._graphql.get_type(condition)
        held = self._graphql.get_type(type_name)
        return (
            isinstance(wanted, GraphQLInterfaceType)
            and isinstance(held, GraphQLObjectType)
            and self._graphql.is_sub_type(wanted, held)
        )

    def _fields_of(self, type_name: str) -> Mapping[str, StrawberryField]:
        table = _FIELD_TABLES.setdefault(self.schema, {})
        if type_name not in table:
            definition = self.schema.get_type_by_name(type_name)
            convert = self.schema.config.name_converter.from_field
            table[type_name] = {convert(each): each for each in definition.fields}  # type: ignore[union-attr]  # objects only get here
        return table[type_name]

    def target_of(self, type_name: str, field_name: str) -> str:
        """Return the name of the type that a field leads to, lists and non-null taken off."""
        parent = self._graphql.get_type(type_name)
        if not isinstance(parent, GraphQLObjectType):
            raise TypeError(f"{type_name} has no fields of its own")
        name: str = get_named_type(parent.fields[field_name].type).name
        return name

    def arguments_of(self, type_name: str, node: FieldNode, declared: StrawberryField) -> Any:
        """Return the arguments of a field as its resolver gets them."""
        parent = self._graphql.get_type(type_name)
        if not isinstance(parent, GraphQLObjectType):
            raise TypeError(f"{type_name} has no fields of its own")
        return convert_arguments(
            get_argument_values(parent.fields[node.name.value], node, self.variables),
            declared.arguments,
            self.schema.schema_converter.scalar_registry,
            self.schema.config,
        )


_FieldTables = WeakKeyDictionary[BaseSchema, dict[str, Mapping[str, StrawberryField]]]
_FIELD_TABLES: _FieldTables = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked of objects of one type, by response key."""

    fields: Mapping[str, "Asked"] = field(default_factory=dict)

    @property
    def columns(self) -> frozenset[str]:
        """The columns of their rows that the fields need."""
        return frozenset(name for asked in self.fields.values() for name in asked.columns)

    def named(self, name: str) -> Iterator["Asked"]:
        """Yield each occurrence of a field, which may stand there under several aliases."""
        return (asked for asked in self.fields.values() if asked.name == name)


class Asked:
    """One field of a selection: its declaration, its arguments and what is selected below."""

    def __init__(
        self,
        plan: Plan,
        type_name: str,
        key: str,
        declared: StrawberryField,
        nodes: Sequence[FieldNode],
    ) -> None:
        """Stand for the nodes of one response key."""
        self._plan = plan
        self._type_name = type_name
        self._declared = declared
        self.key = key
        self.nodes = nodes
        self.name = nodes[0].name.value

    @property
    def needs(self) -> Needs:
        """What the field declares that it needs."""
        declared: Needs = self._declared.metadata.get(NEEDS, _NOTHING)
        return declared

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of its record's row that it needs."""
        needs = self.needs
        return (self._declared.python_name,) if needs.shows_own else needs.columns

    @cached_property
    def arguments(self) -> Mapping[str, Any]:
        """Its arguments, by the names of the resolver."""
        arguments: Mapping[str, Any] = self._plan.arguments_of(
            self._type_name, self.nodes[0], self._declared
        )
        return arguments

    @cached_property
    def target_name(self) -> str:
        """The name of the type that it leads to."""
        return self._plan.target_of(self._type_name, self.name)

    @cached_property
    def target_class(self) -> type[Record]:
        """The class of the records that it leads to."""
        definition = self._plan.schema.get_type_by_name(self.target_name)
        origin: type[Record] = definition.origin  # type: ignore[union-attr,assignment]  # objects only
        return origin

    @cached_property
    def selection(self) -> Selection:
        """What is selected of that."""
        return self._plan.selection(self.target_name, self.nodes)


def _made(target: type[Record], loaded: Loaded) -> Any:
    if loaded is None:
        return None
    if isinstance(loaded, Mapping):
        return record(target, loaded)
    return [record(target, row) for row in loaded]


def _by_type(records: Sequence[Record]) -> dict[type[Record], list[Record]]:
    alike: dict[type[Record], list[Record]] = {}
    for each in records:
        alike.setdefault(type(each), []).append(each)
    return alike
