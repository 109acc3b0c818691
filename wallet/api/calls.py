"""One operation of one caller: what every resolver may know."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from strawberry.types import Info

from wallet.accounts.account import language_of
from wallet.accounts.authentication import Caller
from wallet.api.errors import bad_request, unauthenticated
from wallet.api.services import ApiServices
from wallet.languages import accepted_languages
from wallet.learner.learner import Learner

if TYPE_CHECKING:
    from wallet.api.browser_sessions import BrowserSession


@dataclass(slots=True)
class Meter:
    """How many objects the operations of one request asked to load, all its calls together."""

    rows: int = 0


@dataclass(slots=True)
class Call:
    """Who calls, with what at hand. One for each HTTP request, or for each socket.

    `languages` are those that the caller reads, best first. `client` is the network address, for
    counting alone. `browser` is there where a page holds its session in cookies. `on_socket` says
    that the call may outlast its session.
    """

    services: ApiServices
    request_id: str
    caller: Caller | None = None
    languages: tuple[str, ...] = ()
    client: str = ""
    client_family: str | None = None
    on_socket: bool = False
    authorization: str | None = None
    accept_language: str | None = None
    connection_params: dict[str, object] | None = None
    rows_loaded: int = field(default=0)
    past_reports: int = field(default=0)
    meter: Meter = field(default_factory=Meter)
    browser: "BrowserSession | None" = None

    @property
    def viewer(self) -> Caller:
        """Who is signed in.

        Raises:
            GraphQLError: nobody is.
        """
        if self.caller is None:
            raise unauthenticated()
        return self.caller

    @property
    def learner(self) -> Learner:
        """Whose wallet it is.

        Raises:
            GraphQLError: nobody is signed in.
        """
        return Learner(self.viewer.account_id)

    @property
    def learner_id(self) -> UUID:
        """The `learner_id` of every row that the caller may see."""
        return self.viewer.account_id

    def spend(self, rows: int) -> None:
        """Count rows about to be loaded.

        Raises:
            GraphQLError: that is more than one operation may load.
        """
        self.rows_loaded += rows
        self.meter.rows += rows
        if self.rows_loaded > self.services.queries.rows:
            raise bad_request(
                f"The query asks for more than {self.services.queries.rows:,} objects. "
                "Ask for smaller pages or fewer levels."
            )


async def languages_for(accept_language: str | None, caller: Caller | None) -> tuple[str, ...]:
    """Return what a caller reads: by the header, else by the account."""
    languages = accepted_languages(accept_language)
    if languages or caller is None:
        return languages
    preferred = caller.language or await language_of(caller.account_id)
    return () if preferred is None else (preferred,)


def call_of(info: Info) -> Call:
    """Return the call that a resolver works for."""
    call = info.context
    if not isinstance(call, Call):
        raise TypeError("the schema is executed with a Call as its context")
    return call
