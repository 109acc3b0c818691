"""Which proof a fault belongs to, and what it costs."""

import pytest

from tests.verification.samples import examine, found, signed
from wallet.verification.report import Integrity

BADGE = signed()
PROOF = BADGE["proof"]


@pytest.mark.parametrize(
    "proof",
    [
        pytest.param({**PROOF, "note": "x"}, id="the-only-one"),
        pytest.param([{**PROOF, "note": "x"}], id="the-only-one-in-a-list"),
        pytest.param(["text", {**PROOF, "note": "x"}], id="behind-something-that-is-no-proof"),
        pytest.param([None, {**PROOF, "note": "x"}], id="behind-a-null"),
        pytest.param({**PROOF, "0": "x"}, id="under-a-name-that-looks-like-a-place-in-a-list"),
        pytest.param({**PROOF, "1": {"a": "b"}}, id="in-an-object-under-such-a-name"),
    ],
)
async def test_something_unsigned_in_the_proof_that_decides_is_never_overlooked(proof):
    examined = await examine({**BADGE, "proof": proof})
    assert examined.report.integrity is Integrity.BROKEN


async def test_a_fault_in_one_of_several_proofs_costs_that_proof_alone():
    examined = await examine({**BADGE, "proof": [{**PROOF, "note": "x"}, PROOF]})
    assert examined.report.integrity is Integrity.INTACT
    assert found(examined, "proof.set").code == "PROOF_IN_SET_INVALID"


async def test_more_proofs_than_we_look_at_are_refused_before_any_work():
    examined = await examine({**BADGE, "proof": [PROOF] * 11})
    finding = found(examined, "jsonld.signed_fields")
    assert (finding.code, finding.outcome) == ("CANON_WORK_EXCEEDED", "FAIL")
    assert "11 proofs" in finding.message
