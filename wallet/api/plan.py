"""A selection in, prepared records out: each table that a query needs is read once for a page.

Each field of the schema declares what it needs: columns of its own row, or a relation to rows
elsewhere. Before anything is resolved the selection is walked level by level; at each level a
relation is loaded once for all records there, with exactly the columns that the selection below
asks for. So the number of statements follows from the query alone, never from the page size, and
resolvers are plain functions over rows.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self, TypeVar
from weakref import WeakKeyDictionary

from cachetools import LRUCache
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    Visitor,
    get_directive_values,
    get_named_type,
    visit,
)
from graphql.execution.values import VariableValues, get_argument_values
from strawberry.schema.base import BaseSchema
from strawberry.types import Info
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

from wallet.api.calls import Call, call_of
from wallet.api.declaring import NEEDS, Loaded, Needs, Record, RecordType, record

_TYPE_NAME = "__typename"
_NOTHING = Needs()
_MOST_REMEMBERED = 16
"""Ways in which one planned operation was asked, by the values of its arguments."""
Made = TypeVar("Made")
Selecting = FieldNode | OperationDefinitionNode
"""What has a selection set of an object's fields."""


async def prepared(info: Info, found: RecordType) -> RecordType:
    """Load all that the field being resolved asks of the record, and return it."""
    await prepared_all(info, [found])
    return found


async def prepared_all(info: Info, found: Sequence[Record]) -> None:
    """Load all that the field being resolved asks of the records."""
    await Plan.of(info).fill(call_of(info), found, _nodes(info))


async def prepared_root(info: Info, kind: type[RecordType]) -> Any:
    """Load the root that is being resolved, and all below it."""
    plan, key = Plan.of(info), str(info.path.key)
    root = record(kind, {})
    asked = plan.asked(graphql_name(kind), key, _nodes(info))
    await plan.follow(call_of(info), asked, [root])
    return root.loaded[key]


def graphql_name(kind: type) -> str:
    """Return the name that a type has in the schema."""
    name: str = kind.__strawberry_definition__.name  # type: ignore[attr-defined]  # set by strawberry
    return name


def _nodes(info: Info) -> Sequence[FieldNode]:
    return info._raw_info.field_nodes  # noqa: SLF001  # strawberry's own view drops arguments


