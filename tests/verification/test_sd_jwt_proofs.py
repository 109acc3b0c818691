"""SD-JWT VCs by another library's issuer, judged the whole way; and forgeries of them."""

import pytest

from tests.fixtures.sd_jwts import (
    CLAIMS,
    HOLDER,
    ISSUER,
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
from tests.verification.samples import answer, examine, found, profile, reasons
from wallet.proofs.jose import sign_compact
from wallet.proofs.keys import KeyKind, PrivateKey

WEB = {METADATA: METADATA_DOCUMENT}
STRANGER = PrivateKey.generate(KeyKind.P256)
DID = f"did:key:{KEY.public().multikey()}"
HIDING = {SDObj("name"): "Robin", SDObj("grade"): "A"}


@pytest.mark.parametrize("decoys", [False, True])
@pytest.mark.parametrize("chosen", [{}, {"name": True}, {"name": True, "grade": True}])
async def test_what_another_library_issues_and_shows_is_verified(chosen, decoys):
    token = presented(issued(HIDING, decoys=decoys), chosen)
    examined = await examine(token, WEB)
    assert (examined.report.verdict, reasons(examined)) == ("VERIFIED", set())
    assert examined.report.trust == "DOMAIN"
    assert found(examined, "proof.disclosure").outcome == "PASS"
    assert examined.credential.content.get("name") == ("Robin" if "name" in chosen else None)


@pytest.mark.parametrize("typ", ["dc+sd-jwt", "vc+sd-jwt"])
async def test_both_names_of_the_type_are_taken(typ):
    assert (await examine(issued(typ=typ), WEB)).report.verdict == "VERIFIED"


@pytest.mark.parametrize("typ", ["JWT", "kb+jwt", "at+jwt", None, 5, "DC+SD-JWT "])
async def test_a_token_of_another_type_is_none(typ):
    examined = await examine(by_hand({}, typ=typ), WEB)
    assert reasons(examined) == {("proof.claims", "TOKEN_TYPE_MISMATCH")}
    assert examined.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize(
    "kid",
    [f"{DID}#{KEY.public().multikey()}", f"#{KEY.public().multikey()}"],
    ids=["absolute", "within-its-document"],
)
async def test_an_issuer_that_is_a_did(kid):
    examined = await examine(issued({"iss": DID}, kid=kid))
    assert (examined.report.verdict, examined.report.trust) == ("VERIFIED", "KEY_ONLY")


async def test_a_did_that_is_its_key_needs_no_name_for_it():
    assert (await examine(issued({"iss": DID}, kid=None))).report.verdict == "VERIFIED"


async def test_a_did_on_the_web():
    did = "did:web:workshop.example:welding"
    url = "https://workshop.example/welding/did.json"
    token = issued({"iss": did}, kid="key")
    assert (await examine(token, {url: profile(KEY, at=did)})).report.verdict == "VERIFIED"
    assert found(await examine(token), "issuer.key_resolution").code == "DID_UNRESOLVED"


JWK = {**KEY.public().to_jwk(), "kid": "key-1"}
KEYS_AT = "https://keys.example/workshop.json"


@pytest.mark.parametrize(
    ("said", "verdict", "code"),
    [
        pytest.param(WEB, "VERIFIED", None, id="in-the-metadata"),
        pytest.param(
            {
                METADATA: {"issuer": ISSUER, "jwks_uri": KEYS_AT},
                KEYS_AT: {"keys": [JWK]},
            },
            "VERIFIED",
            None,
            id="named-by-the-metadata",
        ),
        pytest.param(
            {METADATA: {"issuer": ISSUER, "jwks_uri": KEYS_AT}},
            "INCOMPLETE",
            "KEY_URL_UNREACHABLE",
            id="named-and-not-to-be-had",
        ),
        pytest.param(
            {METADATA: {**METADATA_DOCUMENT, "issuer": "https://evil.example"}},
            "NOT_VERIFIED",
            "DID_DOC_ID_MISMATCH",
            id="metadata-of-another",
        ),
        pytest.param(
            {METADATA: answer(METADATA, METADATA_DOCUMENT, final_url="https://evil.example/x")},
            "INCOMPLETE",
            "KEY_URL_UNREACHABLE",
            id="sent-on-to-another-site",
        ),
        pytest.param(
            {METADATA: {"issuer": ISSUER, "jwks": {"keys": [{**JWK, "kid": "other"}]}}},
            "NOT_VERIFIED",
            "KEY_NOT_FOUND",
            id="of-another-name",
        ),
        pytest.param(
            {
                METADATA: {
                    "issuer": ISSUER,
                    "jwks": {"keys": [JWK, {**STRANGER.public().to_jwk(), "kid": "key-1"}]},
                }
            },
            "NOT_VERIFIED",
            "KEY_NOT_FOUND",
            id="two-of-one-name",
        ),
        pytest.param({METADATA: {"issuer": ISSUER}}, "NOT_VERIFIED", "KEY_NOT_FOUND", id="none"),
        pytest.param({}, "INCOMPLETE", "KEY_URL_UNREACHABLE", id="a-silent-site"),
        pytest.param({ISSUER: {"keys": [JWK]}}, "VERIFIED", None, id="a-key-set-at-its-address"),
        pytest.param(
            {ISSUER: profile(KEY, {"/verificationMethod/0/id": f"{ISSUER}#key-1"}, at=ISSUER)},
            "NOT_VERIFIED",
            None,
            id="a-profile-that-lets-another-key-sign",
        ),
    ],
)
async def test_where_the_key_is_published(said, verdict, code):
    examined = await examine(issued(), said)
    assert examined.report.verdict == verdict
    if code is not None:
        assert found(examined, "issuer.key_resolution").code == code


async def test_a_certificate_is_a_doubt_and_no_forgery():
    token = by_hand({"iss": None}, x5c=["MIIB"], kid=None)
    examined = await examine(token)
    assert found(examined, "issuer.key_resolution").code == "KEY_BY_CERTIFICATE"
    assert examined.report.verdict == "INCOMPLETE"
    beside = await examine(by_hand({}, x5c=["MIIB"]), WEB)
    assert beside.report.verdict == "VERIFIED"


FORGED = {
    "a stranger's signature": (issued(key=STRANGER), "proof.signature", "SIGNATURE_INVALID"),
    "a claim that nobody signed": (
        by_hand({}, disclosure("s", "name", "Mallory")),
        "proof.disclosure",
        "SD_UNREFERENCED",
    ),
    "a claim shown twice": (
        by_hand({"_sd": [digest(disclosure("s", "n", 1))]}, *[disclosure("s", "n", 1)] * 2),
        "proof.disclosure",
        "SD_DUPLICATE",
    ),
    "a weak digest": (by_hand({"_sd_alg": "sha-1"}), "proof.disclosure", "SD_HASH_NOT_ALLOWED"),
}


@pytest.mark.parametrize(
    ("token", "check", "code"),
    FORGED.values(),
    ids=FORGED,
)
async def test_a_forgery_is_refused(token, check, code):
    examined = await examine(token, WEB)
    assert (check, code) in reasons(examined)
    assert examined.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize("name", ["iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "status"])
async def test_a_claim_that_must_be_signed_openly(name):
    hidden = disclosure("salt", name, CLAIMS.get(name, "x"))
    rest = {claim: each for claim, each in CLAIMS.items() if claim != name}
    signed = sign_compact(
        {"typ": "dc+sd-jwt", "kid": "key-1"}, {**rest, "_sd": [digest(hidden)]}, KEY
    )
    examined = await examine(f"{signed}~{hidden}~", WEB)
    assert ("proof.disclosure", "SD_FORBIDDEN_NAME") in reasons(examined)
    assert examined.report.verdict == "NOT_VERIFIED"


BOUND = presented(issued(HIDING, holder=HOLDER), {"name": True}, holder=HOLDER)


async def test_a_holder_s_signature_over_what_is_shown_holds():
    assert (await examine(BOUND, WEB)).report.verdict == "VERIFIED"


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(
            presented(issued(HIDING, holder=HOLDER), {}, holder=STRANGER), id="a-stranger's"
        ),
        pytest.param(presented(issued(HIDING), {}, holder=HOLDER), id="of-a-key-nobody-named"),
        pytest.param(
            presented(issued(HIDING, holder=HOLDER), {}).rstrip() + BOUND.rpartition("~")[2],
            id="over-something-else",
        ),
        pytest.param(BOUND[:-4] + "AAAA", id="altered"),
    ],
)
async def test_a_holder_s_signature_that_does_not_hold(token):
    examined = await examine(token, WEB)
    assert ("proof.disclosure", "HOLDER_BINDING_INVALID") in reasons(examined)
    assert examined.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize(
    ("claims", "verdict", "standing"),
    [
        ({"exp": 1767225601}, "NOT_VERIFIED", "EXPIRED"),
        ({"nbf": 1924905500}, "NOT_VERIFIED", "NOT_YET_VALID"),
        ({"exp": "never"}, "INCOMPLETE", "UNKNOWN"),
        ({"exp": None}, "VERIFIED", "CURRENT"),
    ],
)
async def test_its_dates_count(claims, verdict, standing):
    examined = await examine(by_hand(claims), WEB)
    assert (examined.report.verdict, examined.report.standing) == (verdict, standing)


@pytest.mark.parametrize("status", [{"somehow": {"uri": "https://x.example"}}, "gone", {}])
async def test_a_status_that_we_cannot_read_is_never_skipped(status):
    examined = await examine(by_hand({"status": status}), WEB)
    assert found(examined, "status.revocation").code == "STATUS_METHOD_UNKNOWN"
    assert examined.report.verdict == "INCOMPLETE"
