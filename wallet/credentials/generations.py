"""Which generation a JSON object is of, by what issuers really write rather than by its context.

Source: Open Badges 2.0, "Assertion"; and the detection rules of the Open Badges validators.
"""

from types import MappingProxyType

from wallet.credentials.members import is_address, strings, types
from wallet.documents.document import JSONObject

ASSERTION = "Assertion"
_ASSERTION_MEMBERS = frozenset({"recipient", "verification", "verify", "issuedOn", "issued_on"})
_CONTEXT_1 = "openbadges/v1"
_BLOCKCERTS = "blockcerts"
_NOT_AWARDS = MappingProxyType(
    {
        "BadgeClass": "the description of a badge (BadgeClass), not its award to somebody",
        "Issuer": "the profile of an issuer, not a badge",
        "Profile": "the profile of an issuer, not a badge",
        "RevocationList": "a revocation list, not a badge",
        "CryptographicKey": "a public key, not a badge",
        "Endorsement": "an Open Badges 2.0 endorsement, not a badge",
        "VerifiablePresentation": (
            "a verifiable presentation, which we do not read yet; bring the credential in it"
        ),
    }
)


def looks_like_assertion(content: JSONObject) -> bool:
    """Whether an object has the type or the shape of an Open Badges assertion of any version."""
    if ASSERTION in local_types(content):
        return True
    return "badge" in content and not _ASSERTION_MEMBERS.isdisjoint(content)


def looks_like_open_badges_2(content: JSONObject) -> bool:
    """Whether an object is an assertion of version 2, which often lacks its `@context`."""
    return looks_like_assertion(content) and older_generation(content) is None


def older_generation(content: JSONObject) -> str | None:
    """Return what an object of an earlier generation is called, None for any other object."""
    contexts = strings(content.get("@context"))
    if any(_BLOCKCERTS in context for context in contexts) and "credentialSubject" not in content:
        return "a Blockcerts certificate of version 1 or 2"
    if not looks_like_assertion(content):
        return None
    if any(_CONTEXT_1 in context for context in contexts):
        return "an Open Badge of version 1.1"
    if "@context" in content or "type" in content:
        return None
    if isinstance(content.get("recipient"), str):
        return "an Open Badge of version 0.5"
    return "an Open Badge of version 1.0" if _is_verified_as_in_1(content) else None


def _is_verified_as_in_1(content: JSONObject) -> bool:
    verify = content.get("verify")
    url = verify.get("url") if isinstance(verify, dict) else None
    return "uid" in content or (isinstance(url, str) and is_address(url) and "id" not in content)


def what_it_looks_like(content: JSONObject) -> str | None:
    """Return in words what an object is that no reader takes, None where that is unknown."""
    older = older_generation(content)
    if older:
        return f"{older}, which we do not read yet"
    return next((_NOT_AWARDS[name] for name in local_types(content) if name in _NOT_AWARDS), None)


def local_types(content: JSONObject) -> tuple[str, ...]:
    """Return the types of a node without namespace or prefix."""
    named = types(content.get("type", content.get("@type")))
    return tuple(name.replace("#", "/").replace(":", "/").rsplit("/", 1)[-1] for name in named)
