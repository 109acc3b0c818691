"""Chains made here: a notary signs first, the issuer after it, and parts go missing."""

import pytest

from tests.verification.samples import (
    KEY,
    STRANGER,
    contexts,
    examine,
    found,
    method_of,
    signed,
    unsigned,
)
from wallet.proofs.linked_data import engine_for, hash_data
from wallet.proofs.suites import SUITES

CHECK = "proof.chain"
SUITE = SUITES["eddsa-rdfc-2022"]
BADGE = unsigned()


def proof(key, *before, **members):
    """A proof of the badge by `key` that was made after others."""
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-01-01T00:00:00Z",
        "verificationMethod": method_of(key),
        "proofPurpose": "assertionMethod",
        **members,
    }
    covered = {**BADGE, "proof": list(before)} if before else BADGE
    if before and "previousProof" not in members:
        names = [each["id"] for each in before]
        options["previousProof"] = names[0] if len(names) == 1 else names
    engine = engine_for(contexts())
    canonical = engine.canonical(covered)
    configuration = engine.canonical({**options, "@context": BADGE["@context"]})
    return {**options, "proofValue": SUITE.sign(hash_data(configuration, canonical), key)}


NOTARY = proof(STRANGER, id="urn:uuid:00000000-0000-4000-8000-000000000001")
SECOND = proof(KEY, id="urn:uuid:00000000-0000-4000-8000-000000000002")
AFTER_NOTARY = proof(KEY, NOTARY, id="urn:uuid:00000000-0000-4000-8000-000000000003")
AFTER_BOTH = proof(KEY, NOTARY, SECOND)
LAST = proof(KEY, AFTER_NOTARY)


async def look(*proofs):
    examined = await examine({**BADGE, "proof": list(proofs)})
    finding = found(examined, CHECK)
    return finding.code, finding.outcome, examined.report.verdict


async def test_a_signature_that_follows_none_is_no_chain():
    assert found(await examine(signed()), CHECK).code == "DOES_NOT_APPLY"


@pytest.mark.parametrize(
    "proofs",
    [
        pytest.param((NOTARY, AFTER_NOTARY), id="after-one"),
        pytest.param((AFTER_NOTARY, NOTARY), id="in-whatever-order"),
        pytest.param((NOTARY, AFTER_NOTARY, LAST), id="after-one-after-one"),
    ],
)
async def test_all_are_there(proofs):
    assert await look(*proofs) == (None, "PASS", "VERIFIED")


async def test_one_that_follows_several():
    examined = await examine({**BADGE, "proof": [NOTARY, AFTER_BOTH, SECOND]})
    assert examined.report.verdict in {"VERIFIED", "VERIFIED_WITH_WARNINGS"}
    alone = await examine({**BADGE, "proof": [NOTARY, AFTER_BOTH]})
    assert found(alone, CHECK).code == "CHAIN_BROKEN"


BROKEN = {
    "the-one-before-is-gone": (AFTER_NOTARY,),
    "the-first-is-gone": (AFTER_NOTARY, LAST),
    "the-one-before-is-altered": ({**NOTARY, "created": "2020-01-01T00:00:00Z"}, AFTER_NOTARY),
    "the-one-before-is-another": (AFTER_NOTARY, {**SECOND, "id": NOTARY["id"]}),
    "the-one-before-is-there-twice": (NOTARY, NOTARY, AFTER_NOTARY),
    "its-name-is-no-text": (NOTARY, {**AFTER_NOTARY, "previousProof": 5}),
    "it-names-none": (NOTARY, {**AFTER_NOTARY, "previousProof": []}),
    "it-names-itself": ({**AFTER_NOTARY, "previousProof": AFTER_NOTARY["id"]},),
    "each-names-the-other": (
        {**NOTARY, "previousProof": AFTER_NOTARY["id"]},
        AFTER_NOTARY,
    ),
    "the-same-name-twice": (
        NOTARY,
        {**AFTER_NOTARY, "previousProof": [NOTARY["id"], NOTARY["id"]]},
    ),
}


@pytest.mark.parametrize("proofs", BROKEN.values(), ids=BROKEN)
async def test_a_broken_chain(proofs):
    code, outcome, verdict = await look(*proofs)
    assert (code, outcome, verdict) == ("CHAIN_BROKEN", "FAIL", "NOT_VERIFIED")


async def test_one_before_that_we_cannot_check_is_a_doubt():
    odd = {**NOTARY, "cryptosuite": "bbs-2023"}
    after = proof(KEY, odd)
    assert await look(odd, after) == ("CHAIN_UNKNOWN", "UNKNOWN", "INCOMPLETE")


ODD = {**NOTARY, "cryptosuite": "bbs-2023"}
BY_COPY = proof(KEY, previousProof=ODD, id="urn:uuid:00000000-0000-4000-8000-000000000004")


async def test_one_that_repeats_another_as_drafts_did_is_a_doubt():
    assert await look(ODD, BY_COPY) == ("CHAIN_UNKNOWN", "UNKNOWN", "INCOMPLETE")


async def test_one_that_repeats_another_excuses_no_other_that_is_gone():
    last = proof(KEY, BY_COPY, SECOND)
    assert (await look(ODD, BY_COPY, last))[0] == "CHAIN_BROKEN"


async def test_a_stranger_who_signs_after_the_issuer_never_counts():
    stranger = proof(STRANGER, SECOND)
    examined = await examine({**BADGE, "proof": [SECOND, stranger]})
    assert found(examined, "issuer.key_binding").outcome == "PASS"
    assert found(examined, CHECK).code == "DOES_NOT_APPLY"
    assert found(examined, "proof.set").code == "PROOF_IN_SET_INVALID"
    altered = {**BADGE, "name": "Surgery", "proof": [SECOND, stranger]}
    assert (await examine(altered)).report.verdict == "NOT_VERIFIED"


async def test_only_a_stranger_s_chain_is_nobody_s():
    examined = await examine({**BADGE, "proof": [NOTARY, proof(STRANGER, NOTARY)]})
    assert examined.report.verdict == "NOT_VERIFIED"
    assert found(examined, "issuer.key_binding").code == "CONTROLLER_MISMATCH"
