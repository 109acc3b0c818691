"""Derived proofs: other people's, and one made here to be altered in every part."""

import hmac
import re
from hashlib import sha256

import pytest

from tests.proofs.samples import badge, lenient_contexts, packaged_contexts, read
from tests.proofs.suites.test_eddsa_rdfc_2022 import sign
from tests.vectors import needs_vectors
from wallet.proofs.keys import KeyKind, PrivateKey, PublicKey
from wallet.proofs.linked_data import analyse, engine_for, proof_configuration
from wallet.proofs.multibase import decode, decode_base64url, encode_base64url
from wallet.proofs.suites import KeyDoesNotFitError, find_suite, task_for
from wallet.proofs.suites.ecdsa_sd_2023 import SUITE
from wallet.proofs.suites.suite import ecdsa_signature

KEY = PrivateKey.generate(KeyKind.P256)
SIGNER = PrivateKey.generate(KeyKind.P256)
DERIVED = b"\xd9\x5d\x01"
OPTIONS = {
    "type": "DataIntegrityProof",
    "cryptosuite": "ecdsa-sd-2023",
    "created": "2026-01-01T00:00:00Z",
    "verificationMethod": f"did:key:{KEY.public().multikey()}#{KEY.public().multikey()}",
    "proofPurpose": "assertionMethod",
}
MANDATORY = [0, 3]
_BLANK_NODE = re.compile(r"(^|> )_:c14n(\d+) ", re.MULTILINE)
FOLDER = "w3c/vc-di-ecdsa/TestVectors/ecdsa-sd-2023"


def head(kind, number):
    if number < 24:
        return bytes([kind << 5 | number])
    if number < 256:
        return bytes([kind << 5 | 24, number])
    return bytes([kind << 5 | 25]) + number.to_bytes(2, "big")


def cbor(value):
    match value:
        case int():
            return head(0, value)
        case bytes():
            return head(2, len(value)) + value
        case str():
            return head(3, len(value.encode())) + value.encode()
        case list():
            return head(4, len(value)) + b"".join(cbor(each) for each in value)
        case dict():
            pairs = [cbor(key) + cbor(each) for key, each in value.items()]
            return head(5, len(value)) + b"".join(pairs)


def labels_of(number):
    return {one: hmac.digest(b"key", b"%d" % one, sha256) for one in range(number)}


def parts_of(document):
    """The five things in the derived proof of a document that shows all there is."""
    engine = engine_for(packaged_contexts())
    canonical = engine.canonical(document).decode()
    labels = labels_of(1 + max(int(found[2]) for found in _BLANK_NODE.finditer(canonical)))
    canonical = _BLANK_NODE.sub(
        lambda found: f"{found[1]}_:{encode_base64url(labels[int(found[2])])} ", canonical
    )
    lines = sorted(f"{line}\n" for line in canonical.split("\n")[:-1])
    options = sha256(engine.canonical(proof_configuration(OPTIONS, document))).digest()
    mandatory = "".join(lines[index] for index in MANDATORY)
    public = decode(SIGNER.public().multikey())
    message = options + public + sha256(mandatory.encode()).digest()
    return [
        ecdsa_signature(message, KEY),
        public,
        [
            ecdsa_signature(line.encode(), SIGNER)
            for index, line in enumerate(lines)
            if index not in MANDATORY
        ],
        labels,
        list(MANDATORY),
    ]


BADGE = badge()
PARTS = parts_of(BADGE)


def derived(parts=None, *, document=BADGE, **options):
    octets = parts if isinstance(parts, bytes) else DERIVED + cbor(parts or PARTS)
    proof = {**OPTIONS, "proofValue": encode_base64url(octets)}
    return {**document, "proof": {**proof, **options}}


def holds(document, key=KEY):
    (digest,) = analyse(task_for(document), packaged_contexts()).digests
    return digest is not None and SUITE.verify(digest, document["proof"], key.public())


def changed(index, part):
    parts = [each.copy() if isinstance(each, list | dict) else each for each in PARTS]
    parts[index] = part(parts[index])
    return parts


