"""What this server can do."""

import strawberry

from wallet.api.services import ApiServices
from wallet.api.types.scalars import DateTime
from wallet.credentials.credential import CredentialFormat


@strawberry.type(description="What this server can do.")
class ServerInfo:
    """For clients to adapt to."""

    version: str = strawberry.field(description="Version of the software.")
    time: DateTime = strawberry.field(description="Its clock: what changed is asked for by it.")
    import_formats: list[CredentialFormat] = strawberry.field(description="Forms that it reads.")
    max_upload_bytes: int = strawberry.field(description="Largest upload of one request in bytes.")
    max_upload_files: int = strawberry.field(description="Most files of one request.")


def server_info(services: ApiServices) -> ServerInfo:
    """Return what the composition says of this server."""
    return ServerInfo(
        version=services.version,
        time=DateTime(services.now()),
        import_formats=list(CredentialFormat),
        max_upload_bytes=services.requests.upload_bytes,
        max_upload_files=services.requests.files,
    )
