"""What hangs on credentials by time: the report of a moment, and words for what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from wallet.api.calls import Call
from wallet.api.declaring import Record, Row
from wallet.api.errors import bad_request, throttled
from wallet.api.loading import One, rows_by_id
from wallet.api.plan import Asked
from wallet.learner.past import past_report
from wallet.store.models.credentials import CredentialReport
from wallet.user_errors import LimitReachedError, UserError

MOST_PAST: Final = 5
"""Reports of earlier moments that one operation may have worked out."""


@dataclass(frozen=True)
class Verification(One):
    """The newest report of each credential, or the one as of the moment asked for."""

    async def __call__(
        self, call: Call, parents: Sequence[Record], asked: Asked
    ) -> Sequence[Row | None]:
        """Load it for all parents."""
        moment: datetime | None = asked.arguments.get("as_of") or None
        if moment is None:
            return await super().__call__(call, parents, asked)
        call.past_reports += len(parents)
        if call.past_reports > MOST_PAST:
            raise bad_request(f"Ask for {MOST_PAST} reports with `asOf` at most.")
        keys = [await _as_of(call, parent.row["id"], moment) for parent in parents]
        rows = await rows_by_id(call, self.table, keys, asked.selection.columns)
        return [rows.get(key) for key in keys]

    def comes_along(self, asked: Asked) -> bool:
        """Say that a report can be read with its credential where no moment is named."""
        return not any(node.arguments for node in asked.nodes)


verification: Final = Verification(CredentialReport, "latest_report_id")


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
