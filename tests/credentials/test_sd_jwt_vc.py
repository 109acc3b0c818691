from datetime import UTC, datetime

import pytest

from tests.fixtures.sd_jwts import CLAIMS, HOLDER, ISSUER, VCT, SDObj, by_hand, issued
from wallet.credentials import reader_of
from wallet.credentials.credential import CredentialError, CredentialFormat, Securing
from wallet.documents.opening import open_documents


def read(token):
    (document,) = open_documents(token.encode())
    return reader_of(document).read(document, {})


def test_reads_the_registered_claims():
    credential = read(issued({SDObj("given_name"): "Robin", "family_name": "Example"}))
    assert credential.format is CredentialFormat.SD_JWT_VC
    assert credential.format.securing is Securing.SD_JWT
    assert not credential.format.is_assertion
    assert credential.issuer.id == ISSUER
    assert credential.types == (VCT,)
    assert credential.title == {"und": "Welding Certificate"}
    assert credential.valid_from == credential.awarded_at == datetime(2026, 1, 1, tzinfo=UTC)
    assert credential.valid_until == datetime(2030, 12, 31, tzinfo=UTC)
    assert credential.recipient_name == "Robin Example"
    assert [(each.kind, each.value) for each in credential.recipients] == [
        ("id", "did:example:learner")
    ]
    assert credential.statuses == ()
    assert credential.unreadable == ()


def test_a_claim_that_is_not_shown_is_not_read():
    token = issued({SDObj("email"): "robin@home.example", SDObj("name"): "Robin"}, holder=HOLDER)
    shown = read(token)
    assert [each.value for each in shown.recipients][1:] == ["robin@home.example"]
    assert shown.recipient_name == "Robin"
    hidden = read(token.split("~")[0] + "~")
    assert len(hidden.recipients) == 1
    assert hidden.recipient_name is None
    assert "Robin" not in str(hidden)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("https://credentials.example/identity_credential", "identity_credential"),
        ("urn:eudi:pid:1", "1"),
        ("WeldingCertificate", "Welding Certificate"),
        ("https://workshop.example/types#OpenBadge", "Open Badge"),
    ],
)
def test_its_type_is_its_name(kind, name):
    assert read(by_hand({"vct": kind})).title == {"und": name}
    assert read(by_hand({"achievement": {"name": "Welding"}})).title == {"und": "Welding"}


@pytest.mark.parametrize("claim", ["nbf", "exp", "iat"])
def test_a_date_that_cannot_be_read_is_named(claim):
    assert read(by_hand({claim: "soon"})).unreadable == (f"/{claim}",)


@pytest.mark.parametrize(
    ("status", "types"),
    [
        ({"status_list": {"idx": 1, "uri": "https://x.example/1"}}, [("status_list",)] * 2),
        (
            {"status_list": {"idx": 1, "uri": "https://x.example/1"}, "other": 5},
            [("status_list",), ("status_list",), ("other",)],
        ),
        ({}, [()]),
        ("revoked", [()]),
    ],
)
def test_every_way_to_learn_its_status_is_named(status, types):
    assert [each.types for each in read(by_hand({"status": status})).statuses] == types


@pytest.mark.parametrize("vct", [None, "", 5, ["a"]])
def test_a_token_without_a_type_is_no_credential(vct):
    with pytest.raises(CredentialError) as refusal:
        read(by_hand({"vct": vct}))
    assert refusal.value.code == "FORMAT_UNKNOWN"


@pytest.mark.parametrize(
    "claims",
    [
        {"type": "Assertion", "badge": "https://x.example", "recipient": {}},
        {"uid": "1", "verify": {"type": "hosted", "url": "https://x.example/1"}},
        {"type": ["VerifiableCredential"], "credentialSubject": {}},
        {"vc": {"type": ["VerifiableCredential"], "credentialSubject": {}}},
    ],
)
def test_what_else_its_claims_look_like_it_is_one_thing(claims):
    assert read(by_hand(claims)).format is CredentialFormat.SD_JWT_VC
    assert CLAIMS["vct"] == VCT
