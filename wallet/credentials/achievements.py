"""The achievements and results of version 3 in, those of the model out.

Source: Open Badges 3.0, "Achievement", "ResultDescription", "Result"; CLR 2.0, "ClrSubject".
"""

from collections.abc import Iterator, Mapping
from typing import Any

from wallet.credentials.alignments import read_alignments
from wallet.credentials.credential import (
    Achievement,
    OtherIdentifier,
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
    sequence,
    strings,
    text,
    text_or_number,
    texts,
)
from wallet.credentials.verifiable_credential import read_profile
from wallet.documents.document import JSONObject


def language_of(achievement: JSONObject) -> str:
    """Return the tag of an achievement's own texts."""
    return language(achievement.get("inLanguage", achievement.get("@language")))


def read_achievement(said: Any) -> Achievement:
    """Read an achievement that is embedded, or only named by its id."""
    content = only_object(said) or {}
    tag = language_of(content)
    levels = _level_names(content, tag)
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
            _result_description(item, levels, tag)
            for item in objects(content.get("resultDescription"))
        ),
        creator=read_profile(creator) if creator else None,
        credits_available=text_or_number(only_value(content.get("creditsAvailable"))),
        field_of_study=only_text(content.get("fieldOfStudy")),
        human_code=only_text(content.get("humanCode")),
        specialization=only_text(content.get("specialization")),
        version=only_text(content.get("version")),
        language=None if tag == UNDETERMINED else tag,
        other_identifiers=tuple(_other_identifiers(content.get("otherIdentifier"))),
        related=tuple(filter(None, map(reference, sequence(content.get("related"))))),
    )


def read_results(said: Any, achievement: JSONObject) -> tuple[Result, ...]:
    """Read the results of one subject, levels by the names that their achievement gives them."""
    tag = language_of(achievement)
    levels = _level_names(achievement, tag)
    return tuple(
        Result(
            value=_value(item.get("value"), tag),
            status=text(item.get("status")),
            description=reference(item.get("resultDescription")),
            achieved_level=_named(reference(item.get("achievedLevel")), levels),
        )
        for item in objects(said)
    )


def _other_identifiers(said: Any) -> Iterator[OtherIdentifier]:
    for entry in objects(said):
        value = text_or_number(entry.get("identifier"))
        if value is not None:
            yield OtherIdentifier(value, only_text(entry.get("identifierType")))


def _criteria(said: Any, tag: str) -> tuple[Text, str | None]:
    """Return criteria as a text and as an address; a bare string is one of the two."""
    single = only_value(said)
    if isinstance(single, dict):
        return texts(single.get("narrative"), tag), reference(single)
    if isinstance(single, str) and is_address(single.strip()):
        return {}, reference(single)
    return texts(single, tag), None


def _level_names(achievement: JSONObject, tag: str) -> dict[str, Text]:
    """Return the names of rubric levels by id; results and requirements name them by id."""
    return {
        level_id: name
        for description in objects(achievement.get("resultDescription"))
        for level in objects(description.get("rubricCriterionLevel"))
        if (level_id := reference(level)) and (name := texts(level.get("name"), tag))
    }


def _result_description(
    said: JSONObject, levels: Mapping[str, Text], tag: str
) -> ResultDescription:
    required_level = reference(said.get("requiredLevel"))
    return ResultDescription(
        id=reference(said),
        name=texts(said.get("name"), tag),
        kind=only_text(said.get("resultType")),
        allowed_values=strings(said.get("allowedValue")),
        minimum=text_or_number(said.get("valueMin")),
        maximum=text_or_number(said.get("valueMax")),
        required=_value(said.get("requiredValue"), tag) or _named(required_level, levels),
    )


def _value(said: Any, tag: str) -> Text:
    """Return a grade; without a language of its own, one that is no number is the achievement's."""
    number = None if isinstance(said, str) else text_or_number(said)
    return texts(said, tag) if number is None else {UNDETERMINED: number}


def _named(level: str | None, levels: Mapping[str, Text]) -> Text:
    return {} if level is None else levels.get(level, {UNDETERMINED: level})
