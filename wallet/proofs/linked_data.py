"""A linked-data document and its proofs in, what each signature covers and what it does not out.

Pure and synchronous; it may take very long on a hostile document, so it runs in a process with a
deadline (`wallet.proofs.workers`). Nothing is ever fetched.

Source: W3C Verifiable Credential Data Integrity 1.0, "Transformation", "Hashing", "Proof
Configuration" of the -rdfc- suites; JSON-LD 1.1 Processing Algorithms and API.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import lru_cache
from hashlib import sha256, sha384
from types import MappingProxyType
from typing import Any

from cachetools import LRUCache
from pyld.context_resolver import ContextResolver
from pyld.jsonld import JsonLdError

from wallet.documents.document import JSONObject
from wallet.proofs.analysis import Analysis, GuardFinding, LinkedDataTask, Way
from wallet.proofs.canonicalization import (
    CanonWorkExceededError,
    Hash,
    NotRdfError,
    canonicalize,
)
from wallet.proofs.compact_form import GuardedProcessor
from wallet.proofs.contexts import Contexts
from wallet.proofs.disclosure_values import read_base
from wallet.proofs.signed_json import NotSignedJsonError, json_hash_data
from wallet.proofs.statements import base_bytes
from wallet.proofs.surface import survey
from wallet.proofs.vocabulary import Vocabulary

_MOST_REMEMBERED_CONTEXTS = 500
HASHES: Mapping[Way, Hash] = {
    Way.RDFC_SHA_256: sha256,
    Way.RDFC_SHA_384: sha384,
    Way.JCS_SHA_256: sha256,
    Way.JCS_SHA_384: sha384,
    Way.RDFC_STATEMENTS: sha256,
    Way.RDFC_BASE_STATEMENTS: sha256,
}
VALUE_MEMBERS = MappingProxyType({"JsonWebSignature2020": "jws"})
"""Where a proof of another type than usual has its signature, which it does not sign."""
_MOST_SIGNED_STATEMENTS = 1_000
"""Each may have a signature of its own to verify, of a tenth of a millisecond."""
_WARNINGS = frozenset({"NULL_OR_EMPTY"})
REFUSALS = (
    JsonLdError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)
"""What pyld raises on documents that are not JSON-LD, besides what it means to raise."""


def analyse(task: LinkedDataTask, contexts: Contexts) -> Analysis:
    """Return what is wrong with a document as linked data, and the bytes of each signature.

    No exception leaves it on any JSON document: what cannot be made is None and has a finding.
    """
    surveyed = survey(task.document, contexts)
    if not surveyed.computable:
        return Analysis(tuple(surveyed.findings), (None,) * len(task.proofs))
    engine = engine_for(contexts)
    unsecured = {key: value for key, value in task.document.items() if key != "proof"}
    canonical, findings = engine.examine(unsecured, "")
    digests: list[bytes | None] = []
    pointers = _proof_pointers(task.document.get("proof"))
    for proof, way, pointer in zip(task.proofs, task.ways, pointers, strict=True):
        signed: bytes | None = canonical
        hash_function = HASHES[way or Way.RDFC_SHA_256]
        if way is not None and way.signs_json:
            document = document_signed_by(proof, unsecured, task.proofs)
            digest, more = _prepare_json(proof, document, way, pointer)
        elif way is Way.RDFC_BASE_STATEMENTS:
            document = document_signed_by(proof, unsecured, task.proofs)
            digest, more = engine.prepare_base(proof, document, canonical, pointer)
        else:
            if "previousProof" in proof or hash_function is not sha256:
                signed, more = engine.signed_by(proof, unsecured, task.proofs, hash_function)
                findings += more
            options = proof_configuration(proof, unsecured)
            digest, more = engine.prepare(options, signed, way, pointer)
        findings += more
        digests.append(digest)
    return Analysis((*surveyed.findings, *dict.fromkeys(findings)), tuple(digests))


def _prepare_json(
    proof: JSONObject, document: JSONObject | None, way: Way, pointer: str
) -> tuple[bytes | None, list[GuardFinding]]:
    """Return the hash data of a proof over JSON; all of it is signed, so nothing is to guard."""
    if document is None:
        return None, []
    try:
        return json_hash_data(proof, document, HASHES[way]), []
    except NotSignedJsonError as error:
        return None, [GuardFinding("NOT_COMPACT_FORM", pointer, str(error))]


def _proof_pointers(proof: object) -> list[str]:
    if not isinstance(proof, list):
        return ["/proof"] if isinstance(proof, Mapping) else []
    return [f"/proof/{index}" for index, each in enumerate(proof) if isinstance(each, Mapping)]


@lru_cache(maxsize=4)
def engine_for(contexts: Contexts) -> "Engine":
    """Return the engine that has learnt this set of contexts."""
    return Engine(contexts)


class Engine:
    """Expands and canonicalises under one set of contexts, and remembers them processed."""

    def __init__(self, contexts: Contexts) -> None:
        self._contexts = contexts
        self._processed: LRUCache[str, object] = LRUCache(maxsize=_MOST_REMEMBERED_CONTEXTS)
        self._vocabulary = Vocabulary()
        self._missing: list[str] = []

    def canonical(self, document: Mapping[str, Any], hash_function: Hash = sha256) -> bytes:
        """Return the canonical N-Quads of a document that we trust, to sign it.

        Raises:
            ValueError: anything that the guard objects to, empty members apart.
        """
        canonical, findings = self.examine(document, "", hash_function)
        faults = [finding for finding in findings if finding.code not in _WARNINGS]
        if canonical is None or faults:
            raise ValueError(f"This document would not be signed as it reads: {faults}")
        return canonical

    def to_sign(self, proof: JSONObject, unsecured: JSONObject, way: Way) -> bytes:
        """Return the bytes to sign for a document that we trust and a proof without its value.

        Raises:
            ValueError: anything that the guard objects to, empty members apart.
        """
        hash_function = HASHES[way]
        canonical = self.canonical(unsecured, hash_function=hash_function)
        if way.signs_json:
            return json_hash_data(proof, unsecured, hash_function)
        configuration = proof_configuration(proof, unsecured)
        options = self.canonical(configuration, hash_function=hash_function)
        return hash_data(options, canonical, hash_function)

    def examine(
        self, document: Mapping[str, Any], pointer: str, hash_function: Hash = sha256
    ) -> tuple[bytes | None, list[GuardFinding]]:
        """Return a document's canonical N-Quads, or None, and what the guard found."""
        processor = GuardedProcessor(self._vocabulary, pointer)
        self._missing.clear()
        try:
            dataset = processor.to_rdf(document, self.options())
            findings = list(processor.findings())
            canonical = canonicalize(dataset, hash_function=hash_function)
            return canonical.text.encode(), findings
        except CanonWorkExceededError as error:
            return None, [GuardFinding("CANON_WORK_EXCEEDED", pointer or None, str(error))]
        except NotRdfError as error:
            return None, [*findings, GuardFinding("RELATIVE_IRI", pointer or None, str(error))]
        except REFUSALS as error:
            if self._missing:
                lacking = GuardFinding("CONTEXT_NOT_PINNED", pointer or None, self._missing[0])
                return None, [*processor.found, lacking]
            refused = GuardFinding("NOT_COMPACT_FORM", pointer or None, _reason(error))
            return None, [*processor.found, refused]

    def prepare(
        self, configuration: JSONObject, signed: bytes | None, way: Way | None, pointer: str
    ) -> tuple[bytes | None, list[GuardFinding]]:
        """Return the hash data of one proof, and what the guard found in the proof itself."""
        if way is None:
            return None, []
        hash_function = HASHES[way]
        canonical, findings = self.examine(configuration, pointer, hash_function)
        if canonical is None or signed is None:
            return None, findings
        if way is not Way.RDFC_STATEMENTS:
            return hash_data(canonical, signed, hash_function), findings
        if (crowd := _crowd(signed, pointer)) is not None:
            return None, [*findings, crowd]
        return hash_function(canonical).digest() + signed, findings

    def prepare_base(
        self, proof: JSONObject, signed: JSONObject | None, canonical: bytes | None, pointer: str
    ) -> tuple[bytes | None, list[GuardFinding]]:
        """Return what a base proof signs, and what the guard found in the proof itself.

        Where the proof's own value leads to no statements, only its options are there: no
        signature is of these alone.
        """
        if signed is None or canonical is None:
            return None, []
        options, findings = self.examine(proof_configuration(proof, signed), pointer)
        if options is None:
            return None, findings
        if (crowd := _crowd(canonical, pointer)) is not None:
            return None, [*findings, crowd]
        options_hash = sha256(options).digest()
        try:
            value = read_base(proof.get("proofValue"))
            covered = base_bytes(signed, value.hmac_key, value.pointers, self.options())
        except CanonWorkExceededError as error:
            return None, [*findings, GuardFinding("CANON_WORK_EXCEEDED", pointer, str(error))]
        except (NotRdfError, *REFUSALS):
            return options_hash, findings
        return options_hash + covered, findings

    def signed_by(
        self,
        proof: JSONObject,
        unsecured: JSONObject,
        proofs: Sequence[JSONObject],
        hash_function: Hash,
    ) -> tuple[bytes | None, list[GuardFinding]]:
        """Return the canonical N-Quads of what one proof signs, and what is wrong with them.

        The guard has seen the document already, and sees each proof by itself.
        """
        signed = document_signed_by(proof, unsecured, proofs)
        if signed is None:
            return None, []
        canonical, findings = self.examine(signed, "", hash_function)
        return canonical, [one for one in findings if one.code == "CANON_WORK_EXCEEDED"]

    def options(self) -> dict[str, Any]:
        """Return what pyld needs to know: these contexts, and that there are no others."""
        # `base` is None and not "": pyld resolves against example.org where it is empty.
        return {
            "base": None,
            "processingMode": "json-ld-1.1",
            "documentLoader": self._load,
            "contextResolver": ContextResolver(self._processed, self._load),
        }

    def _load(self, url: str, _options: object) -> dict[str, Any]:
        """Answer as a document loader."""
        if self._contexts.text(url) is None:
            self._missing.append(url)
        return load_context(self._contexts, url)


