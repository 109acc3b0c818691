"""Add, prove and remove addresses."""

import strawberry
from strawberry.types import Info

from wallet.accounts import addresses
from wallet.api.calls import call_of
from wallet.api.declaring import Record, column, relation
from wallet.api.identifiers import Kind, global_id
from wallet.api.loading import one
from wallet.api.mutations.inputs import Input, own_key
from wallet.api.payloads import UserErrors, attempted, user_errors
from wallet.api.types.accounts import Viewer, viewer
from wallet.api.types.describing import mutation
from wallet.api.types.refs import AccountEmailRef
from wallet.api.types.scalars import EmailAddress
from wallet.store.models.accounts import Address

_EMAIL = one(Address, "email_id")
_PATHS = {"address_id": ("emailId",)}


@strawberry.input(description="Input of addEmail.")
class AddEmailInput:
    """What to add."""

    address: EmailAddress = strawberry.field(description="Address; a code is sent to it.")


@strawberry.type(description="Result of addEmail.")
class AddEmailPayload(Record):
    """The address, not proven yet."""

    email: AccountEmailRef | None = relation("Address; null when refused.", _EMAIL, "email_id")
    viewer: Viewer | None = relation("Viewer; null when refused.", viewer, "viewer")
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of verifyEmail.")
class VerifyEmailInput:
    """The code."""

    email_id: strawberry.ID = strawberry.field(description="Address to prove.")
    code: str = strawberry.field(description="Code sent to it.")


@strawberry.type(description="Result of verifyEmail.")
class VerifyEmailPayload(Record):
    """The address, proven."""

    email: AccountEmailRef | None = relation("Address; null when refused.", _EMAIL, "email_id")
    viewer: Viewer | None = relation("Viewer; null when refused.", viewer, "viewer")
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of removeEmail.")
class RemoveEmailInput:
    """Which address."""

    email_id: strawberry.ID = strawberry.field(description="Address to remove.")


@strawberry.type(description="Result of removeEmail.")
class RemoveEmailPayload(Record):
    """The address that is gone."""

    deleted_email_id: strawberry.ID | None = column("Its id; null when refused.")
    viewer: Viewer | None = relation("Viewer; null when refused.", viewer, "viewer")
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of setPrimaryEmail.")
class SetPrimaryEmailInput:
    """Which address."""

    email_id: strawberry.ID = strawberry.field(description="Address that mail is to go to.")


@strawberry.type(description="Result of setPrimaryEmail.")
class SetPrimaryEmailPayload(Record):
    """The address, now primary."""

    email: AccountEmailRef | None = relation("Address; null when refused.", _EMAIL, "email_id")
    viewer: Viewer | None = relation("Viewer; null when refused.", viewer, "viewer")
    user_errors: UserErrors = user_errors()


@strawberry.type
class AddressMutations:
    """What can be done with addresses."""

    @mutation("Add an address and send a code.")
    async def add_email(self, info: Info, given: Input[AddEmailInput]) -> AddEmailPayload | None:
        """Claim an address."""
        call = call_of(info)
        account_id = call.learner_id

        async def effect() -> dict[str, object]:
            added = await addresses.add(
                account_id,
                given.address,
                limits=call.services.rate_limits,
                now=call.services.now(),
            )
            return {"email_id": added.id, "viewer": True}

        return await attempted(info, AddEmailPayload, effect)

    @mutation("Prove an address with the code.")
    async def verify_email(
        self, info: Info, given: Input[VerifyEmailInput]
    ) -> VerifyEmailPayload | None:
        """Spend the code."""
        call = call_of(info)
        account_id = call.learner_id

        async def effect() -> dict[str, object]:
            key = own_key(Kind.ACCOUNT_EMAIL, given.email_id)
            await addresses.prove(
                account_id,
                key,
                given.code,
                limits=call.services.rate_limits,
                now=call.services.now(),
            )
            return {"email_id": key, "viewer": True}

        return await attempted(info, VerifyEmailPayload, effect, _PATHS)

    @mutation("Remove an address.")
    async def remove_email(
        self, info: Info, given: Input[RemoveEmailInput]
    ) -> RemoveEmailPayload | None:
        """Take it out of the account."""
        account_id = call_of(info).learner_id

        async def effect() -> dict[str, object]:
            key = own_key(Kind.ACCOUNT_EMAIL, given.email_id)
            await addresses.remove(account_id, key)
            return {"deleted_email_id": global_id(Kind.ACCOUNT_EMAIL, key), "viewer": True}

        return await attempted(info, RemoveEmailPayload, effect, _PATHS)

    @mutation("Choose the main address.")
    async def set_primary_email(
        self, info: Info, given: Input[SetPrimaryEmailInput]
    ) -> SetPrimaryEmailPayload | None:
        """Make it the one that mail goes to."""
        account_id = call_of(info).learner_id

        async def effect() -> dict[str, object]:
            key = own_key(Kind.ACCOUNT_EMAIL, given.email_id)
            await addresses.set_primary(account_id, key)
            return {"email_id": key, "viewer": True}

        return await attempted(info, SetPrimaryEmailPayload, effect, _PATHS)
