"""When two web addresses name the same place.

Source: RFC 3986, 6.2 "Comparison Ladder", up to scheme-based normalisation.
"""

from urllib.parse import SplitResult, urlsplit

_DEFAULT_PORTS = {"https": 443, "http": 80}


def authority_of(url: SplitResult) -> str:
    """Return host and port of `url` in lower case, without a default port; "" where malformed."""
    try:
        host, port = (url.hostname or "").rstrip("."), url.port
    except ValueError:
        return ""
    if port is None or port == _DEFAULT_PORTS.get(url.scheme):
        return host
    return f"{host}:{port}"


def origin_of(url: str) -> str:
    """Return scheme and authority of `url`; "" where it has none."""
    parts = urlsplit(url)
    authority = authority_of(parts)
    return f"{parts.scheme}://{authority}" if authority else ""


def same_address(one: str, other: str) -> bool:
    """Tell if both name one document: host in any case, default port, empty path or none."""
    return _normalised(one) == _normalised(other)


def _normalised(url: str) -> tuple[str, str, str, str]:
    parts = urlsplit(url)
    return parts.scheme, authority_of(parts), parts.path.rstrip("/"), parts.query
