from dataclasses import fields, replace
from datetime import timedelta
from uuid import UUID, uuid4

import anyio
import pytest

from tests.fixtures.examined import NOW, document, examined, report
from wallet.credentials.credential import CredentialFormat
from wallet.documents.document import Carrier, CompactJws
from wallet.documents.picture import Picture
from wallet.learner.learner import Learner
from wallet.learner.organising import delete_credential
from wallet.learner.reporting import Seen, store_report
from wallet.sharing.disclosure import DisclosureLevel, level_of
from wallet.sharing.documents import document_of, original_of, picture_of
from wallet.sharing.freshening import request_fresh_check
from wallet.sharing.links import change_link, create_link, revoke_link
from wallet.sharing.opening import log_visit, open_link
from wallet.sharing.shared import Closed, ClosedBecause
from wallet.sharing.tokens import token_of
from wallet.sharing.visitors import AccessKind, ClientFamily
from wallet.store.models.shares import Share, ShareAccess
from wallet.verification.finding import VerificationAnswer
from wallet.verification.report import Integrity, Standing

LATER = NOW + timedelta(days=2)


@pytest.fixture
def shares(owner, keys):
    async def share(*credential_ids, **members):
        share_id = await create_link(
            owner, credential_ids=credential_ids, title="CV", keys=keys, now=NOW, **members
        )
        return share_id, token_of(share_id, 1, keys)

    return share


@pytest.mark.parametrize(
    ("form", "integrity", "level"),
    [
        ("OPEN_BADGES_3_JWT", Integrity.INTACT, DisclosureLevel.ORIGINAL),
        ("OPEN_BADGES_2_SIGNED", Integrity.INTACT, DisclosureLevel.ORIGINAL),
        ("OPEN_BADGES_2_HOSTED", Integrity.INTACT, DisclosureLevel.ORIGINAL_HOSTED),
        ("OPEN_BADGES_3_LINKED_DATA", Integrity.BROKEN, DisclosureLevel.UNVERIFIED),
        ("OPEN_BADGES_2_HOSTED", Integrity.UNKNOWN, DisclosureLevel.UNVERIFIED),
    ],
)
def test_a_level_never_says_more_than_was_found_out(form, integrity, level):
    assert level_of(CredentialFormat(form), integrity) is level


async def test_an_open_link_shows_the_credential_from_its_own_document(holds, shares):
    _, token = await shares(await holds(), message="Hello", expires_at=LATER)
    opened = await open_link(token, NOW)
    (shown,) = opened.items
    assert (opened.title, opened.message, opened.expires_at) == ("CV", "Hello", LATER)
    assert shown.level is DisclosureLevel.ORIGINAL
    assert shown.title == {"en": "Bridge builder"}
    assert shown.issuer.id == "https://uni.example/issuer"
    assert shown.achievement.criteria == {"en": "Build **one**."}
    assert shown.evidence[0].url == "https://work.example/bridge"
    assert shown.report.standing is Standing.CURRENT
    assert shown.intact_at == NOW
    assert not shown.checking


async def test_a_result_without_its_scale_is_not_shown(holds, shares):
    _, token = await shares(await holds())
    (shown,) = (await open_link(token, NOW)).items
    assert [(result.value, result.scale.name) for result in shown.results] == [
        ({"und": "4"}, {"en": "Grade"})
    ]


async def test_nothing_that_is_shown_names_the_owner_or_a_row_of_theirs(owner, holds, shares):
    credential_id = await holds()
    _, token = await shares(credential_id, recipient_label="ACME, do not tell")
    opened = await open_link(token, NOW)
    text = repr(opened)
    assert str(owner) not in text
    assert str(credential_id) not in text
    assert "ACME" not in text
    assert "learner@home.example" not in text
    assert {
        field.name for field in fields(opened) if isinstance(getattr(opened, field.name), UUID)
    } == {"share_id"}
    recipient = [
        f for f in opened.items[0].report.findings if f.answer is VerificationAnswer.RECIPIENT
    ]
    assert [finding.looked_at for finding in recipient] == [None]


