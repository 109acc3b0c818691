"""Verify without an account: what is brought is looked at once, and nothing of it is kept."""

import strawberry
from strawberry.types import Info

from wallet.accounts.rate_limits import client_network
from wallet.api.calls import call_of
from wallet.api.declaring import Record, Row, derived, record
from wallet.api.mutations.inputs import Input
from wallet.api.payloads import UserErrors, attempted, user_errors
from wallet.api.types.describing import mutation
from wallet.api.types.public_verification import PubliclyVerifiedSource, rows_of
from wallet.api.types.scalars import URL
from wallet.sharing.verifying import Brought
from wallet.user_errors import InvalidError, LimitReachedError


@strawberry.input(description="Something to verify: an address or a text, one of them.")
class PublicSourceInput:
    """Where a credential is."""

    url: URL | None = strawberry.field(
        default=strawberry.UNSET, description="Address of a badge or of its page."
    )
    text: str | None = strawberry.field(
        default=strawberry.UNSET, description="The credential itself, JSON or a token."
    )


@strawberry.input(description="Input of verifyPublicly.")
class VerifyPubliclyInput:
    """What to verify."""

    sources: list[PublicSourceInput] = strawberry.field(description="Sources, 10 at most.")


def _sources(row: Row) -> list[PubliclyVerifiedSource]:
    return [record(PubliclyVerifiedSource, each) for each in row["sources"] or ()]


@strawberry.type(description="Result of verifyPublicly.")
class VerifyPubliclyPayload(Record):
    """What came of each source."""

    sources: list[PubliclyVerifiedSource] = derived(
        "What came of each source, in order; empty when refused.", _sources
    )
    user_errors: UserErrors = user_errors()


@strawberry.type
class PublicVerificationMutations:
    """What anybody can ask."""

    @mutation(
        "Verify credentials without an account. Nothing is kept; how often one client may ask is "
        "limited. Files go to the page `/verify`."
    )
    async def verify_publicly(
        self, info: Info, given: Input[VerifyPubliclyInput]
    ) -> VerifyPubliclyPayload | None:
        """Look at what is brought."""
        call = call_of(info)

        async def effect() -> dict[str, object]:
            if call.services.verifier is None:
                raise LimitReachedError("Nobody can verify here without an account.")
            brought = [_brought(each, at) for at, each in enumerate(given.sources)]
            verified = await call.services.verifier.verify(brought, client_network(call.client))
            return {"sources": rows_of(verified)}

        return await attempted(info, VerifyPubliclyPayload, effect)


def _brought(source: PublicSourceInput, position: int) -> Brought:
    if bool(source.url) is bool(source.text):
        raise InvalidError("Give an address or a text, one of them.", ("sources", str(position)))
    if source.url:
        return Brought(str(source.url))
    return Brought(f"#{position + 1}", (source.text or "").encode("utf-8", "replace"))
