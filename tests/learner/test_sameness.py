import json
from dataclasses import replace

import pytest

from tests.fixtures.examined import BRIDGES, NOW, UNIVERSITY, document, examined, report
from wallet.credentials.credential import Alignment, CredentialFormat, Profile
from wallet.documents.document import Carrier, CompactJws
from wallet.learner.reporting import Seen, store_report
from wallet.store.models.credentials import Achievement, Credential, Issuer, Skill
from wallet.verification.report import Integrity
from wallet.verification.sources import Answer

HOSTED = CredentialFormat.OPEN_BADGES_2_HOSTED
URL = "https://uni.example/credentials/1"


def content(**changed):
    return dict(examined().credential.content) | changed


def assertion_answer(said):
    return Answer(URL, URL, 200, "application/json", json.dumps(said).encode(), NOW)


def baked(said):
    return document(
        said,
        original=b"\x89PNG" + json.dumps(said).encode(),
        sha256="f" * 64,
        media_type="image/png",
        carriers=(Carrier.PNG, Carrier.JSON),
    )


async def test_a_hosted_badge_is_one_by_its_address_and_by_its_image(learner, holds):
    answer = assertion_answer(content())
    old = content(image="embedded before the host moved")
    first = await holds(learner, form=HOSTED, answers=[answer])
    second = await holds(learner, form=HOSTED, answers=[answer], brought=baked(old))
    assert (second.credential_id, second.outcome) == (first.credential_id, "DUPLICATE")


async def test_a_copy_that_says_something_else_is_never_the_genuine_one(learner, holds):
    answer = assertion_answer(content())
    tampered = baked(content(name="Better"))
    copy = await holds(
        learner, form=HOSTED, answers=[answer], brought=tampered, judged=report(code="COPY_DIFFERS")
    )
    genuine = await holds(learner, form=HOSTED, answers=[answer])
    again = await holds(
        learner, form=HOSTED, answers=[answer], brought=tampered, judged=report(code="COPY_DIFFERS")
    )
    assert (copy.outcome, genuine.outcome, again.outcome) == ("ADDED", "ADDED", "DUPLICATE")
    assert again.credential_id == copy.credential_id
    assert (await Credential.get(id=genuine.credential_id)).version_of_id is None


@pytest.mark.parametrize("integrity", [Integrity.BROKEN, Integrity.UNKNOWN])
async def test_a_tampered_copy_is_linked_to_nothing_and_renames_nobody(learner, holds, integrity):
    genuine = await holds(learner)
    forged = await holds(
        learner,
        integrity=integrity,
        issuer=replace(UNIVERSITY, name={"en": "Forged University"}),
        achievement=replace(
            BRIDGES,
            name={"en": "Forged"},
            alignments=(Alignment("Forged skill", "https://skills.example/structures"),),
        ),
    )
    assert forged.outcome == "ADDED"
    assert (await Credential.get(id=forged.credential_id)).version_of_id is None
    kept = await Credential.get(id=genuine.credential_id).prefetch_related("issuer", "achievement")
    assert kept.issuer.name == "Example University"
    assert kept.achievement.name == "Bridge builder"
    assert await Issuer.filter(identifier=UNIVERSITY.id).count() == 2
    names = await Skill.filter(url="https://skills.example/structures").values_list(
        "name", flat=True
    )
    assert sorted(names) == ["Forged skill", "Structural design"]


async def test_two_intact_documents_of_one_id_are_versions(learner, other, holds):
    first = await holds(learner)
    newer = {"content": content(name="Newer")}
    await holds(other, **newer)
    second = await holds(learner, **newer)
    third = await holds(learner, content=content(name="Newest"))
    elsewhere = Profile("https://other.example/issuer", {"en": "Other"})
    alien = await holds(learner, content=content(name="Alien"), issuer=elsewhere)
    assert [first.outcome, second.outcome, third.outcome] == ["ADDED", "NEW_VERSION", "NEW_VERSION"]
    assert (await Credential.get(id=second.credential_id)).version_of_id == first.credential_id
    assert (await Credential.get(id=third.credential_id)).version_of_id == second.credential_id
    assert alien.outcome == "ADDED"


