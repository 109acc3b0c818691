"""What a stranger signs beside the issuer never counts as the issuer's word.

A signature over statements leaves out a term that no context knows; one over the JSON covers it.
So a stranger adds a term, and a proof of their own that covers it, beside the issuer's proof,
which still holds: every byte is signed by somebody, and every proof is in order.
"""

import json
from dataclasses import replace
from hashlib import sha256

import pytest

from tests.fixtures.issuer import edited
from tests.verification.checks.test_proof_chain import BADGE, proof
from tests.verification.samples import (
    KEY,
    STRANGER,
    TOKEN_KEY,
    base_proven,
    contexts,
    did_of,
    examine,
    found,
    intake_of,
    judge,
    method_of,
    reasons,
    signed,
)
from wallet.intake import Examined
from wallet.proofs.deriving import derive
from wallet.proofs.jose import sign_compact
from wallet.proofs.linked_data import analyse
from wallet.proofs.signed_json import json_hash_data
from wallet.proofs.suites import SUITES, task_for
from wallet.proofs.workers import LinkedDataPool

STRANGERS = {"eddsa-jcs-2022": STRANGER, "ecdsa-jcs-2019": TOKEN_KEY}
UNSIGNED = ("jsonld.signed_fields", "UNSIGNED_FIELDS")
GRADE = {"/grade": "A+"}
PLACES = [
    pytest.param(GRADE, id="at-the-top"),
    pytest.param({"/credentialSubject/grade": "A+"}, id="of-the-subject"),
    pytest.param({"/credentialSubject/achievement/grade": ["A+"]}, id="of-the-achievement"),
    pytest.param({"/issuer/grade": {"value": "A+"}}, id="of-the-issuer"),
    pytest.param({"/proof~10": {"grade": "A+"}}, id="under-a-name-like-a-place-of-a-proof"),
    pytest.param({"/proof~10~1grade": "A+"}, id="under-a-name-like-a-place-within-a-proof"),
]


def over_json(document, suite, *before, method=None, **options):
    """A proof that covers every byte, which our own signing would refuse to make.

    It comes after the proofs `before`, and covers them too.
    """
    key = STRANGERS[suite]
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": "2026-11-23T12:00:00Z",
        "verificationMethod": method or method_of(key),
        "proofPurpose": "assertionMethod",
        "@context": document["@context"],
        **options,
    }
    body = {name: value for name, value in document.items() if name != "proof"}
    if before:
        body["proof"] = list(before)
    value = SUITES[suite].sign(json_hash_data(proof, body, sha256), key)
    return {**proof, "proofValue": value}


def beside(badge, strange, order):
    return {**badge, "proof": [badge["proof"], strange][:: 1 if order == "appended" else -1]}


def refused(examined):
    assert isinstance(examined, Examined)
    assert (examined.report.verdict, examined.report.trust) == ("NOT_VERIFIED", "NONE")
    return reasons(examined)


@pytest.mark.parametrize("suite", STRANGERS)
async def test_the_stranger_s_own_credential_shows_that_the_proof_holds(suite):
    """What makes the attacks below attacks: the proof verifies, and it covers the term."""
    key = STRANGERS[suite]
    own = edited(signed({"/issuer/id": did_of(key)}), GRADE)
    examined = await examine({**own, "proof": over_json(own, suite)})
    assert found(examined, "proof.signature").outcome == "PASS"
    altered = {**own, "grade": "F", "proof": over_json(own, suite)}
    assert found(await examine(altered), "proof.signature").code == "SIGNATURE_INVALID"


@pytest.mark.parametrize("order", ["appended", "put-first"])
@pytest.mark.parametrize("suite", STRANGERS)
@pytest.mark.parametrize("issuer_suite", ["eddsa-rdfc-2022", "Ed25519Signature2020"])
@pytest.mark.parametrize("added", PLACES)
async def test_an_unsigned_term_that_a_stranger_s_proof_covers(added, issuer_suite, suite, order):
    badge = edited(signed(suite=issuer_suite), added)
    both = beside(badge, over_json(badge, suite), order)
    assert UNSIGNED in refused(await judge(both))


@pytest.mark.parametrize("suite", STRANGERS)
async def test_an_unsigned_term_is_found_by_the_workers_too(suite):
    badge = edited(signed(), GRADE)
    both = beside(badge, over_json(badge, suite), "appended")
    async with LinkedDataPool(contexts()) as pool:
        intake = replace(intake_of(), analyst=pool)
        (document,) = intake.documents_in(json.dumps(both).encode())
        assert UNSIGNED in refused(await intake.examine(document, known=None))


@pytest.mark.parametrize("suite", STRANGERS)
async def test_a_stranger_s_proof_in_the_issuer_s_name(suite):
    badge = edited(signed(), GRADE)
    forged = over_json(badge, suite, method=method_of(KEY))
    for order in ("appended", "put-first"):
        assert UNSIGNED in refused(await judge(beside(badge, forged, order)))


