"""A web address in, the steps to the documents of the platform it belongs to out.

The table is in order: those that know their hosts, then those that know their paths on any host,
then any page.
"""

from dataclasses import dataclass

from wallet.credentials.credential import Credential
from wallet.platforms import (
    accredible,
    any_page,
    badgr,
    certifyme,
    credly,
    mozilla_open_badges,
    open_badge_factory,
    open_badge_passport,
    parchment,
    skilljar,
)
from wallet.platforms.address import Address
from wallet.platforms.platform import Obstacle, Platform, Route
from wallet.registry import registry

PLATFORMS = registry(
    credly.PLATFORM,
    parchment.PLATFORM,
    mozilla_open_badges.PLATFORM,
    certifyme.PLATFORM,
    badgr.PLATFORM,
    open_badge_factory.PLATFORM,
    open_badge_passport.PLATFORM,
    skilljar.PLATFORM,
    accredible.PLATFORM,
    any_page.PLATFORM,
    names=lambda platform: [platform.name],
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """An address, the platform it belongs to, and where it leads.

    `identity` is what the address itself said about whom it was issued to.
    """

    address: Address
    platform: Platform
    leads: Route | Obstacle
    identity: str | None = None


def recognise(url: str) -> Recognised | None:
    """Return the first platform that knows the address; None where it is no web address.

    What is personal in it is taken out before anybody is asked.
    """
    address = Address.parse(url)
    if address is None:
        return None
    for platform in PLATFORMS.values():
        bare = address.without(platform.personal)
        leads = platform.route(bare)
        if leads is not None:
            identity = address.value_of(platform.identity) if platform.identity else None
            return Recognised(bare, platform, leads, identity)
    return None


def award_of(credential: Credential) -> str | None:
    """Return the name that a platform gave to a credential's award, as `Platform.award`."""
    names = (platform.award(credential) for platform in PLATFORMS.values())
    return next((name for name in names if name is not None), None)


__all__ = ["PLATFORMS", "Recognised", "award_of", "recognise"]
