"""Prepared records in, the answer's JSON out, by functions that are made once for an operation.

graphql-core asks for each field of each object anew what its type is and how it is resolved;
for a page of many objects that is most of a request. What it would do is the same for all objects
of a selection, so here it is put together once: for each response key a function that goes
through that field of all the objects, which costs far less than going from object to object.

Source: GraphQL, "Executing Selection Sets" and "Value Completion". Only what goes well is
answered. Anything else (a null where none may be, a resolver's error) raises `NotAnsweredError`,
and the operation is executed by graphql-core, which knows what to say of it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice, repeat
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLScalarType,
)
from graphql.execution.values import VariableValues

from wallet.api.calls import Call
from wallet.api.declaring import Record, Row, read_column
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
_MOMENT = "DateTime"
"""Its values in UTC are left to who writes the JSON (`wallet.api.answers.encode`)."""

Write = Callable[[Sequence[Any], Bound], list[Any]]
"""From objects of one type (records, or of another class) to the JSON of each."""
WriteField = Callable[[Sequence[Any], Sequence[Row], Bound], list[Any]]
"""From such objects, with the rows of those that are records, to the JSON of one field of each."""
Complete = Callable[[list[Any], Bound], list[Any]]
"""From values as resolved to the JSON of each."""


class Answers:
    """Makes and keeps the functions that write what one operation selects."""

    def __init__(self, plan: Plan) -> None:
        """Write what the plan's operation selects."""
        self._plan = plan
        self._writers: dict[tuple[str, tuple[int, ...]], Write] = {}

    def completion(self, kind: GraphQLOutputType, nodes: Sequence[Selecting]) -> Complete:
        """Return how values of that type become JSON."""
        if isinstance(kind, GraphQLNonNull):
            return _never_null(self._completion(kind.of_type, nodes))
        return _perhaps_null(self._completion(kind, nodes))

    def _completion(self, kind: GraphQLOutputType, nodes: Sequence[Selecting]) -> Complete:
        if isinstance(kind, GraphQLList):
            return _listed(self.completion(kind.of_type, nodes))
        if isinstance(kind, GraphQLScalarType):
            return _scalar(kind)
        if isinstance(kind, GraphQLEnumType):
            return _enumerated(kind)
        if isinstance(kind, GraphQLObjectType):
            return self.object(kind.name, nodes)
        if isinstance(kind, GraphQLInterfaceType):
            return self._interface(nodes)
        raise NotAnsweredError

    def _interface(self, nodes: Sequence[Selecting]) -> Complete:
        by_class: dict[type, Write] = {}

        def complete(values: list[Any], bound: Bound) -> list[Any]:
            alike: dict[type, list[Any]] = {}
            for value in values:
                alike.setdefault(type(value), []).append(value)
            written = {}
            for kind, sources in alike.items():
                if kind not in by_class:
                    by_class[kind] = self.object(graphql_name(kind), nodes)
                written[kind] = iter(by_class[kind](sources, bound))
            return [next(written[type(value)]) for value in values]

        return complete

    def object(self, type_name: str, nodes: Sequence[Selecting]) -> Write:
        """Return how objects of that type become JSON; of one that stands there often, once."""
        place = (type_name, tuple(map(id, nodes)))
        if place not in self._writers:
            selection = self._plan.selection(type_name, nodes)
            self._writers[place] = _each_once(_writing(self._fields(type_name, selection)))
        return self._writers[place]

    def _fields(self, type_name: str, selection: Selection) -> Mapping[str, WriteField]:
        written: dict[str, WriteField] = {}
        for key in selection.keys:
            asked = selection.fields.get(key)
            if asked is not None:
                written[key] = _field(asked, self.completion(asked.graphql.type, asked.nodes))
            elif key in selection.type_names:
                written[key] = lambda sources, _, __: [type_name] * len(sources)
            else:  # introspection
                raise NotAnsweredError
        return written


def _each_once(write: Write) -> Write:
    def write_unique(sources: Sequence[Any], bound: Bound) -> list[Any]:
        unique = {id(source): source for source in sources}
        if len(unique) == len(sources):
            return write(sources, bound)
        written = dict(zip(unique, write(list(unique.values()), bound), strict=True))
        return [written[id(source)] for source in sources]

    return write_unique


def _writing(fields: Mapping[str, WriteField]) -> Write:
    keys, members = tuple(fields), tuple(fields.values())

    def write(sources: Sequence[Any], bound: Bound) -> list[Any]:
        rows = [source.row for source in sources] if isinstance(sources[0], Record) else ()
        columns = [member(sources, rows, bound) for member in members]
        return list(map(dict, map(zip, repeat(keys), zip(*columns, strict=True))))

    return write


def _field(asked: Asked, complete: Complete) -> WriteField:
    """Return how a field is written: where it stands, then what becomes of it."""
    key, needs, name = asked.key, asked.needs, asked.declared.python_name
    if needs.load is not None:
        return lambda sources, _, bound: complete([each.loaded[key] for each in sources], bound)
    if needs.value is not None:
        work_out = needs.value
        return lambda _, rows, bound: complete([work_out(row) for row in rows], bound)
    if needs.shows_own:
        return lambda _, rows, bound: complete([row[name] for row in rows], bound)
    return _resolved(asked, complete)


def _resolved(asked: Asked, complete: Complete) -> WriteField:
    name, resolver = asked.declared.python_name, asked.declared.base_resolver
    if resolver is None:
        return lambda sources, _, bound: complete(
            [read_column(each, name) for each in sources], bound
        )
    if resolver.is_async or resolver.info_parameter is None or not callable(resolver.wrapped_func):
        raise NotAnsweredError
    method = resolver.wrapped_func

    def resolve(sources: Sequence[Any], _: Sequence[Row], bound: Bound) -> list[Any]:
        arguments = asked.given(bound.variables).arguments
        return complete([method(source, bound, **arguments) for source in sources], bound)

    return resolve


def _never_null(complete: Complete) -> Complete:
    def completed(values: list[Any], bound: Bound) -> list[Any]:
        if None in values:
            raise NotAnsweredError
        return complete(values, bound) if values else []

    return completed


def _perhaps_null(complete: Complete) -> Complete:
    def completed(values: list[Any], bound: Bound) -> list[Any]:
        if None not in values:
            return complete(values, bound) if values else []
        there = [value for value in values if value is not None]
        written = iter(complete(there, bound) if there else ())
        return [None if value is None else next(written) for value in values]

    return completed


def _listed(complete: Complete) -> Complete:
    """Return how lists become JSON: what stands in all of them at once."""

    def completed(lists: list[Any], bound: Bound) -> list[Any]:
        written = iter(complete([value for values in lists for value in values], bound))
        return [list(islice(written, len(values))) for values in lists]

    return completed


def _scalar(kind: GraphQLScalarType) -> Complete:
    serialize = kind.serialize
    if kind.name == _MOMENT:
        return lambda values, _: [
            value if type(value) is datetime and value.tzinfo is UTC else serialize(value)
            for value in values
        ]
    shown = _SHOWN_AS_THEY_ARE.get(kind.name, _Nothing)
    return lambda values, _: [
        value if type(value) is shown else serialize(value) for value in values
    ]


def _enumerated(kind: GraphQLEnumType) -> Complete:
    names: dict[Any, str] = {}

    def complete(values: list[Any], _: Bound) -> list[Any]:
        for value in values:
            if value not in names:
                names[value] = kind.serialize(value)
        return [names[value] for value in values]

    return complete
