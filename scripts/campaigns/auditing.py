"""A journal of what was acknowledged and an open store in; what is lost, doubled or broken out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

from badges import Badge
from producing import Journal, Request

from wallet.api.identifiers import kind_and_key
from wallet.jobs.queue import ENDED
from wallet.learner.importing import IMPORT
from wallet.store.connection import connection, is_postgres
from wallet.store.models.blobs import Blob
from wallet.store.models.credentials import Achievement, Credential, CredentialReport, Issuer
from wallet.store.models.jobs import ImportItem, ImportItemState, ImportOutcome, Job, JobState
from wallet.store.models.snapshots import SourceSnapshot

Row = dict[str, Any]
Holding = tuple[UUID, str]
"""A learner, and the identifier of a badge."""
_BYTES = ("document_sha256", "shown_sha256", "image_sha256", "presentation_sha256")


@dataclass(slots=True)
class Audit:
    """What was found: a sentence for each fault, and what was counted."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    kills: int = 0
    requests: int = 0
    items: int = 0
    credentials: int = 0
    taken_up_again: int = 0

    @property
    def faults(self) -> list[str]:
        """All sentences."""
        return [
            f"{name}: {sentence}"
            for name, sentences in (
                ("lost", self.lost),
                ("doubled", self.doubled),
                ("broken", self.broken),
            )
            for sentence in sentences
        ]


async def audit(journal: Journal, badges: list[Badge], learners: list[UUID]) -> Audit:
    """Compare the store with the journal, once all jobs have had their time."""
    found = Audit(requests=len(journal.acknowledged))
    jobs: list[Row] = await Job.filter(kind=IMPORT).values()
    items: list[Row] = await ImportItem.all().values()
    credentials: list[Row] = await Credential.all().values()
    found.items, found.credentials = len(items), len(credentials)
    found.taken_up_again = sum(job["fence"] > 1 for job in jobs)
    asked = _asked(found, journal)
    _audit_requests(found, asked, jobs)
    _audit_jobs(found, jobs)
    _audit_items(found, asked, items)
    wanted = Counter(
        (learners[request.learner], badges[place].identifier)
        for request in journal.asked.values()
        for place in request.badges
    )
    _audit_outcomes(found, wanted, items, credentials)
    await _audit_rows(found, credentials)
    await _audit_blobs(found, badges, credentials)
    await _audit_database(found)
    return found


def _audit_requests(found: Audit, asked: dict[UUID, Request], jobs: list[Row]) -> None:
    held = {job["id"] for job in jobs}
    for job_id, request in asked.items():
        if job_id not in held:
            found.lost.append(f"{request.key} was acknowledged and its job is not there")
    found.doubled += [f"job {job_id}, of which nobody was told" for job_id in held - asked.keys()]


def _asked(found: Audit, journal: Journal) -> dict[UUID, Request]:
    """Return the requests by the jobs that were acknowledged; each has one of its own."""
    asked: dict[UUID, Request] = {}
    for key, request in journal.asked.items():
        named = kind_and_key(journal.acknowledged.get(key, ""))
        if named is None:
            found.lost.append(f"{key} was never acknowledged")
        elif named[1] in asked:
            found.lost.append(f"{key} was answered with the job of {asked[named[1]].key}")
        else:
            asked[named[1]] = request
    return asked


def _audit_jobs(found: Audit, jobs: list[Row]) -> None:
    for job in jobs:
        if job["state"] != JobState.COMPLETED.value:
            found.lost.append(f"{job['id']} is {job['state']}: {job['error']}")
        has_ended = JobState(job["state"]) in ENDED
        if has_ended and (job["due_at"] is not None or job["finished_at"] is None):
            found.broken.append(f"{job['id']} has ended and is due all the same")
        if not 1 <= job["attempt"] <= job["fence"]:
            found.broken.append(
                f"{job['id']} has attempt {job['attempt']} and fence {job['fence']}"
            )


def _audit_items(found: Audit, asked: dict[UUID, Request], items: list[Row]) -> None:
    positions: dict[UUID, list[int]] = {job_id: [] for job_id in asked}
    for item in items:
        positions.setdefault(item["job_id"], []).append(item["position"])
        if item["state"] != ImportItemState.DONE.value:
            found.lost.append(f"{item['label']} is {item['state']}: {item['code']}")
    for job_id, request in asked.items():
        held, wanted = sorted(positions[job_id]), list(range(len(request.badges)))
        if held != wanted:
            where = found.lost if len(held) < len(wanted) else found.doubled
            where.append(f"{request.key} has items {held} instead of {wanted}")