async def test_a_link_past_its_end_is_closed_whatever_it_shows_is_worth(holds, shares):
    _, token = await shares(await holds(), expires_at=LATER)
    assert await open_link(token, LATER - timedelta(seconds=1)) is not None
    for asked in (
        open_link(token, LATER),
        document_of(token, 0, LATER),
        original_of(token, 0, LATER),
        picture_of(token, 0, LATER),
    ):
        assert await asked == Closed(ClosedBecause.EXPIRED, LATER)


async def test_an_expired_credential_does_not_close_its_link(owner, holds, shares):
    _, token = await shares(await holds(judged=report(standing=Standing.EXPIRED)))
    (shown,) = (await open_link(token, NOW)).items
    assert shown.report.standing is Standing.EXPIRED
    assert shown.level is DisclosureLevel.ORIGINAL


@pytest.mark.parametrize("guess", ["", "x", "x" * 43, "ä" * 43, "\ud800", "x" * 1_000_000])
async def test_a_guess_finds_nothing(holds, shares, guess):
    await shares(await holds())
    assert await open_link(guess, NOW) is None
    assert await document_of(guess, 0, NOW) is None


async def test_what_was_deleted_is_gone_and_counted(owner, holds, shares):
    first, second = await holds(1), await holds(2)
    share_id, token = await shares(first, second)
    await delete_credential(Learner(owner), second)
    opened = await open_link(token, NOW)
    assert (len(opened.items), opened.gone) == (1, 1)
    assert await document_of(token, 1, NOW) is None
    await delete_credential(Learner(owner), first)
    opened = await open_link(token, NOW)
    assert (opened.items, opened.gone) == ((), 2)
    await change_link(owner, share_id, credential_ids=[await holds(3)])
    assert (await open_link(token, NOW)).gone == 0


async def test_an_issuer_out_of_reach_took_nothing_back(owner, holds, shares):
    credential_id = await holds(form=CredentialFormat.OPEN_BADGES_2_HOSTED)
    _, token = await shares(credential_id)
    silent = report(Integrity.UNKNOWN, Standing.UNKNOWN, at=LATER)
    await store_report(Learner(owner), credential_id, Seen(silent))
    (shown,) = (await open_link(token, LATER)).items
    assert shown.level is DisclosureLevel.ORIGINAL_HOSTED
    assert shown.report.integrity is Integrity.UNKNOWN
    assert shown.intact_at == NOW


async def test_what_was_found_broken_since_is_no_original_any_more(owner, holds, shares):
    credential_id = await holds()
    _, token = await shares(credential_id)
    await store_report(Learner(owner), credential_id, Seen(report(Integrity.BROKEN, at=LATER)))
    (shown,) = (await open_link(token, LATER)).items
    assert shown.level is DisclosureLevel.UNVERIFIED
    assert shown.intact_at is None
    assert await document_of(token, 0, LATER) is None
    assert await original_of(token, 0, LATER) is None


async def test_the_document_is_byte_for_byte_what_the_issuer_signed(holds, shares):
    prepared = examined()
    _, token = await shares(await holds())
    given = await document_of(token, 0, NOW)
    assert given.content == prepared.document.original
    assert given.media_type == "application/ld+json"
    assert await original_of(token, 0, NOW) == replace(given, media_type="application/json")
    assert await document_of(token, 1, NOW) is None


@pytest.mark.parametrize("position", [-1, 1, 2**31, 10**30])
async def test_where_nothing_lies_nothing_is_given(holds, shares, position):
    _, token = await shares(await holds())
    assert await document_of(token, position, NOW) is None
    assert await request_fresh_check(token, position, NOW) is None


