"""Credly: what a learner copies there, and what its public endpoints answer."""

import json
from asyncio import sleep
from urllib.parse import parse_qs

import pytest

from tests.documents import pngs
from tests.platforms.web import (
    EMAIL,
    ORGANISATION,
    UUID,
    code_of,
    did_document,
    did_web,
    key,
    open_badge_2,
    open_badge_3,
    recipient,
    signed,
)
from wallet.intake import Refused
from wallet.platforms import recognise
from wallet.platforms.platform import ChoiceState, Obstacle, ObstacleCode
from wallet.verification.case import KnownIdentities

WWW, API = "https://www.credly.com", "https://api.credly.com"
CREDENTIAL = f"{WWW}/api/v1/obi/v3/open_badge_credentials/{UUID}"
ASSERTION = f"{API}/v1/obi/v2/badge_assertions/{UUID}"
CLASS = f"{API}/v1/obi/v2/issuers/{ORGANISATION}/badge_classes/1"
ISSUER = f"{API}/v1/obi/v2/issuers/{ORGANISATION}"
APPLICATION = '<html><head><meta property="og:title" content="A badge"></head><body></body></html>'


def hosts_assertion(web, **edits):
    # Credly writes no salt: the hash is of the address alone
    return open_badge_2(
        web, ASSERTION, CLASS, ISSUER, edits={"recipient": recipient(salt=""), **edits}
    )


def hosts_credential(web, **edits):
    secret = key()
    did = did_web(web, "www.credly.com", "api", "v1", "obi", "v3", "issuers", ORGANISATION)
    method = f"{did}#key-1"
    web.puts(
        f"{WWW}/api/v1/obi/v3/issuers/{ORGANISATION}/did.json", did_document(did, method, secret)
    )
    profile = {"id": did, "type": ["Profile"], "name": "Example Mountain School"}
    credential = signed(
        web, open_badge_3(web.url(CREDENTIAL), profile, edits=edits), method, secret
    )
    web.puts(CREDENTIAL, credential)
    return credential


@pytest.mark.parametrize(
    "page",
    [
        f"{WWW}/badges/{UUID}",
        f"{WWW}/badges/{UUID}/public_url",
        f"{WWW}/badges/{UUID}/linked_in_profile",
        f"{WWW}/earner/earned/badge/{UUID}",
        f"https://www.youracclaim.com/badges/{UUID.upper()}/public_url",
    ],
)
async def test_a_badge_page_leads_to_the_assertion(web, page):
    hosts_assertion(web)
    examined = await web.examines(web.url(page), KnownIdentities((EMAIL,)))
    assert examined.report.integrity == "INTACT"
    assert examined.report.standing == "CURRENT"
    assert examined.report.trust == "DOMAIN"
    assert examined.credential.title == {"und": "Rock Climbing"}
    # whoever knows the address could make such a hash: matched, and said to be weak
    assert examined.report.recipient == "MATCHED"
    assert code_of(examined, "recipient.identity") == "RECIPIENT_WEAK_HASH"


async def test_a_badge_page_leads_to_the_signed_credential_first(web):
    hosts_assertion(web)
    hosts_credential(web)
    examined = await web.examines(web.url(f"{WWW}/badges/{UUID}"), KnownIdentities((EMAIL,)))
    assert examined.credential.format == "OPEN_BADGES_3_LINKED_DATA"
    assert (examined.report.verdict, examined.report.trust) == ("VERIFIED", "DOMAIN")
    assert examined.report.recipient == "MATCHED"
    assert not web.asked("api.credly.com")


async def test_an_assertion_address_leads_to_itself(web):
    hosts_assertion(web)
    hosts_credential(web)
    examined = await web.examines(web.url(ASSERTION))
    assert examined.credential.format == "OPEN_BADGES_2_HOSTED"
    assert examined.report.verdict == "VERIFIED"


async def test_a_downloaded_picture_is_read_with_its_letters_as_they_are(web):
    credential = hosts_credential(web, name="SAFe® Climber")
    said = json.dumps(credential, ensure_ascii=False).encode()
    picture = pngs.png(pngs.international(said, keyword=b"openbadgecredential"))
    (document,) = web.intake.documents_in(picture)
    examined = await web.intake.examine(document, known=KnownIdentities((EMAIL,)))
    assert examined.report.verdict == "VERIFIED"
    assert examined.credential.content["name"] == "SAFe® Climber"


@pytest.mark.parametrize("http_status", [401, 403, 404])
async def test_a_private_badge_is_told_to_be_private_and_never_false(web, http_status):
    for address in (CREDENTIAL, ASSERTION):
        web.puts(address, APPLICATION, http_status=http_status)
    refused = await web.intake.documents_at(web.url(f"{WWW}/badges/{UUID}"))
    assert isinstance(refused, Refused)
    assert (refused.code, refused.needs_learner) == (ObstacleCode.NOT_PUBLIC, True)
    assert "set it to public" in refused.message
    assert refused.report.verdict == "INCOMPLETE"
    assert [tried.address for tried in refused.tried] == [web.url(CREDENTIAL), web.url(ASSERTION)]


async def test_an_error_page_with_status_200_is_no_document(web):
    web.puts(CREDENTIAL, APPLICATION)
    hosts_assertion(web)
    examined = await web.examines(web.url(f"{WWW}/badges/{UUID}"))
    assert examined.credential.format == "OPEN_BADGES_2_HOSTED"


