"""Open Badges 3.0: a verifiable credential whose subject has an achievement.

Source: Open Badges 3.0, "AchievementCredential", "AchievementSubject", "Achievement".
"""

from dataclasses import replace

from wallet.credentials import verifiable_credential
from wallet.credentials.achievements import language_of, read_achievement, read_results
from wallet.credentials.credential import Credential, CredentialError, CredentialFormat
from wallet.credentials.members import (
    UNDETERMINED,
    image,
    objects,
    only_object,
    only_text,
    only_value,
    text_or_number,
    texts,
)
from wallet.credentials.reader import Linked, Reader
from wallet.credentials.verifiable_credential import is_open_badge, lacks, secured
from wallet.documents.document import Document, JSONObject


def _recognises(document: Document) -> bool:
    found = secured(document)
    return found is not None and is_open_badge(found.content)


def read(document: Document, linked: Linked) -> Credential:
    """Read the credential, and of its subject the one achievement and its results.

    Raises:
        CredentialError: FORMAT_UNKNOWN, or FORMAT_AMBIGUOUS where there are several achievements.
    """
    credential = verifiable_credential.read(document, linked)
    subjects = objects(credential.content.get("credentialSubject"))
    subject = _the_one_with_an_achievement(subjects)
    content = only_object(subject.get("achievement")) or {}
    tag = language_of(content)
    return replace(
        credential,
        format=_format(document),
        achievement=read_achievement(subject.get("achievement")),
        narrative=texts(subject.get("narrative")),
        image=credential.image or image(subject.get("image")),
        results=read_results(subject.get("result"), content),
        credits_earned=text_or_number(only_value(subject.get("creditsEarned"))),
        role=only_text(subject.get("role")),
        term=only_text(subject.get("term")),
        languages=(tag,) if tag != UNDETERMINED else credential.languages,
    )


def _format(document: Document) -> CredentialFormat:
    if document.jws is None:
        return CredentialFormat.OPEN_BADGES_3_LINKED_DATA
    return CredentialFormat.OPEN_BADGES_3_JWT


def _the_one_with_an_achievement(subjects: tuple[JSONObject, ...]) -> JSONObject:
    """Return the subject that achieved something; the order of subjects means nothing."""
    achievers = [subject for subject in subjects if subject.get("achievement") is not None]
    several = any(len(objects(subject["achievement"])) > 1 for subject in achievers)
    if several or len(achievers) > 1:
        raise CredentialError(
            "FORMAT_AMBIGUOUS",
            "The credential awards several achievements at once, so two programs could show two "
            "different ones. Ask the issuer for one credential each.",
            "/credentialSubject",
        )
    if achievers:
        return achievers[0]
    return subjects[0] if len(subjects) == 1 else {}


READER = Reader(
    formats=(
        CredentialFormat.OPEN_BADGES_3_LINKED_DATA,
        CredentialFormat.OPEN_BADGES_3_JWT,
    ),
    recognises=_recognises,
    lacks=lacks,
    read=read,
)
