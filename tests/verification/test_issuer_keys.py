"""Where a key comes from, and whose it is: on answers that are shaped by an attacker."""

import pytest

from tests.verification.samples import (
    NOW,
    PROFILE,
    TOKEN_KEY,
    answer,
    examine,
    found,
    profile,
    reasons,
    token,
)
from wallet.proofs.keys import KeyKind, PrivateKey

KEY_ID = f"{PROFILE}#key"
BY_PROFILE = token({"/issuer/id": PROFILE}, key_id=KEY_ID)
BRINGS_ITS_KEY = token({"/issuer/id": PROFILE}, key_id=None)
JWK = TOKEN_KEY.public().to_jwk()


def by_key_set(kid: str) -> str:
    return token({"/issuer/id": PROFILE}, key_id=kid)


async def test_a_profile_that_lists_the_key_vouches_for_it():
    examined = await examine(BY_PROFILE, {PROFILE: profile(TOKEN_KEY)})
    assert (examined.report.verdict, reasons(examined)) == ("VERIFIED", set())


@pytest.mark.parametrize(
    ("edits", "reason"),
    [
        pytest.param(
            {"/id": "https://victim.edu/issuer"},
            ("issuer.key_resolution", "DID_DOC_ID_MISMATCH"),
            id="the-document-is-another's",
        ),
        pytest.param(
            {"/verificationMethod/0/id": f"{PROFILE}#other"},
            ("issuer.key_resolution", "KEY_NOT_FOUND"),
            id="it-lists-other-keys-only",
        ),
        pytest.param(
            {"/verificationMethod/0/publicKeyJwk": {"kty": "EC"}},
            ("issuer.key_resolution", "KEY_UNREADABLE"),
            id="the-key-is-malformed",
        ),
        pytest.param(
            {"/verificationMethod/0/revoked": "2026-01-01T00:00:00Z"},
            ("issuer.key_resolution", "KEY_REVOKED"),
            id="the-key-is-withdrawn",
        ),
        pytest.param(
            {"/verificationMethod/0/expires": NOW.isoformat()},
            ("issuer.key_resolution", "KEY_REVOKED"),
            id="the-key-has-expired",
        ),
        pytest.param(
            {"/verificationMethod/0/expires": "soon"},
            ("issuer.key_resolution", "KEY_REVOKED"),
            id="nobody-knows-when-the-key-expires",
        ),
        pytest.param(
            {"/verificationMethod/0/controller": "https://other.example/"},
            ("issuer.key_binding", "CONTROLLER_MISMATCH"),
            id="the-key-names-another-controller",
        ),
        pytest.param(
            {"/assertionMethod": [], "/authentication": [KEY_ID]},
            ("issuer.key_binding", "NOT_ASSERTION_METHOD"),
            id="the-key-is-there-to-sign-in",
        ),
        pytest.param(
            {"/assertionMethod": [f"{PROFILE}#other"]},
            ("issuer.key_binding", "NOT_ASSERTION_METHOD"),
            id="another-key-signs-credentials",
        ),
    ],
)
async def test_a_profile_that_does_not_vouch_for_the_key(edits, reason):
    examined = await examine(BY_PROFILE, {PROFILE: profile(TOKEN_KEY, edits)})
    assert reason in reasons(examined)
    assert examined.report.integrity == "BROKEN"


@pytest.mark.parametrize("purpose", ["keyAgreement", "capabilityDelegation"])
async def test_a_key_for_another_purpose_alone_signs_no_credentials(purpose):
    published = profile(TOKEN_KEY, {f"/{purpose}": [KEY_ID]})
    del published["assertionMethod"]
    examined = await examine(BY_PROFILE, {PROFILE: published})
    assert ("issuer.key_binding", "NOT_ASSERTION_METHOD") in reasons(examined)


