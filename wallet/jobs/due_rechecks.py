"""When each credential is worth another look, and those looks enqueued as they come due.

Any number of processes may enqueue: what is due is taken row by row, put off and written into the
ledger in one transaction, so a process that is killed leaves a credential either due or enqueued.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from re import compile as pattern
from typing import Any, Final
from uuid import UUID

from wallet.jobs.queue import UNDER_WAY, enqueue
from wallet.jobs.rechecks import RECHECK
from wallet.store.connection import connection, is_postgres, transaction
from wallet.store.identifiers import uuid7
from wallet.store.models.credentials import Credential
from wallet.store.models.jobs import Job
from wallet.verification.report import Integrity, Report, Standing
from wallet.verification.sources import Answer

DUE_RECHECKS: Final = "due_rechecks"
"""The kind of job that enqueues what is due; see `PERIOD`."""
PERIOD: Final = timedelta(seconds=10)

DAY: Final = timedelta(days=1)
STABLE: Final = timedelta(days=30)
RARELY: Final = timedelta(days=90)
NEAR: Final = timedelta(days=30)
"""How long before its end a credential is looked at daily."""
REMINDERS: Final = (timedelta(days=30), timedelta(days=7))
"""How long before its end its holder is told, the longest first."""
_FIRST_RETRY: Final = timedelta(hours=6)
_JITTER: Final = 0.2
_MOST_LATE: Final = timedelta(hours=1)
"""After a date that changes the answer, for the same reason as `_JITTER`."""

_MOST_QUEUED: Final = 1_000
"""Looks that wait in the ledger; what a learner asks for meanwhile waits behind no more."""
_MOST_LOOKED_AT: Final = 5_000
_OF_ONE_LEARNER: Final = 50
"""Looks of one wallet in a batch while others wait."""
_UNDER_WAY: Final[dict[str, Any]] = {"due_at__isnull": False, "state__in": UNDER_WAY}
"""Those that are under way have a moment at which they are due, and there is an index of it."""
_PUT_OFF: Final = DAY
"""When a look that was enqueued is due again, should its job come to nothing."""

_LISTS: Final = frozenset({"BitstringStatusListCredential", "StatusList2021Credential"})
_MAX_AGE: Final = pattern(r"(?:^|,)\s*(?:s-)?max-?age\s*=\s*\"?(\d{1,9})")

_DUE = (
    "SELECT id, learner_id FROM (SELECT id, learner_id, recheck_due_at, row_number() OVER ("
    "PARTITION BY learner_id ORDER BY recheck_due_at, id) AS place FROM (SELECT id, learner_id, "
    "recheck_due_at FROM credential WHERE recheck_due_at <= {now} ORDER BY recheck_due_at "
    "LIMIT {looked_at}) AS due) AS placed WHERE place <= {of_one} "
    "ORDER BY place, recheck_due_at, id LIMIT {most}"
)


@dataclass(frozen=True, slots=True)
class Situation:
    """What beside the report decides when a credential is worth another look.

    `silent_since` is when something first did not answer, and `until` for how long the status
    that was read holds by its issuer's word, None where it gave none.
    """

    valid_from: datetime | None = None
    valid_until: datetime | None = None
    silent_since: datetime | None = None
    until: datetime | None = None


def next_recheck(credential_id: UUID, report: Report, situation: Situation) -> datetime:
    """Return when the credential is worth another look, spread by its id.

    What ends soon or may come back is looked at daily, what is stable monthly, or as soon as its
    status list is out of date (but not more than daily); what could not be found out, or was
    found broken, ever more seldom; what is withdrawn or over for good rarely.
    """
    now = report.checked_at
    wait = _wait(report, situation)
    spread = 1 + _JITTER * (2 * _fraction(credential_id) - 1)
    due = now + wait * spread
    late = _MOST_LATE * _fraction(credential_id)
    for moment in _turning_points(report, situation):
        if now < moment:
            due = min(due, moment + late)
    return due


def _wait(report: Report, situation: Situation) -> timedelta:
    now = report.checked_at
    if situation.silent_since is not None:
        return min(max(now - situation.silent_since, _FIRST_RETRY), STABLE)
    match report.standing:
        case Standing.REVOKED | Standing.EXPIRED:
            return RARELY
        case Standing.SUSPENDED:
            return DAY
    if report.integrity is Integrity.BROKEN:
        return RARELY
    end = situation.valid_until
    if end is not None and now < end <= now + NEAR:
        return DAY
    if situation.until is not None:
        return min(max(situation.until - now, DAY), STABLE)
    return STABLE


def _turning_points(report: Report, situation: Situation) -> Iterable[datetime]:
    """Yield the dates that change an answer, or at which the holder is told of one."""
    if report.standing in {Standing.REVOKED, Standing.EXPIRED}:
        return
    if situation.valid_from is not None:
        yield situation.valid_from
    end = situation.valid_until
    if end is not None:
        yield end
        for before in REMINDERS:
            try:
                yield end - before
            except OverflowError:  # a date of the year 1
                continue


def _fraction(credential_id: UUID) -> float:
    """A number from 0 to 1 that is a credential's own, evenly spread over all of them."""
    return int.from_bytes(sha256(credential_id.bytes).digest()[:6], "big") / (1 << 48)


