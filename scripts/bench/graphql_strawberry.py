"""The page as Strawberry's own guide would have it: resolvers over models, and a DataLoader each.

Whose page it is, is in a header: it signs nobody in.
"""

import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
import uvicorn
import uvloop
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader
from strawberry.types import Info
from tortoise.models import Model

from wallet.store.connection import open_store
from wallet.store.models import credentials as models

Context = dict[str, Any]


def _moment(value: datetime | None) -> str | None:
    return None if value is None else value.astimezone(UTC).isoformat().replace("+00:00", "Z")


@strawberry.type
class Alignment:
    """An entry of a framework."""

    target_name: str
    target_url: str | None
    framework_name: str | None


@strawberry.type
class Issuer:
    """Who issued."""

    id: strawberry.ID
    name: str
    url: str | None


@strawberry.type
class Achievement:
    """What for."""

    id: strawberry.ID
    name: str
    row: strawberry.Private[models.Achievement]

    @strawberry.field
    def alignments(self) -> list[Alignment]:
        """Return what it is aligned to."""
        return [
            Alignment(
                target_name=each["target_name"],
                target_url=each["target_url"],
                framework_name=each["framework"],
            )
            for each in self.row.alignments
        ]


@strawberry.type
class VerificationReport:
    """What the newest check found."""

    id: strawberry.ID
    verdict: str
    integrity: str
    standing: str
    trust: str
    recipient: str
    checked_at: str | None


@strawberry.type
class Credential:
    """A credential."""

    id: strawberry.ID
    name: str
    format: str
    added_at: str | None
    valid_from: str | None
    row: strawberry.Private[models.Credential]

    @strawberry.field
    async def issuer(self, info: Info[Context, None]) -> Issuer:
        """Return who issued it."""
        found = await info.context["issuers"].load(self.row.issuer_id)
        return Issuer(id=strawberry.ID(str(found.id)), name=found.name, url=found.url)

    @strawberry.field
    async def achievement(self, info: Info[Context, None]) -> Achievement:
        """Return what it is for."""
        found = await info.context["achievements"].load(self.row.achievement_id)
        return Achievement(id=strawberry.ID(str(found.id)), name=found.name, row=found)

    @strawberry.field
    async def verification(self, info: Info[Context, None]) -> VerificationReport:
        """Return its newest report."""
        found = await info.context["reports"].load(self.row.latest_report_id)
        return VerificationReport(
            id=strawberry.ID(str(found.id)),
            verdict=found.verdict,
            integrity=found.integrity,
            standing=found.standing,
            trust=found.trust,
            recipient=found.recipient,
            checked_at=_moment(found.checked_at),
        )


@strawberry.type
class CredentialConnection:
    """A page."""

    nodes: list[Credential]


@strawberry.type
class Viewer:
    """Whose page it is."""

    @strawberry.field
    async def credentials(
        self, info: Info[Context, None], first: Annotated[int, strawberry.argument()]
    ) -> CredentialConnection:
        """Return the newest credentials."""
        own = models.Credential.filter(learner_id=info.context["learner"], archived_at__isnull=True)
        rows = await own.order_by("-added_at", "-id").limit(first)
        return CredentialConnection(
            nodes=[
                Credential(
                    id=strawberry.ID(str(row.id)),
                    name=row.title,
                    format=row.format,
                    added_at=_moment(row.added_at),
                    valid_from=_moment(row.valid_from),
                    row=row,
                )
                for row in rows
            ]
        )


@strawberry.type
class Query:
    """The root."""

    @strawberry.field
    def viewer(self) -> Viewer:
        """Return whoever asks."""
        return Viewer()


class _Endpoint(GraphQL[Context, None]):
    async def get_context(self, request: Any, response: Any) -> Context:  # noqa: ARG002  # as its parent
        learner = UUID(Request(request.scope).headers["x-learner"])
        return {
            "learner": learner,
            "issuers": _loader(models.Issuer, learner),
            "achievements": _loader(models.Achievement, learner),
            "reports": _loader(models.CredentialReport, learner),
        }


def _loader(table: type[Model], learner: UUID) -> DataLoader[UUID, Any]:
    async def load(keys: list[UUID]) -> Sequence[Any]:
        rows = {row.pk: row for row in await table.filter(learner_id=learner, id__in=keys)}
        return [rows[key] for key in keys]

    return DataLoader(load_fn=load)


async def serve(url: str, port: int) -> None:
    """Serve it on loopback until stopped."""
    endpoint = _Endpoint(strawberry.Schema(Query), graphql_ide=None)
    app = Starlette(routes=[Route("/graphql", endpoint)])
    async with open_store(url):
        config = uvicorn.Config(app, port=port, lifespan="off", access_log=False, log_config=None)
        await uvicorn.Server(config).serve()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(sys.argv[1], int(sys.argv[2])))
