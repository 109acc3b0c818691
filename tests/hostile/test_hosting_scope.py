"""Assertions on sites that only look like their issuer's, against real servers."""

import pytest

from tests.fixtures.issuer import HOST, OTHER_HOST
from tests.verification.samples import encoded, examine, found, reasons
from wallet.intake import Examined

HOME = "https://a.example"


async def judge(badge, intake):
    (document,) = intake.documents_in(encoded(badge))
    examined = await intake.examine(document, known=None)
    assert isinstance(examined, Examined), examined
    return examined


async def test_mallory_s_assertion_of_the_victim_s_badge(issuer, issuer_intake):
    honest = issuer.open_badge_2()
    forged = {**honest, "id": issuer.url("/forged", OTHER_HOST)}
    issuer.hosts("/forged", 200, forged, host=OTHER_HOST)
    examined = await judge(forged, issuer_intake)
    finding = found(examined, "issuer.hosting_scope")
    assert (finding.code, examined.report.verdict) == ("HOST_OUT_OF_SCOPE", "NOT_VERIFIED")
    assert OTHER_HOST in finding.message
    assert HOST in finding.message


async def test_the_victim_s_assertion_under_another_name(issuer, issuer_intake):
    honest = issuer.open_badge_2()
    issuer.hosts("/copy", 200, honest, host=OTHER_HOST)
    pointer = {**honest, "id": issuer.url("/copy", OTHER_HOST)}
    examined = await judge(pointer, issuer_intake)
    assert examined.report.verdict == "NOT_VERIFIED"
    assert ("issuer.hosting_scope", "HOSTED_ID_MISMATCH") in reasons(examined)


async def test_mallory_s_copy_of_the_victim_s_profile(issuer, issuer_intake):
    profile = {**issuer.academy.profile_2(), "verification": {"allowedOrigins": OTHER_HOST}}
    issuer.hosts("/issuer", 200, profile, host=OTHER_HOST)
    forged = {
        **issuer.open_badge_2(),
        "id": issuer.url("/forged", OTHER_HOST),
        "badge": {"name": "Neurosurgery", "issuer": issuer.url("/issuer", OTHER_HOST)},
    }
    issuer.hosts("/forged", 200, forged, host=OTHER_HOST)
    examined = await judge(forged, issuer_intake)
    assert examined.credential.issuer.id == issuer.url("/issuer", OTHER_HOST)
    assert examined.credential.issuer.id != issuer.academy.id


async def test_an_embedded_profile_grants_nothing(issuer, issuer_intake):
    embedded = {**issuer.academy.profile_2(), "verification": {"startsWith": "https://"}}
    forged = {
        **issuer.open_badge_2(),
        "id": issuer.url("/forged", OTHER_HOST),
        "badge": {"name": "Neurosurgery", "issuer": embedded},
    }
    issuer.hosts("/forged", 200, forged, host=OTHER_HOST)
    examined = await judge(forged, issuer_intake)
    assert ("issuer.hosting_scope", "HOST_OUT_OF_SCOPE") in reasons(examined)


@pytest.mark.parametrize(
    "place",
    [
        "https://a.example.evil/badges/1",
        "https://a.example@evil.example/badges/1",
        "https://evil.example/a.example/badges/1",
        "https://evil.example/?https://a.example/badges/1",
        "https://evil.example/#https://a.example/badges/1",
        "https://a.example:8443/badges/1",
        "http://a.example/badges/1",
        "https://a.example/badges/../users/mallory/1",
        "https://a.example/badges/%2e%2e/users/mallory/1",
        "https://a.example/users/mallory/1",
        "https://a.examp\u013ae/badges/1",
        "https://a\u3002example/badges/1",
        "https://xn--a.example/badges/1",
        "https://a.example\\@evil.example/badges/1",
    ],
    ids=ascii,
)
@pytest.mark.parametrize("slash", ["", "/"])
async def test_a_place_that_only_begins_like_the_issuer_s(place, slash):
    said = {
        "id": place,
        "type": "Assertion",
        "recipient": {"type": "email", "identity": "a@b.example", "hashed": False},
        "issuedOn": "2026-01-01T00:00:00Z",
        "badge": {"name": "Neurosurgery", "issuer": f"{HOME}/issuer"},
    }
    scope = {"startsWith": f"{HOME}/badges{slash}"}
    profile = {"id": f"{HOME}/issuer", "type": "Issuer", "name": "A", "verification": scope}
    examined = await examine(said, {place: said, f"{HOME}/issuer": profile})
    assert examined.report.verdict == "NOT_VERIFIED"
    assert found(examined, "issuer.hosting_scope").code in {
        "HOST_OUT_OF_SCOPE",
        "HOSTED_ID_MISMATCH",
    }
