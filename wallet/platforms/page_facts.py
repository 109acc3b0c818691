"""What a certificate's page shows in, the facts of a page-attested record out.

Pages say these things in no common form, so only what stands out is taken: the title, and names
and dates that follow the words certificates use. What is not found is left out, never guessed.
"""

import re
from datetime import date, datetime
from typing import Any

from wallet.credentials.page_attested import RECORD_TYPE
from wallet.platforms.web_page import WebPage

_LONGEST = 300
_HOLDER = re.compile(
    r"(?:awarded|presented|issued|granted) to:?|(?:certif(?:y|ies)|verif(?:y|ies)|confirms) that"
    r"|recipient:|completed by:?|earned by:?",
    re.IGNORECASE,
)
_AFTER_HOLDER = re.compile(
    r"\s+(?:has|have|successfully|completed|earned|is|was|on|for)\b", re.IGNORECASE
)
_ISSUER = re.compile(
    r"(?:issued by|issuer|offered by|provided by|organi[sz]ation):?", re.IGNORECASE
)
_ISSUED = re.compile(
    r"(?:issued(?: on)?|issue date|date issued|completed on|completion date|date of completion"
    r"|awarded on|earned on|date):?",
    re.IGNORECASE,
)
_EXPIRES = re.compile(
    r"(?:expires(?: on)?|expiry date|expiration date|valid until):?", re.IGNORECASE
)
_DAY = re.compile(
    r"\d{4}-\d\d-\d\d|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}"
)
_FORMS = ("%Y-%m-%d", "%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y")


def facts_of(page: WebPage, address: str, platform: str) -> dict[str, Any] | None:
    """Return what the page shows, None where it names nothing that was achieved."""
    title = _title(page)
    if title is None:
        return None
    found = {
        "type": [RECORD_TYPE],
        "page": address,
        "platform": platform,
        "title": title,
        "holder": _after(page, _HOLDER, _AFTER_HOLDER),
        "issuer": _after(page, _ISSUER) or page.meta.get("og:site_name"),
        "issuedOn": _day_after(page, _ISSUED),
        "expires": _day_after(page, _EXPIRES),
    }
    return {
        name: said[:_LONGEST] if isinstance(said, str) and name != "page" else said
        for name, said in found.items()
        if said
    }


def _title(page: WebPage) -> str | None:
    named = (*page.headings, page.meta.get("og:title"), page.title)
    return next((said for said in named if said), None)


def _after(
    page: WebPage, words: re.Pattern[str], until: re.Pattern[str] | None = None
) -> str | None:
    """Return what follows the words, in their line or the next."""
    for number, line in enumerate(page.lines):
        found = words.search(line)
        if found is None:
            continue
        said = line[found.end() :].strip(" :,.")
        if not said and number + 1 < len(page.lines):
            said = page.lines[number + 1]
        if until is not None:
            said = until.split(said, maxsplit=1)[0]
        if said := said.strip(" :,."):
            return said
    return None


def _day_after(page: WebPage, words: re.Pattern[str]) -> str | None:
    for number, line in enumerate(page.lines):
        for found in words.finditer(line):
            near = " ".join((line[found.end() :], *page.lines[number + 1 : number + 2]))
            day = _DAY.search(near)
            if day is not None and (read := _read_day(day[0])):
                return read.isoformat()
    return None


def _read_day(said: str) -> date | None:
    bare = said.replace(",", "").replace(".", "")
    for form in _FORMS:
        try:
            return datetime.strptime(bare, form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    return None
