"""Badges changed at random, the whole way: a report or a refusal comes out, and no lie.

What is altered after signing never reads otherwise than it was signed and is called verified.
What is hostile from the start, down to what its site answers, crashes nothing.
"""

import asyncio
import copy
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.pngs import png, text
from tests.verification.samples import (
    NOW,
    PROFILE,
    TOKEN_KEY,
    answer,
    did_of,
    encoded,
    intake_of,
    judge,
    method_of,
    profile,
    signed,
    token,
    unsigned,
)
from wallet.intake import Examined, Intake, Refused
from wallet.proofs.jose import sign_compact
from wallet.proofs.workers import InProcess
from wallet.verification.case import KnownIdentities

EXAMPLES = settings(max_examples=60, deadline=None, database=None, derandomize=True)
KNOWN = KnownIdentities(("ada@example.org",), ("did:example:ada",))
ODD = st.sampled_from(
    [
        None, True, False, 0, -1, 1.5, 10**300, "", " ", "x", "#", "_:b0", "@id", "\u202e",
        "\u0007",
        "https://[bad", "https://a.example:99999/", "did:web:", "did:key:z", PROFILE,
        did_of(TOKEN_KEY),
        "mailto:ada@example.org", "sha256$00", "9999-12-31T23:59:59Z", "0001-01-01", "-1",
        "x" * 5000,
        [], {}, [[]], [None], {"id": None}, {"id": []}, {"type": {}}, {"@value": 1}, {"@id": "x"},
        [{}, {}], {"@graph": []}, {"@context": None},
    ]
).map(copy.deepcopy)  # fmt: skip
STATUS = {
    "id": "https://a.example/list#1",
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "1",
    "statusListCredential": "https://a.example/list",
}
HOSTED = {
    "@context": "https://w3id.org/openbadges/v2",
    "id": "https://a.example/assertion",
    "type": "Assertion",
    "recipient": {"type": "email", "identity": "sha256$00", "hashed": True, "salt": "s"},
    "issuedOn": "2026-01-01T00:00:00Z",
    "expires": "2030-01-01T00:00:00Z",
    "verification": {"type": "HostedBadge"},
    "evidence": [{"id": "https://a.example/work"}],
    "badge": {
        "id": "https://a.example/badge",
        "type": "BadgeClass",
        "name": "Soldering",
        "criteria": {"narrative": "Solder."},
        "issuer": "https://a.example/issuer",
    },
}
ISSUER = {
    "id": "https://a.example/issuer",
    "type": "Issuer",
    "name": "A",
    "url": "https://a.example",
    "publicKey": [{"id": "https://a.example/key", "owner": "https://a.example/issuer"}],
    "revocationList": "https://a.example/revoked",
    "verification": {"startsWith": "https://a.example/", "allowedOrigins": ["a.example"]},
}
LISTED = {"issuer": did_of(TOKEN_KEY), "revokedCredential": [{"id": "x", "revoked": False}]}


def places(document, way=()):
    """Every place of a document, as the keys that lead there."""
    yield way
    inner = document.items() if isinstance(document, dict) else enumerate(document)
    for key, value in inner:
        if isinstance(value, dict | list):
            yield from places(value, (*way, key))
        else:
            yield (*way, key)


@st.composite
def changed(draw, document, most=3):
    """The document with a few members replaced, removed, added or moved."""
    altered = copy.deepcopy(document)
    for _ in range(draw(st.integers(1, most))):
        way = draw(st.sampled_from([place for place in places(altered) if place] or [()]))
        if not way:
            break
        holder = altered
        for key in way[:-1]:
            holder = holder[key]
        match draw(st.sampled_from(["replace", "remove", "add", "wrap", "copy"])):
            case "replace":
                holder[way[-1]] = draw(ODD)
            case "remove":
                del holder[way[-1]]
            case "add" if isinstance(holder, dict):
                name = draw(st.sampled_from(["x", "id", "type", "@type", "name", "1", "proof"]))
                holder[name] = draw(ODD)
            case "wrap":
                holder[way[-1]] = [holder[way[-1]]]
            case _:
                holder[way[-1]] = copy.deepcopy(altered)
    return altered


class Everywhere:
    """Answers every address with one of a few documents, as an attacker's web would."""

    def __init__(self, said):
        self._said = said

    async def fetch(self, url, *, plain_http=False, wanted=None):
        content, http_status = self._said[len(url) % len(self._said)]
        return answer(url, content, http_status=http_status)


