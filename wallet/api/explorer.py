"""A page to try queries on: Altair from a directory of ours, or from a CDN where there is none.

The directory is `build/dist` of the npm package `altair-static`, or holds it. The page has its
own policy: scripts of ours alone, and connections to this server alone.
"""

import json
import re
from pathlib import Path
from secrets import token_urlsafe

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from wallet.api.services import Explorer

EXPLORER_PATH = "/explorer"
_FILES_PATH = "/explorer/files"
_CDN = "https://cdn.jsdelivr.net/npm/altair-static@8.5.9/build/dist/"
_NOTICE = (
    "The explorer is not installed here, so this page takes it from cdn.jsdelivr.net. "
    "Run the set-up again with npm at hand to have it served by this wallet."
)
_QUERY = """# Who asks? For the demonstration's learner, print a token in a terminal:
#   .venv/bin/wallet token demo@wallet.example
# and set it here as a header (the first button on the left):
#   Authorization: Bearer <the token>
# Anybody else signs in with the mutations requestSignInCode and signIn.
query Wallet {
  viewer {
    displayName
    credentials(first: 10) {
      totalCount
      nodes {
        name
        issuer { name }
        verification { verdict integrity standing trust recipient checkedAt }
      }
    }
  }
}
"""


def explorer_routes(explorer: Explorer) -> list[BaseRoute]:
    """Return the page's route, and that of its files where they are ours."""
    directory = built_in(explorer.directory)

    def page(_: Request) -> Response:
        return _page(directory)

    routes: list[BaseRoute] = [Route(EXPLORER_PATH, page)]
    if directory is not None:
        routes.append(Mount(_FILES_PATH, StaticFiles(directory=directory)))
    return routes


def built_in(directory: Path | None) -> Path | None:
    """Return where the explorer's files are: in the directory, or in the package that it holds."""
    if directory is None:
        return None
    for candidate in (
        directory,
        directory / "build/dist",
        directory / "altair-static/build/dist",
        directory / "node_modules/altair-static/build/dist",
    ):
        if (candidate / "index.html").is_file() and (candidate / "main.js").is_file():
            return candidate
    return None


def _page(directory: Path | None) -> Response:
    nonce = token_urlsafe(16)
    shown = _from_cdn(nonce) if directory is None else _from(directory, nonce)
    source = "https://cdn.jsdelivr.net" if directory is None else ""
    return HTMLResponse(
        shown,
        headers={
            "Content-Security-Policy": _policy(nonce, source),
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _from(directory: Path, nonce: str) -> str:
    page = (directory / "index.html").read_text(encoding="utf-8")
    page = re.sub(r"<base [^>]*>", f'<base href="{_FILES_PATH}/">', page, count=1)
    page = page.replace("<style>", f'<style nonce="{nonce}">')
    return page.replace("</body>", f"{_start(nonce)}</body>")


def _from_cdn(nonce: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Explorer</title>'
        f'<base href="{_CDN}"><link href="styles.css" rel="stylesheet"></head><body>'
        f"<p><strong>{_NOTICE}</strong></p><app-root></app-root>"
        '<script type="module" src="polyfills.js"></script>'
        f'<script type="module" src="main.js"></script>{_start(nonce)}</body></html>'
    )


def _start(nonce: str) -> str:
    options = json.dumps(
        {
            "initialName": "Wallet",
            "initialQuery": _QUERY,
            "initialHeaders": {},
            "disableAccount": True,
            "instanceStorageNamespace": "wallet_",
            "persistedSettings": {
                "alert.disableUpdateNotification": True,
                "banners.disable": True,
                "disablePushNotification": True,
            },
        }
    ).replace("<", "\\u003c")
    return (
        f'<script type="module" nonce="{nonce}">const options = {options};'
        'options.endpointURL = new URL("/graphql", location.origin).href;'
        'options.subscriptionsEndpoint = options.endpointURL.replace(/^http/, "ws");'
        "AltairGraphQL.init(options);</script>"
    )


def _policy(nonce: str, cdn: str) -> str:
    own = f"'self' {cdn}".strip()
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {own} 'nonce-{nonce}' 'wasm-unsafe-eval'",
            f"style-src {own} 'unsafe-inline'",
            f"img-src {own} data: blob:",
            f"font-src {own} data:",
            f"connect-src {own} ws: wss:",
            f"worker-src {own} blob:",
            f"frame-src {own}",
            f"base-uri {own}",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )
