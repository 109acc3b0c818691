"""Page-attested records: what a certificate's page showed, where a platform gives nothing else.

A record is our own form, not a standard's, and it is no proof: whoever holds one could have
written it. As with a hosted badge it is only a pointer; what counts is what the page at its
address shows, and the record's own words stand in where the page cannot be had.
"""

from wallet.credentials.credential import (
    Achievement,
    Credential,
    CredentialError,
    CredentialFormat,
    Profile,
    Text,
)
from wallet.credentials.dates import read_date
from wallet.credentials.members import UNDETERMINED, address, only_text, types
from wallet.credentials.reader import Link, Linked, LinkKind, Reader
from wallet.documents.document import Document, JSONObject

RECORD_TYPE = "PageAttestedRecord"
_DATES = ("issuedOn", "expires")


def _recognises(document: Document) -> bool:
    content = document.content
    return (
        content is not None and document.jws is None and RECORD_TYPE in types(content.get("type"))
    )


def lacks(document: Document, linked: Linked) -> tuple[Link, ...]:
    """Name the page."""
    page = _page_of(document)
    return () if page is None or page in linked else (Link(page, LinkKind.PAGE),)


def read(document: Document, linked: Linked) -> Credential:
    """Read what the page shows, else what the record says that it showed.

    Raises:
        CredentialError: FORMAT_UNKNOWN, where it names no page or nothing that was achieved.
    """
    page = _page_of(document)
    if page is None:
        raise CredentialError("FORMAT_UNKNOWN", "The record names no page of the web.", "/page")
    facts = linked.get(page) or document.content or {}
    title = _text(facts, "title")
    if not title:
        raise CredentialError(
            "FORMAT_UNKNOWN", "The record does not say what was achieved.", "/title"
        )
    issued = read_date(facts.get("issuedOn"))
    return Credential(
        format=CredentialFormat.PAGE_ATTESTED,
        id=page,
        types=(RECORD_TYPE,),
        issuer=Profile(id=None, name=_text(facts, "issuer")),
        achievement=Achievement(id=None, name=title),
        content=facts,
        recipient_name=only_text(facts.get("holder")),
        valid_from=issued,
        valid_until=read_date(facts.get("expires")),
        awarded_at=issued,
        unreadable=tuple(
            f"/{name}"
            for name in _DATES
            if facts.get(name) is not None and read_date(facts[name]) is None
        ),
    )


def _page_of(document: Document) -> str | None:
    return address((document.content or {}).get("page"))


def _text(facts: JSONObject, name: str) -> Text:
    said = only_text(facts.get(name))
    return {UNDETERMINED: said} if said else {}


READER = Reader(
    formats=(CredentialFormat.PAGE_ATTESTED,), recognises=_recognises, lacks=lacks, read=read
)
