import pytest

from tests.verification.samples import examine, found, signed, token

CHECK = "proof.suite"


@pytest.mark.parametrize(
    "badge",
    [signed(), signed(suite="Ed25519Signature2020"), token()],
    ids=["eddsa-rdfc-2022", "Ed25519Signature2020", "token"],
)
async def test_a_kind_that_is_checked(badge):
    finding = found(await examine(badge), CHECK)
    assert (finding.code, finding.outcome) == (None, "PASS")


async def test_a_kind_that_is_phased_out():
    examined = await examine(signed(suite="eddsa-2022"))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("SUITE_DEPRECATED", "WARN")
    assert examined.report.verdict == "VERIFIED_WITH_WARNINGS"


@pytest.mark.parametrize(
    "after",
    [
        {"/proof/cryptosuite": "bbs-2023"},
        {"/proof/cryptosuite": None},
        {"/proof/cryptosuite": ["eddsa-rdfc-2022"]},
        {"/proof/type": "RsaSignature2018"},
        {"/proof/type": ["DataIntegrityProof"]},
        {"/proof/type": "x" * 5000},
        {"/proof": {}},
    ],
    ids=lambda after: repr(after)[:40],
)
async def test_a_kind_that_is_not(after):
    examined = await examine(signed(after=after))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("SUITE_UNSUPPORTED", "UNKNOWN")
    assert not examined.report.verdict.startswith("VERIFIED")
    assert len(finding.message) < 300


async def test_a_badge_without_a_signature_has_no_kind():
    finding = found(await examine(signed(after={"/proof": []})), CHECK)
    assert finding.code == "DOES_NOT_APPLY"


async def test_a_base_proof_is_not_checked_and_said_to_be_one():
    after = {"/proof/cryptosuite": "ecdsa-sd-2023", "/proof/proofValue": "u2V0AhVhA"}
    finding = found(await examine(signed(after=after)), CHECK)
    assert (finding.code, finding.outcome) == ("SUITE_UNSUPPORTED", "UNKNOWN")
    assert "base proof" in finding.message
