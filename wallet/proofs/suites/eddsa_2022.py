"""eddsa-2022: what eddsa-rdfc-2022 was called in drafts, and is in older credentials.

Source: W3C Data Integrity EdDSA Cryptosuites 1.0, revision history.
"""

from dataclasses import replace

from wallet.proofs.suites import eddsa_rdfc_2022

SUITE = replace(eddsa_rdfc_2022.SUITE, names=("eddsa-2022",), deprecated=True)
