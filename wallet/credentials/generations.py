"""Which generation a JSON object is of, by what issuers really write rather than by its context.

Sources: Open Badges 2.0, "Assertion"; Open Badges 1.0 and 1.1, "Assertion"; and the detection
rules of the Open Badges validators.
"""

from enum import StrEnum
from types import MappingProxyType

from wallet.credentials.members import is_address, strings, types
from wallet.documents.document import JSONObject

ASSERTION = "Assertion"
_ASSERTION_MEMBERS = frozenset({"recipient", "verification", "verify", "issuedOn", "issued_on"})
_CONTEXT_1 = "openbadges/v1"
_BLOCKCERTS = "blockcerts"
_SIGNED = "signed"
_ONLY_A_POINTER = frozenset({"uid", "verify"})
_NOT_AWARDS = MappingProxyType(
    {
        "BadgeClass": "the description of a badge (BadgeClass), not its award to somebody",
        "Issuer": "the profile of an issuer, not a badge",
        "Profile": "the profile of an issuer, not a badge",
        "RevocationList": "a revocation list, not a badge",
        "CryptographicKey": "a public key, not a badge",
        "Endorsement": "an Open Badges 2.0 endorsement, not a badge",
        "VerifiablePresentation": (
            "a verifiable presentation in something else; bring it, or the credential in it, alone"
        ),
    }
)


class Version1(StrEnum):
    """The versions that were before Open Badges 2."""

    V0_5 = "0.5"
    V1_0 = "1.0"
    V1_1 = "1.1"


def looks_like_assertion(content: JSONObject) -> bool:
    """Whether an object has the type or the shape of an Open Badges assertion of any version."""
    if ASSERTION in local_types(content):
        return True
    return "badge" in content and not _ASSERTION_MEMBERS.isdisjoint(content)


def looks_like_open_badges_2(content: JSONObject) -> bool:
    """Whether an object is an assertion of version 2, which often lacks its `@context`."""
    return (
        looks_like_assertion(content)
        and not is_blockcerts(content)
        and version_1_of(content) is None
    )


def version_1_of(content: JSONObject) -> Version1 | None:
    """Return which version before 2 an assertion is of, None for any other object.

    An object that says no more than where its assertion lies, as old bakers wrote, is of 1.0.
    """
    if is_blockcerts(content):
        return None
    if not looks_like_assertion(content):
        return Version1.V1_0 if _is_only_a_pointer(content) else None
    if any(_CONTEXT_1 in context for context in strings(content.get("@context"))):
        return Version1.V1_1
    if "@context" in content or "type" in content:
        return None
    if isinstance(content.get("recipient"), str) and not is_displayed_1(content):
        return Version1.V0_5 if isinstance(content.get("badge"), dict) else Version1.V1_0
    return Version1.V1_0 if _is_verified_as_in_1(content) else None


def is_blockcerts(content: JSONObject) -> bool:
    """Whether an object is of Blockcerts 1 or 2: what it is of, its type tells."""
    contexts = strings(content.get("@context"))
    return "credentialSubject" not in content and any(_BLOCKCERTS in each for each in contexts)


def is_displayed_1(content: JSONObject) -> bool:
    """Whether the Mozilla Backpack wrote a newer assertion anew as one of 0.5, for displayers."""
    return isinstance(content.get("_originalRecipient"), dict)


def _is_verified_as_in_1(content: JSONObject) -> bool:
    return "uid" in content or (_verify_url(content) is not None and "id" not in content)


def _is_only_a_pointer(content: JSONObject) -> bool:
    is_bare = content.keys() <= _ONLY_A_POINTER and _verify_url(content) is not None
    return is_bare and str(content["verify"].get("type")).lower() != _SIGNED


def _verify_url(content: JSONObject) -> str | None:
    verify = content.get("verify")
    url = verify.get("url") if isinstance(verify, dict) else None
    return url if isinstance(url, str) and is_address(url) else None


def what_it_looks_like(content: JSONObject) -> str | None:
    """Return in words what an object is that no reader takes, None where that is unknown."""
    return next((_NOT_AWARDS[name] for name in local_types(content) if name in _NOT_AWARDS), None)


def local_types(content: JSONObject) -> tuple[str, ...]:
    """Return the types of a node without namespace or prefix."""
    named = types(content.get("type", content.get("@type")))
    return tuple(name.replace("#", "/").replace(":", "/").rsplit("/", 1)[-1] for name in named)
