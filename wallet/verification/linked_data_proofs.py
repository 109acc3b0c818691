"""One Data Integrity proof, looked at from each side.

Sources: VC Data Integrity 1.0, "Verify Proof"; Open Badges 3.0, "Linked Data Proof".
"""

from datetime import datetime

from anyio.to_thread import run_sync

from wallet.credentials.credential import Credential
from wallet.credentials.dates import read_date
from wallet.documents.document import Carrier, JSONObject
from wallet.proofs.analysis import Way
from wallet.proofs.keys import PublicKey
from wallet.proofs.suites import Suite, find_suite, why_unsupported
from wallet.verification.case import (
    DOES_NOT_APPLY,
    IN_ORDER,
    Case,
    ExaminedProof,
    Observation,
)
from wallet.verification.codes import Code
from wallet.verification.found_key import FoundKey
from wallet.verification.issuer_keys import find_key
from wallet.verification.replaced_keys import NOT_BY_THIS_KEY

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
        return unsupported(why_unsupported(proof))
    found = await find_key(_method_of(proof), case, signed_at=read_date(proof.get("created")))
    signature = await _signature(suite, digest, proof, found, case)
    if faults:
        signature = Observation(Code.SIGNATURE_INVALID, faults[0])
    elif signature.code in NOT_BY_THIS_KEY and digest is not None:
        found = await _found_again(suite, digest, proof, found, case)
        signature = await _signature(suite, digest, proof, found, case)
    return ExaminedProof(
        suite=Observation(Code.SUITE_DEPRECATED) if suite.deprecated else IN_ORDER,
        purpose=_purpose(proof, case.now),
        resolution=found.resolution,
        signature=signature,
        binding=found.binding,
        disclosure=_disclosure(suite, digest, proof, case.credential),
    )


def unsupported(why: str) -> ExaminedProof:
    """Return what is to be said of a proof of a kind that we do not check."""
    suite = Observation(Code.SUITE_UNSUPPORTED, why)
    return ExaminedProof(suite, DOES_NOT_APPLY, DOES_NOT_APPLY, DOES_NOT_APPLY, DOES_NOT_APPLY)


async def _found_again(
    suite: Suite, digest: bytes, proof: JSONObject, found: FoundKey, case: Case
) -> FoundKey:
    """Return the key that did make the signature, if its issuer published it under this name."""
    if case.history is None:
        return found

    def fits(key: PublicKey) -> bool:
        return key.kind in suite.ways and suite.verify(digest, proof, key)

    created = read_date(proof.get("created"))
    return await find_key(_method_of(proof), case, signed_at=created, fits=fits)


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


def _disclosure(
    suite: Suite, digest: bytes | None, proof: JSONObject, credential: Credential
) -> Observation:
    """Say what does not fit together in a part that the holder chose, or what it does not tell.

    Unless the issuer made them mandatory, a holder can leave out status and end, and the rest
    still verifies.
    """
    fault = None if digest is None else suite.fault_of(digest, proof)
    if fault is not None:
        return Observation(Code[fault])
    if suite.way_of(proof) is not Way.RDFC_STATEMENTS:
        return DOES_NOT_APPLY
    if not credential.statuses:
        return Observation(Code.STATUS_WITHHELD)
    if digest is not None and suite.leaves_status_to_holder(digest, proof):
        return Observation(Code.STATUS_BY_CHOICE)
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
    way = suite.way_of(proof)
    if way.signs_statements:  # up to a thousand signatures: aside
        holds = await run_sync(suite.verify, digest, proof, found.key)
    elif case.remembered is not None:
        holds = case.remembered.verify(suite, digest, proof, found.key)
    else:
        holds = suite.verify(digest, proof, found.key)
    if not holds:
        return Observation(Code.SIGNATURE_INVALID)
    return _of_base(case) if way is Way.RDFC_BASE_STATEMENTS else IN_ORDER


def _of_base(case: Case) -> Observation:
    """A base proof is for its holder: it is kept to derive from, and never to be presented.

    It holds the key of the labels and a signature of every statement. Source: VC Data Integrity
    ECDSA Cryptosuites 1.0, "Selective Disclosure and Data Leakage".
    """
    presented = Carrier.PRESENTATION in case.document.carriers
    return Observation(Code.BASE_PROOF_PRESENTED if presented else Code.PROOF_IS_BASE)
