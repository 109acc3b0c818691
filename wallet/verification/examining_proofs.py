"""A case in, its proofs looked at from each side out; the checks report what is found here."""

from wallet.credentials.blockcerts import kind_of_proof
from wallet.credentials.credential import Securing
from wallet.proofs.analysis import Analysis, GuardFinding
from wallet.proofs.suites import task_for
from wallet.verification.assertion_proofs import examine_assertion
from wallet.verification.case import IN_ORDER, Case, Examination, Observation, gravest
from wallet.verification.codes import Code
from wallet.verification.finding import Outcome
from wallet.verification.linked_data_proofs import examine_linked_data_proof, unsupported
from wallet.verification.proof_chains import with_chains
from wallet.verification.sd_jwt_proofs import examine_sd_jwt
from wallet.verification.token_proofs import examine_token

_CONTEXT_CODES = {Code.CONTEXT_NOT_PINNED, Code.CONTEXT_INLINE, Code.CONTEXT_ORDER}
_MOST_PROOFS = 10


async def examine(case: Case) -> Examination:
    """Examine whatever secures the credential: linked-data proofs, a token, an assertion's JWS."""
    match case.credential.format.securing:
        case Securing.HOSTED | Securing.ATTESTED:
            return Examination()
        case Securing.SIGNED:
            return Examination((await examine_assertion(case),))
        case Securing.JWT:
            return Examination((await examine_token(case),))
        case Securing.SD_JWT:
            return Examination((await examine_sd_jwt(case),))
        case Securing.LINKED_DATA:
            return await _examine_linked_data(case)
        case Securing.ANCHORED:
            return _examine_anchor(case)


def _examine_anchor(case: Case) -> Examination:
    """Say that a receipt is there; no block chain is asked about it."""
    kind = kind_of_proof(case.credential.content)
    return Examination((unsupported(f"It is secured by {kind}."),))


async def _examine_linked_data(case: Case) -> Examination:
    task = task_for(case.credential.content)
    if len(task.proofs) > _MOST_PROOFS:
        return Examination(
            signed_fields=Observation(
                Code.CANON_WORK_EXCEEDED, f"It carries {len(task.proofs)} proofs."
            )
        )
    analysis = await case.analyst.analyse(task)
    places = _places_of_proofs(case.credential.content.get("proof"))
    proofs = [
        await examine_linked_data_proof(proof, digest, case, _faults_at(place, analysis))
        for place, proof, digest in zip(places, task.proofs, analysis.digests, strict=True)
    ]
    return Examination(
        with_chains(task.proofs, proofs),
        contexts=_guarded(analysis, places, among_contexts=True),
        signed_fields=_guarded(analysis, places, among_contexts=False),
    )


def _places_of_proofs(proof: object) -> tuple[str, ...]:
    """Return where each proof lies: "" for one that stands alone, whose faults are all faults."""
    if not isinstance(proof, list):
        return ("",) if isinstance(proof, dict) else ()
    return tuple(f"/proof/{number}" for number, each in enumerate(proof) if isinstance(each, dict))


def _guarded(analysis: Analysis, places: tuple[str, ...], *, among_contexts: bool) -> Observation:
    """Return the gravest of the guard's findings of one of its two kinds.

    What is wrong with one proof of a list is left out: it costs that proof, not the document.
    """
    if not analysis.findings:
        return IN_ORDER
    seen = [
        Observation(Code[finding.code], finding.detail, finding.pointer)
        for finding in analysis.findings
        if (Code[finding.code] in _CONTEXT_CODES) is among_contexts
        and not any(_is_fault_at(place, finding) for place in places)
    ]
    return gravest(*seen) if seen else IN_ORDER


def _faults_at(place: str, analysis: Analysis) -> tuple[str, ...]:
    return tuple(
        f"{finding.code}: {finding.detail}"
        for finding in analysis.findings
        if _is_fault_at(place, finding)
    )


def _is_fault_at(place: str, finding: GuardFinding) -> bool:
    pointer = finding.pointer or ""
    inside = pointer == place or pointer.startswith(f"{place}/")
    return bool(place) and inside and Code[finding.code].outcome is Outcome.FAIL
