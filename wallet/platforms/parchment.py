"""Parchment Digital Badges: Canvas Badges and Canvas Credentials until 2025, a Badgr before.

It has hosts of its own in each region, and those of Badgr still answer beside them.
"""

import re

from wallet.credentials.credential import Credential
from wallet.platforms.address import Address
from wallet.platforms.badgr import IDENTITY, PERSONAL, award_on, route_on
from wallet.platforms.platform import Obstacle, Platform, Route

_HOST = re.compile(r"(?:www\.|api\.)?(?:(demo|test)\.)?badges\.parchment\.(com|eu|au|ca|sg)")
_FORMER = {
    "com": "api.badgr.io",
    "eu": "api.eu.badgr.io",
    "au": "api.au.badgr.io",
    "ca": "api.ca.badgr.io",
    "sg": "api.sg.badgr.io",
}


def route(address: Address) -> Route | Obstacle | None:
    """Lead an address to its region's API, then to the one of Badgr that was there before."""
    found = _HOST.fullmatch(address.host)
    if found is None:
        return None
    stage, region = found[1], found[2]
    api = f"api.{stage}.badges.parchment.com" if stage else f"api.badges.parchment.{region}"
    return route_on(address, (api, _former(stage, region)))


def award(credential: Credential) -> str | None:
    """Name an award as the Badgr that was there before, whose names went on."""
    address = Address.parse(credential.place or "")
    found = _HOST.fullmatch(address.host) if address else None
    return award_on(credential, _former(found[1], found[2])) if found else None


def _former(stage: str | None, region: str) -> str:
    return f"api.{stage}.badgr.com" if stage else _FORMER[region]


PLATFORM = Platform(
    name="parchment", route=route, personal=PERSONAL, identity=IDENTITY, award=award
)
