"""Prepared records in, the answer's JSON out, by functions that are made once for an operation.

graphql-core asks for each field of each object anew what its type is and how it is resolved;
for a page of many objects that is most of a request. What it would do is the same for all objects
of a selection, so here it is put together once: for each response key a function of a record.

Source: GraphQL, "Executing Selection Sets" and "Value Completion". Only what goes well is
answered. Anything else (a null where none may be, a resolver's error) raises `NotAnsweredError`,
and the operation is executed by graphql-core, which knows what to say of it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLScalarType,
    get_named_type,
)
from graphql.execution.values import VariableValues

from wallet.api.calls import Call
from wallet.api.declaring import read_column
from wallet.api.plan import Asked, Plan, Selecting, Selection, graphql_name


class NotAnsweredError(Exception):
    """This is not answered here: let graphql-core execute it."""


class Bound:
    """What resolvers may ask of a request while one is answered: it stands in for `Info`."""

    __slots__ = ("context", "variables")

    def __init__(self, call: Call, variables: VariableValues) -> None:
        """Answer for this call."""
        self.context = call
        self.variables = variables


class _Nothing:
    """The type of no value."""


_SHOWN_AS_THEY_ARE: Mapping[str, type] = {"Boolean": bool, "ID": str, "String": str}
"""Values of these types are their own JSON."""

Write = Callable[[Any, Bound], Any]
"""From an object (a record, or one of another class) to the JSON of one of its fields."""
Complete = Callable[[Any, Bound], Any]
"""From a value as resolved to its JSON."""


class Answers:
    """Makes and keeps the functions that write what one operation selects."""

    def __init__(self, plan: Plan) -> None:
        """Write what the plan's operation selects."""
        self._plan = plan
        self._writers: dict[tuple[str, tuple[int, ...]], Write] = {}

    def completion(self, kind: GraphQLOutputType, nodes: Sequence[Selecting]) -> Complete:
        """Return how a value of that type becomes JSON."""
        may_be_null = not isinstance(kind, GraphQLNonNull)
        named = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        complete = self._completion(named, nodes)

        def completed(value: Any, bound: Bound) -> Any:
            if value is not None:
                return complete(value, bound)
            if may_be_null:
                return None
            raise NotAnsweredError

        return completed

    def _completion(self, kind: GraphQLOutputType, nodes: Sequence[Selecting]) -> Complete:
        if isinstance(kind, GraphQLList):
            item = self.completion(kind.of_type, nodes)
            return lambda values, bound: [item(value, bound) for value in values]
        if isinstance(kind, GraphQLScalarType):
            serialize = kind.serialize
            return lambda value, _: serialize(value)
        if isinstance(kind, GraphQLEnumType):
            return _enumerated(kind)
        if isinstance(kind, GraphQLObjectType):
            return self.object(kind.name, nodes)
        if isinstance(kind, GraphQLInterfaceType):
            return self._interface(nodes)
        raise NotAnsweredError

    def _interface(self, nodes: Sequence[Selecting]) -> Complete:
        by_class: dict[type, Write] = {}

        def complete(value: Any, bound: Bound) -> Any:
            kind = type(value)
            if kind not in by_class:
                by_class[kind] = self.object(graphql_name(kind), nodes)
            return by_class[kind](value, bound)

        return complete

    def object(self, type_name: str, nodes: Sequence[Selecting]) -> Write:
        """Return how an object of that type becomes JSON."""
        place = (type_name, tuple(map(id, nodes)))
        if place not in self._writers:
            selection = self._plan.selection(type_name, nodes)
            self._writers[place] = _writing(self._fields(type_name, selection))
        return self._writers[place]

    def _fields(self, type_name: str, selection: Selection) -> Mapping[str, Write]:
        written: dict[str, Write] = {}
        for key in selection.keys:
            asked = selection.fields.get(key)
            if asked is not None:
                written[key] = _field(asked, self.completion(asked.graphql.type, asked.nodes))
            elif key in selection.type_names:
                written[key] = lambda _, __: type_name
            else:  # introspection
                raise NotAnsweredError
        return written


def _writing(fields: Mapping[str, Write]) -> Write:
    members = tuple(fields.items())

    def write(source: Any, bound: Bound) -> dict[str, Any]:
        return {key: member(source, bound) for key, member in members}

    return write


def _field(asked: Asked, complete: Complete) -> Write:
    """Return how a field is written: where it stands, then what becomes of it.

    A text where a text belongs is most of all there is, so it is let through at once.
    """
    key, needs, name = asked.key, asked.needs, asked.declared.python_name
    shown = _SHOWN_AS_THEY_ARE.get(get_named_type(asked.graphql.type).name, _Nothing)
    if needs.load is not None:
        return lambda source, bound: complete(source.loaded[key], bound)
    if needs.value is not None:
        work_out = needs.value

        def worked_out(source: Any, bound: Bound) -> Any:
            value = work_out(source.row)
            return value if type(value) is shown else complete(value, bound)

        return worked_out
    if needs.shows_own:

        def column(source: Any, bound: Bound) -> Any:
            value = source.row[name]
            return value if type(value) is shown else complete(value, bound)

        return column
    return _resolved(asked, complete)


def _resolved(asked: Asked, complete: Complete) -> Write:
    name, resolver = asked.declared.python_name, asked.declared.base_resolver
    if resolver is None:
        return lambda source, bound: complete(read_column(source, name), bound)
    if resolver.is_async or resolver.info_parameter is None or not callable(resolver.wrapped_func):
        raise NotAnsweredError
    method = resolver.wrapped_func

    def resolve(source: Any, bound: Bound) -> Any:
        arguments = asked.given(bound.variables).arguments
        return complete(method(source, bound, **arguments), bound)

    return resolve


def _enumerated(kind: GraphQLEnumType) -> Complete:
    names: dict[Any, str] = {}

    def complete(value: Any, _: Bound) -> Any:
        if value not in names:
            names[value] = kind.serialize(value)
        return names[value]

    return complete