def _audit_outcomes(
    found: Audit, wanted: Counter[Holding], items: list[Row], credentials: list[Row]
) -> None:
    held = Counter((each["learner_id"], each["identifier"]) for each in credentials)
    for key in wanted.keys() - held.keys():
        found.lost.append(f"{key[1]} is not in the wallet that asked for it")
    for key, count in held.items():
        if count > 1 or key not in wanted:
            found.doubled.append(f"{key[1]} is {count} times in a wallet")
    names = {each["id"]: (each["learner_id"], each["identifier"]) for each in credentials}
    outcomes = Counter((names.get(item["credential_id"]), item["outcome"]) for item in items)
    for key, count in wanted.items():
        added = outcomes[key, ImportOutcome.ADDED.value]
        again = outcomes[key, ImportOutcome.DUPLICATE.value]
        if added > 1:
            found.doubled.append(f"{key[1]} was added {added} times")
        elif (added, again) != (1, count - 1):
            found.lost.append(f"{key[1]}: {added} added and {again} duplicates of {count} items")


async def _audit_rows(found: Audit, credentials: list[Row]) -> None:
    issuers = {each["id"]: each for each in await Issuer.all().values("id", "learner_id")}
    achievements = {each["id"]: each for each in await Achievement.all().values("id", "learner_id")}
    reports = Counter(await CredentialReport.all().values_list("credential_id", flat=True))
    newest = set(await CredentialReport.all().values_list("id", flat=True))
    for each in credentials:
        own = each["learner_id"]
        for name, rows in (("issuer", issuers), ("achievement", achievements)):
            row = rows.get(each[f"{name}_id"])
            if row is None or row["learner_id"] != own:
                found.broken.append(f"{each['identifier']} has no {name} of its learner's")
        count = reports.pop(each["id"], 0)
        if count == 0 or each["latest_report_id"] not in newest:
            found.lost.append(f"the report of {each['identifier']}")
        if count > 1:
            found.doubled.append(f"{each['identifier']} has {count} reports of one import")
        if each["verdict"] != "VERIFIED":
            found.broken.append(f"{each['identifier']} is {each['verdict']}")
    found.broken += [f"a report of {key}, which is not there" for key in reports]
    if await SourceSnapshot.exists():
        found.broken.append("an address was looked up, which none of these badges needs")


async def _audit_blobs(found: Audit, badges: list[Badge], credentials: list[Row]) -> None:
    blobs = {(each.owner, each.sha256): each for each in await Blob.all()}
    texts = {badge.identifier: {badge.text.encode(), badge.in_list.encode()} for badge in badges}
    for blob in blobs.values():
        if sha256(blob.data).hexdigest() != blob.sha256 or len(blob.data) != blob.size:
            found.broken.append(f"a blob's bytes are not those of {blob.sha256}")
    needed: set[tuple[UUID, str]] = set()
    for each in credentials:
        own = each["learner_id"]
        digests = tuple(each[name] for name in _BYTES)
        needed |= {(own, digest) for digest in digests if digest is not None}
        document = blobs.get((own, each["document_sha256"]))
        if document is not None and document.data not in texts[each["identifier"]]:
            found.broken.append(f"the document of {each['identifier']} is not what was brought")
    found.broken += _named(needed - blobs.keys(), "is referred to and not there")
    found.broken += _named(blobs.keys() - needed, "is kept and nothing refers to it")


def _named(keys: Iterable[tuple[UUID, str]], what: str) -> list[str]:
    return [f"a blob of {owner}, {digest[:12]}, {what}" for owner, digest in keys]


async def _audit_database(found: Audit) -> None:
    if is_postgres():
        return
    for row in await connection().execute_query_dict("PRAGMA integrity_check"):
        if row["integrity_check"] != "ok":
            found.broken.append(row["integrity_check"])
    for row in await connection().execute_query_dict("PRAGMA foreign_key_check"):
        found.broken.append(f"a row of {row['table']} refers to nothing")
