"""Whatever one learner imports and tries, another's wallet answers the same, byte for byte."""

import json
from base64 import b64decode
from contextlib import suppress
from dataclasses import replace
from random import Random
from uuid import UUID

import pytest

from tests.api.wallets import KEYS, NOW, application, client
from tests.fixtures.examined import BRIDGES, UNIVERSITY, examined, report
from wallet.accounts.account import account_for
from wallet.accounts.sessions import issue_for
from wallet.credentials.credential import Alignment
from wallet.documents.picture import Picture
from wallet.intake.examining import Examined
from wallet.jobs.rechecks import ask_recheck
from wallet.learner.collecting import create_collection, update_collection
from wallet.learner.importing import FromText, cancel_import, request_import
from wallet.learner.keeping import take_turns
from wallet.learner.learner import Learner
from wallet.learner.organising import delete_credential, update_credential
from wallet.learner.rechecking import request_recheck
from wallet.learner.remembering import remember
from wallet.learner.reporting import Seen, store_report
from wallet.learner.storing import derive_again, store_examined
from wallet.sharing.links import change_link, create_link, link_token, revoke_link
from wallet.store.connection import transaction
from wallet.store.models.credentials import Credential
from wallet.store.models.jobs import Job
from wallet.store.models.shares import Share
from wallet.user_errors import UserError
from wallet.verification.report import Integrity
from wallet.verification.sources import Answer

ROUNDS = 60
STEPS = 6
READ = """{ viewer {
  tags
  credentials(first: 50) { totalCount nodes {
    name description identifier note tags narrative isBeingChecked
    issuer { name identifier url description credentials { totalCount } }
    achievement { name description criteria identifier tags creator { name }
      alignments { targetName targetUrl } credentials { totalCount } }
    skills { name url frameworkName credentials { totalCount } }
    evidence { name url } results { value }
    verification { verdict integrity standing trust recipient findings { check code message } }
    verifications { totalCount } versionOf { name }
    collections { totalCount nodes { name } } shares { totalCount nodes { title } }
    sourceDocument { json sha256 mediaType }
  } }
  issuers { totalCount nodes { name url identifier } }
  achievements { totalCount nodes { name identifier } }
  skills { totalCount nodes { name url } }
  collections { totalCount nodes { name description credentials { totalCount } } }
  importJobs { totalCount nodes { state } }
  shares { totalCount nodes { title state viewCount } }
} }"""
FIND = """query($t: String!) { viewer { credentials(search: $t) { totalCount nodes { name } }
  issuers(search: $t) { totalCount } skills(search: $t) { totalCount } } }"""
EVIL = "Forged by A"
PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


class Person:
    """A learner and what was done in that learner's name."""

    def __init__(self, account_id, token):
        self.learner = Learner(account_id)
        self.token = token

    @classmethod
    async def named(cls, name):
        account_id = await account_for(f"{name}@example.org", now=NOW)
        return cls(account_id, (await issue_for(account_id, now=NOW)).access_token)

    async def holds(self, seen: Examined, picture=None):
        async with transaction():
            await take_turns(self.learner)
            stored = await store_examined(self.learner, seen, picture, NOW)
            await remember(self.learner, stored.credential_id, seen)
        return stored.credential_id

    async def read(self, app):
        async with client(app, self.token) as asking:
            said = [await asking.post(READ)]
            said += [await asking.post(FIND, {"t": text}) for text in ("bridge", "forged", EVIL)]
        for each in said:
            assert "errors" not in each.json(), each.text[:2000]
        return b"".join(each.content for each in said)


def sources(name):
    """Return what addresses of the university said: a profile, a list, an assertion."""
    said = {
        "https://uni.example/issuer": {"type": "Profile", "name": name},
        "https://uni.example/status": {"type": "BitstringStatusListCredential", "name": name},
        "https://uni.example/credentials/1": {"type": "Assertion", "recipient": name},
    }
    return [
        Answer(url, url, 200, "application/json", json.dumps(content).encode(), NOW)
        for url, content in said.items()
    ]


