"""Where a URL leads, as text: its form, its host name, its scheme and port.

One parser reads the URL once; what it made of it is what is checked here and what is dialled.
"""

import re
from ipaddress import IPv6Address, ip_address

from httpx2 import URL, InvalidURL

from wallet.network.addresses import IPAddress
from wallet.network.errors import FetchRefusedError, RefusalCode

MAX_URL_CHARACTERS = 4096
MAX_NAME_CHARACTERS = 253

DEFAULT_PORTS = {"https": 443, "http": 80}

# Names that lead inside a network whatever the public name system says: RFC 6761, RFC 6762,
# RFC 7686, RFC 8375, RFC 9476, ICANN's `.internal`, and what routers hand out at home.
INSIDE_NAMES = (
    "localhost",
    "localdomain",
    "local",
    "internal",
    "intranet",
    "private",
    "corp",
    "home",
    "home.arpa",
    "lan",
    "onion",
    "alt",
)

LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
# A last label that is a number makes the whole name an IPv4 address to browsers and to libc:
# WHATWG URL, "ends in a number checker".
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


def parsed(text: str) -> URL:
    """Return the URL in `text`, its fragment dropped and its host in canonical form.

    Raises:
        FetchRefusedError: URL_INVALID, HOST_INVALID (also for a host that only looks like a
            name) or SCHEME_REFUSED for anything but http and https.
    """
    if len(text) > MAX_URL_CHARACTERS:
        raise _invalid("The link is too long. Use the badge's own short link.")
    try:
        url = URL(text)
    except (InvalidURL, UnicodeError, ValueError) as error:
        raise _invalid("This is not a link we can read. Copy it again, in full.") from error
    if url.scheme not in DEFAULT_PORTS:
        raise FetchRefusedError(
            RefusalCode.SCHEME_REFUSED, "Only web links can be fetched. Use one with https://."
        )
    if url.userinfo:
        raise _invalid("The link holds a user name or password. Remove what stands before the @.")
    return url.copy_with(fragment=None, host=_canonical(url.raw_host.decode("ascii")))


def literal_address(host: str) -> IPAddress | None:
    """Return the address that `host` spells in canonical form, or None when it is a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def is_loopback(host: str) -> bool:
    """Tell whether `host` (canonical) is this very machine."""
    address = literal_address(host)
    if address is not None:
        return address.is_loopback
    return host == "localhost" or host.endswith(".localhost")


def check_name(host: str) -> None:
    """Refuse a host name (canonical) that leads inside a network.

    Raises:
        FetchRefusedError: ADDRESS_REFUSED.
    """
    if literal_address(host) is not None:
        return
    inside = any(host == name or host.endswith(f".{name}") for name in INSIDE_NAMES)
    if inside or "." not in host:
        raise FetchRefusedError(
            RefusalCode.ADDRESS_REFUSED,
            f"{host} is a name inside a private network. Use the badge's public https link.",
        )


def port_of(url: URL) -> int:
    """Return the port that `url` is asked at."""
    return DEFAULT_PORTS[url.scheme] if url.port is None else url.port


def _canonical(host: str) -> str:
    host = host.lower().removesuffix(".")
    address = literal_address(host)
    if isinstance(address, IPv6Address) and address.scope_id is not None:
        raise _bad_host(host)
    if address is not None:
        return str(address)
    labels = host.split(".")
    well_formed = len(host) <= MAX_NAME_CHARACTERS and all(map(LABEL.fullmatch, labels))
    if not well_formed or NUMBER.fullmatch(labels[-1]) or not all(map(_is_honest, labels)):
        raise _bad_host(host)
    return host


def _is_honest(label: str) -> bool:
    """Tell whether a punycode label (RFC 3492) decodes to what could not be written plainly."""
    if not label.startswith("xn--"):
        return True
    try:
        return not label[4:].encode("ascii").decode("punycode").isascii()
    except UnicodeError:
        return False


def _invalid(message: str) -> FetchRefusedError:
    return FetchRefusedError(RefusalCode.URL_INVALID, message)


def _bad_host(host: str) -> FetchRefusedError:
    return FetchRefusedError(
        RefusalCode.HOST_INVALID,
        f"{host[:80] or 'Nothing'} is not the name of a website. Copy the link again, in full.",
    )
