"""Who the wallet is to verifiers."""

from datetime import UTC, datetime

import pytest

from tests.proofs.samples import packaged_contexts
from wallet.proofs.dids.did_web import locate
from wallet.proofs.keys import KeyKind, KeyUnreadableError, PrivateKey
from wallet.proofs.linked_data import analyse
from wallet.proofs.suites import SUITES, task_for
from wallet.sharing.signing_key import KeySigner, WalletIdentity, former_keys

NOW = datetime(2026, 11, 23, tzinfo=UTC)
KEY, FORMER = (PrivateKey.generate(KeyKind.P256) for _ in range(2))


def identity(**given):
    return WalletIdentity(**{"origin": "https://wallet.example", "signer": KeySigner(KEY), **given})


@pytest.mark.parametrize(
    ("origin", "did"),
    [
        ("https://wallet.example", "did:web:wallet.example"),
        ("https://wallet.example:8443", "did:web:wallet.example%3A8443"),
        ("http://127.0.0.1:8000", "did:web:127.0.0.1%3A8000"),
    ],
)
def test_its_name_leads_to_its_document(origin, did):
    named = identity(origin=origin)
    assert named.did == named.document()["id"] == did
    host = origin.partition("://")[2]
    assert locate(did).url == f"https://{host}/.well-known/did.json"


def test_a_former_key_stays_published_and_asserts_but_signs_nobody_in():
    pems = (FORMER.to_pem(), PrivateKey.generate(KeyKind.P256).public().to_pem())
    document = identity(former=former_keys(pems)).document()
    methods = {each["id"]: each["publicKeyMultibase"] for each in document["verificationMethod"]}
    assert len(methods) == 3
    assert document["assertionMethod"] == list(methods)
    assert document["authentication"] == [identity().method]
    former = FORMER.public().multikey()
    assert methods[f"did:web:wallet.example#{former}"] == former


def test_the_former_name_of_a_key_is_its_present_one():
    before = identity(signer=KeySigner(FORMER)).method
    assert before in identity(former=(FORMER.public(),)).document()["assertionMethod"]


@pytest.mark.parametrize("kind", [KeyKind.ED25519, KeyKind.P384])
def test_a_key_of_another_kind_is_refused(kind):
    with pytest.raises(KeyUnreadableError, match="P-256"):
        KeySigner.from_pem(PrivateKey.generate(kind).to_pem())


def test_the_private_half_is_not_told():
    assert "PRIVATE" not in repr(identity())
    assert "key=" not in repr(KeySigner(KEY))


async def test_what_it_signs_verifies():
    signed = await identity().signed(
        {
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": ["VerifiablePresentation"],
            "holder": "did:web:wallet.example",
        },
        created=NOW,
        contexts=packaged_contexts(),
        proof_purpose="authentication",
        challenge="c",
    )
    assert signed["proof"]["challenge"] == "c"
    for document, good in ((signed, True), ({**signed, "holder": "did:web:other.example"}, False)):
        (digest,) = analyse(task_for(document), packaged_contexts()).digests
        suite = SUITES["ecdsa-rdfc-2019"]
        assert suite.verify(digest, document["proof"], KEY.public()) is good
