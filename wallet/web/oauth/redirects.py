"""Redirect URIs: which may be registered, and whether one asked for is one of them.

Sources: RFC 6749, 3.1.2; RFC 8252, 7.3 and 8.3 (loopback); RFC 9700, 4.1.3 (exact comparison).
"""

from urllib.parse import SplitResult, urlsplit

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_UNSAFE = frozenset("\"\\<>^`{|} '")


def fault_of(uri: str) -> str | None:
    """Return why an address cannot be a redirect URI, None where it can be one."""
    parts = _parts(uri)
    if parts is None or not parts.hostname:
        return "A redirect URI is an absolute web address."
    if parts.fragment or "#" in uri:
        return "A redirect URI has no fragment."
    if parts.username is not None or parts.password is not None:
        return "A redirect URI names no user."
    if parts.scheme == "https" or is_loopback(uri):
        return None
    return "A redirect URI begins with https://, or leads to the loopback address of a native app."


def is_loopback(uri: str) -> bool:
    """Tell whether a redirect URI leads to a program on the learner's own machine."""
    parts = _parts(uri)
    return parts is not None and parts.scheme == "http" and parts.hostname in _LOOPBACK


def host_of(uri: str) -> str | None:
    """Return the host that an address names, None where it names none."""
    parts = _parts(uri)
    return None if parts is None else parts.hostname


def is_registered(uri: str, registered: list[str]) -> bool:
    """Tell whether `uri` is one of those registered: to the letter, but for a loopback's port."""
    return any(uri == each or _differ_in_port_alone(uri, each) for each in registered)


def origin_of(uri: str) -> str:
    """Return what a Content-Security-Policy calls the place that a redirect URI leads to.

    It knows no IPv6 addresses, so that of the loopback is told by its scheme.
    """
    parts = urlsplit(uri)
    if ":" in (parts.hostname or ""):
        return f"{parts.scheme}:"
    return f"{parts.scheme}://{parts.netloc}"


def _differ_in_port_alone(uri: str, registered: str) -> bool:
    if not (is_loopback(uri) and is_loopback(registered)):
        return False
    return _without_port(urlsplit(uri)) == _without_port(urlsplit(registered))


def _without_port(parts: SplitResult) -> tuple[str | None, ...]:
    return (parts.scheme, parts.hostname, parts.path, parts.query)


def _parts(uri: str) -> SplitResult | None:
    """Take an address apart; None for a text that is none, or that two readers may read apart."""
    if not uri.isascii() or not uri.isprintable() or not _UNSAFE.isdisjoint(uri):
        return None
    try:
        parts = urlsplit(uri)
        parts.port  # noqa: B018  # raises where it is no number
    except ValueError:
        return None
    return parts
