from dataclasses import replace

import pytest

from tests.proofs.samples import packaged_contexts
from tests.proofs.test_compact_form import KEY, signed
from wallet.proofs.analysis import Analysis, GuardFinding, Way
from wallet.proofs.keys import KeyKind, PrivateKey
from wallet.proofs.linked_data import analyse
from wallet.proofs.remembering import RememberedSignatures, RememberingAnalyst
from wallet.proofs.suites import SUITES, find_suite, task_for

DOCUMENT = signed()
TASK = task_for(DOCUMENT)
DIGEST = analyse(TASK, packaged_contexts()).digests[0]
SUITE = find_suite(DOCUMENT["proof"])


class Counting:
    def __init__(self, analysis=None):
        self.asked = 0
        self._analysis = analysis

    async def analyse(self, task):
        self.asked += 1
        return self._analysis or analyse(task, packaged_contexts())

    def verify(self, *parts):
        self.asked += 1
        return SUITE.verify(*parts)


async def test_the_same_document_is_analysed_once():
    counting = Counting()
    analyst = RememberingAnalyst(counting)
    assert await analyst.analyse(TASK) == await analyst.analyse(task_for(signed_again()))
    assert counting.asked == 1


def signed_again():
    """Equal, and another object."""
    return {**DOCUMENT, "proof": dict(DOCUMENT["proof"])}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(task_for({**DOCUMENT, "name": "Welder"}), id="another-word"),
        pytest.param(task_for({**DOCUMENT, "name": [DOCUMENT["name"]]}), id="another-form"),
        pytest.param(
            task_for({**DOCUMENT, "@context": DOCUMENT["@context"][::-1]}), id="another-context"
        ),
        pytest.param(
            task_for({**DOCUMENT, "proof": {**DOCUMENT["proof"], "created": "2026-01-02"}}),
            id="another-proof",
        ),
        pytest.param(replace(TASK, ways=(Way.RDFC_SHA_384,)), id="another-way"),
    ],
)
async def test_another_document_is_analysed_by_itself(other):
    counting = Counting()
    analyst = RememberingAnalyst(counting)
    await analyst.analyse(TASK)
    assert await analyst.analyse(other) == analyse(other, packaged_contexts())
    assert counting.asked == 2


@pytest.mark.parametrize(
    "analysis",
    [
        pytest.param(
            Analysis((GuardFinding("CANON_WORK_EXCEEDED", None, ""),), (None,)), id="time"
        ),
        pytest.param(Analysis((), (bytes(5_000),)), id="large"),
        pytest.param(Analysis((GuardFinding("X", "/" * 5_000, ""),), ()), id="long"),
    ],
)
async def test_what_is_large_or_depends_on_the_machine_is_not_kept(analysis):
    counting = Counting(analysis)
    analyst = RememberingAnalyst(counting)
    await analyst.analyse(TASK)
    await analyst.analyse(TASK)
    assert counting.asked == 2


def counted(counting):
    return replace(SUITE, verify=counting.verify)


def test_the_same_signature_is_verified_once():
    counting, remembered = Counting(), RememberedSignatures()
    for _ in range(2):
        assert remembered.verify(counted(counting), DIGEST, DOCUMENT["proof"], KEY.public())
    assert counting.asked == 1


STRANGER = PrivateKey.generate(KeyKind.ED25519).public()


@pytest.mark.parametrize(
    ("signed_bytes", "changes", "key", "suite"),
    [
        pytest.param(DIGEST[::-1], {}, KEY.public(), SUITE, id="other-bytes"),
        pytest.param(DIGEST, {"proofValue": "z1"}, KEY.public(), SUITE, id="another-signature"),
        pytest.param(DIGEST, {}, STRANGER, SUITE, id="another-key"),
        pytest.param(DIGEST, {}, KEY.public(), SUITES["ecdsa-rdfc-2019"], id="another-suite"),
    ],
)
def test_a_signature_that_held_vouches_for_no_other(signed_bytes, changes, key, suite):
    remembered = RememberedSignatures()
    assert remembered.verify(SUITE, DIGEST, DOCUMENT["proof"], KEY.public())
    assert not remembered.verify(suite, signed_bytes, {**DOCUMENT["proof"], **changes}, key)


async def test_under_another_policy_everything_is_judged_anew():
    counting = Counting()
    analyst, signatures = RememberingAnalyst(counting), RememberedSignatures()
    await analyst.analyse(TASK)
    signatures.verify(counted(counting), DIGEST, DOCUMENT["proof"], KEY.public())
    analyst._policy = signatures._policy = 2
    await analyst.analyse(TASK)
    signatures.verify(counted(counting), DIGEST, DOCUMENT["proof"], KEY.public())
    assert counting.asked == 4
