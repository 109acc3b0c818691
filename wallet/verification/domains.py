"""An issuer's id in, the domain that it is anchored in out: in ASCII, and as its owner writes it.

Source: UTS 46, "ToASCII" (non-transitional) and "ToUnicode".
"""

import re
from urllib.parse import unquote, urlsplit

import idna


def host_of(address: str) -> str:
    """Return the ASCII host of a web address that was found fit to link to."""
    return _ascii_host(address) or ""


def domain_of(identifier: str | None) -> str | None:
    """Return the ASCII host that an issuer's id is anchored in, None where it is in none.

    Only the id counts: a profile's `url` says whatever its author likes. A look-alike of another
    script shows as punycode (UTS 46, non-transitional).
    """
    if identifier is None:
        return None
    if identifier.startswith("did:web:"):
        host = unquote(re.split("[:#?/]", identifier.removeprefix("did:web:"))[0])
        return _ascii_host(f"https://{host}") if re.fullmatch(r"[^/?#@\\]+", host) else None
    return _ascii_host(identifier)


def _ascii_host(address: str) -> str | None:
    """Return the host of a web address in ASCII, with a port that is not the usual one."""
    try:
        parts = urlsplit(address)
        port = parts.port
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    try:
        shown = idna.encode(host, uts46=True, transitional=False).decode("ascii")
    except idna.IDNAError:
        if not re.fullmatch(r"[0-9A-Za-z.:_-]+", host):
            return None
        shown = f"[{host}]" if ":" in host else host
    return shown.lower() if port in {None, 80, 443} else f"{shown.lower()}:{port}"


def written_out(host: str) -> str:
    """Return an ASCII host with its labels as their owner writes them, as far as they can be."""
    return ".".join(_written_out(label) for label in host.split("."))


def _written_out(label: str) -> str:
    try:
        return idna.decode(label) if label.startswith("xn--") else label
    except (idna.IDNAError, UnicodeError):
        return label
