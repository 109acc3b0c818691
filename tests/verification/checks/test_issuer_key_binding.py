import pytest

from tests.verification.samples import (
    PROFILE,
    STRANGER,
    TOKEN_KEY,
    answer,
    did_of,
    examine,
    found,
    method_of,
    profile,
    signed,
    token,
)
from wallet.proofs.jose import sign_compact
from wallet.proofs.keys import KeyKind, PrivateKey

CHECK = "issuer.key_binding"
KEY_ID = f"{PROFILE}#key"


@pytest.mark.parametrize("badge", [signed(), token(), token(key_id=None)])
async def test_the_issuer_s_own_key(badge):
    finding = found(await examine(badge), CHECK)
    assert (finding.code, finding.outcome) == (None, "PASS")


@pytest.mark.parametrize(
    ("badge", "code"),
    [
        pytest.param(
            signed({"/issuer/id": did_of(TOKEN_KEY)}, key=STRANGER),
            "CONTROLLER_MISMATCH",
            id="a-stranger's-proof",
        ),
        pytest.param(
            token({"/issuer/id": PROFILE}, key_id=method_of(TOKEN_KEY)),
            "CONTROLLER_MISMATCH",
            id="a-stranger's-token",
        ),
        pytest.param(
            token({"/issuer/id": PROFILE}, key_id=None),
            "KEY_EMBEDDED_UNTRUSTED",
            id="a-token-that-brings-its-key",
        ),
    ],
)
async def test_a_stranger_s_key(badge, code):
    published = {PROFILE: profile(PrivateKey.generate(KeyKind.P256))}
    examined = await examine(badge, published)
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == (code, "FAIL")
    assert found(examined, "proof.signature").outcome == "PASS"
    assert (examined.report.verdict, examined.report.trust) == ("NOT_VERIFIED", "NONE")


async def test_a_key_that_is_not_there_to_sign_credentials():
    published = profile(TOKEN_KEY, {"/assertionMethod": [], "/authentication": [KEY_ID]})
    examined = await examine(token({"/issuer/id": PROFILE}, key_id=KEY_ID), {PROFILE: published})
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("NOT_ASSERTION_METHOD", "FAIL")


HOME = "https://a.example"
RSA = PrivateKey.generate(KeyKind.RSA)


def assertion(creator=f"{HOME}/key"):
    said = {
        "@context": "https://w3id.org/openbadges/v2",
        "id": "urn:uuid:1",
        "type": "Assertion",
        "recipient": {"type": "email", "identity": "ada@example.org", "hashed": False},
        "issuedOn": "2026-01-01T00:00:00Z",
        "verification": {"type": "SignedBadge", "creator": creator},
        "badge": {"name": "Soldering", "issuer": f"{HOME}/issuer"},
    }
    return sign_compact({}, said, RSA)


def site(key=None, issuer=None):
    published = {
        "id": f"{HOME}/key",
        "type": "CryptographicKey",
        "owner": f"{HOME}/issuer",
        "publicKeyPem": RSA.public().to_pem(),
    }
    named = {"id": f"{HOME}/issuer", "type": "Issuer", "name": "A", "publicKey": f"{HOME}/key"}
    return {
        f"{HOME}/key": published | (key or {}),
        f"{HOME}/issuer": named | (issuer or {}),
    }


async def test_key_and_issuer_of_version_2_name_each_other():
    examined = await examine(assertion(), site())
    assert (found(examined, CHECK).outcome, examined.report.verdict) == ("PASS", "VERIFIED")


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(site(key={"owner": "https://b.example/issuer"}), id="another-owner"),
        pytest.param(site(key={"owner": None}), id="no-owner"),
        pytest.param(site(key={"owner": [f"{HOME}/issuer"]}), id="an-owner-in-a-list"),
        pytest.param(site(issuer={"publicKey": f"{HOME}/other"}), id="not-named-by-the-issuer"),
        pytest.param(site(issuer={"publicKey": []}), id="the-issuer-names-none"),
    ],
)
async def test_key_and_issuer_of_version_2_that_do_not(said):
    examined = await examine(assertion(), said)
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("KEY_NOT_OWNED", "FAIL")
    assert found(examined, "proof.signature").outcome == "PASS"
    assert examined.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize("lost", ["key", "issuer"])
async def test_a_silent_site_of_version_2_is_a_doubt(lost):
    said = {url: content for url, content in site().items() if url != f"{HOME}/{lost}"}
    examined = await examine(assertion(), said)
    assert found(examined, "issuer.key_resolution").code == "KEY_URL_UNREACHABLE"
    assert examined.report.verdict == "INCOMPLETE"


async def test_the_issuer_s_copy_of_the_key_counts_before_the_one_at_its_address():
    stranger = PrivateKey.generate(KeyKind.RSA).public().to_pem()
    said = site(key={"publicKeyPem": stranger})
    own = site()[f"{HOME}/key"]
    examined = await examine(
        assertion(),
        {
            **said,
            f"{HOME}/issuer": {
                "id": f"{HOME}/issuer",
                "name": "A",
                "publicKey": own,
            },
        },
    )
    assert examined.report.verdict == "VERIFIED"


@pytest.mark.parametrize("name", ["urn:uuid:key", f"{HOME}/issuer#key", "#key"])
async def test_a_key_within_the_profile_may_have_any_name(name):
    own = site()[f"{HOME}/key"] | {"id": name}
    issuer = {"id": f"{HOME}/issuer", "name": "A", "publicKey": [own]}
    examined = await examine(assertion(creator=name), {f"{HOME}/issuer": issuer})
    assert examined.report.verdict == "VERIFIED"


async def test_of_two_keys_on_one_page_the_named_one_counts():
    own = site()[f"{HOME}/key"] | {"id": f"{HOME}/issuer#2"}
    stranger = PrivateKey.generate(KeyKind.RSA).public().to_pem()
    other = own | {"id": f"{HOME}/issuer#1", "publicKeyPem": stranger}
    issuer = {"id": f"{HOME}/issuer", "name": "A", "publicKey": [other, own]}
    said = {f"{HOME}/issuer": issuer}
    assert (await examine(assertion(f"{HOME}/issuer#2"), said)).report.verdict == "VERIFIED"
    assert (await examine(assertion(f"{HOME}/issuer#1"), said)).report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize("pem", ["", "rubbish", None, 7, RSA.to_pem()], ids=lambda p: repr(p)[:9])
async def test_a_malformed_key_of_version_2(pem):
    examined = await examine(assertion(), site(key={"publicKeyPem": pem}))
    assert found(examined, "issuer.key_resolution").code == "KEY_UNREADABLE"
    assert examined.report.verdict == "NOT_VERIFIED"


async def test_a_profile_behind_410_vouches_for_nothing():
    gone = answer(f"{HOME}/issuer", site()[f"{HOME}/issuer"], http_status=410)
    examined = await examine(assertion(), {**site(), f"{HOME}/issuer": gone})
    assert not examined.report.verdict.startswith("VERIFIED")
