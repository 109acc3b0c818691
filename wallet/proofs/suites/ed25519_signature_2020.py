"""Ed25519Signature2020: the same bytes as eddsa-rdfc-2022, under a proof type of its own.

Source: W3C Data Integrity EdDSA Cryptosuites 1.0, "Ed25519Signature2020".
"""

from wallet.proofs.analysis import Way
from wallet.proofs.keys import KeyKind
from wallet.proofs.suites.suite import Suite, sign_eddsa, verify_eddsa

SUITE = Suite(
    names=("Ed25519Signature2020",),
    proof_type="Ed25519Signature2020",
    ways={KeyKind.ED25519: Way.RDFC_SHA_256},
    verify=verify_eddsa,
    sign=sign_eddsa,
)
