"""What was read of a credential in, its selectable fields out.

For Open Badges 1 and 2, which lie in an assertion, a badge class and a profile, and for what is
no JSON at all: their pointers lead into `reading_of`.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from wallet.credentials.credential import Result, ResultDescription
from wallet.documents.document import JSONObject
from wallet.sharing.selectable import AlwaysBecause, FieldCode, SelectableField
from wallet.store.details import Detail, first_text
from wallet.store.models.credentials import Credential

_ALWAYS = {
    "issuer": (FieldCode.ISSUER, AlwaysBecause.ISSUER),
    "valid_from": (FieldCode.VALID_FROM, AlwaysBecause.DATES),
    "valid_until": (FieldCode.VALID_UNTIL, AlwaysBecause.DATES),
    "awarded_at": (FieldCode.AWARDED, AlwaysBecause.DATES),
    "achievement/id": (FieldCode.ACHIEVEMENT_ID, AlwaysBecause.NAME),
    "achievement/name": (FieldCode.NAME, AlwaysBecause.NAME),
}
_WHOLE = {
    "identifier": (FieldCode.CREDENTIAL_ID, True),
    "image": (FieldCode.IMAGE, True),
    "recipient_name": (FieldCode.RECIPIENT_NAME, True),
    "name": (FieldCode.CREDENTIAL_NAME, False),
    "description": (FieldCode.DESCRIPTION, False),
    "narrative": (FieldCode.NARRATIVE, False),
    "credits_earned": (FieldCode.CREDITS, False),
    "role": (FieldCode.ROLE, False),
    "term": (FieldCode.TERM, False),
    "achievement/description": (FieldCode.DESCRIPTION, False),
    "achievement/criteria": (FieldCode.CRITERIA, False),
    "achievement/criteria_url": (FieldCode.CRITERIA, False),
    "achievement/tags": (FieldCode.TAGS, False),
    "achievement/kind": (FieldCode.ACHIEVEMENT_TYPE, False),
    "achievement/human_code": (FieldCode.CODE, False),
    "achievement/field_of_study": (FieldCode.FIELD_OF_STUDY, False),
    "achievement/specialization": (FieldCode.FIELD_OF_STUDY, False),
    "achievement/credits_available": (FieldCode.CREDITS_AVAILABLE, False),
    "achievement/creator": (FieldCode.CREATOR, False),
    "achievement/language": (FieldCode.LANGUAGE, False),
}
_EACH = {
    "recipients": (FieldCode.RECIPIENT_ID, True, None),
    "evidence": (FieldCode.EVIDENCE, True, "name"),
    "achievement/alignments": (FieldCode.ALIGNMENT, False, "target_name"),
    "achievement/result_descriptions": (FieldCode.SCALE, False, "name"),
    "achievements": (FieldCode.ACHIEVEMENT, False, None),
}
_MOST_ELEMENTS = 40
_SCALES = "/achievement/result_descriptions"


def reading_of(row: Credential) -> dict[str, Any]:
    """Return what was read of a credential, in one JSON object."""
    return {
        "@context": [],
        "identifier": row.identifier,
        "image": row.image_url,
        "valid_from": _time(row.valid_from),
        "valid_until": _time(row.valid_until),
        "awarded_at": _time(row.awarded_at),
        **row.detail,
    }


def fields_of_reading(reading: JSONObject, detail: Detail) -> tuple[SelectableField, ...]:
    """Return the fields of what was read, `detail`, which lies in `reading`."""
    return tuple(_fields(reading, detail))


def _fields(reading: JSONObject, detail: Detail) -> Iterator[SelectableField]:
    for path, (code, always) in _ALWAYS.items():
        if _says(_at(reading, path)):
            yield SelectableField(f"/{path}", code, always=always)
    for path, (code, identifies) in _WHOLE.items():
        if _says(_at(reading, path)):
            yield SelectableField(f"/{path}", code, identifies_holder=identifies)
    scales = detail.achievement.result_descriptions
    for path, (code, identifies, named) in _EACH.items():
        values = _at(reading, path) or ()
        for number, value in enumerate(values[:_MOST_ELEMENTS]):
            pointer = f"/{path}/{number}"
            yield SelectableField(
                pointer,
                code,
                _name_of(value[named]) if named else None,
                number + 1 if len(values) > 1 else None,
                group=pointer if code is FieldCode.SCALE else None,
                identifies_holder=identifies,
            )
    for number, result in enumerate(detail.results[:_MOST_ELEMENTS]):
        place = _scale_of(result, scales[:_MOST_ELEMENTS])
        if place is not None:
            scale = f"{_SCALES}/{place}"
            yield SelectableField(
                f"/results/{number}",
                FieldCode.RESULT,
                first_text(scales[place].name) or None,
                number + 1 if len(detail.results) > 1 else None,
                needs=(scale,),
                group=scale,
            )


def _name_of(said: Any) -> str | None:
    """Return a name that was kept as one text, or as one in each of several languages."""
    return first_text(said) if isinstance(said, dict) else said


def _scale_of(result: Result, scales: tuple[ResultDescription, ...]) -> int | None:
    if result.description is None:
        return 0 if len(scales) == 1 else None
    fitting = (place for place, scale in enumerate(scales) if scale.id == result.description)
    return next(fitting, None)


def _at(reading: JSONObject, path: str) -> Any:
    found: Any = reading
    for name in path.split("/"):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _says(value: object) -> bool:
    return value is not None and value not in ({}, [], (), "")


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")