def test_a_derived_proof_holds():
    document = derived()
    assert find_suite(document["proof"]) is SUITE
    assert len(PARTS[3]) > 2, "there are things without an id"
    assert analyse(task_for(document), packaged_contexts()).findings == ()
    assert holds(document)


@pytest.mark.parametrize("kind", KeyKind)
def test_another_key_does_not_fit(kind):
    assert not holds(derived(), PrivateKey.generate(kind))


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Surgery"},
        {"validFrom": "2020-01-01T00:00:00Z"},
        {"awardedDate": "2026-01-01T00:00:00Z"},
        {"issuer": "https://evil.example"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_claim_shows(change):
    assert not holds(derived(document={**BADGE, **change}))


def test_a_claim_left_out_without_its_signature_shows():
    assert not holds(derived(document={k: v for k, v in BADGE.items() if k != "name"}))


@pytest.mark.parametrize("option", [{"created": "2020-01-01T00:00:00Z"}, {"expires": "2030-01-01"}])
def test_a_changed_option_shows(option):
    assert not holds(derived(**option))


@pytest.mark.parametrize(
    ("index", "part"),
    [
        pytest.param(0, lambda s: s[:-1], id="base signature cut short"),
        pytest.param(0, lambda _: bytes(64), id="base signature of zeros"),
        pytest.param(0, lambda _: 5, id="base signature a number"),
        pytest.param(1, lambda k: k[:-1], id="key cut short"),
        pytest.param(1, lambda k: k[:2] + b"\x07" + k[3:], id="key no point"),
        pytest.param(
            1,
            lambda _: decode(PrivateKey.generate(KeyKind.P256).public().multikey()),
            id="another key",
        ),
        pytest.param(
            1, lambda _: decode(PrivateKey.generate(KeyKind.P384).public().multikey()), id="P-384"
        ),
        pytest.param(
            1,
            lambda _: decode(PrivateKey.generate(KeyKind.ED25519).public().multikey()),
            id="Ed25519",
        ),
        pytest.param(2, lambda s: s[:-1], id="a signature less"),
        pytest.param(2, lambda s: [*s, s[-1]], id="a signature more"),
        pytest.param(2, lambda s: [*s, 5], id="a number among the signatures"),
        pytest.param(2, lambda s: [s[1], s[0], *s[2:]], id="signatures in another order"),
        pytest.param(2, lambda s: [s[0][:-1], *s[1:]], id="a signature cut short"),
        pytest.param(2, lambda _: [], id="no signatures"),
        pytest.param(2, lambda _: {}, id="signatures as a map"),
        pytest.param(3, lambda m: {k: m[k] for k in list(m)[1:]}, id="a label less"),
        pytest.param(3, lambda m: {**m, 0: m[1]}, id="a label twice"),
        pytest.param(3, lambda m: {**m, 0: m[1], 1: m[0]}, id="labels exchanged"),
        pytest.param(3, lambda m: {**m, 0: m[0][:-1]}, id="a label cut short"),
        pytest.param(3, lambda m: {**m, 0: "x"}, id="a label as text"),
        pytest.param(3, lambda m: {**m, "a": m[0]}, id="a name for a label"),
        pytest.param(3, lambda _: {}, id="no labels"),
        pytest.param(4, lambda i: i[:-1], id="an index less"),
        pytest.param(4, lambda i: [*i, 1], id="an index more"),
        pytest.param(4, lambda i: [*i, i[0]], id="an index twice"),
        pytest.param(4, lambda i: [*i, 9999], id="an index out of range"),
        pytest.param(4, lambda i: [*i, b"1"], id="octets for an index"),
        pytest.param(4, lambda _: [], id="no index"),
    ],
)
def test_a_changed_part_shows(index, part):
    assert not holds(derived(changed(index, part)))


@pytest.mark.parametrize(
    "octets",
    [
        pytest.param(DERIVED, id="nothing"),
        pytest.param(cbor(PARTS), id="no header"),
        pytest.param(b"\xd9\x5d\x02" + cbor(PARTS), id="another suite"),
        pytest.param(DERIVED + cbor(PARTS[:4]), id="four things"),
        pytest.param(DERIVED + cbor([*PARTS, 0]), id="six things"),
        pytest.param(DERIVED + cbor(PARTS) + b"\0", id="something after it"),
        pytest.param(DERIVED + cbor(PARTS)[:-1], id="cut short"),
        pytest.param(DERIVED + b"\x9a\xff\xff\xff\xff", id="very many things"),
        pytest.param(DERIVED + b"\x81" * 100_000, id="nested without end"),
    ],
)
def test_hostile_octets_do_not_hold(octets):
    assert not holds(derived(octets))


@pytest.mark.parametrize("value", [None, 5, "", "u", "z2", "uAB", ["u2V0B"], "u2V0B" + "!" * 9])
def test_another_encoding_does_not_hold(value):
    document = derived()
    document["proof"]["proofValue"] = value
    assert not holds(document)


def test_words_that_look_like_labels_are_words():
    document = badge(name='_:c14n0 says "_:c14n1" . _:c14n1 .')
    assert holds(derived(parts_of(document), document=document))


def test_more_statements_than_we_check_one_by_one_are_refused():
    document = badge(type=[*BADGE["type"]], evidence=[{"type": ["Evidence"]} for _ in range(600)])
    analysis = analyse(task_for(derived(document=document)), packaged_contexts())
    assert analysis.digests == (None,)
    assert [finding.code for finding in analysis.findings] == ["CANON_WORK_EXCEEDED"]


def test_we_do_not_sign_so():
    with pytest.raises(KeyDoesNotFitError):
        sign(badge(), suite=SUITE.name, key=KEY)


@needs_vectors
@pytest.mark.parametrize("folder", ["employ", "prc"])
def test_what_the_w3c_derived_holds(folder):
    document = read(FOLDER, folder, "derivedRevealDocument.json")
    (digest,) = analyse(task_for(document), lenient_contexts()).digests
    key = PublicKey.from_multikey(document["proof"]["verificationMethod"].rpartition("#")[2])
    assert SUITE.verify(digest, document["proof"], key)
    hashes = read(FOLDER, folder, "addHashData.json")
    assert digest[:32].hex() == hashes["proofHash"]
    octets = decode_base64url(document["proof"]["proofValue"])
    document["proof"]["proofValue"] = encode_base64url(octets[:-1])
    assert not SUITE.verify(digest, document["proof"], key)


@pytest.mark.parametrize(
    ("index", "part", "code"),
    [
        pytest.param(0, lambda _: 5, "SD_MALFORMED", id="a number for a signature"),
        pytest.param(2, lambda s: [*s, 5], "SD_MALFORMED", id="a number among the signatures"),
        pytest.param(2, lambda s: s[:-1], "SD_COUNT_MISMATCH", id="a signature less"),
        pytest.param(2, lambda s: [*s, s[-1]], "SD_COUNT_MISMATCH", id="a signature more"),
        pytest.param(
            3, lambda m: {k: m[k] for k in list(m)[1:]}, "SD_UNREFERENCED", id="unlabelled"
        ),
        pytest.param(3, lambda m: {**m, 99: bytes(32)}, "SD_UNREFERENCED", id="a label of nothing"),
        pytest.param(3, lambda m: {**m, 0: m[1]}, "SD_DUPLICATE", id="a label twice"),
        pytest.param(3, lambda m: {**m, 0: m[0][:-1]}, "SD_MALFORMED", id="a label cut short"),
        pytest.param(4, lambda i: [*i, i[0]], "SD_DUPLICATE", id="an index twice"),
        pytest.param(4, lambda i: [*i, 9999], "SD_UNREFERENCED", id="an index out of range"),
        pytest.param(4, lambda i: i[:-1], "SD_COUNT_MISMATCH", id="an index less"),
    ],
)
def test_what_does_not_fit_together_has_a_name(index, part, code):
    document = derived(changed(index, part))
    (digest,) = analyse(task_for(document), packaged_contexts()).digests
    assert SUITE.fault_of(digest, document["proof"]) == code


def test_what_fits_together_has_no_fault():
    (digest,) = analyse(task_for(derived()), packaged_contexts()).digests
    assert SUITE.fault_of(digest, derived()["proof"]) is None
