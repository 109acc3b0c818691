"""A document in, its credential and the documents it links to out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, TypeVar

from anyio.to_thread import run_sync

from wallet.credentials import reader_of
from wallet.credentials.credential import Credential, CredentialError, Securing
from wallet.credentials.reader import Link, LinkKind
from wallet.documents.document import Carrier, Document, JSONObject
from wallet.documents.opening import open_documents
from wallet.intake.finding import facts_shown
from wallet.network import Wanted
from wallet.verification.sources import Answer, Sources

Result = TypeVar("Result")

MOST_LINKED = 12

_LARGE = 64 * 1024
"""Bytes from which on a document is read in a thread of its own, which costs more than reading."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A credential that was read, and every document it is judged by, by the address asked."""

    credential: Credential
    linked: dict[str, Answer]


async def follow(document: Document, sources: Sources) -> Document:
    """Return the signed credential at the address that is all a document holds.

    It keeps what was brought as its original. An assertion that is hosted there is left to its
    reader, for which the document stays a pointer; so is what could not be had.

    Raises:
        DocumentError: what lies there cannot be read.
        CredentialError: it is no credential, or several.
    """
    if document.url is None or document.content is not None:
        return document
    answer = await sources.fetch(document.url, plain_http=True)
    if not answer.arrived or answer.body is None:
        return document
    opened, *others = await run_sync(open_documents, answer.body)
    if others:
        raise CredentialError(
            "FORMAT_AMBIGUOUS", "Its address shows several badges. Bring that address itself."
        )
    if opened.content is None:
        raise CredentialError(
            "FORMAT_UNKNOWN", "Its address shows no badge but another address. Bring that one."
        )
    is_assertion = any(form.securing is Securing.HOSTED for form in reader_of(opened).formats)
    if is_assertion and opened.carriers == (Carrier.JSON,):
        return document
    return replace(
        opened,
        original=document.original,
        sha256=document.sha256,
        media_type=document.media_type,
        carriers=(*document.carriers, *opened.carriers),
        remarks=(*document.remarks, *opened.remarks),
    )


async def gather(document: Document, sources: Sources) -> Gathered:
    """Bring what the document's reader lacks until it lacks nothing, then read.

    What could not be had is told to the reader as such; the number of links is bounded, so that
    a document cannot make us a crawler. A large document is read beside the event loop, so that
    others are served meanwhile.

    Raises:
        CredentialError: it is no credential that a reader takes, or it links without end.
    """
    read = _beside if len(document.original) > _LARGE else _here
    reader = await read(reader_of, document)
    answers: dict[str, Answer] = {}
    linked: dict[str, JSONObject | None] = {}
    while lacking := await read(reader.lacks, document, linked):
        if len(linked) + len(lacking) > MOST_LINKED:
            raise CredentialError(
                "FORMAT_UNKNOWN", "The document links to more documents than a badge has."
            )
        for link in lacking:
            wanted = Wanted.PAGE if link.kind is LinkKind.PAGE else Wanted.DOCUMENT
            answer = await sources.fetch(link.url, plain_http=True, wanted=wanted)
            if link.kind is not LinkKind.TRANSLATION:
                answers[link.url] = answer
            if len(answer.body or b"") > _LARGE:
                read = _beside
            linked[link.url] = await read(_said, link, answer)
    return Gathered(await read(reader.read, document, linked), answers)


async def _here(work: Callable[..., Result], *arguments: Any) -> Result:
    return work(*arguments)


async def _beside(work: Callable[..., Result], *arguments: Any) -> Result:
    return await run_sync(work, *arguments)


def _said(link: Link, answer: Answer) -> JSONObject | None:
    """What a linked document says; a revoked assertion may still say what it was."""
    if link.kind is LinkKind.PAGE:
        return facts_shown(link.url, answer)
    if answer.arrived or answer.http_status == HTTPStatus.GONE:
        return answer.content
    return None
