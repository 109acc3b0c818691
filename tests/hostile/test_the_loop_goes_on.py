"""While documents that are dear to read are imported, everybody else is served."""

import asyncio
import json
from time import thread_time

import pytest

from wallet.accounts.account import account_for
from wallet.app import now, open_wallet
from wallet.jobs.queue import ENDED as ENDED_STATES
from wallet.learner.importing import FromFile, request_import
from wallet.learner.learner import Learner
from wallet.store.models.jobs import ImportItem, Job

ENDED = frozenset(state.value for state in ENDED_STATES)
MOST = 0.25
"""Seconds of a processor that one step of the loop may take; it was from 0.3 to 0.6."""
CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
KEY = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"


def credential(**achievement):
    return {
        "@context": CONTEXTS,
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": KEY, "type": ["Profile"], "name": "Somebody"},
        "validFrom": "2020-01-01T00:00:00Z",
        "name": "Dear to read",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "id": "did:example:a",
            "achievement": {
                "id": "urn:a",
                "type": ["Achievement"],
                "name": "A",
                "description": "d",
                "criteria": {"narrative": "c"},
                **achievement,
            },
        },
        "proof": {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "created": "2020-01-01T00:00:00Z",
            "verificationMethod": f"{KEY}#{KEY.removeprefix('did:key:')}",
            "proofPurpose": "assertionMethod",
            "proofValue": "z3sdf",
        },
    }


def of_alignments():
    return credential(
        alignment=[
            {"type": ["Alignment"], "targetName": f"t{n}", "targetUrl": f"https://e.example/{n}"}
            for n in range(25_000)
        ]
    )


def of_types():
    return credential() | {
        "type": ["VerifiableCredential", "OpenBadgeCredential"]
        + [f"t{number}" for number in range(150_000)]
    }


def of_tags():
    return credential(tag=[f"tag {number}" for number in range(150_000)])


@pytest.mark.parametrize("document", [of_alignments, of_types, of_tags])
async def test_no_step_of_the_loop_takes_long(settings_for, document):
    async with open_wallet(settings_for(port=8000)):
        learner = Learner(await account_for("a@wallet.example", now=now()))
        steps = []
        watch = asyncio.create_task(_watch(steps))
        text = json.dumps(document()).encode()
        await asyncio.sleep(0.05)
        steps.clear()
        job_id = await request_import(learner, [FromFile("dear.json", text)])
        while (await Job.get(id=job_id)).state not in ENDED:  # noqa: ASYNC110  # the ledger tells
            await asyncio.sleep(0.05)
        watch.cancel()
        item = await ImportItem.get(job_id=job_id)
    assert item.state == "DONE"
    assert max(steps) < MOST


async def _watch(steps):
    while True:
        began = thread_time()
        await asyncio.sleep(0.001)
        steps.append(thread_time() - began)
