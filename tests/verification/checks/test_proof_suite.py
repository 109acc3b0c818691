import pytest

from tests.vectors import VECTORS, needs_vectors
from tests.verification.samples import examine, found, signed, token

CHECK = "proof.suite"
BLOCKCERTS = "blockchain-certificates/cert-verifier-js/test/fixtures/v3"
TCP = "1EdTech/digital-credentials-public-validator/inspector-tcp-vc/src/test/resources/tcp"


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


@needs_vectors
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("w3c/vc-di-bbs/TestVectors/addSignedSDBase.json", "bbs-2023"),
        ("w3c/vc-di-bbs/TestVectors/derivedRevealDocument.json", "bbs-2023"),
        (f"{BLOCKCERTS}/testnet-v3-did.json", "MerkleProof2019"),
        (f"{BLOCKCERTS}/mocknet-vc-v2-data-integrity-proof.json", "merkle-proof-2019"),
        (f"{BLOCKCERTS}/blockcerts-3.0-beta.json", "MerkleProof2019"),
        (f"{TCP}/LER-RS_V2_VCwrapper.json", "RsaSignature2018"),
    ],
)
async def test_other_people_s_signatures_of_a_kind_that_we_do_not_check(path, kind):
    examined = await examine((VECTORS / path).read_bytes())
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("SUITE_UNSUPPORTED", "UNKNOWN")
    assert kind in finding.message
    assert found(examined, "proof.signature").outcome != "PASS"
    assert examined.report.verdict in {"INCOMPLETE", "NOT_VERIFIED"}
