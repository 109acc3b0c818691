"""The consent page in a real browser: signed in and allowed without a script."""

import re

import pytest
from playwright.async_api import async_playwright

from tests.fixtures.connecting import ForeignApplication, sent
from tests.fixtures.wallet import served_wallet
from tests.web.test_in_chromium import ARGUMENTS, CHROMIUM, PHONE
from wallet.accounts import mail
from wallet.demonstration import RECIPIENT

SCOPE = "https://purl.imsglobal.org/spec/ob/v3p0/scope/credential.upsert"

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        CHROMIUM is None, reason="no chromium on the path: apt-get install chromium"
    ),
]


async def test_a_learner_signs_in_and_allows_by_plain_forms(settings_for, monkeypatch):
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    async with served_wallet(settings_for(), demo=False) as wallet, async_playwright() as started:
        application = ForeignApplication(
            f"{wallet.origin}/oauth/authorize",
            f"{wallet.origin}/oauth/token",
            f"{wallet.origin}/oauth/revoke",
            f"{wallet.origin}/oauth/register",
            (SCOPE,),
        )
        pages = dict.fromkeys(("client_uri", "logo_uri", "tos_uri", "policy_uri"), "")
        back = f"{wallet.origin}/favicon.svg"
        await application.registers(redirect_uris=[back], **pages)
        browser = await started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = await browser.new_context(viewport=PHONE, java_script_enabled=False)
        page = await context.new_page()
        complaints = []
        page.on("console", lambda message: complaints.append(message.text))
        await page.goto(application.asks())
        await page.fill("#address", RECIPIENT)
        await page.press("#address", "Enter")
        await page.wait_for_selector("#code")
        (letter,) = await mail.latest()
        code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", letter.body)
        await page.fill("#code", code.group())
        await page.press("#code", "Enter")
        await page.wait_for_selector("button[value=allow]")
        assert RECIPIENT in await page.inner_text("main")
        width = await page.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"]
        await page.click("button[value=allow]")
        await page.wait_for_url(f"{back}?*")
        assert sent(page.url)["iss"] == wallet.origin
        assert await context.cookies() == []
        tokens = await application.takes(page.url)
        assert tokens["scope"] == [SCOPE]
        assert complaints == []
        await browser.close()
