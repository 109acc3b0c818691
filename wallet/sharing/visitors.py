"""What is kept of a visit: a coarse kind of client and the host it came from, never an address."""

import re
from enum import StrEnum
from urllib.parse import urlsplit


class AccessKind(StrEnum):
    """What was asked for; append-only."""

    PAGE = "PAGE"
    DOCUMENT = "DOCUMENT"


class ClientFamily(StrEnum):
    """What sort of client asked."""

    BROWSER = "BROWSER"
    PREVIEW = "PREVIEW"
    PROGRAM = "PROGRAM"


class Visitor(StrEnum):
    """Who looked, as far as that shows."""

    PERSON = "PERSON"
    BOT = "BOT"
    VERIFIER = "VERIFIER"


_LONGEST_HEADER = 1000
_LONGEST_HOST = 255
# What looks at a link because somebody posted or scanned it, not because somebody reads it.
_PREVIEW = re.compile(
    r"bot\b|crawl|spider|slurp|preview|facebookexternalhit|facebookcatalog|whatsapp|telegram|"
    r"skype|slack|discord|twitter|linkedin|pinterest|embedly|iframely|google-|bingpreview|"
    r"mediapartners|safelinks|proofpoint|mimecast|barracuda|urlscan|virustotal|lighthouse|"
    r"headlesschrome|monitor|uptime|pingdom|archiver",
    re.IGNORECASE,
)
_BROWSER = re.compile(r"^(Mozilla/5\.0|Opera/)")


def visitor_of(kind: AccessKind, client: ClientFamily) -> Visitor:
    """Return who looked: a program that takes documents is a verifier, any other is a bot."""
    if client is ClientFamily.BROWSER:
        return Visitor.PERSON
    takes_documents = client is ClientFamily.PROGRAM and kind is AccessKind.DOCUMENT
    return Visitor.VERIFIER if takes_documents else Visitor.BOT


def is_view(kind: AccessKind, client: ClientFamily) -> bool:
    """Return whether a person read the page; previews, programs and downloads are visits alone."""
    return kind is AccessKind.PAGE and client is ClientFamily.BROWSER


def client_family(user_agent: str | None) -> ClientFamily:
    """Return the kind of client by its User-Agent; who sends none is a program."""
    agent = (user_agent or "")[:_LONGEST_HEADER]
    if _PREVIEW.search(agent):
        return ClientFamily.PREVIEW
    return ClientFamily.BROWSER if _BROWSER.match(agent) else ClientFamily.PROGRAM


def referrer_host(referer: str | None, own_host: str | None = None) -> str | None:
    """Return the host of a Referer header; None for none, for our own and for what is no host."""
    try:
        host = urlsplit((referer or "")[:_LONGEST_HEADER]).hostname
    except ValueError:
        return None
    if not host or len(host) > _LONGEST_HOST or not re.fullmatch(r"[a-z0-9.:-]+", host):
        return None
    return None if own_host and host == own_host.lower() else host
