"""Who presented it, and is that whom it is about?

Sources: VC Data Model 2.0, "Verifiable Presentations" (`holder`); VC Data Integrity 1.0, "Proof
Purposes"; VC JOSE COSE, "Securing Verifiable Presentations". No challenge of ours is in it, so
nothing tells when it was presented, or to whom.
"""

from dataclasses import replace

from wallet.credentials.credential import Achievement, Credential, CredentialFormat, Profile
from wallet.credentials.members import identifier, objects, reference, sequence
from wallet.documents.document import Document, Presentation
from wallet.verification.case import (
    DOES_NOT_APPLY,
    Case,
    Check,
    Examination,
    ExaminedProof,
    Observation,
    gravest,
)
from wallet.verification.codes import Code
from wallet.verification.examining_proofs import examine
from wallet.verification.finding import Outcome, VerificationAnswer

MOST_PRESENTED = 10
"""Credentials in a presentation; with each of them its proof is checked again."""
_PURPOSES = frozenset({"authentication", "assertionMethod"})


async def look(case: Case) -> Observation:
    """Check the presentation's own proof, then compare its holder with the subject."""
    presented = case.document.presentation
    if presented is None:
        return DOES_NOT_APPLY
    if presented.jws is None and not objects(presented.content.get("proof")):
        return Observation(Code.HOLDER_UNPROVEN)
    if _holds_many(presented):
        return Observation(Code.HOLDER_PROOF_UNCHECKED, "It holds many credentials.")
    holder = _holder(presented)
    examination = await examine(_standing_for(presented, holder, case))
    if (fault := _fault(presented, holder, examination)) is not None:
        return fault
    subjects = {each.value for each in case.credential.recipients if each.kind == "id"}
    return Observation() if holder in subjects else Observation(Code.HOLDER_NOT_SUBJECT)


def presented_with(document: Document) -> bytes | None:
    """Return the bytes of what a document was presented in, None where its holder is not checked.

    That of very many credentials is let go: with each of them all would be read again.
    """
    presented = document.presentation
    if presented is None:
        return None
    return None if _holds_many(presented) else presented.original


def _holds_many(presented: Presentation) -> bool:
    return len(sequence(presented.content.get("verifiableCredential"))) > MOST_PRESENTED


def _holder(presented: Presentation) -> str | None:
    """Return who presents: as it says, or else whose key it names."""
    said = reference(presented.content.get("holder"))
    if said is not None:
        return said
    if presented.jws is not None:
        return identifier(presented.jws.payload.get("iss"))
    methods = {reference(each.get("verificationMethod")) for each in _proofs(presented)}
    (method, *others) = methods
    return None if others or method is None else method.partition("#")[0]


def _proofs(presented: Presentation) -> tuple[dict[str, object], ...]:
    return tuple(dict(each) for each in objects(presented.content.get("proof")))


def _standing_for(presented: Presentation, holder: str | None, case: Case) -> Case:
    """Return a case in which the presentation stands for a credential that its holder issued."""
    form = (
        CredentialFormat.VERIFIABLE_CREDENTIAL_LINKED_DATA
        if presented.jws is None
        else CredentialFormat.VERIFIABLE_CREDENTIAL_JWT
    )
    stand_in = Credential(
        format=form,
        id=None,
        types=(),
        issuer=Profile(holder, {}),
        achievement=Achievement(None, {}),
        content=presented.content,
    )
    document = replace(case.document, jws=presented.jws)
    return replace(case, document=document, credential=stand_in, linked={}, depth=case.depth + 1)


def _fault(
    presented: Presentation, holder: str | None, examination: Examination
) -> Observation | None:
    """Say what is wrong with the presentation's own proofs: one that holds is enough."""
    if presented.jws is not None and _names_two(presented, holder):
        return Observation(Code.HOLDER_PROOF_INVALID, "It names two holders.")
    guard = gravest(examination.contexts, examination.signed_fields)
    outcomes = {
        _outcome(proof, guard)
        if presented.jws is not None or said.get("proofPurpose") in _PURPOSES
        else Outcome.FAIL
        for said, proof in zip(_proofs(presented) or ({},), examination.proofs, strict=False)
    }
    if Outcome.PASS in outcomes:
        return None
    failed = Outcome.FAIL in outcomes or not outcomes
    return Observation(Code.HOLDER_PROOF_INVALID if failed else Code.HOLDER_PROOF_UNCHECKED)


def _names_two(presented: Presentation, holder: str | None) -> bool:
    claimed = None if presented.jws is None else presented.jws.payload.get("iss")
    return claimed is not None and claimed != holder


def _outcome(proof: ExaminedProof, guard: Observation) -> Outcome:
    """Judge the sides of a proof that are a presentation's, too.

    Keys that are there to authenticate alone are not told apart from keys for nothing: in doubt.
    """
    if proof.binding.code is Code.NOT_ASSERTION_METHOD:
        return Outcome.UNKNOWN
    worst = gravest(proof.suite, proof.resolution, proof.signature, proof.binding, guard).outcome
    if worst in {Outcome.FAIL, Outcome.UNKNOWN}:
        return worst
    asked = Outcome.SKIPPED not in {proof.signature.outcome, proof.binding.outcome}
    return Outcome.PASS if asked else Outcome.UNKNOWN


CHECK = Check(
    name="presentation.holder",
    answer=VerificationAnswer.INFORMATION,
    in_order="Whom it is about has signed that they present it.",
    codes=frozenset(
        {
            Code.HOLDER_NOT_SUBJECT,
            Code.HOLDER_PROOF_INVALID,
            Code.HOLDER_PROOF_UNCHECKED,
            Code.HOLDER_UNPROVEN,
        }
    ),
    look=look,
)