async def test_of_a_baked_token_the_image_and_the_token_are_given(holds, shares):
    jws = CompactJws("eyJ.e30.c2ln", {}, {}, b"eyJ.e30", b"sig")
    baked = document(
        {}, original=b"\x89PNG", sha256="d" * 64, media_type="image/png", jws=jws,
        carriers=(Carrier.PNG, Carrier.JWS),
    )  # fmt: skip
    _, token = await shares(await holds(form=CredentialFormat.OPEN_BADGES_3_JWT, brought=baked))
    bare, file = await document_of(token, 0, NOW), await original_of(token, 0, NOW)
    assert (bare.content, bare.media_type) == (b"eyJ.e30.c2ln", "application/vc+jwt")
    assert (file.content, file.media_type) == (b"\x89PNG", "image/png")


async def test_a_copy_that_differs_from_its_host_is_not_passed_on_as_the_issuers(holds, shares):
    tampered = document({"id": "https://uni.example/credentials/1", "name": "Better"})
    _, token = await shares(
        await holds(
            form=CredentialFormat.OPEN_BADGES_2_HOSTED,
            brought=tampered,
            judged=report(code="COPY_DIFFERS"),
        )
    )
    assert await original_of(token, 0, NOW) is None
    assert b"Better" not in (await document_of(token, 0, NOW)).content


async def test_a_base_proof_is_never_handed_on(holds, shares):
    base = {"type": "DataIntegrityProof", "proofValue": "u2V0AhVhA"}
    _, token = await shares(await holds(proofs=(base,)))
    (shown,) = (await open_link(token, NOW)).items
    assert shown.level is DisclosureLevel.ORIGINAL
    assert not shown.gives_document
    assert await document_of(token, 0, NOW) is None
    assert await original_of(token, 0, NOW) is None


async def test_a_picture_is_given_while_the_link_stands(owner, holds, shares):
    share_id, token = await shares(await holds(picture=Picture("image/png", 1, 1, b"pixels")))
    picture = await picture_of(token, 0, NOW)
    assert (picture.content, picture.media_type) == (b"pixels", "image/png")
    await revoke_link(owner, share_id, now=NOW)
    assert await picture_of(token, 0, NOW) == Closed(ClosedBecause.REVOKED, NOW)


async def test_views_are_counted_exactly_and_previews_are_not_views(holds, shares):
    share_id, _ = await shares(await holds())
    async with anyio.create_task_group() as group:
        for _ in range(10):
            group.start_soon(
                log_visit, share_id, AccessKind.PAGE, ClientFamily.BROWSER, "mail.example", NOW
            )
            group.start_soon(
                log_visit, share_id, AccessKind.PAGE, ClientFamily.PREVIEW, None, LATER
            )
    row = await Share.get(id=share_id)
    assert (row.view_count, row.last_viewed_at) == (10, NOW)
    assert await ShareAccess.filter(share_id=share_id).count() == 20
    await log_visit(uuid4(), AccessKind.PAGE, ClientFamily.BROWSER, None, NOW)
    assert await ShareAccess.all().count() == 20


@pytest.mark.parametrize(
    ("kind", "client", "views"),
    [
        pytest.param(AccessKind.PAGE, ClientFamily.BROWSER, 1, id="a person opens the page"),
        pytest.param(AccessKind.DOCUMENT, ClientFamily.BROWSER, 0, id="the reader saves a file"),
        pytest.param(AccessKind.PAGE, ClientFamily.PROGRAM, 0, id="a program reads the page"),
        pytest.param(AccessKind.DOCUMENT, ClientFamily.PROGRAM, 0, id="a program takes the JSON"),
        pytest.param(AccessKind.PAGE, ClientFamily.PREVIEW, 0, id="a chat makes a preview"),
    ],
)
async def test_a_view_is_a_person_who_opened_the_page(holds, shares, kind, client, views):
    share_id, _ = await shares(await holds(1))
    await log_visit(share_id, kind, client, None, NOW)
    row = await Share.get(id=share_id)
    assert (row.view_count, row.last_viewed_at) == (views, NOW if views else None)
    assert await ShareAccess.filter(share_id=share_id).count() == 1
