"""Ids that tell nothing and take no other spelling."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from wallet.api.identifiers import Kind, global_id, key_of, kind_and_key


@given(st.sampled_from(Kind), st.uuids())
def test_an_id_comes_back_as_it_went(kind, key):
    text = global_id(kind, key)
    assert kind_and_key(text) == (kind, key)
    assert key_of(kind, text) == key


@given(st.text(max_size=40))
def test_any_text_names_something_or_nothing(text):
    named = kind_and_key(text)
    assert named is None or global_id(*named) == text


def test_an_object_has_one_id_alone():
    text = global_id(Kind.SHARE, UUID(int=1))
    assert kind_and_key(text + "=") is None
    assert kind_and_key(text[:-1] + "F") is None
    assert key_of(Kind.CREDENTIAL, text) is None
