"""eddsa-jcs-2022: Ed25519 over canonical JSON with SHA-256.

Source: W3C Data Integrity EdDSA Cryptosuites 1.0, "eddsa-jcs-2022".
"""

from wallet.proofs.analysis import Way
from wallet.proofs.keys import KeyKind
from wallet.proofs.suites.suite import Suite, sign_eddsa, verify_eddsa

SUITE = Suite(
    names=("eddsa-jcs-2022",),
    proof_type="DataIntegrityProof",
    ways={KeyKind.ED25519: Way.JCS_SHA_256},
    verify=verify_eddsa,
    sign=sign_eddsa,
)
