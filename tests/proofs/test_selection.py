"""JSON Pointers, strictly, and what they select."""

import pytest

from tests.proofs.samples import read
from tests.vectors import needs_vectors
from wallet.proofs.selection import PointerError, like_original, select, tokens_of

DOCUMENT = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "id": "urn:x",
    "type": ["VerifiableCredential"],
    "name": "Welding",
    "a/b": {"m~n": 1},
    "credentialSubject": {
        "id": "_:b0",
        "type": "Person",
        "result": [{"type": "Result", "value": "A"}, {"value": "F"}, {"value": "B"}],
    },
}
SURROUNDINGS = {
    "@context": DOCUMENT["@context"],
    "id": "urn:x",
    "type": ["VerifiableCredential"],
}


@pytest.mark.parametrize(
    ("pointer", "tokens"),
    [
        ("", ()),
        ("/", ("",)),
        ("/a~1b/m~0n", ("a/b", "m~n")),
        ("/~01", ("~1",)),
        ("/a\nb", ("a\nb",)),
    ],
)
def test_reads_a_pointer(pointer, tokens):
    assert tokens_of(pointer) == tokens


@pytest.mark.parametrize("pointer", ["name", "#/name", "/~", "/~2", "/a~", " /a"])
def test_refuses_what_is_no_pointer(pointer):
    with pytest.raises(PointerError):
        tokens_of(pointer)


@pytest.mark.parametrize(
    ("pointers", "shown"),
    [
        pytest.param(["/name"], {"name": "Welding"}, id="a text"),
        pytest.param(["/a~1b/m~0n"], {"a/b": {"m~n": 1}}, id="escaped"),
        pytest.param(
            ["/credentialSubject/result/2", "/credentialSubject/result/0/value"],
            {
                "credentialSubject": {
                    "type": "Person",
                    "result": [{"type": "Result", "value": "A"}, {"value": "B"}],
                }
            },
            id="of a list, in its order, and no label for a name",
        ),
        pytest.param(
            ["/a~1b", "/a~1b/m~0n"], {"a/b": {"m~n": 1}}, id="the whole goes before its parts"
        ),
    ],
)
def test_selects_with_the_surroundings(pointers, shown):
    assert select(DOCUMENT, pointers) == {**SURROUNDINGS, **shown}
    assert select(DOCUMENT, pointers[::-1]) == {**SURROUNDINGS, **shown}


def test_selects_all_or_nothing():
    assert select(DOCUMENT, [""]) == DOCUMENT
    assert select(DOCUMENT, []) is None


@pytest.mark.parametrize(
    "pointer",
    [
        "/nothing",
        "/name/0",
        "/credentialSubject/result/3",
        "/credentialSubject/result/01",
        "/credentialSubject/result/1abc",
        "/credentialSubject/result/-",
        "/credentialSubject/result/-1",
        "/credentialSubject/result/٣",
        "/credentialSubject/result/9999999999999999999",
        "/credentialSubject/result/length",
        "/",
    ],
)
def test_refuses_a_pointer_to_nowhere(pointer):
    with pytest.raises(PointerError):
        select(DOCUMENT, [pointer])


def test_what_is_selected_shares_nothing_with_the_document():
    shown = select(DOCUMENT, ["/credentialSubject"])
    shown["credentialSubject"]["result"].clear()
    assert len(DOCUMENT["credentialSubject"]["result"]) == 3


@pytest.mark.parametrize(
    ("original", "compacted", "rebuilt"),
    [
        (["x"], "x", ["x"]),
        ([["x"]], "x", [["x"]]),
        ({"a": ["x"], "b": "y"}, {"a": "x", "b": "y"}, {"a": ["x"], "b": "y"}),
        ({"a": ["x"]}, {"a": {"n": 1}, "c": "z"}, {"a": [{"n": 1}], "c": "z"}),
        (["x", None], "x", ["x"]),
        ("x", "x", "x"),
        ({"@context": ["a"]}, {"@context": "a"}, {"@context": "a"}),
    ],
)
def test_lists_of_one_are_put_back(original, compacted, rebuilt):
    assert like_original(original, compacted) == rebuilt


@needs_vectors
@pytest.mark.parametrize(
    ("folder", "unsigned", "pointers"),
    [
        ("employ", "employmentAuth", ("employMandatory", "employSelective")),
        ("prc", "prCredUnsigned", ("prCredMandatory", "prCredSelective")),
    ],
)
def test_selects_what_the_w3c_shows(folder, unsigned, pointers):
    vectors = "w3c/vc-di-ecdsa/TestVectors"
    chosen = [pointer for name in pointers for pointer in read(vectors, f"{name}.json")]
    shown = read(vectors, "ecdsa-sd-2023", folder, "derivedUnsignedReveal.json")
    assert select(read(vectors, f"{unsigned}.json"), chosen) == shown


def test_without_ids_only_what_is_chosen_is_named():
    document = {
        "@context": [],
        "id": "urn:1",
        "type": "A",
        "inner": {"id": "urn:2", "type": "B", "name": "n"},
    }
    assert select(document, ["/inner/name"], with_ids=False) == {
        "@context": [],
        "type": "A",
        "inner": {"type": "B", "name": "n"},
    }
    chosen = select(document, ["/inner/name", "/inner/id"], with_ids=False)
    assert chosen["inner"]["id"] == "urn:2"
