"""Blockcerts of version 1 and 2: held and shown, their anchor in a block chain not followed.

Version 3 is a verifiable credential with a proof of its own kind, and is read as one.

Sources: Blockcerts schema 1.1, 1.2 and 2.0 (extensions of Open Badges 1.1 and 2.0).
"""

from collections.abc import Mapping
from typing import Any

from wallet.credentials.credential import (
    Credential,
    CredentialError,
    CredentialFormat,
    RecipientIdentity,
    StatusEntry,
)
from wallet.credentials.dates import read_date
from wallet.credentials.evidence import read_evidence
from wallet.credentials.generations import is_blockcerts, local_types, looks_like_assertion
from wallet.credentials.members import (
    UNDETERMINED,
    image,
    language,
    only_object,
    only_text,
    reference,
    text,
    text_or_number,
    texts,
    types,
)
from wallet.credentials.open_badges_2_members import (
    read_badge_class,
    read_issuer,
    read_recipients,
)
from wallet.credentials.reader import Link, Linked, Reader
from wallet.documents.document import Document, JSONObject

_STATUS = "Blockcerts"
_PARTS_OF_1 = ("assertion", "certificate", "recipient")


def _recognises(document: Document) -> bool:
    content = document.content
    return content is not None and _assertion(content) is not None


def _lacks(_document: Document, _linked: Linked) -> tuple[Link, ...]:
    """Name nothing: a certificate holds all that it says."""
    return ()


def _read(document: Document, _linked: Linked) -> Credential:
    """Read a certificate by the names of Open Badges 2.

    Raises:
        CredentialError: FORMAT_UNKNOWN, where the document is none.
    """
    content = document.content or {}
    said = _assertion(content)
    if said is None:
        raise CredentialError(
            "FORMAT_UNKNOWN", "This is no Blockcerts certificate. Bring the certificate itself."
        )
    badge = only_object(said.get("badge")) or {}
    issuer = only_object(badge.get("issuer")) or {}
    tag = _language(said, badge)
    return Credential(
        format=CredentialFormat.BLOCKCERTS_ANCHORED,
        id=reference(said.get("id")) or text_or_number(said.get("uid")),
        types=types(content.get("type")),
        issuer=read_issuer(issuer, reference(issuer), tag),
        achievement=read_badge_class(badge, reference(badge), tag),
        content=content,
        recipients=_recipients(said),
        recipient_name=_recipient_name(said),
        image=image(said.get("image")),
        valid_from=read_date(said.get("issuedOn"), epoch=True),
        valid_until=read_date(said.get("expires"), epoch=True),
        awarded_at=read_date(said.get("issuedOn"), epoch=True),
        narrative=texts(said.get("narrative"), tag),
        evidence=read_evidence(said.get("evidence"), tag),
        statuses=(StatusEntry((_STATUS,), reference(issuer.get("revocationList")), {}),),
        languages=() if tag == UNDETERMINED else (tag,),
        unreadable=tuple(
            f"/{name}"
            for name in ("issuedOn", "expires")
            if said.get(name) is not None and read_date(said[name], epoch=True) is None
        ),
    )


def _assertion(content: JSONObject) -> JSONObject | None:
    """Return the assertion that a certificate is, with its badge; None for anything else."""
    if is_blockcerts(content) and looks_like_assertion(content):
        return content
    parts = only_object(content.get("document")) or content
    assertion, badge, recipient = (only_object(parts.get(name)) for name in _PARTS_OF_1)
    if assertion is None or badge is None or recipient is None or "credentialSubject" in content:
        return None
    named = {**badge, "name": badge.get("name", badge.get("title"))}
    return {**assertion, "badge": named, "recipient": recipient}


def _language(said: JSONObject, badge: JSONObject) -> str:
    written = said.get("@language", badge.get("@language", badge.get("language")))
    return language(written)


def _recipients(said: JSONObject) -> tuple[RecipientIdentity, ...]:
    return tuple(read_recipients(said.get("recipient")))


def _recipient_name(said: JSONObject) -> str | None:
    profile = only_object(said.get("recipientProfile")) or {}
    recipient = only_object(said.get("recipient")) or {}
    both = (text(recipient.get("givenName")), text(recipient.get("familyName")))
    return only_text(profile.get("name")) or " ".join(filter(None, both)) or None


def kind_of_proof(content: Mapping[str, Any]) -> str:
    """Return what a certificate is secured by, in the words of its own type."""
    proof = only_object(content.get("signature")) or only_object(content.get("receipt")) or {}
    named = [name for name in local_types(proof) if name != "Extension"]
    return next(iter(named), "a receipt of a block chain")


READER = Reader(
    formats=(CredentialFormat.BLOCKCERTS_ANCHORED,),
    recognises=_recognises,
    lacks=_lacks,
    read=_read,
)
