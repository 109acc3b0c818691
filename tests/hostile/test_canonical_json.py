"""Signatures over canonical JSON, and JSON that two programs read in two ways."""

import json

import pytest

from tests.verification.samples import KEY, examine, judge, method_of, reasons, signed
from wallet.intake import Refused

SUITE = "eddsa-jcs-2022"
CREDITS = "/credentialSubject/achievement/creditsAvailable"
MORE = "https://w3id.org/security/suites/ed25519-2020/v1"


def with_credits(honest, written):
    """The badge with one number written in another way, which `json` itself would not write."""
    badge = json.dumps(signed({CREDITS: honest}, suite=SUITE))
    before, after = f'"creditsAvailable": {honest}', f'"creditsAvailable": {written}'
    assert before in badge
    return badge.replace(before, after)


@pytest.mark.parametrize(
    "proof_contexts",
    [
        pytest.param(lambda own: [*own, MORE], id="more-than-the-document-s"),
        pytest.param(lambda own: [own[0], MORE], id="another-in-between"),
        pytest.param(lambda own: own[::-1], id="in-another-order"),
        pytest.param(lambda _: [], id="none"),
    ],
)
async def test_contexts_of_the_proof_that_are_no_beginning_of_the_document_s(proof_contexts):
    badge = signed(suite=SUITE)
    badge["proof"]["@context"] = proof_contexts(badge["@context"])
    examined = await examine(badge)
    assert ("jsonld.signed_fields", "NOT_COMPACT_FORM") in reasons(examined)
    assert examined.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize("surrogate", ["\\ud800", "\\udc00", "\\udc00\\ud800"])
async def test_a_lone_surrogate(surrogate):
    text = json.dumps(signed(suite=SUITE)).replace("Soldering", f"Soldering{surrogate}")
    refused = await judge(text)
    assert isinstance(refused, Refused)
    assert refused.code == "UNICODE_INVALID"


@pytest.mark.parametrize("zero", ["-0", "-0.0", "0.0", "0e7"])
async def test_a_zero_in_another_writing_is_still_nothing(zero):
    """RFC 8785 writes all of them as 0, so each has the signature; each also reads as 0."""
    examined = await examine(with_credits(0, zero))
    assert examined.report.verdict == "VERIFIED"
    assert examined.credential.content["credentialSubject"]["achievement"]["creditsAvailable"] == 0


@pytest.mark.parametrize("number", ["9007199254740993", "1152921504606846977", "-9007199254740993"])
async def test_an_integer_that_a_double_does_not_hold(number):
    """As doubles it and its neighbour are one number, which one signature would cover."""
    examined = await examine(with_credits(7, number))
    assert ("jsonld.signed_fields", "NOT_COMPACT_FORM") in reasons(examined)
    assert examined.report.verdict == "NOT_VERIFIED"


async def test_two_ways_to_write_one_letter_are_two_texts():
    badge = signed({"/issuer/name": "Z\u00fcrich"}, suite=SUITE, method=method_of(KEY))
    badge["issuer"]["name"] = "Zu\u0308rich"
    assert ("proof.signature", "SIGNATURE_INVALID") in reasons(await examine(badge))
