from uuid import uuid4

import pytest

from tests.fixtures.examined import NOW, examined
from wallet.learner.keeping import take_turns
from wallet.learner.learner import Learner
from wallet.learner.storing import store_examined
from wallet.sharing.tokens import TokenKeys
from wallet.store.connection import transaction


@pytest.fixture
def owner(database):
    return uuid4()


@pytest.fixture
def keys():
    return TokenKeys(b"k" * 32)


@pytest.fixture
def holds(owner):
    """Puts an examined badge into the owner's wallet and returns its id."""

    async def hold(*args, of=owner, picture=None, **kwargs):
        learner = Learner(of)
        async with transaction():
            await take_turns(learner)
            stored = await store_examined(learner, examined(*args, **kwargs), picture, NOW)
        return stored.credential_id

    return hold
