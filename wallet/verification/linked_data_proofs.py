"""One Data Integrity proof, looked at from each side.

Sources: VC Data Integrity 1.0, "Verify Proof"; Open Badges 3.0, "Linked Data Proof".
"""

from datetime import datetime

from anyio.to_thread import run_sync

from wallet.credentials.credential import Credential
from wallet.credentials.dates import read_date
from wallet.documents.document import JSONObject
from wallet.proofs.analysis import Way
from wallet.proofs.suites import Suite, find_suite, why_unsupported
from wallet.verification.case import (
    DOES_NOT_APPLY,
    IN_ORDER,
    Case,
    ExaminedProof,
    Observation,
)
from wallet.verification.codes import Code
from wallet.verification.issuer_keys import FoundKey, find_key

_PURPOSE = "assertionMethod"


async def examine_linked_data_proof(
    proof: JSONObject, digest: bytes | None, case: Case, faults: tuple[str, ...] = ()
) -> ExaminedProof:
    """Examine one proof.

    `digest` is what its signature covers, None where it could not be made; `faults` what the
    guard found wrong with this proof alone: one is enough for it not to count.
    """
    suite = find_suite(proof)
    if suite is None:
        unsupported = Observation(Code.SUITE_UNSUPPORTED, why_unsupported(proof))
        return ExaminedProof(
            unsupported, DOES_NOT_APPLY, DOES_NOT_APPLY, DOES_NOT_APPLY, DOES_NOT_APPLY
        )
    found = await find_key(_method_of(proof), case)
    return ExaminedProof(
        suite=Observation(Code.SUITE_DEPRECATED) if suite.deprecated else IN_ORDER,
        purpose=_purpose(proof, case.now),
        resolution=found.resolution,
        signature=(
            Observation(Code.SIGNATURE_INVALID, faults[0])
            if faults
            else await _signature(suite, digest, proof, found, case)
        ),
        binding=found.binding,
        disclosure=_disclosure(suite, proof, case.credential),
    )


def _method_of(proof: JSONObject) -> str:
    """Some issuers write the whole method into the proof: its id counts, its key does not."""
    method = proof.get("verificationMethod")
    if isinstance(method, dict):
        method = method.get("id")
    return method if isinstance(method, str) else ""


def _purpose(proof: JSONObject, now: datetime) -> Observation:
    if proof.get("proofPurpose") != _PURPOSE:
        return Observation(Code.PURPOSE_MISMATCH)
    expires = proof.get("expires")
    if expires is None:
        return IN_ORDER
    moment = read_date(expires)
    return IN_ORDER if moment is not None and now < moment else Observation(Code.PROOF_EXPIRED)


def _disclosure(suite: Suite, proof: JSONObject, credential: Credential) -> Observation:
    """Of a part that the holder chose, say which of the two bounds on its standing is not in it.

    Unless the issuer made them mandatory, a holder can leave out status and end, and the rest
    still verifies.
    """
    if suite.way_of(proof) is not Way.RDFC_STATEMENTS:
        return DOES_NOT_APPLY
    if not credential.statuses:
        return Observation(Code.STATUS_WITHHELD)
    return IN_ORDER if credential.valid_until else Observation(Code.VALIDITY_WITHHELD)


async def _signature(
    suite: Suite, digest: bytes | None, proof: JSONObject, found: FoundKey, case: Case
) -> Observation:
    if found.key is None:
        return Observation(Code.NOT_REACHED)
    if found.key.kind not in suite.ways:
        return Observation(Code.KEY_TYPE_MISMATCH)
    if digest is None:
        return Observation(Code.NOT_REACHED, "What it signs could not be made out.")
    if suite.way_of(proof) is Way.RDFC_STATEMENTS:  # up to a thousand signatures: aside
        holds = await run_sync(suite.verify, digest, proof, found.key)
    elif case.remembered is not None:
        holds = case.remembered.verify(suite, digest, proof, found.key)
    else:
        holds = suite.verify(digest, proof, found.key)
    return IN_ORDER if holds else Observation(Code.SIGNATURE_INVALID)
