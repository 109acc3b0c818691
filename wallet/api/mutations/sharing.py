"""Make, change and close links."""

from uuid import UUID

import strawberry
from strawberry.types import Info

from wallet.api.calls import call_of
from wallet.api.declaring import Record, relation
from wallet.api.identifiers import Kind
from wallet.api.listing import SHARES
from wallet.api.loading import one
from wallet.api.mutations.inputs import Input, change, own_key, own_keys
from wallet.api.payloads import UserErrors, attempted, edge, user_errors
from wallet.api.types.connection import Edge
from wallet.api.types.describing import mutation
from wallet.api.types.fields import ShareItemInput, chosen_fields
from wallet.api.types.refs import ShareRef
from wallet.api.types.scalars import DateTime
from wallet.sharing.links import change_link, create_link, duplicate_link, revoke_link
from wallet.store.changes import UNSET
from wallet.store.models.shares import Share as ShareRow

_SHARE = one(ShareRow, "share_id")
_PATHS = {"credential_ids": ("items",), "most_openings": ("viewLimit",)}


@strawberry.input(description="Input of createShare.")
class CreateShareInput:
    """What to show, and to whom."""

    title: str = strawberry.field(description="Title on the page.")
    items: list[ShareItemInput] = strawberry.field(description="What to show, in order.")
    recipient_label: str | None = strawberry.field(
        default=strawberry.UNSET, description="For whom, shown to the learner only."
    )
    message: str | None = strawberry.field(
        default=strawberry.UNSET, description="Text on the page."
    )
    expires_at: DateTime | None = strawberry.field(
        default=strawberry.UNSET, description="When it closes of itself."
    )
    starts_at: DateTime | None = strawberry.field(
        default=strawberry.UNSET, description="When it opens; before that it says only when."
    )
    passcode: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="What visitors have to type; it is kept as a hash and never shown again.",
    )
    view_limit: int | None = strawberry.field(
        default=strawberry.UNSET, description="How often it can be opened; null for any number."
    )


@strawberry.type(description="Result of createShare.")
class CreateSharePayload(Record):
    """The new link."""

    share: ShareRef | None = relation("Share; null when refused.", _SHARE, "share_id")
    share_edge: Edge[ShareRef] | None = relation(
        "Its edge in the viewer's shares.", edge(SHARES, "share_id"), "share_id"
    )
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of updateShare; what is absent stays as it is.")
class UpdateShareInput:
    """What to change; the address stays."""

    share_id: strawberry.ID = strawberry.field(description="Share to change.")
    title: strawberry.Maybe[str] = strawberry.field(description="Title on the page.")
    items: strawberry.Maybe[list[ShareItemInput]] = strawberry.field(
        description="What to show, in order; it replaces what was shown before."
    )
    recipient_label: strawberry.Maybe[str | None] = strawberry.field(
        description="For whom, shown to the learner only."
    )
    message: strawberry.Maybe[str | None] = strawberry.field(description="Text on the page.")
    expires_at: strawberry.Maybe[DateTime | None] = strawberry.field(
        description="When it closes of itself; null for never."
    )
    starts_at: strawberry.Maybe[DateTime | None] = strawberry.field(
        description="When it opens; null for at once."
    )
    passcode: strawberry.Maybe[str | None] = strawberry.field(
        description="What visitors have to type; null for none. It ends what was opened before."
    )
    view_limit: strawberry.Maybe[int | None] = strawberry.field(
        description="How often it can be opened in all; null for any number."
    )


@strawberry.type(description="Result of updateShare.")
class UpdateSharePayload(Record):
    """The link as it now is."""

    share: ShareRef | None = relation("Share; null when refused.", _SHARE, "share_id")
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of revokeShare.")
class RevokeShareInput:
    """Which link."""

    share_id: strawberry.ID = strawberry.field(description="Share to close.")
    reason: str | None = strawberry.field(
        default=strawberry.UNSET, description="Why, told to who opens it afterwards."
    )


