"""Open Badge Factory: hosted assertions, signed credentials, and what its files are like."""

import json

import pytest

from tests.documents import pngs
from tests.platforms.web import EMAIL, code_of, key, open_badge_2, open_badge_3, recipient, signed
from wallet.platforms import recognise
from wallet.platforms.platform import Obstacle, ObstacleCode
from wallet.verification.case import KnownIdentities

SITE = "https://openbadgefactory.com"
NAME = "0123456789abcdef0123456789abcdef01234567"
ASSERTION, CREDENTIAL = f"{SITE}/v1/assertion/{NAME}", f"{SITE}/obv3/credentials/{NAME}"
REVOKED = f"{SITE}/obv3/revoked/T5CLIENT/T5BADGE"


def hosts_credential(web, *, listed=(), list_issuer=None, status_at=REVOKED):
    """A credential by a bare key, which the site's own list of withdrawn ones names as issuer."""
    secret = key()
    did = f"did:key:{secret.public().multikey()}"
    profile = {"id": did, "type": ["Profile"], "name": "Example Mountain School"}
    status = {"id": web.url(status_at), "type": "1EdTechRevocationList"}
    unsigned = open_badge_3(
        web.url(CREDENTIAL), profile, edits={"credentialStatus": status, "endorsement": []}
    )
    unsigned.pop("endorsement")
    credential = signed(web, unsigned, f"{did}#{secret.public().multikey()}", secret)
    web.puts(CREDENTIAL, credential)
    web.puts(
        status_at,
        {
            "id": web.url(status_at),
            "issuer": list_issuer or did,
            "revokedCredential": [{"id": each, "revoked": True} for each in listed],
        },
    )
    return credential


@pytest.mark.parametrize("ending", ["", ".html", ".json"])
async def test_an_assertion_page_leads_to_the_assertion(web, ending):
    open_badge_2(web, ASSERTION, f"{SITE}/v1/badge/_/T5.json", f"{SITE}/v1/client/T5.json")
    examined = await web.examines(web.url(f"{ASSERTION}{ending}"), KnownIdentities((EMAIL,)))
    assert (examined.report.verdict, examined.report.recipient) == ("VERIFIED", "MATCHED")


@pytest.mark.parametrize("ending", ["", ".html"])
async def test_a_credential_page_leads_to_the_credential(web, ending):
    hosts_credential(web)
    examined = await web.examines(web.url(f"{CREDENTIAL}{ending}"), KnownIdentities((EMAIL,)))
    assert (examined.report.verdict, examined.report.recipient) == ("VERIFIED", "MATCHED")


async def test_a_bare_key_is_anchored_by_the_site_whose_list_names_it(web):
    hosts_credential(web)
    assert (await web.examines(web.url(CREDENTIAL))).report.trust == "DOMAIN"


async def test_a_bare_key_is_not_anchored_by_a_list_on_another_site(web):
    hosts_credential(web, status_at="https://elsewhere.example/revoked")
    examined = await web.examines(web.url(CREDENTIAL))
    assert examined.report.integrity == "INTACT"
    assert examined.report.trust == "KEY_ONLY"


async def test_a_bare_key_is_not_anchored_by_a_list_of_somebody_else(web):
    hosts_credential(web, list_issuer="did:key:z6MkSomebodyElse")
    examined = await web.examines(web.url(CREDENTIAL))
    assert code_of(examined, "status.revocation") == "STATUS_LIST_ISSUER_MISMATCH"
    assert examined.report.trust == "KEY_ONLY"


async def test_a_credential_that_the_list_names_is_withdrawn(web):
    hosts_credential(web, listed=[web.url(CREDENTIAL)])
    assert (await web.examines(web.url(CREDENTIAL))).report.standing == "REVOKED"


@pytest.mark.parametrize("keyword", [b"openbadges", b"openbadge"])
async def test_a_picture_is_read_whatever_its_keyword_is(web, keyword):
    credential = hosts_credential(web)
    picture = pngs.png(pngs.text(json.dumps(credential).encode(), keyword=keyword))
    (document,) = web.intake.documents_in(picture)
    examined = await web.intake.examine(document, known=None)
    assert examined.report.verdict == "VERIFIED"


@pytest.mark.parametrize("spelled", ["ADA@EXAMPLE.ORG", "Ada@example.org", "ada@example.org"])
async def test_an_address_is_known_however_the_issuer_spelled_it(web, spelled):
    open_badge_2(
        web,
        ASSERTION,
        f"{SITE}/v1/badge/_/T5.json",
        f"{SITE}/v1/client/T5.json",
        edits={"recipient": recipient(spelled)},
    )
    examined = await web.examines(web.url(ASSERTION), KnownIdentities((EMAIL,)))
    assert examined.report.recipient == "MATCHED"


async def test_an_address_with_nothing_there(web):
    refused = await web.intake.documents_at(web.url(f"{ASSERTION}.html"))
    assert (refused.code, refused.needs_learner) == (ObstacleCode.NOT_PUBLIC, True)


async def test_a_withdrawn_assertion_that_says_no_more(web):
    web.puts(ASSERTION, None, http_status=410)
    refused = await web.intake.documents_at(web.url(ASSERTION))
    assert (refused.code, refused.retryable) == ("GONE", False)


def test_a_badge_that_anybody_may_earn_is_refused_with_a_hint():
    leads = recognise(f"{SITE}/v1/badge/_/T5/criteria.html?v=2.0&event=T5").leads
    assert isinstance(leads, Obstacle)
    assert leads.code is ObstacleCode.TEMPLATE_PAGE
