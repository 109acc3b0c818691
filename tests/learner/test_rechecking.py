import json
from datetime import timedelta
from uuid import uuid4

import anyio
import pytest

from tests.fixtures.examined import BRIDGES, NOW, UNIVERSITY, credential, examined, report
from tests.learner.conftest import refused
from tests.learner.test_pictures import png
from wallet.credentials.credential import CredentialFormat
from wallet.jobs.queue import LeaseLostError
from wallet.jobs.runner import GivenUpError
from wallet.learner.importing import FromFile, request_import
from wallet.learner.organising import delete_credential, update_credential
from wallet.learner.rechecking import request_recheck, run_recheck
from wallet.store.models.blobs import Blob
from wallet.store.models.credentials import Credential, CredentialReport, Issuer, Skill
from wallet.store.models.jobs import Job
from wallet.user_errors import UserError, UserErrorCode
from wallet.verification.report import Integrity, Standing

LATER = NOW + timedelta(days=30)


@pytest.fixture
def imported(work, intake):
    async def imported(learner, **of):
        intake.badges[1] = examined(1, **of)
        data = json.dumps(dict(credential(1).content)).encode()
        await request_import(learner, [FromFile("badge.json", data)])
        await work(learner)
        return (await Credential.get(learner_id=learner.id)).id

    return imported


async def test_a_new_report_joins_the_history_and_is_the_latest(learner, intake, imported, take):
    held = await imported(learner)
    intake.badges[1] = examined(1, judged=report(standing=Standing.REVOKED, at=LATER))
    job_id = await request_recheck(learner, held)
    await run_recheck(learner, await take(), intake)
    row = await Credential.get(id=held)
    assert (row.standing, row.verdict) == ("REVOKED", "NOT_VERIFIED")
    history = await CredentialReport.filter(credential_id=held).order_by("-checked_at")
    assert [each.standing for each in history] == ["REVOKED", "CURRENT"]
    assert row.latest_report_id == history[0].id
    assert (await Job.get(id=job_id)).state == "COMPLETED"


async def test_a_silent_issuer_is_unknown_and_the_card_stays(learner, intake, imported, take):
    held = await imported(learner)
    silent = report(Integrity.UNKNOWN, Standing.UNKNOWN, at=LATER)
    nameless = credential(1, issuer=UNIVERSITY.__class__(None, {}))
    intake.badges[1] = examined(1, judged=silent, issuer=nameless.issuer)
    await request_recheck(learner, held)
    await run_recheck(learner, await take(), intake)
    row = await Credential.get(id=held).prefetch_related("issuer")
    assert (row.integrity, row.title) == ("UNKNOWN", "Bridge builder")
    assert row.issuer.name == "Example University"


async def test_what_cannot_be_read_any_more_is_a_report_too(learner, intake, imported, take):
    held = await imported(learner)
    intake.badges[1] = refused("FORMAT_UNKNOWN")
    await request_recheck(learner, held)
    await run_recheck(learner, await take(), intake)
    assert await CredentialReport.filter(credential_id=held).count() == 2
    assert (await Credential.get(id=held)).title == "Bridge builder"


async def test_what_was_in_doubt_and_is_intact_now_joins_its_issuer(
    learner, intake, imported, take, holds
):
    held = await imported(learner, judged=report(Integrity.UNKNOWN))
    other = (await holds(learner, 2)).credential_id
    rows = [await Credential.get(id=each) for each in (held, other)]
    assert rows[0].issuer_id != rows[1].issuer_id
    intake.badges[1] = examined(1, judged=report(at=LATER))
    await request_recheck(learner, held)
    await run_recheck(learner, await take(), intake)
    rows = [await Credential.get(id=each) for each in (held, other)]
    assert rows[0].issuer_id == rows[1].issuer_id
    assert await Issuer.all().count() == 1
    assert await Skill.all().count() == 3


async def test_a_hosted_badge_shows_what_its_issuer_shows_now(learner, intake, imported, take):
    hosted = {"form": CredentialFormat.OPEN_BADGES_2_HOSTED}
    held = await imported(learner, **hosted)
    await update_credential(learner, held, note="mine", tags=["kept"])
    renamed = BRIDGES.__class__(BRIDGES.id, {"en": "Bridge engineer"})
    for name in ("changed", "changed again"):
        now = {"id": "https://uni.example/credentials/1", "name": name}
        intake.badges[1] = examined(
            1, **hosted, achievement=renamed, content=now, judged=report(at=LATER)
        )
        await request_recheck(learner, held)
        await run_recheck(learner, await take(), intake)
    row = await Credential.get(id=held)
    assert (row.title, row.note) == ("Bridge engineer", "mine")
    assert await row.own_tags.all().count() == 1
    assert await Skill.all().count() == 0
    kept = set(await Blob.filter(owner=learner.id).values_list("sha256", flat=True))
    assert kept == {row.document_sha256, row.shown_sha256}
    assert row.document_sha256 != row.shown_sha256


async def test_a_picture_out_of_reach_at_import_is_found_later(learner, intake, imported, take):
    url = "https://uni.example/red.png"
    held = await imported(learner, image=url)
    assert (await Credential.get(id=held)).image_sha256 is None
    intake.sources.bodies[url] = png((255, 0, 0))
    await request_recheck(learner, held)
    await run_recheck(learner, await take(), intake)
    digest = (await Credential.get(id=held)).image_sha256
    assert await Blob.exists(owner=learner.id, sha256=digest, media_type="image/png")


async def test_one_check_is_pending_however_often_it_is_asked_for(learner, imported, intake, take):
    held = await imported(learner)
    asked = []

    async def ask():
        asked.append(await request_recheck(learner, held))

    async with anyio.create_task_group() as group:
        for _ in range(8):
            group.start_soon(ask)
    assert len(set(asked)) == 1
    await run_recheck(learner, await take(), intake)
    assert await request_recheck(learner, held) not in asked


async def test_anothers_credential_looks_absent(learner, other, imported):
    held = await imported(learner)
    for who, wanted in ((other, held), (learner, uuid4())):
        with pytest.raises(UserError) as error:
            await request_recheck(who, wanted)
        assert error.value.code is UserErrorCode.NOT_FOUND


async def test_a_credential_that_was_deleted_meanwhile_ends_the_job(
    learner, intake, imported, take
):
    held = await imported(learner)
    job_id = await request_recheck(learner, held)

    async def delete():
        await delete_credential(learner, held)

    intake.before_answer.append(delete)
    await run_recheck(learner, await take(), intake)
    assert (await Job.get(id=job_id)).state == "COMPLETED"
    assert await CredentialReport.all().count() == 0
    assert await Blob.all().count() == 0


async def test_a_worker_that_lost_its_lease_adds_no_report(learner, intake, imported, take):
    held = await imported(learner)
    await request_recheck(learner, held)
    late = await take()
    now = await take(lapse=True)
    with pytest.raises(LeaseLostError):
        await run_recheck(learner, late, intake)
    assert await CredentialReport.all().count() == 1
    await run_recheck(learner, now, intake)
    assert await CredentialReport.all().count() == 2


async def test_without_its_bytes_nothing_is_said(learner, intake, imported, take):
    held = await imported(learner)
    await Blob.all().delete()
    await request_recheck(learner, held)
    with pytest.raises(GivenUpError):
        await run_recheck(learner, await take(), intake)
    assert await CredentialReport.all().count() == 1
