from datetime import timedelta

import pytest

from tests.verification.samples import (
    KEY,
    NOW,
    contexts,
    examine,
    found,
    method_of,
    signed,
    token,
    unsigned,
)
from wallet.proofs.linked_data import engine_for, hash_data, proof_configuration
from wallet.proofs.suites import SUITES

CHECK = "proof.purpose"


def proven(**options):
    """The badge under a proof whose options are all signed."""
    document = unsigned()
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": NOW.isoformat(),
        "verificationMethod": method_of(KEY),
        "proofPurpose": "assertionMethod",
        **options,
    }
    engine = engine_for(contexts())
    digest = hash_data(
        engine.canonical(proof_configuration(proof, document)), engine.canonical(document)
    )
    value = SUITES["eddsa-rdfc-2022"].sign(digest, KEY)
    return {**document, "proof": {**proof, "proofValue": value}}


async def test_made_to_issue():
    assert found(await examine(proven()), CHECK).outcome == "PASS"


@pytest.mark.parametrize("purpose", ["authentication", "capabilityInvocation"])
async def test_made_for_another_purpose(purpose):
    examined = await examine(signed(purpose=purpose))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("PURPOSE_MISMATCH", "FAIL")
    assert found(examined, "proof.signature").outcome == "PASS"
    assert examined.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize("purpose", [None, [], ["assertionMethod"], "AssertionMethod", 7], ids=repr)
async def test_a_purpose_in_another_writing_is_another_purpose(purpose):
    badge = signed(after={"/proof/proofPurpose": purpose})
    assert found(await examine(badge), CHECK).code == "PURPOSE_MISMATCH"


@pytest.mark.parametrize(
    ("expires", "code"),
    [
        ((NOW + timedelta(seconds=1)).isoformat(), None),
        (NOW.isoformat(), "PROOF_EXPIRED"),
        ((NOW - timedelta(days=1)).isoformat(), "PROOF_EXPIRED"),
    ],
    ids=["a-second-left", "this-moment", "yesterday"],
)
async def test_a_signature_may_end(expires, code):
    examined = await examine(proven(expires=expires))
    assert found(examined, "proof.signature").outcome == "PASS"
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == (code, "FAIL" if code else "PASS")


@pytest.mark.parametrize("expires", ["soon", 5, [], {}], ids=repr)
async def test_an_end_that_nobody_can_read_has_come(expires):
    badge = signed(after={"/proof/expires": expires})
    assert found(await examine(badge), CHECK).code == "PROOF_EXPIRED"


async def test_a_token_names_no_purpose():
    assert found(await examine(token()), CHECK).code == "DOES_NOT_APPLY"
