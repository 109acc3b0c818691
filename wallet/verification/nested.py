"""Credentials within, or beside, the one that is judged.

One that speaks about it (a status list) is asked for its own integrity alone, and its status is
not asked: lists about lists have no end. One that lies within it, a part of a record or an
endorsement, runs the whole path, bounded by `Nesting` and by what one examination may ask.
"""

import json
from collections.abc import Callable
from dataclasses import replace

from anyio.to_thread import run_sync

from wallet.credentials import reader_of
from wallet.credentials.credential import Credential, CredentialError, Embedded
from wallet.credentials.members import only_object, texts
from wallet.documents.document import Document, DocumentError, JSONObject
from wallet.documents.enveloped import is_enveloped, token_of
from wallet.documents.opening import open_documents
from wallet.verification.case import (
    DOES_NOT_APPLY,
    Case,
    KnownIdentities,
    Observation,
    gravest,
)
from wallet.verification.codes import Code
from wallet.verification.examining_proofs import examine
from wallet.verification.finding import Outcome
from wallet.verification.report import Integrity, NestedKind, NestedReport, Report, Verdict

DEEPEST = 4
"""Credentials within credentials within credentials; a record of records has two."""
CODES_OF_NESTED = frozenset({Code.CHILD_INVALID, Code.CHILD_INCOMPLETE, Code.CHILD_LIMIT})
"""What may be held against whatever lies within."""

Objection = Callable[[Credential], Code | None]
"""Says what is wrong with a credential where it lies, though it may hold by itself."""


async def examine_nested(body: bytes, case: Case) -> tuple[Credential, Integrity] | None:
    """Return the verifiable credential in `body` and its integrity; None if it is none."""
    opened = _opened(body)
    if opened is None:
        return None
    document, credential = opened
    return credential, await _integrity(_one_down(case, document, credential))


async def judge_nested(
    body: bytes, case: Case, known: KnownIdentities | None = None
) -> tuple[Credential, Report] | None:
    """Return the verifiable credential in `body` and its whole report; None if it is none.

    `known` are the identities of the person it should be about, None where that is not asked.
    """
    opened = await run_sync(_opened, body)
    if opened is None:
        return None
    document, credential = opened
    return credential, await case.judge(replace(_one_down(case, document, credential), known=known))


async def judge_within(
    embedded: tuple[Embedded, ...],
    case: Case,
    kind: NestedKind,
    objection: Callable[[Embedded], Objection],
) -> Observation:
    """Judge all that lie within, and report the gravest of what came of them.

    One that does not hold is a remark about the whole, which may be true all the same.
    """
    if not embedded:
        return DOES_NOT_APPLY
    judged: list[NestedReport] = []
    for each in embedded:
        if case.depth >= DEEPEST or not case.nesting.take():
            limit = f"{len(judged)} of {len(embedded)} were checked."
            return Observation(Code.CHILD_LIMIT, limit, each.pointer, nested=tuple(judged))
        judged.append(await _judge_one(each, case, kind, objection(each)))
    faults = [each for each in judged if each.code is not None]
    if not faults:
        return Observation(nested=tuple(judged))
    worst = gravest(*(Observation(Code[each.code or ""], pointer=each.pointer) for each in faults))
    detail = f"So it is with {len(faults)} of {len(embedded)}."
    return replace(worst, detail=detail, nested=tuple(judged))


async def _judge_one(
    embedded: Embedded, case: Case, kind: NestedKind, objection: Objection
) -> NestedReport:
    body = _body_of(embedded)
    known = case.known if kind is NestedKind.PART else None  # an endorsement is about others
    judged = None if body is None else await judge_nested(body, case, known)
    if judged is None:
        return NestedReport(kind, embedded.pointer, Code.CHILD_INVALID.name, None)
    credential, report = judged
    code = _code_of(report) or objection(credential)
    subject = only_object(credential.content.get("credentialSubject")) or {}
    return NestedReport(
        kind,
        embedded.pointer,
        None if code is None else code.name,
        report,
        id=credential.id,
        name=credential.title,
        issuer=credential.issuer,
        comment=texts(subject.get("endorsementComment")),
    )


def _code_of(report: Report) -> Code | None:
    match report.verdict:
        case Verdict.NOT_VERIFIED:
            return Code.CHILD_INVALID
        case Verdict.INCOMPLETE:
            return Code.CHILD_INCOMPLETE
        case _:
            return None


def _body_of(embedded: Embedded) -> bytes | None:
    """Return what lies there as a document of its own, None where it lies in the wrong place."""
    token = token_of(embedded.value)
    if embedded.is_token:
        return token.encode() if token is not None and isinstance(embedded.value, str) else None
    if token is not None:
        return token.encode()
    is_object = isinstance(embedded.value, dict) and not is_enveloped(embedded.value)
    return json_text(embedded.value) if is_object else None


def content_of(value: object) -> JSONObject | None:
    """Return what an embedded credential says, whether it holds or not; None if it says nothing."""
    token = token_of(value)
    opened = None if token is None else _opened(token.encode())
    if opened is not None:
        return opened[1].content
    return value if isinstance(value, dict) and not is_enveloped(value) else None


def json_text(value: object) -> bytes:
    """Return a value as a JSON text of its own."""
    return json.dumps(value, ensure_ascii=False).encode()


def _opened(body: bytes) -> tuple[Document, Credential] | None:
    try:
        (document,) = open_documents(body)
        credential = reader_of(document).read(document, {})
    except (DocumentError, CredentialError, ValueError):
        return None
    return (document, credential) if credential.format.is_verifiable_credential else None


def _one_down(case: Case, document: Document, credential: Credential) -> Case:
    return replace(
        case, document=document, credential=credential, linked={}, known=None, depth=case.depth + 1
    )


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
