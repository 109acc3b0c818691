"""Base proofs: what the W3C signed, and one of our own altered in every part."""

import pytest

from tests.proofs.base_proofs import HMAC_KEY, KEY, MANDATORY, SIGNER, with_base_proof
from tests.proofs.samples import badge, lenient_contexts, packaged_contexts, read
from tests.vectors import needs_vectors
from wallet.proofs.disclosure_values import is_base, read_base
from wallet.proofs.keys import KeyKind, PrivateKey, PublicKey
from wallet.proofs.linked_data import analyse, engine_for
from wallet.proofs.multibase import decode, encode_base64url
from wallet.proofs.selection import PointerError
from wallet.proofs.statements import LabelledStatements
from wallet.proofs.suites import find_suite, task_for
from wallet.proofs.suites.ecdsa_sd_2023 import SUITE

FOLDER = "w3c/vc-di-ecdsa/TestVectors/ecdsa-sd-2023"
BADGE = badge()
SIGNED = with_base_proof(BADGE)
VALUE = read_base(SIGNED["proof"]["proofValue"])


def digest_of(document, contexts=None):
    (digest,) = analyse(task_for(document), contexts or packaged_contexts()).digests
    return digest


def holds(document, key=KEY):
    digest = digest_of(document)
    return digest is not None and SUITE.verify(digest, document["proof"], key.public())


def test_a_base_proof_holds():
    assert is_base(SIGNED["proof"]["proofValue"])
    assert find_suite(SIGNED["proof"]) is SUITE
    assert analyse(task_for(SIGNED), packaged_contexts()).findings == ()
    assert holds(SIGNED)


@pytest.mark.parametrize("pointers", [(), ("",), ("/credentialSubject/result/1/value",)])
def test_nothing_everything_or_one_of_a_list_may_be_mandatory(pointers):
    assert holds(with_base_proof(BADGE, pointers))


@pytest.mark.parametrize("kind", KeyKind)
def test_another_key_does_not_fit(kind):
    assert not holds(SIGNED, PrivateKey.generate(kind))


@pytest.mark.parametrize("member", ["name", "validFrom", "issuer", "credentialSubject"])
def test_a_changed_claim_shows(member):
    other = badge(name="Surgery", validFrom="2020-01-01T00:00:00Z", issuer="https://evil.example")
    other["credentialSubject"] = {**BADGE["credentialSubject"], "id": "did:example:mallory"}
    assert not holds({**SIGNED, member: other[member]})


def test_a_claim_taken_out_shows():
    assert not holds({name: value for name, value in SIGNED.items() if name != "name"})


def test_a_changed_option_shows():
    assert not holds({**SIGNED, "proof": {**SIGNED["proof"], "created": "2020-01-01T00:00:00Z"}})


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({"base_signature": bytes(64)}, None, id="another base signature"),
        pytest.param({"base_signature": b""}, None, id="no base signature"),
        pytest.param({"public_key": b"\x80\x24"}, None, id="no key"),
        pytest.param(
            {"public_key": decode(PrivateKey.generate(KeyKind.P256).public().multikey())},
            None,
            id="another key",
        ),
        pytest.param(
            {"public_key": decode(PrivateKey.generate(KeyKind.ED25519).public().multikey())},
            None,
            id="a key of another kind",
        ),
        pytest.param({"hmac_key": bytes(32)}, None, id="other labels"),
        pytest.param({"hmac_key": HMAC_KEY[:-1]}, "SD_MALFORMED", id="a short key of labels"),
        pytest.param(
            {"signatures": VALUE.signatures[:-1]}, "SD_COUNT_MISMATCH", id="a signature less"
        ),
        pytest.param(
            {"signatures": (*VALUE.signatures, VALUE.signatures[0])},
            "SD_COUNT_MISMATCH",
            id="a signature more",
        ),
        pytest.param({"signatures": VALUE.signatures[::-1]}, None, id="in another order"),
        pytest.param(
            {"signatures": (*VALUE.signatures[:-1], bytes(64))}, None, id="one that is none"
        ),
        pytest.param({"pointers": MANDATORY[:-1]}, "SD_COUNT_MISMATCH", id="a pointer less"),
        pytest.param({"pointers": (*MANDATORY, "/name")}, "SD_COUNT_MISMATCH", id="one more"),
        pytest.param({"pointers": ("/nowhere",)}, "SD_UNREFERENCED", id="a pointer to nowhere"),
        pytest.param(
            {"pointers": ("/credentialSubject/result/01",)}, "SD_UNREFERENCED", id="a lax index"
        ),
        pytest.param({"pointers": ("/name",) * 501}, "SD_UNREFERENCED", id="a crowd of pointers"),
    ],
)
def test_a_changed_part_shows(changes, code):
    document = with_base_proof(BADGE, **changes)
    assert not holds(document)
    assert SUITE.fault_of(digest_of(document), document["proof"]) == code


@pytest.mark.parametrize("rest", [b"", b"\x80", b"\x85" + b"\x00" * 5, b"\x9a\xff\xff\xff\xff"])
def test_octets_that_are_no_base_proof_do_not_hold(rest):
    proof = {**SIGNED["proof"], "proofValue": encode_base64url(b"\xd9\x5d\x00" + rest)}
    assert not holds({**SIGNED, "proof": proof})


def test_an_address_that_looks_like_a_label_stays_one():
    document = badge(id="urn:bnid:_0", name="urn:bnid:_0")
    assert holds(with_base_proof(document))


def test_more_statements_than_we_check_one_by_one_are_refused():
    document = badge(evidence=[{"type": ["Evidence"]} for _ in range(600)])
    analysis = analyse(task_for({**document, "proof": SIGNED["proof"]}), packaged_contexts())
    assert analysis.digests == (None,)
    assert [finding.code for finding in analysis.findings] == ["CANON_WORK_EXCEEDED"]


def test_a_part_is_found_again_in_the_whole():
    labelled = LabelledStatements(BADGE, HMAC_KEY, engine_for(packaged_contexts()).options())
    chosen, _ = labelled.selected(["/credentialSubject/result/1"])
    shown = "".join(labelled.lines[number] for number in sorted(chosen))
    assert '"F"' in shown
    assert '"A"' not in shown
    assert labelled.selected([])[0] == frozenset()
    assert labelled.selected([""])[0] == frozenset(range(len(labelled.lines)))
    with pytest.raises(PointerError):
        labelled.selected(["/name/first"])


@needs_vectors
@pytest.mark.parametrize("folder", ["employ", "prc"])
def test_what_the_w3c_gives_a_holder_holds(folder):
    document = read(FOLDER, folder, "addSignedSDBase.json")
    digest = digest_of(document, lenient_contexts())
    key = PublicKey.from_multikey(document["proof"]["verificationMethod"].rpartition("#")[2])
    assert SUITE.verify(digest, document["proof"], key)
    hashes = read(FOLDER, folder, "addHashData.json")
    assert digest[:32].hex() == hashes["proofHash"]
    assert digest[32:64].hex() == hashes["mandatoryHash"]
    forged = {**document, "issuer": "https://evil.example/"}
    assert not SUITE.verify(digest_of(forged, lenient_contexts()), forged["proof"], key)


def test_the_signer_of_statements_is_not_the_issuer():
    assert VALUE.public_key == decode(SIGNER.public().multikey()) != decode(KEY.public().multikey())
