"""What a reader lacks is brought, within bounds."""

import pytest

from tests.verification.samples import Answering, encoded
from wallet.credentials import CredentialError
from wallet.documents.opening import open_documents
from wallet.intake.gathering import MOST_LINKED, gather

HOME = "https://a.example"


def hosted(url, **members):
    return {"id": url, "type": "Assertion", "badge": f"{HOME}/badge"} | members


SITE = {
    f"{HOME}/1": hosted(f"{HOME}/1"),
    f"{HOME}/badge": {"name": "B", "issuer": f"{HOME}/issuer"},
    f"{HOME}/issuer": {"id": f"{HOME}/issuer", "name": "A"},
}


async def test_what_is_linked_is_brought_in_turn():
    (document,) = open_documents(encoded(hosted(f"{HOME}/1")))
    sources = Answering(SITE)
    gathered = await gather(document, sources)
    assert sources.asked == list(gathered.linked) == list(SITE)
    assert gathered.credential.issuer.name == {"und": "A"}


async def test_what_is_not_had_is_told_to_the_reader():
    (document,) = open_documents(encoded(hosted(f"{HOME}/1")))
    gathered = await gather(document, Answering({f"{HOME}/1": hosted(f"{HOME}/1")}))
    assert [one.arrived for one in gathered.linked.values()] == [True, False]


@pytest.mark.parametrize("rounds", range(2))
async def test_assertions_that_point_in_a_circle_are_followed_twice_at_most(rounds):
    there = {f"{HOME}/1": hosted(f"{HOME}/2"), f"{HOME}/2": hosted(f"{HOME}/1")}
    (document,) = open_documents(encoded(hosted(f"{HOME}/{rounds + 1}")))
    sources = Answering({**SITE, **there})
    await gather(document, sources)
    assert len(sources.asked) <= 4 < MOST_LINKED


async def test_what_no_reader_takes_is_refused():
    (document,) = open_documents(b"{}")
    with pytest.raises(CredentialError) as caught:
        await gather(document, Answering({}))
    assert caught.value.code == "FORMAT_UNKNOWN"
