"""Graphs that take for ever to canonicalise, through real workers, while the loop goes on."""

import asyncio
import json
from itertools import pairwise
from time import monotonic

import pytest
from httpx import AsyncClient

from tests.journeys.person import Person
from tests.vectors import MappedSources, clock
from tests.verification.samples import KEY, contexts, encoded, found, method_of, unsigned
from wallet.intake import Examined, Intake
from wallet.proofs.workers import LinkedDataPool

SECONDS = 0.5


def clique(size):
    """Everybody knows everybody, and nobody has a name; words of Open Badges suffice for that."""
    names = [f"_:n{number}" for number in range(size)]
    return [
        {
            "id": name,
            "type": ["Profile"],
            "parentOrg": {"id": other, "type": ["Profile"]},
        }
        for name in names
        for other in names
        if other != name
    ]


def poisoned(size):
    badge = unsigned()
    badge["credentialSubject"]["achievement"]["creator"] = {
        "type": ["Profile"],
        "id": "_:root",
        "parentOrg": clique(size),
    }
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "verificationMethod": method_of(KEY),
        "proofPurpose": "assertionMethod",
        "created": "2026-01-01T00:00:00Z",
        "proofValue": "z" + "1" * 64,
    }
    return {**badge, "proof": proof}


@pytest.mark.parametrize("size", [9, 14])
async def test_it_ends_in_time_and_nobody_waits(size):
    beats = []

    async def heart():
        while True:
            beats.append(monotonic())
            await asyncio.sleep(0.01)

    async with LinkedDataPool(contexts(), processor_seconds=SECONDS) as pool:
        intake = Intake(MappedSources({}), pool, clock)
        (document,) = intake.documents_in(encoded(poisoned(size)))
        beating = asyncio.create_task(heart())
        begun = monotonic()
        examined = await intake.examine(document, known=None)
        took = monotonic() - begun
        beating.cancel()
    assert isinstance(examined, Examined)
    codes = {f.code for f in examined.report.findings}
    assert examined.report.verdict == "NOT_VERIFIED"
    assert "CANON_WORK_EXCEEDED" in codes, found(examined, "jsonld.signed_fields")
    assert took < SECONDS + 10
    assert max(b - a for a, b in pairwise(beats)) < 0.5


TEN = 10
MOST_SECONDS = 2.0
"""That a health check may take on a busy machine; it takes some thousandths."""
FOUND = """{ viewer { credentials(first: 20) { nodes {
  verification { verdict findings { code } } } } } }"""


async def test_ten_are_refused_while_everybody_else_is_served(wallet_process):
    serving = await wallet_process("--no-demo")
    files = [{**poisoned(14), "id": f"urn:uuid:poison-{number}"} for number in range(TEN)]
    took = []

    async def look(client):
        while True:
            begun = monotonic()
            answer = await client.get("/health/live", timeout=60)
            took.append(monotonic() - begun)
            assert answer.status_code == 200
            await asyncio.sleep(0.05)

    async with Person(serving.origin) as mallory, AsyncClient(base_url=serving.origin) as client:
        await mallory.sign_in("mallory@example.org")
        looking = asyncio.create_task(look(client))
        items = await asyncio.gather(
            *(mallory.import_({"text": json.dumps(each)}) for each in files)
        )
        assert not looking.done(), looking.exception()
        looking.cancel()
        held = (await mallory.ask(FOUND))["credentials"]["nodes"]
    assert [item["state"] for (item,) in items] == ["DONE"] * TEN
    assert len(held) == TEN
    for each in held:
        assert each["verification"]["verdict"] == "NOT_VERIFIED"
        codes = {finding["code"] for finding in each["verification"]["findings"]}
        assert "CANON_WORK_EXCEEDED" in codes
    assert len(took) >= TEN
    assert max(took) < MOST_SECONDS
