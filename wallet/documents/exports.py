"""A platform's list of badges in, the badges out, each in its own text.

What a platform's interface answers, or lets people download, wraps badges into an object of its
own. Which members are lists of badges tells them apart.

Sources: Mozilla Backpack, "Displayer API"; Badgr API v2, "Backpack"; Open Badges 2.1, "Badge
Connect API", getAssertions; Open Badges 3.0, "getCredentials".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wallet.documents.container import Container, Keeping, Unpacked
from wallet.documents.document import Carrier, DocumentError, JSONObject
from wallet.documents.limits import LIMITS, Limits
from wallet.documents.source_texts import element_texts, member_texts
from wallet.documents.strict_json import decode, parse_object

_OF_CREDENTIALS = frozenset(
    {"@context", "badge", "credentialSubject", "recipient", "vc", "verifiableCredential"}
)
"""Members of credentials and presentations: what has one of them is no export."""
EACH = "*"


@dataclass(frozen=True, slots=True)
class Export:
    """One form of export: the member that it always has, and the ways to its lists of badges."""

    always: str | None
    lists: tuple[tuple[str, ...], ...]


EXPORTS = (
    Export("status", (("result",),)),  # Badgr
    Export("status", (("assertions",), ("signedAssertions",), ("results",))),  # Badge Connect
    Export(None, (("credential",), ("compactJwsStrings",))),  # Open Badges 3.0
    Export(None, (("badges",),)),  # a group of the Mozilla Backpack
    Export("groups", (("groups", EACH, "badges"),)),  # all groups of it
)
_NAMES = tuple({f'"{way[0]}"'.encode() for each in EXPORTS for way in each.lists})


def unpack(export: bytes, limits: Limits = LIMITS) -> Unpacked:
    """Return each badge that an export lists: the text of an object as it stands, or a string.

    Raises:
        DocumentError: FORMAT_UNKNOWN, or what is wrong with the JSON.
    """
    text = decode(export, limits=limits)
    content = parse_object(text, limits=limits)
    contents = tuple(
        badge
        for each in forms_of(content)
        for way in each.lists
        for badge in _badges(content, text, way)
    )
    if not contents:
        raise DocumentError(
            "FORMAT_UNKNOWN",
            "This list names no badges. Export the badges themselves, or each group of them.",
        )
    return Unpacked(contents)


def forms_of(content: JSONObject) -> tuple[Export, ...]:
    """Return the forms of export that an object has; what is in its lists is not looked at."""
    if not _OF_CREDENTIALS.isdisjoint(content):
        return ()
    return tuple(each for each in EXPORTS if _is(each, content))


def _is(export: Export, content: JSONObject) -> bool:
    is_marked = export.always is None or export.always in content
    return is_marked and any(isinstance(content.get(way[0]), list) for way in export.lists)


def _badges(value: Any, text: str, way: tuple[str, ...]) -> Iterator[bytes]:
    """Yield the elements of the lists at the end of a way, leaving out what is neither."""
    if not way:
        for element, source in _elements(value, text):
            if isinstance(element, dict | str):
                yield source.encode() if isinstance(element, dict) else element.encode()
        return
    step, *rest = way
    if step == EACH:
        for element, source in _elements(value, text):
            yield from _badges(element, source, tuple(rest))
    elif isinstance(value, dict) and isinstance(value.get(step), list):
        yield from _badges(value[step], dict(member_texts(text))[step], tuple(rest))


def _elements(value: Any, text: str) -> Iterator[tuple[Any, str]]:
    if isinstance(value, list):
        yield from zip(value, element_texts(text), strict=True)


def _recognises(content: bytes) -> bool:
    beginning = content.lstrip(b" \t\r\n\xef\xbb\xbf")
    if not beginning.startswith(b"{") or not any(name in content for name in _NAMES):
        return False
    try:
        said = parse_object(content)
    except DocumentError:
        return False
    return bool(forms_of(said))


CONTAINER = Container(
    carrier=Carrier.EXPORT,
    media_type="application/json",
    keeping=Keeping.CONTENTS,
    recognises=_recognises,
    unpack=unpack,
)
