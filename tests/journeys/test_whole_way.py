"""The whole way over HTTP: sign in, import, read, put in order, share, revoke."""

import json
import shutil
from asyncio import sleep
from collections import Counter

import pytest
from anyio import fail_after
from gql.transport.exceptions import TransportQueryError
from httpx import AsyncClient
from playwright.async_api import async_playwright

from tests.journeys.carriers import carriers_of
from tests.journeys.person import IMPORT, Person, file
from wallet.demonstration import RECIPIENT, awards
from wallet.demonstration.issuer import library_of
from wallet.demonstration.issuing import Maker
from wallet.proofs.contexts import Contexts

CHROMIUM = shutil.which("chromium")
BROWSER_ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-first-run"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
FORMER_ADDRESS = "robin.former@wallet.example"

# Verdict, integrity, standing, trust, recipient, and the codes of what did not pass.
_GENUINE = ("VERIFIED", "INTACT", "CURRENT", "DOMAIN", "MATCHED", set())
FOUND = {
    awards.LASER_CUTTING.slug: ("OPEN_BADGES_2_HOSTED", *_GENUINE),
    awards.MENTORING.slug: ("OPEN_BADGES_2_SIGNED", *_GENUINE),
    awards.DATA_ANALYSIS.slug: ("OPEN_BADGES_3_LINKED_DATA", *_GENUINE),
    awards.CONVERSATION.slug: ("OPEN_BADGES_3_JWT", *_GENUINE),
    awards.RESEARCH.slug: (
        *("OPEN_BADGES_3_LINKED_DATA", "VERIFIED", "INTACT", "CURRENT", "KEY_ONLY", "MATCHED"),
        set(),
    ),
    awards.LABORATORY.slug: (
        *("OPEN_BADGES_3_LINKED_DATA", "NOT_VERIFIED", "INTACT", "REVOKED", "DOMAIN", "MATCHED"),
        {"status.revocation FAIL REVOKED"},
    ),
    awards.PRINTING.slug: (
        *("OPEN_BADGES_2_HOSTED", "NOT_VERIFIED", "UNKNOWN", "REVOKED", "NONE", "MATCHED"),
        {"status.revocation FAIL REVOKED"},
    ),
    awards.FIRST_AID.slug: (
        *("OPEN_BADGES_3_LINKED_DATA", "NOT_VERIFIED", "INTACT", "EXPIRED", "KEY_ONLY", "MATCHED"),
        {"validity.period FAIL EXPIRED"},
    ),
    awards.CODE_CAMP.slug: (
        *("OPEN_BADGES_2_HOSTED", "INCOMPLETE", "UNKNOWN", "UNKNOWN", "NONE", "MATCHED"),
        {
            "issuer.hosting_scope UNKNOWN HOST_UNREACHABLE",
            "status.revocation UNKNOWN STATUS_UNREACHABLE",
        },
    ),
    awards.STATISTICS.slug: (
        *("OPEN_BADGES_3_LINKED_DATA", "NOT_VERIFIED", "BROKEN", "UNKNOWN", "NONE", "NOT_CHECKED"),
        {"proof.signature FAIL SIGNATURE_INVALID"},
    ),
}
CREDENTIAL = """
query ($id: ID!) { node(id: $id) { ... on Credential {
  name format recipient { binding } image { url } issuer { name }
  verification { verdict integrity standing trust recipient checkedAt
    findings { check outcome code message } }
  verifications(first: 10) { totalCount }
} } }"""
MINE = """
query ($filter: CredentialFilter) { viewer {
  credentials(first: 50, filter: $filter, orderBy: {field: NAME, direction: ASC}) {
    totalCount nodes { id name tags } }
  tags collections(first: 5) { nodes { name credentials(first: 5) { nodes { id } } } }
  shares(first: 5) { totalCount nodes { state viewCount url
    accessLog(first: 100) { nodes { kind clientFamily referrerHost } } } }
} }"""
TAG = """
mutation ($id: ID!) { updateCredential(input: {credentialId: $id, tags: ["studies"]}) {
  credential { tags } userErrors { message } } }"""
COLLECT = """
mutation ($ids: [ID!]!) { createCollection(input: {name: "Best", credentialIds: $ids}) {
  collection { name } userErrors { message } } }"""
