"""A linked-data document in, its canonical N-Quads out, by one walk over its JSON.

It answers only where it is known to say what the slow way says, and where the guard has nothing to
say: the slow way (`wallet.proofs.linked_data`) is the reference, and a test compares the two on
thousands of altered documents at every run. Whatever is not plainly covered is `NotCoveredError`,
which says nothing against the document. So no line here may be read as "everything else is fine".

Source: JSON-LD 1.1 Processing Algorithms and API, "Deserialize JSON-LD to RDF Algorithm"; RDF
Dataset Canonicalization 1.0, "Canonicalization Algorithm".
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from wallet.proofs.canonicalization import (
    ESCAPES,
    CanonWorkExceededError,
    Quad,
    canonicalize_quads,
)
from wallet.proofs.surface import UNWRITABLE
from wallet.proofs.term_maps import BARE, IRI, Form, Kind, NotCoveredError, Term, TermMaps, Types

MOST_NODES = 500
MOST_LINES = 5_000
MOST_CHARACTERS = 512 * 1024
"""Of long texts together: a picture within a badge has as many. Some milliseconds."""

_MOST_LEVELS = 20
_MOST_CANON_WORK = 500
_LONG = 500
_MOST_INTEGER = 2**53
_SUBJECT = "credentialSubject"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_BOOLEAN_AFTER = f'"^^<{_XSD}boolean> .\n'
_INTEGER_AFTER = f'"^^<{_XSD}integer> .\n'
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_FIRST, _REST = f" <{_RDF}first> ", f" <{_RDF}rest> "
_NIL_LINE = f"{_REST}<{_RDF}nil> .\n"
_ID, _TEXT, _TYPE = Form.ID, Form.TEXT, Form.TYPE
_REFERENCE = Form.REFERENCE


def canonical_nquads(document: Mapping[str, Any], context: object, maps: TermMaps) -> bytes:
    """Return the canonical N-Quads of a document under a context, whatever `@context` it has.

    Raises:
        NotCoveredError: only the slow way can tell what they are, and if there are any.
    """
    if len(document) <= 1:
        raise NotCoveredError("empty")
    walk = _Walk(maps)
    maps.begin()
    try:
        walk.node(document, maps.top(context, _types_of(document)), 0)
    except TypeError as error:  # a type that is no text and cannot be looked up
        raise NotCoveredError("type") from error
    return walk.text().encode()


class _Node:
    """A node that is being walked.

    `subject` is its id as a term, None without one; `own` are its lines without their subject,
    `edges` lead to nodes without an id, by their number.
    """

    __slots__ = ("edges", "level", "own", "subject")

    def __init__(self, subject: str | None, own: list[str], level: int) -> None:
        self.subject = subject
        self.own = own
        self.edges: list[tuple[str, int]] = []
        self.level = level


_NO_NODES = frozenset({Form.ID, Form.TYPE, Form.LIST})


class _Walk:
    """One document: the finished lines, and the nodes without an id, which have a number.

    A node without an id is reached once, so there is one line that leads to it (`above`, in which
    it is `_:a`). `links` are lines whose object is such a node and whose subject is none.
    """

    __slots__ = ("above", "ids", "lines", "links", "maps", "nameless", "nodes", "room")

    def __init__(self, maps: TermMaps) -> None:
        self.maps = maps
        self.ids: set[str] = set()
        self.lines: list[str] = []
        self.links: list[tuple[str, str, int]] = []
        self.nameless: list[_Node] = []
        self.above: list[str] = []
        self.nodes = 0
        self.room = MOST_CHARACTERS

    def node(  # noqa: C901, PLR0912 - the hot loop: a call costs as much as what it does
        self, members: Mapping[str, Any], kind: Kind, level: int
    ) -> str | int:
        """Walk a node; return its id as a term, or its number."""
        self.nodes += 1
        if level > _MOST_LEVELS or self.nodes > MOST_NODES or len(self.lines) > MOST_LINES:
            raise NotCoveredError("large")
        own = [*kind.type_lines]
        node = _Node(self._subject(members, kind), own, level)
        terms = kind.terms
        for key, value in members.items():
            try:
                term = terms[key]
            except KeyError:
                if key == "@context" and level == 0:
                    continue
                term = self.maps.term(kind, key)
            form = term.form
            if value.__class__ is str:
                if form is _TEXT:
                    if len(value) > _LONG:
                        self._take(value)
                    if not value.isprintable() or '"' in value or "\\" in value:
                        value = _escaped(value)  # noqa: PLW2901 - the value as it is written
                    own.append(term.before + value + term.after)
                elif form is not _ID and form is not _TYPE:
                    own.append(self._word(term, value))
            elif value.__class__ is dict:
                self._child(term, value, node)
            elif form is _TYPE:
                continue
            elif value.__class__ is list:
                self._many(term, value, node)
            else:
                own.append(_scalar(term, value))
        if node.subject is None:
            return self._number(node)
        self.lines += [node.subject + line for line in dict.fromkeys(own)]
        if node.edges:
            self.links += [(node.subject, edge, child) for edge, child in node.edges]
        return node.subject

    def text(self) -> str:
        """Return the lines in order, under canonical labels."""
        lines = self.lines
        if self.nameless:
            labels = self._labels()
            if labels is None:
                return self._text_by_work()
            for label, node in zip(labels, self.nameless, strict=True):
                lines += [label + line for line in node.own]
                if node.edges:
                    lines += [f"{label}{edge}{labels[child]} .\n" for edge, child in node.edges]
            lines += [f"{subject}{edge}{labels[child]} .\n" for subject, edge, child in self.links]
        lines.sort()
        return "".join(lines)

    def _subject(self, members: Mapping[str, Any], kind: Kind) -> str | None:
        """Return a node's id as a term; each id is met once, so that no node is in two places."""
        if "id" not in members:
            return None
        written = members["id"]
        if not isinstance(written, str) or written in self.ids:
            raise NotCoveredError("id")
        self.ids.add(written)
        return f"<{self._iri(written, kind.words)}>"

    def _number(self, node: _Node) -> int:
        """Keep a node without an id, and return its number."""
        if not node.own and not node.edges:
            raise NotCoveredError("empty")
        if len(node.own) > 1:
            node.own = [*dict.fromkeys(node.own)]
        self.nameless.append(node)
        self.above.append("")
        return len(self.above) - 1

    def _lead(self, node: _Node, edge: str, child: int) -> None:
        """Draw the edge to a node without an id."""
        self.above[child] = f"{node.subject or '_:z'}{edge}_:a .\n"
        node.edges.append((edge, child))

    def _child(self, term: Term, members: Mapping[str, Any], node: _Node) -> None:
        """Walk the node that a term leads to."""
        if _SUBJECT in members or not term.takes_nodes or term.form in _NO_NODES:
            raise NotCoveredError(term.key)
        types = _types_of(members)
        kind = term.kinds.get(types) or self.maps.kind(term, types)
        child = self.node(members, kind, node.level + 1)
        edge = term.edge
        if isinstance(child, str):
            node.own.append(f"{edge}{child} .\n")
        else:
            self._lead(node, edge, child)

    def _many(self, term: Term, values: list[Any], node: _Node) -> None:
        """Walk a list whose values are all of one kind."""
        first = values[0].__class__ if values else None
        if any(value.__class__ is not first for value in values):
            raise NotCoveredError(term.key)
        if first is dict:
            for value in values:
                self._child(term, value, node)
        elif first is not str:
            if len(values) != 1:
                raise NotCoveredError(term.key)
            node.own.append(_scalar(term, values[0]))
        elif term.form is Form.LIST:
            self._list(term, values, node)
        else:
            node.own += [self._word(term, value) for value in values]

    def _list(self, term: Term, values: list[str], node: _Node) -> None:
        """Write texts in their order: a chain of nodes without an id, from its end to its head.

        Source: JSON-LD 1.1 Processing Algorithms and API, "List to RDF Conversion".
        """
        self.nodes += len(values)
        onward: int | None = None
        for value in reversed(values):
            cell = _Node(None, [f'{_FIRST}"{self._written(value)}" .\n'], node.level)
            if onward is None:
                cell.own.append(_NIL_LINE)
            else:
                self._lead(cell, _REST, onward)
            onward = self._number(cell)
        if onward is not None:
            self._lead(node, term.edge, onward)

    def _word(self, term: Term, value: str) -> str:
        """Return the line of a text, a reference or a name."""
        form = term.form
        if form is _TEXT:
            return term.before + self._written(value) + term.after
        if form is _REFERENCE:
            return term.before + self._iri(value, term.words) + term.after
        if form is Form.NAME:
            return term.before + (term.names.get(value) or self.maps.name(term, value)) + term.after
        raise NotCoveredError(term.key)

    def _written(self, value: str) -> str:
        if len(value) > _LONG:
            self._take(value)
        if value.isprintable() and '"' not in value and "\\" not in value:
            return value
        return _escaped(value)

    def _iri(self, value: str, words: Mapping[str, Any]) -> str:
        """Check that an IRI stands for itself: it is absolute and not short for another one."""
        if len(value) > _LONG:
            self._take(value)
        found = IRI.fullmatch(value)
        if found is None or found[1] in words:
            raise NotCoveredError("IRI")
        return value

    def _take(self, value: str) -> None:
        self.room -= len(value)
        if self.room < 0:
            raise NotCoveredError("large")

    def _labels(self) -> list[str] | None:
        """Return the canonical labels by number; None where two nodes look alike at first sight.

        Source: RDF Dataset Canonicalization 1.0, "Hash First Degree Quads".
        """
        digests = []
        for node, above in zip(self.nameless, self.above, strict=True):
            lines = node.own
            if node.edges:
                lines = lines + [f"{edge}_:z .\n" for edge, _ in node.edges]
            text = "_:a" + "_:a".join(sorted(lines))
            # An IRI sorts before a blank node, and `_:z` after `_:a`.
            text = above + text if above[:1] == "<" else text + above
            digests.append(sha256(text.encode()).digest())
        numbers = sorted(range(len(digests)), key=digests.__getitem__)
        if len(set(digests)) < len(digests):
            return None
        labels = [""] * len(numbers)
        for place, number in enumerate(numbers):
            labels[number] = f"_:c14n{place}"
        return labels

    def _text_by_work(self) -> str:
        """Tell nodes apart that look alike, by the algorithm proper and within little work."""
        lines = list(self.lines)
        for number, node in enumerate(self.nameless):
            lines += [f"_:b{number}{line}" for line in node.own]
            lines += [f"_:b{number}{edge}_:b{child} .\n" for edge, child in node.edges]
        lines += [f"{subject}{edge}_:b{child} .\n" for subject, edge, child in self.links]
        try:
            return canonicalize_quads(tuple(map(_quad, lines)), sha256, _MOST_CANON_WORK).text
        except CanonWorkExceededError as error:
            raise NotCoveredError("symmetric") from error


