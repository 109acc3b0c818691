"""From an address, text or file to a report: what is followed, what is refused, what is asked."""

from dataclasses import replace
from hashlib import sha256

import pytest

from tests.documents.pngs import png, text
from tests.verification.samples import (
    Answering,
    answer,
    encoded,
    examine,
    intake_of,
    judge,
    signed,
    token,
)
from wallet.documents.document import Carrier
from wallet.intake import Examined, Refused
from wallet.verification.case import KnownIdentities

URL = "https://a.example/badge"
BADGE = signed()
POINTER = png(text(URL.encode()))
HOSTED = {
    "@context": "https://w3id.org/openbadges/v2",
    "id": URL,
    "type": "Assertion",
    "recipient": {"type": "email", "identity": "ada@example.org", "hashed": False},
    "issuedOn": "2026-01-01T00:00:00Z",
    "verification": {"type": "HostedBadge"},
    "badge": {
        "id": "https://a.example/class",
        "name": "Soldering",
        "issuer": "https://a.example/issuer",
    },
}
ISSUER = {"id": "https://a.example/issuer", "type": "Issuer", "name": "A"}


@pytest.mark.parametrize("brought", [POINTER, URL.encode()], ids=["a-picture", "a-text"])
@pytest.mark.parametrize(
    ("shown", "carriers"),
    [
        pytest.param(BADGE, (Carrier.JSON,), id="a-document"),
        pytest.param(token(), (Carrier.JWS,), id="a-token"),
        pytest.param(
            png(text(encoded(BADGE), b"openbadgecredential")),
            (Carrier.PNG, Carrier.JSON),
            id="a-baked-picture",
        ),
    ],
)
async def test_an_address_whose_document_is_a_verifiable_credential(brought, shown, carriers):
    examined = await examine(brought, {URL: shown})
    assert examined.report.verdict == "VERIFIED"
    assert (examined.document.original, examined.document.sha256) == (
        brought,
        sha256(brought).hexdigest(),
    )
    pointing = (Carrier.PNG, Carrier.URL) if brought is POINTER else (Carrier.URL,)
    assert examined.document.carriers == (*pointing, *carriers)
    assert [answer.url for answer in examined.answers] == [URL]


@pytest.mark.parametrize("brought", [POINTER, URL.encode()], ids=["a-picture", "a-text"])
async def test_an_address_whose_document_is_a_hosted_assertion_stays_a_pointer(brought):
    examined = await examine(brought, {URL: HOSTED, ISSUER["id"]: ISSUER})
    assert examined.report.verdict == "VERIFIED"
    assert examined.document.content is None


async def test_an_address_that_shows_a_picture_of_a_hosted_assertion():
    picture = "https://a.example/badge.png"
    said = {picture: png(text(encoded(HOSTED))), URL: HOSTED, ISSUER["id"]: ISSUER}
    examined = await examine(picture, said)
    assert (examined.report.verdict, examined.credential.id) == ("VERIFIED", URL)


async def test_what_lies_at_the_address_is_judged_and_not_believed():
    altered = signed(after={"/name": "Other"})
    assert (await examine(POINTER, {URL: altered})).report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize(
    ("shown", "code", "words"),
    [
        pytest.param("https://b.example/badge", "FORMAT_UNKNOWN", "address", id="an-address"),
        pytest.param([BADGE, BADGE], "FORMAT_AMBIGUOUS", "several", id="several"),
        pytest.param("<html>", "FORMAT_UNKNOWN", "web page", id="a-page"),
        pytest.param({"type": "Profile"}, "FORMAT_UNKNOWN", "profile", id="a-profile"),
        pytest.param(b'{"a": 1, "a": 2}', "JSON_DUPLICATE_KEY", "", id="a-name-twice"),
    ],
)
async def test_an_address_whose_document_is_no_badge(shown, code, words):
    refused = await judge(POINTER, {URL: shown, "https://b.example/badge": BADGE})
    assert isinstance(refused, Refused)
    assert (refused.code, refused.retryable) == (code, False)
    assert words in refused.message


@pytest.mark.parametrize(
    "said", [{}, {URL: answer(URL, None, http_status=503)}], ids=["silent", "out-of-order"]
)
async def test_an_address_that_says_nothing_may_be_tried_again(said):
    refused = await judge(POINTER, said)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.retryable) == ("HOST_UNREACHABLE", True)
    assert refused.report.verdict == "INCOMPLETE"


async def test_two_examinations_share_nothing():
    sources = Answering({URL: HOSTED, ISSUER["id"]: ISSUER})
    intake = intake_of(sources)
    (document,) = intake.documents_in(encoded(HOSTED))
    mine = await intake.examine(document, known=KnownIdentities(("ada@example.org",)))
    asked = list(sources.asked)
    theirs = await intake.examine(document, known=KnownIdentities(("eve@example.org",)))
    assert isinstance(mine, Examined)
    assert isinstance(theirs, Examined)
    assert (mine.report.recipient, theirs.report.recipient) == ("MATCHED", "UNPROVEN")
    assert sources.asked == asked * 2
    assert not {id(one) for one in mine.answers} & {id(one) for one in theirs.answers}


async def test_what_changed_in_between_is_seen_by_the_next_examination():
    said = {URL: HOSTED, ISSUER["id"]: ISSUER}
    first = await examine(HOSTED, said)
    revoked = {**said, URL: answer(URL, {"id": URL, "revoked": True}, http_status=410)}
    second = await examine(HOSTED, revoked)
    assert (first.report.standing, second.report.standing) == ("CURRENT", "REVOKED")


async def test_one_examination_asks_each_address_once_and_few_of_them():
    sources = Answering({URL: HOSTED, ISSUER["id"]: ISSUER})
    await examine(HOSTED, sources)
    assert sorted(sources.asked) == sorted(set(sources.asked))
    assert len(sources.asked) <= 3


async def test_a_badge_cannot_make_us_ask_without_end():
    crowd = [{"id": f"https://a.example/{n}", "type": "1EdTechRevocationList"} for n in range(1000)]
    sources = Answering({})
    await examine(token({"/credentialStatus": crowd}), sources)
    assert len(sources.asked) <= 32


async def test_proofs_cannot_make_us_ask_without_end():
    proofs = [
        {**BADGE["proof"], "verificationMethod": f"https://h{n}.example/#k"} for n in range(1000)
    ]
    sources = Answering({})
    await examine({**BADGE, "proof": proofs}, sources)
    assert len(sources.asked) <= 10


async def test_other_sources_may_answer_for_an_old_moment():
    intake = intake_of({})
    (document,) = intake.documents_in(encoded(HOSTED))
    kept = Answering({URL: HOSTED, ISSUER["id"]: ISSUER})
    examined = await intake.examine(document, known=None, sources=kept)
    assert isinstance(examined, Examined)
    assert examined.report.verdict == "VERIFIED"


async def test_a_hand_made_document_without_content_is_refused():
    (document,) = intake_of({}).documents_in(URL.encode())
    refused = await intake_of({}).examine(replace(document, url=None), known=None)
    assert isinstance(refused, Refused)
    assert refused.code == "FORMAT_UNKNOWN"
