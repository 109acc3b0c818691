"""A case in, its proofs looked at from each side out; the checks report what is found here."""

import re

from wallet.credentials.credential import CredentialFormat
from wallet.proofs.analysis import Analysis, GuardFinding
from wallet.proofs.suites import task_for
from wallet.verification.assertion_proofs import examine_assertion
from wallet.verification.case import IN_ORDER, Case, Examination, Observation, gravest
from wallet.verification.codes import Code
from wallet.verification.finding import Outcome
from wallet.verification.linked_data_proofs import examine_linked_data_proof
from wallet.verification.token_proofs import examine_token

_TOKENS = {CredentialFormat.OPEN_BADGES_3_JWT, CredentialFormat.VERIFIABLE_CREDENTIAL_JWT}
_CONTEXT_CODES = {Code.CONTEXT_NOT_PINNED, Code.CONTEXT_INLINE, Code.CONTEXT_ORDER}
_MOST_PROOFS = 10
_ONE_OF_SEVERAL = re.compile(r"/proof/[0-9]+(/|$)")


async def examine(case: Case) -> Examination:
    """Examine whatever secures the credential: linked-data proofs, a token, an assertion's JWS."""
    match case.credential.format:
        case CredentialFormat.OPEN_BADGES_2_HOSTED:
            return Examination()
        case CredentialFormat.OPEN_BADGES_2_SIGNED:
            return Examination((await examine_assertion(case),))
        case form if form in _TOKENS:
            return Examination((await examine_token(case),))
        case _:
            return await _examine_linked_data(case)


async def _examine_linked_data(case: Case) -> Examination:
    task = task_for(case.credential.content)
    if len(task.proofs) > _MOST_PROOFS:
        return Examination(
            signed_fields=Observation(
                Code.CANON_WORK_EXCEEDED, f"It carries {len(task.proofs)} proofs."
            )
        )
    analysis = await case.analyst.analyse(task)
    proofs = [
        await examine_linked_data_proof(proof, digest, case, _faults_of_proof(analysis, index))
        for index, (proof, digest) in enumerate(zip(task.proofs, analysis.digests, strict=True))
    ]
    return Examination(
        tuple(proofs),
        contexts=_guarded(analysis, among_contexts=True),
        signed_fields=_guarded(analysis, among_contexts=False),
    )


def _guarded(analysis: Analysis, *, among_contexts: bool) -> Observation:
    """Return the gravest of the guard's findings of one of its two kinds."""
    seen = [
        Observation(Code[finding.code], finding.detail, finding.pointer)
        for finding in analysis.findings
        if (Code[finding.code] in _CONTEXT_CODES) is among_contexts
        and not _concerns_one_of_several(finding)
    ]
    return gravest(*seen) if seen else IN_ORDER


def _faults_of_proof(analysis: Analysis, index: int) -> tuple[str, ...]:
    """Return what is wrong with one proof of several: it does not count, the others may."""
    own = f"/proof/{index}"
    return tuple(
        f"{finding.code}: {finding.detail}"
        for finding in analysis.findings
        if _concerns_one_of_several(finding)
        and (finding.pointer == own or str(finding.pointer).startswith(f"{own}/"))
    )


def _concerns_one_of_several(finding: GuardFinding) -> bool:
    """A list of proofs has numbered pointers; a fault of the only proof is the document's."""
    in_proof = _ONE_OF_SEVERAL.match(finding.pointer or "") is not None
    return in_proof and Code[finding.code].outcome is Outcome.FAIL
