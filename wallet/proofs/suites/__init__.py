"""A proof in, the suite that can judge it out."""

from wallet.documents.document import JSONObject
from wallet.proofs.analysis import LinkedDataTask
from wallet.proofs.suites import (
    ecdsa_jcs_2019,
    ecdsa_rdfc_2019,
    ecdsa_sd_2023,
    ed25519_signature_2020,
    eddsa_2022,
    eddsa_jcs_2022,
    eddsa_rdfc_2022,
    json_web_signature_2020,
)
from wallet.proofs.suites.suite import KeyDoesNotFitError, Suite
from wallet.registry import registry

__all__ = [
    "SUITES",
    "KeyDoesNotFitError",
    "Suite",
    "find_suite",
    "suite_of",
    "task_for",
    "why_unsupported",
]

SUITES = registry(
    eddsa_rdfc_2022.SUITE,
    eddsa_2022.SUITE,
    ed25519_signature_2020.SUITE,
    ecdsa_rdfc_2019.SUITE,
    eddsa_jcs_2022.SUITE,
    ecdsa_jcs_2019.SUITE,
    ecdsa_sd_2023.SUITE,
    json_web_signature_2020.SUITE,
    names=lambda suite: suite.names,
)


def suite_of(proof: JSONObject) -> str:
    """Return what a proof calls its suite: a cryptosuite, else its type; "" where it says none."""
    kind, cryptosuite = proof.get("type"), proof.get("cryptosuite")
    if kind == "DataIntegrityProof" and isinstance(cryptosuite, str):
        return cryptosuite
    return kind if isinstance(kind, str) else ""


def find_suite(proof: JSONObject) -> Suite | None:
    """Return the suite of a proof, None for one that we cannot judge."""
    suite = SUITES.get(suite_of(proof))
    return suite if suite is not None and suite.proof_type == proof.get("type") else None


def why_unsupported(proof: JSONObject) -> str:
    """Return a sentence about a proof that `find_suite` has no suite for."""
    return f"Its kind is {suite_of(proof)[:80] or 'not named'}."


def task_for(document: JSONObject) -> LinkedDataTask:
    """Return what there is to analyse about a document: every object among its proofs."""
    proof = document.get("proof")
    proofs = tuple(
        each for each in (proof if isinstance(proof, list) else [proof]) if isinstance(each, dict)
    )
    suites = [find_suite(each) for each in proofs]
    ways = [
        suite.way_of(each) if suite else None for suite, each in zip(suites, proofs, strict=True)
    ]
    return LinkedDataTask(document, proofs, tuple(ways))