async def test_a_profile_on_the_web_may_list_keys_without_saying_what_for():
    published = profile(TOKEN_KEY)
    del published["assertionMethod"]
    assert (await examine(BY_PROFILE, {PROFILE: published})).report.verdict == "VERIFIED"


@pytest.mark.parametrize("badge", [BY_PROFILE, BRINGS_ITS_KEY], ids=["named", "brought"])
async def test_a_silent_site_is_a_doubt_and_no_forgery(badge):
    examined = await examine(badge)
    assert found(examined, "issuer.key_resolution").code == "KEY_URL_UNREACHABLE"
    assert (examined.report.integrity, examined.report.verdict) == ("UNKNOWN", "INCOMPLETE")


async def test_a_key_that_the_issuer_withdrew_is_not_let_in_by_its_thumbprint():
    withdrawn = profile(TOKEN_KEY, {"/verificationMethod/0/revoked": "2026-01-01T00:00:00Z"})
    examined = await examine(BRINGS_ITS_KEY, {PROFILE: withdrawn})
    assert ("issuer.key_binding", "KEY_EMBEDDED_UNTRUSTED") in reasons(examined)


async def test_more_keys_than_we_look_at_are_no_key():
    (method,) = profile(TOKEN_KEY)["verificationMethod"]
    crowd = [{**method, "id": f"{PROFILE}#{number}"} for number in range(501)]
    for badge in (BY_PROFILE, BRINGS_ITS_KEY):
        examined = await examine(badge, {PROFILE: profile(TOKEN_KEY, {"/publicKey": crowd})})
        assert examined.report.integrity == "BROKEN"


SENT_ON = "https://workshop.example/go?to=elsewhere"


@pytest.mark.parametrize(
    ("final_url", "verdict"),
    [
        pytest.param(SENT_ON, "VERIFIED", id="answered-there"),
        pytest.param("https://workshop.example/keys.json", "VERIFIED", id="moved-within-the-site"),
        pytest.param("https://evil.example/keys.json", "INCOMPLETE", id="sent-to-another-site"),
    ],
)
async def test_an_open_redirect_at_the_issuer_vouches_for_nobody_s_keys(final_url, verdict):
    keys = answer(SENT_ON, {"keys": [{**JWK, "kid": "k"}]}, final_url=final_url)
    examined = await examine(by_key_set(f"{SENT_ON}#k"), {SENT_ON: keys})
    assert examined.report.verdict == verdict


async def test_a_profile_behind_a_redirect_to_another_site_is_not_the_issuer_s():
    lent = answer(PROFILE, profile(TOKEN_KEY), final_url="https://evil.example/issuer")
    examined = await examine(BY_PROFILE, {PROFILE: lent})
    finding = found(examined, "issuer.key_resolution")
    assert (finding.code, finding.outcome) == ("KEY_URL_UNREACHABLE", "UNKNOWN")
    assert "another site" in finding.message


@pytest.mark.parametrize(
    ("keys", "kid", "verdict"),
    [
        pytest.param({"keys": [{**JWK, "kid": "k"}]}, "#k", "VERIFIED", id="by-its-kid"),
        pytest.param({"keys": [JWK]}, "", "VERIFIED", id="the-only-one"),
        pytest.param(JWK, "", "VERIFIED", id="a-bare-key"),
        pytest.param(
            {"keys": [JWK, PrivateKey.generate(KeyKind.P256).public().to_jwk()]},
            "#k",
            "NOT_VERIFIED",
            id="one-of-several-and-none-of-that-name",
        ),
        pytest.param({"keys": "all"}, "", "NOT_VERIFIED", id="no-list"),
        pytest.param({"keys": [{**JWK, "use": "enc"}]}, "", "NOT_VERIFIED", id="to-encrypt"),
        pytest.param({"keys": [1, {}, {"kty": []}]}, "", "NOT_VERIFIED", id="no-keys-at-all"),
    ],
)
async def test_a_key_set_on_the_issuer_s_own_site(keys, kid, verdict):
    url = "https://workshop.example/keys.json"
    examined = await examine(by_key_set(f"{url}{kid}"), {url: keys})
    assert examined.report.verdict == verdict


