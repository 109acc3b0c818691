"""The address in a letter: opening it changes nothing, posting to it ends such letters."""

from datetime import UTC, datetime

import pytest
from httpx2 import ASGITransport, AsyncClient
from starlette.applications import Starlette

from tests.fixtures.outreach import PUBLIC_URL, UNSUBSCRIBE
from wallet.accounts.account import account_for
from wallet.accounts.unsubscribe_links import UnsubscribeLinks
from wallet.learner.learner import Learner
from wallet.learner.notifying import mail_preferences
from wallet.store.models.notifications import MailPreference, NotificationKind
from wallet.web.unsubscribe import unsubscribe_routes
from wallet.web.words.german import GERMAN


@pytest.fixture
async def ada(database):
    return Learner(await account_for("ada@wallet.example", now=datetime.now(UTC)))


@pytest.fixture
async def browser():
    app = Starlette(routes=unsubscribe_routes(UNSUBSCRIBE))
    async with AsyncClient(transport=ASGITransport(app), base_url=PUBLIC_URL) as asking:
        yield asking


async def test_a_mail_program_ends_letters_with_one_request(ada, browser):
    url = UNSUBSCRIBE.url_for(ada.id, "REVOKED")
    opened = await browser.get(url)
    assert opened.status_code == 200
    assert '<form method="post">' in opened.text
    chosen = await mail_preferences(ada)
    assert chosen[NotificationKind.REVOKED] is MailPreference.IMMEDIATELY
    ended = await browser.post(url, data={"List-Unsubscribe": "One-Click"})
    assert ended.status_code == 200
    assert "set-cookie" not in ended.headers
    chosen = await mail_preferences(ada)
    assert chosen[NotificationKind.REVOKED] is MailPreference.NEVER
    assert chosen[NotificationKind.SUSPENDED] is MailPreference.IMMEDIATELY


async def test_an_address_that_was_changed_ends_nothing(ada, browser):
    url = UNSUBSCRIBE.url_for(ada.id, "REVOKED")
    foreign = UnsubscribeLinks(b"x" * 32, PUBLIC_URL).url_for(ada.id, "all")
    before = await mail_preferences(ada)
    for wrong in (url.replace("REVOKED", "all"), url[:-1], foreign, f"{PUBLIC_URL}/unsubscribe/x"):
        assert (await browser.post(wrong)).status_code == 404
    assert await mail_preferences(ada) == before


async def test_it_speaks_the_language_of_its_reader(ada, browser):
    url = UNSUBSCRIBE.url_for(ada.id, "REVOKED")
    page = await browser.get(url, headers={"Accept-Language": "de-AT, en;q=0.5"})
    assert page.headers["content-language"] == "de"
    assert '<html lang="de"' in page.text
    assert GERMAN.unsubscribe.title in page.text


def test_a_key_that_could_be_guessed_is_refused():
    with pytest.raises(ValueError, match="32"):
        UnsubscribeLinks(b"short", PUBLIC_URL)
    assert "uuuu" not in repr(UNSUBSCRIBE)
