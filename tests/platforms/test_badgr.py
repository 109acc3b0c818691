"""Badgr: its cloud by region, servers of one's own by their paths, and what their links carry."""

import json

import pytest

from tests.documents import pngs
from tests.platforms.web import EMAIL, ISSUED, code_of, open_badge_2, recipient
from wallet.platforms import recognise
from wallet.platforms.platform import ChoiceState, Obstacle, ObstacleCode
from wallet.verification.case import KnownIdentities

NAME = "AbCdEfGhIjKlMnOpQrStUv"
API = "https://api.badgr.io"
OWN = "https://badges.school.example"
PATH = f"/public/assertions/{NAME}"


def hosts_assertion(web, origin=API, **edits):
    """Host an assertion as Badgr does: JSON unless HTML is accepted, and always behind .json."""
    said = open_badge_2(
        web,
        f"{origin}{PATH}",
        f"{origin}/public/badges/AAAAAAAAAAAAAAAAAAAAAA",
        f"{origin}/public/issuers/BBBBBBBBBBBBBBBBBBBBBB",
        edits={"verification": {"type": "HostedBadge"}, **edits},
    )
    shown = web.answers[origin.removeprefix("https://"), PATH]

    async def negotiates(asked):
        if "text/html" in asked.headers["accept"] or "bot" in asked.headers["user-agent"].lower():
            await asked.reply(302, location=f"https://ui.example{PATH}")
        else:
            await shown(asked)

    web.does(f"{origin}{PATH}", negotiates)
    web.does(f"{origin}{PATH}.json", shown)
    return said


@pytest.mark.parametrize(
    ("page", "api"),
    [
        ("https://badgr.com", "https://api.badgr.io"),
        ("https://eu.badgr.com", "https://api.eu.badgr.io"),
        ("https://api.badgr.io", "https://api.badgr.io"),
        (OWN, OWN),
    ],
)
async def test_a_page_leads_to_the_api_of_its_region_or_its_own_server(web, page, api):
    hosts_assertion(web, api)
    examined = await web.examines(web.url(f"{page}{PATH}"), KnownIdentities((EMAIL,)))
    assert examined.report.verdict == "VERIFIED"
    assert examined.report.recipient == "MATCHED"


@pytest.mark.parametrize(
    ("host", "api"),
    [
        ("au.badgr.com", "api.au.badgr.io"),
        ("school.au.badgr.com", "api.au.badgr.io"),
        ("ca.badgr.com", "api.ca.badgr.io"),
        ("school.badgr.com", "api.badgr.io"),
        ("api.test.badgr.com", "api.test.badgr.com"),
    ],
)
def test_each_region_has_its_api(host, api):
    (step,) = recognise(f"https://{host}{PATH}").leads.steps
    assert step.url == f"https://{api}{PATH}.json"


@pytest.mark.parametrize("version", ["1_1", "2_0", "3_0"])
def test_a_version_that_is_asked_for_is_asked_on(version):
    (step,) = recognise(f"https://badgr.com{PATH}?v={version}&identity__email=a%40b.c").leads.steps
    assert step.url == f"{API}{PATH}.json?v={version}"


async def test_the_address_of_a_person_in_a_link_goes_no_further(web):
    hosts_assertion(web)
    page = web.url(f"https://badgr.com{PATH}?identity__email=ada%40example.org&x=1")
    recognised = recognise(page)
    assert recognised.identity == "ada@example.org"
    assert "ada" not in recognised.address.url
    assert recognised.address.query == "x=1"
    assert (await web.examines(page)).report.verdict == "VERIFIED"
    assert not [path for _, path in web.asked() if "identity__" in path or "ada" in path]


@pytest.mark.parametrize("http_status", [200, 410])
async def test_a_revoked_badge_leaves_a_stub(web, http_status):
    stub = {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": web.url(f"{API}{PATH}"),
        "revoked": True,
        "revocationReason": "Awarded by mistake",
    }
    for ending in ("", ".json"):
        web.puts(f"{API}{PATH}{ending}", stub, http_status=http_status)
    examined = await web.examines(web.url(f"https://badgr.com{PATH}"))
    assert examined.report.standing == "REVOKED"
    assert examined.report.integrity != "BROKEN"


async def test_a_badge_that_was_imported_there_is_verified_where_it_is_from(web):
    origin = "https://origin.example"
    open_badge_2(web, f"{origin}/a/1", f"{origin}/b/1", f"{origin}/i/1")
    copy = {**open_badge_2(web, f"{origin}/a/1", f"{origin}/b/1", f"{origin}/i/1")}
    for ending in ("", ".json"):
        web.puts(f"{API}{PATH}{ending}", copy | {"sourceUrl": web.url(f"{origin}/a/1")})
    examined = await web.examines(web.url(f"https://badgr.com{PATH}"))
    assert examined.report.verdict == "VERIFIED"
    assert examined.credential.id == web.url(f"{origin}/a/1")


async def test_a_copy_that_names_another_host_proves_nothing_there(web):
    copy = open_badge_2(web, f"{API}{PATH}", f"{API}/b", f"{API}/i")
    web.puts(f"{API}{PATH}.json", copy | {"id": web.url("https://origin.example/a/1")})
    examined = await web.examines(web.url(f"https://badgr.com{PATH}"))
    assert examined.report.verdict == "INCOMPLETE"
    assert code_of(examined, "issuer.hosting_scope") == "HOST_UNREACHABLE"


