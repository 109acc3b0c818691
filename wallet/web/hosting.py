"""What both hosts do alike: who asks and may they, which page, what came of a push.

Whatever is refused is a `Problem`; each host says it in its own specification's words.
Sources: RFC 6750, 3 and 3.1; Open Badges 3.0, "Paging"; Open Badges 2.1, "Pagination".
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from re import compile as pattern
from typing import Final
from urllib.parse import urlencode
from uuid import uuid5

from starlette.requests import Request

from wallet.accounts import account, addresses, application_grants
from wallet.accounts.application_grants import LiveGrant
from wallet.accounts.scopes import Scope
from wallet.accounts.sessions import TokenFault
from wallet.learner.ending import Ending
from wallet.learner.handing_out import Held, texts
from wallet.learner.learner import Learner
from wallet.learner.receiving import Received, StillReading, receive
from wallet.learner.terms import SOMEBODY_ELSES
from wallet.user_errors import LimitReachedError, UserError
from wallet.web.limiting import count, too_many
from wallet.web.problems import Problem
from wallet.web.services import WebServices

SOMEBODY_ELSES_CREDENTIAL: Final = "RECIPIENT_MISMATCH"
INVALID_CREDENTIAL: Final = "INVALID_CREDENTIAL"
NOT_READY: Final = "NOT_READY"
BAD_QUERY: Final = "BAD_QUERY"
_RETRY_SECONDS: Final = "10"
_USUAL_PAGE: Final = 20
_LARGEST_PAGE: Final = 100
_LAST_OFFSET: Final = 1_000_000
_WHOLE: Final = pattern(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Visitor:
    """An application at work, and in whose wallet."""

    grant: LiveGrant

    @property
    def learner(self) -> Learner:
        """Whose wallet it is."""
        return Learner(self.grant.account_id)


async def admitted(request: Request, services: WebServices, scope: Scope) -> Visitor:
    """Return the application that a request comes from, if it may do what the scope is for.

    Raises:
        Problem: 401, 403 or 429.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise _unauthenticated("Send an access token as `Authorization: Bearer …`.", "Bearer")
    grant = await application_grants.authenticate(token.strip(), now=services.clock())
    if isinstance(grant, TokenFault):
        said = {
            TokenFault.EXPIRED: "The access token is out of date. Refresh it.",
            TokenFault.UNKNOWN: "The access token is not valid. Ask the learner again.",
        }
        raise _unauthenticated(said[grant], 'Bearer error="invalid_token"')
    if scope.value not in grant.scope.split():
        raise Problem(
            HTTPStatus.FORBIDDEN,
            "INSUFFICIENT_SCOPE",
            f"The learner has not allowed {scope.value}.",
            headers={
                "WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{scope.value}"'
            },
        )
    await count(services.rate_limits, services.rate_limits.rules.calls_of_grant, str(grant.id))
    return Visitor(grant)


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page is asked for."""

    limit: int
    offset: int
    since: datetime | None
    since_text: str | None

    def headers(self, address: str, total: int) -> dict[str, str]:
        """Return the headers that lead to the other pages."""
        last = max(0, (total - 1) // self.limit * self.limit)
        places = {"first": 0, "last": last}
        if self.offset + self.limit < total:
            places["next"] = self.offset + self.limit
        if self.offset > 0:
            places["prev"] = max(0, self.offset - self.limit)
        links = [f'<{self._address(address, at)}>; rel="{name}"' for name, at in places.items()]
        return {"X-Total-Count": str(total), "Link": ", ".join(links)}

    def _address(self, address: str, offset: int) -> str:
        since = {} if self.since_text is None else {"since": self.since_text}
        return f"{address}?{urlencode({'limit': self.limit, 'offset': offset, **since})}"


def paging_of(request: Request) -> Paging:
    """Return which page a request asks for.

    Raises:
        Problem: BAD_QUERY.
    """
    asked = request.query_params
    limit = _number(asked.get("limit"), "limit", least=1, usual=_USUAL_PAGE)
    offset = _number(asked.get("offset"), "offset", least=0, usual=0)
    since_text = asked.get("since")
    since = None if since_text is None else _moment(since_text)
    text = None if since is None else since.isoformat()
    return Paging(min(limit, _LARGEST_PAGE), min(offset, _LAST_OFFSET), since, text)


async def listed(learner: Learner, page: Sequence[Held], *, tokens: bool) -> AsyncIterator[str]:
    """Yield a JSON list, piece by piece: the objects as they are kept, or the tokens as strings."""
    yield "["
    separator = ""
    async for text in texts(learner, [held for held in page if held.is_token is tokens]):
        yield separator + (f'"{text.strip()}"' if tokens else text.strip())
        separator = ","
    yield "]"


async def pushed(visitor: Visitor, services: WebServices, content: str) -> Received:
    """Return what came of a credential that an application pushed.

    Raises:
        Problem: SOMEBODY_ELSES_CREDENTIAL, INVALID_CREDENTIAL, NOT_READY, or a limit.
    """
    limits = services.rate_limits
    await count(limits, limits.rules.pushes_of_grant, str(visitor.grant.id))
    try:
        outcome = await receive(visitor.learner, content)
    except LimitReachedError as error:
        raise too_many(error) from error
    except UserError as error:
        raise Problem(HTTPStatus.BAD_REQUEST, INVALID_CREDENTIAL, error.message) from error
    match outcome:
        case Received():
            return outcome
        case StillReading():
            raise _not_ready("It is still being checked. Send the same again for the outcome.")
        case Ending():
            raise _refusal(outcome)


def _refusal(ending: Ending) -> Problem:
    if ending.code == SOMEBODY_ELSES:
        return Problem(HTTPStatus.FORBIDDEN, SOMEBODY_ELSES_CREDENTIAL, ending.message)
    if ending.retryable:
        return _not_ready(ending.message)
    return Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY, INVALID_CREDENTIAL, f"{ending.code}: {ending.message}"
    )


def _not_ready(said: str) -> Problem:
    return Problem(
        HTTPStatus.SERVICE_UNAVAILABLE, NOT_READY, said, headers={"Retry-After": _RETRY_SECONDS}
    )


@dataclass(frozen=True, slots=True)
class ProfileView:
    """What an application learns of the learner. `id` is another for each application."""

    id: str
    name: str
    email: str | None


async def profile_of(visitor: Visitor) -> ProfileView:
    """Return the learner's profile."""
    grant = visitor.grant
    read = await account.read(grant.account_id)
    proven = await addresses.proven(grant.account_id)
    return ProfileView(
        id=uuid5(grant.application_id, str(grant.account_id)).urn,
        name=read.display_name,
        email=proven[0] if proven else None,
    )


