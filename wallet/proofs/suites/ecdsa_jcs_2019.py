"""ecdsa-jcs-2019: ECDSA over canonical JSON, P-256 with SHA-256 and P-384 with SHA-384.

Source: W3C Data Integrity ECDSA Cryptosuites 1.0, "ecdsa-jcs-2019".
"""

from wallet.proofs.analysis import Way
from wallet.proofs.keys import KeyKind
from wallet.proofs.suites.suite import Suite, sign_ecdsa, verify_ecdsa

SUITE = Suite(
    names=("ecdsa-jcs-2019",),
    proof_type="DataIntegrityProof",
    ways={KeyKind.P256: Way.JCS_SHA_256, KeyKind.P384: Way.JCS_SHA_384},
    verify=verify_ecdsa,
    sign=sign_ecdsa,
)
