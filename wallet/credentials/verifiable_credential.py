"""W3C verifiable credentials, of any type: read as far as the data model itself goes.

Source: VC Data Model 1.1, 4 and 6.3.1; VC Data Model 2.0, 4; VC JOSE COSE, 3.1.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
from wallet.credentials.embedding import endorsements_within
from wallet.credentials.evidence import read_evidence
from wallet.credentials.members import (
    UNDETERMINED,
    identifier,
    image,
    in_words,
    objects,
    only_object,
    only_text,
    reference,
    sequence,
    strings,
    texts,
    types,
)
from wallet.credentials.reader import Link, Linked, Reader
from wallet.credentials.recipients import read_identity
from wallet.documents.document import Document, JSONObject

VERIFIABLE_CREDENTIAL = "VerifiableCredential"
OPEN_BADGE_TYPES = frozenset({"OpenBadgeCredential", "AchievementCredential"})
RECORD_TYPES = frozenset({"ClrCredential"})
_TYPES = OPEN_BADGE_TYPES | RECORD_TYPES | {VERIFIABLE_CREDENTIAL}
_CONTEXTS = frozenset(
    {
        "https://www.w3.org/2018/credentials/v1",
        "https://www.w3.org/ns/credentials/v2",
    }
)


@dataclass(frozen=True, slots=True)
class Secured:
    """The credential of a document, and the claims of the token around it, if any."""

    content: JSONObject
    claims: JSONObject


def secured(document: Document) -> Secured | None:
    """Return the credential that a document holds, None where it holds none.

    In a token it is the claim `vc` (1.1) or the whole payload (2.0). Where both are there, the
    claim is read, and the check of the claims refuses the token.
    """
    if document.content is None or document.sd_jwt is not None:
        return None
    if document.jws is None:
        return Secured(document.content, {}) if _is_credential(document.content) else None
    inner = document.content.get("vc")
    content = inner if isinstance(inner, dict) else document.content
    return Secured(content, document.content) if _is_credential(content) else None


def _is_credential(content: JSONObject) -> bool:
    """Whether an object is a verifiable credential, by its type or else by its shape."""
    if not _TYPES.isdisjoint(types(content.get("type", content.get("@type")))):
        return True
    return "credentialSubject" in content and bool(_CONTEXTS & {*strings(content.get("@context"))})


def is_open_badge(content: JSONObject) -> bool:
    """Whether a verifiable credential is an Open Badge."""
    return not OPEN_BADGE_TYPES.isdisjoint(types(content.get("type")))


def is_record(content: JSONObject) -> bool:
    """Whether a verifiable credential is a Comprehensive Learner Record."""
    return bool(RECORD_TYPES & {*types(content.get("type"))})


def _recognises(document: Document) -> bool:
    found = secured(document)
    return found is not None and not is_open_badge(found.content) and not is_record(found.content)


def lacks(_document: Document, _linked: Linked) -> tuple[Link, ...]:
    """Name nothing: a verifiable credential holds all that it says."""
    return ()


def read(document: Document, _linked: Linked) -> Credential:
    """Read what the VC Data Model defines; the achievement is what the credential calls itself.

    What a token's claims say stands in for members that the credential leaves out (VC 1.1,
    6.3.1). Where several dates limit validity, the narrowest period counts.

    Raises:
        CredentialError: FORMAT_UNKNOWN, where the document holds no verifiable credential.
    """
    found = secured(document)
    if found is None:
        raise CredentialError(
            "FORMAT_UNKNOWN", "This is no verifiable credential. Bring the credential itself."
        )
    content, claims = found.content, found.claims
    subjects = objects(content.get("credentialSubject"))
    starts, unread_starts = _limits(content, claims, ("validFrom", "issuanceDate"), "nbf")
    ends, unread_ends = _limits(content, claims, ("validUntil", "expirationDate"), "exp")
    return Credential(
        format=_format(document),
        id=reference(content.get("id")) or identifier(claims.get("jti")),
        types=types(content.get("type", content.get("@type"))),
        issuer=_issuer(content, claims),
        achievement=_achievement(content, subjects),
        content=content,
        recipients=_recipients(content, claims, subjects),
        recipient_name=_recipient_name(subjects),
        name=texts(content.get("name")),
        description=texts(content.get("description")),
        image=image(content.get("image")),
        valid_from=max(starts, default=None),
        valid_until=min(ends, default=None),
        awarded_at=read_date(content.get("awardedDate")),
        evidence=read_evidence(content.get("evidence")),
        endorsements=endorsements_within(content),
        statuses=tuple(_statuses(content.get("credentialStatus"))),
        proofs=objects(content.get("proof")),
        languages=_languages(content),
        unreadable=(*unread_starts, *unread_ends, *_unreadable(content, "awardedDate")),
    )


def _format(document: Document) -> CredentialFormat:
    if document.jws is None:
        return CredentialFormat.VERIFIABLE_CREDENTIAL_LINKED_DATA
    return CredentialFormat.VERIFIABLE_CREDENTIAL_JWT


def _limits(
    content: JSONObject, claims: JSONObject, names: tuple[str, ...], claim: str
) -> tuple[list[datetime], tuple[str, ...]]:
    """Return all that a credential says about one end of its validity, and what is unreadable."""
    if claims.get(claim) is not None and all(content.get(name) is None for name in names):
        moment = read_date(claims[claim], epoch=True)
        return ([moment], ()) if moment else ([], (f"/{claim}",))
    said = (read_date(content.get(name)) for name in names)
    return [moment for moment in said if moment], _unreadable(content, *names)


def _unreadable(content: JSONObject, *names: str) -> tuple[str, ...]:
    return tuple(
        f"/{name}"
        for name in names
        if content.get(name) is not None and read_date(content[name]) is None
    )


def _issuer(content: JSONObject, claims: JSONObject) -> Profile:
    said = content.get("issuer")
    profile = only_object(said)
    if profile is None:
        return Profile(id=reference(said) or identifier(claims.get("iss")), name={})
    found = read_profile(profile)
    return found if found.id else Profile(id=identifier(claims.get("iss")), name=found.name)


def read_profile(profile: JSONObject) -> Profile:
    """Read whoever issued or defined something, as embedded."""
    tag = _language(profile)
    return Profile(
        id=reference(profile),
        name=texts(profile.get("name"), tag),
        url=reference(profile.get("url")),
        email=only_text(profile.get("email")),
        description=texts(profile.get("description"), tag),
        image=image(profile.get("image")),
    )


def _achievement(content: JSONObject, subjects: tuple[JSONObject, ...]) -> Achievement:
    """Name what a credential of any type is about: its own name, its subject's, or its type."""
    name = texts(content.get("name")) or _subject_name(subjects) or _type_name(content)
    return Achievement(
        id=None,
        name=name,
        description=texts(content.get("description")),
        image=image(content.get("image")),
    )


