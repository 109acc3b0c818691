"""A linked-data task in, its analysis out where that is quick and certain.

Cheap and bounded, so it runs where it is asked, and only what it does not cover goes to a process
that can be stopped.
"""

from hashlib import sha256
from typing import Any

from wallet.documents.document import JSONObject
from wallet.proofs.analysis import Analysis, LinkedDataAnalyst, LinkedDataTask, Way
from wallet.proofs.compiled_nquads import canonical_nquads
from wallet.proofs.contexts import Contexts
from wallet.proofs.linked_data import HASHES
from wallet.proofs.signed_json import NotSignedJsonError, json_hash_data
from wallet.proofs.term_maps import NotCoveredError, TermMaps

_MOST_PROOFS = 3


class CompiledAnalysis:
    """Analyses what the compiled contexts cover."""

    def __init__(self, contexts: Contexts) -> None:
        self._maps = TermMaps(contexts)

    def analyse(self, task: LinkedDataTask) -> Analysis | None:
        """Return the analysis of a document that nothing is wrong with; None if we cannot tell."""
        try:
            return self._analyse(task)
        except NotCoveredError:
            return None

    def _analyse(self, task: LinkedDataTask) -> Analysis:
        written = task.document.get("proof")
        listed = written if isinstance(written, list) else [written]
        if not 0 < len(task.proofs) <= _MOST_PROOFS or listed != [*task.proofs]:
            raise NotCoveredError("proofs")  # also what lies among them and is none
        unsecured = {key: value for key, value in task.document.items() if key != "proof"}
        context = unsecured.get("@context")
        canonical = canonical_nquads(unsecured, context, self._maps)
        digest = sha256(canonical).digest()
        digests = tuple(
            self._hash_data(proof, way, digest, unsecured)
            for proof, way in zip(task.proofs, task.ways, strict=True)
        )
        return Analysis((), digests)

    def _hash_data(
        self, proof: JSONObject, way: Way | None, digest: bytes, unsecured: JSONObject
    ) -> bytes:
        if "previousProof" in proof:
            raise NotCoveredError("chain")
        options = {key: value for key, value in proof.items() if key != "proofValue"}
        _require_plain(proof.get("proofValue"))
        if way is Way.RDFC_SHA_256:
            if "@context" in options:
                raise NotCoveredError("context")
            canonical = canonical_nquads(options, unsecured.get("@context"), self._maps)
            return sha256(canonical).digest() + digest
        if way is None or not way.signs_json:
            raise NotCoveredError("way")
        _require_plain(*options, *options.values())
        try:
            return json_hash_data(proof, unsecured, HASHES[way])
        except NotSignedJsonError as error:
            raise NotCoveredError("JSON") from error


class CompiledFirst:
    """Analyses here what can be, and has another analyst do the rest."""

    def __init__(self, contexts: Contexts, otherwise: LinkedDataAnalyst) -> None:
        self._compiled = CompiledAnalysis(contexts)
        self._otherwise = otherwise

    async def analyse(self, task: LinkedDataTask) -> Analysis:
        """Return the analysis of one document, the same by either way."""
        return self._compiled.analyse(task) or await self._otherwise.analyse(task)


def _require_plain(*values: Any) -> None:
    """Check that these are texts, or lists of texts, without control characters.

    Raises:
        NotCoveredError: one is not, which the survey of the slow way may object to.
    """
    for value in values:
        for text in value if isinstance(value, list) else (value,):
            if not isinstance(text, str) or not text.isprintable():
                raise NotCoveredError("characters")
