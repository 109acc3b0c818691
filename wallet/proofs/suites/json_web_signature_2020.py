"""JsonWebSignature2020: the bytes of eddsa-rdfc-2022 under a detached JWS, by any kind of key.

Source: W3C CCG, JSON Web Signature 2020, "Suite Definition"; RFC 7797.
"""

from wallet.documents.document import DocumentError, JSONObject
from wallet.documents.jose import split_detached
from wallet.proofs.analysis import Way
from wallet.proofs.jose import verify_unencoded
from wallet.proofs.keys import KeyKind, PublicKey
from wallet.proofs.suites.suite import Suite


def verify(hash_data: bytes, proof: JSONObject, key: PublicKey) -> bool:
    """Whether a proof's `jws` is the signature of these bytes by this key.

    Its header names an algorithm that we take for this kind of key, and that the payload stands
    as it is (`b64` false); it may repeat which key it is, and nothing else.
    """
    value = proof.get("jws")
    try:
        jws = split_detached(value if isinstance(value, str) else "", hash_data)
    except DocumentError:
        return False
    return verify_unencoded(jws, key, proof.get("verificationMethod")) is None


def _way_of(_proof: JSONObject) -> Way:
    return Way.RDFC_SHA_256


SUITE = Suite(
    names=("JsonWebSignature2020",),
    proof_type="JsonWebSignature2020",
    ways=dict.fromkeys(KeyKind, Way.RDFC_SHA_256),
    verify=verify,
    chooses=_way_of,
)
