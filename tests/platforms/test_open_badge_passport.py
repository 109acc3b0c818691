"""Open Badge Passport: a page leads to where the badge was issued, a profile shows many."""

import pytest

from tests.platforms.web import open_badge_2
from wallet.platforms.platform import ObstacleCode

SITE = "https://openbadgepassport.com"
FACTORY = "https://openbadgefactory.com"
ASSERTION = f"{FACTORY}/v1/assertion/0123456789abcdef0123456789abcdef01234567"
APPLICATION = '<html><head><meta property="og:title" content="A badge"></head></html>'


def hosts_badge(web, prefix="/obpv1", **said):
    open_badge_2(web, ASSERTION, f"{FACTORY}/v1/badge/_/T5.json", f"{FACTORY}/v1/client/T5.json")
    web.puts(
        f"{SITE}{prefix}/badge/info/123",
        {"id": 123, "name": "Rock Climbing", "assertion_url": web.url(ASSERTION)} | said,
    )


@pytest.mark.parametrize("prefix", ["/obpv1", "/app/obpv1"])
@pytest.mark.parametrize("ending", ["", "/embed", "/full/embed"])
async def test_a_page_leads_to_where_the_badge_was_issued(web, prefix, ending):
    hosts_badge(web, prefix)
    examined = await web.examines(web.url(f"{SITE}/app/badge/info/123{ending}"))
    assert examined.report.verdict == "VERIFIED"
    assert examined.credential.id == web.url(ASSERTION)


@pytest.mark.parametrize("http_status", [401, 404])
async def test_a_page_that_is_not_public_asks_for_the_file(web, http_status):
    web.puts(f"{SITE}/obpv1/badge/info/123", {"message": "no"}, http_status=http_status)
    web.puts(f"{SITE}/app/badge/info/123", APPLICATION)
    refused = await web.intake.documents_at(web.url(f"{SITE}/app/badge/info/123"))
    assert (refused.code, refused.needs_learner) == (ObstacleCode.NOT_PUBLIC, True)
    assert "download" in refused.message


async def test_an_address_that_leads_inside_is_not_followed(web):
    hosts_badge(web, assertion_url="https://127.0.0.1/v1/assertion")
    refused = await web.intake.documents_at(web.url(f"{SITE}/app/badge/info/123"))
    assert refused.code == ObstacleCode.NOT_PUBLIC


async def test_a_page_of_many_is_a_pick_list(web):
    blocks = [
        {"type": "heading", "content": "Mine"},
        {"type": "badge", "badge": {"id": 1, "name": "Rock Climbing", "image_file": "file/1.png"}},
        {"type": "showcase", "badges": [{"id": 2, "name": "Ice"}, {"id": 1}, {"id": "x"}, 3]},
    ]
    web.puts(f"{SITE}/obpv1/page/view/77", {"page": {"blocks": blocks}})
    refused = await web.intake.documents_at(web.url(f"{SITE}/app/page/view/77"))
    assert refused.code == ObstacleCode.CHOICE_NEEDED
    assert {(each.address, each.title) for each in refused.choices} >= {
        (web.url(f"{SITE}/app/badge/info/2"), "Ice")
    }
    assert len(refused.choices) == 2


async def test_a_profile_is_a_pick_list(web):
    badges = [{"id": 5, "name": "Rock Climbing", "issuer_content_name": "Mountain School"}]
    web.puts(f"{SITE}/app/obpv1/profile/9", {"badges": badges})
    refused = await web.intake.documents_at(web.url(f"{SITE}/app/profile/9"))
    (found,) = refused.choices
    assert (found.title, found.issuer) == ("Rock Climbing", "Mountain School")


async def test_a_page_without_badges_is_told_to_be_so(web):
    web.puts(f"{SITE}/obpv1/page/view/77", {"page": {"blocks": []}})
    refused = await web.intake.documents_at(web.url(f"{SITE}/app/page/view/77"))
    assert refused.code == ObstacleCode.NOT_PUBLIC
    assert not refused.choices