async def test_a_badge_whose_parts_are_embedded(web):
    api = API
    badge = {
        "type": "BadgeClass",
        "id": web.url(f"{api}/b"),
        "name": "Rock Climbing",
        "description": "Climbs rocks.",
        "criteria": {},
        "issuer": {"type": "Issuer", "id": web.url(f"{api}/i"), "name": "Example Mountain School"},
    }
    open_badge_2(web, f"{api}{PATH}", f"{api}/b", f"{api}/i")
    said = open_badge_2(web, f"{api}{PATH}", f"{api}/b", f"{api}/i", edits={"badge": badge})
    web.puts(f"{api}{PATH}.json", said)
    examined = await web.examines(
        web.url(f"https://badgr.com{PATH}?expand=badge&expand=badge.issuer")
    )
    assert examined.report.verdict == "VERIFIED"
    assert examined.credential.issuer.name == {"und": "Example Mountain School"}


async def test_a_badge_of_version_1_1(web):
    there = web.url(f"{API}{PATH}?v=1_1")
    issuer, badge = web.url(f"{API}/i?v=1_1"), web.url(f"{API}/b?v=1_1")
    said = {
        "@context": "https://w3id.org/openbadges/v1",
        "type": "Assertion",
        "id": there,
        "uid": NAME,
        "recipient": recipient(),
        "badge": badge,
        "verify": {"type": "hosted", "url": there},
        "issuedOn": ISSUED,
    }
    for ending in ("", ".json"):
        web.puts(f"{API}{PATH}{ending}", said)
    named = {"@context": "https://w3id.org/openbadges/v1", "name": "Rock Climbing"}
    web.puts(
        f"{API}/b",
        {
            **named,
            "type": "BadgeClass",
            "id": badge,
            "description": "x",
            "issuer": issuer,
            "criteria": "https://mountain.example/c",
            "image": "https://mountain.example/i",
        },
    )
    web.puts(
        f"{API}/i", {**named, "type": "Issuer", "id": issuer, "url": "https://mountain.example"}
    )
    examined = await web.examines(web.url(f"https://badgr.com{PATH}?v=1_1"))
    assert examined.credential.format == "OPEN_BADGES_1_HOSTED"
    assert examined.report.integrity == "INTACT"


async def test_a_badge_that_is_pending_or_private_is_told_so(web):
    refused = await web.intake.documents_at(web.url(f"https://badgr.com{PATH}"))
    assert (refused.code, refused.needs_learner) == (ObstacleCode.NOT_PUBLIC, True)


async def test_a_server_of_ones_own_without_the_ending_answers_as_any_page(web):
    said = open_badge_2(web, f"{OWN}{PATH}", f"{OWN}/b", f"{OWN}/i")
    assert said["id"] == web.url(f"{OWN}{PATH}")
    examined = await web.examines(web.url(f"{OWN}{PATH}"))
    assert examined.report.verdict == "VERIFIED"


def test_a_badge_class_is_refused_with_a_hint():
    leads = recognise("https://badgr.com/public/badges/AAAAAAAAAAAAAAAAAAAAAA").leads
    assert isinstance(leads, Obstacle)
    assert leads.code is ObstacleCode.TEMPLATE_PAGE


@pytest.mark.parametrize("wrapped", [True, False])
async def test_a_collection_is_a_pick_list(web, wrapped):
    badge = {"name": "Rock Climbing", "issuer": {"name": "Example Mountain School"}}
    badges = [
        {
            "id": f"{API}/public/assertions/1",
            "badge": badge,
            "issuedOn": ISSUED,
            "image": {"id": "https://pictures.example/1.png"},
        },
        {"id": f"{API}/public/assertions/2", "badge": f"{API}/b", "revoked": True},
        {"id": f"{API}/public/assertions/3", "badge": badge, "acceptance": "Unaccepted"},
        f"{API}/public/assertions/4",
        {"id": "urn:no-address", "badge": badge},
        None,
    ]
    web.puts(f"{API}/public/collections/0a1b2c.json", {"badges": badges} if wrapped else badges)
    refused = await web.intake.documents_at(web.url("https://badgr.com/public/collections/0a1b2c"))
    assert refused.code == ObstacleCode.CHOICE_NEEDED
    first, second, third, fourth = refused.choices
    assert (first.title, first.issuer) == ("Rock Climbing", "Example Mountain School")
    assert (first.issued_on, first.picture) == ("2026-01-10", "https://pictures.example/1.png")
    assert [each.state for each in (second, third)] == [ChoiceState.REVOKED, ChoiceState.PENDING]
    assert fourth.address == f"{API}/public/assertions/4"
    (path,) = web.asked("api.badgr.io")
    assert path.endswith("?expand=badge&expand=badge.issuer")


@pytest.mark.parametrize("keyword", [b"openbadges", b"openbadgecredential"])
async def test_a_downloaded_picture_is_read_whatever_its_keyword_is(web, keyword):
    said = hosts_assertion(web)
    picture = pngs.png(pngs.international(json.dumps(said).encode(), keyword=keyword))
    (document,) = web.intake.documents_in(picture)
    examined = await web.intake.examine(document, known=KnownIdentities((EMAIL,)))
    assert (examined.report.verdict, examined.report.recipient) == ("VERIFIED", "MATCHED")
