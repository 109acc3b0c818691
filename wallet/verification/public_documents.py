"""An answer in, what it says to everybody out: profiles, keys and status lists, and their times.

Such a document is one for all learners. What may name a learner never is; in doubt an answer is
personal.

Sources: W3C Bitstring Status List 1.0, "BitstringStatusList" (`ttl`); RFC 9111, 4.2.1
"Calculating Freshness Lifetime".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import Any, Final

from wallet.credentials.dates import read_date
from wallet.credentials.members import strings
from wallet.documents.document import DocumentError, JSONObject
from wallet.documents.jose import looks_compact, split
from wallet.verification.sources import Answer

_LIST_TYPES = frozenset(
    {
        "1EdTechRevocationList",
        "BitstringStatusListCredential",
        "RevocationList",
        "RevocationList2020Credential",
        "StatusList2021Credential",
    }
)
_TYPES = _LIST_TYPES | {"BadgeClass", "CryptographicKey", "Issuer", "Profile"}
_LIST_MEMBERS = frozenset({"revokedAssertions", "revokedCredential", "revokedCredentials"})
_PERSONAL_MEMBERS = frozenset({"badge", "recipient", "verify"})

LEAST_FRESH, MOST_FRESH = timedelta(minutes=1), timedelta(days=1)
"""Bounds of what an issuer may ask for. Even one that forbids to keep its list is asked once a
minute at most: who asks about each holder by itself tells the issuer who is looked at."""
_LIST_FRESH = timedelta(minutes=5)
_FRESH = timedelta(hours=1)
"""Where an issuer does not say; five minutes is the standard's own `ttl` of a list."""
LIFE = timedelta(days=3)
"""How long the last good copy stands in for an issuer that does not answer."""
_JITTER = 0.2
_SKEW = timedelta(minutes=5)
_MAX_AGE = re.compile(r"(?:^|[\s,])(?:s-maxage|max-age)\s*=\s*\"?([0-9]{1,9})", re.IGNORECASE)
_KEEP_NOTHING = re.compile(r"(?:^|[\s,])no-(?:store|cache)(?:$|[\s,=])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PublicDocument:
    """What an address says to everybody.

    It is worth asking again from `fresh_until` on, and stands in for a silent address until
    `usable_until`. `dated` is when its issuer says that it is from.
    """

    answer: Answer
    is_status_list: bool
    dated: datetime | None
    fresh_until: datetime
    usable_until: datetime

    def is_older_than(self, other: "PublicDocument") -> bool:
        """Whether it is an earlier status list than `other`: of one without a date nobody knows.

        Whoever can bring an old list back could hide what was revoked since.
        """
        if other.dated is None or not (self.is_status_list and other.is_status_list):
            return False
        return self.dated is None or self.dated < other.dated


def public_document(answer: Answer) -> PublicDocument | None:
    """Return the document that the answer holds, if it is one for everybody.

    A list of a time to come is none: whoever could plant one would keep out every true list.
    """
    content = _content(answer) if answer.arrived else None
    if content is None or not _PERSONAL_MEMBERS.isdisjoint(content):
        return None
    types = {*strings(content.get("type")), *strings(content.get("@type"))}
    subject = content.get("credentialSubject")
    is_list = not types.isdisjoint(_LIST_TYPES) or (
        subject is None and not _LIST_MEMBERS.isdisjoint(content)
    )
    is_keys = subject is None and ("verificationMethod" in content or "keys" in content)
    if not is_list and not is_keys and types.isdisjoint(_TYPES):
        return None
    dated = _moment(content, "validFrom", "issuanceDate", "nbf")
    if is_list and dated is not None and dated > answer.fetched_at + _SKEW:
        return None
    ends = _moment(content, "validUntil", "expirationDate", "exp")
    fresh_until = answer.fetched_at + _fresh_for(answer, subject, is_list=is_list)
    usable_until = answer.fetched_at + LIFE
    if ends is not None:
        # One that has ended may still not be asked for by everybody at once.
        fresh_until = max(min(fresh_until, ends), answer.fetched_at + LEAST_FRESH)
        usable_until = min(usable_until, ends)
    return PublicDocument(answer, is_list, dated, fresh_until, max(fresh_until, usable_until))


def _content(answer: Answer) -> JSONObject | None:
    """Return the JSON object in the answer, or the one that a token in it claims."""
    text = (answer.body or b"").strip()
    if text.startswith(b"{"):
        return answer.content
    token = text.decode("ascii", "replace")
    if not looks_compact(token):
        return None
    try:
        claims = split(token).payload
    except DocumentError:
        return None
    inner = claims.get("vc")
    return {**claims, **inner} if isinstance(inner, Mapping) else claims


def _moment(content: JSONObject, *names: str) -> datetime | None:
    moments = (read_date(content.get(name), epoch=name in {"nbf", "exp"}) for name in names)
    return next((moment for moment in moments if moment is not None), None)


def _fresh_for(answer: Answer, subject: Any, *, is_list: bool) -> timedelta:
    """Return for how long it need not be asked again, less a little that differs by address.

    Else all that was first asked for in one hour would be asked for in one moment ever after.
    """
    asked = _asked_for(answer, subject) or (_LIST_FRESH if is_list else _FRESH)
    bounded = min(max(asked, LEAST_FRESH), MOST_FRESH)
    key = f"{answer.url} {answer.fetched_at.isoformat()}".encode("utf-8", "surrogatepass")
    share = int.from_bytes(sha256(key).digest()[:4]) / 2**32
    return max(bounded * (1 - _JITTER * share), LEAST_FRESH)


def _asked_for(answer: Answer, subject: Any) -> timedelta | None:
    """Return what the issuer asks for: the list itself, else HTTP."""
    ttl = subject.get("ttl") if isinstance(subject, Mapping) else None
    if isinstance(ttl, int | float) and not isinstance(ttl, bool) and ttl > 0:
        return timedelta(milliseconds=min(ttl, _MOST_MILLISECONDS))
    control = answer.headers.get("cache-control", "")
    if _KEEP_NOTHING.search(control):
        return LEAST_FRESH
    if (found := _MAX_AGE.search(control)) is not None:
        return max(timedelta(seconds=int(found[1])), LEAST_FRESH)
    return _until(answer.headers.get("expires"), answer.fetched_at)


_MOST_MILLISECONDS: Final = MOST_FRESH / timedelta(milliseconds=1)


def _until(expires: str | None, moment: datetime) -> timedelta | None:
    if expires is None:
        return None
    try:
        ends = parsedate_to_datetime(expires)
    except ValueError:
        return LEAST_FRESH  # what cannot be read is past: RFC 9111, 5.3
    return max((ends if ends.tzinfo else ends.replace(tzinfo=UTC)) - moment, LEAST_FRESH)