SHARE = """
mutation ($items: [ShareItemInput!]!) { createShare(input: {
  title: "For the workshop", recipientLabel: "Ms Example", items: $items }) {
  share { id url items { level } representations { mediaType url } } userErrors { message } } }"""
REVOKE = """
mutation ($id: ID!) { revokeShare(input: {shareId: $id}) {
  share { state url } userErrors { message } } }"""
REFRESH = """
mutation ($token: String!) { refreshSession(input: {refreshToken: $token}) {
  tokens { accessToken refreshToken } userErrors { code } } }"""
WHO = "{ viewer { emails { address isVerified } } }"
ADD_EMAIL = """
mutation ($address: EmailAddress!) { addEmail(input: {address: $address}) {
  email { id isVerified } userErrors { code } } }"""
PROVE = """
mutation ($id: ID!, $code: String!) { verifyEmail(input: {emailId: $id, code: $code}) {
  email { isVerified } userErrors { code } } }"""
CHECK_AGAIN = """
mutation ($id: ID!) { verifyCredential(input: {credentialId: $id}) {
  requestedAt userErrors { code } } }"""


@pytest.fixture
async def robin(wallet):
    """The learner whom the demonstration's badges name, signed in by a code."""
    async with Person(wallet.origin) as person:
        await person.sign_in(RECIPIENT)
        yield person


async def sources(wallet, robin):
    """Import everything by every carrier; return what became of each file, text and address."""
    badges = wallet.demonstration.badges
    carried = {badge.slug: carriers_of(badge, wallet.demonstration) for badge in badges}
    became = {slug: [] for slug in carried}
    for slug, carriers in carried.items():
        became[slug] += await robin.import_({"text": carriers.text})
    by_address = await robin.import_({"urls": [each.address for each in carried.values()]})
    for slug, item in zip(carried, by_address, strict=True):
        became[slug].append(item)
    uploads = [upload for each in carried.values() for upload in each.uploads]
    for item in await robin.import_({"files": uploads}):
        became[item["label"].rpartition(".")[0]].append(item)
    return became


async def test_every_badge_by_every_carrier_is_one_credential_judged_for_its_reason(wallet, robin):
    became = await sources(wallet, robin)
    assert became.keys() == FOUND.keys()
    for slug, items in became.items():
        assert [item["problem"] for item in items] == [None] * 5, slug
        assert [item["outcome"] for item in items] == ["ADDED"] + ["DUPLICATE"] * 4, slug
        (credential_id,) = {item["credential"]["id"] for item in items}
        assert await found(robin, credential_id) == FOUND[slug], slug
    mine = await robin.ask(MINE)
    assert mine["credentials"]["totalCount"] == len(FOUND)


async def test_an_import_is_followed_to_its_end(wallet, robin):
    addresses = [carriers_of(b, wallet.demonstration).address for b in wallet.demonstration.badges]
    accepted = await robin.ask(IMPORT, source={"urls": addresses})
    events = [event["job"] async for event in robin.follow(accepted["job"]["id"])]
    counts = [event["processedCount"] for event in events]
    assert counts == sorted(counts)
    assert events[-1] == {
        "state": "COMPLETED",
        "processedCount": len(FOUND),
        "totalCount": len(FOUND),
        "importedCount": len(FOUND),
        "failedCount": 0,
    }


async def found(robin, credential_id):
    credential = await robin.ask(CREDENTIAL, id=credential_id)
    report = credential["verification"]
    return (
        *(credential["format"], report["verdict"], report["integrity"], report["standing"]),
        *(report["trust"], credential["recipient"]["binding"]),
        {
            f"{finding['check']} {finding['outcome']} {finding['code']}"
            for finding in report["findings"]
            if finding["outcome"] not in {"PASS", "SKIPPED"}
        },
    )


@pytest.fixture
async def held(wallet, robin):
    """What of the demonstration the learner holds: two badges by their names."""
    carried = [
        carriers_of(wallet.demonstration.badge(award.slug), wallet.demonstration)
        for award in (awards.LASER_CUTTING, awards.CONVERSATION)
    ]
    items = await robin.import_({"urls": [each.address for each in carried]})
    return [item["credential"]["id"] for item in items]


