from hashlib import sha256, sha384
from json import loads

import pyoxigraph as ox
import pytest
from pyld.canon import URDNA2015
from pyld.jsonld import JsonLdProcessor

from tests.proofs.samples import contexts, read
from tests.vectors import VECTORS, needs_vectors
from wallet.proofs.canonicalization import (
    MOST_BLANK_NODES,
    MOST_QUADS,
    CanonWorkExceededError,
    NotRdfError,
    canonicalize,
)
from wallet.proofs.linked_data import engine_for

CASES = VECTORS / "w3c" / "rdf-canon" / "tests" / "rdfc10"
POISON = "test074"
SHA_384 = {"test075"}


def term(value):
    if isinstance(value, ox.BlankNode):
        return {"type": "blank node", "value": f"_:{value.value}"}
    if isinstance(value, ox.NamedNode):
        return {"type": "IRI", "value": value.value}
    literal = {"type": "literal", "value": value.value, "datatype": value.datatype.value}
    return literal | ({"language": value.language} if value.language else {})


def dataset_of(path):
    dataset = {}
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS):
        default = isinstance(quad.graph_name, ox.DefaultGraph)
        graph = "@default" if default else term(quad.graph_name)["value"]
        dataset.setdefault(graph, []).append(
            {
                "subject": term(quad.subject),
                "predicate": term(quad.predicate),
                "object": term(quad.object),
            }
        )
    return dataset


def clique(size):
    return {
        "@default": [
            {
                "subject": {"type": "blank node", "value": f"_:n{one}"},
                "predicate": {"type": "IRI", "value": "urn:p"},
                "object": {"type": "blank node", "value": f"_:n{other}"},
            }
            for one in range(size)
            for other in range(size)
            if one != other
        ]
    }


def triple(value="urn:o", *, predicate="urn:p", literal=None):
    end = literal or {"type": "IRI", "value": value}
    return {
        "subject": {"type": "IRI", "value": "urn:s"},
        "predicate": {"type": "IRI", "value": predicate},
        "object": end,
    }


@needs_vectors
def test_the_cases_of_the_w3c():
    cases = [path for path in sorted(CASES.glob("*-rdfc10.nq")) if POISON not in path.name]
    assert len(cases) >= 60
    for expected in cases:
        name = expected.name.removesuffix("-rdfc10.nq")
        found = canonicalize(
            dataset_of(CASES / f"{name}-in.nq"),
            hash_function=sha384 if name in SHA_384 else sha256,
        )
        assert found.text == expected.read_text(), name


@needs_vectors
def test_the_labels_of_the_w3c():
    maps = sorted(CASES.glob("*-rdfc10map.json"))
    assert maps
    for expected in maps:
        name = expected.name.removesuffix("-rdfc10map.json")
        labels = canonicalize(
            dataset_of(CASES / f"{name}-in.nq"),
            hash_function=sha384 if name in SHA_384 else sha256,
        ).labels
        assert {
            node.removeprefix("_:"): label.removeprefix("_:") for node, label in labels.items()
        } == loads(expected.read_bytes()), name


@needs_vectors
def test_the_poison_of_the_w3c_is_refused():
    with pytest.raises(CanonWorkExceededError):
        canonicalize(dataset_of(CASES / f"{POISON}-in.nq"))


@needs_vectors
def test_four_alike_proof_graphs_are_labelled_as_pyld_does():
    """pyoxigraph 0.5 labels these otherwise, and the issuer's signature then fails."""
    document = read(
        "1EdTech/digital-credentials-public-validator/inspector-vc/src/test/resources/ob30",
        "complete.json",
    )
    unsecured = {key: value for key, value in document.items() if key != "proof"}
    canonical, _ = engine_for(contexts()).examine(unsecured, "")
    parsed = JsonLdProcessor.parse_nquads(canonical.decode())
    assert URDNA2015().main(parsed, {"format": "application/n-quads"}) == canonical.decode()


@pytest.mark.parametrize("size", [3, 4, 5])
def test_a_small_clique_is_labelled_as_pyld_does(size):
    ours = canonicalize(clique(size)).text
    assert URDNA2015().main(clique(size), {"format": "application/n-quads"}) == ours


@pytest.mark.parametrize("size", [8, 12, 60])
def test_a_large_clique_is_refused(size):
    with pytest.raises(CanonWorkExceededError):
        canonicalize(clique(size))


def test_a_long_ring_of_alike_nodes_is_refused():
    ring = [
        {
            "subject": {"type": "blank node", "value": f"_:n{one}"},
            "predicate": {"type": "IRI", "value": "urn:p"},
            "object": {"type": "blank node", "value": f"_:n{(one + 1) % 3000}"},
        }
        for one in range(3000)
    ]
    with pytest.raises(CanonWorkExceededError):
        canonicalize({"@default": ring})


def test_too_many_statements_or_blank_nodes_are_refused():
    with pytest.raises(CanonWorkExceededError):
        canonicalize({"@default": [triple()] * (MOST_QUADS + 1)})
    many = [
        triple(literal={"type": "blank node", "value": f"_:n{one}"})
        for one in range(MOST_BLANK_NODES + 1)
    ]
    with pytest.raises(CanonWorkExceededError):
        canonicalize({"@default": many})


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param(triple("urn:a b"), id="space"),
        pytest.param(triple("urn:a> <urn:b"), id="a-second-term-smuggled-in"),
        pytest.param(triple(predicate='urn:"'), id="quote-in-predicate"),
        pytest.param({**triple(), "object": None}, id="no-object"),
    ],
)
def test_what_is_no_rdf_is_refused(bad):
    with pytest.raises(NotRdfError):
        canonicalize({"@default": [bad]})


def in_language(language):
    datatype = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
    return {"type": "literal", "value": "x", "datatype": datatype, "language": language}


@pytest.mark.parametrize(
    "language",
    [
        pytest.param("en .\n<urn:s> <urn:p> <urn:o>", id="a signed statement hidden in it"),
        pytest.param("en <urn:g>", id="a graph"),
        pytest.param('a"', id="a quote"),
        pytest.param("en ", id="a space"),
        pytest.param("", id="nothing"),
        pytest.param("en\n", id="a line end"),
    ],
)
def test_a_language_that_is_none_is_refused(language):
    with pytest.raises(NotRdfError):
        canonicalize({"@default": [triple(literal=in_language(language))]})


@pytest.mark.parametrize("language", ["en", "de-CH-1996", "en_us"])
def test_a_language_stands_after_its_text(language):
    text = canonicalize({"@default": [triple(literal=in_language(language))]}).text
    assert text == f'<urn:s> <urn:p> "x"@{language} .\n'


def test_escapes():
    literal = {
        "type": "literal",
        "value": '\x00\t\b\n\r\f"\\\x7f é',
        "datatype": "http://www.w3.org/2001/XMLSchema#string",
    }
    line = '<urn:s> <urn:p> "\\u0000\\t\\b\\n\\r\\f\\"\\\\\\u007F é" .\n'
    assert canonicalize({"@default": [triple(literal=literal)]}).text == line
