"""How much a link can honestly say: the strongest level that the source allows, never blurred."""

from enum import StrEnum

from wallet.credentials.credential import CredentialFormat, Securing
from wallet.verification.report import Integrity


class DisclosureLevel(StrEnum):
    """What visitors see of a credential and who vouches for it (design section 6).

    The two levels between are for chosen fields and come with them.
    """

    ORIGINAL = "ORIGINAL"
    ORIGINAL_HOSTED = "ORIGINAL_HOSTED"
    UNVERIFIED = "UNVERIFIED"

    @property
    def gives_document(self) -> bool:
        """Whether a visitor may have the original bytes."""
        return self is not DisclosureLevel.UNVERIFIED


def level_of(form: CredentialFormat, integrity: Integrity) -> DisclosureLevel:
    """Return the level of a whole credential of that `form`.

    `integrity` is the newest that was found out: an issuer that cannot be reached any more took
    nothing back. What never was INTACT is the holder's word alone.
    """
    if integrity is not Integrity.INTACT:
        return DisclosureLevel.UNVERIFIED
    if form.securing is Securing.HOSTED:
        return DisclosureLevel.ORIGINAL_HOSTED
    return DisclosureLevel.ORIGINAL