@pytest.mark.parametrize("http_status", [200, 410])
async def test_a_withdrawn_badge_is_told_to_be_withdrawn(web, http_status):
    said = hosts_assertion(web, revoked=True, revocationReason="Issued in error")
    web.puts(ASSERTION, said, http_status=http_status)
    examined = await web.examines(web.url(f"{WWW}/badges/{UUID}"))
    assert examined.report.standing == "REVOKED"
    assert examined.report.verdict == "NOT_VERIFIED"


async def test_too_many_requests_are_told_with_when_to_come_back(web):
    web.puts(CREDENTIAL, None, http_status=429, retry_after="120")
    refused = await web.intake.documents_at(web.url(f"{WWW}/badges/{UUID}"))
    assert (refused.code, refused.retryable) == (ObstacleCode.PLATFORM_BUSY, True)
    assert refused.retry_after == 120
    assert "in 2 minutes" in refused.message


async def test_a_slow_answer_is_worth_another_try(web):
    async def never(asked):
        del asked
        await sleep(30)

    web.does(CREDENTIAL, never)
    refused = await web.intake.documents_at(web.url(f"{WWW}/badges/{UUID}"))
    assert (refused.code, refused.retryable, refused.needs_learner) == ("TIMED_OUT", True, False)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/org/example-school/badge/rock-climbing", ObstacleCode.TEMPLATE_PAGE),
        ("/users/sign_in", ObstacleCode.SIGN_IN_NEEDED),
        ("/earner/dashboard", ObstacleCode.SIGN_IN_NEEDED),
    ],
)
def test_what_is_no_badge_of_the_learners_is_refused_with_a_hint(path, code):
    leads = recognise(f"{WWW}{path}").leads
    assert isinstance(leads, Obstacle)
    assert leads.code is code
    assert "bring" in leads.message


def entry(number, **edits):
    return {
        "id": f"{number:08d}-2222-4333-8444-555555555555",
        "issued_at_date": "2026-01-10",
        "state": "accepted",
        "is_private_badge": False,
        "image_url": "https://images.credly.com/a.png",
        "badge_template": {"name": f"Badge {number}"},
        "issuer": {"entities": [{"entity": {"name": "Example Mountain School"}}]},
        **edits,
    }


def listing(*pages):
    async def answer(asked):
        number = int(parse_qs(asked.path.partition("?")[2])["page"][0])
        assert "application/json" in asked.headers["accept"]
        body = {"data": pages[number - 1], "metadata": {"total_pages": len(pages)}}
        await asked.reply(200, json.dumps(body).encode(), content_type="application/json")

    return answer


async def test_a_profile_is_a_pick_list_over_all_its_pages(web):
    hostile = entry(
        4, badge_template={"name": "Evil\u202e <b>name</b>\u2066"}, image_url="javascript:1"
    )
    web.does(
        f"{WWW}/users/ada-l/badges.json",
        listing(
            [entry(1), entry(2, is_private_badge=True), entry(3, state="pending")],
            [hostile, entry(5, state="revoked"), entry(1), {"id": "no id"}, 7],
        ),
    )
    refused = await web.intake.documents_at(web.url(f"{WWW}/users/ada-l"))
    assert (refused.code, refused.needs_learner) == (ObstacleCode.CHOICE_NEEDED, True)
    assert refused.has_all_choices
    assert [choice.state for choice in refused.choices] == [
        ChoiceState.AVAILABLE,
        ChoiceState.PRIVATE,
        ChoiceState.PENDING,
        ChoiceState.AVAILABLE,
        ChoiceState.REVOKED,
    ]
    first, *_, evil, _ = refused.choices
    assert first.address == web.url(f"{WWW}/badges/{entry(1)['id']}")
    assert (first.title, first.issuer) == ("Badge 1", "Example Mountain School")
    assert (first.issued_on, first.picture) == ("2026-01-10", "https://images.credly.com/a.png")
    assert (evil.title, evil.picture) == ("Evil <b>name</b>", None)


async def test_a_profile_without_end_is_bounded_and_says_so(web):
    pages = [[entry(number * 48 + each) for each in range(48)] for number in range(40)]
    web.does(f"{WWW}/users/ada-l/badges.json", listing(*pages))
    refused = await web.intake.documents_at(web.url(f"{WWW}/users/ada-l/badges"))
    assert len(refused.choices) == 500
    assert not refused.has_all_choices
    assert "and more" in refused.message
    assert len(web.asked()) < 20


async def test_a_list_that_breaks_off_gives_what_came(web):
    answers = listing([entry(1)], [entry(2)])

    async def breaks(asked):
        if "page=2" in asked.path:
            await asked.reply(500, b"")
        else:
            await answers(asked)

    web.does(f"{WWW}/users/ada-l/badges.json", breaks)
    refused = await web.intake.documents_at(web.url(f"{WWW}/users/ada-l"))
    assert [choice.title for choice in refused.choices] == ["Badge 1"]
    assert not refused.has_all_choices


async def test_a_profile_that_is_not_public(web):
    web.puts(f"{WWW}/users/ada-l/badges.json", APPLICATION, http_status=404)
    refused = await web.intake.documents_at(web.url(f"{WWW}/users/ada-l"))
    assert (refused.code, refused.needs_learner) == (ObstacleCode.NOT_PUBLIC, True)
    assert "profile" in refused.message
