"""From a platform's page into a wallet and, where it shows many, by choice: the real way."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.platforms.test_credly import UUID, WWW, entry, hosts_assertion, listing
from tests.platforms.test_skilljar import PAGE, page
from wallet.jobs.queue import claim
from wallet.jobs.runner import RunningJob
from wallet.learner.choosing import import_choices
from wallet.learner.importing import IMPORT, FromFile, FromUrl, request_import, run_import
from wallet.learner.learner import Learner
from wallet.learner.rechecking import RECHECK, request_recheck, run_recheck
from wallet.store.blobs import read
from wallet.store.models.credentials import Credential, CredentialReport
from wallet.store.models.jobs import ImportItem

KINDS = {IMPORT: timedelta(minutes=1), RECHECK: timedelta(minutes=1)}


@pytest.fixture
def learner(database):
    return Learner(uuid4())


@pytest.fixture
def bring(web, learner):
    async def bring(source):
        job_id = await request_import(learner, [source])
        (held,) = await claim(KINDS, 1)
        await run_import(learner, RunningJob(held), web.intake)
        (item,) = await ImportItem.filter(job_id=job_id)
        return item

    return bring


async def test_a_certificate_page_is_held_and_never_shown_as_verified(web, learner, bring):
    web.puts(PAGE, page(more=f'<a href="{WWW}/badges/{UUID}">At Credly</a>'))
    item = await bring(FromUrl(f"{web.url(PAGE)}?trk=x"))
    assert (item.state, item.outcome) == ("DONE", "ADDED")
    assert [each["address"] for each in item.choices["entries"]] == [f"{WWW}/badges/{UUID}"]
    credential = await Credential.get(learner_id=learner.id)
    assert (credential.format, credential.title) == ("PAGE_ATTESTED", "Rock Climbing")
    assert (credential.verdict, credential.integrity) == ("INCOMPLETE", "UNKNOWN")
    kept = await read(learner.id, credential.document_sha256)
    assert kept.media_type == "application/warc"
    assert page(more=f'<a href="{WWW}/badges/{UUID}">At Credly</a>').encode() in kept.content


async def test_the_same_page_or_its_record_again_is_the_one_that_is_held(web, learner, bring):
    web.puts(PAGE, page())
    first = await bring(FromUrl(web.url(PAGE)))
    again = await bring(FromUrl(web.url(PAGE)))
    credential = await Credential.get(learner_id=learner.id)
    kept = await read(learner.id, credential.document_sha256)
    exported = await bring(FromFile("certificate.warc", kept.content))
    assert [each.outcome for each in (first, again, exported)] == [
        "ADDED",
        "DUPLICATE",
        "DUPLICATE",
    ]


async def test_a_certificate_is_checked_again_when_its_page_is_gone(web, learner, bring):
    web.puts(PAGE, page())
    item = await bring(FromUrl(web.url(PAGE)))
    web.puts(PAGE, None, http_status=404)
    await request_recheck(learner, item.credential_id)
    (held,) = await claim(KINDS, 1)
    await run_recheck(learner, RunningJob(held), web.intake)
    reports = await CredentialReport.filter(credential_id=item.credential_id).order_by("id")
    codes = [
        next(each["code"] for each in report.findings if each["check"] == "issuer.page")
        for report in reports
    ]
    assert codes == ["PAGE_ATTESTED", "PAGE_NOT_SEEN"]


async def test_a_profile_is_chosen_from(web, learner, bring):
    hosts_assertion(web)
    web.does(f"{WWW}/users/ada/badges.json", listing([entry(1), entry(2) | {"id": UUID}]))
    item = await bring(FromUrl(web.url(f"{WWW}/users/ada")))
    assert (item.state, item.code) == ("NEEDS_ATTENTION", "CHOICE_NEEDED")
    chosen = item.choices["entries"][1]["address"]
    job_id = await import_choices(learner, item.id, [chosen])
    (held,) = await claim(KINDS, 1)
    await run_import(learner, RunningJob(held), web.intake)
    assert (await ImportItem.get(job_id=job_id)).outcome == "ADDED"
    assert (await Credential.get(learner_id=learner.id)).verdict == "VERIFIED"
