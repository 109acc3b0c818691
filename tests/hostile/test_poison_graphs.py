"""Graphs that take for ever to canonicalise, through real workers, while the loop goes on."""

import asyncio
from itertools import pairwise
from time import monotonic

import pytest

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