@pytest.fixture
async def link(robin, held):
    """A link to both, as its owner has it."""
    made = await robin.ask(SHARE, items=[{"credentialId": each} for each in held])
    assert made["userErrors"] == []
    assert [item["level"] for item in made["share"]["items"]] == ["ORIGINAL_HOSTED", "ORIGINAL"]
    return made["share"]


@pytest.fixture
async def visitor():
    async with AsyncClient(headers=BROWSER) as client:
        yield client


async def test_what_is_held_is_put_in_order(robin, held):
    first, second = held
    assert (await robin.ask(TAG, id=first))["credential"] == {"tags": ["studies"]}
    assert (await robin.ask(COLLECT, ids=[second, first]))["collection"] == {"name": "Best"}
    mine = await robin.ask(MINE, filter={"tags": ["studies"]})
    assert [node["id"] for node in mine["credentials"]["nodes"]] == [first]
    assert mine["tags"] == ["studies"]
    (collection,) = mine["collections"]["nodes"]
    assert [node["id"] for node in collection["credentials"]["nodes"]] == [second, first]


async def test_a_link_shows_what_was_chosen_until_it_is_revoked(wallet, robin, link, visitor):
    await reads_the_page(link, visitor)
    await reads_the_originals(wallet, link, visitor)
    await checks_again(link, visitor)
    (share,) = (await robin.ask(MINE))["shares"]["nodes"]
    visits = Counter((v["kind"], v["clientFamily"]) for v in share["accessLog"]["nodes"])
    assert visits.pop(("DOCUMENT", "PROGRAM")) >= 2
    assert visits == {("DOCUMENT", "BROWSER"): 4, ("PAGE", "BROWSER"): 2}
    assert {v["referrerHost"] for v in share["accessLog"]["nodes"]} == {None, "mail.example"}
    assert share["viewCount"] == 2
    revoked = await robin.ask(REVOKE, id=link["id"])
    assert revoked["share"] == {"state": "REVOKED", "url": None}
    for path in ("", "/report", "/vc/0", "/file/0", "/image/0"):
        assert (await visitor.get(f"{link['url']}{path}")).status_code == 410
    assert (await visitor.get(f"{wallet.origin}/s/nothing")).status_code == 404


async def reads_the_page(link, visitor):
    page = await visitor.get(
        link["url"], headers={"Accept": "text/html", "Referer": "https://mail.example/"}
    )
    assert page.status_code == 200
    assert page.text.count("Genuine and valid") >= 2
    assert "For the workshop" in page.text
    assert "Ms Example" not in page.text
    assert RECIPIENT not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["x-robots-tag"].startswith("noindex")
    assert "script-src" not in page.headers["content-security-policy"]
    assert "default-src 'none'" in page.headers["content-security-policy"]


async def reads_the_originals(wallet, link, visitor):
    said = (await visitor.get(link["url"], headers={"Accept": "application/json"})).json()
    assert [each["report"]["verdict"] for each in said["credentials"]] == ["VERIFIED"] * 2
    token = await visitor.get(link["url"], headers={"Accept": "application/vc+jwt"})
    badge = wallet.demonstration.badge(awards.CONVERSATION.slug)
    assert token.text == badge.text
    hosted = await visitor.get(said["credentials"][0]["original"]["url"])
    assert hosted.json()["type"] == "Assertion"
    kept = await visitor.get(said["credentials"][1]["file"])
    assert kept.content == badge.content
    picture = await visitor.get(said["credentials"][0]["image"])
    assert picture.headers["content-type"] == "image/png"


