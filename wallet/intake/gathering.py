"""A document in, its credential and the documents it links to out."""

from dataclasses import dataclass
from http import HTTPStatus

from wallet.credentials import reader_of
from wallet.credentials.credential import Credential, CredentialError
from wallet.documents.document import Document, JSONObject
from wallet.verification.sources import Answer, Sources

MOST_LINKED = 12


@dataclass(frozen=True, slots=True)
class Gathered:
    """A credential that was read, and every document brought for it, by the address asked."""

    credential: Credential
    linked: dict[str, Answer]


async def gather(document: Document, sources: Sources) -> Gathered:
    """Bring what the document's reader lacks until it lacks nothing, then read.

    What could not be had is told to the reader as such; the number of links is bounded, so that
    a document cannot make us a crawler.

    Raises:
        CredentialError: it is no credential that a reader takes, or it links without end.
    """
    reader = reader_of(document)
    answers: dict[str, Answer] = {}
    linked: dict[str, JSONObject | None] = {}
    while lacking := reader.lacks(document, linked):
        if len(answers) + len(lacking) > MOST_LINKED:
            raise CredentialError(
                "FORMAT_UNKNOWN", "The document links to more documents than a badge has."
            )
        for link in lacking:
            answer = await sources.fetch(link.url, plain_http=True)
            answers[link.url] = answer
            linked[link.url] = _said(answer)
    return Gathered(reader.read(document, linked), answers)


def _said(answer: Answer) -> JSONObject | None:
    """What a linked document says; a revoked assertion may still say what it was."""
    if answer.arrived or answer.http_status == HTTPStatus.GONE:
        return answer.content
    return None