@pytest.mark.parametrize("suite", STRANGERS)
async def test_a_stranger_s_proof_that_follows_the_issuer_s(suite):
    """The last of a chain speaks for those before it, if it is the issuer's."""
    honest = proof(KEY, id="urn:uuid:00000000-0000-4000-8000-000000000001")
    assert (await examine({**BADGE, "proof": honest})).report.verdict == "VERIFIED"
    badge = edited({**BADGE, "proof": honest}, GRADE)
    last = over_json(badge, suite, honest, previousProof=honest["id"])
    *_, digest = analyse(task_for(beside(badge, last, "appended")), contexts()).digests
    assert SUITES[suite].verify(digest, last, STRANGERS[suite].public())
    for order in ("appended", "put-first"):
        assert UNSIGNED in refused(await judge(beside(badge, last, order)))


@pytest.mark.parametrize("order", ["appended", "put-first"])
@pytest.mark.parametrize("suite", STRANGERS)
async def test_a_known_term_that_a_stranger_s_proof_covers(suite, order):
    badge = edited(signed(), {"/awardedDate": "2026-01-01T00:00:00Z"})
    codes = refused(await judge(beside(badge, over_json(badge, suite), order)))
    assert codes == {("proof.signature", "SIGNATURE_INVALID")}


async def test_an_unsigned_term_beside_a_part_that_its_holder_shows():
    shown = derive(base_proven(), ("/credentialSubject",), contexts())
    badge = edited(shown, GRADE)
    strange = over_json(badge, "eddsa-jcs-2022")
    for order in ("appended", "put-first"):
        assert UNSIGNED in refused(await judge(beside(badge, strange, order)))


async def test_a_context_put_in_for_the_stranger_s_proof():
    """The issuer's proof over JSON covers its own contexts: a later one may follow them."""
    badge = signed(suite="eddsa-jcs-2022")
    grown = {**badge, "@context": [*badge["@context"], {"name": "https://evil.example/title"}]}
    examined = await judge(beside(grown, over_json(grown, "ecdsa-jcs-2019"), "appended"))
    assert ("jsonld.contexts", "CONTEXT_INLINE") in reasons(examined)
    assert not examined.report.verdict.startswith("VERIFIED")


# A token around a credential that has a proof


def tokens_around(payload, key, method):
    for said in (payload, {"vc": payload}, {**payload, "iss": payload["issuer"]["id"]}):
        for typ in ("vc+jwt", "JWT"):
            yield sign_compact({"typ": typ, "kid": method}, said, key)


@pytest.mark.parametrize("key", [STRANGER, TOKEN_KEY], ids=["Ed25519", "P-256"])
@pytest.mark.parametrize("added", [{}, GRADE], ids=["as-it-is", "with-a-term-more"])
async def test_a_stranger_s_token_around_what_the_issuer_proved(key, added):
    badge = edited(signed(), added)
    for forged in tokens_around(badge, key, method_of(key)):
        assert refused(await judge(forged)) == {("issuer.key_binding", "CONTROLLER_MISMATCH")}


async def test_a_stranger_s_token_in_the_issuer_s_name_around_what_the_issuer_proved():
    for forged in tokens_around(edited(signed(), GRADE), STRANGER, method_of(KEY)):
        assert refused(await judge(forged)) == {("proof.signature", "SIGNATURE_INVALID")}


async def test_a_stranger_s_key_in_the_token_around_what_the_issuer_proved():
    header = {"typ": "vc+jwt", "jwk": STRANGER.public().to_jwk()}
    forged = sign_compact(header, edited(signed(), GRADE), STRANGER)
    assert ("issuer.key_binding", "KEY_EMBEDDED_UNTRUSTED") in refused(await judge(forged))


@pytest.mark.parametrize("more", ["alone", "with-the-proof", "with-all-that-was-proven"])
async def test_an_envelope_of_a_stranger_s_token_beside_the_issuer_s_proof(more):
    badge = edited(signed(), GRADE)
    inside = sign_compact({"typ": "vc+jwt", "kid": method_of(STRANGER)}, badge, STRANGER)
    envelope = {
        "@context": badge["@context"],
        "type": "EnvelopedVerifiableCredential",
        "id": f"data:application/vc+jwt,{inside}",
    }
    around = {
        "alone": envelope,
        "with-the-proof": {**envelope, "proof": signed()["proof"]},
        "with-all-that-was-proven": {**signed(), **envelope},
    }
    assert refused(await judge(around[more])) == {("issuer.key_binding", "CONTROLLER_MISMATCH")}


async def test_a_proof_within_a_token_lends_it_nothing():
    """Who signs the token is its issuer; the proof that it carries is another's and no anchor."""
    victim = signed()
    own = {**victim, "issuer": {**victim["issuer"], "id": did_of(STRANGER)}}
    examined = await examine(sign_compact({"kid": method_of(STRANGER)}, own, STRANGER))
    assert examined.credential.issuer.id == did_of(STRANGER)
    assert examined.report.trust == "KEY_ONLY"
