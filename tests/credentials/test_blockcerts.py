import json

import pytest

from tests.credentials.documents import document, read
from tests.vectors import VECTORS, intake_over, needs_vectors
from wallet.credentials import CredentialError, CredentialFormat, reader_of
from wallet.credentials.credential import RecipientIdentity
from wallet.intake.examining import Refused
from wallet.verification.report import Integrity, Verdict

FIXTURES = VECTORS / "blockchain-certificates/cert-verifier-js/test/fixtures"
CONTEXT = "https://w3id.org/blockcerts/v"
VERSION_2 = {
    "@context": ["https://w3id.org/openbadges/v2", f"{CONTEXT}2"],
    "type": "Assertion",
    "id": "urn:uuid:1",
    "recipient": {"type": "email", "identity": "ada@a.example", "hashed": False},
    "recipientProfile": {"type": ["RecipientProfile", "Extension"], "name": "Ada L."},
    "badge": {
        "type": "BadgeClass",
        "id": "urn:uuid:2",
        "name": "Chains",
        "issuer": {"type": "Profile", "id": "https://a.example/issuer", "name": "A School"},
    },
    "verification": {"type": ["MerkleProofVerification2017", "Extension"]},
    "issuedOn": "2018-02-07T23:52:16.636+00:00",
    "expires": "2018-03-07",
    "signature": {"type": ["MerkleProof2017", "Extension"], "merkleRoot": "00"},
}
VERSION_1_2 = {
    "@context": f"{CONTEXT}1",
    "type": "BlockchainCertificate",
    "document": {
        "assertion": {"uid": "3", "id": "http://a.example/3", "issuedOn": "2016-10-03"},
        "certificate": {
            "name": "Chains",
            "language": "en-US",
            "issuer": {"id": "http://a.example/issuer", "name": "A School"},
        },
        "recipient": {"identity": "ada@a.example", "givenName": "Ada", "familyName": "L."},
    },
    "receipt": {"type": "ChainpointSHA256v2"},
}
VERSION_1_1 = {
    "assertion": {"uid": "3", "issuedOn": "2016-10-03"},
    "certificate": {"title": "Chains", "issuer": {"name": "A School"}},
    "recipient": {
        "givenName": "Ada",
        "familyName": "L.",
        "type": "email",
        "identity": "ada@a.example",
    },
    "signature": "H0os",
}


@pytest.mark.parametrize(
    ("content", "title", "id_"),
    [
        pytest.param(VERSION_2, {"und": "Chains"}, "urn:uuid:1", id="2.0"),
        pytest.param(VERSION_1_2, {"en-US": "Chains"}, "http://a.example/3", id="1.2"),
        pytest.param(VERSION_1_1, {"und": "Chains"}, "3", id="1.1"),
    ],
)
def test_reads_a_certificate(content, title, id_):
    credential = read(document(content))
    assert credential.format is CredentialFormat.BLOCKCERTS_ANCHORED
    assert (credential.title, credential.id) == (title, id_)
    assert credential.issuer.name == (
        {"und": "A School"} if "und" in title else {"en-US": "A School"}
    )
    assert credential.recipients == (RecipientIdentity("email", "ada@a.example"),)
    assert credential.recipient_name == "Ada L."
    assert credential.awarded_at is not None
    assert credential.content == content


@pytest.mark.parametrize(
    "content",
    [
        {"@context": f"{CONTEXT}1", "type": "Issuer", "name": "A School"},
        {"assertion": {}, "certificate": {}, "recipient": "sha256$00"},
        {"assertion": {}, "certificate": {"name": "N"}},
    ],
)
def test_what_is_no_certificate_is_not_taken_for_one(content):
    with pytest.raises(CredentialError):
        reader_of(document(content))


@pytest.mark.parametrize("content", [VERSION_2, VERSION_1_2, VERSION_1_1])
async def test_it_is_held_with_an_honest_unknown(content):
    intake = intake_over({})
    (opened,) = intake.documents_in(json.dumps(content).encode())
    report = (await intake.examine(opened, known=None)).report
    assert report.integrity is Integrity.UNKNOWN
    (suite,) = [each for each in report.findings if each.check == "proof.suite"]
    assert suite.code == "SUITE_UNSUPPORTED"
    assert any(kind in suite.message for kind in ("MerkleProof2017", "Chainpoint", "block chain"))


@needs_vectors
@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted(FIXTURES.rglob("v*/*.json"))
        if path.name != "vp-eddsa-rdfc-2022.json"
    ],
    ids=lambda path: path.stem,
)
async def test_certificates_of_others_are_neither_broken_nor_verified(path):
    intake = intake_over({})
    for opened in intake.documents_in(path.read_bytes()):
        examined = await intake.examine(opened, known=None)
        assert not isinstance(examined, Refused)
        assert examined.report.integrity is Integrity.UNKNOWN
        assert examined.report.verdict in {Verdict.INCOMPLETE, Verdict.NOT_VERIFIED}
        assert (examined.report.verdict is Verdict.INCOMPLETE) == (
            "expired" not in path.stem and "not-yet" not in path.stem
        )
