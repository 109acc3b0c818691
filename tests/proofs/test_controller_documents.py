import pytest

from tests.proofs.samples import read
from tests.vectors import needs_vectors
from wallet.proofs.controller_documents import (
    ControllerMismatchError,
    KeyNotFoundError,
    KeyRevokedError,
    NotAssertionMethodError,
    find_method,
    methods_of,
    public_key_of,
    require_binding,
)
from wallet.proofs.keys import KeyKind, KeyUnreadableError, PrivateKey

DID = "did:web:school.example"
ED = PrivateKey.generate(KeyKind.ED25519).public()
OTHER = PrivateKey.generate(KeyKind.ED25519).public()
P256 = PrivateKey.generate(KeyKind.P256).public()
RSA = PrivateKey.generate(KeyKind.RSA).public()


def method(name="#a", **changes):
    return {
        "id": name,
        "type": "Multikey",
        "controller": DID,
        "publicKeyMultibase": ED.multikey(),
    } | changes


def document(*methods, asserting=("#a",)):
    return {"id": DID, "verificationMethod": list(methods), "assertionMethod": list(asserting)}


@pytest.mark.parametrize("method_id", ["#a", f"{DID}#a"])
@pytest.mark.parametrize("asserting", [["#a"], [f"{DID}#a"], [method()], "#a"])
def test_a_key_is_found_by_its_absolute_id_however_it_is_listed(method_id, asserting):
    held = {**document(method(method_id)), "assertionMethod": asserting}
    found = find_method(held, f"{DID}#a")
    assert found.id == f"{DID}#a"
    assert found.key.thumbprint() == ED.thumbprint()
    require_binding(found, DID)


def test_a_key_embedded_under_assertion_method_alone_is_found():
    found = find_method({"id": DID, "assertionMethod": [method()]}, f"{DID}#a")
    require_binding(found, DID)


def test_one_method_that_is_no_list_is_found():
    held = {"id": DID, "verificationMethod": method(), "assertionMethod": "#a"}
    require_binding(find_method(held, f"{DID}#a"), DID)


@pytest.mark.parametrize(
    ("notation", "key"),
    [
        ({"publicKeyMultibase": ED.multikey(), "type": "Ed25519VerificationKey2020"}, ED),
        ({"publicKeyJwk": P256.to_jwk(), "type": "JsonWebKey"}, P256),
        ({"publicKeyPem": RSA.to_pem(), "type": "CryptographicKey"}, RSA),
    ],
)
def test_every_notation_is_read(notation, key):
    assert public_key_of(notation).thumbprint() == key.thumbprint()


@pytest.mark.parametrize(
    "notation",
    [
        {},
        {"publicKeyMultibase": 5},
        {"publicKeyJwk": "x"},
        {"publicKeyMultibase": ED.multikey(), "publicKeyJwk": P256.to_jwk()},
        {"publicKeyJwk": {**P256.to_jwk(), "d": "AAAA"}},
    ],
)
def test_no_key_or_several_are_refused(notation):
    with pytest.raises(KeyUnreadableError):
        public_key_of(notation)


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param("#a", id="bare-fragment"),
        pytest.param(f"{DID}#A", id="another-case"),
        pytest.param(f"{DID}#{ED.multikey()}", id="the-key-itself-as-fragment"),
        pytest.param("did:web:evil.example#a", id="another-document"),
        pytest.param(DID, id="the-document"),
    ],
)
def test_a_key_that_is_not_listed_is_not_found(wanted):
    with pytest.raises(KeyNotFoundError):
        find_method(document(method()), wanted)


def test_two_keys_by_one_name_are_none():
    twice = document(method(), method(f"{DID}#a", publicKeyMultibase=OTHER.multikey()))
    with pytest.raises(KeyNotFoundError):
        find_method(twice, f"{DID}#a")
    embedded = document(method(), asserting=[method(publicKeyMultibase=OTHER.multikey())])
    with pytest.raises(KeyNotFoundError):
        find_method(embedded, f"{DID}#a")


@pytest.mark.parametrize(
    ("held", "error"),
    [
        (document(method(controller="did:web:evil.example")), ControllerMismatchError),
        (document(method(controller=[DID])), ControllerMismatchError),
        (document(method(revoked="2026-01-01T00:00:00Z")), KeyRevokedError),
        (document(method(), asserting=[]), NotAssertionMethodError),
        (document(method(), asserting=["#b"]), NotAssertionMethodError),
        ({**document(method(), asserting=[]), "authentication": ["#a"]}, NotAssertionMethodError),
    ],
)
def test_a_key_that_does_not_stand_for_its_issuer_is_refused(held, error):
    with pytest.raises(error):
        require_binding(find_method(held, f"{DID}#a"), DID)


def test_a_flood_of_keys_is_not_searched():
    with pytest.raises(KeyNotFoundError):
        find_method(document(*(method(f"#{index}") for index in range(600))), f"{DID}#599")


def test_the_keys_that_we_can_read_are_listed_once():
    held = document(method(), method("#b", publicKeyMultibase="z6Mk"), asserting=[method()])
    assert [found.id for found in methods_of(held)] == [f"{DID}#a"]


def test_the_expiry_is_handed_on():
    held = document(method(expires="2030-01-01T00:00:00Z", revoked=False))
    found = find_method(held, f"{DID}#a")
    assert (found.expires, found.revoked) == ("2030-01-01T00:00:00Z", None)


@needs_vectors
def test_a_did_document_of_other_people():
    held = read("digitalcredentials/vc-test-fixtures/dids/oidf/did.json")
    (found,) = methods_of(held)
    require_binding(found, held["id"])
