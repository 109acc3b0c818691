"""Put an application out of the wallet."""

import strawberry
from strawberry.types import Info

from wallet.accounts.application_grants import disconnect
from wallet.api.calls import call_of
from wallet.api.declaring import Record, column
from wallet.api.identifiers import Kind, global_id
from wallet.api.mutations.inputs import Input, own_key
from wallet.api.payloads import UserErrors, attempted, user_errors
from wallet.api.types.describing import mutation


@strawberry.input(description="Input of disconnectApplication.")
class DisconnectApplicationInput:
    """Which application."""

    application_id: strawberry.ID = strawberry.field(description="Application to put out.")


@strawberry.type(description="Result of disconnectApplication.")
class DisconnectApplicationPayload(Record):
    """The application that may do nothing any more."""

    disconnected_application_id: strawberry.ID | None = column("Its id; null when refused.")
    user_errors: UserErrors = user_errors()


@strawberry.type
class ApplicationMutations:
    """What can be done with applications."""

    @mutation("Put an application out: its tokens are worth nothing from now on.")
    async def disconnect_application(
        self, info: Info, given: Input[DisconnectApplicationInput]
    ) -> DisconnectApplicationPayload | None:
        """End what was allowed."""
        call = call_of(info)
        owner_id = call.learner_id

        async def effect() -> dict[str, object]:
            key = own_key(Kind.CONNECTED_APPLICATION, given.application_id)
            await disconnect(owner_id, key, now=call.services.now())
            return {"disconnected_application_id": global_id(Kind.CONNECTED_APPLICATION, key)}

        return await attempted(
            info, DisconnectApplicationPayload, effect, {"grant_id": ("applicationId",)}
        )
