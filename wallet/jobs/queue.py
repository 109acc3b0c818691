"""The ledger: work is written down with its cause, taken under a lease, ended with its effect.

Enqueue in the transaction of what causes the work, end it in the transaction of its effect:
then neither is ever there without the other. A lease runs on the database's clock. Each claim
raises the job's `fence`, so a worker that was stopped and comes back cannot end what another
has taken over meanwhile.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

from wallet.jobs.progress import publish
from wallet.store.connection import connection, is_postgres
from wallet.store.identifiers import PUBLIC, uuid7
from wallet.store.json_text import decode, encode, storable
from wallet.store.models.jobs import Job, JobState

TOPIC = "jobs"
"""What is published when there may be something to take."""

ENDED = frozenset({JobState.COMPLETED, JobState.FAILED, JobState.CANCELLED})
"""The states that a job never leaves."""

UNDER_WAY = frozenset(JobState) - ENDED

_LONGEST_ERROR = 1_000

# NOW, LATER($n) (n: seconds), KNOWN and LEASED ($1: leases by kind) are written out by `_run`.
_ENQUEUE = (
    "INSERT INTO job (id, learner_id, kind, unique_key, payload, state, attempt, fence, due_at, "
    "created_at) VALUES ($1, $2, $3, $4, $5, 'QUEUED', 0, 0, LATER($6), NOW) "
    "ON CONFLICT DO NOTHING RETURNING id"
)
_IS_DUE = "SELECT 1 FROM job WHERE due_at <= NOW AND KNOWN LIMIT 1"
_CLAIM = (
    "UPDATE job SET state = 'RUNNING', attempt = attempt + 1, fence = fence + 1, due_at = LEASED "
    "WHERE id IN (SELECT id FROM job WHERE due_at <= NOW AND KNOWN ORDER BY due_at, id LIMIT $2 "
    "SKIP_LOCKED) RETURNING id, learner_id, kind, payload, attempt, fence"
)
_EXTEND = (
    "UPDATE job SET due_at = LATER($3), attempt = CASE WHEN $4 THEN 1 ELSE attempt END "
    "WHERE id = $1 AND fence = $2 AND state = 'RUNNING' RETURNING id"
)
_FINISH = (
    "UPDATE job SET state = 'COMPLETED', due_at = NULL, error = NULL, outcome = $3, "
    "finished_at = NOW WHERE id = $1 AND fence = $2 AND state = 'RUNNING' RETURNING id"
)
_RETRY = (
    "UPDATE job SET state = 'QUEUED', error = $3, due_at = LATER($4) "
    "WHERE id = $1 AND fence = $2 AND state = 'RUNNING' RETURNING id"
)
_RELEASE = (
    "UPDATE job SET state = 'QUEUED', attempt = attempt - 1, due_at = NOW "
    "WHERE id = $1 AND fence = $2 AND state = 'RUNNING' RETURNING id"
)
_FAIL = (
    "UPDATE job SET state = 'FAILED', due_at = NULL, error = $3, finished_at = NOW "
    "WHERE id = $1 AND fence = $2 AND state = 'RUNNING' RETURNING id"
)
_CANCEL = (
    "UPDATE job SET state = 'CANCELLED', due_at = NULL, fence = fence + 1, finished_at = NOW "
    "WHERE id = $1 AND learner_id = $2 AND state IN ('QUEUED', 'RUNNING') RETURNING id"
)
_DIALECTS = {
    True: {
        r"\bNOW\b": "clock_timestamp()",
        r"\bLATER\(\$(\d+)\)": r"clock_timestamp() + $\1::float8 * interval '1 second'",
        r"\bKNOWN\b": "jsonb_exists($1::jsonb, kind)",
        r"\bLEASED\b": "clock_timestamp() + ($1::jsonb ->> kind)::float8 * interval '1 second'",
        r"\bSKIP_LOCKED\b": "FOR UPDATE SKIP LOCKED",
    },
    False: {
        r"\bNOW\b": "strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')",
        r"\bLATER\(\$(\d+)\)": (
            r"strftime('%Y-%m-%d %H:%M:%f+00:00', 'now', printf('%.3f seconds', $\1))"
        ),
        r"\bKNOWN\b": """json_extract($1, '$."' || kind || '"') IS NOT NULL""",
        r"\bLEASED\b": (
            "strftime('%Y-%m-%d %H:%M:%f+00:00', 'now', "
            """printf('%.3f seconds', json_extract($1, '$."' || kind || '"')))"""
        ),
        r"\bSKIP_LOCKED\b": "",
        r"\$(\d+)": r"?\1",
    },
}


class LeaseLostError(Exception):
    """The job is no longer this worker's: taken over, cancelled or ended. Undo what you did."""


