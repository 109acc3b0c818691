"""Verification over the API by nobody in particular."""

import json

import pytest
from limits.aio.storage import MemoryStorage

from tests.api.wallets import application, client, services
from wallet.accounts.rate_limits import RateLimits
from wallet.sharing.verifying import PublicVerifier

VERIFY = """mutation($sources: [PublicSourceInput!]!) {
  verifyPublicly(input: { sources: $sources }) {
    sources { label leftOutCount isUnfinished results {
      name issuerName issuerIdentifier format refusalCode verdict integrity recipient
      findings { check outcome message } } }
    userErrors { code path } } }"""


@pytest.fixture
async def anybody(sqlite_database, issuer_intake):
    verifier = PublicVerifier(issuer_intake, RateLimits(MemoryStorage()))
    async with client(application(services(verifier=verifier))) as made:
        yield made


async def test_who_has_no_account_gets_the_report(anybody, issuer):
    url = issuer.hosts("/badges/1", 200, issuer.open_badge_3())
    answer = await anybody.ask(
        VERIFY, sources=[{"url": url}, {"text": json.dumps(issuer.open_badge_3())}, {"text": "no"}]
    )
    said = answer["verifyPublicly"]
    assert said["userErrors"] == []
    assert [one["label"] for one in said["sources"]] == [url, "#2", "#3"]
    by_url, by_text, none = (one["results"][0] for one in said["sources"])
    assert by_url["name"] == by_text["name"] == "Data Analysis with Python"
    assert (by_url["integrity"], by_url["recipient"]) == ("INTACT", "NOT_CHECKED")
    assert any(each["check"] == "proof.signature" for each in by_text["findings"])
    assert (none["format"], none["name"], none["verdict"]) == (None, None, "NOT_VERIFIED")
    assert none["refusalCode"]


@pytest.mark.parametrize(
    ("sources", "code", "path"),
    [
        ([], "REQUIRED", ["input", "sources"]),
        ([{"url": "https://a.example", "text": "x"}], "INVALID", ["input", "sources", "0"]),
        ([{}], "INVALID", ["input", "sources", "0"]),
        ([{"text": "x"}] * 11, "TOO_LARGE", ["input", "sources"]),
    ],
)
async def test_what_cannot_be_looked_at_is_told(anybody, sources, code, path):
    answer = await anybody.ask(VERIFY, sources=sources)
    (error,) = answer["verifyPublicly"]["userErrors"]
    assert (error["code"], error["path"]) == (code, path)


async def test_often_is_too_often(anybody):
    for _ in range(3):
        await anybody.ask(VERIFY, sources=[{"text": "x"}] * 10)
    answer = await anybody.ask(VERIFY, sources=[{"text": "x"}])
    assert answer["verifyPublicly"]["userErrors"][0]["code"] == "LIMIT_REACHED"
