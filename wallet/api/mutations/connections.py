"""Connect a platform, fetch what is new there, end the connection."""

import strawberry
from strawberry.types import Info

from wallet.api.calls import Call, call_of
from wallet.api.declaring import Record, column, relation
from wallet.api.errors import bad_request
from wallet.api.identifiers import Kind, global_id
from wallet.api.loading import one
from wallet.api.mutations.inputs import Input, own_key
from wallet.api.payloads import UserErrors, attempted, user_errors
from wallet.api.types.connections import ConnectedPlatform
from wallet.api.types.describing import mutation
from wallet.api.types.refs import ImportJobRef
from wallet.api.types.scalars import URL
from wallet.learner.connecting import Platforms, begin, disconnect, sync
from wallet.store.models.connections import Connection
from wallet.store.models.jobs import Job

_CONNECTION = one(Connection, "connection_id")
_JOB = one(Job, "job_id")


@strawberry.input(description="Input of connectPlatform.")
class ConnectPlatformInput:
    """Which platform."""

    url: URL = strawberry.field(description="Address of the platform.")


@strawberry.type(description="Result of connectPlatform.")
class ConnectPlatformPayload(Record):
    """Where the viewer goes next."""

    authorization_url: str | None = column(
        "Open this in the viewer's browser: the platform asks there; null when refused."
    )
    connection: ConnectedPlatform | None = relation(
        "Connection, pending until then; null when refused.", _CONNECTION, "connection_id"
    )
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of syncConnection.")
class SyncConnectionInput:
    """Which connection."""

    connection_id: strawberry.ID = strawberry.field(description="Connection to fetch from.")


@strawberry.type(description="Result of syncConnection.")
class SyncConnectionPayload(Record):
    """The import that fetches."""

    job: ImportJobRef | None = relation("Job; null when refused.", _JOB, "job_id")
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of disconnectPlatform.")
class DisconnectPlatformInput:
    """Which connection."""

    connection_id: strawberry.ID = strawberry.field(description="Connection to end.")


@strawberry.type(description="Result of disconnectPlatform.")
class DisconnectPlatformPayload(Record):
    """The connection that ended; what came over it stays."""

    deleted_connection_id: strawberry.ID | None = column("Its id; null when refused.")
    user_errors: UserErrors = user_errors()


@strawberry.type
class ConnectionMutations:
    """What can be done with connections."""

    @mutation("Begin to connect a platform; the viewer allows it there.")
    async def connect_platform(
        self, info: Info, given: Input[ConnectPlatformInput]
    ) -> ConnectPlatformPayload | None:
        """Find out what the platform speaks, and say where to allow it."""
        call = call_of(info)
        learner, platforms = call.learner, _platforms(call)

        async def effect() -> dict[str, object]:
            begun = await begin(learner, platforms, given.url)
            return {
                "authorization_url": begun.authorization_url,
                "connection_id": begun.connection_id,
            }

        return await attempted(info, ConnectPlatformPayload, effect)

    @mutation("Fetch what is new at a connected platform; answers at once with a job.")
    async def sync_connection(
        self, info: Info, given: Input[SyncConnectionInput]
    ) -> SyncConnectionPayload | None:
        """Begin an import from the connection."""
        learner = call_of(info).learner

        async def effect() -> dict[str, object]:
            return {"job_id": await sync(learner, own_key(Kind.CONNECTION, given.connection_id))}

        return await attempted(info, SyncConnectionPayload, effect)

    @mutation("End a connection: its tokens are deleted; credentials stay.")
    async def disconnect_platform(
        self, info: Info, given: Input[DisconnectPlatformInput]
    ) -> DisconnectPlatformPayload | None:
        """Forget the tokens, here and there."""
        call = call_of(info)
        learner, platforms = call.learner, _platforms(call)

        async def effect() -> dict[str, object]:
            key = own_key(Kind.CONNECTION, given.connection_id)
            await disconnect(learner, platforms, key)
            return {"deleted_connection_id": global_id(Kind.CONNECTION, key)}

        return await attempted(info, DisconnectPlatformPayload, effect)


def _platforms(call: Call) -> Platforms:
    if call.services.platforms is None:
        raise bad_request("This server connects no platforms.")
    return call.services.platforms