async def test_a_key_set_elsewhere_counts_only_if_the_issuer_publishes_the_same_key():
    url = "https://keys.example/keys.json"
    badge = by_key_set(url)
    lone = await examine(badge, {url: JWK})
    assert lone.report.integrity == "UNKNOWN"
    stranger = profile(PrivateKey.generate(KeyKind.P256))
    refused = await examine(badge, {url: JWK, PROFILE: stranger})
    assert ("issuer.key_binding", "KEY_EMBEDDED_UNTRUSTED") in reasons(refused)
    agreed = await examine(badge, {url: JWK, PROFILE: profile(TOKEN_KEY)})
    assert agreed.report.verdict == "VERIFIED"


KEYS_AT = "https://keys.example/workshop.json"
NAMING = {"id": PROFILE, "type": "Profile", "jwks_uri": KEYS_AT}


@pytest.mark.parametrize("kid", ["k", "#k", f"{PROFILE}#k", None], ids=str)
@pytest.mark.parametrize("held", ["named", "within"])
async def test_a_key_set_that_the_profile_names_or_holds(kid, held):
    keys = {"keys": [{**JWK, "kid": "k"}]}
    at = {**NAMING} if held == "named" else {"id": PROFILE, "type": "Profile", "jwks": keys}
    badge = token({"/issuer/id": PROFILE}, key_id=kid)
    examined = await examine(badge, {PROFILE: at, KEYS_AT: keys})
    assert (examined.report.verdict, reasons(examined)) == ("VERIFIED", set())


STRANGER_JWK = {**PrivateKey.generate(KeyKind.P256).public().to_jwk(), "kid": "k"}


@pytest.mark.parametrize(
    ("keys", "code", "verdict"),
    [
        pytest.param(None, "KEY_URL_UNREACHABLE", "INCOMPLETE", id="not-to-be-had"),
        pytest.param({"keys": []}, "KEY_NOT_FOUND", "NOT_VERIFIED", id="empty"),
        pytest.param(
            {"keys": [{**JWK, "kid": "other"}]}, "KEY_NOT_FOUND", "NOT_VERIFIED", id="another-name"
        ),
        pytest.param(
            {"keys": [{**JWK, "kid": "k"}, STRANGER_JWK]},
            *("KEY_NOT_FOUND", "NOT_VERIFIED"),
            id="two-of-one-name",
        ),
        pytest.param(
            answer(KEYS_AT, {"keys": [{**JWK, "kid": "k"}]}, final_url="https://evil.example/k"),
            *("KEY_URL_UNREACHABLE", "INCOMPLETE"),
            id="sent-on-to-another-site",
        ),
        pytest.param({"keys": [STRANGER_JWK]}, None, "NOT_VERIFIED", id="another-key"),
    ],
)
async def test_a_named_key_set_that_does_not_hold_the_key(keys, code, verdict):
    said = {PROFILE: NAMING, **({} if keys is None else {KEYS_AT: keys})}
    examined = await examine(token({"/issuer/id": PROFILE}, key_id="k"), said)
    assert found(examined, "issuer.key_resolution").code == code
    assert examined.report.verdict == verdict


async def test_a_profile_of_another_names_no_keys_of_the_issuer_s():
    elsewhere = "https://evil.example/issuer"
    said = {elsewhere: {**NAMING, "id": elsewhere}, KEYS_AT: {"keys": [{**JWK, "kid": "k"}]}}
    examined = await examine(token({"/issuer/id": PROFILE}, key_id=f"{elsewhere}#k"), said)
    assert found(examined, "issuer.key_resolution").code == "KEY_NOT_FOUND"
    assert examined.report.verdict == "NOT_VERIFIED"
