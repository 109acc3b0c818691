"""A document and an HMAC key in, its statements out, labelled by that key and to be chosen from.

A holder shows some statements of a document, and each must read as its signer signed it. So the
things without an id get labels that do not depend on what else is shown. To find the statements
of a part of the document again in the whole, such a thing is first given an id of its own.

Source: W3C Data Integrity ECDSA Cryptosuites 1.0, "Selective Disclosure Functions" and
"canonicalizeAndGroup".
"""

import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import count
from typing import Any
from uuid import uuid4

from pyld.jsonld import JsonLdProcessor

from wallet.documents.document import JSONObject
from wallet.proofs.canonicalization import RdfDataset, canonicalize, statements
from wallet.proofs.multibase import encode_base64url
from wallet.proofs.selection import like_original, select

_MOST_POINTERS = 500
"""Each is followed once; no issuer makes as many members mandatory."""


class LabelledStatements:
    """The statements of one document, in the order in which their signer signed them."""

    def __init__(self, document: JSONObject, hmac_key: bytes, options: Mapping[str, Any]) -> None:
        """Take a document apart; `options` are pyld's, with the contexts that it may use.

        Raises:
            CanonWorkExceededError, NotRdfError: as `canonicalize`.
            JsonLdError, and what pyld raises besides on what is no JSON-LD.
        """
        self._options = options
        self._prefix = f"urn:bnid:{uuid4().hex}:"
        expanded = _Namer(self._prefix).named(_processor().expand(document, options))
        compacted = _processor().compact(expanded, document["@context"], dict(options))
        self._compacted = like_original(document, compacted)
        dataset = self._dataset(expanded)
        self.labels = {
            own: f"_:{encode_base64url(_label(hmac_key, canonical))}"
            for own, canonical in canonicalize(dataset).labels.items()
        }
        self.lines: Sequence[str] = sorted(statements(dataset, self.labels))

    def selected(self, pointers: Sequence[str]) -> tuple[frozenset[int], RdfDataset]:
        """Return which of `lines` some JSON Pointers select, and these as a dataset.

        Raises:
            PointerError: a pointer is malformed, or leads nowhere.
        """
        if len(pointers) > _MOST_POINTERS:
            raise ValueError("There are more pointers than we follow.")
        part = select(self._compacted, pointers)
        dataset = {} if part is None else self._dataset(part)
        chosen = frozenset(statements(dataset, self.labels))
        return frozenset(n for n, line in enumerate(self.lines) if line in chosen), dataset

    def _dataset(self, document: object) -> RdfDataset:
        """Return a document's dataset, the ids that we gave taken back."""
        dataset = _processor().to_rdf(document, dict(self._options))
        return {
            self._unnamed(graph): [
                {part: self._without_id(term) for part, term in triple.items()}
                for triple in triples
            ]
            for graph, triples in dataset.items()
        }

    def _without_id(self, term: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
        if term is None or term["type"] != "IRI" or not term["value"].startswith(self._prefix):
            return term
        return {"type": "blank node", "value": self._unnamed(term["value"])}

    def _unnamed(self, name: str) -> str:
        return f"_:{name.removeprefix(self._prefix)}" if name.startswith(self._prefix) else name


def base_bytes(
    document: JSONObject,
    hmac_key: bytes,
    pointers: Sequence[str],
    options: Mapping[str, Any],
) -> bytes:
    """Return the SHA-256 of the mandatory statements, then the others, as a base proof signs them.

    Raises:
        PointerError: a pointer is malformed, or leads nowhere.
        ValueError, and all that `LabelledStatements` raises.
    """
    labelled = LabelledStatements(document, hmac_key, options)
    mandatory, _ = labelled.selected(pointers)
    return (
        mandatory_hash(labelled.lines, mandatory)
        + "".join(
            line for number, line in enumerate(labelled.lines) if number not in mandatory
        ).encode()
    )


def mandatory_hash(lines: Sequence[str], mandatory: Iterable[int]) -> bytes:
    """Return the SHA-256 of the mandatory among some statements, in their order."""
    return sha256("".join(lines[number] for number in sorted(mandatory)).encode()).digest()


def _label(hmac_key: bytes, canonical: str) -> bytes:
    return hmac.digest(hmac_key, canonical.removeprefix("_:").encode(), sha256)


def _processor() -> Any:
    return JsonLdProcessor()


class _Namer:
    """Source: "skolemizeExpandedJsonLd"."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._numbers = count()

    def named(self, expanded: list[Any]) -> list[Any]:
        """Return expanded JSON-LD in which every thing without an id has one."""
        return list(self._each(expanded))

    def _each(self, expanded: Iterable[Any]) -> Iterator[Any]:
        for element in expanded:
            if not isinstance(element, Mapping) or "@value" in element:
                yield element
            elif "@list" in element or "@set" in element:
                yield {name: self._inside(value) for name, value in element.items()}
            else:
                yield self._node(element)

    def _node(self, element: Mapping[str, Any]) -> dict[str, Any]:
        node = {
            name: value if name in {"@id", "@type"} else self._inside(value)
            for name, value in element.items()
        }
        identifier = node.get("@id")
        if identifier is None:
            node["@id"] = f"{self._prefix}n{next(self._numbers)}"
        elif identifier.startswith("_:"):
            node["@id"] = f"{self._prefix}b{identifier.removeprefix('_:')}"
        return node

    def _inside(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {name: self._inside(each) for name, each in value.items()}
        return list(self._each(value)) if isinstance(value, list) else value
