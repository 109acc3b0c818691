"""Accredible: pages on its hosts and on its customers', and the credential that it signs."""

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from tests.platforms.web import (
    EMAIL,
    ISSUED,
    UUID,
    VC_2,
    code_of,
    did_document,
    did_web,
    hashed,
    key,
    open_badge_2,
    signed,
)
from wallet.learner.keeping import take_turns
from wallet.learner.learner import Learner
from wallet.learner.storing import store_examined
from wallet.platforms import recognise
from wallet.platforms.platform import ObstacleCode
from wallet.store.connection import transaction
from wallet.verification.case import KnownIdentities

API, EU = "https://api.accredible.com", "https://eu.api.accredible.com"
ORGANISATION = ("v1", "verifiable_credential", "organizations", "53000")
APPLICATION = "<html><head><title>Credential</title></head><body><div id='app'></div></body></html>"


def hosts_assertion(web, name=UUID, api=API):
    return open_badge_2(
        web,
        f"{api}/v1/obi/badge_assertions/{name}",
        f"{api}/v1/obi/badge_classes/7",
        f"{api}/v1/obi/issuer_badge_classes/x7",
        edits={"uid": name, "issuedOn": "2026-01-10"},
    )


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (f"https://www.credential.net/{UUID}#gs.abc123", UUID),
        ("https://www.credential.net/aaqjj8kx", "aaqjj8kx"),
        (f"https://awards.example/{UUID}", UUID),
    ],
    ids=["uuid", "short", "white-label"],
)
async def test_a_page_leads_to_its_badge(web, page, name):
    hosts_assertion(web, name)
    web.puts(page, APPLICATION)
    examined = await web.examines(web.url(page), KnownIdentities((EMAIL,)))
    assert (examined.report.verdict, examined.report.recipient) == ("VERIFIED", "MATCHED")


async def test_a_badge_of_the_european_region(web):
    hosts_assertion(web, api=EU)
    examined = await web.examines(web.url(f"https://www.credential.net/{UUID}"))
    assert examined.report.verdict == "VERIFIED"


async def test_an_assertion_address_leads_to_itself(web):
    said = hosts_assertion(web)
    assert (await web.examines(said["id"])).report.verdict == "VERIFIED"


def test_a_customers_host_under_accredible_and_the_sandbox():
    google = recognise(f"https://edu.customer.accredible.com/{UUID}")
    assert google.platform.name == "accredible"
    sandbox = recognise(f"https://sandbox.accredible.com/{UUID}")
    assert [step.url for step in sandbox.leads.steps] == [
        f"https://sandbox.api.accredible.com/v1/obi/badge_assertions/{UUID}"
    ]


async def test_a_certificate_without_a_badge_asks_for_the_download(web):
    refused = await web.intake.documents_at(web.url(f"https://www.credential.net/{UUID}"))
    assert (refused.code, refused.needs_learner) == (ObstacleCode.NOT_PUBLIC, True)
    assert "choose Download" in refused.message


async def test_a_word_of_regret_in_json_is_no_badge(web):
    for api in (API, EU):
        web.puts(f"{api}/v1/obi/badge_assertions/{UUID}", {"success": False, "data": "no such id"})
    refused = await web.intake.documents_at(web.url(f"https://www.credential.net/{UUID}"))
    assert (refused.code, refused.needs_learner) == (ObstacleCode.NOT_PUBLIC, True)
    assert "no credential" in refused.tried[0].said


async def test_a_page_of_another_with_such_an_address_says_all_that_was_tried(web):
    web.puts(f"https://awards.example/{UUID}", APPLICATION)
    refused = await web.intake.documents_at(web.url(f"https://awards.example/{UUID}"))
    assert refused.code == ObstacleCode.NO_DOCUMENT_FOUND
    assert len(refused.tried) == 3


class Signer:
    """An organisation of Accredible's: did:web with a path, one proof that is no list."""

    def __init__(self, web):
        self.web = web
        self.secret = key()
        self.did = did_web(web, "api.accredible.com", *ORGANISATION)
        self.method = f"{self.did}#{UUID}"
        web.puts(
            f"{API}/{'/'.join(ORGANISATION)}/did.json",
            did_document(self.did, self.method, self.secret),
        )

    def download(self, salt, **edits):
        """Return a download, with a salt of its own as each has."""
        unsigned = {
            "@context": [VC_2, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
            "id": self.web.url(f"https://www.credential.net/{UUID}"),
            "type": ["VerifiableCredential"],
            "name": "Example Certification",
            "issuer": {"id": self.did, "type": ["Profile"], "name": "Example"},
            "validFrom": ISSUED,
            "credentialSubject": {
                "type": ["AchievementSubject"],
                "identifier": [
                    {
                        "type": "IdentityObject",
                        "identityType": "emailAddress",
                        "hashed": True,
                        "salt": salt,
                        "identityHash": hashed(salt=salt),
                    }
                ],
            },
            **edits,
        }
        unsigned = {name: said for name, said in unsigned.items() if said is not None}
        proven = signed(self.web, unsigned, self.method, self.secret)
        proof = proven["proof"]
        proven["proof"] = proof[0] if isinstance(proof, list) else proof
        return proven


async def test_a_download_is_verified_by_the_organisations_own_document(web):
    download = Signer(web).download("one")
    assert isinstance(download["proof"], dict)
    (document,) = web.intake.documents_in(json.dumps(download).encode())
    examined = await web.intake.examine(document, known=KnownIdentities((EMAIL,)))
    assert code_of(examined, "issuer.key_binding") is None
    assert (examined.report.verdict, examined.report.trust) == ("VERIFIED", "DOMAIN")
    assert examined.credential.format == "VERIFIABLE_CREDENTIAL_LINKED_DATA"
    assert examined.report.recipient == "MATCHED"


async def stored(web, learner, download):
    """Bring a download, and store it as an import does."""
    (document,) = web.intake.documents_in(json.dumps(download).encode())
    examined = await web.intake.examine(document, known=KnownIdentities((EMAIL,)))
    async with transaction():
        await take_turns(learner)
        return await store_examined(learner, examined, None, datetime.now(UTC))


@pytest.mark.parametrize("edits", [{}, {"id": None}], ids=["with-an-id", "without"])
async def test_downloads_with_a_fresh_salt_each_are_one_credential(web, database, edits):
    signer, learner = Signer(web), Learner(uuid4())
    first = await stored(web, learner, signer.download("one", **edits))
    again = await stored(web, learner, signer.download("two", **edits))
    assert (first.outcome, again.outcome) == ("ADDED", "DUPLICATE")
    assert again.credential_id == first.credential_id


@pytest.mark.parametrize(
    "edits",
    [{"name": "Another"}, {"validFrom": "2026-02-02T00:00:00Z"}, {"description": "Renewed"}],
)
async def test_a_download_that_says_something_else_is_another(web, database, edits):
    signer, learner = Signer(web), Learner(uuid4())
    first = await stored(web, learner, signer.download("one"))
    changed = await stored(web, learner, signer.download("two", **edits))
    assert changed.outcome == "NEW_VERSION"
    assert changed.credential_id != first.credential_id


async def test_a_tampered_download_is_never_taken_for_the_one_that_is_held(web, database):
    signer, learner = Signer(web), Learner(uuid4())
    await stored(web, learner, signer.download("one"))
    forged = signer.download("two")
    subject = forged["credentialSubject"] | {"name": "Mallory"}
    forgery = await stored(web, learner, forged | {"credentialSubject": subject})
    assert forgery.outcome == "ADDED"
