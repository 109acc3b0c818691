"""Parchment Digital Badges, which were Canvas Badges and Canvas Credentials."""

import json

import pytest

from tests.platforms.web import (
    EMAIL,
    code_of,
    key,
    open_badge_2,
    open_badge_3,
    signed,
)
from wallet.platforms import recognise
from wallet.verification.case import KnownIdentities

API, FORMER = "https://api.badges.parchment.com", "https://api.badgr.io"
PAGE = "https://badges.parchment.com"
PATH = "/public/assertions/AbCdEfGhIjKlMnOpQrStUv"
ISSUER = "/public/issuers/XyZ"


@pytest.mark.parametrize("api", [API, FORMER])
async def test_a_page_leads_to_the_region_and_to_the_badgr_that_was_there(web, api):
    said = open_badge_2(web, f"{api}{PATH}", f"{api}/b", f"{api}/i")
    web.puts(f"{api}{PATH}.json", said)
    examined = await web.examines(web.url(f"{PAGE}{PATH}?identity__email=x%40example.org"))
    assert examined.report.verdict == "VERIFIED"
    assert not [path for _, path in web.asked() if "identity__" in path]


@pytest.mark.parametrize(
    ("host", "first"),
    [
        ("badges.parchment.eu", "api.badges.parchment.eu"),
        ("badges.parchment.au", "api.badges.parchment.au"),
        ("api.badges.parchment.ca", "api.badges.parchment.ca"),
        ("demo.badges.parchment.com", "api.demo.badges.parchment.com"),
    ],
)
def test_each_region_has_its_api(host, first):
    recognised = recognise(f"https://{host}{PATH}")
    assert recognised.platform.name == "parchment"
    assert recognised.leads.steps[0].url == f"https://{first}{PATH}.json"


def hosts_credential(web, **edits):
    """A credential of version 3: an https issuer, whose key is an object and no list of one."""
    secret = key()
    issuer, there = web.url(f"{API}{ISSUER}?v=3_0"), web.url(f"{API}{PATH}?v=3_0")
    method = f"{issuer}#key-0"
    profile = {"id": issuer, "type": ["Profile"], "name": "Example Mountain School"}
    web.puts(
        f"{API}{ISSUER}",
        profile
        | {
            "verificationMethod": {
                "id": method,
                "type": "DataIntegrityProof",
                "cryptosuite": "eddsa-rdf-2022",
                "controller": issuer,
                "publicKeyMultibase": secret.public().multikey(),
            }
        },
    )
    status = {"id": web.url(f"{API}{PATH}/revocations"), "type": "1EdTechRevocationList"}
    web.puts(
        f"{API}{PATH}/revocations",
        {"id": status["id"], "issuer": issuer, "revokedCredential": []},
    )
    unsigned = open_badge_3(there, profile, edits={"credentialStatus": status, **edits})
    credential = signed(web, unsigned, method, secret)
    for ending in ("", ".json"):
        web.puts(f"{API}{PATH}{ending}", credential)
    return credential


async def test_a_credential_by_an_issuer_on_the_web_whose_one_key_is_an_object(web):
    hosts_credential(web)
    examined = await web.examines(web.url(f"{PAGE}{PATH}?v=3_0"), KnownIdentities((EMAIL,)))
    assert examined.report.findings
    assert code_of(examined, "issuer.key_binding") is None
    assert (examined.report.verdict, examined.report.trust) == ("VERIFIED", "DOMAIN")
    assert examined.report.recipient == "MATCHED"


async def test_a_credential_that_its_list_names_is_withdrawn(web):
    credential = hosts_credential(web)
    listed = {"id": credential["id"], "revoked": True, "revocationReason": "By mistake"}
    web.puts(
        f"{API}{PATH}/revocations",
        {"issuer": credential["issuer"]["id"], "revokedCredential": [listed]},
    )
    examined = await web.examines(web.url(f"{PAGE}{PATH}?v=3_0"))
    assert examined.report.standing == "REVOKED"


async def test_what_it_says_beyond_other_badges_is_signed_with_the_rest(web):
    achievement = {
        "id": "https://mountain.example/a",
        "type": ["Achievement"],
        "name": "Rock Climbing",
        "description": "Climbs rocks.",
        "criteria": {"narrative": ""},
        "creditsAvailable": 3.0,
        "fieldOfStudy": "Sports",
        "humanCode": "RC-101",
        "specialization": "Granite",
    }
    subject = {
        "type": ["AchievementSubject"],
        "identifier": open_badge_3("urn:x", {})["credentialSubject"]["identifier"],
        "achievement": achievement,
    }
    hosts_credential(web, credentialSubject=subject)
    examined = await web.examines(web.url(f"{PAGE}{PATH}?v=3_0"))
    assert examined.report.integrity == "INTACT", examined.report
    said = examined.credential.content["credentialSubject"]["achievement"]
    assert (said["creditsAvailable"], said["humanCode"]) == (3.0, "RC-101")


async def test_a_downloaded_credential_is_verified_as_the_one_at_its_address(web):
    credential = hosts_credential(web)
    (document,) = web.intake.documents_in(json.dumps(credential, indent=2).encode())
    examined = await web.intake.examine(document, known=KnownIdentities((EMAIL,)))
    assert (examined.report.verdict, examined.report.recipient) == ("VERIFIED", "MATCHED")


async def test_an_assertion_address_leads_to_itself(web):
    said = open_badge_2(web, f"{API}{PATH}", f"{API}/b", f"{API}/i")
    web.puts(f"{API}{PATH}.json", said)
    assert (await web.examines(said["id"])).report.verdict == "VERIFIED"
