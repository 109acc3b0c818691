"""When two credentials are one award: each condition, and what a forger can write by themselves."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fixtures.examined import BRIDGES, NOW, credential, report
from wallet.credentials.credential import (
    Achievement,
    CredentialFormat,
    Hosting,
    Profile,
    StatusEntry,
)
from wallet.store.twins import award_key, generation_of
from wallet.verification.report import Integrity, RecipientBinding, TrustAnchor

HOSTED = CredentialFormat.OPEN_BADGES_2_HOSTED
SIGNED = CredentialFormat.OPEN_BADGES_3_LINKED_DATA
HERE = "https://badges.school.example/public"
UUID = "11111111-2222-4333-8444-555555555555"
CREDLY_2 = f"https://api.credly.com/v1/obi/v2/badge_assertions/{UUID}"
CREDLY_3 = f"https://www.credly.com/api/v1/obi/v3/open_badge_credentials/{UUID}"
CREDLY_ISSUER = "https://api.credly.com/v1/obi/v2/issuers/aaaa"
CREDLY_DID = "did:web:www.credly.com:api:v1:obi:v3:issuers:aaaa"
FACTORY = "https://openbadgefactory.com"
HEX = "0123456789abcdef0123456789abcdef01234567"


def of_2(place=f"{HERE}/assertions/AbC", issuer=f"{HERE}/issuers/XyZ", **members):
    hosting = Hosting("hosted", assertion_url=place)
    said = Profile(issuer, {"en": "School"})
    return replace(credential(form=HOSTED, issuer=said), id=place, hosting=hosting, **members)


def of_3(place=f"{HERE}/assertions/AbC?v=3_0", issuer=f"{HERE}/issuers/XyZ?v=3_0", **members):
    said = Profile(issuer, {"en": "School"})
    return replace(credential(form=SIGNED, issuer=said), id=place, **members)


def are_twins(one, other, judged=None):
    """Tell of two that were judged alike; None of them is known by the other's word."""
    keys = {award_key(each, judged or report()) for each in (one, other)}
    return len(keys) == 1 and keys != {None}


def test_one_address_of_one_issuer_is_one_award_in_whichever_version():
    assert are_twins(of_2(), of_3())
    assert are_twins(of_2(f"{HERE}/assertions/AbC.json"), of_3())


@pytest.mark.parametrize(
    ("integrity", "trust", "recipient"),
    [
        (Integrity.UNKNOWN, TrustAnchor.DOMAIN, RecipientBinding.MATCHED),
        (Integrity.BROKEN, TrustAnchor.DOMAIN, RecipientBinding.MATCHED),
        (Integrity.INTACT, TrustAnchor.KEY_ONLY, RecipientBinding.MATCHED),
        (Integrity.INTACT, TrustAnchor.NONE, RecipientBinding.MATCHED),
        (Integrity.INTACT, TrustAnchor.DOMAIN, RecipientBinding.UNPROVEN),
        (Integrity.INTACT, TrustAnchor.DOMAIN, RecipientBinding.NOT_NAMED),
        (Integrity.INTACT, TrustAnchor.DOMAIN, RecipientBinding.NOT_CHECKED),
    ],
)
def test_only_what_is_intact_and_anchored_and_the_learners_has_twins(integrity, trust, recipient):
    judged = replace(report(integrity, trust=trust), recipient=recipient)
    assert award_key(of_2(), judged) is None
    assert award_key(of_3(), judged) is None


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(of_3(f"{HERE}/assertions/AbD?v=3_0"), id="another-award"),
        pytest.param(of_3(issuer=f"{HERE}/issuers/Eve?v=3_0"), id="another-issuer-of-the-site"),
        pytest.param(of_3(issuer="did:web:badges.school.example:eve"), id="another-key-there"),
        pytest.param(of_3(issuer="https://evil.example/i"), id="an-issuer-elsewhere"),
        pytest.param(of_3(issuer="did:key:z6Mk"), id="a-bare-key"),
        pytest.param(of_3(f"{HERE}/assertions/AbC?page=2&v=3_0"), id="another-query"),
        pytest.param(of_3(f"{HERE.replace('https', 'http')}/assertions/AbC"), id="unprotected"),
        pytest.param(of_3("urn:uuid:1"), id="no-address"),
        pytest.param(
            of_3(achievement=replace(BRIDGES, name={"en": "Tunnel builder"})), id="another-title"
        ),
        pytest.param(of_3(achievement=replace(BRIDGES, name={})), id="no-title"),
        pytest.param(of_3(valid_from=NOW - timedelta(days=31)), id="another-day"),
        pytest.param(of_3(valid_from=None), id="no-day"),
    ],
)
def test_what_is_no_twin(other):
    assert not are_twins(of_2(), other)


