"""`wallet import`: files and addresses into a local account's wallet, by everybody's own job."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from wallet.accounts.account import account_for
from wallet.app import has_demonstration, now, open_wallet
from wallet.documents.markup import plain
from wallet.jobs.queue import ENDED
from wallet.learner.importing import FromFile, FromUrl, ImportSource, request_import
from wallet.learner.learner import Learner
from wallet.settings import Settings
from wallet.store.models.credentials import Credential
from wallet.store.models.jobs import ImportItem, ImportItemState, Job, JobState

_LOOK_EVERY = 0.1
_FINISHED = {
    ImportItemState.DONE.value,
    ImportItemState.NEEDS_ATTENTION.value,
    ImportItemState.FAILED.value,
}


async def import_inputs(
    settings: Settings, inputs: Sequence[str], email: str, console: Console
) -> bool:
    """Import each input for the account of `email`; print a table; tell if all were taken.

    Where there is a demonstration, its documents are answered as by the server beside us.
    """
    async with open_wallet(settings, demo=has_demonstration(settings)) as wallet:
        del wallet
        learner = Learner(await account_for(email, now=now()))
        job_id = await request_import(learner, [_source(label) for label in inputs])
        with Progress(console=console, transient=True) as progress:
            await _follow(learner, job_id, progress)
        items = await _items(learner, job_id)
        console.print(await _table(learner, items))
    return all(item.state == ImportItemState.DONE.value for item in items)


def _source(label: str) -> ImportSource:
    if label.startswith(("https://", "http://")):
        return FromUrl(label)
    file = Path(label)
    return FromFile(file.name, file.read_bytes())


async def _follow(learner: Learner, job_id: UUID, progress: Progress) -> None:
    task = progress.add_task("Importing", total=None)
    while True:
        items = await _items(learner, job_id)
        finished = sum(item.state in _FINISHED for item in items)
        progress.update(task, total=len(items), completed=finished)
        job = await Job.get(id=job_id, learner_id=learner.id)
        if JobState(job.state) in ENDED:
            return
        await asyncio.sleep(_LOOK_EVERY)


async def _items(learner: Learner, job_id: UUID) -> list[ImportItem]:
    rows = ImportItem.filter(learner_id=learner.id, job_id=job_id)
    return await rows.order_by("position", "id")


async def _table(learner: Learner, items: Sequence[ImportItem]) -> Table:
    table = Table("Input", "Outcome", "Credential", "Verdict", "Why")
    for item in items:
        credential = await Credential.get_or_none(id=item.credential_id, learner_id=learner.id)
        table.add_row(
            item.label,
            item.outcome or item.state,
            plain(credential.title) if credential is not None else "",
            credential.verdict if credential is not None else "",
            plain(item.message or ""),
        )
    return table