def _quad(line: str) -> Quad:
    subject, predicate, value = line.split(" ", 2)
    return subject, predicate, value.removesuffix(" .\n"), ""


def _types_of(node: Mapping[str, Any]) -> Types:
    """Return the types of a node as written, hashable; that they are texts is checked once."""
    written = node.get("type")
    if written is None and "type" not in node:
        return BARE if len(node) == 1 and "id" in node else None
    types = tuple(written) if isinstance(written, list) else written
    if not types or not isinstance(types, str | tuple):
        raise NotCoveredError("type")
    return types


def _scalar(term: Term, value: object) -> str:
    """Return the line of a number or of true or false, the only ones that RDF has one form of."""
    if value.__class__ is bool:
        text = "true" if value else "false"
        if term.form is Form.BOOLEAN:
            return f"{term.before}{text}{term.after}"
        if term.form is _TEXT and not term.is_typed:
            return f"{term.before}{text}{_BOOLEAN_AFTER}"
    elif value.__class__ is int and term.form is _TEXT and abs(value) < _MOST_INTEGER:
        return f"{term.before}{value}{term.after if term.is_typed else _INTEGER_AFTER}"
    raise NotCoveredError(term.key)


def _escaped(value: str) -> str:
    if UNWRITABLE.search(value):
        raise NotCoveredError("control character")
    return value.translate(ESCAPES)
