"""The committed schema is the code's, and keeps the conventions."""

from pathlib import Path

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    build_schema,
)

from wallet.api.export import sdl

COMMITTED = Path(__file__).parents[2] / "schema.graphql"


def test_the_committed_schema_is_what_the_code_says():
    assert COMMITTED.read_text(encoding="utf-8") == sdl()


def _elements():
    for name, type_ in build_schema(sdl()).type_map.items():
        if name.startswith("__"):
            continue
        yield name, type_.description
        if isinstance(type_, GraphQLEnumType):
            yield from ((f"{name}.{key}", value.description) for key, value in type_.values.items())
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for key, field in type_.fields.items():
                yield f"{name}.{key}", field.description
                for argument, declared in getattr(field, "args", {}).items():
                    yield f"{name}.{key}({argument})", declared.description


def test_everything_is_described():
    built_in = {"String", "Int", "Boolean", "ID", "Float"}
    assert [name for name, text in _elements() if not text and name not in built_in] == []


def test_roots_are_nullable_so_that_one_failure_leaves_its_siblings():
    schema = build_schema(sdl())
    for root in (schema.query_type, schema.mutation_type, schema.subscription_type):
        for name, field in root.fields.items():
            assert not isinstance(field.type, GraphQLNonNull), name


def test_mutations_take_one_input_and_give_one_payload():
    schema = build_schema(sdl())
    for name, field in schema.mutation_type.fields.items():
        stem = name[0].upper() + name[1:]
        assert list(field.args) == ["input"]
        assert str(field.args["input"].type) == f"{stem}Input!"
        assert str(field.type) == f"{stem}Payload"
        assert str(field.type.fields["userErrors"].type) == "[UserError!]!"


def test_connections_have_edges_nodes_page_info_and_total():
    connections = [
        type_ for name, type_ in build_schema(sdl()).type_map.items() if name.endswith("Connection")
    ]
    assert len(connections) == 15
    besides = {"NotificationConnection": {"unreadCount"}}
    for type_ in connections:
        own = besides.get(type_.name, set())
        assert set(type_.fields) == {"edges", "nodes", "pageInfo", "totalCount"} | own
