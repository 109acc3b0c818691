from hashlib import sha256, sha384

import pytest

from wallet.proofs.signed_json import NotSignedJsonError, json_hash_data

DOCUMENT = {"@context": ["a", "b"], "b": 1, "a": "é"}


@pytest.mark.parametrize("hash_function", [sha256, sha384])
def test_options_then_document_each_by_its_hash(hash_function):
    made = json_hash_data({"type": "T", "proofValue": "z"}, DOCUMENT, hash_function)
    texts = '{"type":"T"}', '{"@context":["a","b"],"a":"é","b":1}'
    assert made == b"".join(hash_function(text.encode()).digest() for text in texts)


@pytest.mark.parametrize("contexts", ["a", ["a"], ["a", "b"]])
def test_the_document_is_signed_under_the_contexts_of_the_proof(contexts):
    cut = {**DOCUMENT, "@context": contexts}
    proof = {"@context": contexts}
    assert json_hash_data(proof, DOCUMENT, sha256) == json_hash_data(proof, cut, sha256)


@pytest.mark.parametrize(
    ("contexts", "there"),
    [
        (["b"], ["a", "b"]),
        ([], ["a"]),
        (["a", "b"], "a"),
        ([{"@protected": 1}], [{"@protected": True}]),
        (["a"], None),
    ],
    ids=repr,
)
def test_other_contexts_are_not_what_was_signed(contexts, there):
    with pytest.raises(NotSignedJsonError):
        json_hash_data({"@context": contexts}, {"@context": there}, sha256)


def nested(levels):
    value = []
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value", [2**53, -(2**53), float("inf"), float("nan"), "\ud800", nested(100_000)], ids=type
)
def test_what_has_no_canonical_form_is_not_signed(value):
    with pytest.raises(NotSignedJsonError):
        json_hash_data({}, {"a": value}, sha256)
    with pytest.raises(NotSignedJsonError):
        json_hash_data({"@context": [value]}, {"@context": [value]}, sha256)
