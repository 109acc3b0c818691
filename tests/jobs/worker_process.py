"""A worker as a process of its own, for tests that kill it: URL, lease in seconds, pace."""

import asyncio
import sys
from datetime import timedelta
from uuid import UUID

from wallet.jobs.runner import JobKind, Runner, RunningJob
from wallet.store.connection import open_store, transaction
from wallet.store.models.blobs import Blob


async def leave_a_mark(job: RunningJob, pace: float) -> None:
    """Take a while, then leave the effect and end the job in one transaction."""
    sys.stdout.write(f"began {job.claim.job_id} {job.claim.attempt}\n")
    sys.stdout.flush()
    await asyncio.sleep(pace)
    async with transaction():
        await Blob.create(
            owner=job.claim.job_id, sha256="0" * 64, media_type="x/y", size=0, data=b""
        )
        await job.finish({"attempt": job.claim.attempt})


async def work(url: str, lease: float, pace: float) -> None:
    kind = JobKind(lambda job: leave_a_mark(job, pace), lease=timedelta(seconds=lease))
    async with open_store(url):
        await Runner({"mark": kind}, poll=timedelta(seconds=0.1)).run()


async def marks_of(job_id: UUID) -> int:
    return await Blob.filter(owner=job_id).count()


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1], float(sys.argv[2]), float(sys.argv[3])))
