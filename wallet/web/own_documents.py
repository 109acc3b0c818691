"""What the wallet publishes of itself, so that anybody can check what it signed."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from wallet.proofs.pinned_contexts import EXCERPT, EXCERPT_PATH
from wallet.sharing.own_status_list import STATUS_PATH
from wallet.web.problems import not_found
from wallet.web.resource import resource
from wallet.web.services import OwnDocuments

_ANYBODY = {"Access-Control-Allow-Origin": "*"}
"""Verifiers that run in a browser fetch from anywhere."""
_A_MINUTE = {"Cache-Control": "public, max-age=60", **_ANYBODY}
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable", **_ANYBODY}
_LONGEST_NUMBER = 6


def own_document_routes(own: OwnDocuments) -> list[BaseRoute]:
    """Return the routes of the DID document, of the words of excerpts, and of the status lists."""

    async def did_document(_request: Request) -> Response:
        return _json(own.identity.document(), "application/did+json", _A_MINUTE)

    async def context(_request: Request) -> Response:
        text = own.contexts().text(EXCERPT)
        if text is None:
            raise not_found()
        return _json(text, "application/ld+json", _FOR_EVER)

    async def status_list(request: Request) -> Response:
        written: str = request.path_params["number"]
        if not (written.isascii() and written.isdigit()) or len(written) > _LONGEST_NUMBER:
            raise not_found()
        found = await own.status_lists.list_credential(int(written), own.clock())
        if found is None:
            raise not_found()
        return _json(found, "application/vc", _A_MINUTE)

    return [
        resource("/.well-known/did.json", "did_document", get=did_document),
        resource(EXCERPT_PATH, "excerpt_context", get=context),
        resource(f"{STATUS_PATH}/{{number}}", "status_list", get=status_list),
    ]


def _json(content: Mapping[str, Any], media_type: str, headers: Mapping[str, str]) -> Response:
    body = json.dumps(dict(content), ensure_ascii=False)
    return Response(body, media_type=media_type, headers=dict(headers))
