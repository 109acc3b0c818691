"""A selectable field and the languages that somebody reads in, what it is called out."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from wallet.languages import lookup
from wallet.sharing.selectable import AlwaysBecause, FieldCode, SelectableField

_ENGLISH, _GERMAN = "en", "de"
_FIELDS: Mapping[FieldCode, tuple[str, str]] = MappingProxyType({
    FieldCode.ACHIEVEMENT: ("Achievement", "Leistung"),
    FieldCode.ACHIEVEMENT_ID: ("Address of the achievement", "Adresse der Leistung"),
    FieldCode.ACHIEVEMENT_TYPE: ("Kind of achievement", "Art der Leistung"),
    FieldCode.ALIGNMENT: ("Skill", "Kompetenz"),
    FieldCode.ASSOCIATION: ("How achievements hang together", "Zusammenhang der Leistungen"),
    FieldCode.AWARDED: ("Day of award", "Tag der Verleihung"),
    FieldCode.CODE: ("Code in a catalogue", "Kennung in einem Verzeichnis"),
    FieldCode.CREATOR: ("Who defined it", "Wer die Leistung festgelegt hat"),
    FieldCode.CREDENTIAL_ID: ("Number of the credential", "Nummer des Nachweises"),
    FieldCode.CREDENTIAL_NAME: ("Title of the credential", "Titel des Nachweises"),
    FieldCode.CREDITS: ("Credits earned", "Erworbene Leistungspunkte"),
    FieldCode.CREDITS_AVAILABLE: ("Credits that it is worth", "Leistungspunkte, die es gibt"),
    FieldCode.CRITERIA: ("Criteria", "Kriterien"),
    FieldCode.DESCRIPTION: ("Description", "Beschreibung"),
    FieldCode.ENDORSEMENT: ("What others say of it", "Was andere dazu sagen"),
    FieldCode.EVIDENCE: ("Your work", "Ihre Arbeit"),
    FieldCode.FIELD_OF_STUDY: ("Field of study", "Fachgebiet"),
    FieldCode.IMAGE: ("Picture", "Bild"),
    FieldCode.ISSUER: ("Issuer", "Aussteller"),
    FieldCode.LANGUAGE: ("Language", "Sprache"),
    FieldCode.NAME: ("What it was awarded for", "Wofür es verliehen wurde"),
    FieldCode.NARRATIVE: ("How it was earned", "Wie es erworben wurde"),
    FieldCode.OTHER: ("Further detail", "Weitere Angabe"),
    FieldCode.PART: ("Credential within it", "Enthaltener Nachweis"),
    FieldCode.PERIOD: ("Period", "Zeitraum"),
    FieldCode.RECIPIENT_ID: ("Whom it names", "Wen es benennt"),
    FieldCode.RECIPIENT_IMAGE: ("Your picture", "Ihr Bild"),
    FieldCode.RECIPIENT_NAME: ("Your name", "Ihr Name"),
    FieldCode.RESULT: ("Result", "Ergebnis"),
    FieldCode.ROLE: ("Your role", "Ihre Rolle"),
    FieldCode.SCALE: ("Scale", "Skala"),
    FieldCode.STATUS: ("Where to ask if it stands", "Wo man erfährt, ob es gilt"),
    FieldCode.TAGS: ("Tags", "Schlagwörter"),
    FieldCode.TERM: ("Term", "Studienabschnitt"),
    FieldCode.TERMS: ("Terms of use", "Nutzungsbedingungen"),
    FieldCode.TYPE: ("Kind of credential", "Art des Nachweises"),
    FieldCode.VALID_FROM: ("Valid from", "Gültig ab"),
    FieldCode.VALID_UNTIL: ("Valid until", "Gültig bis"),
})  # fmt: skip
_ALWAYS: Mapping[AlwaysBecause, tuple[str, str]] = MappingProxyType({
    AlwaysBecause.ISSUER: (
        "Who issued it is always shown.",
        "Wer es ausgestellt hat, ist immer zu sehen.",
    ),
    AlwaysBecause.NAME: (
        "What it was awarded for is always shown.",
        "Wofür es verliehen wurde, ist immer zu sehen.",
    ),
    AlwaysBecause.DATES: (
        "When it was issued and how long it is valid is always shown.",
        "Wann es ausgestellt wurde und wie lange es gilt, ist immer zu sehen.",
    ),
    AlwaysBecause.STATUS: (
        "Whether it still stands is always shown.",
        "Ob es noch gilt, ist immer zu sehen.",
    ),
    AlwaysBecause.SIGNED_WITH_ALL: (
        "The issuer signed it so that it cannot be hidden.",
        "Der Aussteller hat es so unterschrieben, dass es sich nicht verbergen lässt.",
    ),
})  # fmt: skip
_IDENTIFIES = (
    "This tells who you are: {field}.",
    "Daraus geht hervor, wer Sie sind: {field}.",
)


def label_of(field: SelectableField, languages: Iterable[str]) -> str:
    """Return what a field is called: its kind, its number among such, the issuer's name of it."""
    words = _FIELDS[field.code][_place(languages)]
    numbered = words if field.number is None else f"{words} {field.number}"
    return numbered if field.name is None else f"{numbered}: {field.name}"


def why_always(because: AlwaysBecause, languages: Iterable[str]) -> str:
    """Return why a field cannot be hidden, in a sentence."""
    return _ALWAYS[because][_place(languages)]


def warning_of(field: SelectableField, languages: Iterable[str]) -> str:
    """Return the warning that a field would tell who its holder is."""
    ranges = tuple(languages)
    return _IDENTIFIES[_place(ranges)].format(field=label_of(field, ranges))


def _place(languages: Iterable[str]) -> int:
    return int(lookup(languages, (_ENGLISH, _GERMAN)) == _GERMAN)
