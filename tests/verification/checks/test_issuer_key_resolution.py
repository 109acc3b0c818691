import pytest

from tests.fixtures.sd_jwts import by_hand
from tests.verification.samples import PROFILE, TOKEN_KEY, examine, found, profile, signed, token
from tests.verification.test_replaced_keys import BADGE, NEW, OLD, judge

CHECK = "issuer.key_resolution"
WEB = "did:web:workshop.example"
DID_URL = "https://workshop.example/.well-known/did.json"
KEY_ID = f"{PROFILE}#key"


@pytest.mark.parametrize("badge", [signed(), token()], ids=["document", "token"])
async def test_a_key_that_is_its_own_name(badge):
    finding = found(await examine(badge), CHECK)
    assert (finding.code, finding.outcome, finding.looked_at) == (None, "PASS", None)


async def test_a_key_on_the_web():
    badge = token({"/issuer/id": WEB}, key_id=f"{WEB}#key")
    finding = found(await examine(badge, {DID_URL: profile(TOKEN_KEY, at=WEB)}), CHECK)
    assert (finding.outcome, finding.looked_at) == ("PASS", DID_URL)


@pytest.mark.parametrize(
    ("issuer", "key_id", "published", "code", "outcome"),
    [
        pytest.param(WEB, f"{WEB}#key", None, "DID_UNRESOLVED", "UNKNOWN", id="silent-did"),
        pytest.param(
            "did:ion:x", "did:ion:x#key", None, "DID_UNRESOLVED", "UNKNOWN", id="unknown-method"
        ),
        pytest.param(
            "did:key:zz", "did:key:zz#zz", None, "DID_UNRESOLVED", "UNKNOWN", id="malformed-did"
        ),
        pytest.param(PROFILE, KEY_ID, None, "KEY_URL_UNREACHABLE", "UNKNOWN", id="silent-site"),
        pytest.param(
            PROFILE, KEY_ID, {"/id": WEB}, "DID_DOC_ID_MISMATCH", "FAIL", id="another's-document"
        ),
        pytest.param(
            PROFILE, f"{PROFILE}#other", {}, "KEY_NOT_FOUND", "FAIL", id="a-key-that-is-not-there"
        ),
        pytest.param(
            PROFILE,
            KEY_ID,
            {"/verificationMethod/0/publicKeyJwk/d": "x"},
            "KEY_UNREADABLE",
            "FAIL",
            id="a-private-key",
        ),
        pytest.param(
            PROFILE,
            KEY_ID,
            {"/verificationMethod/0/revoked": "2026-01-01T00:00:00Z"},
            "KEY_REVOKED",
            "FAIL",
            id="a-withdrawn-key",
        ),
    ],
)
async def test_a_key_that_is_not_had(issuer, key_id, published, code, outcome):
    said = {} if published is None else {PROFILE: profile(TOKEN_KEY, published)}
    examined = await examine(token({"/issuer/id": issuer}, key_id=key_id), said)
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == (code, outcome)
    assert found(examined, "proof.signature").code == "NOT_REACHED"
    assert examined.report.verdict == ("INCOMPLETE" if outcome == "UNKNOWN" else "NOT_VERIFIED")


async def test_a_badge_without_a_signature_needs_no_key():
    assert found(await examine(signed(after={"/proof": []})), CHECK).code == "DOES_NOT_APPLY"


@pytest.mark.parametrize(
    ("published", "code"),
    [(NEW, "KEY_REPLACED"), (None, "KEY_SEEN_EARLIER"), (OLD, None)],
    ids=["replaced", "gone", "still-there"],
)
async def test_a_key_that_we_saw_earlier(published, code):
    finding = found(await judge(BADGE, published, (400, 30, OLD)), CHECK)
    assert (finding.code, finding.outcome) == (code, "WARN" if code else "PASS")


async def test_a_key_in_a_certificate():
    finding = found(await examine(by_hand({"iss": None}, x5c=["MIIB"], kid=None)), CHECK)
    assert (finding.code, finding.outcome) == ("KEY_BY_CERTIFICATE", "UNKNOWN")
