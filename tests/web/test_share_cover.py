"""A link behind its cover, over a real store: what opens it, and all that is seen before."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from httpx2 import ASGITransport, AsyncClient
from starlette.applications import Starlette

from tests.fixtures.examined import NOW, examined
from tests.web.conftest import PUBLIC_URL
from wallet.documents.picture import Picture
from wallet.learner.keeping import take_turns
from wallet.learner.learner import Learner
from wallet.learner.storing import store_examined
from wallet.sharing.links import change_link, create_link, revoke_link
from wallet.sharing.openings import PREVIEW, VISIT, Opening, OpeningKind, OpeningProofs
from wallet.sharing.passcodes import TRIES
from wallet.sharing.tokens import TokenKeys, token_of
from wallet.store.connection import transaction
from wallet.store.media_links import MediaLinks
from wallet.store.models.shares import Share, ShareAccess
from wallet.web import WebServices, create_web_routes

TOKENS = TokenKeys(b"k" * 32)
PROOFS = OpeningProofs(b"o" * 32)
FORM = "application/x-www-form-urlencoded"
PASSCODE = "open sesame"
BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", "accept": "text/html"}
OURS = {**BROWSER, "sec-fetch-site": "same-origin"}
PARTS = ("/report", "/vc/0", "/file/0", "/image/0")
BEHIND = ("Bridge builder", "Hello there", "CV of Robin", "uni.example", "1 credential")


class Clock:
    now: datetime = NOW

    def __call__(self):
        return self.now


@pytest.fixture
async def owner(sqlite_database):
    return uuid4()


@pytest.fixture
async def share_id(owner):
    learner = Learner(owner)
    async with transaction():
        await take_turns(learner)
        stored = await store_examined(learner, examined(), Picture("image/png", 8, 8, b"x"), NOW)
    return await create_link(
        owner,
        credential_ids=[stored.credential_id],
        title="CV of Robin",
        message="Hello there",
        passcode=PASSCODE,
        keys=TOKENS,
        now=NOW,
    )


@pytest.fixture
def token(share_id):
    return token_of(share_id, 1, TOKENS)


@pytest.fixture
def path(token):
    return f"/s/{token}"


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def visitor(share_id, clock):
    services = WebServices(
        public_url=PUBLIC_URL,
        clock=clock,
        media_links=MediaLinks(b"m" * 32, PUBLIC_URL),
        openings=PROOFS,
    )
    transport = ASGITransport(Starlette(routes=create_web_routes(services)))
    async with AsyncClient(transport=transport, base_url=PUBLIC_URL) as made:
        yield made


async def open_it(visitor, path, passcode=PASSCODE, **headers):
    return await visitor.post(f"{path}/open", data={"passcode": passcode}, headers=OURS | headers)


async def test_the_cover_shows_a_form_and_nothing_of_what_is_behind(visitor, path, share_id):
    cover = await visitor.get(path, headers=BROWSER)
    assert cover.status_code == 200
    assert f'<form class="fields" method="post" action="{path}/open">' in cover.text
    assert 'name="passcode" type="password"' in cover.text
    for part in PARTS:
        answer = await visitor.get(f"{path}{part}", headers={"accept": "application/json"})
        assert (answer.status_code, answer.json()["code"]) == (403, "LINK_COVERED")
        page = await visitor.get(f"{path}{part}", headers=BROWSER)
        assert page.status_code == 403
        assert not any(word in page.text + answer.text for word in BEHIND)
    assert not any(word in cover.text for word in BEHIND)
    assert "set-cookie" not in cover.headers
    assert await ShareAccess.filter(share_id=share_id).count() == 0
    assert (await Share.get(id=share_id)).view_count == 0


async def test_a_program_learns_how_it_is_opened(visitor, path):
    answer = await visitor.get(path, headers={"accept": "application/json"})
    assert answer.status_code == 403
    assert "`/open`" in answer.json()["detail"]


async def test_the_passcode_opens_every_form_for_half_an_hour(visitor, path, clock, share_id):
    opened = await open_it(visitor, path)
    assert (opened.status_code, opened.headers["location"]) == (303, f"{path}?opened")
    page = await visitor.get(path, headers=BROWSER)
    assert "Bridge builder" in page.text
    assert "Its one cookie keeps the link open" in page.text
    for part in PARTS:
        assert (await visitor.get(f"{path}{part}")).status_code == 200
    row = await Share.get(id=share_id)
    assert (row.view_count, row.opening_count) == (1, 1)
    clock.now = NOW + VISIT
    assert "Bridge builder" not in (await visitor.get(path, headers=BROWSER)).text
    assert (await visitor.get(f"{path}/vc/0")).status_code == 403


async def test_the_cookie_is_of_this_link_alone_and_out_of_reach(visitor, path, token):
    cookie = (await open_it(visitor, path)).headers["set-cookie"]
    name, _, rest = cookie.partition("=")
    value, *attributes = rest.split("; ")
    assert name == "__Secure-wallet-link"
    assert {each.lower() for each in attributes} == {
        "httponly",
        "max-age=1800",
        f"path={path}".lower(),
        "samesite=lax",
        "secure",
    }
    assert PASSCODE not in cookie
    assert token not in value


async def test_a_wrong_passcode_leads_back_to_the_cover_and_the_sixth_waits(visitor, path):
    for _ in range(TRIES):
        wrong = await open_it(visitor, path, "something else")
        assert wrong.status_code == 403
        assert "That is not the passcode." in wrong.text
        assert "something else" not in wrong.text
        assert "set-cookie" not in wrong.headers
    late = await open_it(visitor, path)
    assert late.status_code == 429
    assert 0 < int(late.headers["retry-after"]) <= 900
    assert "That was too often." in late.text


async def test_a_program_is_told_in_its_own_words(visitor, path):
    wrong = await open_it(visitor, path, "something else", accept="application/json")
    assert (wrong.status_code, wrong.json()["code"]) == (403, "WRONG_PASSCODE")


async def test_a_passcode_in_the_address_opens_nothing(visitor, path):
    answer = await visitor.get(f"{path}?passcode={PASSCODE}", headers=BROWSER)
    assert "Bridge builder" not in answer.text
    posted = await visitor.post(f"{path}/open?passcode={PASSCODE}", data={"x": "y"}, headers=OURS)
    assert posted.status_code == 403


async def test_a_page_of_somebody_else_opens_nothing(visitor, path):
    foreign = await visitor.post(
        f"{path}/open", data={"passcode": PASSCODE}, headers={"sec-fetch-site": "cross-site"}
    )
    assert (foreign.status_code, foreign.json()["code"]) == (403, "NOT_SAME_ORIGIN")


async def test_a_limit_without_a_passcode_opens_by_a_button_until_it_is_used_up(
    visitor, path, owner, share_id
):
    await change_link(owner, share_id, passcode=None, most_openings=1)
    cover = await visitor.get(path, headers=BROWSER)
    assert "passcode" not in cover.text.split("</style>")[1]
    assert "a limited number of times" in cover.text
    await visitor.post(f"{path}/open", headers={**OURS, "content-type": FORM}, content=b"")
    for _ in range(3):
        assert "Bridge builder" in (await visitor.get(path, headers=BROWSER)).text
    assert (await Share.get(id=share_id)).opening_count == 1
    visitor.cookies.clear()
    late = await visitor.get(path, headers=BROWSER)
    assert late.status_code == 410
    assert "opened as often as it may be" in late.text


async def test_revoked_it_is_gone_at_once_with_the_reason(visitor, path, owner, share_id):
    await open_it(visitor, path)
    await revoke_link(owner, share_id, reason="I <b>have</b> the job.", now=NOW)
    gone = await visitor.get(path, headers=BROWSER)
    assert gone.status_code == 410
    assert "They say: “I &lt;b&gt;have&lt;/b&gt; the job.”" in gone.text
    for part in PARTS:
        assert (await visitor.get(f"{path}{part}")).status_code == 410
    assert (await open_it(visitor, path)).status_code == 410


async def test_before_its_start_it_says_when(visitor, path, owner, share_id):
    await change_link(owner, share_id, starts_at=NOW + timedelta(days=3))
    early = await visitor.get(path, headers=BROWSER)
    assert early.status_code == 403
    assert "This link is not open yet" in early.text
    assert not any(word in early.text for word in BEHIND)
    answer = await visitor.get(path, headers={"accept": "application/json"})
    assert answer.json()["code"] == "LINK_NOT_YET_OPEN"


async def test_who_refuses_cookies_is_told_what_is_missing(visitor, path):
    opened = await open_it(visitor, path)
    visitor.cookies.clear()
    cover = await visitor.get(opened.headers["location"], headers=BROWSER)
    assert "allow a cookie for this page" in cover.text


async def test_a_preview_shows_all_and_counts_and_logs_nothing(visitor, path, token, share_id):
    proof = PROOFS.proof(token, Opening(OpeningKind.PREVIEW, 0, NOW + PREVIEW))
    led = await visitor.get(f"{path}/preview?proof={proof}", headers=BROWSER)
    assert (led.status_code, led.headers["location"]) == (303, path)
    page = await visitor.get(path, headers=BROWSER)
    assert "Bridge builder" in page.text
    assert "Preview: this is what visitors see." in page.text
    assert (await visitor.get(f"{path}/vc/0")).status_code == 200
    row = await Share.get(id=share_id)
    assert (row.view_count, row.opening_count) == (0, 0)
    assert await ShareAccess.filter(share_id=share_id).count() == 0


@pytest.mark.parametrize("kind", ["visit", "none", "old", "of another link"])
async def test_no_other_proof_begins_a_preview(visitor, path, token, clock, kind):
    proofs = {
        "visit": PROOFS.proof(token, Opening(OpeningKind.VISIT, 0, NOW + PREVIEW)),
        "none": "",
        "old": PROOFS.proof(token, Opening(OpeningKind.PREVIEW, 0, NOW)),
        "of another link": PROOFS.proof("x", Opening(OpeningKind.PREVIEW, 0, NOW + PREVIEW)),
    }
    answer = await visitor.get(f"{path}/preview?proof={proofs[kind]}")
    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers


async def test_covers_are_in_the_visitors_language(visitor, path):
    cover = await visitor.get(path, headers=BROWSER | {"accept-language": "de"})
    assert cover.headers["content-language"] == "de"
    assert "Kennwort" in cover.text
