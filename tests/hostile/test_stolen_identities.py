"""Badges in the name of an issuer who never saw them, against a real server of the victim's.

The university on `issuer.example` is the victim; Mallory has keys and a site on `other.example`.
"""

import pytest

from tests.fixtures.issuer import HOST, OTHER_HOST
from tests.verification.samples import (
    KEY as MALLORY,
)
from tests.verification.samples import (
    TOKEN_KEY as MALLORY_TOKENS,
)
from tests.verification.samples import (
    encoded,
    found,
    method_of,
    profile,
    reasons,
    signed,
    token,
)
from wallet.intake import Examined
from wallet.proofs.jose import sign_compact

MULTIKEY = MALLORY.public().multikey()


async def judge(badge, intake):
    documents = intake.documents_in(encoded(badge))
    assert isinstance(documents, tuple), documents
    examined = await intake.examine(documents[0], known=None)
    assert isinstance(examined, Examined), examined
    return examined


def refused(examined):
    assert examined.report.verdict == "NOT_VERIFIED"
    assert examined.report.trust == "NONE"
    return reasons(examined)


async def test_a_key_in_the_fragment_of_the_victim_s_did(issuer, issuer_intake):
    victim = issuer.university.id
    for fragment in (MULTIKEY, f"did:key:{MULTIKEY}", "proofs/../x"):
        forged = signed({"/issuer/id": victim}, method=f"{victim}#{fragment}")
        codes = refused(await judge(forged, issuer_intake))
        assert ("issuer.key_resolution", "KEY_NOT_FOUND") in codes


async def test_a_key_in_the_fragment_of_the_victim_s_profile(issuer, issuer_intake):
    victim = issuer.academy.id
    forged = signed({"/issuer/id": victim}, method=f"{victim}#{MULTIKEY}")
    codes = refused(await judge(forged, issuer_intake))
    assert ("issuer.key_resolution", "KEY_NOT_FOUND") in codes


async def test_the_victim_s_key_named_over_mallory_s_signature(issuer, issuer_intake):
    university = issuer.university
    forged = signed({"/issuer/id": university.id}, method=university.proof_method)
    codes = refused(await judge(forged, issuer_intake))
    assert codes == {("proof.signature", "SIGNATURE_INVALID")}


async def test_mallory_s_own_did_over_the_victim_s_name(issuer, issuer_intake):
    for victim in (issuer.university.id, issuer.academy.id, issuer.library.id):
        forged = signed({"/issuer/id": victim}, method=method_of(MALLORY))
        examined = await judge(forged, issuer_intake)
        assert found(examined, "proof.signature").outcome == "PASS"
        assert refused(examined) == {("issuer.key_binding", "CONTROLLER_MISMATCH")}


async def test_a_token_that_brings_its_own_key(issuer, issuer_intake):
    for victim in (issuer.university.id, issuer.academy.id, issuer.library.id):
        forged = token({"/issuer/id": victim}, key_id=None)
        assert ("issuer.key_binding", "KEY_EMBEDDED_UNTRUSTED") in refused(
            await judge(forged, issuer_intake)
        )


async def test_a_token_that_brings_its_own_key_beside_the_victim_s_name_for_one(
    issuer, issuer_intake
):
    university = issuer.university
    header = {"kid": university.token_method, "jwk": MALLORY_TOKENS.public().to_jwk()}
    forged = sign_compact(header, _payload(university.id), MALLORY_TOKENS)
    assert refused(await judge(forged, issuer_intake)) == {("proof.signature", "SIGNATURE_INVALID")}
    relative = sign_compact({**header, "kid": "#tokens"}, _payload(university.id), MALLORY_TOKENS)
    assert ("issuer.key_binding", "KEY_EMBEDDED_UNTRUSTED") in refused(
        await judge(relative, issuer_intake)
    )


def _payload(victim):
    badge = signed({"/issuer/id": victim})
    return {name: value for name, value in badge.items() if name != "proof"}


@pytest.mark.parametrize("kind", ["key-set", "bare-key", "profile"])
async def test_a_key_on_mallory_s_site(issuer, issuer_intake, kind):
    jwk = {**MALLORY_TOKENS.public().to_jwk(), "kid": "k"}
    url = issuer.url("/keys", OTHER_HOST)
    said = {
        "key-set": {"keys": [jwk]},
        "bare-key": jwk,
        "profile": profile(MALLORY_TOKENS, at=url) | {"id": issuer.university.id},
    }
    issuer.hosts("/keys", 200, said[kind], host=OTHER_HOST)
    fragment = "k" if kind != "profile" else "key"
    forged = token({"/issuer/id": issuer.university.id}, key_id=f"{url}#{fragment}")
    refused(await judge(forged, issuer_intake))


async def test_an_open_redirect_on_the_victim_s_site(issuer, issuer_intake):
    jwk = {**MALLORY_TOKENS.public().to_jwk(), "kid": "k"}
    keys = issuer.hosts("/keys", 200, {"keys": [jwk]}, host=OTHER_HOST)
    issuer.peer.sends_on("/go", keys)
    forged = token({"/issuer/id": issuer.academy.id}, key_id=f"{issuer.url('/go')}#k")
    examined = await judge(forged, issuer_intake)
    assert examined.report.verdict == "INCOMPLETE"
    assert found(examined, "issuer.key_resolution").code == "KEY_URL_UNREACHABLE"


