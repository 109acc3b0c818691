"""What is told of who presented it stays with each credential of a presentation."""

import json

import pytest

from tests.learner.conftest import KINDS
from tests.verification.checks.test_presentation_holder import (
    HOLDER,
    OWN,
    OWN_TOKEN,
    TOKEN_KEY,
    presented,
    presented_token,
    unsigned,
)
from tests.verification.samples import did_of, intake_of, signed
from wallet.jobs.queue import claim
from wallet.jobs.runner import RunningJob
from wallet.learner.importing import FromFile, request_import, run_import
from wallet.learner.organising import delete_credential
from wallet.learner.rechecking import request_recheck, run_recheck
from wallet.store.models.blobs import Blob
from wallet.store.models.credentials import Credential, CredentialReport
from wallet.store.models.jobs import ImportItem
from wallet.verification.checks.presentation_holder import MOST_PRESENTED

CHECK = "presentation.holder"
SOMEBODY_S = {"/id": "urn:uuid:another", "/credentialSubject/id": did_of(TOKEN_KEY)}


@pytest.fixture
def brings(learner):
    """Imports some bytes and returns the credentials by what they say of their subject."""

    async def brings(content):
        await request_import(learner, [FromFile("presentation.json", content)])
        (held,) = await claim(KINDS, 1)
        await run_import(learner, RunningJob(held), intake_of())
        items = await ImportItem.filter(learner_id=learner.id)
        assert {item.state for item in items} == {"DONE"}, [item.message for item in items]
        assert {item.presentation_sha256 for item in items} == {None}
        return await Credential.filter(learner_id=learner.id).order_by("id")

    return brings


async def told_of(credential):
    report = await CredentialReport.get(
        id=(await Credential.get(id=credential.id)).latest_report_id
    )
    found = next(each for each in report.findings if each["check"] == CHECK)
    return found["outcome"], found["code"]


def of_two(**members):
    return presented(signed(OWN), signed(SOMEBODY_S), **members)


async def test_each_credential_is_told_who_presented_it(learner, brings):
    mine, somebody_s = await brings(json.dumps(of_two()).encode())
    assert await told_of(mine) == ("PASS", None)
    assert await told_of(somebody_s) == ("WARN", "HOLDER_NOT_SUBJECT")


async def test_so_is_one_alone_and_one_in_a_token(learner, brings):
    (alone,) = await brings(presented_token(OWN_TOKEN).encode())
    assert await told_of(alone) == ("PASS", None)
    await delete_credential(learner, alone.id)
    (alone,) = await brings(json.dumps(presented(signed(OWN))).encode())
    assert await told_of(alone) == ("PASS", None)


async def test_a_holder_s_signature_that_does_not_hold_is_told_of_each(learner, brings):
    forged = {**of_two(), "id": "urn:changed"}
    for each in await brings(json.dumps(forged).encode()):
        assert await told_of(each) == ("FAIL", "HOLDER_PROOF_INVALID")
        assert each.integrity == "INTACT"


async def test_nobody_signed_it(learner, brings):
    told = unsigned(signed(OWN), signed(SOMEBODY_S))
    for each in await brings(json.dumps(told).encode()):
        assert await told_of(each) == ("SKIPPED", "HOLDER_UNPROVEN")


async def test_a_fresh_check_tells_the_same(learner, brings):
    mine, somebody_s = await brings(json.dumps(of_two(), indent=2).encode())
    for each in (mine, somebody_s):
        before = await told_of(each)
        await request_recheck(learner, each.id)
        (held,) = await claim(KINDS, 1)
        await run_recheck(learner, RunningJob(held), intake_of())
        assert await told_of(each) == before


async def test_the_presentation_goes_with_the_last_of_its_credentials(learner, brings):
    original = json.dumps(of_two()).encode()
    first, last = await brings(original)
    assert first.presentation_sha256 == last.presentation_sha256
    kept = Blob.filter(owner=learner.id, sha256=first.presentation_sha256)
    assert bytes((await kept.get()).data) == original
    assert first.document_sha256 != last.document_sha256
    await delete_credential(learner, first.id)
    assert await kept.exists()
    await delete_credential(learner, last.id)
    assert not await Blob.filter(owner=learner.id).exists()


async def test_of_very_many_the_presentation_is_not_kept(learner, brings):
    held = [signed({"/id": f"urn:uuid:{n}"}) for n in range(MOST_PRESENTED + 1)]
    credentials = await brings(json.dumps(presented(*held, key=HOLDER)).encode())
    assert {each.presentation_sha256 for each in credentials} == {None}
    assert len(credentials) == len(held)
