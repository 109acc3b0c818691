"""An error in, an HTTP problem out: the only place where this room says no to a program.

Source: RFC 9457, Problem Details for HTTP APIs.
"""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from wallet.web.headers import PRIVATE

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):  # noqa: N818 -- the word of RFC 9457
    """A request that is not served as asked: a stable `code`, and what to do about it.

    It never names the address asked for: that may be a secret.
    """

    def __init__(
        self,
        status: HTTPStatus,
        code: str,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        members: Mapping[str, object] | None = None,
    ) -> None:
        """Refuse with `status`; `members` are further members of the problem object."""
        super().__init__(code)
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = dict(headers or {})
        self.members = dict(members or {})


def problem_response(problem: Problem) -> Response:
    """Return the response that says what `problem` says."""
    content = {
        "type": "about:blank",
        "title": problem.status.phrase,
        "status": problem.status.value,
        "code": problem.code,
        "detail": problem.detail,
        **problem.members,
    }
    return Response(
        json.dumps(content, ensure_ascii=False),
        status_code=problem.status.value,
        media_type=MEDIA_TYPE,
        headers={**PRIVATE, **problem.headers},
    )


def not_found() -> Problem:
    """Return what is said of everything that is not there, or not for who asks."""
    return Problem(HTTPStatus.NOT_FOUND, "NOT_FOUND", "There is nothing at this address.")


def wrong_method(allowed: str) -> Problem:
    """Return the refusal of a method; `allowed` lists those that would do."""
    return Problem(
        HTTPStatus.METHOD_NOT_ALLOWED,
        "METHOD_NOT_ALLOWED",
        f"Use one of {allowed}.",
        headers={"Allow": allowed},
    )


def not_acceptable(offered: Sequence[str]) -> Problem:
    """Return the refusal of an Accept header that nothing we have fits."""
    return Problem(
        HTTPStatus.NOT_ACCEPTABLE,
        "NOT_ACCEPTABLE",
        "Ask for one of the media types in `offered`.",
        members={"offered": list(offered)},
    )


def failure(request_id: str) -> Problem:
    """Return what is said of our own fault; the id leads to the line in our log."""
    return Problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "INTERNAL",
        "Something went wrong on our side. Try again; if it stays, tell us the request id.",
        members={"instance": f"urn:uuid:{request_id}"},
    )


async def http_exception_response(_request: Request, error: Exception) -> Response:
    """Return the problem for an `HTTPException` of the router: for the app's exception handlers."""
    if not isinstance(error, HTTPException):
        raise error
    status = HTTPStatus(error.status_code)
    if status is HTTPStatus.NOT_FOUND:
        return problem_response(not_found())
    headers = dict(error.headers or {})
    return problem_response(Problem(status, status.name, status.description, headers=headers))
