"""How much a link can honestly say: the strongest level that the source allows, never blurred."""

from enum import StrEnum

from wallet.credentials.credential import CredentialFormat, Securing
from wallet.verification.report import Integrity


class DisclosureLevel(StrEnum):
    """What visitors see of a credential and who vouches for it (design section 6).

    ISSUER_SUBSET and WALLET_EXCERPT are of chosen fields, ORIGINAL and ORIGINAL_HOSTED of wholes.
    """

    ORIGINAL = "ORIGINAL"
    ORIGINAL_HOSTED = "ORIGINAL_HOSTED"
    ISSUER_SUBSET = "ISSUER_SUBSET"
    WALLET_EXCERPT = "WALLET_EXCERPT"
    UNVERIFIED = "UNVERIFIED"

    @property
    def gives_document(self) -> bool:
        """Whether a visitor may have what was signed or shown."""
        return self is not DisclosureLevel.UNVERIFIED


def level_of(
    form: CredentialFormat, integrity: Integrity, chosen: str | None = None
) -> DisclosureLevel:
    """Return the level of a credential of that `form`, whole or with fields `chosen`.

    `chosen` is what the choice was published as, None for the whole. `integrity` is the newest
    that was found out: an issuer that cannot be reached any more took nothing back. What never was
    INTACT is the holder's word alone.
    """
    if integrity is not Integrity.INTACT:
        return DisclosureLevel.UNVERIFIED
    if chosen is not None:
        return DisclosureLevel(chosen)
    if form.securing is Securing.HOSTED:
        return DisclosureLevel.ORIGINAL_HOSTED
    return DisclosureLevel.ORIGINAL
