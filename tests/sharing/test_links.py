import json
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.fixtures.examined import NOW
from wallet.sharing.documents import document_of
from wallet.sharing.link_settings import LONGEST_MESSAGE, LONGEST_TITLE
from wallet.sharing.links import (
    change_link,
    create_link,
    duplicate_link,
    link_token,
    revoke_link,
)
from wallet.sharing.opening import open_link
from wallet.sharing.shared import Closed, ClosedBecause
from wallet.sharing.tokens import TOKEN_LENGTH, TokenKeys, hash_of, token_of
from wallet.store.models.shares import Share, ShareItem
from wallet.user_errors import UserError, UserErrorCode


async def names(token):
    found = [await document_of(token, position, NOW) for position in range(2)]
    return [json.loads(document.content)["number"] for document in found]


def test_a_token_has_256_bits_and_depends_on_key_link_and_version(keys):
    link = uuid4()
    tokens = {
        token_of(link, 1, keys),
        token_of(link, 2, keys),
        token_of(uuid4(), 1, keys),
        token_of(link, 1, TokenKeys(b"o" * 32)),
    }
    assert len(tokens) == 4
    assert {len(token) for token in tokens} == {TOKEN_LENGTH}
    assert token_of(link, 1, keys) in tokens


def test_a_key_that_could_be_guessed_is_refused_and_none_is_printed():
    with pytest.raises(ValueError, match="at least 32"):
        TokenKeys(b"short")
    assert "kkk" not in repr(TokenKeys(b"k" * 32))


async def test_only_the_hash_of_the_token_is_kept_and_the_owner_sees_the_token_again(
    owner, keys, holds
):
    share_id = await create_link(owner, credential_ids=[await holds()], title=" CV ", keys=keys)
    token = token_of(share_id, 1, keys)
    row = await Share.get(id=share_id)
    assert row.title == "CV"
    assert row.token_sha256 == hash_of(token)
    assert token not in repr(dict(row))
    assert await link_token(owner, share_id, keys) == token


async def test_after_a_change_of_key_the_old_address_opens_but_is_not_shown(owner, keys, holds):
    share_id = await create_link(owner, credential_ids=[await holds()], title="CV", keys=keys)
    assert await link_token(owner, share_id, TokenKeys(b"n" * 32)) is None
    assert await open_link(token_of(share_id, 1, keys), NOW) is not None


@pytest.mark.parametrize(
    ("members", "code", "path"),
    [
        pytest.param({"title": "  "}, UserErrorCode.REQUIRED, ("title",), id="no-title"),
        pytest.param(
            {"title": "x" * (LONGEST_TITLE + 1)},
            UserErrorCode.TOO_LARGE,
            ("title",),
            id="long-title",
        ),
        pytest.param(
            {"message": "x" * (LONGEST_MESSAGE + 1)},
            UserErrorCode.TOO_LARGE,
            ("message",),
            id="long-message",
        ),
        pytest.param(
            {"credential_ids": []},
            UserErrorCode.REQUIRED,
            ("credential_ids",),
            id="nothing-to-share",
        ),
        pytest.param(
            {"expires_at": NOW}, UserErrorCode.INVALID, ("expires_at",), id="an-end-that-has-come"
        ),
        pytest.param(
            {"expires_at": NOW.replace(tzinfo=None)},
            UserErrorCode.INVALID,
            ("expires_at",),
            id="an-end-without-a-zone",
        ),
    ],
)
async def test_a_link_that_cannot_be_is_refused_with_the_field_at_fault(
    owner, keys, holds, members, code, path
):
    wanted = {"credential_ids": [await holds()], "title": "CV"} | members
    with pytest.raises(UserError) as refused:
        await create_link(owner, **wanted, keys=keys, now=NOW)
    assert (refused.value.code, refused.value.path) == (code, path)
    assert await Share.all().count() == 0


async def test_anothers_credential_looks_absent(owner, keys, holds):
    mine, theirs = await holds(1), await holds(2, of=uuid4())
    for stranger in (theirs, uuid4()):
        with pytest.raises(UserError) as refused:
            await create_link(owner, credential_ids=[mine, stranger], title="CV", keys=keys)
        assert refused.value.code is UserErrorCode.NOT_FOUND
        assert refused.value.path == ("credential_ids", "1")
        assert refused.value.message == "There is no such credential."
    assert await Share.all().count() == 0


