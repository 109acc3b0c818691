"""Assertions, badge classes and issuers of Open Badges 0.5 to 1.1 in, those of version 2 out.

Addresses without a host count from where their document lies, in version 0.5 from the issuer's
`origin`. Dates, recipients, alignments and pictures are read with the same patience in every
version, so they stay as they are.

Sources: Open Badges 1.0 and 1.1, "Assertion", "BadgeClass", "IssuerOrganization"; Mozilla,
"Assertion Specification Changes" (0.5).
"""

from typing import Any
from urllib.parse import urljoin

from wallet.credentials.generations import Version1, local_types
from wallet.credentials.members import address, identifier, only_object
from wallet.documents.document import JSONObject

_SIGNED = "signed"
_PARTS_OF_A_PATH = frozenset("/.?")


def upgrade_assertion(assertion: JSONObject, version: Version1, place: str | None) -> JSONObject:
    """Return an assertion that lies at `place` with the names of version 2.

    Its `id` becomes the address that it must be shown at; a signed one keeps its own. The
    address of a signed one's key becomes the verification's `creator`.
    """
    if version is Version1.V0_5:
        return _upgrade_0_5(assertion, place)
    upgraded = _resolved(assertion, place, "badge", "evidence", "image")
    if isinstance(upgraded.get("_originalRecipient"), dict):
        upgraded = {**upgraded, "recipient": upgraded["_originalRecipient"]}
    verify = only_object(assertion.get("verify", assertion.get("verification"))) or {}
    url = address(verify.get("url"))
    if url is None:
        return upgraded
    if _SIGNED in {name.lower() for name in local_types(verify)}:
        return {**upgraded, "verification": {**verify, "creator": url}}
    return {**upgraded, "id": url}


def _upgrade_0_5(assertion: JSONObject, place: str | None) -> JSONObject:
    badge = only_object(assertion.get("badge")) or {}
    origin = origin_of_issuer(badge)
    identity = {"type": "email", "identity": assertion.get("recipient")}
    return {
        **_resolved(assertion, origin or place, "evidence", "image"),
        "id": place,
        "recipient": {**identity, "salt": assertion.get("salt")},
        "badge": _resolved(badge, origin or place, "image", "criteria"),
    }


def origin_of_issuer(badge: JSONObject) -> str | None:
    """Return the web site that the issuer inside a badge of version 0.5 is known by."""
    issuer = only_object(badge.get("issuer")) or {}
    return address(issuer.get("origin"))


def upgrade_badge_class(badge: JSONObject, place: str | None) -> JSONObject:
    """Return a badge class that lies at `place` with whole addresses."""
    return _resolved(badge, place, "image", "criteria", "issuer")


def upgrade_issuer(issuer: JSONObject, place: str | None) -> JSONObject:
    """Return an issuer that lies at `place` with whole addresses; 0.5 has a `contact`."""
    upgraded = _resolved(issuer, place, "image", "url", "revocationList")
    if "origin" not in issuer:
        return upgraded
    department = {"url": issuer["origin"], "description": issuer.get("org")}
    return {**department, "email": issuer.get("contact"), **upgraded}


def _resolved(thing: JSONObject, place: str | None, *names: str) -> JSONObject:
    return {**thing, **{name: _resolve(thing[name], place) for name in names if name in thing}}


def _resolve(said: Any, place: str | None) -> Any:
    """Complete a relative address; a sentence, or a word that names no file, is none."""
    named = identifier(said)
    if named is None or place is None or not _PARTS_OF_A_PATH.intersection(named):
        return said
    try:
        return urljoin(place, named)
    except ValueError:
        return said
