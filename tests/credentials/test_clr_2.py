import pytest

from tests.credentials.documents import document, read, token
from tests.credentials.test_open_badges_3 import BADGE
from wallet.credentials import CredentialError, CredentialFormat
from wallet.credentials.credential import Association, Embedded

RECORD = {
    "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
    ],
    "id": "urn:uuid:9",
    "type": ["VerifiableCredential", "ClrCredential"],
    "name": "Transcript of 2025",
    "partial": True,
    "issuer": {"id": "did:key:z6Mk", "type": ["Profile"], "name": "A School"},
    "credentialSubject": {
        "id": "did:key:z6Learner",
        "type": ["ClrSubject"],
        "verifiableCredential": [BADGE, "eyJ.a.b"],
        "achievement": [
            {"id": "urn:uuid:3", "name": "Year 1", "creditsAvailable": 12.5, "humanCode": "Y1"},
            "urn:uuid:4",
        ],
        "association": [
            {"associationType": "isParentOf", "sourceId": "urn:uuid:3", "targetId": "urn:uuid:2"},
            {"associationType": "isPeerOf"},
        ],
    },
}
PART = "/credentialSubject/verifiableCredential"


def subject(**members):
    return {**RECORD, "credentialSubject": {**RECORD["credentialSubject"], **members}}


@pytest.mark.parametrize(
    ("opened", "form"),
    [
        (document(RECORD), CredentialFormat.CLR_2_LINKED_DATA),
        (token(RECORD), CredentialFormat.CLR_2_JWT),
        (token({"vc": RECORD, "iss": "did:key:z6Mk"}), CredentialFormat.CLR_2_JWT),
    ],
    ids=["document", "token", "token-of-1.1"],
)
def test_reads_a_record(opened, form):
    record = read(opened)
    assert record.format is form
    assert record.format.is_verifiable_credential
    assert record.title == {"und": "Transcript of 2025"}
    assert record.is_partial
    assert record.parts == (Embedded(f"{PART}/0", BADGE), Embedded(f"{PART}/1", "eyJ.a.b"))
    first, second = record.achievements
    assert (first.id, first.name, first.credits_available) == (
        "urn:uuid:3",
        {"und": "Year 1"},
        "12.5",
    )
    assert (first.human_code, second.id) == ("Y1", "urn:uuid:4")
    assert record.associations == (
        Association("urn:uuid:3", "urn:uuid:2", "isParentOf"),
        Association(None, None, "isPeerOf"),
    )


def test_one_value_stands_for_a_list():
    record = read(
        document(
            subject(
                verifiableCredential=BADGE,
                achievement=RECORD["credentialSubject"]["achievement"][0],
                association=RECORD["credentialSubject"]["association"][0],
            )
        )
    )
    assert record.parts == (Embedded(PART, BADGE),)
    assert (len(record.achievements), len(record.associations)) == (1, 1)


@pytest.mark.parametrize("written", [None, "did:key:z6L", [], {}, 7, [[{}]]])
def test_a_record_of_nothing(written):
    record = read(document({**RECORD, "credentialSubject": written}))
    assert record.parts == record.achievements == record.associations == ()


def test_a_record_that_is_also_a_badge_is_neither():
    both = ["VerifiableCredential", "ClrCredential", "OpenBadgeCredential"]
    with pytest.raises(CredentialError) as refusal:
        read(document({**RECORD, "type": both}))
    assert refusal.value.code == "FORMAT_AMBIGUOUS"