async def test_a_change_keeps_the_address_and_what_is_not_named(owner, keys, holds):
    first, second = await holds(1), await holds(2)
    share_id = await create_link(
        owner, credential_ids=[first], title="CV", message="Hello", keys=keys
    )
    await change_link(owner, share_id, title="New", credential_ids=[second, first])
    opened = await open_link(token_of(share_id, 1, keys), NOW)
    assert (opened.title, opened.message) == ("New", "Hello")
    assert [item.position for item in opened.items] == [0, 1]
    assert await names(token_of(share_id, 1, keys)) == [2, 1]
    await change_link(owner, share_id, message=None, expires_at=NOW + timedelta(days=1), now=NOW)
    opened = await open_link(token_of(share_id, 1, keys), NOW)
    assert (opened.title, opened.message) == ("New", None)
    assert opened.expires_at == NOW + timedelta(days=1)


async def test_a_refused_change_changes_nothing(owner, keys, holds):
    share_id = await create_link(owner, credential_ids=[await holds()], title="CV", keys=keys)
    with pytest.raises(UserError):
        await change_link(owner, share_id, title="New", credential_ids=[uuid4()])
    opened = await open_link(token_of(share_id, 1, keys), NOW)
    assert opened.title == "CV"
    assert len(opened.items) == 1


async def test_a_revoked_link_is_closed_at_once_and_for_ever(owner, keys, holds):
    share_id = await create_link(owner, credential_ids=[await holds()], title="CV", keys=keys)
    await revoke_link(owner, share_id, now=NOW)
    await revoke_link(owner, share_id, now=NOW + timedelta(days=1))
    closed = await open_link(token_of(share_id, 1, keys), NOW)
    assert closed == Closed(ClosedBecause.REVOKED, NOW)
    assert await link_token(owner, share_id, keys) is None
    with pytest.raises(UserError) as refused:
        await change_link(owner, share_id, title="Again")
    assert refused.value.code is UserErrorCode.CONFLICT


async def test_anothers_link_looks_absent_whatever_is_asked(owner, keys, holds):
    share_id = await create_link(owner, credential_ids=[await holds()], title="CV", keys=keys)
    other = uuid4()
    for asked in (
        change_link(other, share_id, title="Mine"),
        revoke_link(other, share_id),
        link_token(other, share_id, keys),
        revoke_link(owner, uuid4()),
    ):
        with pytest.raises(UserError) as refused:
            await asked
        assert refused.value.code is UserErrorCode.NOT_FOUND
    assert (await open_link(token_of(share_id, 1, keys), NOW)).title == "CV"


async def test_a_copy_for_another_recipient_shows_and_asks_for_the_same(owner, keys, holds):
    held = [await holds(1), await holds(2)]
    first = await create_link(
        owner,
        credential_ids=held,
        title="CV",
        recipient_label="ACME",
        message="Hello",
        passcode="open sesame",
        most_openings=3,
        starts_at=NOW - timedelta(days=1),
        expires_at=NOW + timedelta(days=1),
        keys=keys,
        now=NOW,
    )
    await ShareItem.filter(share_id=first, position=1).update(fields=["/name"])
    await Share.filter(id=first).update(opening_count=3, view_count=3)
    second = await duplicate_link(owner, first, recipient_label="Globex", keys=keys, now=NOW)
    made, former = await Share.get(id=second), await Share.get(id=first)
    assert made.token_sha256 == hash_of(token_of(second, 1, keys)) != former.token_sha256
    assert (made.title, made.recipient_label, made.message) == ("CV", "Globex", "Hello")
    assert (made.passcode_hash, made.most_openings) == (former.passcode_hash, 3)
    assert (made.starts_at, made.expires_at) == (None, NOW + timedelta(days=1))
    assert (made.opening_count, made.view_count) == (0, 0)
    items = await ShareItem.filter(share_id=second).order_by("position")
    assert [(item.credential_id, item.fields) for item in items] == [
        (held[0], None),
        (held[1], ["/name"]),
    ]
    bare = await duplicate_link(owner, first, passcode=None, keys=keys, now=NOW)
    assert (await Share.get(id=bare)).passcode_hash is None


async def test_a_copy_of_anothers_link_or_of_an_empty_one_is_refused(owner, keys, holds):
    link = await create_link(owner, credential_ids=[await holds()], title="CV", keys=keys)
    with pytest.raises(UserError) as stranger:
        await duplicate_link(uuid4(), link, keys=keys)
    assert stranger.value.code is UserErrorCode.NOT_FOUND
    await ShareItem.filter(share_id=link).delete()
    with pytest.raises(UserError) as empty:
        await duplicate_link(owner, link, keys=keys)
    assert empty.value.code is UserErrorCode.REQUIRED
    assert await Share.all().count() == 1