def test_a_key_that_the_site_names_still_needs_the_issuer_to_be_one():
    key = of_3(issuer="did:key:z6Mk")
    assert award_key(key, report(trust=TrustAnchor.DOMAIN)) is None


def test_only_open_badges_have_generations():
    plain = replace(of_3(), format=CredentialFormat.VERIFIABLE_CREDENTIAL_LINKED_DATA)
    assert award_key(plain, report()) is None
    assert generation_of(CredentialFormat.CLR_2_JWT) is None
    assert generation_of(HOSTED) != generation_of(SIGNED)


def test_credly_names_an_award_by_a_uuid_on_two_hosts():
    assert are_twins(of_2(CREDLY_2, CREDLY_ISSUER), of_3(CREDLY_3, CREDLY_DID))
    another = CREDLY_3.replace("1111", "9999")
    assert not are_twins(of_2(CREDLY_2, CREDLY_ISSUER), of_3(another, CREDLY_DID))


@pytest.mark.parametrize("issuer", ["did:web:evil.example", "https://evil.example/i", "did:key:z"])
@pytest.mark.parametrize("trust", [TrustAnchor.DOMAIN, TrustAnchor.REGISTERED])
def test_who_signs_with_a_key_of_another_site_gives_no_name_of_credlys(issuer, trust):
    forged = award_key(of_3(CREDLY_3, issuer), report(trust=trust))
    assert forged is None or forged != award_key(of_2(CREDLY_2, CREDLY_ISSUER), report())


def of_factory_2(badge="T5BADGE"):
    return of_2(
        f"{FACTORY}/v1/assertion/{HEX}",
        f"{FACTORY}/v1/client/T5CLIENT.json?v=2.0",
        achievement=Achievement(f"{FACTORY}/v1/badge/_/{badge}.json?v=2.0&event=T5EVENT", TITLE),
    )


def of_factory_3(*lists, achievement="T5BADGE", issuer="did:key:z6Mk"):
    return of_3(
        f"{FACTORY}/obv3/credentials/{HEX}",
        issuer,
        achievement=Achievement(f"{FACTORY}/obv3/achievements/{achievement}?cid=1", TITLE),
        statuses=tuple(StatusEntry(("1EdTechRevocationList",), each, {}) for each in lists),
    )


TITLE = {"en": "Bridge builder"}
LIST = f"{FACTORY}/obv3/revoked/T5CLIENT/T5BADGE"
OF_ANOTHER = f"{FACTORY}/obv3/revoked/T5EVE/T5EVES"


def test_open_badge_factory_names_a_key_in_the_list_of_a_badge():
    assert are_twins(of_factory_2(), of_factory_3(LIST))


@pytest.mark.parametrize(
    "forged",
    [
        pytest.param(of_factory_3(OF_ANOTHER), id="a-key-that-another-badges-list-names"),
        pytest.param(of_factory_3(OF_ANOTHER, LIST), id="beside-a-list-that-does-not-name-it"),
        pytest.param(of_factory_3(f"{OF_ANOTHER}/", LIST), id="beside-one-written-otherwise"),
        pytest.param(of_factory_3(), id="no-list"),
        pytest.param(of_factory_3(LIST, issuer="did:web:openbadgefactory.com:eve"), id="no-key"),
        pytest.param(of_factory_3("https://evil.example/obv3/revoked/a/T5BADGE"), id="elsewhere"),
    ],
)
def test_a_key_of_somebody_else_at_open_badge_factory_names_nothing_of_the_badges(forged):
    assert not are_twins(of_factory_2(), forged)


def test_what_was_issued_at_another_instant_is_another_award_of_the_factory():
    earlier = replace(of_factory_3(LIST), valid_from=NOW - timedelta(days=30, seconds=1))
    assert not are_twins(of_factory_2(), earlier)


@pytest.mark.parametrize("host", ["api.badges.parchment.eu", "badges.parchment.eu"])
def test_the_hosts_of_a_region_are_one_badgr(host):
    former = "https://api.eu.badgr.io/public"
    now = f"https://{host}/public"
    twin = of_3(f"{now}/assertions/AbC?v=3_0", f"{now}/issuers/XyZ?v=3_0")
    assert are_twins(of_2(f"{former}/assertions/AbC", f"{former}/issuers/XyZ"), twin)
    elsewhere = former.replace(".eu", "")
    assert not are_twins(of_2(f"{elsewhere}/assertions/AbC", f"{elsewhere}/issuers/X"), twin)