async def checks_again(link, visitor):
    """Ask twice: the first time starts a check, the second is too soon."""
    before = await checked_at(link, visitor)
    assert (await asks_for_a_check(link, visitor)).endswith("?check=requested")
    with fail_after(60):
        while min(await checked_at(link, visitor)) <= max(before):  # noqa: ASYNC110  # over HTTP
            await sleep(0.1)
    location = await asks_for_a_check(link, visitor)
    page = await visitor.get(f"{link['url'].partition('/s/')[0]}{location}")
    assert "within the last ten minutes" in page.text
    foreign = await visitor.post(f"{link['url']}/check", headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403


async def asks_for_a_check(link, visitor):
    asked = await visitor.post(f"{link['url']}/check", headers={"Sec-Fetch-Site": "same-origin"})
    assert asked.status_code == 303
    return asked.headers["location"]


async def checked_at(link, visitor):
    said = await visitor.get(f"{link['url']}/report", headers={"User-Agent": "curl/8"})
    return [each["report"]["checkedAt"] for each in said.json()["credentials"]]


async def test_another_learner_sees_nothing_of_it(wallet, held, link):
    async with Person(wallet.origin) as other:
        await other.sign_in("ben@example.org")
        mine = await other.ask(MINE)
        assert mine["credentials"]["totalCount"] == 0
        assert mine["shares"]["totalCount"] == 0
        for identifier in (*held, link["id"]):
            assert await other.ask(CREDENTIAL, id=identifier) is None
        refused = await other.ask(REVOKE, id=link["id"])
        assert refused["share"] is None
        assert refused["userErrors"] != []
    async with Person(wallet.origin) as nobody:
        assert await nobody.ask(MINE) is None


async def test_a_spent_refresh_token_ends_the_session(robin):
    spent, access = robin.refresh_token, robin.access_token
    fresh = (await robin.ask(REFRESH, token=spent))["tokens"]
    assert fresh["accessToken"] != access
    robin.access_token = fresh["accessToken"]
    assert await robin.ask(WHO) == {"emails": [{"address": RECIPIENT, "isVerified": True}]}
    reused = await robin.ask(REFRESH, token=spent)
    assert (reused["tokens"], reused["userErrors"]) == (None, [{"code": "BAD_SECRET"}])
    with pytest.raises(TransportQueryError, match="Sign in again"):
        await robin.ask(WHO)


async def test_an_old_badge_is_the_learners_once_its_address_is_proven(wallet, robin):
    issuance = wallet.demonstration.issuance
    maker = Maker(issuance, Contexts.gather(), FORMER_ADDRESS)
    badge = maker.with_signature_2020(awards.RESEARCH, library_of(issuance))
    (item,) = await robin.import_({"file": file("old.json", json.dumps(badge).encode())})
    credential_id = item["credential"]["id"]
    before = await robin.ask(CREDENTIAL, id=credential_id)
    assert before["recipient"]["binding"] == "UNPROVEN"
    assert before["verification"]["verdict"] == "VERIFIED"
    added = (await robin.ask(ADD_EMAIL, address=FORMER_ADDRESS))["email"]
    assert not added["isVerified"]
    code = await robin.newest_code(FORMER_ADDRESS)
    proven = await robin.ask(PROVE, id=added["id"], code=code)
    assert proven["email"] == {"isVerified": True}
    assert (await robin.ask(CHECK_AGAIN, id=credential_id))["userErrors"] == []
    after = await checked_twice(robin, credential_id)
    assert after["recipient"]["binding"] == "MATCHED"
    assert after["verification"]["recipient"] == "MATCHED"


async def checked_twice(robin, credential_id):
    with fail_after(60):
        while True:
            credential = await robin.ask(CREDENTIAL, id=credential_id)
            if credential["verifications"]["totalCount"] > 1:
                # an answer is read in several statements: the first may be older than the last
                return await robin.ask(CREDENTIAL, id=credential_id)
            await sleep(0.05)


@pytest.mark.long
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the path: apt-get install chromium")
async def test_an_employer_opens_the_link_in_a_browser(robin, link):
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=BROWSER_ARGUMENTS)
        page = await browser.new_page(user_agent=BROWSER["User-Agent"])
        complaints = []
        page.on("console", lambda message: complaints.append(message.text))
        opened = await page.goto(link["url"])
        assert opened.status == 200
        assert await page.get_by_role("article").count() == 2
        assert await page.locator(".verdict").all_inner_texts() != []
        await page.get_by_role("button", name="Check again").click()
        await page.wait_for_url("**?check=requested")
        assert complaints == []
        await robin.ask(REVOKE, id=link["id"])
        closed = await page.goto(link["url"])
        assert closed.status == 410
        assert "Genuine" not in await page.content()
        await browser.close()
    (share,) = (await robin.ask(MINE))["shares"]["nodes"]
    assert share["viewCount"] == 2