def run(document, said):
    intake = Intake(Everywhere(said), InProcess(_contexts()), lambda: NOW)
    documents = intake.documents_in(encoded(document))
    if isinstance(documents, Refused):
        return documents
    return asyncio.run(intake.examine(documents[0], known=KNOWN))


@cache
def _contexts():
    return intake_of().analyst._contexts


def as_read(examined):
    """All that a screen shows of a badge."""
    return replace(examined.credential, content={}, proofs=())


def never_a_lie(examined, honest):
    assert isinstance(examined, Examined | Refused)
    if examined.report.verdict.startswith("VERIFIED"):
        assert isinstance(examined, Examined)
        assert as_read(examined) == as_read(honest)


SIGNED = {suite: signed(suite=suite) for suite in ("eddsa-rdfc-2022", "Ed25519Signature2020")}


@cache
def honest(suite):
    return asyncio.run(judge(SIGNED[suite]))


@pytest.mark.parametrize("suite", SIGNED)
@EXAMPLES
@given(st.data())
def test_a_document_altered_after_signing(suite, data):
    examined = asyncio.run(judge(data.draw(changed(SIGNED[suite])), known=KNOWN))
    never_a_lie(examined, honest(suite))


@EXAMPLES
@given(st.data())
def test_bytes_altered_after_signing(data):
    for whole in (encoded(SIGNED["eddsa-rdfc-2022"]), png(text(encoded(TOKEN)))):
        place = data.draw(st.integers(0, len(whole) - 1))
        altered = bytearray(whole)
        altered[place] ^= 1 << data.draw(st.integers(0, 7))
        examined = asyncio.run(judge(bytes(altered)))
        original = honest("eddsa-rdfc-2022") if whole[:1] == b"{" else asyncio.run(judge(TOKEN))
        never_a_lie(examined, original)


TOKEN = token()


@EXAMPLES
@given(st.data())
def test_a_token_altered_after_signing(data):
    place = data.draw(st.integers(0, len(TOKEN) - 1))
    letter = data.draw(st.sampled_from("AZaz09-_.=+ "))
    altered = TOKEN[:place] + letter + TOKEN[place + 1 :]
    examined = asyncio.run(judge(altered))
    if altered.strip() != TOKEN:
        assert not examined.report.verdict.startswith("VERIFIED")


@EXAMPLES
@given(st.data())
def test_a_token_that_is_hostile_from_the_start(data):
    body = unsigned({"/credentialStatus": [STATUS, {**STATUS, "type": "X"}]}, key=TOKEN_KEY)
    claims = {"iss": did_of(TOKEN_KEY), "nbf": 1767225600, "jti": body["id"]}
    payload = data.draw(changed({**claims, **body}) | changed({**claims, "vc": body}))
    header = data.draw(changed({"kid": method_of(TOKEN_KEY), "jwk": TOKEN_KEY.public().to_jwk()}))
    header = {name: value for name, value in header.items() if name != "alg"}
    answers = data.draw(st.lists(_said(), min_size=1, max_size=3))
    examined = run(sign_compact(header, payload, TOKEN_KEY), answers)
    assert isinstance(examined, Examined | Refused)


@EXAMPLES
@given(st.data())
def test_an_assertion_that_is_hostile_from_the_start(data):
    answers = data.draw(st.lists(_said(), min_size=1, max_size=4))
    examined = run(data.draw(changed(HOSTED)), answers)
    assert isinstance(examined, Examined | Refused)


@EXAMPLES
@given(st.data())
def test_a_signed_assertion_that_is_hostile_from_the_start(data):
    said = {**HOSTED, "verification": {"type": "SignedBadge", "creator": "https://a.example/key"}}
    answers = data.draw(st.lists(_said(), min_size=1, max_size=4))
    examined = run(sign_compact({}, data.draw(changed(said)), TOKEN_KEY), answers)
    assert isinstance(examined, Examined | Refused)
    assert not examined.report.verdict.startswith("VERIFIED")


def _said():
    """What a hostile site may answer: something like what is expected, at any HTTP status."""
    listed = _listed()
    expected = [HOSTED, HOSTED["badge"], ISSUER, LISTED, profile(TOKEN_KEY), listed, {"keys": []}]
    documents = st.one_of(*(changed(document) for document in expected), *map(st.just, expected))
    return st.tuples(documents, st.sampled_from([200, 200, 200, 404, 410]))


@cache
def _listed():
    return signed(
        {
            "/type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "/credentialSubject": {
                "id": "https://a.example/list#list",
                "type": "BitstringStatusList",
                "statusPurpose": "revocation",
                "encodedList": "uH4sI",
            },
        }
    )
