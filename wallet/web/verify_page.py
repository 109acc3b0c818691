"""The page where anybody verifies: links and files in, the reports of everywhere out.

It works without an account and without a script, and keeps nothing.
"""

import json
from collections.abc import AsyncGenerator
from http import HTTPStatus
from typing import Final

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute

from wallet.accounts.rate_limits import client_network
from wallet.intake.examining import Examined
from wallet.languages import accepted_languages
from wallet.sharing.verifying import (
    MOST_BYTES,
    MOST_INPUTS,
    Brought,
    PublicVerifier,
    Verified,
)
from wallet.user_errors import LimitReachedError, UserError
from wallet.verification.messages import Catalogue, catalogue_for
from wallet.web.bodies import body_of, media_type_of
from wallet.web.display_text import line
from wallet.web.limiting import client_of, too_many
from wallet.web.negotiation import negotiate
from wallet.web.originals import JSON
from wallet.web.pages import page
from wallet.web.problems import Problem, not_acceptable
from wallet.web.resource import resource
from wallet.web.same_origin import demand_same_origin
from wallet.web.services import WebServices
from wallet.web.share_json import Json, report_json
from wallet.web.verify_view import inputs_view
from wallet.web.words import Wording, wording_for

VERIFY_PATH: Final = "/verify"
_MOST_OF_ALL: Final = 4 * MOST_BYTES
_MULTIPART: Final = "multipart/form-data"
_OFFERED: Final = ("text/html", JSON)
_VARY: Final = {"Vary": "Accept, Accept-Language"}


def verify_routes(services: WebServices, verifier: PublicVerifier) -> list[BaseRoute]:
    """Return the route of the page."""

    async def form(request: Request) -> Response:
        return _page(request, services, ())

    async def verify(request: Request) -> Response:
        demand_same_origin(request, services.public_url)
        chosen = negotiate(request.headers.get("accept"), _OFFERED)
        if chosen is None:
            raise not_acceptable(_OFFERED)
        brought = await _brought(request)
        try:
            verified = await verifier.verify(brought, client_network(client_of(request)))
        except UserError as error:
            return _refused(request, services, error, chosen)
        if chosen == JSON:
            return _json(request, verified)
        return _page(request, services, verified)

    return [resource(VERIFY_PATH, "verify", get=form, post=verify)]


async def _brought(request: Request) -> list[Brought]:
    """Return the links, one a line, then the files.

    Raises:
        Problem: that is no such form, or too large.
    """
    if media_type_of(request) != _MULTIPART:
        raise Problem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE", f"Send {_MULTIPART}."
        )
    body = await body_of(request, _MOST_OF_ALL)
    parser = MultiPartParser(
        request.headers, _once(body), max_files=2 * MOST_INPUTS, max_fields=MOST_INPUTS
    )
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise Problem(HTTPStatus.BAD_REQUEST, "BAD_REQUEST", "The form cannot be read.") from error
    try:
        return [*_links(form), *[each async for each in _files(form)]]
    finally:
        await form.close()


async def _once(body: bytes) -> AsyncGenerator[bytes, None]:
    yield body


def _links(form: FormData) -> list[Brought]:
    said = [value for value in form.getlist("links") if isinstance(value, str)]
    lines = [text.strip() for value in said for text in value.splitlines()]
    return [Brought(text) for text in lines if text]


async def _files(form: FormData) -> AsyncGenerator[Brought, None]:
    for value in form.getlist("files"):
        if isinstance(value, UploadFile) and (value.filename or value.size):
            yield Brought(line(value.filename or "", 200), await value.read())


def _refused(request: Request, services: WebServices, error: UserError, chosen: str) -> Response:
    words = _wording(request).verify
    if isinstance(error, LimitReachedError):
        problem, notice = too_many(error), words.too_often
    else:
        problem = Problem(HTTPStatus.UNPROCESSABLE_ENTITY, error.code.value, error.message)
        notice = words.not_usable.format(number=MOST_INPUTS)
    if chosen == JSON:
        raise problem
    response = _page(request, services, (), notice=notice)
    response.status_code = problem.status
    response.headers.update(problem.headers)
    return response


def _page(
    request: Request,
    services: WebServices,
    verified: "list[Verified] | tuple[()]",
    *,
    notice: str | None = None,
) -> Response:
    wording = _wording(request)
    languages = accepted_languages(request.headers.get("accept-language"))
    html = page(
        "verify.html",
        wording=wording,
        words=wording.share,
        verify=wording.verify,
        path=VERIFY_PATH,
        notice=notice,
        most=MOST_INPUTS,
        inputs=inputs_view(verified, now=services.clock(), wording=wording, languages=languages),
    )
    return HTMLResponse(html, headers={"Content-Language": wording.language, **_VARY})


def _json(request: Request, verified: list[Verified]) -> Response:
    catalogue = catalogue_for(accepted_languages(request.headers.get("accept-language")))
    said: Json = {"inputs": [_input_json(one, catalogue) for one in verified]}
    return Response(
        json.dumps(said, ensure_ascii=False),
        media_type=JSON,
        headers={"Content-Language": catalogue.language, **_VARY},
    )


def _input_json(one: Verified, catalogue: Catalogue) -> Json:
    return {
        "label": one.label,
        "leftOut": one.left_out,
        "isUnfinished": one.is_unfinished,
        "results": [
            {
                "refused": None if isinstance(result, Examined) else result.code,
                "message": None if isinstance(result, Examined) else result.message,
                "title": dict(result.credential.title) if isinstance(result, Examined) else None,
                "format": result.credential.format.value if isinstance(result, Examined) else None,
                "report": report_json(result.report, catalogue),
            }
            for result in one.results
        ],
    }


def _wording(request: Request) -> Wording:
    return wording_for(accepted_languages(request.headers.get("accept-language")))
