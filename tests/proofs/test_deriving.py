"""Parts that a holder chooses: byte for byte the W3C's, and any other verifies as well."""

import pytest

from tests.fixtures.peers import FOLDER as PEERS
from tests.fixtures.peers import derive_with_digital_bazaar, needs_node
from tests.proofs.base_proofs import KEY, MANDATORY, with_base_proof
from tests.proofs.samples import badge, lenient_contexts, packaged_contexts, read
from tests.vectors import needs_vectors
from wallet.proofs.deriving import derive
from wallet.proofs.disclosure_values import ProofValueError, is_base, read_derived
from wallet.proofs.linked_data import analyse
from wallet.proofs.selection import PointerError
from wallet.proofs.suites import task_for
from wallet.proofs.suites.ecdsa_sd_2023 import SUITE

FOLDER = "w3c/vc-di-ecdsa/TestVectors"
needs_disclosing_peer = pytest.mark.skipif(
    not (PEERS / "node_modules/@digitalbazaar/ecdsa-sd-2023-cryptosuite").is_dir(),
    reason="@digitalbazaar/ecdsa-sd-2023-cryptosuite is not among the installed peers",
)
BADGE = badge()
SIGNED = with_base_proof(BADGE)


@needs_vectors
@pytest.mark.parametrize(("folder", "pointers"), [("employ", "employ"), ("prc", "prCred")])
def test_derives_what_the_w3c_derives_byte_for_byte(folder, pointers):
    document = read(FOLDER, "ecdsa-sd-2023", folder, "addSignedSDBase.json")
    chosen = read(FOLDER, f"{pointers}Selective.json")
    derived = derive(document, chosen, lenient_contexts())
    assert derived == read(FOLDER, "ecdsa-sd-2023", folder, "derivedRevealDocument.json")


@pytest.mark.parametrize(
    "pointers",
    [
        pytest.param([], id="what is mandatory alone"),
        pytest.param(["/name"], id="a text"),
        pytest.param(["/credentialSubject/result/1"], id="the second of two alike"),
        pytest.param(["/credentialSubject", "/name"], id="much"),
        pytest.param(["/issuer/name", "/validFrom"], id="what is mandatory again"),
        pytest.param([""], id="all"),
    ],
)
def test_a_part_verifies_and_tells_nothing_else(pointers):
    derived = derive(SIGNED, pointers, packaged_contexts())
    assert not is_base(derived["proof"]["proofValue"])
    analysis = analyse(task_for(derived), packaged_contexts())
    assert analysis.findings == ()
    assert SUITE.verify(analysis.digests[0], derived["proof"], KEY.public())
    shown = "name" in derived
    assert shown is (not {"", "/name"}.isdisjoint(pointers))


def test_a_part_altered_afterwards_does_not_verify():
    derived = derive(SIGNED, ["/credentialSubject/result/1"], packaged_contexts())
    derived["credentialSubject"]["result"][0]["value"] = "A"
    (digest,) = analyse(task_for(derived), packaged_contexts()).digests
    assert not SUITE.verify(digest, derived["proof"], KEY.public())


def test_a_statement_of_another_credential_cannot_be_grafted_on():
    other = derive(
        with_base_proof(badge(name="Surgery"), ("/name", *MANDATORY)), [], packaged_contexts()
    )
    honest = derive(SIGNED, ["/name"], packaged_contexts())
    grafted = {**honest, "name": other["name"]}
    (digest,) = analyse(task_for(grafted), packaged_contexts()).digests
    assert not SUITE.verify(digest, grafted["proof"], KEY.public())
    value = read_derived(honest["proof"]["proofValue"])
    assert len(value.signatures) == 1


def test_nothing_is_derived_from_a_derived_proof():
    derived = derive(SIGNED, ["/name"], packaged_contexts())
    with pytest.raises(ProofValueError):
        derive(derived, [], packaged_contexts())


@pytest.mark.parametrize("pointers", [["/nowhere"], ["/credentialSubject/result/1abc"], ["name"]])
def test_a_pointer_to_nowhere_is_refused(pointers):
    with pytest.raises(PointerError):
        derive(SIGNED, pointers, packaged_contexts())


def test_nothing_at_all_is_no_part():
    with pytest.raises(PointerError):
        derive(with_base_proof(BADGE, ()), [], packaged_contexts())


@needs_node
@needs_disclosing_peer
@pytest.mark.parametrize(
    "pointers",
    [
        pytest.param([], id="what is mandatory alone"),
        pytest.param(["/name"], id="a text"),
        pytest.param(["/credentialSubject/result/1"], id="the second of two alike"),
        pytest.param(["/credentialSubject", "/name"], id="much"),
        pytest.param(["/credentialSubject/achievement/criteria"], id="a thing without an id"),
    ],
)
def test_another_library_derives_the_same_byte_for_byte(pointers, tmp_path):
    theirs = derive_with_digital_bazaar(SIGNED, pointers, packaged_contexts(), tmp_path)
    assert derive(SIGNED, pointers, packaged_contexts()) == theirs
