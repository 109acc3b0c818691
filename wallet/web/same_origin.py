"""A request in, whether a page of ours sent it out.

Source: Fetch Metadata Request Headers, "The Sec-Fetch-Site HTTP Request Header".
"""

from http import HTTPStatus

from starlette.requests import Request

from wallet.web.problems import Problem


def demand_same_origin(request: Request, public_url: str) -> None:
    """Let through what a page of ours sent.

    Sec-Fetch-Site decides where it is sent: our pages send no referrer, and a browser's Origin is
    then `null`. Else Origin has to be ours.

    Raises:
        Problem: anything else, a request that says nothing about where it comes from, too.
    """
    site = request.headers.get("sec-fetch-site")
    ours = site == "same-origin" if site else request.headers.get("origin") == public_url
    if not ours:
        raise Problem(
            HTTPStatus.FORBIDDEN,
            "NOT_SAME_ORIGIN",
            "This is done from the link's page; a program sends `Sec-Fetch-Site: same-origin`.",
        )
