import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.documents.source_texts import SourceTexts

TEXT = ' { "a/b" : [ 1.0 , {"c~":"\\u00e9"} ],\n "d":{"e":[]} }'


def test_a_part_comes_as_it_stands():
    texts = SourceTexts(TEXT)
    assert texts.at("") == TEXT
    assert texts.at("/a~1b/0") == "1.0"
    assert texts.at("/a~1b/1") == '{"c~":"\\u00e9"}'
    assert texts.at("/a~1b/1/c~0") == '"\\u00e9"'
    assert texts.at("/d/e") == "[]"


@pytest.mark.parametrize("pointer", ["/x", "/a~1b/2", "/d/e/0", "/a~1b/0/0", "x"])
def test_what_is_not_there(pointer):
    with pytest.raises(KeyError):
        SourceTexts(TEXT).at(pointer)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


def places(value, at=""):
    yield at, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, f"{at}/{name.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from places(inner, f"{at}/{number}")


@given(JSON, st.sampled_from([None, 1]))
def test_every_part_says_what_it_says(value, indent):
    texts = SourceTexts(json.dumps(value, indent=indent))
    for pointer, inner in places(value):
        assert json.loads(texts.at(pointer)) == inner