async def test_a_version_is_not_taken_of_what_is_not_intact(learner, holds):
    await holds(learner, integrity=Integrity.UNKNOWN)
    assert (await holds(learner, content=content(name="Newer"))).outcome == "ADDED"


async def test_a_version_is_not_taken_of_what_was_found_broken_since(learner, holds):
    first = await holds(learner)
    await store_report(learner, first.credential_id, Seen(report(Integrity.BROKEN)))
    assert (await holds(learner, content=content(name="Newer"))).outcome == "ADDED"


async def test_a_token_is_one_in_whatever_it_is_carried(learner, holds):
    jws = CompactJws("eyJ.e30.c2ln", {}, {}, b"eyJ.e30", b"sig")
    bare = document({}, original=b"eyJ.e30.c2ln\n", jws=jws, carriers=(Carrier.JWS,))
    first = await holds(learner, form=CredentialFormat.OPEN_BADGES_3_JWT, brought=bare)
    image = replace(baked({}), jws=jws, carriers=(Carrier.PNG, Carrier.JWS))
    second = await holds(learner, form=CredentialFormat.OPEN_BADGES_3_JWT, brought=image)
    resigned = replace(bare, jws=replace(jws, token="eyJ.e30.b3RoZXI"))
    third = await holds(learner, form=CredentialFormat.OPEN_BADGES_3_JWT, brought=resigned)
    assert second.credential_id == first.credential_id
    assert third.outcome == "NEW_VERSION"


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        pytest.param({"a": 1, "b": 2}, {"b": 2, "a": 1}, True, id="order-of-members"),
        pytest.param({"a": [1, 2]}, {"a": [2, 1]}, False, id="order-of-a-list"),
        pytest.param({"a": 1.0}, {"a": 1}, True, id="one-number-written-twice"),
        pytest.param({"a": True}, {"a": 1}, False, id="true-is-not-one"),
        pytest.param({"a": 10**20}, {"a": 10**20 + 1}, False, id="numbers-beyond-doubles"),
        pytest.param({"a": 10**20}, {"a": 10**20}, True, id="the-same-large-number"),
        pytest.param({"a": "é"}, {"a": "e\u0301"}, False, id="no-normalisation-of-text"),
    ],
)
async def test_json_is_compared_by_its_canonical_form(learner, holds, one, two, same):
    first = await holds(learner, content=one, id=None)
    second = await holds(learner, content=two, id=None)
    assert (second.credential_id == first.credential_id) is same


async def test_an_issuer_cannot_rename_anothers_achievement(learner, holds):
    rival = Profile("https://rival.example/issuer", {"en": "Rival"})
    await holds(learner, 1)
    await holds(learner, 2, issuer=rival, achievement=replace(BRIDGES, name={"en": "Rubbish"}))
    names = await Achievement.filter(identifier=BRIDGES.id).values_list("name", flat=True)
    assert sorted(names) == ["Bridge builder", "Rubbish"]


async def test_badges_of_one_issuer_share_its_row_and_the_newest_names_it(learner, holds):
    await holds(learner, 1)
    await holds(learner, 2, issuer=replace(UNIVERSITY, name={"en": "Renamed University"}))
    (row,) = await Issuer.filter(learner_id=learner.id)
    assert row.name == "Renamed University"
    assert await Achievement.all().count() == 1


async def test_what_one_learner_imports_changes_nothing_of_anothers(learner, other, holds):
    await holds(learner, 1)
    before = [dict(row) for row in await Issuer.filter(learner_id=learner.id)]
    await holds(other, 1, issuer=replace(UNIVERSITY, name={"en": "Hostile"}))
    assert [dict(row) for row in await Issuer.filter(learner_id=learner.id)] == before
    assert await Credential.filter(learner_id=other.id).count() == 1