def _subject_name(subjects: tuple[JSONObject, ...]) -> dict[str, str]:
    """Return the name of the one thing that the one subject has, if it has a name."""
    if len(subjects) != 1:
        return {}
    for member in ("achievement", "hasCredential", "degree"):
        thing = only_object(subjects[0].get(member))
        if thing and texts(thing.get("name")):
            return dict(texts(thing["name"]))
    return {}


def _type_name(content: JSONObject) -> dict[str, str]:
    special = {name for name in types(content.get("type")) if name != VERIFIABLE_CREDENTIAL}
    return {UNDETERMINED: ", ".join(sorted(map(in_words, special)))} if special else {}


def _recipients(
    content: JSONObject, claims: JSONObject, subjects: tuple[JSONObject, ...]
) -> tuple[RecipientIdentity, ...]:
    """Name the subjects by id, then by each identity; every one of them names the recipient."""
    ids = [reference(subject) for subject in sequence(content.get("credentialSubject"))]
    if not any(ids):
        ids = [identifier(claims.get("sub"))]
    by_id = [RecipientIdentity(kind="id", value=found) for found in ids if found]
    by_identity = [
        read_identity(identity, kind="identityType", value="identityHash")
        for subject in subjects
        for identity in objects(subject.get("identifier"))
    ]
    return (*by_id, *(identity for identity in by_identity if identity))


def _recipient_name(subjects: tuple[JSONObject, ...]) -> str | None:
    """Return the name of the one subject: its own, or the identity of the kind `name`."""
    if len(subjects) != 1:
        return None
    names = strings(
        [
            identity.get("identityHash")
            for identity in objects(subjects[0].get("identifier"))
            if identity.get("identityType") == "name" and identity.get("hashed") is not True
        ]
    )
    own = next(iter(texts(subjects[0].get("name")).values()), None)
    return own or min(names, default=None)


def _statuses(said: Any) -> Iterator[StatusEntry]:
    for entry in sequence(said):
        content = entry if isinstance(entry, dict) else {"id": entry}
        yield StatusEntry(types(content.get("type")), reference(content), content)


def _language(node: JSONObject) -> str:
    found = _languages(node)
    return found[0] if len(found) == 1 else UNDETERMINED


def _languages(*nodes: JSONObject) -> tuple[str, ...]:
    tags: Iterable[str] = (tag for node in nodes for tag in strings(node.get("inLanguage")))
    return tuple(dict.fromkeys(tags))


READER = Reader(
    formats=(
        CredentialFormat.VERIFIABLE_CREDENTIAL_LINKED_DATA,
        CredentialFormat.VERIFIABLE_CREDENTIAL_JWT,
    ),
    recognises=_recognises,
    lacks=lacks,
    read=read,
)
