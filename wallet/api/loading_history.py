"""What hangs on credentials by time: the report of a moment, and words for what changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from wallet.api.calls import Call
from wallet.api.declaring import Record, Row
from wallet.api.errors import bad_request, throttled
from wallet.api.loading import one, rows_by_id
from wallet.api.plan import Asked
from wallet.learner.past import past_report
from wallet.store.models.credentials import CredentialReport
from wallet.user_errors import LimitReachedError, UserError

MOST_PAST: Final = 5
"""Reports of earlier moments that one operation may have worked out."""

_newest = one(CredentialReport, "latest_report_id")


async def verification(call: Call, parents: Sequence[Record], asked: Asked) -> Sequence[Row | None]:
    """Load the newest report of each credential, or the one as of the moment asked for."""
    moment: datetime | None = asked.arguments.get("as_of") or None
    if moment is None:
        return await _newest(call, parents, asked)
    if call.services.past is None:
        raise bad_request("This server keeps no reports of earlier moments.")
    call.past_reports += len(parents)
    if call.past_reports > MOST_PAST:
        raise bad_request(f"Ask for {MOST_PAST} reports with `asOf` at most.")
    keys = [await _as_of(call, parent.row["id"], moment) for parent in parents]
    rows = await rows_by_id(call, CredentialReport, keys, asked.selection.columns)
    return [rows.get(key) for key in keys]


async def _as_of(call: Call, credential_id: UUID, moment: datetime) -> UUID:
    past = call.services.past
    if past is None:
        raise bad_request("This server keeps no reports of earlier moments.")
    try:
        return await past_report(call.learner, credential_id, moment, past, call.services.now())
    except LimitReachedError as error:
        raise throttled(error.retry_after or 60) from error
    except UserError as error:
        raise bad_request(error.message) from error
