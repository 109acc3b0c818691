"""Sign in by a code from the mail, renew a session, sign out; the account's own name."""

import strawberry
from strawberry.types import Info

from wallet.accounts.account import change_profile
from wallet.accounts.authentication import Caller, CallerKind
from wallet.accounts.sessions import SessionTokens as IssuedTokens
from wallet.accounts.sessions import refresh, sign_out
from wallet.accounts.sign_in import confirm_code, request_code
from wallet.api.calls import Call, call_of
from wallet.api.declaring import Record, column, relation
from wallet.api.errors import unauthenticated
from wallet.api.identifiers import Kind, global_id
from wallet.api.mutations.inputs import Input, change, optional_key
from wallet.api.payloads import UserErrors, attempted, user_errors
from wallet.api.types.accounts import Viewer, viewer
from wallet.api.types.describing import mutation
from wallet.api.types.scalars import DateTime, EmailAddress, LanguageTag

_TOKENS = "Tokens; null when refused, and where a browser's cookies hold them."


@strawberry.type(description="Tokens of one session, opaque.")
class SessionTokens:
    """What a client keeps."""

    access_token: str = strawberry.field(description="For the Authorization header, as Bearer.")
    access_token_expires_at: DateTime = strawberry.field(description="End of the access token.")
    refresh_token: str = strawberry.field(description="For refreshSession, once.")


@strawberry.input(description="Input of requestSignInCode.")
class RequestSignInCodeInput:
    """Where to send the code."""

    email: EmailAddress = strawberry.field(description="Address to send the code to.")


@strawberry.type(description="Result of requestSignInCode.")
class RequestSignInCodePayload(Record):
    """What must come beside the code."""

    request_id: str | None = column(
        "Names this request; signIn asks for it beside the code; null when refused."
    )
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of signIn.")
class SignInInput:
    """The code, and what it answers."""

    request_id: str = strawberry.field(description="Request that the code answers.")
    code: str = strawberry.field(description="Code from the mail.")
    device_name: str | None = strawberry.field(
        default=strawberry.UNSET, description="Name of this device, shown among the sessions."
    )


@strawberry.type(description="Result of signIn.")
class SignInPayload(Record):
    """The session that began."""

    tokens: SessionTokens | None = column(_TOKENS)
    viewer: Viewer | None = relation("Viewer; null when refused.", viewer, "viewer")
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of refreshSession.")
class RefreshSessionInput:
    """The token to spend."""

    refresh_token: str | None = strawberry.field(
        default=strawberry.UNSET, description="Refresh token; a browser's cookie has it already."
    )


@strawberry.type(description="Result of refreshSession.")
class RefreshSessionPayload(Record):
    """The next pair."""

    tokens: SessionTokens | None = column(_TOKENS)
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of signOut.")
class SignOutInput:
    """Which session."""

    session_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Session to end; the one in use when not given."
    )


@strawberry.type(description="Result of signOut.")
class SignOutPayload(Record):
    """The session that ended."""

    deleted_session_id: strawberry.ID | None = column("Its id; null when refused.")
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of updateProfile; what is absent stays as it is.")
class UpdateProfileInput:
    """What to change."""

    display_name: strawberry.Maybe[str] = strawberry.field(description="Name.")
    language: strawberry.Maybe[LanguageTag] = strawberry.field(description="Preferred language.")


@strawberry.type(description="Result of updateProfile.")
class UpdateProfilePayload(Record):
    """The viewer as they now are."""

    viewer: Viewer | None = relation("Viewer; null when refused.", viewer, "viewer")
    user_errors: UserErrors = user_errors()


@strawberry.type
class SignInMutations:
    """What can be done about being signed in."""

    @mutation("Send a one-time code; the same answer whether or not there is an account.")
    async def request_sign_in_code(
        self, info: Info, given: Input[RequestSignInCodeInput]
    ) -> RequestSignInCodePayload | None:
        """Send a code to the address."""
        call = call_of(info)

        async def effect() -> dict[str, object]:
            request_id = await request_code(
                given.email,
                client=call.client,
                limits=call.services.rate_limits,
                now=call.services.now(),
            )
            return {"request_id": request_id}

        return await attempted(info, RequestSignInCodePayload, effect, {"address": ("email",)})

    @mutation("Sign in with a code, making the account where there is none.")
    async def sign_in(self, info: Info, given: Input[SignInInput]) -> SignInPayload | None:
        """Spend the code for a session."""
        call = call_of(info)

        async def effect() -> dict[str, object]:
            issued = await confirm_code(
                given.request_id,
                given.code,
                client=call.client,
                limits=call.services.rate_limits,
                now=call.services.now(),
                device_name=given.device_name or None,
                lifetimes=call.services.lifetimes,
            )
            call.caller = Caller(
                issued.account_id,
                issued.session_id,
                CallerKind.SESSION,
                issued.access_token_expires_at,
            )
            return {"tokens": _handed_over(call, issued), "viewer": True}

        return await attempted(info, SignInPayload, effect, {"request": ("requestId",)})

    @mutation(
        "A new access token for a refresh token, which is replaced; reuse ends the whole family."
    )
    async def refresh_session(
        self, info: Info, given: Input[RefreshSessionInput]
    ) -> RefreshSessionPayload | None:
        """Spend a refresh token for the next pair."""
        call, services = call_of(info), call_of(info).services
        kept = call.browser.refresh if call.browser is not None else None

        async def effect() -> dict[str, object]:
            issued = await refresh(
                given.refresh_token or kept or "",
                now=services.now(),
                lifetimes=services.lifetimes,
            )
            return {"tokens": _handed_over(call, issued)}

        return await attempted(info, RefreshSessionPayload, effect)

    @mutation("Sign this device out, or another of the viewer's.")
    async def sign_out(self, info: Info, given: Input[SignOutInput]) -> SignOutPayload | None:
        """End a session."""
        call = call_of(info)
        caller = call.viewer

        async def effect() -> dict[str, object]:
            key = optional_key(Kind.SESSION, given.session_id) or caller.session_id
            if key is None:
                raise unauthenticated("An outside provider's token is ended there, not here.")
            await sign_out(caller.account_id, key, now=call.services.now())
            if call.browser is not None and key == caller.session_id:
                call.browser.drop()
            return {"deleted_session_id": global_id(Kind.SESSION, key)}

        return await attempted(info, SignOutPayload, effect)

    @mutation("Change name or language.")
    async def update_profile(
        self, info: Info, given: Input[UpdateProfileInput]
    ) -> UpdateProfilePayload | None:
        """Change what is given."""
        account_id = call_of(info).learner_id

        async def effect() -> dict[str, object]:
            await change_profile(
                account_id,
                display_name=change(given.display_name),
                language=change(given.language),
            )
            return {"viewer": True}

        return await attempted(info, UpdateProfilePayload, effect)


def _handed_over(call: Call, issued: IssuedTokens) -> SessionTokens | None:
    """Return the tokens, or None where the browser keeps them out of the page's reach."""
    if call.browser is not None:
        call.browser.keep(issued, call.services.now())
        return None
    return SessionTokens(
        access_token=issued.access_token,
        access_token_expires_at=DateTime(issued.access_token_expires_at),
        refresh_token=issued.refresh_token,
    )
