"""What a proof is worth as a whole."""

import pytest

from wallet.verification.case import (
    DOES_NOT_APPLY,
    IN_ORDER,
    Examination,
    ExaminedProof,
    Observation,
    gravest,
)
from wallet.verification.codes import Code

SIDES = (
    "suite",
    "purpose",
    "resolution",
    "signature",
    "binding",
    "claims",
    "disclosure",
    "chain",
)
FAILS = Observation(Code.SIGNATURE_INVALID)
DOUBTED = Observation(Code.DID_UNRESOLVED)
REMARKED = Observation(Code.SUITE_DEPRECATED)
UNASKED = Observation(Code.NOT_REACHED)


def proof(**sides):
    return ExaminedProof(**(dict.fromkeys(SIDES, IN_ORDER) | sides))


def test_all_in_order_holds():
    assert proof().holds
    assert proof(suite=REMARKED).holds
    assert proof(purpose=DOES_NOT_APPLY, claims=DOES_NOT_APPLY).holds


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("seen", [FAILS, DOUBTED], ids=["fails", "doubted"])
def test_one_fault_or_doubt_on_any_side_is_enough(side, seen):
    assert not proof(**{side: seen}).holds


@pytest.mark.parametrize("side", ["signature", "binding"])
@pytest.mark.parametrize("seen", [UNASKED, DOES_NOT_APPLY])
def test_without_a_signature_or_somebody_s_key_nothing_holds(side, seen):
    assert proof(**{side: seen}).worst == "UNKNOWN"
    assert proof(**{side: seen}, claims=FAILS).worst == "FAIL"


@pytest.mark.parametrize("order", [1, -1])
def test_the_best_decides_wherever_it_stands(order):
    good, remarked, bad, doubted = (
        proof(),
        proof(suite=REMARKED),
        proof(binding=FAILS),
        proof(resolution=DOUBTED),
    )
    assert Examination((bad, remarked, doubted, good)[::order]).best is good
    assert Examination((bad, remarked, doubted)[::order]).best is remarked
    assert Examination((doubted, bad)[::order]).best is bad
    assert Examination().best is None


def test_the_gravest_is_reported():
    assert gravest(IN_ORDER, UNASKED, REMARKED, DOUBTED, FAILS) is FAILS
    assert gravest(IN_ORDER, UNASKED, REMARKED, DOUBTED) is DOUBTED
    assert gravest(UNASKED, IN_ORDER) is IN_ORDER
    assert gravest() is DOES_NOT_APPLY
