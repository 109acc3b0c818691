import pytest

from tests.proofs.samples import badge, packaged_contexts
from tests.proofs.suites.test_eddsa_rdfc_2022 import KEY, sign
from wallet.proofs.linked_data import analyse
from wallet.proofs.suites import find_suite, task_for

SUITE_CONTEXT = "https://w3id.org/security/suites/ed25519-2020/v1"


def old_badge():
    document = badge()
    document["@context"] = [
        "https://www.w3.org/2018/credentials/v1",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        SUITE_CONTEXT,
    ]
    document["issuanceDate"] = document.pop("validFrom")
    return document


@pytest.mark.parametrize(
    "document",
    [old_badge(), badge(**{"@context": [*badge()["@context"], SUITE_CONTEXT]})],
    ids=["vc-1.1", "vc-2.0"],
)
def test_signs_what_it_verifies(document):
    signed = sign(document, suite="Ed25519Signature2020")
    assert signed["proof"]["type"] == "Ed25519Signature2020"
    assert "cryptosuite" not in signed["proof"]
    analysis = analyse(task_for(signed), packaged_contexts())
    assert analysis.findings == ()
    suite = find_suite(signed["proof"])
    assert suite.verify(analysis.digests[0], signed["proof"], KEY.public())
    signed["proof"]["created"] = "2025-01-01T00:00:00Z"
    (digest,) = analyse(task_for(signed), packaged_contexts()).digests
    assert not suite.verify(digest, signed["proof"], KEY.public())


def test_a_document_without_its_context_is_not_signed():
    with pytest.raises(ValueError, match="signed as it reads"):
        sign(badge(), suite="Ed25519Signature2020")
