"""The catalogue of errors as a page: every code that a client can meet, from the code's own tables.

In the reader's language, by Accept-Language.
"""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from wallet.api.error_codes import REQUEST_ERRORS, USER_ERRORS, Meaning
from wallet.languages import accepted_languages
from wallet.verification.codes import Code
from wallet.verification.finding import Party
from wallet.verification.messages import Catalogue, catalogue_for

ERRORS_PATH: Final = "/graphql/errors"
_WORDS: Final = {
    "en": {
        "title": "Errors and findings",
        "request": "The request: extensions.code of an error",
        "user": "The input: code in userErrors",
        "finding": "The credential: code of a finding or of an import's problem",
        "code": "Code",
        "meaning": "What it means",
        "who": "Who can mend it",
        "again": "Try again",
        "outcome": "Outcome",
        "yes": "yes",
        "no": "no",
        "author": "the client's author",
        "nobody": "nothing is amiss",
        Party.LEARNER: "the learner",
        Party.ISSUER: "the issuer or its platform",
        Party.WALLET: "this server's operator",
    },
    "de": {
        "title": "Fehler und Befunde",
        "request": "Die Anfrage: extensions.code eines Fehlers",
        "user": "Die Eingabe: code in userErrors",
        "finding": "Der Nachweis: code eines Befundes oder des Problems eines Imports",
        "code": "Kennung",
        "meaning": "Was sie bedeutet",
        "who": "Wer es beheben kann",
        "again": "Noch einmal versuchen",
        "outcome": "Ergebnis",
        "yes": "ja",
        "no": "nein",
        "author": "wer das Programm schreibt",
        "nobody": "es fehlt nichts",
        Party.LEARNER: "die lernende Person",
        Party.ISSUER: "die ausstellende Stelle oder ihre Plattform",
        Party.WALLET: "wer diesen Server betreibt",
    },
}
_STYLE: Final = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #8884}"
    ":root{color-scheme:light dark}"
)
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "public, max-age=3600",
    "Vary": "Accept-Language",
    "X-Content-Type-Options": "nosniff",
}


def error_routes() -> list[BaseRoute]:
    """Return the page's route."""

    def page(request: Request) -> Response:
        languages = accepted_languages(request.headers.get("accept-language"))
        return HTMLResponse(_page(catalogue_for(languages)), headers=_HEADERS)

    return [Route(ERRORS_PATH, page)]


def _page(catalogue: Catalogue) -> str:
    language = catalogue.language
    words = _WORDS[language]
    columns = ("code", "meaning", "who", "again")
    tables = (
        _table(words, "request", columns, _errors(REQUEST_ERRORS.items(), language)),
        _table(words, "user", columns, _errors(USER_ERRORS.items(), language)),
        _table(words, "finding", ("code", "meaning", "who", "outcome"), _findings(catalogue)),
    )
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(words['title'])}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>{escape(words['title'])}</h1>{''.join(tables)}</main></body></html>"
    )


def _table(
    words: dict[str, str], name: str, columns: Iterable[str], rows: Iterable[tuple[str, ...]]
) -> str:
    head = "".join(f'<th scope="col">{escape(words[column])}</th>' for column in columns)
    body = "".join(
        f'<tr id="{escape(code)}"><td><code>{escape(code)}</code></td>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + "</tr>"
        for code, *cells in rows
    )
    return f"<h2>{escape(words[name])}</h2><table><tr>{head}</tr>{body}</table>"


def _errors(meanings: Iterable[tuple[str, Meaning]], language: str) -> Iterator[tuple[str, ...]]:
    words = _WORDS[language]
    for code, meaning in meanings:
        who = words["author"] if meaning.who is None else words[meaning.who]
        again = words["yes"] if meaning.is_retryable else words["no"]
        yield str(code), meaning.said(language), who, again


def _findings(catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    words = _WORDS[catalogue.language]
    for code in Code:
        outcome, who, _ = code.value
        mender = words["nobody"] if who is None else words[who]
        yield code.name, catalogue.codes[code.name], mender, str(outcome)
