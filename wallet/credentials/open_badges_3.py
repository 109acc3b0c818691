"""Open Badges 3.0: a verifiable credential whose subject has an achievement.

Source: Open Badges 3.0, "AchievementCredential", "AchievementSubject", "Achievement".
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from wallet.credentials import verifiable_credential
from wallet.credentials.alignments import read_alignments
from wallet.credentials.credential import (
    Achievement,
    Credential,
    CredentialError,
    CredentialFormat,
    Result,
    ResultDescription,
    Text,
)
from wallet.credentials.members import (
    UNDETERMINED,
    image,
    is_address,
    language,
    objects,
    only_object,
    only_text,
    only_value,
    reference,
    strings,
    text,
    text_or_number,
    texts,
)
from wallet.credentials.reader import Linked, Reader
from wallet.credentials.verifiable_credential import is_open_badge, lacks, read_profile, secured
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
    tag = language(content.get("inLanguage", content.get("@language")))
    levels = _level_names(content)
    return replace(
        credential,
        format=_format(document),
        achievement=_achievement(subject.get("achievement"), content, tag, levels),
        narrative=only_text(subject.get("narrative")),
        image=credential.image or image(subject.get("image")),
        results=tuple(_result(item, levels) for item in objects(subject.get("result"))),
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


def _achievement(
    said: Any, content: JSONObject, tag: str, levels: Mapping[str, str]
) -> Achievement:
    criteria, criteria_url = _criteria(content.get("criteria"), tag)
    creator = only_object(content.get("creator"))
    return Achievement(
        id=reference(said),
        name=texts(content.get("name"), tag),
        description=texts(content.get("description"), tag),
        criteria=criteria,
        criteria_url=criteria_url,
        image=image(content.get("image")),
        kind=only_text(content.get("achievementType")),
        tags=strings(content.get("tag")),
        alignments=read_alignments(content.get("alignment")),
        result_descriptions=tuple(
            _result_description(item, levels) for item in objects(content.get("resultDescription"))
        ),
        creator=read_profile(creator) if creator else None,
    )


def _criteria(said: Any, tag: str) -> tuple[Text, str | None]:
    """Return criteria as a text and as an address; a bare string is one of the two."""
    single = only_value(said)
    if isinstance(single, dict):
        return texts(single.get("narrative"), tag), reference(single)
    if isinstance(single, str) and is_address(single.strip()):
        return {}, reference(single)
    return texts(single, tag), None


def _level_names(achievement: JSONObject) -> dict[str, str]:
    """Return the names of rubric levels by id; results and requirements name them by id."""
    return {
        level_id: name
        for description in objects(achievement.get("resultDescription"))
        for level in objects(description.get("rubricCriterionLevel"))
        if (level_id := reference(level)) and (name := only_text(level.get("name")))
    }


def _result_description(said: JSONObject, levels: Mapping[str, str]) -> ResultDescription:
    required_level = reference(said.get("requiredLevel"))
    return ResultDescription(
        id=reference(said),
        name=only_text(said.get("name")) or "",
        kind=only_text(said.get("resultType")),
        allowed_values=strings(said.get("allowedValue")),
        minimum=text_or_number(said.get("valueMin")),
        maximum=text_or_number(said.get("valueMax")),
        required=text_or_number(said.get("requiredValue")) or _named(required_level, levels),
    )


def _result(said: JSONObject, levels: Mapping[str, str]) -> Result:
    return Result(
        value=text_or_number(said.get("value")),
        status=text(said.get("status")),
        description=reference(said.get("resultDescription")),
        achieved_level=_named(reference(said.get("achievedLevel")), levels),
    )


def _named(level: str | None, levels: Mapping[str, str]) -> str | None:
    return None if level is None else levels.get(level, level)


READER = Reader(
    formats=(
        CredentialFormat.OPEN_BADGES_3_LINKED_DATA,
        CredentialFormat.OPEN_BADGES_3_JWT,
    ),
    recognises=_recognises,
    lacks=lacks,
    read=read,
)
