"""Mozilla's Open Badges: sites that are gone, and pictures that outlived them."""

import json

import pytest

from tests.documents import pngs
from tests.platforms.web import EMAIL, code_of, recipient
from wallet.platforms import recognise
from wallet.platforms.platform import ObstacleCode
from wallet.verification.case import KnownIdentities

GONE = "https://badges.gone-since-2014.example"
ASSERTION_1_0 = {
    "uid": "123abc",
    "recipient": recipient(),
    "badge": {
        "name": "Webmaker",
        "description": "x",
        "image": f"{GONE}/i",
        "criteria": f"{GONE}/c",
        "issuer": f"{GONE}/issuer",
    },
    "issuedOn": 1456370703,
    "verify": {"type": "hosted", "url": f"{GONE}/a"},
}
ASSERTION_1_1 = {
    "@context": "https://w3id.org/openbadges/v1",
    "type": "Assertion",
    "id": f"{GONE}/a",
    **ASSERTION_1_0,
}
SVG = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="http://openbadges.org">
<openbadges:assertion verify="{url}"><![CDATA[{json}]]></openbadges:assertion></svg>"""


def png(said):
    return pngs.png(pngs.text(json.dumps(said).encode()))


def svg(said):
    return SVG.format(url=said["verify"]["url"], json=json.dumps(said)).encode()


@pytest.mark.parametrize("said", [ASSERTION_1_0, ASSERTION_1_1], ids=["1.0", "1.1"])
@pytest.mark.parametrize("bake", [png, svg])
async def test_a_picture_whose_site_is_gone_is_never_forged(web, said, bake):
    (document,) = web.intake.documents_in(bake(said))
    examined = await web.intake.examine(document, known=KnownIdentities((EMAIL,)))
    assert examined.report.verdict == "INCOMPLETE"
    assert (examined.report.integrity, examined.report.standing) == ("UNKNOWN", "UNKNOWN")
    assert code_of(examined, "issuer.hosting_scope") == "HOST_UNREACHABLE"
    # what can still be said: what it is, and that it names this learner
    assert examined.credential.title == {"und": "Webmaker"}
    assert examined.report.recipient == "MATCHED"


async def test_a_badge_of_0_5_whose_site_is_gone_is_never_forged(web):
    said = {
        "recipient": EMAIL,
        "issued_on": "2011-12-31",
        "badge": {
            "version": "0.5.0",
            "name": "Webmaker",
            "image": "/i.png",
            "description": "x",
            "criteria": "/c",
            "issuer": {"origin": GONE, "name": "Example Makers"},
        },
    }
    (document,) = web.intake.documents_in(png(said))
    examined = await web.intake.examine(document, known=KnownIdentities((EMAIL,)))
    assert (examined.report.verdict, examined.report.recipient) == ("INCOMPLETE", "MATCHED")


async def test_a_picture_that_holds_no_more_than_a_dead_address(web):
    picture = pngs.png(pngs.text(f"{GONE}/a".encode()))
    (document,) = web.intake.documents_in(picture)
    refused = await web.intake.examine(document, known=None)
    assert refused.code == "HOST_UNREACHABLE"
    assert refused.report.verdict == "INCOMPLETE"


@pytest.mark.parametrize(
    "address", ["https://backpack.openbadges.org/share/1a2b", "http://beta.openbadges.org/x"]
)
async def test_an_address_there_is_told_to_be_closed(web, address):
    refused = await web.intake.documents_at(address)
    assert (refused.code, refused.needs_learner) == (ObstacleCode.PLATFORM_CLOSED, True)
    assert "says nothing against" in refused.message
    assert refused.report.verdict == "INCOMPLETE"
    assert not web.asked()
    assert recognise(address).platform.name == "mozilla_open_badges"
