"""Foreign schemas, honest and hostile, applied within bounds."""

from contextlib import suppress
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wallet.verification.json_schema import Applied, SchemaUnusableError, apply_schema

URL = "https://a.example/schema"
DRAFT = "https://json-schema.org/draft/2020-12/schema"
OTHER = "https://a.example/other"
HOSTILE_SECONDS = 10.0


def applied(schema, document, others=None):
    return apply_schema({"$schema": DRAFT, **schema}, URL, document, others or {})


@pytest.mark.parametrize(
    ("schema", "document", "pointer"),
    [
        ({"required": ["a"]}, {}, ""),
        ({"properties": {"a": {"properties": {"b/c": {"type": "string"}}}}}, {"a": {"b/c": 1}}, "/a/b~1c"),  # noqa: E501
        ({"properties": {"a": {"pattern": "^x+$"}}}, {"a": "xy"}, "/a"),
        ({"properties": {"a": {"uniqueItems": True}}}, {"a": [1, 1]}, "/a"),
        ({"patternProperties": {"^a": {"type": "string"}}}, {"ab": 1}, "/ab"),
        ({"$defs": {"n": {"type": "number"}}, "properties": {"a": {"$ref": "#/$defs/n"}}}, {"a": ""}, "/a"),  # noqa: E501
    ],
)  # fmt: skip
def test_where_a_document_does_not_fit(schema, document, pointer):
    found = applied(schema, document)
    assert found.misfit is not None
    assert found.pointer == pointer


def test_a_document_that_fits():
    schema = {"properties": {"a": {"pattern": "^x+$", "uniqueItems": True}}, "required": ["a"]}
    assert applied(schema, {"a": "xxx"}) == Applied()


def test_what_it_refers_to_is_named_not_looked_up():
    schema = {"properties": {"a": {"$ref": "https://b.example/other#/$defs/x"}}}
    assert applied(schema, {"a": 1}) == Applied(lacks="https://b.example/other")
    other = {"https://b.example/other": {"$defs": {"x": {"type": "string"}}}}
    assert applied(schema, {"a": 1}, other).pointer == "/a"


def doubling():
    """Each step is tried twice as often as the one before."""
    steps = {f"s{n}": {"allOf": [{"$ref": f"#/$defs/s{n + 1}"}] * 2} for n in range(40)}
    return {"$defs": {**steps, "s40": {"type": "object"}}, "$ref": "#/$defs/s0"}


MANY = {"a": [{}] * 50_000}
LARGE = {"a": ["x" * 50] * 20_000}


@pytest.mark.parametrize(
    ("schema", "document"),
    [
        pytest.param(doubling(), {}, id="branches-that-double"),
        pytest.param({"$ref": "#"}, {}, id="a-circle"),
        pytest.param(
            {"$ref": "#/$defs/s", "$defs": {"s": {"$schema": DRAFT, "$id": OTHER, **doubling()}}},
            {},
            id="in-a-draft-of-its-own",
        ),
        pytest.param(
            {"properties": {"a": {"$schema": DRAFT, "pattern": "(?=a)b"}}},
            {"a": "b"},
            id="a-pattern-in-a-draft-of-its-own",
        ),
        pytest.param({"properties": {"a": {"uniqueItems": True}}}, MANY, id="unique"),
        pytest.param({"anyOf": [{"type": "string"}] * 50_000}, LARGE, id="long-messages"),
        pytest.param({"patternProperties": {"^(a+)+$": {}}}, {"a" * 40 + "!": 1}, id="a-name-bomb"),
        pytest.param({"properties": {"a": {"pattern": "(?=a)b"}}}, {"a": "b"}, id="look-ahead"),
        pytest.param({"properties": {"a": {"pattern": "(a{1000}){1000}"}}}, {"a": "b"}, id="huge"),
        pytest.param({"properties": {"a": {"pattern": "("}}}, {"a": "b"}, id="malformed-pattern"),
        pytest.param({"type": 7}, {}, id="malformed"),
        pytest.param({"required": "a"}, {}, id="malformed-list"),
        pytest.param({"$ref": "#/nowhere"}, {}, id="to-nowhere"),
        pytest.param({"$schema": "https://a.example/own-draft"}, {}, id="unknown-draft"),
    ],
)  # fmt: skip
def test_a_schema_that_is_not_to_be_used(schema, document):
    began = monotonic()
    with pytest.raises(SchemaUnusableError):
        applied(schema, document)
    assert monotonic() - began < HOSTILE_SECONDS


def test_a_pattern_that_would_backtrack_is_matched_in_linear_time():
    began = monotonic()
    found = applied({"properties": {"a": {"pattern": "^(a+)+$"}}}, {"a": "a" * 100_000 + "!"})
    assert found.pointer == "/a"
    assert monotonic() - began < HOSTILE_SECONDS


def test_a_badge_with_a_large_picture_in_it_is_no_work():
    schema = {"properties": {"image": {"allOf": [{"type": "string"}] * 10}, "n": {"type": "null"}}}
    document = {"image": "x" * 1_000_000, "n": None}
    assert applied({"allOf": [schema] * 10}, document) == Applied()


NAMES = st.sampled_from([
    "$ref", "$id", "$schema", "$defs", "$anchor", "$dynamicRef", "$recursiveRef", "type", "allOf",
    "anyOf", "not", "if", "then", "properties", "patternProperties", "additionalProperties",
    "unevaluatedProperties", "unevaluatedItems", "items", "prefixItems", "contains", "required",
    "enum", "const", "pattern", "multipleOf", "minLength", "uniqueItems", "dependentSchemas",
    "propertyNames", "a",
])  # fmt: skip
LEAVES = st.sampled_from([
    "string", "object", "#", "#/$defs/a", "other", "https://b.example/x", "(", "a", "", "urn:x",
    "https://json-schema.org/draft/2019-09/schema", "https://json-schema.org/draft/2020-12/schema",
    "http://json-schema.org/draft-07/schema#", "https://a.example/own-draft", 0, 1, -1, 1e308, True,
    False, None,
])  # fmt: skip
ANY = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=15,
)
SCHEMAS = st.dictionaries(NAMES, ANY, max_size=5)


@settings(deadline=None, max_examples=400)
@given(SCHEMAS, st.dictionaries(NAMES, ANY, max_size=3), st.none() | SCHEMAS)
def test_any_schema_is_applied_or_refused(schema, document, other):
    others = {} if other is None else {"https://b.example/x": other}
    with suppress(SchemaUnusableError):
        assert isinstance(apply_schema(schema, URL, document, others), Applied)
