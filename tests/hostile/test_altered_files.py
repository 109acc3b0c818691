"""One file, two readings: names that stand twice, words that nobody signed, two badges in one."""

import json

import pytest

from tests.documents.pngs import compressed_text, international, png, text
from tests.verification.samples import encoded, judge, reasons, signed
from wallet.intake import Examined, Refused

GOOD = signed()
FORGED = signed(after={"/name": "Neurosurgery"})
OWN = b"openbadgecredential"


@pytest.mark.parametrize("order", ["before", "after"])
@pytest.mark.parametrize("member", ["name", "issuer", "credentialSubject", "proof", "@context"])
async def test_a_name_that_stands_twice(member, order):
    body = json.dumps(GOOD)[1:-1]
    again = f'"{member}": {json.dumps(FORGED[member])}'
    twice = f"{{{again}, {body}}}" if order == "before" else f"{{{body}, {again}}}"
    refused = await judge(twice)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.report.verdict) == ("JSON_DUPLICATE_KEY", "NOT_VERIFIED")


async def test_a_name_that_stands_twice_in_other_letters():
    twice = '{"n\\u0061me": "Neurosurgery", ' + json.dumps(GOOD)[1:]
    refused = await judge(twice)
    assert isinstance(refused, Refused)
    assert refused.code == "JSON_DUPLICATE_KEY"


@pytest.mark.parametrize(
    "after",
    [
        {"/grade": "A+"},
        {"/credentialSubject/grade": "A+"},
        {"/credentialSubject/achievement/level": {"name": "PhD"}},
        {"/proof/note": "beside what is signed"},
        {"/evidence/0/mark": 1},
        {"/credentialSubject/result": [{"type": ["Result"], "value": "A+"}]},
    ],
    ids=lambda after: next(iter(after)),
)
async def test_a_word_added_after_signing(after):
    examined = await judge(signed(after=after))
    assert isinstance(examined, Examined)
    assert examined.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (text(encoded(GOOD), OWN), text(encoded(FORGED), OWN)),
        (text(encoded(GOOD), OWN), compressed_text(encoded(FORGED), OWN)),
        (text(encoded(GOOD), OWN), international(encoded(FORGED), OWN)),
        (text(encoded(GOOD), OWN), text(encoded(FORGED))),
        (text(b"https://a.example/1"), text(encoded(GOOD), OWN)),
    ],
    ids=["twice", "one-compressed", "one-international", "under-two-names", "one-elsewhere"],
)
async def test_a_picture_with_two_badges(first, second):
    for picture in (png(first, second), png(second, first)):
        refused = await judge(picture, {"https://a.example/1": FORGED})
        assert isinstance(refused, Refused)
        assert refused.code == "IMAGE_MULTIPLE_CREDENTIALS"


async def test_a_picture_with_one_badge_twice_is_one_badge():
    examined = await judge(png(text(encoded(GOOD), OWN), international(encoded(GOOD), OWN)))
    assert (examined.report.verdict, reasons(examined)) == ("VERIFIED", set())


async def test_a_badge_after_the_end_of_the_picture_is_not_read():
    examined = await judge(png(text(encoded(GOOD), OWN), tail=png(text(encoded(FORGED), OWN))))
    assert isinstance(examined, Examined)
    assert examined.credential.name == {"und": "Soldering"}
    assert ("intake.unbake", "IMAGE_TRAILING_DATA") in reasons(examined)
