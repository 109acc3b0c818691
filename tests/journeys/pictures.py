"""Makes the README's pictures from the running program: `python -m tests.journeys.pictures`."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import async_playwright

from tests.fixtures.wallet import served_wallet
from tests.journeys.test_whole_way import BROWSER_ARGUMENTS, CHROMIUM
from wallet.settings import Settings

FOLDER = Path(__file__).parents[2] / ".github"
PUBLIC_URL = "https://wallet.example"
"""What the pages call this server: its own documents are answered wherever it runs."""
DESKTOP = {"width": 1000, "height": 1024}
PHONE = {"width": 390, "height": 844}


async def take() -> None:
    """Take the share page's pictures: on a desktop in daylight, on a phone in the dark."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), port=0, public_url=PUBLIC_URL)
        async with served_wallet(settings) as served, async_playwright() as playwright:
            seeded = await served.wallet.seeded()
            assert seeded is not None
            link = f"{served.origin}/s/{seeded.share_token}"
            browser = await playwright.chromium.launch(
                executable_path=CHROMIUM, args=BROWSER_ARGUMENTS
            )
            for name, size, scheme in (
                ("share-page.png", DESKTOP, "light"),
                ("share-page-phone.png", PHONE, "dark"),
            ):
                page = await browser.new_page(viewport=size, color_scheme=scheme)
                await page.goto(link)
                await page.screenshot(path=FOLDER / name)
            await browser.close()


if __name__ == "__main__":
    asyncio.run(take())
