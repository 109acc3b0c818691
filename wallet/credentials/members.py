"""Members of foreign JSON objects, read with patience: a value of another type is absent.

Every generation lets one value stand for a list of one and an address for the object that lies
there; issuers do both everywhere.
"""

import re
from typing import Any
from urllib.parse import urlsplit

from wallet.credentials.credential import Text
from wallet.documents.document import JSONObject

UNDETERMINED = "und"
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,6}", re.ASCII)
_IDENTIFIER_CHARACTERS = 2048
_BLANK_OR_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f]")
_DATA_ADDRESS = "data:"
_WITHIN_NAMES = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def text(value: object) -> str | None:
    """Return a string that says something."""
    return value if isinstance(value, str) and value.strip() else None


def text_or_number(value: object) -> str | None:
    """Return a string, or a number as one: grades are written as both."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return text(value)


def is_true(value: object) -> bool:
    """Whether a flag is set; old libraries write it as a string."""
    return value is True or (isinstance(value, str) and value.strip().lower() == "true")


def sequence(value: object) -> tuple[Any, ...]:
    """Return the values of a list, or a single value as a list of one; null is nothing."""
    if not isinstance(value, list | tuple):
        return () if value is None else (value,)
    return tuple(value) if None not in value else tuple(v for v in value if v is not None)


def strings(value: object) -> tuple[str, ...]:
    """Return the strings that say something, of one or of a list."""
    if value is None:
        return ()
    return tuple([item for item in sequence(value) if isinstance(item, str) and item.strip()])


def objects(value: object) -> tuple[JSONObject, ...]:
    """Return the objects, of one or of a list."""
    if isinstance(value, dict):
        return (value,)
    return () if value is None else tuple([v for v in sequence(value) if isinstance(v, dict)])


def only_object(value: object) -> JSONObject | None:
    """Return the object where there is exactly one."""
    found = objects(value)
    return found[0] if len(found) == 1 else None


def only_value(value: object) -> Any:
    """Return the value where there is exactly one, or a list holds exactly one."""
    if not isinstance(value, list | tuple):
        return value
    found = sequence(value)
    return found[0] if len(found) == 1 else None


def identifier(value: object) -> str | None:
    """Return an id: a string of sensible length without blanks and control characters."""
    if not isinstance(value, str):
        return None
    stripped = value.strip()
    if not 0 < len(stripped) <= _IDENTIFIER_CHARACTERS:
        return None
    if stripped.isprintable() and " " not in stripped:
        return stripped
    return None if _BLANK_OR_CONTROL.search(stripped) else stripped


def reference(value: object) -> str | None:
    """Return the id that is given, or that of the object that is given."""
    if isinstance(value, str):
        return identifier(value)
    single = only_value(value)
    if isinstance(single, dict):
        return identifier(single.get("id", single.get("@id")))
    return identifier(single)


def address(value: object) -> str | None:
    """Return a reference that is an http or https address with a host."""
    found = reference(value)
    return found if found and is_address(found) else None


def is_address(candidate: str) -> bool:
    """Whether an id can be asked over HTTP."""
    try:
        parts = urlsplit(candidate)
        return parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def image(value: object) -> str | None:
    """Return where a picture lies: an address or a `data:` URL, by itself or in an object."""
    single = only_value(value)
    if isinstance(single, dict):
        single = single.get("id", single.get("@id"))
    if isinstance(single, str) and single.strip().lower().startswith(_DATA_ADDRESS):
        return single.strip()
    return identifier(single)


def language(value: object) -> str:
    """Return a BCP 47 tag, `und` where there is none."""
    return value if isinstance(value, str) and _LANGUAGE.fullmatch(value) else UNDETERMINED


def texts(value: object, default: str = UNDETERMINED) -> Text:
    """Return a text by language, of a string or of JSON-LD values with a language each.

    Of several in one language the least counts: in linked data a list has no order, and whoever
    holds a badge must not choose by one what is shown.
    """
    if isinstance(value, str):
        return {default: value} if value.strip() else {}
    found: dict[str, str] = {}
    for item in sequence(value):
        tag, said = default, item
        if isinstance(item, dict):
            tag, said = language(item.get("@language", default)), item.get("@value")
        if text(said):
            found[tag] = min(said, found.get(tag, said))
    return found


def in_words(name: str) -> str:
    """Return a name in camel case as words."""
    return _WITHIN_NAMES.sub(" ", name)


def language_map(value: object, default: str = UNDETERMINED) -> Text:
    """Return a text by language, as `texts`, and also of an object whose names are tags."""
    single = only_value(value)
    if isinstance(single, dict) and "@value" not in single:
        said = {language(tag): words for tag, words in single.items() if text(words)}
        return {tag: words for tag, words in said.items() if tag != UNDETERMINED}
    return texts(value, default)


def types(value: object) -> tuple[str, ...]:
    """Return the types of a node, as written."""
    return strings(value)


def only_text(value: object) -> str | None:
    """Return the text where there is exactly one."""
    if isinstance(value, str):
        return value if value.strip() else None
    return text(only_value(value))
