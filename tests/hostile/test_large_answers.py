"""Documents of megabytes in a wallet do not make answers of hundreds of megabytes."""

from dataclasses import replace

import pytest

from tests.api.wallets import NOW, application, client
from tests.fixtures.examined import BRIDGES, examined
from wallet.accounts.account import account_for
from wallet.accounts.sessions import issue_for
from wallet.credentials.credential import Alignment, Evidence
from wallet.learner.keeping import take_turns
from wallet.learner.learner import Learner
from wallet.learner.storing import store_examined
from wallet.store.connection import transaction
from wallet.store.shortening import LONGEST_TEXT, MOST_ENTRIES

LONG = "word " * 200_000
TEXTS = """{ viewer { credentials(first: 50) { nodes { name description narrative
  achievement { name description criteria alignments { targetName } tags }
  evidence { name narrative } issuer { name description } } } } }"""
DOCUMENTS = (
    "query($n: Int!) { viewer { credentials(first: $n) { nodes { sourceDocument { json } } } } }"
)


@pytest.fixture
async def token(sqlite_database):
    account_id = await account_for("a@example.org", now=NOW)
    learner = Learner(account_id)
    for number in range(9):
        seen = examined(
            number,
            description={"en": LONG},
            narrative={"und": LONG},
            achievement=replace(
                BRIDGES,
                description={"en": LONG},
                criteria={"en": LONG},
                alignments=tuple(Alignment(f"t{n}", None) for n in range(2 * MOST_ENTRIES)),
                tags=tuple(f"tag {n}" for n in range(2 * MOST_ENTRIES)),
            ),
            evidence=tuple(Evidence(None, {"und": f"e{n}"}) for n in range(2 * MOST_ENTRIES)),
        )
        content = {**seen.credential.content, "padding": "x" * 1_000_000}
        seen = replace(seen, credential=replace(seen.credential, content=content))
        async with transaction():
            await take_turns(learner)
            await store_examined(learner, seen, None, NOW)
    return (await issue_for(account_id, now=NOW)).access_token


async def test_long_texts_and_lists_are_cut(token):
    async with client(application(), token) as asking:
        response = await asking.post(TEXTS)
    assert len(response.content) < 9 * 8 * (LONGEST_TEXT + 40 * MOST_ENTRIES)
    shown = response.json()["data"]["viewer"]["credentials"]["nodes"][0]
    assert shown["description"].endswith("…")
    assert len(shown["description"]) == LONGEST_TEXT
    assert len(shown["evidence"]) == len(shown["achievement"]["alignments"]) == MOST_ENTRIES


async def test_documents_that_are_too_much_together_are_asked_for_in_parts(token):
    async with client(application(), token) as asking:
        few = await asking.ask(DOCUMENTS, n=7)
        many = await asking.post(DOCUMENTS, {"n": 9})
    assert len(few["viewer"]["credentials"]["nodes"][0]["sourceDocument"]["json"]["padding"]) > 9
    assert many.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
    assert "downloadUrl" in many.json()["errors"][0]["message"]
