"""DIDs that lead elsewhere than they say, and keys under somebody else's name."""

import pytest

from tests.verification.samples import (
    KEY,
    STRANGER,
    Answering,
    did_of,
    examine,
    found,
    profile,
    reasons,
    signed,
)

VICTIM = "did:web:victim.edu"
MULTIKEY = KEY.public().multikey()


@pytest.mark.parametrize(
    "did",
    [
        "did:web:victim.edu%2Fevil",
        "did:web:victim.edu%40evil.example",
        "did:web:victim.edu%3A99999",
        "did:web:victim.edu:..:evil",
        "did:web:victim.edu:%2e%2e:evil",
        "did:web:victim.edu:a%2Fb",
        "did:web:victim.edu:a%5Cb",
        "did:web:victim.edu:a%00",
        "did:web:victim.edu:a%3Fx",
        "did:web:victim.edu:a%23x",
        "did:web:victim.edu:",
        "did:web:victim.edu:a::b",
        "did:web:user@victim.edu",
        "did:web:[::1]",
        "did:web:",
        "did:webs:victim.edu",
        "did:web",
    ],
)
async def test_a_did_on_the_web_that_is_none_is_not_followed(did):
    sources = Answering({})
    examined = await examine(signed({"/issuer/id": did}, method=f"{did}#key"), sources)
    assert sources.asked == []
    assert not examined.report.verdict.startswith("VERIFIED")


@pytest.mark.parametrize(
    ("did", "url"),
    [
        ("did:web:victim.edu", "https://victim.edu/.well-known/did.json"),
        ("did:web:victim.edu%3A8443", "https://victim.edu:8443/.well-known/did.json"),
        ("did:web:victim.edu:u:1", "https://victim.edu/u/1/did.json"),
        ("did:web:victim.edu%3A8443:u%20x:1", "https://victim.edu:8443/u%20x/1/did.json"),
        ("did:web:VICTIM.edu:Path", "https://victim.edu/Path/did.json"),
    ],
)
async def test_a_did_on_the_web_leads_to_one_address(did, url):
    sources = Answering({url: profile(at=did)})
    examined = await examine(signed({"/issuer/id": did}, method=f"{did}#key"), sources)
    assert sources.asked == [url]
    assert examined.report.verdict == "VERIFIED"


async def test_a_did_document_that_speaks_for_another_did():
    sources = {"https://victim.edu/.well-known/did.json": profile(at="did:web:evil.example")}
    examined = await examine(signed({"/issuer/id": VICTIM}, method=f"{VICTIM}#key"), sources)
    assert ("issuer.key_resolution", "DID_DOC_ID_MISMATCH") in reasons(examined)


@pytest.mark.parametrize(
    "fragment",
    [STRANGER.public().multikey(), MULTIKEY[:-1], f"{MULTIKEY}x", "key", "0", ""],
    ids=["another", "cut-short", "with-more", "a-word", "a-number", "none"],
)
async def test_the_fragment_of_a_did_that_is_a_key_is_the_same_key(fragment):
    method = f"{did_of(KEY)}#{fragment}"
    examined = await examine(signed(method=method))
    if fragment:
        assert ("issuer.key_resolution", "KEY_NOT_FOUND") in reasons(examined)
        assert examined.report.verdict == "NOT_VERIFIED"
    else:
        assert found(examined, "proof.signature").outcome != "FAIL"


async def test_a_did_that_is_a_key_spelled_in_another_way():
    loose = f"did:key:{MULTIKEY.replace('z', 'z1', 1)}"
    examined = await examine(signed({"/issuer/id": loose}, method=f"{loose}#{MULTIKEY}"))
    assert found(examined, "issuer.key_resolution").code == "DID_UNRESOLVED"


async def test_the_method_of_another_did_in_the_victim_s_document():
    listed = profile(at=VICTIM)
    listed["verificationMethod"][0] |= {
        "id": f"{did_of(KEY)}#{MULTIKEY}",
        "controller": did_of(KEY),
    }
    listed["assertionMethod"] = [f"{did_of(KEY)}#{MULTIKEY}"]
    sources = {"https://victim.edu/.well-known/did.json": listed}
    forged = signed({"/issuer/id": VICTIM}, method=f"{did_of(KEY)}#{MULTIKEY}")
    examined = await examine(forged, sources)
    assert ("issuer.key_binding", "CONTROLLER_MISMATCH") in reasons(examined)


@pytest.mark.parametrize("edit", ["revoked", "expires"])
async def test_a_method_whose_time_is_over(edit):
    over = profile(KEY, {f"/verificationMethod/0/{edit}": "2026-01-01T00:00:00Z"}, at=VICTIM)
    sources = {"https://victim.edu/.well-known/did.json": over}
    examined = await examine(signed({"/issuer/id": VICTIM}, method=f"{VICTIM}#key"), sources)
    assert ("issuer.key_resolution", "KEY_REVOKED") in reasons(examined)
    assert examined.report.verdict == "NOT_VERIFIED"


BADGR = "https://badges.example/public/issuers/abc?v=3_0"


@pytest.mark.parametrize("form", ["a-list", "an-object"])
@pytest.mark.parametrize("name", [f"{BADGR}#key-0", "#key-0"], ids=["absolute", "relative"])
async def test_a_profile_whose_address_has_a_query(form, name):
    method = {
        "id": name,
        "type": "Multikey",
        "controller": BADGR,
        "publicKeyMultibase": MULTIKEY,
    }
    said = {
        "id": BADGR,
        "type": "Profile",
        "verificationMethod": [method] if form == "a-list" else method,
    }
    badge = signed({"/issuer/id": BADGR}, method=f"{BADGR}#key-0")
    assert (await examine(badge, {BADGR: said})).report.verdict == "VERIFIED"
    other = BADGR.replace("3_0", "2_0")
    stranger = await examine(badge, {BADGR: {**said, "id": other}})
    assert ("issuer.key_resolution", "DID_DOC_ID_MISMATCH") in reasons(stranger)
