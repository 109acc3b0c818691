"""Check again, describe, put away and delete a credential."""

import strawberry
from strawberry.types import Info

from wallet.api.calls import call_of
from wallet.api.declaring import Record, column, relation
from wallet.api.identifiers import Kind, global_id
from wallet.api.loading import one
from wallet.api.mutations.inputs import Input, change, own_key
from wallet.api.payloads import UserErrors, attempted, user_errors
from wallet.api.types.describing import mutation
from wallet.api.types.refs import CredentialRef
from wallet.api.types.scalars import DateTime
from wallet.learner.organising import delete_credential, update_credential
from wallet.learner.rechecking import request_recheck
from wallet.store.models.credentials import Credential as CredentialRow

_CREDENTIAL = one(CredentialRow, "credential_id")


@strawberry.input(description="Input of verifyCredential.")
class VerifyCredentialInput:
    """Which credential."""

    credential_id: strawberry.ID = strawberry.field(description="Credential to check again.")


@strawberry.type(description="Result of verifyCredential.")
class VerifyCredentialPayload(Record):
    """A check that is under way."""

    credential: CredentialRef | None = relation(
        "Credential; null when refused.", _CREDENTIAL, "credential_id"
    )
    requested_at: DateTime | None = column(
        "When the fresh check was asked for: the report that answers is newer."
    )
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of updateCredential; what is absent stays as it is.")
class UpdateCredentialInput:
    """What to change."""

    credential_id: strawberry.ID = strawberry.field(description="Credential to change.")
    note: strawberry.Maybe[str | None] = strawberry.field(
        description="Own note; null takes it away."
    )
    tags: strawberry.Maybe[list[str]] = strawberry.field(
        description="Own tags; they replace those before."
    )
    archived: strawberry.Maybe[bool] = strawberry.field(
        description="Put away from the main list, or back."
    )


@strawberry.type(description="Result of updateCredential.")
class UpdateCredentialPayload(Record):
    """The credential as it now is."""

    credential: CredentialRef | None = relation(
        "Credential; null when refused.", _CREDENTIAL, "credential_id"
    )
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of deleteCredential.")
class DeleteCredentialInput:
    """Which credential."""

    credential_id: strawberry.ID = strawberry.field(description="Credential to delete.")
    with_parts: bool = strawberry.field(
        default=False,
        description="Of a record, delete also the credentials within that lie in no other record; "
        "else they stay.",
    )


@strawberry.type(description="Result of deleteCredential.")
class DeleteCredentialPayload(Record):
    """What is gone."""

    deleted_credential_id: strawberry.ID | None = column("Its id; null when refused.")
    user_errors: UserErrors = user_errors()


@strawberry.type
class CredentialMutations:
    """What can be done with a credential that is held."""

    @mutation("Run all checks again; answers at once.")
    async def verify_credential(
        self, info: Info, given: Input[VerifyCredentialInput]
    ) -> VerifyCredentialPayload | None:
        """Enqueue a fresh check, or join the one under way."""
        call = call_of(info)
        learner = call.learner

        async def effect() -> dict[str, object]:
            key = own_key(Kind.CREDENTIAL, given.credential_id)
            requested_at = call.services.now()
            await request_recheck(learner, key)
            return {"credential_id": key, "requested_at": requested_at}

        return await attempted(info, VerifyCredentialPayload, effect)

    @mutation("Change own note, tags or archive state.")
    async def update_credential(
        self, info: Info, given: Input[UpdateCredentialInput]
    ) -> UpdateCredentialPayload | None:
        """Change what is given."""
        learner = call_of(info).learner

        async def effect() -> dict[str, object]:
            key = own_key(Kind.CREDENTIAL, given.credential_id)
            await update_credential(
                learner,
                key,
                note=change(given.note),
                tags=change(given.tags),
                archived=change(given.archived),
            )
            return {"credential_id": key}

        return await attempted(info, UpdateCredentialPayload, effect)

    @mutation("Remove a credential; links that show it go on without it.")
    async def delete_credential(
        self, info: Info, given: Input[DeleteCredentialInput]
    ) -> DeleteCredentialPayload | None:
        """Delete it with all that only it needed."""
        learner = call_of(info).learner

        async def effect() -> dict[str, object]:
            key = own_key(Kind.CREDENTIAL, given.credential_id)
            await delete_credential(learner, key, with_parts=given.with_parts)
            return {"deleted_credential_id": global_id(Kind.CREDENTIAL, key)}

        return await attempted(info, DeleteCredentialPayload, effect)
