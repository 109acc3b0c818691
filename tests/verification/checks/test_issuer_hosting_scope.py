"""Where a hosted assertion lies; `tests/hostile` tries its scope over a real server."""

import pytest

from tests.fixtures.issuer import REMOVED, edited
from tests.verification.samples import answer, examine, found, signed
from tests.verification.test_open_badges_1 import version_0_5, version_1
from tests.verification.test_open_badges_1 import web as web_of_version_1
from wallet.proofs.jose import sign_compact
from wallet.proofs.keys import KeyKind, PrivateKey

HOME = "https://a.example"
CHECK = "issuer.hosting_scope"
RSA = PrivateKey.generate(KeyKind.RSA)


def assertion(edits=None):
    said = {
        "@context": "https://w3id.org/openbadges/v2",
        "id": f"{HOME}/assertion",
        "type": "Assertion",
        "recipient": {"type": "email", "identity": "ada@example.org", "hashed": False},
        "issuedOn": "2026-01-01T00:00:00Z",
        "verification": {"type": "HostedBadge"},
        "badge": f"{HOME}/badge",
    }
    return edited(said, edits or {})


def web(*, shown=None, badge=None, issuer=None):
    """What the site says: the assertion as `shown`, badge class and issuer as edited."""
    said = {
        "id": f"{HOME}/badge",
        "type": "BadgeClass",
        "name": "Soldering",
        "issuer": f"{HOME}/issuer",
    }
    profile = {
        "id": f"{HOME}/issuer",
        "type": "Issuer",
        "name": "A",
        "publicKey": f"{HOME}/key",
    }
    return {
        f"{HOME}/assertion": shown or assertion(),
        f"{HOME}/badge": edited(said, badge or {}),
        f"{HOME}/issuer": edited(profile, issuer or {}),
        f"{HOME}/key": {
            "id": f"{HOME}/key",
            "owner": f"{HOME}/issuer",
            "publicKeyPem": RSA.public().to_pem(),
        },
    }


async def look(brought, said):
    examined = await examine(brought, said)
    return examined, found(examined, CHECK)


async def test_all_at_home():
    examined, finding = await look(assertion(), web())
    assert (finding.outcome, examined.report.verdict) == ("PASS", "VERIFIED")
    assert finding.looked_at == f"{HOME}/assertion"


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        pytest.param({"/id": "urn:uuid:1"}, "no web address", id="an-id-that-nothing-shows"),
        pytest.param({"/id": REMOVED}, "no web address", id="no-id"),
    ],
)
async def test_an_assertion_without_a_home(edits, words):
    examined, finding = await look(assertion(edits), web())
    assert (finding.code, finding.outcome, finding.pointer) == ("HOST_OUT_OF_SCOPE", "FAIL", "/id")
    assert words in finding.message
    assert examined.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize("issuer", ["did:key:z6Mk", "mailto:a@a.example", "urn:x"])
async def test_an_issuer_without_a_host_anchors_nothing(issuer):
    _, finding = await look(assertion(), web(badge={"/issuer": {"id": issuer, "name": "A"}}))
    assert (finding.code, finding.outcome) == ("HOST_OUT_OF_SCOPE", "FAIL")


@pytest.mark.parametrize(
    ("scope", "holds"),
    [
        ({}, True),
        ({"startsWith": f"{HOME}/"}, True),
        ({"startsWith": HOME}, True),
        ({"startsWith": f"{HOME}/asser"}, True),
        ({"startsWith": [f"{HOME}/other/", f"{HOME}/assertion"]}, True),
        ({"allowedOrigins": "a.example"}, True),
        ({"allowedOrigins": ["b.example", "A.Example"]}, True),
        ({"startsWith": f"{HOME}/other/"}, False),
        ({"startsWith": "https://a.exam"}, False),
        ({"startsWith": "http://a.example/"}, False),
        ({"startsWith": "https://a.example:8443/"}, False),
        ({"startsWith": f"{HOME}/assertion?by=a"}, False),
        ({"startsWith": f"{HOME}/assertion/more"}, False),
        ({"allowedOrigins": "b.example"}, False),
        ({"allowedOrigins": "a.example", "startsWith": f"{HOME}/other"}, False),
        ({"allowedOrigins": "b.example", "startsWith": HOME}, False),
    ],
    ids=str,
)
async def test_the_scope_that_the_issuer_sets(scope, holds):
    _, finding = await look(assertion(), web(issuer={"/verification": scope}))
    assert (finding.code, finding.outcome) == (
        (None, "PASS") if holds else ("HOST_OUT_OF_SCOPE", "FAIL")
    )


@pytest.mark.parametrize("declared", [f"{HOME}/other", "urn:uuid:1", None, 7, []], ids=repr)
async def test_a_copy_at_its_address_that_calls_itself_otherwise(declared):
    _, finding = await look(assertion(), web(shown=assertion({"/id": declared})))
    assert (finding.code, finding.outcome) == ("HOSTED_ID_MISMATCH", "FAIL")
    assert "another one" in finding.message


@pytest.mark.parametrize(
    ("shown", "outcome"),
    [
        pytest.param(assertion({"/recipient": REMOVED}), "PASS", id="holds-today"),
        pytest.param(
            assertion({"/recipient": REMOVED, "/revoked": True}), "SKIPPED", id="is-withdrawn"
        ),
    ],
)
async def test_only_a_withdrawn_one_is_left_unread_for_what_it_does_not_say(shown, outcome):
    _, finding = await look(assertion(), web(shown=shown))
    assert finding.outcome == outcome


