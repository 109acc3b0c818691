"""An RDF dataset in, its canonical N-Quads out, or a refusal once that takes too much work.

Source: W3C RDF Dataset Canonicalization 1.0 (RDFC-1.0). Written out here because no library has a
limit on the work that a hostile dataset causes, and because pyoxigraph 0.5 labels blank nodes
otherwise than the specification where one is related to another by several quads alike: it calls
a genuinely signed Open Badge of 1EdTech's forged.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from re import compile as pattern
from typing import Any

MOST_QUADS = 20_000
MOST_BLANK_NODES = 4_000
MOST_WORK = 50_000
"""Blank nodes looked at while telling alike ones apart: a tenth of a second. The hardest dataset
of the W3C tests that is no attack takes 3,360, a credential with four alike endorsements 100.
"""

RdfDataset = Mapping[str, Sequence[Mapping[str, Any]]]
"""pyld's form of a dataset: triples by graph name."""

Hash = Callable[[bytes], Any]
Quad = tuple[str, str, str, str]
"""Subject, predicate, object and graph as N-Quads writes them; "" is the default graph."""

_NO_IRI = pattern('[\x00-\x20<>"{}|^`\\\\]')
_LANGUAGE = pattern("[A-Za-z0-9_-]+")
"""Wider than N-Quads has it, for issuers who write en_US; but never so that statements fit in."""
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | str.maketrans(
    {"\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\"}
)


class CanonWorkExceededError(Exception):
    """More quads, blank nodes or symmetry than we are ready to canonicalise."""


class NotRdfError(Exception):
    """A term that RDF has no place for, so that it cannot have been signed."""


@dataclass(frozen=True, slots=True)
class Canonical:
    """The canonical N-Quads, and the canonical label of each blank node by its own."""

    text: str
    labels: Mapping[str, str]


def canonicalize(
    dataset: RdfDataset, *, hash_function: Hash = sha256, most_work: int = MOST_WORK
) -> Canonical:
    """Return a dataset's canonical form.

    Raises:
        CanonWorkExceededError: the dataset exceeds the caps.
        NotRdfError: an IRI is none, or a term is missing.
    """
    if sum(len(triples) for triples in dataset.values()) > MOST_QUADS:
        raise CanonWorkExceededError(f"There are more than {MOST_QUADS} statements.")
    return canonicalize_quads(tuple(dict.fromkeys(_quads(dataset))), hash_function, most_work)


def canonicalize_quads(
    quads: Sequence[Quad], hash_function: Hash = sha256, most_work: int = MOST_WORK
) -> Canonical:
    """Return the canonical form of different quads whose terms are written as N-Quads has them.

    Raises:
        CanonWorkExceededError: they exceed the caps.
    """
    labels = _Labelling(quads, hash_function, most_work).labels()
    lines = {
        _line(
            labels.get(subject, subject),
            predicate,
            labels.get(value, value),
            labels.get(graph, graph),
        )
        for subject, predicate, value, graph in quads
    }
    return Canonical("".join(sorted(lines)), labels)


@dataclass(slots=True)
class _Issuer:
    """Source: RDFC-1.0, 4.5 Issue Identifier Algorithm; dictionaries keep the order of issue."""

    prefix: str
    issued: dict[str, str] = field(default_factory=dict)

    def issue(self, node: str) -> str:
        """Return the identifier of a node, a new one the first time."""
        return self.issued.setdefault(node, f"{self.prefix}{len(self.issued)}")

    def copy(self) -> "_Issuer":
        """Return an issuer that goes on from here by itself."""
        return _Issuer(self.prefix, dict(self.issued))


class _Labelling:
    """Source: RDFC-1.0, 4.4 Canonicalization Algorithm."""

    def __init__(self, quads: Sequence[Quad], hash_function: Hash, most_work: int) -> None:
        self._hash = hash_function
        self._work_left = most_work
        self._canonical = _Issuer("_:c14n")
        self._quads: dict[str, list[Quad]] = defaultdict(list)
        for quad in quads:
            for node in {term for term in quad if term.startswith("_:")}:
                self._quads[node].append(quad)
        if len(self._quads) > MOST_BLANK_NODES:
            raise CanonWorkExceededError(f"More than {MOST_BLANK_NODES} things have no id.")
        self._first_degree = {node: self._hash_first_degree(node) for node in self._quads}

    def labels(self) -> Mapping[str, str]:
        """Return the canonical label of each blank node."""
        by_hash: dict[str, list[str]] = defaultdict(list)
        for node, digest in self._first_degree.items():
            by_hash[digest].append(node)
        for _, nodes in sorted(by_hash.items()):
            if len(nodes) == 1:
                self._canonical.issue(nodes[0])
        try:
            for _, nodes in sorted(by_hash.items()):
                if len(nodes) > 1:
                    self._label_alike(nodes)
        except RecursionError as error:
            raise CanonWorkExceededError("Things without an id form too long a chain.") from error
        return self._canonical.issued

    def _label_alike(self, nodes: Sequence[str]) -> None:
        results = []
        for node in nodes:
            if node not in self._canonical.issued:
                issuer = _Issuer("_:b")
                issuer.issue(node)
                results.append(self._hash_n_degree(node, issuer))
        for _, issuer in sorted(results, key=lambda result: result[0]):
            for node in issuer.issued:
                self._canonical.issue(node)

    def _digest(self, text: str) -> str:
        return str(self._hash(text.encode()).hexdigest())

    def _hash_first_degree(self, node: str) -> str:
        """Source: RDFC-1.0, 4.6 Hash First Degree Quads."""
        lines = sorted(
            _line(*(_anonymous(term, node) if term.startswith("_:") else term for term in quad))
            for quad in self._quads[node]
        )
        return self._digest("".join(lines))

    def _hash_related(self, related: str, quad: Quad, issuer: _Issuer, position: str) -> str:
        """Source: RDFC-1.0, 4.7 Hash Related Blank Node."""
        name = self._canonical.issued.get(related) or issuer.issued.get(related)
        predicate = "" if position == "g" else quad[1]
        return self._digest(f"{position}{predicate}{name or self._first_degree[related]}")

    def _hash_n_degree(self, node: str, issuer: _Issuer) -> tuple[str, _Issuer]:
        """Source: RDFC-1.0, 4.8 Hash N-Degree Quads."""
        related_by_hash: dict[str, list[str]] = defaultdict(list)
        for quad in self._quads[node]:
            for related, position in ((quad[0], "s"), (quad[2], "o"), (quad[3], "g")):
                if related.startswith("_:") and related != node:
                    digest = self._hash_related(related, quad, issuer, position)
                    related_by_hash[digest].append(related)
        parts = []
        for digest, alike in sorted(related_by_hash.items()):
            path, issuer = self._shortest_path(alike, issuer)
            parts += [digest, path]
        return self._digest("".join(parts)), issuer

    def _shortest_path(self, related: list[str], issuer: _Issuer) -> tuple[str, _Issuer]:
        """Return the least path through some nodes that look alike, and its issuer (step 5)."""
        chosen: tuple[str, _Issuer] | None = None
        for permutation in _permutations(related):
            found = self._path(permutation, issuer.copy(), chosen[0] if chosen else "")
            if found is not None and (chosen is None or found[0] < chosen[0]):
                chosen = found
        if chosen is None:
            raise AssertionError("The first permutation is never passed over.")
        return chosen

    def _path(
        self, permutation: Sequence[str], issuer: _Issuer, chosen: str
    ) -> tuple[str, _Issuer] | None:
        """Return the path of one permutation, None once it is known not to be the least."""
        path = ""
        unvisited = []
        for node in permutation:
            self._spend()
            if node in self._canonical.issued:
                path += self._canonical.issued[node]
            else:
                if node not in issuer.issued:
                    unvisited.append(node)
                path += issuer.issue(node)
            if chosen and len(path) >= len(chosen) and path > chosen:
                return None
        for node in unvisited:
            digest, after = self._hash_n_degree(node, issuer)
            path += f"{issuer.issue(node)}<{digest}>"
            issuer = after
            if chosen and len(path) >= len(chosen) and path > chosen:
                return None
        return path, issuer

    def _spend(self) -> None:
        self._work_left -= 1
        if self._work_left < 0:
            raise CanonWorkExceededError("Too many things without an id look alike.")


def _permutations(nodes: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield each different order of some nodes once; a node may be there several times."""
    order = sorted(nodes)
    while True:
        yield tuple(order)
        falling = len(order) - 2
        while falling >= 0 and order[falling] >= order[falling + 1]:
            falling -= 1
        if falling < 0:
            return
        larger = len(order) - 1
        while order[larger] <= order[falling]:
            larger -= 1
        order[falling], order[larger] = order[larger], order[falling]
        order[falling + 1 :] = reversed(order[falling + 1 :])


def _anonymous(term: str, node: str) -> str:
    return "_:a" if term == node else "_:z"


def _line(subject: str, predicate: str, value: str, graph: str) -> str:
    return (
        f"{subject} {predicate} {value} {graph} .\n"
        if graph
        else f"{subject} {predicate} {value} .\n"
    )


def _quads(dataset: RdfDataset) -> Iterator[Quad]:
    for name, triples in dataset.items():
        graph = "" if name == "@default" else _resource(name)
        for triple in triples:
            if triple["object"] is None:
                raise NotRdfError("A list holds what is no IRI.")
            yield (
                _resource(triple["subject"]["value"]),
                _named(triple["predicate"]["value"]),
                _object(triple["object"]),
                graph,
            )


def _object(term: Mapping[str, Any]) -> str:
    if term["type"] != "literal":
        return _resource(term["value"])
    text = f'"{str(term["value"]).translate(ESCAPES)}"'
    if "language" in term:
        if not _LANGUAGE.fullmatch(term["language"]):
            raise NotRdfError(f"{term['language'][:80]!r} is no language.")
        return f"{text}@{term['language']}"
    datatype = term["datatype"]
    return text if datatype == _XSD_STRING else f"{text}^^{_named(datatype)}"


def _resource(value: str) -> str:
    return value if value.startswith("_:") else _named(value)


def _named(value: str) -> str:
    if _NO_IRI.search(value):
        raise NotRdfError(f"{value[:80]!r} is no IRI.")
    return f"<{value}>"


def statements(dataset: RdfDataset, labels: Mapping[str, str]) -> Iterator[str]:
    """Yield each statement of a dataset once as N-Quads writes it, blank nodes under `labels`.

    Raises:
        NotRdfError: an IRI is none, or a term is missing.
    """
    lines = (_line(*(labels.get(term, term) for term in quad)) for quad in _quads(dataset))
    yield from dict.fromkeys(lines)
