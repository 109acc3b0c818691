"""What lies within a record, in its issuer's own bytes, whatever the record came in."""

import json

import pytest

from tests.documents.pngs import international, png
from tests.verification.samples import TOKEN_KEY, examine, signed, token
from tests.verification.within import record, record_token
from wallet.documents.base64url import from_base64url, to_base64url
from wallet.intake.parts import parts_of
from wallet.proofs.jose import sign_compact

BADGE = signed()
OWN = json.dumps(BADGE, indent=2)


def text_of(whole):
    """The record with its one part as an issuer wrote it."""
    return json.dumps(whole).replace(json.dumps(BADGE), OWN)


def own_token():
    header, _, signature = record_token(BADGE, key=TOKEN_KEY).split(".")
    payload = text_of(json.loads(_payload()))
    return ".".join((header, to_base64url(payload.encode()), signature))


def _payload():
    return from_base64url(record_token(BADGE, key=TOKEN_KEY).split(".")[1])


@pytest.mark.parametrize(
    "brought",
    [
        pytest.param(text_of(record(BADGE)), id="a-document"),
        pytest.param(f"\ufeff \n{text_of(record(BADGE))}", id="with-a-mark"),
        pytest.param(f"[{text_of(record(BADGE))}]", id="in-a-list"),
        pytest.param(
            png(international(text_of(record(BADGE)).encode(), b"openbadgecredential")),
            id="in-a-picture",
        ),
        pytest.param(own_token(), id="in-a-token"),
        pytest.param(
            json.dumps({"type": "VerifiablePresentation"})[:-1]
            + f', "verifiableCredential": {text_of(record(BADGE))}}}',
            id="presented",
        ),
    ],
)
async def test_a_part_comes_as_it_was_written(brought):
    examined = await examine(brought)
    assert await parts_of(examined.document, examined.credential) == (OWN.encode(),)


async def test_a_part_in_the_claim_of_a_token():
    body = json.loads(_payload())
    wrapped = sign_compact({"typ": "JWT"}, {"vc": body, "iss": body["iss"]}, TOKEN_KEY)
    examined = await examine(wrapped)
    (part,) = await parts_of(examined.document, examined.credential)
    assert json.loads(part) == BADGE


async def test_a_record_behind_an_address_gives_what_was_read():
    url = "https://workshop.example/record"
    picture = png(international(url.encode()))
    examined = await examine(picture, {url: text_of(record(BADGE))})
    (part,) = await parts_of(examined.document, examined.credential)
    assert json.loads(part) == BADGE


async def test_tokens_are_parts_and_what_is_neither_is_none():
    held = token()
    kind = "EnvelopedVerifiableCredential"
    envelope = {"type": kind, "id": f"data:application/vc+jwt,{held}"}
    brought = record_token(held, envelope, "https://a.example/", {"type": kind}, 7, key=TOKEN_KEY)
    examined = await examine(brought)
    parts = await parts_of(examined.document, examined.credential)
    assert parts == (held.encode(), held.encode())
