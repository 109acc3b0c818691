"""Import from anywhere, and stop an import."""

from hashlib import sha256

import strawberry
from strawberry.file_uploads import Upload
from strawberry.types import Info

from wallet.api.calls import call_of
from wallet.api.declaring import Record, relation
from wallet.api.identifiers import Kind
from wallet.api.loading import one
from wallet.api.mutations.inputs import Input, optional_key, own_key
from wallet.api.payloads import UserErrors, attempted, user_errors
from wallet.api.types.describing import mutation
from wallet.api.types.refs import ImportJobRef
from wallet.api.types.scalars import URL
from wallet.api.uploads import UploadedFile
from wallet.learner.choosing import import_choices
from wallet.learner.connecting import owned
from wallet.learner.importing import (
    FromFile,
    FromText,
    FromUrl,
    cancel_import,
    request_import,
)
from wallet.learner.learner import Learner
from wallet.learner.sources import FromConnection
from wallet.learner.sources import ImportSource as LearnersSource
from wallet.store.models.jobs import Job
from wallet.user_errors import NotFoundError

_JOB = one(Job, "job_id")


@strawberry.input(one_of=True, description="Exactly one source.")
class ImportSource:
    """Where the documents are."""

    url: strawberry.Maybe[URL] = strawberry.field(
        description="Address of a badge, share page or JSON."
    )
    urls: strawberry.Maybe[list[URL]] = strawberry.field(description="Many addresses.")
    text: strawberry.Maybe[str] = strawberry.field(description="Pasted JSON or JWT.")
    file: strawberry.Maybe[Upload] = strawberry.field(
        description="A baked PNG or SVG, JSON or JWT."
    )
    files: strawberry.Maybe[list[Upload]] = strawberry.field(description="Many files.")
    connection_id: strawberry.Maybe[strawberry.ID] = strawberry.field(
        description="A connected platform: what is new there."
    )


@strawberry.input(description="Input of importCredentials.")
class ImportCredentialsInput:
    """What to import."""

    source: ImportSource = strawberry.field(description="Source.")
    collection_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Collection that takes what is added."
    )
    idempotency_key: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="The same key again answers with the same job; any text of the client's own.",
    )


@strawberry.type(description="Result of importCredentials.")
class ImportCredentialsPayload(Record):
    """The import, which goes on by itself."""

    job: ImportJobRef | None = relation("Job; null when refused.", _JOB, "job_id")
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of cancelImport.")
class CancelImportInput:
    """Which import."""

    job_id: strawberry.ID = strawberry.field(description="Import to stop.")


@strawberry.type(description="Result of cancelImport.")
class CancelImportPayload(Record):
    """The import as it now is."""

    job: ImportJobRef | None = relation("Job; null when refused.", _JOB, "job_id")
    user_errors: UserErrors = user_errors()


@strawberry.input(description="Input of importChoices.")
class ImportChoicesInput:
    """Which of the badges that an item offers."""

    item_id: strawberry.ID = strawberry.field(description="Item that offers them.")
    addresses: list[URL] = strawberry.field(description="Addresses of its choices.")
    idempotency_key: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="The same key again answers with the same job; any text of the client's own.",
    )


@strawberry.type(description="Result of importChoices.")
class ImportChoicesPayload(Record):
    """The new import."""

    job: ImportJobRef | None = relation("Job; null when refused.", _JOB, "job_id")
    user_errors: UserErrors = user_errors()


@strawberry.type
class ImportMutations:
    """What can be done with imports."""

    @mutation("Import from one or many sources; answers at once with a job.")
    async def import_credentials(
        self, info: Info, given: Input[ImportCredentialsInput]
    ) -> ImportCredentialsPayload | None:
        """Keep the sources and enqueue the job that reads them."""
        learner = call_of(info).learner

        connection = given.source.connection_id
        sources, member = ([], "connectionId") if connection else _sources(given.source)

        async def effect() -> dict[str, object]:
            if connection is not None:
                sources.append(await _connection(learner, connection.value))
            job_id = await request_import(
                learner,
                sources,
                idempotency_key=_short(given.idempotency_key),
                collection_id=optional_key(Kind.COLLECTION, given.collection_id),
            )
            return {"job_id": job_id}

        return await attempted(
            info,
            ImportCredentialsPayload,
            effect,
            {
                "sources": ("source", member),
                "source_connection_id": ("source", "connectionId"),
            },
        )

    @mutation("Import some of the badges that an item offers; answers at once with a new job.")
    async def import_choices(
        self, info: Info, given: Input[ImportChoicesInput]
    ) -> ImportChoicesPayload | None:
        """Enqueue a job for the chosen ones."""
        learner = call_of(info).learner

        async def effect() -> dict[str, object]:
            job_id = await import_choices(
                learner,
                own_key(Kind.IMPORT_ITEM, given.item_id),
                [str(address) for address in given.addresses],
                idempotency_key=_short(given.idempotency_key),
            )
            return {"job_id": job_id}

        return await attempted(info, ImportChoicesPayload, effect, {"sources": ("addresses",)})

    @mutation("Stop an import; what was added stays.")
    async def cancel_import(
        self, info: Info, given: Input[CancelImportInput]
    ) -> CancelImportPayload | None:
        """Stop what has not begun."""
        learner = call_of(info).learner

        async def effect() -> dict[str, object]:
            key = own_key(Kind.IMPORT_JOB, given.job_id)
            await cancel_import(learner, key)
            return {"job_id": key}

        return await attempted(info, CancelImportPayload, effect)


def _short(key: str | None) -> str | None:
    """Return a form of the client's key that a column takes, whatever text and length it has."""
    if key is None or key is strawberry.UNSET:
        return None
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _sources(
    source: ImportSource,
) -> tuple[list[LearnersSource], str]:
    """Return the sources, and the member of the input that they came from."""
    if source.url is not None:
        return [FromUrl(source.url.value)], "url"
    if source.urls is not None:
        return [FromUrl(url) for url in source.urls.value], "urls"
    if source.text is not None:
        return [FromText(source.text.value)], "text"
    if source.file is not None:
        return [_file(source.file.value)], "file"
    files = source.files.value if source.files is not None else []
    return [_file(each) for each in files], "files"


async def _connection(learner: Learner, given: str) -> LearnersSource:
    """Return the source that a connection of the learner's is."""
    key = own_key(Kind.CONNECTION, given)
    try:
        row = await owned(learner, key)
    except NotFoundError as error:
        raise NotFoundError(error.message, ("source_connection_id",)) from error
    return FromConnection(key, row.registration.name)


def _file(upload: Upload) -> FromFile:
    if not isinstance(upload, UploadedFile):
        raise TypeError("an upload is a part of a multipart request")
    return FromFile(name=upload.name, data=upload.data)