def status_holds_until(answers: Iterable[Answer]) -> datetime | None:
    """Return until when the status that was read holds, by what its lists say of themselves.

    Sources: Bitstring Status List 1.0, "BitstringStatusListCredential" (`ttl`, milliseconds);
    VC Data Model 2.0, "Validity Period"; RFC 9111, "Calculating Freshness Lifetime".
    """
    return min((_holds_until(each) for each in answers if _is_list(each)), default=None)


def _is_list(answer: Answer) -> bool:
    types = (answer.content or {}).get("type")
    return answer.arrived and not _LISTS.isdisjoint(types if isinstance(types, list) else [types])


def _holds_until(answer: Answer) -> datetime:
    content: Any = answer.content or {}
    subject = content.get("credentialSubject")
    ttl = subject.get("ttl") if isinstance(subject, dict) else None
    ends = [answer.fetched_at + STABLE]
    if isinstance(ttl, int | float) and not isinstance(ttl, bool) and 0 < ttl < STABLE / _MS:
        ends.append(answer.fetched_at + ttl * _MS)
    age = _MAX_AGE.search(answer.headers.get("cache-control", "").lower())
    if age is not None and int(age[1]) > 0:
        ends.append(answer.fetched_at + min(timedelta(seconds=int(age[1])), STABLE))
    end = content.get("validUntil") or content.get("expirationDate")
    if isinstance(end, str):
        try:
            ends.append(datetime.fromisoformat(end).astimezone(UTC))
        except (ValueError, OverflowError):
            return min(ends)
    return min(ends)


_MS: Final = timedelta(milliseconds=1)


async def enqueue_due(now: datetime, *, most: int = _MOST_QUEUED) -> int:
    """Enqueue looks at what is due at `now`, as many as there is room for; return how many.

    The longest due go first, but of one learner only so many while others wait.
    """
    waiting = await Job.filter(kind=RECHECK, **_UNDER_WAY).count()
    room = most - waiting
    if room <= 0:
        return 0
    async with transaction():
        due = await _taken(await _due(now, room), now)
        if not due:
            return 0
        await Credential.filter(id__in=list(due)).update(recheck_due_at=now + _PUT_OFF)
        under_way = await _under_way(set(due.values()))
        fresh = {key: owner for key, owner in due.items() if str(key) not in under_way}
        for credential_id, learner_id in fresh.items():
            job_id = uuid7()
            await enqueue(
                RECHECK,
                {"credential_id": str(credential_id)},
                learner_id=learner_id,
                unique_key=f"{credential_id}:{job_id}",
                job_id=job_id,
            )
    return len(fresh)


async def _taken(due: dict[UUID, UUID], now: datetime) -> dict[UUID, UUID]:
    """Lock what is due until the transaction ends, and return what of it nobody else took."""
    if not due or not is_postgres():
        return due
    held = Credential.filter(id__in=list(due), recheck_due_at__lte=now)
    ids = set(await held.select_for_update(skip_locked=True).values_list("id", flat=True))
    return {key: due[key] for key in due if key in ids}


async def _due(now: datetime, most: int) -> dict[UUID, UUID]:
    """Return credentials that are due and their learners, one of each learner first."""
    statement, values = due_statement(now, most)
    rows = await connection().execute_query_dict(statement, values)
    return {UUID(str(row["id"])): UUID(str(row["learner_id"])) for row in rows}


def due_statement(now: datetime, most: int) -> tuple[str, list[Any]]:
    """Return the statement that selects what is due, with its values, for the open store."""
    postgres = is_postgres()
    moment = Credential._meta.fields_map["recheck_due_at"].to_db_value(now, Credential)  # noqa: SLF001  # where tortoise keeps it
    statement = _DUE.format(
        now="$1" if postgres else "?",
        looked_at=_MOST_LOOKED_AT,
        of_one=_OF_ONE_LEARNER,
        most=most,
    )
    return statement, [moment if postgres else str(moment)]


async def _under_way(learner_ids: set[UUID]) -> set[str]:
    pending = Job.filter(learner_id__in=list(learner_ids), kind=RECHECK, **_UNDER_WAY)
    return {str(job.payload["credential_id"]) for job in await pending}
