import pytest

from wallet.proofs.dids import DidUnresolvedError, locate
from wallet.proofs.keys import KeyKind, PrivateKey
from wallet.proofs.multibase import decode

ED = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ2XwkRRxTfNsM"


@pytest.mark.parametrize("kind", [KeyKind.ED25519, KeyKind.P256, KeyKind.P384])
def test_the_did_is_its_document(kind):
    multikey = PrivateKey.generate(kind).public().multikey()
    document = locate(f"did:key:{multikey}").document
    assert document["id"] == f"did:key:{multikey}"
    assert document["verificationMethod"][0]["id"] == f"did:key:{multikey}#{multikey}"
    assert document["assertionMethod"] == [f"did:key:{multikey}#{multikey}"]


@pytest.mark.parametrize(
    "did",
    [
        "did:key:",
        f"did:key:{ED}#{ED}",
        f"did:key:{ED}?versionId=1",
        f"did:key:{ED}/path",
        f"did:key:{ED}:",
        f"did:KEY:{ED}",
        f"DID:key:{ED}",
        f"did:key:1.1:{ED}",
        f"did:key:{ED[:-2]}",
        f"did:key:z1{ED[1:]}",
        f"did:key:{ED}\n",
        "did:key:" + "z" * 10_000,
        "did:example:x",
        "did:",
        "",
    ],
)
def test_anything_else_is_unresolved(did):
    with pytest.raises(DidUnresolvedError):
        locate(did)


def test_the_sample_is_a_key():
    assert decode(ED)[:2] == b"\xed\x01"