class Plan:
    """The walk over one operation's selection.

    It knows nothing of a caller, so one that was made for an operation serves everybody who
    sends it. `variables` are those that say which parts are included; where it serves several
    requests, `fill` is told the values of each.
    """

    def __init__(
        self,
        schema: BaseSchema,
        executable: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Mapping[str, Any],
    ) -> None:
        """Walk operations over the schema."""
        self.schema = schema
        self.variables = VariableValues({}, dict(variables))
        self._graphql = executable
        self._fragments = fragments
        self._selections: dict[tuple[str, tuple[int, ...]], Selection] = {}
        self.remembered: LRUCache[tuple[object, ...], Any] = LRUCache(_MOST_REMEMBERED)

    @classmethod
    def of(cls, info: Info) -> Self:
        """Walk the operation of the field that is being resolved."""
        raw = info._raw_info  # noqa: SLF001  # fragments and the executable schema are there only
        return cls(info.schema, raw.schema, raw.fragments, info.variable_values)

    async def fill(
        self,
        call: Call,
        records: Sequence[Record],
        nodes: Sequence[Selecting],
        variables: VariableValues | None = None,
    ) -> None:
        """Load what the nodes select, for all the records, and for what is loaded in turn."""
        for kind, alike in _by_type(records).items():
            await self._fill(call, graphql_name(kind), alike, nodes, variables)

    async def _fill(
        self,
        call: Call,
        type_name: str,
        records: Sequence[Record],
        nodes: Sequence[Selecting],
        variables: VariableValues | None,
    ) -> None:
        for asked in self.selection(type_name, nodes).relations:
            await self.follow(call, asked, records, variables)

    async def follow(
        self,
        call: Call,
        asked: "Asked",
        records: Sequence[Record],
        variables: VariableValues | None = None,
    ) -> None:
        """Load what one field leads to, for all the records, and what is asked of that."""
        loaded = await asked.load(call, records, variables)
        if asked.needs.is_value:
            for parent, found in zip(records, loaded, strict=True):
                parent.loaded[asked.key] = found
            return
        making = _Making(asked)
        for parent, found in zip(records, loaded, strict=True):
            parent.loaded[asked.key] = making.made(found)
        children = making.records
        if children and asked.leads_to_one_type:
            await self._fill(call, asked.target_name, children, asked.nodes, variables)
        elif children:
            await self.fill(call, children, asked.nodes, variables)

    def selection(self, type_name: str, nodes: Sequence[Selecting]) -> "Selection":
        """Return what the nodes select of objects of that type; it is worked out once."""
        place = (type_name, tuple(map(id, nodes)))
        if place not in self._selections:
            self._selections[place] = self._select(type_name, nodes)
        return self._selections[place]

    def _select(self, type_name: str, nodes: Sequence[Selecting]) -> "Selection":
        collected: dict[str, list[FieldNode]] = {}
        for node in nodes:
            if node.selection_set is not None:
                self._collect(type_name, node.selection_set, collected, set())
        fields = self._fields_of(type_name)
        return Selection(
            {
                key: Asked(self, type_name, key, fields[alike[0].name.value], alike)
                for key, alike in collected.items()
                if alike[0].name.value in fields
            },
            tuple(collected),
            frozenset(key for key, alike in collected.items() if alike[0].name.value == _TYPE_NAME),
        )

    def asked(self, type_name: str, key: str, nodes: Sequence[FieldNode]) -> "Asked":
        """Return one field of a type, which the nodes of one response key ask for."""
        return Asked(self, type_name, key, self._fields_of(type_name)[nodes[0].name.value], nodes)

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

    def declared(self, type_name: str, field_name: str) -> GraphQLField:
        """Return a field as the executable schema has it."""
        parent = self._graphql.get_type(type_name)
        if not isinstance(parent, GraphQLObjectType):
            raise TypeError(f"{type_name} has no fields of its own")
        found: GraphQLField = parent.fields[field_name]
        return found

    def arguments_of(
        self,
        type_name: str,
        node: FieldNode,
        declared: StrawberryField,
        variables: VariableValues,
    ) -> Any:
        """Return the arguments of a field as its resolver gets them."""
        return convert_arguments(
            get_argument_values(self.declared(type_name, node.name.value), node, variables),
            declared.arguments,
            self.schema.schema_converter.scalar_registry,
            self.schema.config,
        )


_FieldTables = WeakKeyDictionary[BaseSchema, dict[str, Mapping[str, StrawberryField]]]
_FIELD_TABLES: _FieldTables = WeakKeyDictionary()


@dataclass(frozen=True)
class Selection:
    """What is asked of objects of one type, by response key.

    `keys` are those of all fields in the order of the answer, those of `__typename` (which are
    in `type_names`) and of introspection among them.
    """

    fields: Mapping[str, "Asked"] = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    type_names: frozenset[str] = frozenset()

    @cached_property
    def columns(self) -> frozenset[str]:
        """The columns of their rows that the fields need."""
        return frozenset(name for asked in self.fields.values() for name in asked.columns)

    @cached_property
    def relations(self) -> Sequence["Asked"]:
        """The fields that have to be loaded."""
        return [asked for asked in self.fields.values() if asked.needs.load is not None]

    def named(self, name: str) -> Iterator["Asked"]:
        """Yield each occurrence of a field, which may stand there under several aliases."""
        return (asked for asked in self.fields.values() if asked.name == name)


