"""Imports as workers do them: several at once, stopped and started again."""

import json
from datetime import timedelta

import anyio

from tests.fixtures.examined import NOW, credential
from wallet.jobs.progress import listen
from wallet.jobs.queue import TOPIC
from wallet.jobs.runner import JobKind, Runner
from wallet.learner.importing import IMPORT, FromFile, request_import, run_import
from wallet.learner.learner import Learner
from wallet.learner.organising import delete_credential
from wallet.sharing.links import change_link, create_link
from wallet.sharing.opening import open_link
from wallet.sharing.tokens import TokenKeys, token_of
from wallet.store.models.credentials import Credential, CredentialReport
from wallet.store.models.jobs import ImportItem, Job


def badges(first, last):
    return [
        FromFile(f"{number}", json.dumps(dict(credential(number).content)).encode())
        for number in range(first, last)
    ]


def runner(intake):
    async def work(job):
        await run_import(Learner(job.claim.learner_id), job, intake)

    return Runner({IMPORT: JobKind(work)}, poll=timedelta(milliseconds=20))


async def until_ended():
    with anyio.fail_after(20), listen(TOPIC) as ledger:
        while await Job.exclude(state="COMPLETED").exists():
            await ledger.heard(within=0.02)


async def test_workers_that_are_stopped_again_and_again_lose_and_double_nothing(
    learner, other, intake
):
    for who in (learner, learner, other):
        await request_import(who, badges(0, 6))

    async def be_slow():
        await anyio.sleep(0.01)

    intake.before_answer.append(be_slow)
    for _ in range(6):
        with anyio.move_on_after(0.06):
            await runner(intake).run(grace=timedelta(0))
    worker = runner(intake)
    async with anyio.create_task_group() as group:
        group.start_soon(worker.run)
        await until_ended()
        worker.stop()
    assert await Credential.filter(learner_id=learner.id).count() == 6
    assert await Credential.filter(learner_id=other.id).count() == 6
    assert await CredentialReport.all().count() == 12
    outcomes = sorted(await ImportItem.all().values_list("outcome", flat=True))
    assert outcomes == ["ADDED"] * 12 + ["DUPLICATE"] * 6


async def test_deleting_and_changing_links_at_once_waits_and_ends(learner, holds):
    held = [(await holds(learner, number)).credential_id for number in range(8)]
    keys = TokenKeys(b"k" * 32)
    links = [
        await create_link(learner.id, credential_ids=held, title="CV", keys=keys) for _ in range(4)
    ]
    with anyio.fail_after(20):
        async with anyio.create_task_group() as group:
            for number, link in enumerate(links):
                group.start_soon(delete_credential, learner, held[number])
                group.start_soon(change, learner.id, link, held[4:])
    assert await Credential.filter(learner_id=learner.id).count() == 4
    for link in links:
        opened = await open_link(token_of(link, 1, keys), NOW)
        assert len(opened.items) == 4


async def change(owner_id, link, credential_ids):
    await change_link(owner_id, link, credential_ids=credential_ids)
