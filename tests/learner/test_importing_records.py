"""A learner record through the real way, into the database: it and each credential within."""

import json

import pytest

from tests.documents.pngs import international, png
from tests.verification.samples import STRANGER, TOKEN_KEY, intake_of, signed, token
from tests.verification.within import endorsement, record, record_token
from wallet.learner import import_items
from wallet.learner.importing import FromFile, FromText, request_import, run_import
from wallet.learner.keeping import kept
from wallet.learner.organising import delete_credential
from wallet.store.models.blobs import Blob
from wallet.store.models.credentials import Credential, CredentialPart, CredentialReport
from wallet.store.models.jobs import ImportItem
from wallet.store.search import CredentialFilter, matching

STRANGE = {"/id": "urn:uuid:00000000-0000-4000-8000-0000000000f1"}


def written(content):
    """JSON as nobody's library writes it, so that only the own bytes can be the same."""
    return json.dumps(content, indent=3, sort_keys=True).replace(": ", " :  ")


@pytest.fixture
def bring(take):
    async def bring(learner, content):
        text = content if isinstance(content, str) else written(content)
        job_id = await request_import(learner, [FromText(text)])
        await run_import(learner, await take(), intake_of())
        items = await ImportItem.filter(learner_id=learner.id, job_id=job_id).order_by("position")
        return [(item.state, item.outcome or item.code) for item in items]

    return bring


async def held(learner):
    rows = await Credential.filter(learner_id=learner.id).order_by("added_at", "id")
    return {row.format: row for row in rows}


async def places(learner):
    rows = await CredentialPart.filter(learner_id=learner.id).order_by("position")
    return [(row.record_id, row.part_id) for row in rows]


async def test_a_record_is_a_credential_and_so_is_each_within(learner, bring):
    parts = [signed(), token(STRANGE, key=TOKEN_KEY)]
    assert await bring(learner, record(*parts)) == [("DONE", "ADDED")] * 3
    rows = await held(learner)
    whole = rows["CLR_2_LINKED_DATA"]
    document, jwt = rows["OPEN_BADGES_3_LINKED_DATA"], rows["OPEN_BADGES_3_JWT"]
    assert await places(learner) == [(whole.id, document.id), (whole.id, jwt.id)]
    assert {row.verdict for row in rows.values()} == {"VERIFIED"}
    assert await kept(learner, jwt.document_sha256) == parts[1].encode()


async def test_a_part_is_kept_in_its_own_bytes(learner, bring):
    whole = record(signed())
    await bring(learner, whole)
    part = (await held(learner))["OPEN_BADGES_3_LINKED_DATA"]
    own = await kept(learner, part.document_sha256)
    assert own is not None
    assert own.decode() in written(whole)
    assert json.loads(own) == whole["credentialSubject"]["verifiableCredential"][0]


@pytest.mark.parametrize("key", [TOKEN_KEY])
async def test_a_part_of_a_token(learner, bring, key):
    assert await bring(learner, record_token(signed(), key=key)) == [("DONE", "ADDED")] * 2
    assert len(await places(learner)) == 1


async def test_a_part_of_a_record_in_a_picture(learner, take):
    text = written(record(signed()))
    image = png(international(text.encode(), b"openbadgecredential"))
    await request_import(learner, [FromFile("record.png", image)])
    await run_import(learner, await take(), intake_of())
    part = (await held(learner))["OPEN_BADGES_3_LINKED_DATA"]
    own = await kept(learner, part.document_sha256)
    assert own is not None
    assert own.decode() in text


async def test_to_import_it_again_changes_nothing(learner, bring):
    whole = record(signed())
    await bring(learner, whole)
    before = [await places(learner), await held(learner)]
    assert await bring(learner, whole) == [("DONE", "DUPLICATE")] * 2
    assert [await places(learner), await held(learner)] == before


async def test_a_badge_that_was_there_first_is_the_part(learner, bring):
    badge = signed()
    await bring(learner, badge)
    assert await bring(learner, record(badge)) == [("DONE", "ADDED"), ("DONE", "DUPLICATE")]
    assert len(await held(learner)) == 2
    assert len(await places(learner)) == 1


async def test_a_badge_may_lie_in_several_records(learner, bring):
    badge, another = signed(), {"/name": "Two years at the workshop"}
    await bring(learner, record(badge))
    await bring(learner, record(badge, edits=another))
    found = await places(learner)
    assert len({record_id for record_id, _ in found}) == 2
    assert len({part_id for _, part_id in found}) == 1


