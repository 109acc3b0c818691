"""Verification for whoever asks: how much, how often, how long."""

import asyncio
import json

import pytest
from limits.aio.storage import MemoryStorage

from tests.fixtures.examined import document, examined
from wallet.accounts.rate_limits import RateLimits
from wallet.intake.examining import Examined, Refused
from wallet.sharing import verifying
from wallet.sharing.verifying import (
    MOST_BYTES,
    MOST_CREDENTIALS,
    MOST_INPUTS,
    Brought,
    PublicVerifier,
)
from wallet.user_errors import LimitReachedError, MissingError, TooLargeError
from wallet.verification.report import Verdict


@pytest.fixture
def limits():
    return RateLimits(MemoryStorage())


async def test_files_and_texts_get_the_report_that_an_import_gets(issuer, issuer_intake, limits):
    genuine = issuer.open_badge_3()
    altered = issuer.open_badge_3(after={"/credentialSubject/achievement/name": "Another"})
    verified = await PublicVerifier(issuer_intake, limits).verify(
        [
            Brought("good.json", json.dumps(genuine).encode()),
            Brought("bad.json", json.dumps(altered).encode()),
            Brought("no.txt", b"hello"),
        ],
        "here",
    )
    assert [one.label for one in verified] == ["good.json", "bad.json", "no.txt"]
    good, bad, no = (one.results[0] for one in verified)
    (document,) = issuer_intake.documents_in(json.dumps(genuine).encode(), "good.json")
    imported = await issuer_intake.examine(document, known=None)
    assert isinstance(good, Examined)
    assert [(f.check, f.outcome, f.code) for f in good.report.findings] == [
        (f.check, f.outcome, f.code) for f in imported.report.findings
    ]
    assert good.report.verdict in {Verdict.VERIFIED, Verdict.VERIFIED_WITH_WARNINGS}
    assert bad.report.verdict is Verdict.NOT_VERIFIED
    assert isinstance(no, Refused)


async def test_an_address_is_followed(issuer, issuer_intake, limits):
    url = issuer.hosts("/badges/1", 200, issuer.open_badge_3())
    (one,) = await PublicVerifier(issuer_intake, limits).verify([Brought(url)], "here")
    assert isinstance(one.results[0], Examined)


class Slow:
    """Gives as many documents as the text says and takes its time over each."""

    def __init__(self, seconds=0.0):
        self.seconds = seconds
        self.at_once = self.most_at_once = 0

    async def documents_at(self, url):
        raise AssertionError("nothing is fetched here")

    def documents_in(self, original, label=""):
        return (document({}),) * int(original)

    async def examine(self, document, *, known):
        assert known is None
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(self.seconds)
        self.at_once -= 1
        return examined()


async def test_a_few_are_worked_on_at_once_and_only_so_many_credentials_of_each(limits):
    examiner = Slow(0.001)
    inputs = [Brought(str(n), b"25") for n in range(MOST_INPUTS)]
    verified = await PublicVerifier(examiner, limits).verify(inputs, "here")
    assert examiner.most_at_once == 2
    assert {len(one.results) for one in verified} == {MOST_CREDENTIALS}
    assert {one.left_out for one in verified} == {5}


async def test_what_takes_too_long_is_given_up_and_said_to_be(limits, monkeypatch):
    monkeypatch.setattr(verifying, "_SECONDS", 0.05)
    verifier = PublicVerifier(Slow(60), limits)
    (one,) = await verifier.verify([Brought("slow", b"2")], "here")
    assert (one.results, one.is_unfinished) == ((), True)
    assert verifier.waiting == 0


@pytest.mark.parametrize(
    ("inputs", "error"),
    [
        ([], MissingError),
        ([Brought("x", b"1")] * (MOST_INPUTS + 1), TooLargeError),
        ([Brought("x", b"1" * (MOST_BYTES + 1))], TooLargeError),
        ([Brought("https://a.example/" + "x" * 3000)], TooLargeError),
    ],
)
async def test_nothing_and_too_much_are_refused(limits, inputs, error):
    with pytest.raises(error):
        await PublicVerifier(Slow(), limits).verify(inputs, "here")


async def test_one_client_has_its_turns_and_others_theirs(limits):
    verifier = PublicVerifier(Slow(), limits)
    for _ in range(3):
        await verifier.verify([Brought("x", b"1")] * MOST_INPUTS, "here")
    with pytest.raises(LimitReachedError):
        await verifier.verify([Brought("x", b"1")], "here")
    assert await verifier.verify([Brought("x", b"1")], "elsewhere")


async def test_a_crowd_is_sent_away_for_a_while(limits):
    verifier = PublicVerifier(Slow(), limits, waiting=40)
    with pytest.raises(LimitReachedError) as refused:
        await verifier.verify([Brought("x", b"1")], "here")
    assert refused.value.retry_after == 30
