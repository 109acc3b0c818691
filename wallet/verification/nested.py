"""A credential that speaks about another one (a status list): its own integrity.

It goes through the same readers and the same proofs, one level down, and its status is not
asked: lists about lists have no end.
"""

from dataclasses import replace

from wallet.credentials import reader_of
from wallet.credentials.credential import Credential, CredentialError
from wallet.documents.document import DocumentError
from wallet.documents.opening import open_documents
from wallet.verification.case import Case, gravest
from wallet.verification.examining_proofs import examine
from wallet.verification.finding import Outcome
from wallet.verification.report import Integrity


async def examine_nested(body: bytes, case: Case) -> tuple[Credential, Integrity] | None:
    """Return the verifiable credential in `body` and its integrity; None if it is none."""
    try:
        (document,) = open_documents(body)
        credential = reader_of(document).read(document, {})
    except (DocumentError, CredentialError, ValueError):
        return None
    if not credential.format.is_verifiable_credential:
        return None
    nested = replace(
        case, document=document, credential=credential, linked={}, known=None, depth=case.depth + 1
    )
    return credential, await _integrity(nested)


async def _integrity(case: Case) -> Integrity:
    examination = await examine(case)
    best = examination.best
    if best is None or not best.holds:
        unknown = best is not None and best.worst is Outcome.UNKNOWN
        return Integrity.UNKNOWN if unknown else Integrity.BROKEN
    match gravest(examination.contexts, examination.signed_fields).outcome:
        case Outcome.FAIL:
            return Integrity.BROKEN
        case Outcome.UNKNOWN:
            return Integrity.UNKNOWN
        case _:
            return Integrity.INTACT
