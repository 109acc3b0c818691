"""A badge may name an address at each of these places: one of the inner network is not asked.

There is a server at the address, which would answer; nobody so much as connects to it.
"""

import pytest

from tests.documents.pngs import png, text
from tests.fixtures.issuer import HOST
from tests.network.peers import LOOPBACK
from tests.verification.samples import TOKEN_KEY, did_of, encoded, signed, token
from wallet.intake import Intake, Refused
from wallet.network import Fetcher, Limits
from wallet.network.limits import PORTS
from wallet.proofs.workers import InProcess
from wallet.verification.sources import LiveSources

HOSTED = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "recipient": {"type": "email", "identity": "ada@example.org", "hashed": False},
    "badge": {"name": "B", "issuer": {"name": "I"}},
    "issuedOn": "2026-01-01T00:00:00Z",
    "verification": {"type": "HostedBadge"},
}


def with_status(kind, url):
    place = {"id": f"{url}#1", "type": kind, "statusPurpose": "revocation"}
    listed = {"statusListIndex": "1", "statusListCredential": url}
    return token({"/credentialStatus": {**place, **listed}})


PLACES = {
    "the DID of the issuer": lambda url: signed(
        {"/issuer/id": web_did(url)}, method=f"{web_did(url)}#key"
    ),
    "the profile of the issuer": lambda url: signed({"/issuer/id": url}, method=f"{url}#key"),
    "the key of a token": lambda url: token({"/issuer/id": url}, key_id=f"{url}#key"),
    "a bit-string list": lambda url: with_status("BitstringStatusListEntry", url),
    "a list of 2021": lambda url: with_status("StatusList2021Entry", url),
    "a list of 1EdTech": lambda url: token(
        {"/credentialStatus": {"id": url, "type": "1EdTechRevocationList"}}
    ),
    "a schema": lambda url: token(
        {"/credentialSchema": [{"id": url, "type": "1EdTechJsonSchemaValidator2019"}]}
    ),
    "a newer edition": lambda url: token(
        {"/refreshService": {"id": url, "type": "1EdTechCredentialRefresh"}}
    ),
    "a resource": lambda url: token(
        {"/relatedResource": [{"id": url, "digestSRI": "sha256-" + "A" * 43 + "="}]}
    ),
    "a hosted assertion": lambda url: {**HOSTED, "id": url},
    "a badge class": lambda url: {**HOSTED, "id": "https://lost.example/1", "badge": url},
    "an address baked into a picture": lambda url: png(text(url.encode())),
}


def web_did(url):
    return "did:web:" + url.removeprefix("https://").replace(":", "%3A").replace("/", ":")


@pytest.fixture
async def guarded(issuer, issuer_authority, issuer_contexts):
    """An intake that trusts no inner address, and may ask the issuer's port."""
    port = issuer.peer.port

    async def inwards(host):
        return () if host == "lost.example" else (LOOPBACK,)

    fetcher = Fetcher(
        user_agent="wallet-tests",
        limits=Limits(ports={scheme: ports | {port} for scheme, ports in PORTS.items()}),
        resolver=inwards,
        ssl_context=issuer_authority.believer(),
    )
    yield Intake(
        LiveSources(fetcher, lambda: issuer.issuance.issued_at),
        InProcess(issuer_contexts),
        lambda: issuer.issuance.issued_at,
    )
    await fetcher.aclose()


@pytest.mark.parametrize("host", [HOST, str(LOOPBACK), "localhost"])
@pytest.mark.parametrize("place", PLACES)
async def test_an_inner_address_is_not_asked(issuer, guarded, place, host):
    url = issuer.url("/inside", host)
    issuer.hosts("/inside", 200, {"id": url, "issuer": did_of(TOKEN_KEY)})
    issuer.hosts("/inside/did.json", 200, {"id": web_did(url)})
    (document,) = guarded.documents_in(encoded(PLACES[place](url)))
    examined = await guarded.examine(document, known=None)
    assert issuer.peer.asked == []
    assert issuer.peer.most_connections == 0
    if isinstance(examined, Refused):
        assert examined.code == "HOST_UNREACHABLE"
    else:
        assert "ADDRESS_REFUSED" in {each.failure for each in examined.answers}
