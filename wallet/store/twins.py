"""When two credentials are one award in two generations of Open Badges.

Many platforms give an award both as an assertion of version 2 and as a credential of version 3.
Whoever signs a credential writes what they like into it, another's id too. So nothing that one
side says by itself makes two of them twins: each is INTACT, is anchored in the web site where it
lies, and names the learner; and the site's owner gave the award its name. That is so

- where a platform makes the names (`wallet.platforms.award_of`), whoever issues there; or
- where both lie at one address of one issuer's, but for the version that is asked for. Then both
  were made by whoever holds the issuer's address.

Beside it they say the same: the achievement's title and the day of the award.
"""

from datetime import UTC
from types import MappingProxyType
from urllib.parse import parse_qsl, urlencode

from wallet.credentials.credential import Credential, CredentialFormat
from wallet.platforms import award_of
from wallet.store.columns import searchable
from wallet.store.details import first_text
from wallet.store.keys import row_key
from wallet.verification.addresses import place_of
from wallet.verification.domains import domain_of
from wallet.verification.report import Integrity, RecipientBinding, Report, TrustAnchor

_GENERATIONS = MappingProxyType(
    {
        CredentialFormat.OPEN_BADGES_1_HOSTED: 1,
        CredentialFormat.OPEN_BADGES_1_SIGNED: 1,
        CredentialFormat.OPEN_BADGES_2_HOSTED: 2,
        CredentialFormat.OPEN_BADGES_2_SIGNED: 2,
        CredentialFormat.OPEN_BADGES_3_LINKED_DATA: 3,
        CredentialFormat.OPEN_BADGES_3_JWT: 3,
    }
)
_ANCHORED = (TrustAnchor.DOMAIN, TrustAnchor.REGISTERED)
_VERSION = "v"
_JSON = ".json"


def generation_of(form: CredentialFormat) -> int | None:
    """Return the generation of Open Badges, None for what is none."""
    return _GENERATIONS.get(form)


def award_key(credential: Credential, report: Report) -> str | None:
    """Return what an award's credentials have in common, in whichever generation.

    None where no other can be its twin. Two are twins where their keys are the same and their
    generations are not; `report` is for the learner who holds both.
    """
    name = _name(credential, report.trust)
    title = searchable(first_text(credential.title))
    day = credential.valid_from or credential.awarded_at
    if (
        generation_of(credential.format) is None
        or report.integrity is not Integrity.INTACT
        or report.recipient is not RecipientBinding.MATCHED
        or name is None
        or not title
        or day is None
    ):
        return None
    return row_key("award", name, title, day.astimezone(UTC).date().isoformat())


def _name(credential: Credential, trust: TrustAnchor) -> str | None:
    """Return what the site calls the award in which the credential both lies and is anchored."""
    place, issuer = credential.place or "", credential.issuer.id
    here = domain_of(place)
    anchor = domain_of(issuer)
    if anchor is None and trust is TrustAnchor.DOMAIN:
        anchor = here  # a bare key is anchored where the award lies: that site names it
    if trust not in _ANCHORED or here is None or here != anchor:
        return None
    of_platform = award_of(credential)
    if of_platform is not None:
        return f"platform {of_platform}"
    own, issuers = _of_any_version(place), _of_any_version(issuer or "")
    return f"address {own} {issuers}" if own and issuers else None


def _of_any_version(url: str) -> str | None:
    """Return an address but for what asks for a version; None for one that is no https address."""
    place = place_of(url)
    if place is None or place.scheme != "https":
        return None
    asked = [each for each in parse_qsl(place.query, keep_blank_values=True) if each[0] != _VERSION]
    return f"{place.authority}{place.path.removesuffix(_JSON)}?{urlencode(asked)}"
