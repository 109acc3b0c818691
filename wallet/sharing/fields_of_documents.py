"""A verifiable credential's JSON in, its selectable fields out.

Sources: VC Data Model 1.1 and 2.0; Open Badges 3.0, "AchievementCredential",
"AchievementSubject", "Achievement"; CLR 2.0, "ClrSubject".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from wallet.credentials.members import identifier, objects
from wallet.documents.document import JSONObject
from wallet.documents.pointers import escape
from wallet.sharing.selectable import AlwaysBecause, FieldCode, SelectableField, is_within

Kind: TypeAlias = tuple[FieldCode, AlwaysBecause | None, bool]
MOST_FIELDS = 200
"""Each is some signed statements of an excerpt, of which a verifier takes a thousand."""
_MOST_ELEMENTS = 40
"""Of one list that is chosen from one by one; a longer one is shown or hidden as a whole."""
_STRUCTURE = frozenset({"@context", "type", "@type", "proof"})
_TEXT_LENGTH = 120


def _kinds(
    code: FieldCode, *names: str, always: AlwaysBecause | None = None, identifies: bool = False
) -> dict[str, Kind]:
    return dict.fromkeys(names, (code, always, identifies))


_IN_CREDENTIAL: Mapping[str, Kind] = {
    **_kinds(FieldCode.CREDENTIAL_ID, "id", identifies=True),
    **_kinds(FieldCode.ISSUER, "issuer", always=AlwaysBecause.ISSUER),
    **_kinds(FieldCode.VALID_FROM, "validFrom", "issuanceDate", always=AlwaysBecause.DATES),
    **_kinds(FieldCode.VALID_UNTIL, "validUntil", "expirationDate", always=AlwaysBecause.DATES),
    **_kinds(FieldCode.AWARDED, "awardedDate", "issued", always=AlwaysBecause.DATES),
    **_kinds(FieldCode.STATUS, "credentialStatus", always=AlwaysBecause.STATUS),
    **_kinds(FieldCode.CREDENTIAL_NAME, "name"),
    **_kinds(FieldCode.DESCRIPTION, "description"),
    **_kinds(FieldCode.IMAGE, "image", identifies=True),
    **_kinds(FieldCode.EVIDENCE, "evidence", identifies=True),
    **_kinds(FieldCode.ENDORSEMENT, "endorsement", "endorsementJwt", identifies=True),
    **_kinds(FieldCode.TERMS, "termsOfUse"),
}
_IN_SUBJECT: Mapping[str, Kind] = {
    **_kinds(FieldCode.RECIPIENT_ID, "id", "identifier", "licenseNumber", identifies=True),
    **_kinds(FieldCode.RECIPIENT_NAME, "name", "givenName", "familyName", identifies=True),
    **_kinds(FieldCode.RECIPIENT_IMAGE, "image", identifies=True),
    **_kinds(FieldCode.NARRATIVE, "narrative"),
    **_kinds(FieldCode.RESULT, "result"),
    **_kinds(FieldCode.CREDITS, "creditsEarned"),
    **_kinds(FieldCode.ROLE, "role"),
    **_kinds(FieldCode.TERM, "term"),
    **_kinds(FieldCode.PERIOD, "activityStartDate", "activityEndDate"),
    **_kinds(FieldCode.ACHIEVEMENT, "achievement"),
    **_kinds(FieldCode.PART, "verifiableCredential", identifies=True),
    **_kinds(FieldCode.ASSOCIATION, "association"),
}
_IN_ACHIEVEMENT: Mapping[str, Kind] = {
    **_kinds(FieldCode.ACHIEVEMENT_ID, "id", always=AlwaysBecause.NAME),
    **_kinds(FieldCode.NAME, "name", always=AlwaysBecause.NAME),
    **_kinds(FieldCode.DESCRIPTION, "description"),
    **_kinds(FieldCode.CRITERIA, "criteria"),
    **_kinds(FieldCode.IMAGE, "image"),
    **_kinds(FieldCode.TAGS, "tag"),
    **_kinds(FieldCode.ALIGNMENT, "alignment"),
    **_kinds(FieldCode.SCALE, "resultDescription"),
    **_kinds(FieldCode.CREATOR, "creator"),
    **_kinds(FieldCode.ACHIEVEMENT_TYPE, "achievementType"),
    **_kinds(FieldCode.CODE, "humanCode", "otherIdentifier"),
    **_kinds(FieldCode.FIELD_OF_STUDY, "fieldOfStudy", "specialization"),
    **_kinds(FieldCode.CREDITS_AVAILABLE, "creditsAvailable"),
    **_kinds(FieldCode.LANGUAGE, "inLanguage"),
    **_kinds(FieldCode.ENDORSEMENT, "endorsement", "endorsementJwt"),
}
_ONE_BY_ONE = frozenset({
    "achievement", "alignment", "association", "endorsement", "endorsementJwt", "evidence",
    "identifier", "result", "resultDescription", "verifiableCredential",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Walk:
    """How finely lists are taken apart."""

    most_elements: int

    def members(
        self, node: JSONObject, at: str, kinds: Mapping[str, Kind], default: Kind
    ) -> Iterator[SelectableField]:
        """Yield a field for each member of an object, one for each element of some lists."""
        for name, value in node.items():
            if name in _STRUCTURE or value is None or value in ([], {}, ""):
                continue
            code, always, identifies = kinds.get(name, default)
            called = name if code is FieldCode.OTHER else None
            pointer = f"{at}/{escape(name)}"
            if name in _ONE_BY_ONE and isinstance(value, list) and self._is_split(value):
                for number, element in enumerate(value):
                    yield SelectableField(
                        f"{pointer}/{number}",
                        code,
                        called or name_of(element),
                        number + 1 if len(value) > 1 else None,
                        always,
                        identifies_holder=identifies,
                    )
            else:
                said = called or (name_of(value) if name in _ONE_BY_ONE else None)
                yield SelectableField(
                    pointer, code, said, always=always, identifies_holder=identifies
                )

    def _is_split(self, values: list[Any]) -> bool:
        return len(values) <= self.most_elements


def fields_of_document(content: JSONObject) -> tuple[SelectableField, ...]:
    """Return the fields of a verifiable credential, in its own order."""
    fields = tuple(_fields(content, _Walk(_MOST_ELEMENTS)))
    return fields if len(fields) <= MOST_FIELDS else tuple(_fields(content, _Walk(0)))


def _fields(content: JSONObject, walk: _Walk) -> Iterator[SelectableField]:
    named = any(
        isinstance(each.get("achievement"), Mapping) or objects(each.get("achievement"))
        for each in objects(content.get("credentialSubject"))
        if "verifiableCredential" not in each
    )
    kinds = dict(_IN_CREDENTIAL)
    if not named:
        kinds |= _kinds(FieldCode.NAME, "name", always=AlwaysBecause.NAME)
    own = {name: value for name, value in content.items() if name != "credentialSubject"}
    yield from walk.members(own, "", kinds, (FieldCode.OTHER, None, False))
    subject = content.get("credentialSubject")
    for at, each in _each(subject, "/credentialSubject"):
        if isinstance(each, Mapping):
            yield from _in_subject(each, at, walk)
        else:
            yield SelectableField(at, FieldCode.RECIPIENT_ID, identifies_holder=True)


def _in_subject(subject: JSONObject, at: str, walk: _Walk) -> Iterator[SelectableField]:
    achievement = subject.get("achievement")
    is_record = "verifiableCredential" in subject
    described = [] if is_record else list(_each(achievement, f"{at}/achievement"))
    inside = [
        field
        for place, each in described
        if isinstance(each, Mapping)
        for field in walk.members(each, place, _IN_ACHIEVEMENT, (FieldCode.OTHER, None, False))
    ]
    scales = [
        (place, each)
        for outer, node in described
        if isinstance(node, Mapping)
        for place, each in _each(node.get("resultDescription"), f"{outer}/resultDescription")
    ]
    kinds = dict(_IN_SUBJECT)
    if described and not inside:
        kinds |= _kinds(FieldCode.NAME, "achievement", always=AlwaysBecause.NAME)
    own = {name: v for name, v in subject.items() if name != "achievement" or not inside}
    results = dict(_each(subject.get("result"), f"{at}/result"))
    offered = {field.pointer for field in inside}
    for field in walk.members(own, at, kinds, (FieldCode.OTHER, None, True)):
        if field.code is not FieldCode.RESULT:
            yield field
        elif (with_scale := _with_scale(field, results, scales, offered)) is not None:
            yield with_scale
    by_scale = {place for place, _ in scales}
    for field in inside:
        yield _grouped(field, field.pointer) if field.pointer in by_scale else field


def _with_scale(
    field: SelectableField,
    results: Mapping[str, Any],
    scales: list[tuple[str, Any]],
    offered: set[str],
) -> SelectableField | None:
    """Return a result that drags its scale along; None where it has none."""
    ours = [value for place, value in results.items() if is_within(place, field.pointer)]
    needed = [_scale_of(result, scales) for result in ours]
    if not needed or None in needed:
        return None
    places = tuple(
        dict.fromkeys(
            place if place in offered else place.rpartition("/")[0]
            for place, _ in filter(None, needed)
        )
    )
    first = next(filter(None, needed))
    return _grouped(field, places[0], needs=places, name=field.name or name_of(first[1]))


def _grouped(
    field: SelectableField, group: str, *, needs: tuple[str, ...] = (), name: str | None = None
) -> SelectableField:
    return replace(field, needs=needs, group=group, name=name or field.name)


def _scale_of(result: Any, scales: list[tuple[str, Any]]) -> tuple[str, Any] | None:
    named = identifier(result.get("resultDescription")) if isinstance(result, Mapping) else None
    if named is None:
        return scales[0] if len(scales) == 1 else None
    fitting = (
        (place, scale)
        for place, scale in scales
        if isinstance(scale, Mapping) and scale.get("id") == named
    )
    return next(fitting, None)


def _each(value: Any, at: str) -> list[tuple[str, Any]]:
    """Return each element of a list with its pointer, or the one value with its own."""
    if value is None:
        return []
    if isinstance(value, list):
        return [(f"{at}/{number}", each) for number, each in enumerate(value)]
    return [(at, value)]


def name_of(value: Any) -> str | None:
    """Return what the issuer calls a part of a credential, where it calls it anything."""
    if not isinstance(value, Mapping):
        return None
    for member in ("name", "targetName"):
        said = value.get(member)
        if isinstance(said, Mapping):
            said = next((text for text in said.values() if isinstance(text, str)), None)
        if isinstance(said, str) and said.strip():
            return said.strip()[:_TEXT_LENGTH]
    subject = value.get("credentialSubject")
    achievement = subject.get("achievement") if isinstance(subject, Mapping) else None
    return name_of(achievement) if isinstance(achievement, Mapping) else None
