import pytest

from tests.credentials.documents import document, read, token
from tests.vectors import VECTORS, needs_vectors
from wallet.credentials import CredentialFormat
from wallet.documents import open_documents

CREDENTIAL = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "type": ["VerifiableCredential", "UniversityDegreeCredential"],
    "issuer": "did:web:a.example",
    "credentialSubject": {"id": "did:key:z6L"},
}


@pytest.mark.parametrize(
    ("change", "title"),
    [
        ({"name": "Diploma"}, {"und": "Diploma"}),
        (
            {
                "name": [
                    {"@value": "Diploma", "@language": "en"},
                    {"@value": "Diplom", "@language": "de"},
                ]
            },
            {"en": "Diploma", "de": "Diplom"},
        ),
        ({"credentialSubject": {"degree": {"name": "BSc"}}}, {"und": "BSc"}),
        ({"credentialSubject": {"hasCredential": {"name": "Guide"}}}, {"und": "Guide"}),
        ({}, {"und": "University Degree Credential"}),
        ({"type": "VerifiableCredential"}, {}),
        (
            {
                "name": 7,
                "credentialSubject": [{"degree": {"name": "A"}}, {"degree": {"name": "B"}}],
            },
            {"und": "University Degree Credential"},
        ),
    ],
    ids=["name", "two-languages", "degree", "has-credential", "type", "nothing", "two-subjects"],
)
def test_what_it_calls_itself(change, title):
    credential = read(document({**CREDENTIAL, **change}))
    assert credential.format is CredentialFormat.VERIFIABLE_CREDENTIAL_LINKED_DATA
    assert credential.title == title


def test_a_token():
    credential = read(token({"vc": CREDENTIAL, "jti": "urn:uuid:1"}))
    assert credential.format is CredentialFormat.VERIFIABLE_CREDENTIAL_JWT
    assert credential.id == "urn:uuid:1"


def test_each_subject_is_a_recipient():
    subjects = [{"id": "did:key:a"}, "did:key:b", {"name": "no id"}]
    credential = read(document({**CREDENTIAL, "credentialSubject": subjects}))
    assert [recipient.value for recipient in credential.recipients] == ["did:key:a", "did:key:b"]
    assert credential.recipient_name is None


def test_a_missing_type_is_made_up_for_by_context_and_shape():
    bare = {key: value for key, value in CREDENTIAL.items() if key != "type"}
    assert read(document(bare)).issuer.id == "did:web:a.example"


def test_an_endorsement_is_a_plain_credential():
    kind = "EndorsementCredential"
    credential = read(document({**CREDENTIAL, "type": ["VerifiableCredential", kind], "name": "N"}))
    assert credential.format is CredentialFormat.VERIFIABLE_CREDENTIAL_LINKED_DATA
    assert credential.types[1] == kind


@needs_vectors
@pytest.mark.parametrize(
    ("path", "title", "issuer", "proofs"),
    [
        (
            "w3c/vc-di-eddsa/TestVectors/eddsa-rdfc-2022/signedDataInt.json",
            {"und": "Alumni Credential"},
            "https://vc.example/issuers/5678",
            1,
        ),
        (
            "w3c/vc-di-eddsa/TestVectors/proof-set-chain/signedProofSet2.json",
            {"und": "Alumni Credential"},
            "https://vc.example/issuers/5678",
            2,
        ),
    ],
)
def test_credentials_of_w3c(path, title, issuer, proofs):
    file = next(VECTORS.rglob(path.rsplit("/", 1)[-1]))
    credential = read(open_documents(file.read_bytes())[0])
    assert credential.issuer.id is not None
    assert len(credential.proofs) == proofs
    assert credential.title


@needs_vectors
def test_a_name_in_three_languages():
    file = next(VECTORS.rglob("mocknet-vc-v2-name-description-multilingual.json"))
    credential = read(open_documents(file.read_bytes())[0])
    assert credential.title["fr"] == "Carte d'Identité Canadienne"
    assert set(credential.title) == {"en", "fr", "ar"}