@strawberry.type(description="Result of revokeShare.")
class RevokeSharePayload(Record):
    """The link, closed."""

    share: ShareRef | None = relation("Share; null when refused.", _SHARE, "share_id")
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of duplicateShare.")
class DuplicateShareInput:
    """Which link, and for whom."""

    share_id: strawberry.ID = strawberry.field(description="Share to copy.")
    recipient_label: str | None = strawberry.field(
        default=strawberry.UNSET, description="For whom, shown to the learner only."
    )
    passcode: strawberry.Maybe[str | None] = strawberry.field(
        description="Another passcode, or null for none; absent, the passcode stays the same."
    )


@strawberry.type(description="Result of duplicateShare.")
class DuplicateSharePayload(Record):
    """The new link."""

    share: ShareRef | None = relation("Share; null when refused.", _SHARE, "share_id")
    share_edge: Edge[ShareRef] | None = relation(
        "Its edge in the viewer's shares.", edge(SHARES, "share_id"), "share_id"
    )
    user_errors: UserErrors = user_errors()


@strawberry.type
class ShareMutations:
    """What can be done with links."""

    @mutation("Make a link.")
    async def create_share(
        self, info: Info, given: Input[CreateShareInput]
    ) -> CreateSharePayload | None:
        """Make a link over the credentials given."""
        call = call_of(info)
        owner_id = call.learner_id

        async def effect() -> dict[str, object]:
            made = await create_link(
                owner_id,
                credential_ids=_credentials(given.items),
                title=given.title,
                recipient_label=given.recipient_label or None,
                message=given.message or None,
                expires_at=given.expires_at or None,
                fields=chosen_fields(given.items),
                publisher=call.services.publisher,
                starts_at=given.starts_at or None,
                passcode=given.passcode or None,
                most_openings=None if given.view_limit is strawberry.UNSET else given.view_limit,
                keys=call.services.token_keys,
                now=call.services.now(),
            )
            return {"share_id": made}

        return await attempted(info, CreateSharePayload, effect, _PATHS)

    @mutation("Change a link; its address stays.")
    async def update_share(
        self, info: Info, given: Input[UpdateShareInput]
    ) -> UpdateSharePayload | None:
        """Change what is given."""
        call = call_of(info)
        owner_id = call.learner_id

        async def effect() -> dict[str, object]:
            key = own_key(Kind.SHARE, given.share_id)
            items = change(given.items)
            await change_link(
                owner_id,
                key,
                title=change(given.title),
                recipient_label=change(given.recipient_label),
                message=change(given.message),
                expires_at=change(given.expires_at),
                starts_at=change(given.starts_at),
                passcode=change(given.passcode),
                most_openings=change(given.view_limit),
                credential_ids=UNSET if items is UNSET else _credentials(items),
                fields={} if items is UNSET else chosen_fields(items),
                publisher=call.services.publisher,
                now=call.services.now(),
            )
            return {"share_id": key}

        return await attempted(info, UpdateSharePayload, effect, _PATHS)

    @mutation("Make a link like another, for another recipient.")
    async def duplicate_share(
        self, info: Info, given: Input[DuplicateShareInput]
    ) -> DuplicateSharePayload | None:
        """Copy what is shown and asked for, under an address of its own."""
        call = call_of(info)
        owner_id = call.learner_id

        async def effect() -> dict[str, object]:
            made = await duplicate_link(
                owner_id,
                own_key(Kind.SHARE, given.share_id),
                recipient_label=given.recipient_label or None,
                passcode=change(given.passcode),
                keys=call.services.token_keys,
                now=call.services.now(),
            )
            return {"share_id": made}

        return await attempted(info, DuplicateSharePayload, effect)

    @mutation("Close a link for good.")
    async def revoke_share(
        self, info: Info, given: Input[RevokeShareInput]
    ) -> RevokeSharePayload | None:
        """Close it at once."""
        call = call_of(info)
        owner_id = call.learner_id

        async def effect() -> dict[str, object]:
            key = own_key(Kind.SHARE, given.share_id)
            await revoke_link(owner_id, key, reason=given.reason or None, now=call.services.now())
            return {"share_id": key}

        return await attempted(info, RevokeSharePayload, effect)


def _credentials(items: list[ShareItemInput]) -> list[UUID]:
    return own_keys(Kind.CREDENTIAL, [item.credential_id for item in items])
