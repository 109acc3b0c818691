"""Mozilla's Backpack and the sites beside it, which closed in 2019 and answer no more.

What learners still have are baked pictures, which need no page. An address there is told to be
closed, so that nobody takes the silence for something against the badge.
"""

from wallet.platforms.address import Address
from wallet.platforms.platform import Obstacle, ObstacleCode, Platform

_CLOSED = frozenset(
    {
        "backpack.openbadges.org",
        "badges.mozilla.org",
        "badges.webmaker.org",
        "beta.openbadges.org",
        "openbadges.mozilla.org",
        "webmaker.org",
        "www.webmaker.org",
    }
)
_GONE = Obstacle(
    ObstacleCode.PLATFORM_CLOSED,
    "Mozilla closed this site in 2019, and it shows badges no more. That says nothing against the "
    "badge. If you kept its picture (PNG or SVG) as it was downloaded then, bring that file: the "
    "badge is in it.",
)


def route(address: Address) -> Obstacle | None:
    """Tell an address of a closed site."""
    return _GONE if address.host in _CLOSED else None


PLATFORM = Platform(name="mozilla_open_badges", route=route)
