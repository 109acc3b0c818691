"""Assertions, badge classes and issuers of Open Badges 0.5 to 1.1 in, those of version 2 out.

Addresses without a host count from where their document lies, in version 0.5 from the issuer's
`origin`. Dates, recipients, alignments and pictures are read with the same patience in every
version, so they stay as they are.

Sources: Open Badges 1.0 and 1.1, "Assertion", "BadgeClass", "IssuerOrganization"; Mozilla,
"Assertion Specification Changes" (0.5).
"""

from wallet.credentials.generations import Version1, local_types
from wallet.credentials.members import address, only_object
from wallet.credentials.relative_addresses import (
    OF_ASSERTION,
    OF_ISSUER,
    completed,
)
from wallet.documents.document import JSONObject

_SIGNED = "signed"


def upgrade_assertion(assertion: JSONObject, version: Version1, place: str | None) -> JSONObject:
    """Return an assertion that lies at `place` with the names of version 2.

    Its `id` becomes the address that it must be shown at; a signed one keeps its own. The
    address of a signed one's key becomes the verification's `creator`.
    """
    if version is Version1.V0_5:
        return _upgrade_0_5(assertion, place)
    upgraded = completed(assertion, place, *OF_ASSERTION)
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
    identity = {"type": "email", "identity": assertion.get("recipient")}
    return {
        **completed(assertion, base_of_0_5(assertion, place), *OF_ASSERTION),
        "id": place,
        "recipient": {**identity, "salt": assertion.get("salt")},
    }


def base_of_0_5(assertion: JSONObject, place: str | None) -> str | None:
    """Return where addresses in an assertion of version 0.5 count from: its issuer's own site."""
    return origin_of_issuer(only_object(assertion.get("badge")) or {}) or place


def origin_of_issuer(badge: JSONObject) -> str | None:
    """Return the web site that the issuer inside a badge of version 0.5 is known by."""
    issuer = only_object(badge.get("issuer")) or {}
    return address(issuer.get("origin"))


def upgrade_issuer(issuer: JSONObject, place: str | None) -> JSONObject:
    """Return an issuer that lies at `place` with whole addresses; 0.5 has a `contact`."""
    upgraded = completed(issuer, place, *OF_ISSUER)
    if "origin" not in issuer:
        return upgraded
    department = {"url": issuer["origin"], "description": issuer.get("org")}
    return {**department, "email": issuer.get("contact"), **upgraded}
