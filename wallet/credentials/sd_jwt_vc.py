"""SD-JWT VCs: a token whose claims are the credential, some of them shown by its holder's choice.

They have a type (`vct`) and no data model beyond it: what is known is read, the rest is kept.

Source: SD-JWT-based Verifiable Credentials (draft-ietf-oauth-sd-jwt-vc), "Verifiable Credentials
based on SD-JWT"; Token Status List (draft-ietf-oauth-status-list), "Referenced Token".
"""

from collections.abc import Iterator

from wallet.credentials.credential import (
    Achievement,
    Credential,
    CredentialError,
    CredentialFormat,
    Profile,
    RecipientIdentity,
    StatusEntry,
)
from wallet.credentials.dates import read_date
from wallet.credentials.members import (
    UNDETERMINED,
    identifier,
    in_words,
    only_text,
    text,
    texts,
)
from wallet.credentials.reader import Link, Linked, Reader
from wallet.documents.document import Document, JSONObject

STATUS_LIST = "status_list"
_PURPOSES = ("revocation", "suspension")
_DATES = ("nbf", "exp", "iat")


def _recognises(document: Document) -> bool:
    return document.sd_jwt is not None


def lacks(_document: Document, _linked: Linked) -> tuple[Link, ...]:
    """Name nothing: the claims are all there is."""
    return ()


def read(document: Document, _linked: Linked) -> Credential:
    """Read the registered claims, and of the others whom they name.

    It is valid from `nbf` on, or where that is left out from when it was issued.

    Raises:
        CredentialError: FORMAT_UNKNOWN, where it has no type.
    """
    claims = document.content or {}
    kind = text(claims.get("vct"))
    if kind is None:
        raise CredentialError(
            "FORMAT_UNKNOWN",
            "This token shows claims one by one and does not say what kind of credential it is. "
            "Bring a credential.",
            "/vct",
        )
    dates = {claim: read_date(claims.get(claim), epoch=True) for claim in _DATES}
    return Credential(
        format=CredentialFormat.SD_JWT_VC,
        id=identifier(claims.get("jti")),
        types=(kind,),
        issuer=Profile(id=identifier(claims.get("iss")), name={}),
        achievement=Achievement(id=None, name=_name(claims, kind)),
        content=claims,
        recipients=tuple(_recipients(claims)),
        recipient_name=_recipient_name(claims),
        valid_from=dates["nbf"] or dates["iat"],
        valid_until=dates["exp"],
        awarded_at=dates["iat"],
        statuses=tuple(_statuses(claims.get("status"))),
        unreadable=tuple(
            f"/{claim}"
            for claim, moment in dates.items()
            if claims.get(claim) is not None and moment is None
        ),
    )


def _name(claims: JSONObject, kind: str) -> dict[str, str]:
    """Return what it is about: the name of its achievement, else its type in words."""
    achievement = claims.get("achievement")
    named = texts(achievement.get("name")) if isinstance(achievement, dict) else {}
    last = kind.rstrip("/").replace("#", "/").replace(":", "/").rsplit("/", 1)[-1]
    return dict(named) or {UNDETERMINED: in_words(last)}


def _recipients(claims: JSONObject) -> Iterator[RecipientIdentity]:
    for claim, kind in (("sub", "id"), ("email", "email")):
        if (named := only_text(claims.get(claim))) is not None:
            yield RecipientIdentity(kind=kind, value=named.strip())


def _recipient_name(claims: JSONObject) -> str | None:
    """Source: OpenID Connect Core 1.0, "Standard Claims"."""
    parts = (only_text(claims.get(name)) for name in ("given_name", "family_name"))
    return only_text(claims.get("name")) or " ".join(filter(None, parts)) or None


def _statuses(said: object) -> Iterator[StatusEntry]:
    """Yield a status entry for each way that the claim names, known to us or not.

    A status list answers two questions at once, so it is an entry for each.
    """
    if said is None:
        return
    if not isinstance(said, dict) or not said:
        yield StatusEntry((), None, {"status": said})
        return
    for way, entry in said.items():
        content = entry if isinstance(entry, dict) else {"value": entry}
        for purpose in _PURPOSES if way == STATUS_LIST else _PURPOSES[:1]:
            said_so = {**content, "statusPurpose": purpose}
            yield StatusEntry((way,), identifier(content.get("uri")), said_so)


READER = Reader(
    formats=(CredentialFormat.SD_JWT_VC,),
    recognises=_recognises,
    lacks=lacks,
    read=read,
)