async def test_a_did_document_that_speaks_for_the_victim(issuer, issuer_intake):
    mallory = f"did:web:{OTHER_HOST}%3A{issuer.peer.port}:mallory"
    forged_document = profile(MALLORY_TOKENS, at=issuer.university.id)
    issuer.hosts("/mallory/did.json", 200, forged_document, host=OTHER_HOST)
    forged = token({"/issuer/id": mallory}, key_id=f"{mallory}#key")
    assert ("issuer.key_resolution", "DID_DOC_ID_MISMATCH") in refused(
        await judge(forged, issuer_intake)
    )


async def test_a_did_document_that_is_sent_on_to_mallory_s(issuer, issuer_intake):
    """What lies at the end says that it is the victim's, and lists a key of Mallory's."""
    victim = f"did:web:{HOST}%3A{issuer.peer.port}:victim"
    said = profile(MALLORY_TOKENS, at=victim)
    elsewhere = issuer.hosts("/did.json", 200, said, host=OTHER_HOST)
    issuer.peer.sends_on("/victim/did.json", elsewhere)
    forged = token({"/issuer/id": victim}, key_id=f"{victim}#key")
    examined = await judge(forged, issuer_intake)
    assert ("issuer.key_resolution", "DID_UNRESOLVED") in reasons(examined)
    assert (examined.report.verdict, examined.report.trust) == ("INCOMPLETE", "NONE")


async def test_a_did_document_that_lists_the_victim_s_key_as_mallory_s(issuer, issuer_intake):
    mallory = f"did:web:{OTHER_HOST}%3A{issuer.peer.port}:mallory"
    stolen = profile(issuer.university.key_for_tokens, at=mallory)
    stolen["verificationMethod"][0]["controller"] = issuer.university.id
    issuer.hosts("/mallory/did.json", 200, stolen, host=OTHER_HOST)
    honest = issuer.open_badge_3_token({"/issuer/id": mallory}, key_id=f"{mallory}#key")
    assert ("issuer.key_binding", "CONTROLLER_MISMATCH") in refused(
        await judge(honest, issuer_intake)
    )


@pytest.mark.parametrize("order", ["appended", "put-first"])
async def test_mallory_s_valid_proof_beside_the_victim_s(issuer, issuer_intake, order):
    honest = issuer.open_badge_3()
    strange = signed({"/issuer/id": honest["issuer"]["id"]})["proof"]
    proofs = [honest["proof"], strange]
    badge = {**honest, "proof": proofs if order == "appended" else proofs[::-1]}
    examined = await judge(badge, issuer_intake)
    assert reasons(examined) == {("proof.set", "PROOF_IN_SET_INVALID")}
    altered = {**badge, "name": "Neurosurgery"}
    refused(await judge(altered, issuer_intake))


async def test_mallory_s_valid_proof_instead_of_the_victim_s(issuer, issuer_intake):
    stolen = issuer.open_badge_3()
    body = {name: value for name, value in stolen.items() if name != "proof"}
    proof = signed({f"/{name}": value for name, value in body.items()})["proof"]
    examined = await judge({**body, "proof": [proof, proof]}, issuer_intake)
    assert ("issuer.key_binding", "CONTROLLER_MISMATCH") in refused(examined)


@pytest.mark.parametrize(
    ("after", "code"),
    [
        ({"/issuer/id": f"did:web:{HOST}"}, "SIGNATURE_INVALID"),
        ({"/issuer/name": "Another University"}, "SIGNATURE_INVALID"),
        ({"/proof/created": "2020-01-01T00:00:00Z"}, "SIGNATURE_INVALID"),
        ({"/proof/proofPurpose": "authentication"}, "PURPOSE_MISMATCH"),
    ],
    ids=["issuer-swap", "name-swap", "changed-created", "purpose-swap"],
)
async def test_an_honest_badge_changed_afterwards(issuer, issuer_intake, after, code):
    examined = await judge(issuer.open_badge_3(after=after), issuer_intake)
    assert code in {code for _, code in refused(examined)}


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        ({"revoked": "2026-01-01T00:00:00Z"}, "KEY_REVOKED"),
        ({"expires": "2026-01-02T00:00:00Z"}, "KEY_REVOKED"),
        ({"controller": "did:web:victim.edu"}, "CONTROLLER_MISMATCH"),
    ],
)
async def test_a_key_that_the_victim_withdrew(issuer, issuer_intake, edit, code):
    university = issuer.university
    document = university.did_document()
    document["verificationMethod"][0] |= edit
    issuer.hosts_at(university.url("did.json"), 200, document)
    examined = await judge(issuer.open_badge_3(), issuer_intake)
    assert code in {code for _, code in refused(examined)}


async def test_a_key_of_the_victim_that_only_signs_in(issuer, issuer_intake):
    university = issuer.university
    document = university.did_document()
    document["authentication"] = document["assertionMethod"]
    document["assertionMethod"] = []
    issuer.hosts_at(university.url("did.json"), 200, document)
    assert ("issuer.key_binding", "NOT_ASSERTION_METHOD") in refused(
        await judge(issuer.open_badge_3(), issuer_intake)
    )