class _FindsVariables(Visitor):
    """Looks for variables below a node."""

    found = False

    def enter_variable(self, *_: object) -> None:
        """Take note of one."""
        self.found = True


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
        self._variables = plan.variables
        self.declared = declared
        self.key = key
        self.nodes = nodes
        self.name = nodes[0].name.value
        self.needs: Needs = declared.metadata.get(NEEDS, _NOTHING)

    async def load(
        self, call: Call, parents: Sequence[Record], variables: VariableValues | None
    ) -> Sequence[Loaded]:
        """Load what it leads to, for all parents at once."""
        if self.needs.load is None:
            raise TypeError(f"{self.name} leads nowhere")
        return await self.needs.load(call, parents, self.given(variables))

    def given(self, variables: VariableValues | None) -> "Asked":
        """Return it with the values of a request's variables."""
        if variables is None or not self._takes_variables:
            return self
        bound = copy(self)
        bound._variables = variables  # noqa: SLF001  # its own kind
        bound.__dict__.pop("arguments", None)
        return bound

    def remembering(self, place: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """Return what was made for it at that place of its plan, made now where it was not."""
        kept = self._plan.remembered
        within = (self._type_name, self.key, tuple(map(id, self.nodes)), *place)
        if within not in kept:
            kept[within] = make()
        made: Made = kept[within]
        return made

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of its record's row that it needs."""
        if self.needs.shows_own:
            return (self.declared.python_name,)
        return self.needs.columns

    @cached_property
    def arguments(self) -> Mapping[str, Any]:
        """Its arguments, by the names of the resolver."""
        arguments: Mapping[str, Any] = self._plan.arguments_of(
            self._type_name, self.nodes[0], self.declared, self._variables
        )
        return arguments

    @cached_property
    def _takes_variables(self) -> bool:
        looking = _FindsVariables()
        for argument in self.nodes[0].arguments or ():
            visit(argument, looking)
        return looking.found

    @cached_property
    def graphql(self) -> GraphQLField:
        """The field as the executable schema has it."""
        return self._plan.declared(self._type_name, self.name)

    @cached_property
    def target_name(self) -> str:
        """The name of the type that it leads to, lists and non-null taken off."""
        name: str = get_named_type(self.graphql.type).name
        return name

    @cached_property
    def leads_to_one_type(self) -> bool:
        """Whether it leads to objects of one type, not of any that implements an interface."""
        return isinstance(get_named_type(self.graphql.type), GraphQLObjectType)

    @cached_property
    def target_class(self) -> type[Record]:
        """The class of the records that it leads to."""
        definition = self._plan.schema.get_type_by_name(self.target_name)
        origin: type[Record] = definition.origin  # type: ignore[union-attr,assignment]  # objects only
        return origin

    @property
    def selection(self) -> Selection:
        """What is selected of that."""
        return self._plan.selection(self.target_name, self.nodes)

    def selection_of(self, kind: type[Record]) -> Selection:
        """What is selected of objects of one type, where it leads to several."""
        return self._plan.selection(graphql_name(kind), self.nodes)


class _Making:
    """Makes records of what was loaded; of a row that several lead to, one for them all."""

    def __init__(self, asked: Asked) -> None:
        """Make what the field leads to."""
        self._target = asked.target_class
        self._known: dict[int, Record] = {}

    @property
    def records(self) -> Sequence[Record]:
        """All that were made."""
        return list(self._known.values())

    def made(self, loaded: Loaded) -> Any:
        """Return the record of a row, those of rows, or None."""
        if loaded is None:
            return None
        if isinstance(loaded, list | tuple):
            return [self.made(each) for each in loaded]
        found = self._known.get(id(loaded))
        if found is None:
            is_made = isinstance(loaded, Record)
            found = loaded if is_made else record(self._target, loaded)
            self._known[id(loaded)] = found
        return found


def _by_type(records: Sequence[Record]) -> dict[type[Record], list[Record]]:
    alike: dict[type[Record], list[Record]] = {}
    for each in records:
        alike.setdefault(type(each), []).append(each)
    return alike
