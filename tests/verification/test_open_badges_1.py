"""Badges of versions 0.5, 1.0 and 1.1, judged: where they lie, who signed them, if they stand."""

from hashlib import sha256

import pytest

from tests.fixtures.issuer import REMOVED, edited
from tests.verification.samples import answer, examine, found, reasons
from wallet.proofs.jose import sign_compact
from wallet.proofs.keys import KeyKind, PrivateKey
from wallet.verification.case import KnownIdentities

HOME = "https://a.example"
URL = f"{HOME}/assertion"
SCOPE = "issuer.hosting_scope"
BINDING = "issuer.key_binding"
RESOLUTION = "issuer.key_resolution"
REVOCATION = "status.revocation"
ADA = KnownIdentities(("ada@example.org",))
RSA = PrivateKey.generate(KeyKind.RSA)
STRANGER = PrivateKey.generate(KeyKind.RSA)
CURVE = PrivateKey.generate(KeyKind.P256)
HASH = "sha256$" + sha256(b"ada@example.orgsel gris").hexdigest()
WARNED = ("COPY_DIFFERS", "WARN")


def version_0_5(edits=None):
    said = {
        "recipient": HASH,
        "salt": "sel gris",
        "issued_on": "2011-06-01",
        "badge": {
            "version": "0.5.0",
            "name": "Soldering",
            "image": "/image.png",
            "criteria": "/criteria",
            "issuer": {"origin": HOME, "name": "A"},
        },
    }
    return edited(said, edits or {})


def version_1(edits=None):
    said = {
        "uid": "77",
        "recipient": {"type": "email", "identity": HASH, "hashed": "true", "salt": "sel gris"},
        "badge": f"{HOME}/badge",
        "issuedOn": 1456370703,
        "verify": {"type": "hosted", "url": URL},
    }
    return edited(said, edits or {})


def version_1_1(edits=None):
    named = {"@context": "https://w3id.org/openbadges/v1", "type": "Assertion", "id": URL}
    return edited({**version_1(), **named}, edits or {})


def web(shown=None, *, badge=None, issuer=None):
    """What the site says: the assertion as `shown`, badge class and issuer as edited."""
    said = {"name": "Soldering", "description": "With tin.", "issuer": "/issuer"}
    profile = {"name": "A", "url": HOME, "revocationList": "/revoked"}
    return {
        URL: shown or version_1(),
        f"{HOME}/badge": edited(said, badge or {}),
        f"{HOME}/issuer": edited(profile, issuer or {}),
        f"{HOME}/key": answer(f"{HOME}/key", body=RSA.public().to_pem().encode()),
        f"{HOME}/revoked": {},
    }


def to_be_signed(edits=None):
    verify = {"type": "signed", "url": f"{HOME}/key"}
    return version_1({"/verify": verify, **(edits or {})})


def token(edits=None, key=RSA):
    return sign_compact({}, to_be_signed(edits), key)


def summary(examined):
    report = examined.report
    return (report.verdict, report.integrity, report.standing, report.trust, report.recipient)


GENUINE = ("VERIFIED", "INTACT", "CURRENT", "DOMAIN", "MATCHED")


@pytest.mark.parametrize(
    ("brought", "shown"),
    [
        pytest.param(URL, version_0_5(), id="0.5-by-its-address"),
        pytest.param(URL, version_1(), id="1.0-by-its-address"),
        pytest.param(version_1(), version_1(), id="1.0"),
        pytest.param(version_1_1(), version_1_1(), id="1.1"),
        pytest.param(version_1_1({"/verify": REMOVED}), version_1_1(), id="1.1-by-its-id"),
        pytest.param({"verify": {"url": URL}}, version_1(), id="1.0-by-a-mere-pointer"),
    ],
)
async def test_a_badge_on_its_issuer_s_site(brought, shown):
    content = brought.encode() if isinstance(brought, str) else brought
    examined = await examine(content, web(shown), known=ADA)
    assert summary(examined) == GENUINE
    assert examined.credential.format == "OPEN_BADGES_1_HOSTED"
    assert found(examined, SCOPE).looked_at == URL


