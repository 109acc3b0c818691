from datetime import timedelta
from hashlib import sha256

import pytest

from tests.fixtures.examined import NOW, report
from wallet.sharing.confirming import Named, confirm_recipient
from wallet.sharing.links import create_link, revoke_link
from wallet.sharing.shared import Closed, ClosedBecause, Covered
from wallet.sharing.tokens import token_of
from wallet.store.models.credentials import Credential
from wallet.user_errors import InvalidError
from wallet.verification.report import Integrity

ADDRESS = "Robin@home.example"
HASHED = {
    "kind": "email",
    "value": "sha256$" + sha256(b"robin@home.examplesalt").hexdigest(),
    "hashed": True,
    "salt": "salt",
}


@pytest.fixture
def link(owner, keys, holds):
    async def make(*recipients, judged=None, **members):
        held = await holds() if judged is None else await holds(judged=judged)
        row = await Credential.get(id=held)
        await Credential.filter(id=held).update(
            detail=row.detail | {"recipients": list(recipients)}
        )
        share_id = await create_link(
            owner, credential_ids=[held], title="CV", keys=keys, now=NOW, **members
        )
        return share_id, token_of(share_id, 1, keys)

    return make


@pytest.mark.parametrize(
    ("recipients", "address", "named"),
    [
        pytest.param((HASHED,), ADDRESS, Named.YES, id="a hash, whatever the case"),
        pytest.param((HASHED,), " robin@home.example ", Named.YES, id="with spaces"),
        pytest.param((HASHED,), "robin@work.example", Named.NO, id="another address"),
        pytest.param((HASHED, HASHED | {"salt": "x"}), ADDRESS, Named.YES, id="one of two"),
        pytest.param(
            ({"kind": "email", "value": "robin@home.example", "hashed": False, "salt": None},),
            ADDRESS,
            Named.YES,
            id="not hashed",
        ),
        pytest.param(
            ({"kind": "id", "value": "did:key:z6Mk", "hashed": False, "salt": None},),
            ADDRESS,
            Named.NO,
            id="an id is no address",
        ),
        pytest.param((), ADDRESS, Named.NOT_KNOWN, id="nobody"),
    ],
)
async def test_a_visitor_is_told_yes_or_no(link, recipients, address, named):
    _, token = await link(*recipients)
    (told,) = await confirm_recipient(token, address, NOW)
    assert told.named is named
    assert told.title == {"en": "Bridge builder"}


async def test_of_what_is_not_genuine_nothing_is_confirmed(link):
    _, token = await link(HASHED, judged=report(Integrity.BROKEN))
    (told,) = await confirm_recipient(token, ADDRESS, NOW)
    assert told.named is Named.NOT_KNOWN


@pytest.mark.parametrize("text", ["", "robin", "@home.example", "robin@", "x" * 250 + "@a.example"])
async def test_what_is_no_address_is_refused(link, text):
    _, token = await link(HASHED)
    with pytest.raises(InvalidError):
        await confirm_recipient(token, text, NOW)


async def test_only_an_open_link_answers(owner, link):
    share_id, token = await link(HASHED, passcode="open sesame")
    assert isinstance(await confirm_recipient(token, ADDRESS, NOW), Covered)
    await revoke_link(owner, share_id, now=NOW)
    closed = await confirm_recipient(token, ADDRESS, NOW + timedelta(days=1))
    assert closed == Closed(ClosedBecause.REVOKED, NOW)
    assert await confirm_recipient("x" * 43, ADDRESS, NOW) is None
