"""What hangs on credentials: tags, skills and documents, each by one or two statements."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from wallet.api.calls import Call
from wallet.api.declaring import Record, Row
from wallet.api.errors import bad_request
from wallet.api.loading import rows_by_id
from wallet.api.plan import Asked
from wallet.credentials.credential import CredentialFormat
from wallet.jobs.rechecks import being_rechecked
from wallet.store.models.blobs import Blob
from wallet.store.models.credentials import Credential, CredentialSkill, CredentialTag, Skill
from wallet.store.reading import statement_of
from wallet.store.twins import generation_of

_MOST_BYTES = 8 * 1024 * 1024
"""Of the documents in one answer; each may have its share of it."""


async def tags(call: Call, parents: Sequence[Record], _: Asked) -> Sequence[Sequence[str]]:
    """Load the learner's own tags of credentials, in alphabetical order."""
    rows = await CredentialTag.filter(
        learner_id=call.learner_id, credential_id__in=_keys(parents)
    ).values("credential_id", "tag")
    by_credential: dict[UUID, list[str]] = {}
    for row in rows:
        by_credential.setdefault(row["credential_id"], []).append(row["tag"])
    return [sorted(by_credential.get(parent.row["id"], []), key=str.casefold) for parent in parents]


async def skills(call: Call, parents: Sequence[Record], asked: Asked) -> Sequence[Sequence[Row]]:
    """Load the skills that credentials show, in alphabetical order."""
    links = await CredentialSkill.filter(
        learner_id=call.learner_id, credential_id__in=_keys(parents)
    ).values("credential_id", "skill_id")
    columns = asked.selection.columns | {"name_key"}
    rows = await rows_by_id(call, Skill, (link["skill_id"] for link in links), columns)
    by_credential: dict[UUID, list[Row]] = {}
    for link in links:
        row = rows.get(link["skill_id"])
        if row is not None:
            by_credential.setdefault(link["credential_id"], []).append(row)
    return [
        sorted(by_credential.get(parent.row["id"], []), key=lambda row: str(row["name_key"]))
        for parent in parents
    ]


async def twins(call: Call, parents: Sequence[Record], asked: Asked) -> Sequence[Sequence[Row]]:
    """Load what of the same award is of another generation of Open Badges, newest first."""
    keys = {parent.row["award_key"] for parent in parents} - {None}
    if not keys:
        return [[] for _ in parents]
    columns = {"id", "award_key", "format", *asked.selection.columns}
    held = Credential.filter(learner_id=call.learner_id, award_key__in=keys)
    rows = await statement_of(held.limit(call.services.queries.rows), columns).rows()
    alike: dict[str, list[Row]] = {}
    for row in sorted(rows, key=_generation_and_id, reverse=True):
        alike.setdefault(row["award_key"], []).append(row)
    found = [_twins_of(parent.row, alike.get(parent.row["award_key"], [])) for parent in parents]
    call.spend(sum(map(len, found)))
    return found


def _twins_of(own: Row, alike: Sequence[Row]) -> list[Row]:
    generation, _ = _generation_and_id(own)
    return [row for row in alike if _generation_and_id(row)[0] != generation]


def _generation_and_id(row: Row) -> tuple[int, UUID]:
    return generation_of(CredentialFormat(row["format"])) or 0, row["id"]


async def being_checked(call: Call, parents: Sequence[Record], _: Asked) -> Sequence[bool]:
    """Tell of which credentials a fresh check is under way."""
    under_way = await being_rechecked(call.learner_id, list(_keys(parents)))
    return [parent.row["id"] in under_way for parent in parents]


async def document(_: Call, parents: Sequence[Record], __: Asked) -> Sequence[Row]:
    """Say which document each credential came from; its bytes stay where they are."""
    return [
        {
            "learner_id": parent.row["learner_id"],
            "sha256": parent.row["document_sha256"],
            "media_type": parent.row["detail"]["media_type"],
            "shown_sha256": parent.row["shown_sha256"],
        }
        for parent in parents
    ]


async def document_json(call: Call, parents: Sequence[Record], _: Asked) -> Sequence[Any]:
    """Load the JSON that credentials were read from; None where that was a bare token.

    Raises:
        GraphQLError: they are more than one answer holds.
    """
    digests = {parent.row["shown_sha256"] for parent in parents}
    blobs = await Blob.filter(
        owner=call.learner_id, sha256__in=digests, size__lte=_MOST_BYTES // len(digests)
    ).values("sha256", "data")
    if len(blobs) < len(digests):
        raise bad_request(
            "The documents are too large for one answer. Ask for fewer, or for `downloadUrl`."
        )
    by_digest = {blob["sha256"]: _parsed(blob["data"]) for blob in blobs}
    return [by_digest.get(parent.row["shown_sha256"]) for parent in parents]


def _parsed(octets: bytes) -> Any:
    try:
        return json.loads(bytes(octets))
    except ValueError:
        return None


def _keys(parents: Sequence[Record]) -> set[UUID]:
    return {parent.row["id"] for parent in parents}