async def test_what_is_no_credential_is_told_of(learner, bring):
    whole = record_token(signed(), {"hello": 1}, "https://a.example/badge", key=TOKEN_KEY)
    assert await bring(learner, whole) == [
        *[("DONE", "ADDED")] * 2,
        ("FAILED", "FORMAT_UNKNOWN"),
    ]
    assert len(await held(learner)) == 2


async def test_a_record_within_a_record_brings_its_own(learner, bring):
    inner = record_token(signed(), key=TOKEN_KEY)
    assert await bring(learner, record(inner)) == [("DONE", "ADDED")] * 3
    assert len(await places(learner)) == 2


async def test_one_that_holds_too_many_is_left_out_whole(learner, bring, monkeypatch):
    monkeypatch.setattr(import_items, "MOST_ITEMS", 2)
    whole = record(signed(), token(STRANGE))
    assert await bring(learner, whole) == [("FAILED", "LIMIT_REACHED")]
    assert await held(learner) == {}


async def test_lists_may_leave_parts_out(learner, bring):
    await bring(learner, record(signed()))
    rows = await held(learner)
    for is_part, form in ((True, "OPEN_BADGES_3_LINKED_DATA"), (False, "CLR_2_LINKED_DATA")):
        (found,) = await matching(learner.id, CredentialFilter(is_part=is_part))
        assert found.id == rows[form].id
    assert await matching(learner.id, CredentialFilter()).count() == 2


async def test_without_its_record_a_part_stays(learner, bring):
    await bring(learner, record(signed()))
    await delete_credential(learner, (await held(learner))["CLR_2_LINKED_DATA"].id)
    assert [*await held(learner)] == ["OPEN_BADGES_3_LINKED_DATA"]
    assert await places(learner) == []


async def test_without_a_part_its_record_stays(learner, bring):
    await bring(learner, record(signed()))
    await delete_credential(learner, (await held(learner))["OPEN_BADGES_3_LINKED_DATA"].id)
    assert [*await held(learner)] == ["CLR_2_LINKED_DATA"]
    assert await places(learner) == []


async def test_a_record_goes_with_its_parts_at_any_depth(learner, bring):
    inner = record_token(signed(), key=TOKEN_KEY)
    await bring(learner, record(inner))
    whole = (await held(learner))["CLR_2_LINKED_DATA"]
    await delete_credential(learner, whole.id, with_parts=True)
    assert await held(learner) == {}
    assert not await Blob.filter(owner=learner.id).exists()


async def test_a_part_of_another_record_too_stays(learner, bring):
    badge = signed()
    await bring(learner, record(badge, token(STRANGE)))
    first = (await held(learner))["CLR_2_LINKED_DATA"]
    await bring(learner, record(badge, edits={"/name": "Two years"}))
    await delete_credential(learner, first.id, with_parts=True)
    assert sorted(await held(learner)) == ["CLR_2_LINKED_DATA", "OPEN_BADGES_3_LINKED_DATA"]


async def test_another_learners_record_is_not_theirs_to_delete(learner, other, bring):
    await bring(learner, record(signed()))
    await bring(other, record(signed()))
    await delete_credential(learner, (await held(learner))["CLR_2_LINKED_DATA"].id, with_parts=True)
    assert len(await held(other)) == 2
    assert len(await places(other)) == 1


async def test_a_report_is_kept_with_its_endorsements_and_the_parts_that_are_amiss(learner, bring):
    achievement = "https://workshop.example/achievements/soldering"
    said = {"/credentialSubject/achievement/endorsement": [endorsement(achievement, key=STRANGER)]}
    altered = {**signed(), "name": "Altered"}
    await bring(learner, record_token(signed(said), altered, key=TOKEN_KEY))
    reports = {
        row.credential_id: row.nested
        for row in await CredentialReport.filter(learner_id=learner.id)
    }
    rows = await held(learner)
    (amiss,) = reports[rows["CLR_2_JWT"].id]
    assert (amiss["kind"], amiss["code"], amiss["verdict"]) == (
        "PART",
        "CHILD_INVALID",
        "NOT_VERIFIED",
    )
    assert {finding["code"] for finding in amiss["findings"]} >= {"SIGNATURE_INVALID"}
    endorsed = [nested for key, nested in reports.items() if key != rows["CLR_2_JWT"].id]
    (only,) = next(nested for nested in endorsed if nested)
    assert (only["kind"], only["code"], only["verdict"]) == ("ENDORSEMENT", None, "VERIFIED")
    assert only["comment"] == {"und": "We would hire them."}
