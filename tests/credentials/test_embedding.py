from wallet.credentials.credential import Embedded
from wallet.credentials.embedding import endorsements_within

MADE = {"id": "urn:made", "endorsement": {"of": "maker"}}
CONTENT = {
    "id": "urn:badge",
    "endorsement": [{"of": "badge"}, None, "text"],
    "endorsementJwt": "a.b.c",
    "issuer": {"id": "urn:issuer", "endorsement": [{"of": "issuer"}]},
    "credentialSubject": [
        {"achievement": {"id": "urn:badge-class", "endorsementJwt": ["d.e.f"], "creator": MADE}},
        "urn:subject",
    ],
}


def test_endorsements_are_named_with_the_thing_that_they_lie_in():
    achievement = "/credentialSubject/0/achievement"
    assert endorsements_within(CONTENT) == (
        Embedded("/endorsement/0", {"of": "badge"}, "urn:badge"),
        Embedded("/endorsement/2", "text", "urn:badge"),
        Embedded("/endorsementJwt", "a.b.c", "urn:badge", is_token=True),
        Embedded("/issuer/endorsement/0", {"of": "issuer"}, "urn:issuer"),
        Embedded(f"{achievement}/endorsementJwt/0", "d.e.f", "urn:badge-class", is_token=True),
        Embedded(f"{achievement}/creator/endorsement", {"of": "maker"}, "urn:made"),
    )


def test_an_issuer_that_is_but_an_id_has_none():
    assert endorsements_within({"issuer": "urn:issuer", "credentialSubject": None}) == ()
