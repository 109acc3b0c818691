"""Texts that make address readers stumble, wherever an issuer may write an address."""

import pytest

from tests.verification.samples import PROFILE, TOKEN_KEY, judge, profile, signed, token
from wallet.intake import Examined

ADDRESSES = [
    "https://[bad",
    "https://a.example:99999/x",
    "https://a\u2100b.example/",
    "https://user:word@victim.edu/issuer",
    "https://%00/",
    "http://",
    "did:web:[bad",
    "did:",
    "#",
    "\u202e://",
]


@pytest.mark.parametrize("address", ADDRESSES)
async def test_as_the_issuer_of_a_token(address):
    examined = await judge(token({"/issuer/id": address}, key_id=None))
    assert examined.report.verdict in {"NOT_VERIFIED", "INCOMPLETE"}


@pytest.mark.parametrize("address", ADDRESSES)
async def test_as_an_id_that_proves_nothing(address):
    named = {"/credentialSubject/achievement/id": address, "/credentialSubject/id": address}
    examined = await judge(token(named))
    assert isinstance(examined, Examined)
    assert examined.report.integrity == "INTACT"


@pytest.mark.parametrize("address", ADDRESSES)
async def test_as_the_issuer_of_a_document(address):
    examined = await judge(signed(after={"/issuer/id": address}))
    assert examined.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize("address", [a for a in ADDRESSES if a != "#"])
async def test_as_the_name_of_a_key(address):
    examined = await judge(token(key_id=address))
    assert examined.report.verdict in {"NOT_VERIFIED", "INCOMPLETE"}
    altered = signed(after={"/proof/verificationMethod": address})
    assert (await judge(altered)).report.verdict in {"NOT_VERIFIED", "INCOMPLETE"}


@pytest.mark.parametrize("address", ADDRESSES)
async def test_as_the_id_of_a_published_key(address):
    published = profile(TOKEN_KEY, {"/verificationMethod/0/id": address})
    examined = await judge(
        token({"/issuer/id": PROFILE}, key_id=f"{PROFILE}#key"), {PROFILE: published}
    )
    assert examined.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("member", ["id", "statusListCredential"])
async def test_as_the_place_of_a_status(address, member):
    entry = {
        "id": "https://a.example/s#1",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "1",
        "statusListCredential": "https://a.example/s",
        member: address,
    }
    examined = await judge(token({"/credentialStatus": entry}))
    assert examined.report.verdict == "INCOMPLETE"


HOME = "https://a.example"


def hosted(edits, profile_says=None):
    """An assertion, its badge class and its issuer at one site, and what all of them say."""
    said = {
        "id": f"{HOME}/assertion",
        "type": "Assertion",
        "recipient": {"type": "email", "identity": "ada@example.org", "hashed": False},
        "issuedOn": "2026-01-01T00:00:00Z",
        "verification": {"type": "HostedBadge"},
        "badge": {
            "id": f"{HOME}/badge",
            "type": "BadgeClass",
            "name": "Soldering",
            "issuer": f"{HOME}/issuer",
        },
    } | edits
    issuer = {"id": f"{HOME}/issuer", "type": "Issuer", "name": "A"} | (profile_says or {})
    return said, {f"{HOME}/assertion": said, f"{HOME}/issuer": issuer}


@pytest.mark.parametrize("address", ADDRESSES)
async def test_in_a_hosted_assertion(address):
    for edits in ({"id": address}, {"badge": {"name": "S", "issuer": {"id": address}}}):
        said, web = hosted(edits)
        examined = await judge(said, {**web, address: said})
        assert not examined.report.verdict.value.startswith("VERIFIED")


@pytest.mark.parametrize("address", ADDRESSES)
async def test_as_the_scope_that_an_issuer_sets(address):
    said, web = hosted({}, {"verification": {"startsWith": address}})
    examined = await judge(said, web)
    assert examined.report.verdict == "NOT_VERIFIED"
