"""The wallet's own lists: what was shown once and does not stand is withdrawn."""

import gzip
from datetime import timedelta

import pytest

from tests.fixtures.chosen import NOW, contexts, forms, hold, publisher
from wallet.documents.base64url import from_base64url
from wallet.sharing.links import change_link, create_link, revoke_link
from wallet.sharing.own_status_list import (
    PLACES,
    OwnStatusLists,
    encoded_list,
    take_place,
    withdrawn_places,
)
from wallet.store.models.credentials import Credential
from wallet.store.models.excerpts import Excerpt, StatusPlace
from wallet.store.models.shares import Share, ShareItem

FORM = forms()["WALLET_EXCERPT of linked data"]


@pytest.fixture
async def link(owner, keys):
    """A link with an excerpt, which ends in a week."""
    credential_id = await hold(owner, FORM)
    share_id = await create_link(
        owner,
        credential_ids=[credential_id],
        fields={credential_id: []},
        publisher=publisher(),
        title="CV",
        expires_at=NOW + timedelta(days=7),
        keys=keys,
        now=NOW,
    )
    return share_id, credential_id


async def stands(now=NOW):
    return not await withdrawn_places(1, now)


async def test_an_excerpt_on_an_open_link_stands_and_no_other_place_is_set(link):
    assert await stands()
    excerpt = await Excerpt.get(share_id=link[0])
    await Share.all().update(revoked_at=NOW)
    assert await withdrawn_places(1, NOW) == {excerpt.position}


async def test_a_place_that_was_taken_for_nothing_is_clear(owner):
    await take_place()
    assert await withdrawn_places(1, NOW) == set()


async def test_there_is_no_list_before_the_first_excerpt(owner):
    assert await withdrawn_places(1, NOW) is None


async def test_revoking_the_link_withdraws_it(link, owner):
    await revoke_link(owner, link[0], now=NOW)
    assert not await stands()


async def test_the_end_of_the_link_withdraws_it(link):
    assert await stands(NOW + timedelta(days=6))
    assert not await stands(NOW + timedelta(days=7))


async def test_taking_the_credential_off_the_link_withdraws_it(link, owner):
    other = await hold(owner, forms()["WALLET_EXCERPT of a token"])
    await change_link(owner, link[0], credential_ids=[other], now=NOW)
    assert not await stands()


async def test_showing_the_whole_withdraws_the_excerpt(link, owner):
    await change_link(owner, link[0], credential_ids=[link[1]], now=NOW)
    assert not await stands()
    assert await ShareItem.filter(share_id=link[0]).count() == 1


@pytest.mark.parametrize("what", [Share, Credential])
async def test_what_is_deleted_is_withdrawn_and_its_place_is_never_given_again(link, what):
    await what.all().delete()
    assert not await stands()
    assert await StatusPlace.all().count() == 1


@pytest.mark.parametrize(
    "change", [{"integrity": "BROKEN"}, {"standing": "REVOKED"}, {"standing": "SUSPENDED"}]
)
async def test_a_source_that_does_not_hold_any_more_withdraws_it(link, change):
    await Credential.filter(id=link[1]).update(**change)
    assert not await stands()


@pytest.mark.parametrize("change", [{"integrity": "UNKNOWN"}, {"standing": "EXPIRED"}])
async def test_an_issuer_that_is_silent_withdraws_nothing(link, change):
    await Credential.filter(id=link[1]).update(**change)
    assert await stands()


async def test_places_are_given_once_each_and_a_full_list_is_followed_by_another(
    owner, monkeypatch
):
    monkeypatch.setattr("wallet.sharing.own_status_list.PLACES", 8)
    monkeypatch.setattr("wallet.sharing.own_status_list._FILLED", 4)
    places = [await take_place() for _ in range(9)]
    assert len(set(places)) == 9
    assert [place.list_number for place in places] == [1, 1, 1, 1, 2, 2, 2, 2, 3]


def test_in_the_bitstring_only_what_is_withdrawn_is_set():
    bits = gzip.decompress(from_base64url(encoded_list({0, 9, PLACES - 1}).removeprefix("u")))
    assert len(bits) == PLACES // 8
    assert (bits[0], bits[1], bits[2], bits[-1]) == (0x80, 0x40, 0, 1)


async def test_a_list_is_signed_once_until_it_changes_or_grows_old(link, owner):
    lists = OwnStatusLists(publisher().identity, contexts)
    first = await lists.list_credential(1, NOW)
    assert first["issuer"] == "did:web:wallet.example"
    assert await lists.list_credential(1, NOW + timedelta(hours=1)) is first
    assert await lists.list_credential(1, NOW + timedelta(hours=12)) is not first
    await revoke_link(owner, link[0], now=NOW)
    withdrawn = await lists.list_credential(1, NOW)
    subjects = [each["credentialSubject"]["encodedList"] for each in (first, withdrawn)]
    assert subjects[0] != subjects[1]
    assert await lists.list_credential(2, NOW) is None