async def honest(person, step):
    """Take one of the steps of somebody who uses a wallet."""
    if step < STEPS - 2:
        seen = examined(step, answers=sources("Example University"))
        held = await person.holds(seen, Picture("image/png", 1, 1, PIXEL))
        await update_credential(person.learner, held, note=f"note {step}", tags=["mine"])
        return
    held = await Credential.filter(learner_id=person.learner.id).order_by("id").first()
    ids = [held.id] if held else []
    if step == STEPS - 2:
        await create_collection(person.learner, name="Favourites", credential_ids=ids)
    else:
        await request_import(person.learner, [FromText('{"a": 1}')], idempotency_key="one")
        await create_link(
            person.learner.id, title="For you", credential_ids=ids, keys=KEYS, now=NOW
        )


async def forge(attacker, random):
    """Import what looks like the other's: the same ids, other words, believed or not."""
    number = random.randrange(STEPS)
    integrity = random.choice(list(Integrity))
    seen = examined(
        number,
        integrity=integrity,
        answers=sources(EVIL),
        issuer=replace(UNIVERSITY, name={"en": EVIL}, url="https://evil.example/"),
        achievement=replace(
            BRIDGES,
            name={"en": EVIL},
            tags=(EVIL, "statics"),
            alignments=(Alignment(EVIL, "https://skills.example/structures"),),
        ),
    )
    content = dict(seen.credential.content) | {"salt": random.randrange(1000)}
    if random.random() < 0.5:
        seen = replace(seen, credential=replace(seen.credential, content=content))
    held = await attacker.holds(seen)
    async with transaction():
        row = await Credential.get(learner_id=attacker.learner.id, id=held)
        await derive_again(attacker.learner, row, seen)
        await store_report(attacker.learner, held, Seen(report(integrity)))


async def copy(attacker, random):
    """Import the other's very badge, then take it away with all that only it needs."""
    seen = examined(random.randrange(STEPS), answers=sources("Example University"))
    held = await attacker.holds(seen, Picture("image/png", 1, 1, PIXEL))
    await delete_credential(attacker.learner, held)


async def reach(attacker, random):
    """Name the other's rows in everything that takes an id."""
    mine = attacker.learner
    theirs = await Credential.exclude(learner_id=mine.id).order_by("-id").limit(3)
    for foreign in (row.id for row in theirs):
        own = await create_collection(mine, name=f"a {random.random()}")
        for attempt in (
            create_collection(mine, name=EVIL, credential_ids=[foreign]),
            update_collection(mine, own, credential_ids=[foreign]),
            create_link(mine.id, title=EVIL, credential_ids=[foreign], keys=KEYS, now=NOW),
            update_credential(mine, foreign, note=EVIL, tags=[EVIL], archived=True),
            delete_credential(mine, foreign),
            request_recheck(mine, foreign),
        ):
            with pytest.raises(UserError):
                await attempt
        assert await ask_recheck(mine.id, foreign, now=NOW) is None
        with suppress(UserError):
            await request_import(
                mine, [FromText(EVIL)], idempotency_key="one", collection_id=foreign
            )
    for job in await Job.exclude(learner_id=mine.id).order_by("-id").limit(3):
        with pytest.raises(UserError):
            await cancel_import(mine, job.id)


async def close(attacker, random):
    """Close and change links of the other's, and see their tokens."""
    del random
    mine = attacker.learner.id
    for share in await Share.exclude(learner_id=mine).order_by("-id").limit(3):
        for attempt in (
            revoke_link(mine, share.id),
            change_link(mine, share.id, title=EVIL),
            link_token(mine, share.id, KEYS),
        ):
            with pytest.raises(UserError):
                await attempt


async def test_what_one_learner_does_changes_nothing_that_another_reads(sqlite_database):
    app = application()
    alone = await Person.named("alone")
    for step in range(STEPS):
        await honest(alone, step)
    expected = await alone.read(app)
    assert b"Example University" in expected
    assert EVIL.encode() not in expected
    attacker = await Person.named("attacker")
    random = Random(20261123)  # noqa: S311  # the same order each time
    for number in range(ROUNDS):
        other = await Person.named(f"other-{number}")
        steps = iter(range(STEPS))
        order = ["honest"] * STEPS + ["hostile"] * 4
        random.shuffle(order)
        for kind in order:
            if kind == "honest":
                await honest(other, next(steps))
            else:
                await random.choice((forge, forge, copy, reach, close))(attacker, random)
        assert await other.read(app) == expected, number
    assert await alone.read(app) == expected
    assert isinstance(attacker.learner.id, UUID)