@pytest.mark.parametrize(
    "brought", [version_0_5(), version_1(), version_1_1()], ids=["0.5", "1.0", "1.1"]
)
async def test_without_its_issuer_s_site_it_is_a_doubt_and_still_says_whose_it_is(brought):
    examined = await examine(brought, known=ADA)
    assert summary(examined) == ("INCOMPLETE", "UNKNOWN", "UNKNOWN", "NONE", "MATCHED")
    assert not any(finding.outcome == "FAIL" for finding in examined.report.findings)
    assert found(examined, REVOCATION).code == "STATUS_UNREACHABLE"
    assert found(examined, "validity.period").outcome == "PASS"


async def test_version_0_5_in_a_file_asks_for_its_address():
    finding = found(await examine(version_0_5(), web(version_0_5())), SCOPE)
    assert (finding.code, finding.outcome, finding.mender) == (
        "HOST_NOT_NAMED",
        "UNKNOWN",
        "LEARNER",
    )


@pytest.mark.parametrize(
    ("origin", "code"),
    [
        (HOME, None),
        (f"{HOME}/", None),
        ("http://A.example:80", None),
        ("https://a.example:8443", "HOST_OUT_OF_SCOPE"),
        ("https://b.example", "HOST_OUT_OF_SCOPE"),
        ("https://a.example.evil", "HOST_OUT_OF_SCOPE"),
        ("A", "HOST_OUT_OF_SCOPE"),
        (REMOVED, "HOST_OUT_OF_SCOPE"),
    ],
    ids=repr,
)
async def test_version_0_5_lies_on_the_origin_that_it_names(origin, code):
    shown = version_0_5({"/badge/issuer/origin": origin})
    finding = found(await examine(URL.encode(), web(shown)), SCOPE)
    assert (finding.code, finding.outcome) == (code, "FAIL" if code else "PASS")


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param({"/verify/url": f"{HOME}/other"}, id="another-address"),
        pytest.param({"/verify": REMOVED}, id="none"),
        pytest.param({"/verify": {"type": "signed", "url": f"{HOME}/key"}}, id="a-key"),
    ],
)
async def test_a_copy_at_its_address_that_calls_itself_otherwise(edits):
    finding = found(await examine(version_1(), web(version_1(edits))), SCOPE)
    assert (finding.code, finding.outcome) == ("HOSTED_ID_MISMATCH", "FAIL")
    assert finding.pointer == "/verify/url"


async def test_a_copy_in_hand_that_differs_is_told_and_not_read():
    examined = await examine(version_1({"/issuedOn": 1}), web())
    finding = found(examined, SCOPE)
    assert (finding.code, finding.outcome, finding.pointer) == (*WARNED, "/issuedOn")
    assert examined.credential.valid_from.year == 2016


async def test_a_badge_class_on_another_site_is_told():
    other = "https://b.example/badge"
    shown = version_1({"/badge": other})
    said = {**web(shown), other: {"name": "Soldering", "issuer": f"{HOME}/issuer"}}
    examined = await examine(shown, said)
    finding = found(examined, SCOPE)
    assert (finding.code, finding.outcome) == ("ORIGIN_DIFFERS", "WARN")
    assert examined.report.verdict == "VERIFIED_WITH_WARNINGS"


@pytest.mark.parametrize("version", [version_1, version_1_1], ids=["1.0", "1.1"])
async def test_anybody_can_point_at_anybody_s_badge_class_so_that_shows_nothing(version):
    url = "https://evil.example/1"
    named = {"/verify/url": url} | ({"/id": url} if version is version_1_1 else {})
    shown = version(named)
    examined = await examine(shown, {**web(), url: shown})
    finding = found(examined, SCOPE)
    assert (finding.code, finding.outcome) == ("HOST_NOT_CONFIRMED", "UNKNOWN")
    assert "evil.example" in finding.message
    assert (examined.report.verdict, examined.report.trust) == ("INCOMPLETE", "NONE")


@pytest.mark.parametrize(
    ("origins", "code"),
    [(["badges.example", "a.example"], None), (["c.example"], "HOST_OUT_OF_SCOPE")],
)
async def test_an_issuer_that_says_its_sites_is_heard(origins, code):
    url = "https://badges.example/1"
    shown = version_1({"/verify/url": url})
    said = web(issuer={"/verification": {"allowedOrigins": origins}})
    assert found(await examine(shown, {**said, url: shown}), SCOPE).code == code