def load_context(contexts: Contexts, url: str) -> dict[str, Any]:
    """Return a text as pyld's document loaders do; the tag lets it keep what it makes of it.

    Raises:
        JsonLdError: the text is not at hand.
    """
    text = contexts.text(url)
    if text is None:
        raise JsonLdError(f"{url} is not at hand.", "jsonld.LoadDocumentError")
    return {
        "contextUrl": None,
        "documentUrl": url,
        "document": deepcopy(dict(text)),
        "tag": "static",
    }


def _crowd(canonical: bytes, pointer: str) -> GuardFinding | None:
    """Return what to say of more statements than we check one by one."""
    if canonical.count(b"\n") <= _MOST_SIGNED_STATEMENTS:
        return None
    detail = f"There are more than {_MOST_SIGNED_STATEMENTS} statements to check one by one."
    return GuardFinding("CANON_WORK_EXCEEDED", pointer, detail)


def proof_configuration(proof: JSONObject, unsecured: JSONObject) -> dict[str, Any]:
    """Return a proof's options as they are signed: under the document's own contexts."""
    value = VALUE_MEMBERS.get(str(proof.get("type")), "proofValue")
    options = {name: said for name, said in proof.items() if name != value}
    return {**options, "@context": unsecured.get("@context")}


def document_signed_by(
    proof: JSONObject, unsecured: JSONObject, proofs: Sequence[JSONObject]
) -> JSONObject | None:
    """Return the document, for a chained proof together with the proofs that it follows.

    None where one of them is missing. Source: Data Integrity 1.0, "Verify Proof Sets and Chains".
    """
    if "previousProof" not in proof:
        return unsecured
    named = proof["previousProof"]
    wanted = named if isinstance(named, list) else [named]
    previous = [other for other in proofs if other is not proof and other.get("id") in wanted]
    if not wanted or len(previous) != len(wanted):
        return None
    return {**unsecured, "proof": previous}


def hash_data(configuration: bytes, canonical: bytes, hash_function: Hash = sha256) -> bytes:
    """Return the bytes that an -rdfc- suite signs: the hash of the options, of the document."""
    return bytes(hash_function(configuration).digest() + hash_function(canonical).digest())


def _reason(error: BaseException) -> str:
    deepest = error
    while deepest.__cause__ is not None:
        deepest = deepest.__cause__
    if isinstance(deepest, JsonLdError):
        return str(deepest.code or deepest.args[0])[:200]
    return type(deepest).__name__
