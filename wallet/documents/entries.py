"""One entry of a platform's export in, the badge in it out, and where it says that it lies.

The entry stays the document, for only it tells the address; what is read is the badge inside, or
where there is none, what the address shows.

Sources: Mozilla Backpack, "Displayer API"; Badgr API v2, "Backpack"; Open Badges 2.1, "Badge
Connect API", postAssertion.
"""

from dataclasses import dataclass

from wallet.documents.container import Container, Keeping, Unpacked
from wallet.documents.document import Carrier, DocumentError, JSONObject
from wallet.documents.limits import LIMITS, Limits
from wallet.documents.source_texts import member_texts
from wallet.documents.strict_json import decode, parse_object

_OF_CREDENTIALS = frozenset({"@context", "badge", "certificate", "credentialSubject", "vc"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One form of entry: the members that hold the badge and its address; either may lack."""

    badge: str | None
    address: str | None


ENTRIES = (
    Entry("assertion", "hostedUrl"),  # Mozilla Backpack, Badge Connect
    Entry("signedAssertion", None),  # Badge Connect
    Entry("credential", None),  # European Digital Credentials for Learning
    Entry(None, "openBadgeId"),  # Badgr
)
_NAMES = tuple(
    f'"{name}"'.encode() for each in ENTRIES for name in (each.badge, each.address) if name
)


def unpack(entry: bytes, limits: Limits = LIMITS) -> Unpacked:
    """Return the badge of an entry, or its address where it holds none.

    Raises:
        DocumentError: FORMAT_UNKNOWN, or what is wrong with the JSON.
    """
    text = decode(entry, limits=limits)
    content = parse_object(text, limits=limits)
    for each in ENTRIES:
        badge, address = _member(content, each.badge), _member(content, each.address)
        if isinstance(badge, dict):
            own_text = dict(member_texts(text))[each.badge or ""]
            return Unpacked((own_text.encode(),), address=_address(address))
        if isinstance(badge, str):
            return Unpacked((badge.encode(),))
        if isinstance(address, str):
            return Unpacked((address.encode(),))
    raise DocumentError("FORMAT_UNKNOWN", "There is no badge in this entry of a list.")


def _member(content: JSONObject, name: str | None) -> object:
    return None if name is None else content.get(name)


def _address(said: object) -> str | None:
    is_web = isinstance(said, str) and said.startswith(("https://", "http://"))
    return said.strip() if is_web and isinstance(said, str) else None


def _recognises(content: bytes) -> bool:
    beginning = content.lstrip(b" \t\r\n\xef\xbb\xbf")
    if not beginning.startswith(b"{") or not any(name in content for name in _NAMES):
        return False
    try:
        said = parse_object(content)
    except DocumentError:
        return False
    return _OF_CREDENTIALS.isdisjoint(said) and any(
        isinstance(_member(said, each.badge), dict | str)
        or isinstance(_member(said, each.address), str)
        for each in ENTRIES
    )


CONTAINER = Container(
    carrier=Carrier.ENTRY,
    media_type="application/json",
    keeping=Keeping.ITSELF,
    recognises=_recognises,
    unpack=unpack,
)
