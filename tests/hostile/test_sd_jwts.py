"""SD-JWTs whose holder, or somebody else, shows what the issuer did not sign."""

import pytest

from tests.fixtures.sd_jwts import (
    HOLDER,
    KEY,
    METADATA,
    METADATA_DOCUMENT,
    SDObj,
    by_hand,
    digest,
    disclosure,
    issued,
    presented,
)
from tests.verification.samples import examine, judge, reasons
from wallet.proofs.keys import KeyKind, PrivateKey

WEB = {METADATA: METADATA_DOCUMENT}
MALLORY = PrivateKey.generate(KeyKind.P256)
HIDING = {SDObj("name"): "Robin", SDObj("grade"): "F"}
HONEST = issued(HIDING, holder=HOLDER)
NAME = disclosure("salt", "name", "Robin")
BETTER = disclosure("salt", "grade", "A")


async def refused(token, check, code):
    examined = await examine(token, WEB)
    assert (check, code) in reasons(examined), reasons(examined)
    assert examined.report.verdict == "NOT_VERIFIED"
    return examined


async def test_a_forged_disclosure():
    examined = await refused(f"{HONEST}{BETTER}~", "proof.disclosure", "SD_UNREFERENCED")
    assert "grade" not in examined.credential.content


async def test_a_disclosure_in_place_of_the_honest_one():
    token, *_ = HONEST.split("~")
    await refused(f"{token}~{BETTER}~", "proof.disclosure", "SD_UNREFERENCED")


async def test_a_disclosure_of_another_credential():
    _, graft, *_ = issued(HIDING).split("~")
    await refused(f"{HONEST}{graft}~", "proof.disclosure", "SD_UNREFERENCED")


async def test_a_digest_that_is_used_twice():
    twice = {"a": {"_sd": [digest(NAME)]}, "b": {"_sd": [digest(NAME)]}}
    await refused(by_hand(twice, NAME), "proof.disclosure", "SD_DUPLICATE")
    await refused(by_hand({"_sd": [digest(NAME)]}, NAME, NAME), "proof.disclosure", "SD_DUPLICATE")


async def test_a_disclosure_over_what_is_signed_openly():
    over = by_hand({"_sd": [digest(NAME)], "name": "Kim"}, NAME)
    examined = await refused(over, "proof.disclosure", "SD_DUPLICATE")
    assert examined.credential.content["name"] == "Kim"


@pytest.mark.parametrize("name", ["_sd", "..."])
async def test_a_claim_with_a_name_of_the_format_s_own(name):
    odd = disclosure("salt", name, [digest(BETTER)])
    token = by_hand({"_sd": [digest(odd)]}, odd)
    await refused(token, "proof.disclosure", "SD_FORBIDDEN_NAME")


@pytest.mark.parametrize("alg", ["md5", "sha-1", "sha-256-32", "none", ""])
async def test_a_downgraded_digest(alg):
    await refused(by_hand({"_sd_alg": alg}), "proof.disclosure", "SD_HASH_NOT_ALLOWED")


@pytest.mark.parametrize("name", ["iss", "exp", "nbf", "cnf", "vct", "status"])
async def test_a_claim_that_the_holder_must_not_be_able_to_hide(name):
    hidden = disclosure("salt", name, "x")
    judged = await judge(by_hand({name: None, "_sd": [digest(hidden)]}, hidden), WEB)
    assert judged.report.verdict == "NOT_VERIFIED"


async def test_another_s_signature_as_the_holder_s():
    stolen = presented(HONEST, {"name": True}, holder=MALLORY)
    await refused(stolen, "proof.disclosure", "HOLDER_BINDING_INVALID")


async def test_the_holder_s_signature_over_less():
    less = presented(HONEST, {}, holder=HOLDER)
    more = presented(HONEST, {"name": True})
    await refused(more + less.rpartition("~")[2], "proof.disclosure", "HOLDER_BINDING_INVALID")


async def test_a_stripped_holder_s_signature_is_missed_by_whoever_asked_for_one_alone():
    stripped = presented(HONEST, {"name": True}, holder=HOLDER).rpartition("~")[0] + "~"
    assert (await examine(stripped, WEB)).report.verdict == "VERIFIED"


async def test_mallory_s_key_in_the_header_or_at_mallory_s():
    jwk = MALLORY.public().to_jwk()
    await refused(by_hand({}, key=MALLORY, jwk=jwk), "proof.signature", "SIGNATURE_INVALID")
    examined = await examine(
        by_hand({}, key=MALLORY, kid=None, jku="https://evil.example/keys"), WEB
    )
    assert examined.report.verdict == "NOT_VERIFIED"
    assert [each.url for each in examined.answers] == [METADATA]


async def test_a_token_for_signing_in_is_no_credential():
    await refused(by_hand({}, typ="at+jwt"), "proof.claims", "TOKEN_TYPE_MISMATCH")


async def test_one_that_says_it_has_no_algorithm():
    header_and_claims = issued(key=KEY).split("~")[0].rsplit(".", 1)[0]
    examined = await examine(f"{header_and_claims}.AA~", WEB)
    assert ("proof.signature", "SIGNATURE_INVALID") in reasons(examined)
