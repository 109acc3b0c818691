"""The campaign as somebody runs it, with few kills; and its audit, which must see each fault."""

import os
import re
import signal
import subprocess
import sys
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from threading import Timer

import pytest

from wallet.accounts.account import account_for
from wallet.api.identifiers import Kind, global_id
from wallet.app import now
from wallet.intake import Intake
from wallet.intake.offline_sources import OfflineSources
from wallet.jobs.queue import claim
from wallet.jobs.runner import RunningJob
from wallet.learner.importing import IMPORT, FromText, request_import, run_import
from wallet.learner.learner import Learner
from wallet.proofs.contexts import Contexts
from wallet.proofs.workers import InProcess
from wallet.store.models.blobs import Blob
from wallet.store.models.credentials import Credential, CredentialReport
from wallet.store.models.jobs import ImportItem, Job

ROOT = Path(__file__).parents[2]
CAMPAIGNS = ROOT / "scripts" / "campaigns"
KILLS = 6


@pytest.fixture
def scripts(monkeypatch):
    monkeypatch.syspath_prepend(str(CAMPAIGNS))
    return {name: import_module(name) for name in ("auditing", "badges", "producing")}


@pytest.fixture
async def audited(sqlite_database, scripts, tmp_path):
    """Imports two badges, the second of them twice, and returns what audits that."""
    producing = scripts["producing"]
    badges = scripts["badges"].sign_badges(2)
    journal = producing.Journal(tmp_path / "journal")
    learner = Learner(await account_for("ada@wallet.example", now=now()))
    intake = Intake(OfflineSources(clock=now), InProcess(Contexts.gather()), now)
    leases = {IMPORT: timedelta(seconds=15)}
    for key, places in (("first", [0, 1]), ("second", [1])):
        request = producing.Request(key, 0, places)
        journal.ask(request)
        job_id = await request_import(learner, [FromText(producing.text_of(request, badges))])
        (held,) = await claim(leases, 1)
        await run_import(learner, RunningJob(held), intake)
        journal.acknowledge(request, global_id(Kind.IMPORT_JOB, job_id))

    async def audit():
        journal_as_read = producing.Journal.read(journal.file)
        return await scripts["auditing"].audit(journal_as_read, badges, [learner.id])

    return audit


async def test_an_honest_import_has_no_fault(audited):
    found = await audited()
    assert found.faults == []
    assert (found.requests, found.items, found.credentials) == (2, 3, 2)


async def lose_a_job():
    await Job.filter(id=(await Job.first()).id).delete()


async def leave_a_job_behind():
    job = await Job.first()
    await Job.filter(id=job.id).update(state="RUNNING", due_at=job.created_at)


async def lose_an_item():
    await ImportItem.filter(id=(await ImportItem.first()).id).delete()


async def end_an_item_badly():
    item = await ImportItem.filter(position=1).first()
    await ImportItem.filter(id=item.id).update(state="FAILED", outcome=None, credential_id=None)


async def lose_a_report():
    await CredentialReport.filter(id=(await CredentialReport.first()).id).delete()


async def double_a_report():
    (row, *_) = await CredentialReport.all().values()
    del row["id"]
    await CredentialReport.create(**row)


async def double_a_credential():
    (row, *_) = await Credential.all().values()
    del row["id"]
    await Credential.create(**{**row, "content_sha256": "0" * 64})


async def add_twice():
    await ImportItem.filter(outcome="DUPLICATE").update(outcome="ADDED")


async def change_a_byte():
    blob = await Blob.first()
    await Blob.filter(id=blob.id).update(data=blob.data[:-1] + b"?")


async def lose_a_blob():
    await Blob.filter(id=(await Blob.first()).id).delete()


async def leave_a_blob_behind():
    owner = (await Blob.first()).owner
    digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    await Blob.create(owner=owner, sha256=digest, media_type="text/plain", size=0, data=b"")


@pytest.mark.parametrize(
    ("break_it", "kind"),
    [
        pytest.param(lose_a_job, "lost", id="a job is gone"),
        pytest.param(leave_a_job_behind, "lost", id="a job has not ended"),
        pytest.param(lose_an_item, "lost", id="an item is gone"),
        pytest.param(end_an_item_badly, "lost", id="an item failed"),
        pytest.param(lose_a_report, "lost", id="a report is gone"),
        pytest.param(double_a_report, "doubled", id="a report is there twice"),
        pytest.param(double_a_credential, "doubled", id="a credential is there twice"),
        pytest.param(add_twice, "doubled", id="a badge was added twice"),
        pytest.param(change_a_byte, "broken", id="a byte of a document changed"),
        pytest.param(lose_a_blob, "broken", id="a document is gone"),
        pytest.param(leave_a_blob_behind, "broken", id="bytes are left that nothing needs"),
    ],
)
async def test_a_fault_is_seen(audited, break_it, kind):
    await break_it()
    assert getattr(await audited(), kind)


async def test_what_was_asked_and_never_acknowledged_is_lost(audited, tmp_path):
    lines = (tmp_path / "journal").read_text().splitlines(keepends=True)
    (tmp_path / "journal").write_text("".join(lines[:-1]))
    assert any("never acknowledged" in fault for fault in (await audited()).lost)


def test_a_journal_that_was_cut_midway_is_read_up_to_there(scripts, tmp_path):
    producing = scripts["producing"]
    journal = producing.Journal(tmp_path / "journal")
    journal.ask(producing.Request("first", 0, [0]))
    journal.ask(producing.Request("second", 0, [1]))
    journal.file.write_text(journal.file.read_text()[:-5])
    again = producing.Journal.read(journal.file)
    assert list(again.asked) == ["first"]
    again.acknowledge(again.asked["first"], "job")
    assert producing.Journal.read(journal.file).acknowledged == {"first": "job"}


@pytest.mark.long
def test_a_wallet_that_is_killed_while_it_imports_loses_and_doubles_nothing(request):
    try:
        request.getfixturevalue("postgres_url")
        database, kills = "both", 2 * KILLS
    except pytest.skip.Exception:
        database, kills = "sqlite", KILLS
    campaign = str(CAMPAIGNS / "killing_imports.py")
    command = [sys.executable, campaign, "--kills", str(KILLS), "--database", database]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as run:
        late = Timer(600, os.killpg, (run.pid, signal.SIGKILL))  # what it started, too
        late.start()
        said, _ = run.communicate()
        late.cancel()
    assert run.returncode == 0, said
    assert said.splitlines()[-1] == f"{kills} kills, lost 0, doubled 0"
    assert re.fullmatch(r"seed \d+", said.splitlines()[0])
