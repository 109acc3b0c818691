"""An archive of old badges through the real way, into the database."""

import json

from tests.documents.test_archive import archive
from tests.verification.samples import intake_of
from tests.verification.test_open_badges_1 import URL, token, version_1, web
from wallet.learner.importing import FromFile, request_import, run_import
from wallet.store.models.credentials import Credential
from wallet.store.models.jobs import ImportItem


async def test_an_archive_of_old_badges_is_an_item_and_a_credential_for_each(learner, take):
    intake = intake_of(web())
    files = {
        "hosted.json": json.dumps(version_1()).encode(),
        "signed.jws": token().encode(),
        "letter.txt": b"Dear learner,",
    }
    job_id = await request_import(learner, [FromFile("all.zip", archive(files))])
    await run_import(learner, await take(), intake)
    rows = await ImportItem.filter(job_id=job_id).order_by("position")
    assert [(row.label, row.outcome) for row in rows] == [
        ("all.zip (1)", "ADDED"),
        ("all.zip (2)", "ADDED"),
    ]
    held = await Credential.filter(learner_id=learner.id).order_by("format")
    assert [(row.format, row.verdict, row.title) for row in held] == [
        ("OPEN_BADGES_1_HOSTED", "VERIFIED", "Soldering"),
        ("OPEN_BADGES_1_SIGNED", "VERIFIED", "Soldering"),
    ]


async def test_an_address_in_an_archive_is_the_badge_that_it_shows(learner, take):
    job_id = await request_import(
        learner, [FromFile("one.zip", archive({"badge.txt": URL.encode()}))]
    )
    await run_import(learner, await take(), intake_of(web()))
    (row,) = await ImportItem.filter(job_id=job_id)
    assert (row.state, row.outcome) == ("DONE", "ADDED")
    assert (await Credential.get(learner_id=learner.id)).format == "OPEN_BADGES_1_HOSTED"