async def change_profile(visitor: Visitor, said: dict[str, object]) -> None:
    """Change the learner's name; whatever else differs is refused, for it would need a proof.

    Raises:
        Problem: 400, which names the member.
    """
    held = await profile_of(visitor)
    kept = {"@context", "id", "type", "name"}
    changed = sorted(
        name
        for name, value in said.items()
        if name not in kept and not (name == "email" and value == held.email)
    )
    if changed:
        raise Problem(
            HTTPStatus.BAD_REQUEST,
            "NOT_CHANGEABLE",
            f"Only `name` can be changed here; leave out {', '.join(changed)[:200]}.",
        )
    name = said.get("name")
    if not isinstance(name, str):
        raise Problem(HTTPStatus.BAD_REQUEST, "NOT_CHANGEABLE", "Give the `name`, as text.")
    try:
        await account.change_profile(visitor.grant.account_id, display_name=name)
    except UserError as error:
        raise Problem(HTTPStatus.BAD_REQUEST, "NOT_CHANGEABLE", error.message) from error


def _number(text: str | None, name: str, *, least: int, usual: int) -> int:
    if text is None:
        return usual
    if not _WHOLE.fullmatch(text) or int(text) < least:
        raise Problem(
            HTTPStatus.BAD_REQUEST, BAD_QUERY, f"`{name}` is a whole number, {least} or more."
        )
    return int(text)


def _moment(text: str) -> datetime:
    """Read an instant; a plus sign that was not encoded has become a space on the way."""
    try:
        moment = datetime.fromisoformat(text.strip().replace(" ", "+"))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Problem(
            HTTPStatus.BAD_REQUEST,
            BAD_QUERY,
            "`since` is an instant with its time zone, as 2026-11-23T14:50:00Z.",
        )
    return moment


def _unauthenticated(said: str, challenge: str) -> Problem:
    return Problem(
        HTTPStatus.UNAUTHORIZED, "UNAUTHENTICATED", said, headers={"WWW-Authenticate": challenge}
    )
