from uuid import uuid4

import pytest

from tests.fixtures.examined import NOW, UNIVERSITY, examined
from wallet.documents.picture import Picture
from wallet.learner.organising import (
    LONGEST_NOTE,
    LONGEST_TAG,
    MOST_TAGS,
    delete_credential,
    update_credential,
)
from wallet.learner.remembering import remember
from wallet.store.identifiers import PUBLIC
from wallet.store.models.blobs import Blob
from wallet.store.models.credentials import (
    Achievement,
    Credential,
    CredentialReport,
    CredentialSkill,
    CredentialTag,
    Issuer,
    Skill,
)
from wallet.store.models.snapshots import SourceSnapshot
from wallet.user_errors import UserError, UserErrorCode
from wallet.verification.sources import Answer, no_answer

PICTURE = Picture("image/png", 1, 1, b"pixels")


async def tags_of(credential_id):
    rows = CredentialTag.filter(credential_id=credential_id)
    return sorted(await rows.values_list("tag", flat=True))


async def test_notes_tags_and_the_archive(learner, holds):
    held = (await holds(learner)).credential_id
    await update_credential(
        learner, held, note=" For ACME ", tags=["Work", "work", " My  tag"], archived=True, now=NOW
    )
    row = await Credential.get(id=held)
    assert (row.note, row.archived_at) == ("For ACME", NOW)
    assert await tags_of(held) == ["My tag", "Work"]
    assert "for acme" in row.search_text
    assert "bridge builder" in row.search_text
    await update_credential(learner, held, archived=True)
    assert (await Credential.get(id=held)).archived_at == NOW
    await update_credential(learner, held, note=None, tags=[], archived=False)
    row = await Credential.get(id=held)
    assert (row.note, row.archived_at, await tags_of(held)) == (None, None, [])
    assert "acme" not in row.search_text


async def test_what_is_not_given_stays(learner, holds):
    held = (await holds(learner)).credential_id
    await update_credential(learner, held, note="a", tags=["b"], archived=True)
    await update_credential(learner, held)
    row = await Credential.get(id=held)
    assert (row.note, row.archived_at is None, await tags_of(held)) == ("a", False, ["b"])


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"note": "x" * (LONGEST_NOTE + 1)}, UserErrorCode.TOO_LARGE, ("note",)),
        ({"tags": ["a", " "]}, UserErrorCode.REQUIRED, ("tags", "1")),
        ({"tags": ["x" * (LONGEST_TAG + 1)]}, UserErrorCode.TOO_LARGE, ("tags", "0")),
        ({"tags": [str(n) for n in range(MOST_TAGS + 1)]}, UserErrorCode.LIMIT_REACHED, ("tags",)),
    ],
)
async def test_a_refused_change_changes_nothing(learner, holds, change, code, path):
    held = (await holds(learner)).credential_id
    await update_credential(learner, held, note="before", tags=["before"])
    with pytest.raises(UserError) as error:
        await update_credential(learner, held, **{"archived": True} | change)
    assert (error.value.code, error.value.path) == (code, path)
    row = await Credential.get(id=held)
    assert (row.note, row.archived_at, await tags_of(held)) == ("before", None, ["before"])


async def test_anothers_credential_looks_absent(learner, other, holds):
    held = (await holds(learner)).credential_id
    for who, wanted in ((other, held), (learner, uuid4())):
        for asked in (update_credential(who, wanted, note="x"), delete_credential(who, wanted)):
            with pytest.raises(UserError) as error:
                await asked
            assert error.value.code is UserErrorCode.NOT_FOUND
            assert error.value.message == "There is no such credential."
    assert (await Credential.get(id=held)).note is None


async def test_deletion_leaves_nothing_of_it_and_all_of_everything_else(learner, other, holds):
    first = (await holds(learner, 1, picture=PICTURE)).credential_id
    second = (await holds(learner, 2, picture=PICTURE)).credential_id
    await holds(other, 1, picture=PICTURE)
    await update_credential(learner, first, tags=["a"])
    await delete_credential(learner, first)
    assert await Credential.filter(learner_id=learner.id).values_list("id", flat=True) == [second]
    assert await CredentialReport.filter(learner_id=learner.id).count() == 1
    assert await CredentialTag.filter(learner_id=learner.id).count() == 0
    row = await Credential.get(id=second)
    needed = {row.document_sha256, row.image_sha256}
    kept = Blob.filter(owner=learner.id)
    assert set(await kept.values_list("sha256", flat=True)) == needed
    assert await Issuer.filter(learner_id=learner.id).count() == 1
    await delete_credential(learner, second)
    for model in (Credential, CredentialReport, CredentialSkill, Issuer, Achievement, Skill):
        assert await model.filter(learner_id=learner.id).count() == 0
        assert await model.filter(learner_id=other.id).count() > 0
    assert await Blob.filter(owner=learner.id).count() == 0
    assert await Blob.filter(owner=other.id).count() == 2


async def test_answers_that_are_the_learners_go_with_it_and_public_documents_stay(learner, holds):
    shared = Answer("https://uni.example/personal", "", 200, "", b"shared", NOW)
    answers = {
        number: (
            Answer(f"https://uni.example/credentials/{number}", "", 200, "", b"%d" % number, NOW),
            Answer(UNIVERSITY.id, "", 200, "", b'{"type": "Profile"}', NOW),
            no_answer(f"https://silent.example/{number}", "NAME_NOT_FOUND", NOW),
            shared,
        )
        for number in (1, 2)
    }
    held = {}
    for number, seen in answers.items():
        held[number] = (await holds(learner, number, answers=seen)).credential_id
        await remember(learner, held[number], examined(number, answers=seen))
    await delete_credential(learner, held[1])
    own = SourceSnapshot.filter(owner=learner.id)
    assert set(await own.values_list("url", flat=True)) == {
        "https://uni.example/credentials/2",
        "https://silent.example/2",
        shared.url,
    }
    await delete_credential(learner, held[2])
    assert set(await SourceSnapshot.all().values_list("owner", "url")) == {(PUBLIC, UNIVERSITY.id)}
    assert await Blob.all().values_list("owner", flat=True) == [PUBLIC]


LIST = b'{"type": ["VerifiableCredential", "BitstringStatusListCredential"]}'
DID = b'{"id": "did:web:a.example", "verificationMethod": []}'


@pytest.mark.parametrize(
    ("body", "is_public"),
    [
        pytest.param(b'{"type": ["Profile"]}', True, id="profile"),
        pytest.param(b'{"type": "RevocationList"}', True, id="revocations"),
        pytest.param(b'{"type": "BadgeClass"}', True, id="badge-class"),
        pytest.param(LIST, True, id="status-list"),
        pytest.param(DID, True, id="did-document"),
        pytest.param(b'{"type": "Profile", "recipient": {}}', False, id="names-somebody"),
        pytest.param(b'{"type": "Assertion"}', False, id="assertion"),
        pytest.param(b"no json", False, id="in-doubt-personal"),
    ],
)
async def test_only_what_speaks_for_an_issuer_to_all_is_kept_for_all(learner, body, is_public):
    answer = Answer("https://a.example/x", "", 200, "", body, NOW)
    await remember(learner, uuid4(), examined(answers=[answer]))
    (row,) = await SourceSnapshot.all()
    assert row.owner == (PUBLIC if is_public else learner.id)


async def test_what_lies_at_the_badges_own_address_is_personal_whatever_it_says(learner):
    own = examined().credential.id
    await remember(learner, uuid4(), examined(answers=[Answer(own, own, 200, "", LIST, NOW)]))
    assert (await SourceSnapshot.get()).owner == learner.id
