"""Is it this person's?

Sources: Open Badges 2.0, "IdentityObject" and "IdentityHash"; Open Badges 3.0, "Verify the
Recipient". What it is compared with comes from the person's account, never from the credential.
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable

from wallet.credentials.credential import RecipientIdentity
from wallet.verification.case import Case, Check, KnownIdentities, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer

_DIGESTS = {"md5": hashlib.md5, "sha1": hashlib.sha1, "sha256": hashlib.sha256}
_STRONG = "sha256"
_EMAIL_KINDS = {"email", "emailaddress"}
_MAILTO = "mailto:"


async def look(case: Case) -> Observation:
    """Compare every identity that it names with all that the person has proven."""
    if case.known is None:
        return Observation(Code.RECIPIENT_NOT_CHECKED)
    named = case.credential.recipients
    if not named:
        return Observation(Code.RECIPIENT_NOT_NAMED)
    matched = [identity for identity in named if names(identity, case.known)]
    if not matched:
        return Observation(Code.RECIPIENT_UNPROVEN)
    if all(_is_weak(identity) for identity in matched):
        return Observation(Code.RECIPIENT_WEAK_HASH)
    return Observation()


def names(identity: RecipientIdentity, known: KnownIdentities) -> bool:
    """Return whether `identity` names who owns what is `known`.

    It takes the same time whatever part of a spelling is right, and whichever spelling it is.
    """
    is_email = identity.kind in _EMAIL_KINDS or identity.value.lower().startswith(_MAILTO)
    emails = known.emails if is_email else ()
    spelled = (*(s for email in emails for s in _spellings(email)), *known.ids)
    if identity.hashed:
        return _hash_matches(identity, spelled)
    if not is_email:
        return _any_equal((identity.value,), spelled)
    bare = identity.value[len(_MAILTO) :] if identity.value.lower().startswith(_MAILTO) else ""
    named = [s for value in (identity.value, bare) if value for s in _spellings(value)]
    return _any_equal(named, spelled)


def _any_equal(named: Iterable[str], spelled: Iterable[str]) -> bool:
    told = [each.encode("utf-8", "surrogatepass") for each in spelled]
    equal = [
        hmac.compare_digest(name.encode("utf-8", "surrogatepass"), each)
        for name in named
        for each in told
    ]
    return any(equal)


def _hash_matches(identity: RecipientIdentity, spelled: Iterable[str]) -> bool:
    algorithm, _, expected = identity.value.partition("$")
    digest = _DIGESTS.get(algorithm.lower())
    if digest is None or not expected.isascii():
        return False
    salt = identity.salt or ""
    equal = [
        hmac.compare_digest(
            digest((spelling + salt).encode("utf-8", "replace")).hexdigest(), expected.lower()
        )
        for spelling in spelled
    ]
    return any(equal)


def _spellings(email: str) -> tuple[str, ...]:
    """Issuers hash an address as typed; case and composition change the hash.

    Open Badge Passport tries the same forms: as given, lower, upper, capitalised, and with each
    name before the @ capitalised.
    """
    composed = unicodedata.normalize("NFC", email.strip())
    lower = composed.lower()
    name, at, host = lower.rpartition("@")
    names = ".".join(part.capitalize() for part in name.split("."))
    forms = (email.strip(), composed, lower, composed.upper(), lower.capitalize())
    return tuple(dict.fromkeys((*forms, f"{names}{at}{host}")))


def _is_weak(identity: RecipientIdentity) -> bool:
    if not identity.hashed:
        return False
    return not identity.salt or not identity.value.lower().startswith(f"{_STRONG}$")


CHECK = Check(
    name="recipient.identity",
    answer=VerificationAnswer.RECIPIENT,
    in_order="It names an address or id that you have proven to be yours.",
    codes=frozenset(
        {
            Code.RECIPIENT_UNPROVEN,
            Code.RECIPIENT_NOT_NAMED,
            Code.RECIPIENT_NOT_CHECKED,
            Code.RECIPIENT_WEAK_HASH,
        }
    ),
    look=look,
)
