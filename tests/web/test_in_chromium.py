"""The page in a real browser: nothing runs, nothing foreign is asked, everything fits."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from playwright.async_api import Browser, Page, Request, async_playwright

from tests.fixtures.serving import served
from tests.web import samples
from tests.web.conftest import TOKEN
from tests.web.hostile_text import ADDRESSES, CORPUS, MARK, hostile_share
from wallet.sharing.freshening import Freshness
from wallet.sharing.shared import Closed, ClosedBecause, Covered

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-first-run"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        CHROMIUM is None, reason="no chromium on the path: apt-get install chromium"
    ),
]


@dataclass
class Visit:
    """A page of a browser, and everything that it said and asked for."""

    page: Page
    origin: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def note(self, request: Request) -> None:
        if not request.url.startswith(self.origin):
            self.foreign.append(request.url)


@pytest.fixture
async def origin(web) -> AsyncIterator[str]:
    """Serve the app on a port of its own."""
    async with served(web.app()) as address:
        yield f"http://{address}"


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        await opened.close()


@asynccontextmanager
async def visit(browser: Browser, origin: str, **options: object) -> AsyncIterator[Visit]:
    """Open an empty page that notes complaints and foreign requests, and lets none out."""
    context = await browser.new_context(**options)
    page = await context.new_page()
    visited = Visit(page, origin)
    page.on("request", visited.note)
    page.on("console", lambda message: visited.complaints.append(message.text))
    page.on("pageerror", lambda error: visited.complaints.append(str(error)))
    page.on("dialog", lambda dialog: visited.complaints.append(dialog.message))
    yield visited
    await context.close()


async def open_everything(page: Page) -> None:
    for summary in await page.query_selector_all("summary"):
        await summary.click()


async def test_no_word_of_a_stranger_runs_or_calls_home(web, origin, browser):
    web.pictures[1] = samples.picture()
    async with visit(browser, origin) as visited:
        for text in CORPUS:
            web.links[TOKEN] = hostile_share(text)
            await visited.page.goto(f"{origin}/s/{TOKEN}")
            await open_everything(visited.page)
            assert await visited.page.evaluate(f"window.{MARK}") is None
        for address in ADDRESSES:
            web.links[TOKEN] = hostile_share("harmless", address)
            await visited.page.goto(f"{origin}/s/{TOKEN}")
        assert visited.foreign == []
        assert visited.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_every_state_fits_and_is_read_without_complaint(web, origin, browser, size, scheme):
    web.links[TOKEN] = samples.share(*(make() for make in samples.ALL_STATES))
    for position in range(len(samples.ALL_STATES)):
        web.pictures[position] = samples.picture()
    async with visit(browser, origin, viewport=size, color_scheme=scheme) as visited:
        await visited.page.goto(f"{origin}/s/{TOKEN}")
        await open_everything(visited.page)
        width = await visited.page.evaluate("document.documentElement.scrollWidth")
        assert width <= size["width"]
        assert visited.complaints == []
        assert visited.foreign == []
        painted = await visited.page.evaluate(
            "[...document.querySelectorAll('img.badge')].filter(i => i.naturalWidth > 0).length"
        )
        assert painted == sum(make().image_sha256 is not None for make in samples.ALL_STATES)


async def test_the_verdict_is_seen_without_scrolling_on_a_phone(origin, browser):
    async with visit(browser, origin, viewport=PHONE) as visited:
        await visited.page.goto(f"{origin}/s/{TOKEN}")
        box = await visited.page.locator(".verdict").bounding_box()
        assert box["y"] + box["height"] <= PHONE["height"]


async def test_check_again_works_without_script_and_comes_back(web, origin, browser):
    web.fresh = Freshness.TOO_SOON
    async with visit(browser, origin, java_script_enabled=False) as visited:
        await visited.page.goto(f"{origin}/s/{TOKEN}")
        await visited.page.get_by_role("button", name="Check again").click()
        await visited.page.wait_for_url(f"{origin}/s/{TOKEN}?check=recent")
        status = visited.page.get_by_role("status")
        assert "within the last ten minutes" in await status.inner_text()
        assert visited.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_covers_and_closed_links_fit_and_are_read_without_complaint(
    web, origin, browser, size, scheme
):
    web.links |= {
        "cover": Covered(ClosedBecause.COVERED, samples.NOW, needs_passcode=True, is_limited=True),
        "button": Covered(ClosedBecause.COVERED, samples.NOW, is_limited=True),
        "revoked": Closed(ClosedBecause.REVOKED, samples.NOW, "A reason of one " + "x" * 200),
        "used": Closed(ClosedBecause.USED_UP, samples.NOW),
        "early": Closed(ClosedBecause.NOT_YET_OPEN, samples.NOW),
    }
    places = [f"/s/{token}" for token in web.links] + [f"/s/{TOKEN}/ask"]
    for language in ("en", "de"):
        async with visit(
            browser, origin, viewport=size, color_scheme=scheme, locale=language
        ) as visited:
            for place in places:
                await visited.page.goto(f"{origin}{place}")
                width = await visited.page.evaluate("document.documentElement.scrollWidth")
                assert width <= size["width"], place
                unnamed = await visited.page.evaluate(
                    "[...document.querySelectorAll('input,textarea')]"
                    ".filter(field => !field.labels.length).length"
                )
                assert unnamed == 0
            assert visited.foreign == []
            failures = [
                each for each in visited.complaints if "Failed to load resource" not in each
            ]
            assert failures == []


async def test_the_keyboard_reaches_the_content_and_opens_the_checks(origin, browser):
    async with visit(browser, origin) as visited:
        await visited.page.goto(f"{origin}/s/{TOKEN}")
        await visited.page.keyboard.press("Tab")
        focused = visited.page.locator(":focus")
        assert await focused.inner_text() == "Skip to content"
        await visited.page.keyboard.press("Enter")
        await visited.page.locator("summary", has_text="All 8 checks").focus()
        await visited.page.keyboard.press("Enter")
        assert await visited.page.get_by_text("The signature fits the document").is_visible()


async def test_a_listener_hears_landmarks_headings_and_every_state(origin, browser):
    async with visit(browser, origin) as visited:
        await visited.page.goto(f"{origin}/s/{TOKEN}")
        heard = await visited.page.locator("body").aria_snapshot()
        assert 'heading "Application: data analyst" [level=1]' in heard
        assert '- article "Data analysis with open tools"' in heard
        assert '- heading "Data analysis with open tools" [level=2]' in heard
        assert "Confirmed: example.edu" in heard
        assert "Genuine and valid" in heard


async def test_paper_shows_what_the_screen_folds_away(origin, browser):
    async with visit(browser, origin) as visited:
        await visited.page.goto(f"{origin}/s/{TOKEN}")
        finding = visited.page.get_by_text("The signature fits the document")
        assert not await finding.is_visible()
        await visited.page.emulate_media(media="print")
        assert await finding.is_visible()
        assert await visited.page.get_by_text("This page, checked at any time").is_visible()
        assert not await visited.page.get_by_role("button").is_visible()


async def test_an_original_is_saved_not_shown(origin, browser):
    async with visit(browser, origin) as visited:
        await visited.page.goto(f"{origin}/s/{TOKEN}")
        async with visited.page.expect_download() as saving:
            await visited.page.get_by_role("link", name="Credential as signed").click()
        saved = await saving.value
        assert saved.suggested_filename == "credential-1.json"