@pytest.mark.parametrize("http_status", [200, 410])
async def test_a_badge_that_says_it_is_revoked_is(http_status):
    gone = answer(URL, {"revoked": True}, http_status=http_status)
    examined = await examine(version_1(), {**web(), URL: gone})
    assert found(examined, REVOCATION).code == "REVOKED"
    assert examined.report.verdict == "NOT_VERIFIED"


async def test_gone_without_a_word_is_revoked():
    gone = answer(URL, http_status=410)
    assert found(await examine(version_1(), {**web(), URL: gone}), REVOCATION).code == "REVOKED"


async def test_somebody_else_s_badge_is_not_theirs():
    known = KnownIdentities(("bea@example.org",))
    examined = await examine(version_1(), web(), known=known)
    assert examined.report.recipient == "UNPROVEN"


async def test_a_badge_signed_with_the_key_on_its_issuer_s_site():
    examined = await examine(token(), web(), known=ADA)
    assert summary(examined) == GENUINE
    assert examined.credential.format == "OPEN_BADGES_1_SIGNED"
    assert found(examined, RESOLUTION).looked_at == f"{HOME}/key"


async def test_a_key_in_a_document_of_a_later_version():
    said = {**web(), f"{HOME}/key": {"publicKeyPem": RSA.public().to_pem()}}
    assert (await examine(token(), said)).report.verdict == "VERIFIED"


async def test_a_badge_signed_with_another_key_is_forged():
    examined = await examine(token(key=STRANGER), web())
    assert ("proof.signature", "SIGNATURE_INVALID") in reasons(examined)
    assert examined.report.integrity == "BROKEN"


async def test_an_algorithm_that_these_versions_do_not_have():
    pem = CURVE.public().to_pem().encode()
    said = {**web(), f"{HOME}/key": answer(f"{HOME}/key", body=pem)}
    examined = await examine(token(key=CURVE), said)
    assert ("proof.signature", "ALG_NOT_ALLOWED") in reasons(examined)
    assert examined.report.integrity == "BROKEN"


async def test_a_key_on_another_site_is_not_the_issuer_s():
    url = "https://evil.example/key"
    said = {**web(), url: answer(url, body=STRANGER.public().to_pem().encode())}
    finding = found(await examine(token({"/verify/url": url}, STRANGER), said), BINDING)
    assert (finding.code, finding.outcome) == ("KEY_NOT_OWNED", "FAIL")


async def test_a_key_that_its_address_fetches_from_another_site_is_not_the_issuer_s():
    url = f"{HOME}/go?to=evil"
    pem = STRANGER.public().to_pem().encode()
    said = {**web(), url: answer(url, body=pem, final_url="https://evil.example/key")}
    finding = found(await examine(token({"/verify/url": url}, STRANGER), said), BINDING)
    assert (finding.code, finding.outcome) == ("KEY_NOT_OWNED", "FAIL")


@pytest.mark.parametrize("part", ["badge", "issuer", "key"])
async def test_a_signed_badge_of_a_silent_site_is_a_doubt(part):
    said = {url: text for url, text in web().items() if url != f"{HOME}/{part}"}
    examined = await examine(token(), said)
    assert found(examined, RESOLUTION).code == "KEY_URL_UNREACHABLE"
    assert examined.report.verdict == "INCOMPLETE"


async def test_a_key_that_is_none():
    said = {**web(), f"{HOME}/key": answer(f"{HOME}/key", body=b"no key\xff")}
    assert found(await examine(token(), said), RESOLUTION).code == "KEY_UNREADABLE"


@pytest.mark.parametrize("verify", [REMOVED, {"type": "signed"}, {"type": "hosted", "url": URL}])
async def test_a_token_that_names_no_key(verify):
    assert found(await examine(token({"/verify": verify}), web()), RESOLUTION).code == (
        "KEY_NOT_FOUND"
    )


async def test_the_payload_of_a_token_without_its_signature_shows_nothing():
    finding = found(await examine(to_be_signed(), web()), SCOPE)
    assert (finding.code, finding.outcome) == ("HOST_OUT_OF_SCOPE", "FAIL")


async def test_what_somebody_changed_in_a_token_breaks_it():
    header, payload, signature = token().split(".")
    _, forged, _ = token({"/recipient/identity": "eve@example.org"}).split(".")
    assert payload != forged
    examined = await examine(f"{header}.{forged}.{signature}".encode(), web())
    assert examined.report.verdict == "NOT_VERIFIED"
