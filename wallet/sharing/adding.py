"""A link in, what brings it to other places out: a QR code, a card to copy, LinkedIn's form.

Source: LinkedIn, "Add to Profile", the parameters of its address.
"""

import re
from datetime import datetime
from html import escape
from io import BytesIO
from typing import Final
from urllib.parse import urlencode, urlsplit

import segno

_LINKEDIN: Final = "https://www.linkedin.com/profile/add"
_LINKEDIN_COMPANY: Final = re.compile(r"/company/([0-9]{1,20})/?")
_LONGEST: Final = 200


def linkedin_address(
    *,
    name: str,
    organisation: str | None,
    organisation_pages: tuple[str, ...],
    issued_at: datetime | None,
    expires_at: datetime | None,
    url: str,
) -> str:
    """Return the address of LinkedIn's form, filled in; nothing is sent before the learner does.

    Where one of the issuer's own pages is its company page by number, LinkedIn is told that; else
    the name. `url` is the link's, by which others check it.
    """
    fields = {"startTask": "CERTIFICATION_NAME", "name": name[:_LONGEST]}
    number = next((n for page in organisation_pages if (n := _company(page))), None)
    if number is not None:
        fields["organizationId"] = number
    elif organisation:
        fields["organizationName"] = organisation[:_LONGEST]
    for prefix, moment in (("issue", issued_at), ("expiration", expires_at)):
        if moment is not None:
            fields |= {f"{prefix}Year": str(moment.year), f"{prefix}Month": str(moment.month)}
    return f"{_LINKEDIN}?{urlencode(fields | {'certUrl': url})}"


def embed_card(title: str, url: str) -> str:
    """Return HTML that shows a link on somebody's own site; it asks us for nothing."""
    return (
        '<a rel="noopener" style="display:inline-block;padding:.75em 1em;border:1px solid;'
        f'border-radius:.6em;text-decoration:none" href="{escape(url)}">{escape(title)}</a>'
    )


def qr_code(address: str) -> bytes:
    """Return an SVG picture that phones read as `address`."""
    picture = BytesIO()
    segno.make(address, micro=False, error="m").save(
        picture, kind="svg", scale=4, xmldecl=False, light="#fff", svgclass=None, lineclass=None
    )
    return picture.getvalue()


def _company(page: str) -> str | None:
    try:
        parts = urlsplit(page)
    except ValueError:
        return None
    if parts.hostname not in {"linkedin.com", "www.linkedin.com"}:
        return None
    found = _LINKEDIN_COMPANY.fullmatch(parts.path)
    return found[1] if found else None