@dataclass(frozen=True, slots=True)
class Enqueued:
    """A job in the ledger; `is_new` is false where its unique key had been taken before."""

    job_id: UUID
    is_new: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that a worker holds, until its lease ends. `attempt` counts from 1."""

    job_id: UUID
    learner_id: UUID
    kind: str
    payload: Any
    attempt: int
    fence: int
    lease: timedelta


async def enqueue(
    kind: str,
    payload: Mapping[str, Any],
    *,
    learner_id: UUID = PUBLIC,
    unique_key: str | None = None,
    delay: timedelta = timedelta(0),
    job_id: UUID | None = None,
) -> Enqueued:
    """Write work down, in the caller's transaction where there is one.

    A `unique_key` is taken once for each learner and kind, for ever: a repeated call finds the
    job of the first. `job_id` is for rows that refer to the job before it is there.
    """
    job_id = job_id or uuid7()
    written = await _run(
        _ENQUEUE,
        str(job_id),
        str(learner_id),
        kind,
        unique_key,
        encode(payload),
        delay.total_seconds(),
    )
    if written:
        await publish(TOPIC)
        return Enqueued(job_id, is_new=True)
    earlier = await Job.get(learner_id=learner_id, kind=kind, unique_key=unique_key)
    return Enqueued(earlier.id, is_new=False)


async def is_anything_due(leases: Mapping[str, timedelta]) -> bool:
    """Return whether there is something of these kinds to take, without a write."""
    return bool(await _run(_IS_DUE, _seconds(leases)))


async def claim(leases: Mapping[str, timedelta], most: int) -> list[Claim]:
    """Take up to `most` due jobs, the oldest first; `leases` are by kind, others are left.

    Due is what is queued and its time has come, and what is running with its lease over.
    """
    rows = await _run(_CLAIM, _seconds(leases), most)
    return [
        Claim(
            job_id=UUID(str(row["id"])),
            learner_id=UUID(str(row["learner_id"])),
            kind=row["kind"],
            payload=decode(row["payload"]),
            attempt=row["attempt"],
            fence=row["fence"],
            lease=leases[row["kind"]],
        )
        for row in rows
    ]


async def extend(held: Claim, *, came_further: bool = False) -> None:
    """Prolong the lease; in a transaction it also fences what the rest of it does.

    Where the job `came_further` by it, its attempts are counted anew: a long job is given up
    when it gets nowhere, not because its workers were stopped often.

    Raises:
        LeaseLostError: the job is no longer this worker's; let the transaction fail.
    """
    await _change(_EXTEND, held, held.lease.total_seconds(), came_further)


async def finish(held: Claim, outcome: Any = None) -> None:
    """End the job as done. Call it in the transaction of its effect.

    Raises:
        LeaseLostError: the job is no longer this worker's; let the transaction fail.
    """
    await _change(_FINISH, held, None if outcome is None else encode(outcome))


async def retry(held: Claim, error: str, delay: timedelta) -> None:
    """Put the job back, to be taken again after `delay`.

    Raises:
        LeaseLostError: the job is no longer this worker's.
    """
    await _change(_RETRY, held, _cut(error), delay.total_seconds())


async def release(held: Claim) -> None:
    """Put the job back as it was, for another worker to take at once.

    Raises:
        LeaseLostError: the job is no longer this worker's.
    """
    await _change(_RELEASE, held)
    await publish(TOPIC)


async def fail(held: Claim, error: str) -> None:
    """End the job as failed for good.

    Raises:
        LeaseLostError: the job is no longer this worker's.
    """
    await _change(_FAIL, held, _cut(error))


async def cancel(learner_id: UUID, job_id: UUID) -> bool:
    """End the learner's job as cancelled; return whether it was still to be done.

    A worker that has it finds out at its next step, and none of its later steps count.
    """
    return bool(await _run(_CANCEL, str(job_id), str(learner_id)))


async def _change(statement: str, held: Claim, *values: Any) -> None:
    if not await _run(statement, str(held.job_id), held.fence, *values):
        raise LeaseLostError(f"{held.kind} {held.job_id} is no longer held")


async def _run(statement: str, *values: Any) -> list[dict[str, Any]]:
    statement = _written_out(statement, postgres=is_postgres())
    return await connection().execute_query_dict(statement, list(values))


@cache
def _written_out(statement: str, *, postgres: bool) -> str:
    for word, sql in _DIALECTS[postgres].items():
        statement = re.sub(word, sql, statement)
    return statement


def _seconds(leases: Mapping[str, timedelta]) -> str:
    return encode({kind: lease.total_seconds() for kind, lease in leases.items()})


def _cut(error: str) -> str:
    return storable(error)[:_LONGEST_ERROR]
