"""Base proofs that the wallet makes: parts of them verify, here and elsewhere."""

from datetime import UTC, datetime

import pytest

from tests.fixtures.peers import derive_with_digital_bazaar
from tests.proofs.base_proofs import KEY, MANDATORY
from tests.proofs.samples import badge, packaged_contexts
from tests.proofs.test_deriving import needs_disclosing_peer, needs_node
from wallet.proofs.base_signing import prepare_base
from wallet.proofs.deriving import derive
from wallet.proofs.disclosure_values import read_base
from wallet.proofs.linked_data import analyse
from wallet.proofs.selection import PointerError
from wallet.proofs.suites import task_for
from wallet.proofs.suites.ecdsa_sd_2023 import SUITE
from wallet.proofs.suites.suite import ecdsa_signature

NOW = datetime(2026, 11, 23, tzinfo=UTC)
METHOD = f"did:key:{KEY.public().multikey()}#{KEY.public().multikey()}"


def based(document=None, mandatory=MANDATORY):
    unsigned = prepare_base(
        badge() if document is None else document,
        mandatory,
        verification_method=METHOD,
        created=NOW,
        contexts=packaged_contexts(),
    )
    return unsigned.signed(ecdsa_signature(unsigned.message, KEY))


@pytest.mark.parametrize("pointers", [[], ["/name"], ["/credentialSubject/result/1"], [""]])
def test_what_is_derived_of_it_verifies(pointers):
    derived = derive(based(), pointers, packaged_contexts())
    analysis = analyse(task_for(derived), packaged_contexts())
    assert analysis.findings == ()
    assert SUITE.verify(analysis.digests[0], derived["proof"], KEY.public())


def test_the_base_verifies_by_itself():
    signed = based()
    (digest,) = analyse(task_for(signed), packaged_contexts()).digests
    assert SUITE.verify(digest, signed["proof"], KEY.public())


def test_two_proofs_of_one_document_share_no_secret():
    one, other = (read_base(based()["proof"]["proofValue"]) for _ in range(2))
    assert one.hmac_key != other.hmac_key
    assert one.public_key != other.public_key
    assert set(one.signatures).isdisjoint(other.signatures)


def test_what_is_always_shown_must_be_there():
    with pytest.raises(PointerError):
        based(mandatory=("/nothing",))


def test_nothing_is_signed_that_would_not_be_covered():
    with pytest.raises(ValueError, match="UNSIGNED_FIELDS"):
        based({**badge(), "grade": "A"})


@pytest.mark.long
@needs_node
@needs_disclosing_peer
def test_another_library_derives_the_same_bytes_from_it(tmp_path):
    signed, pointers = based(), ["/name", "/credentialSubject/result/0"]
    theirs = derive_with_digital_bazaar(signed, pointers, packaged_contexts(), tmp_path)
    assert derive(signed, pointers, packaged_contexts()) == theirs