async def test_a_copy_in_hand_that_differs_is_told_and_not_read():
    examined, finding = await look(assertion({"/issuedOn": "2020-01-01"}), web())
    assert (finding.code, finding.outcome) == ("COPY_DIFFERS", "WARN")
    assert finding.pointer == "/issuedOn"
    assert examined.credential.valid_from.year == 2026


async def test_parts_at_other_sites_are_told():
    said = web()
    said["https://b.example/badge"] = {**said[f"{HOME}/badge"], "id": "https://b.example/badge"}
    elsewhere = assertion({"/badge": "https://b.example/badge"})
    examined, finding = await look(elsewhere, {**said, f"{HOME}/assertion": elsewhere})
    assert (finding.code, finding.outcome) == ("ORIGIN_DIFFERS", "WARN")
    assert examined.report.verdict == "VERIFIED_WITH_WARNINGS"


def sent_on(*parts, to="https://b.example", **changes):
    said = web(**changes)
    urls = {part: f"{HOME}/{part}" for part in parts}
    return said | {
        url: answer(url, said[url], final_url=f"{to}/{part}") for part, url in urls.items()
    }


@pytest.mark.parametrize(("part", "trust"), [("badge", "DOMAIN"), ("issuer", "NONE")])
async def test_a_site_that_sends_on_to_another_is_told(part, trust):
    examined, finding = await look(assertion(), sent_on(part))
    assert (finding.code, finding.outcome) == ("ORIGIN_DIFFERS", "WARN")
    assert "b.example" in finding.message
    assert examined.report.verdict == "VERIFIED_WITH_WARNINGS"
    assert examined.report.trust == trust


async def test_a_site_that_can_be_made_to_send_on_to_anywhere_shows_nothing():
    examined, finding = await look(assertion(), sent_on("assertion", to="https://evil.example"))
    assert (finding.code, finding.outcome) == ("HOST_SENT_ON", "UNKNOWN")
    assert "evil.example" in finding.message
    assert (examined.report.verdict, examined.report.trust) == ("INCOMPLETE", "NONE")


@pytest.mark.parametrize(
    ("parts", "changes"),
    [
        pytest.param(["assertion", "issuer"], {}, id="a site that moved as a whole"),
        pytest.param(
            ["assertion"],
            {"issuer": {"/verification": {"allowedOrigins": ["a.example", "b.example"]}}},
            id="a site that the issuer names",
        ),
    ],
)
async def test_a_site_that_sends_on_to_where_its_issuer_is_shows_it_there(parts, changes):
    examined, finding = await look(assertion(), sent_on(*parts, **changes))
    assert (finding.code, finding.outcome) == ("ORIGIN_DIFFERS", "WARN")
    assert (examined.report.verdict, examined.report.trust) == ("VERIFIED_WITH_WARNINGS", "NONE")


async def test_the_same_site_with_www_before_it_is_the_same():
    examined, _ = await look(assertion(), sent_on("assertion", to=HOME.replace("//", "//www.")))
    assert (examined.report.integrity, examined.report.trust) == ("INTACT", "DOMAIN")


@pytest.mark.parametrize("part", ["assertion", "badge", "issuer"])
async def test_a_silent_site_is_a_doubt(part):
    examined, finding = await look(
        assertion(), {url: said for url, said in web().items() if url != f"{HOME}/{part}"}
    )
    assert (finding.code, finding.outcome) == ("HOST_UNREACHABLE", "UNKNOWN")
    assert examined.report.integrity == "UNKNOWN"


@pytest.mark.parametrize("part", ["assertion", "badge", "issuer"])
async def test_parts_without_transport_security_are_told(part):
    url = f"{HOME}/{part}"
    bare = answer(url, web()[url], over_http=True)
    examined, finding = await look(assertion(), {**web(), url: bare})
    assert (finding.code, finding.outcome) == ("HOSTED_OVER_HTTP", "WARN")
    assert examined.report.verdict == "VERIFIED_WITH_WARNINGS"


def as_token():
    said = assertion(
        {
            "/id": "urn:uuid:1",
            "/verification": {"type": "SignedBadge", "creator": f"{HOME}/key"},
        }
    )
    return sign_compact({}, said, RSA)


async def test_a_signed_assertion_needs_no_home():
    examined, finding = await look(as_token(), web())
    assert (finding.outcome, examined.report.verdict) == ("SKIPPED", "VERIFIED")


@pytest.mark.parametrize("part", ["badge", "issuer", "key"])
async def test_a_signed_assertion_whose_anchor_came_without_transport_security(part):
    url = f"{HOME}/{part}"
    bare = answer(url, web()[url], over_http=True)
    examined, finding = await look(as_token(), {**web(), url: bare})
    assert (finding.code, finding.outcome) == ("HOSTED_OVER_HTTP", "WARN")
    assert examined.report.verdict == "VERIFIED_WITH_WARNINGS"


async def test_a_verifiable_credential_has_no_home_to_look_at():
    _, finding = await look(signed(), {})
    assert (finding.code, finding.outcome) == ("DOES_NOT_APPLY", "SKIPPED")


async def test_a_badge_of_version_0_5_does_not_say_where_it_lies():
    examined, finding = await look(version_0_5(), {})
    assert (finding.code, finding.outcome) == ("HOST_NOT_NAMED", "UNKNOWN")
    assert examined.report.verdict == "INCOMPLETE"


async def test_a_badge_of_version_1_on_another_site_is_a_doubt():
    url = "https://elsewhere.example/1"
    shown = version_1({"/verify/url": url})
    examined, finding = await look(shown, {**web_of_version_1(), url: shown})
    assert (finding.code, finding.outcome) == ("HOST_NOT_CONFIRMED", "UNKNOWN")
    assert examined.report.verdict == "INCOMPLETE"
