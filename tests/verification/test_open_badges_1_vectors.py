"""Files of 1EdTech's and Mozilla's old validators: each is judged, or refused for a reason."""

from json import dumps, loads

import pytest

from tests.vector_webs import COMPONENTS, web_of_open_badges_1
from tests.vectors import MOZILLA, intake_over, needs_vectors
from wallet.intake import Examined, Refused
from wallet.verification.addresses import origin_of

pytestmark = needs_vectors

VERIFIED = ("OPEN_BADGES_1_HOSTED", "VERIFIED", set())

OF_1EDTECH = {
    "0_5_assertion.json": VERIFIED,
    "0_5_1_assertion.json": VERIFIED,
    "1_0_basic_assertion.json": VERIFIED,
    "1_0_basic_assertion_with_extra_properties.json": VERIFIED,
    "1_1_basic_assertion.json": VERIFIED,
    "1_0_assertion_with_errors.json": (
        "OPEN_BADGES_1_HOSTED",
        "NOT_VERIFIED",
        {"SCHEMA_INVALID"},
    ),
}
NO_AWARDS = (
    "1_0_basic_badgeclass.json",
    "1_0_basic_issuer.json",
    "1_1_basic_badgeclass.json",
    "1_1_basic_issuer.json",
)
OF_MOZILLA = {
    "openbadges-backpack/test/data/valid-baked.png": "https://example.org/assertion",
    "openbadges-backpack/test/data/404.png": "https://example.org/404",
    "openbadges-bakery/test/baked.svg": "http://example.org",
    "openbadges-bakery/test/no-json.svg": "http://example.org",
}
REFUSED = {
    "openbadges-bakery/test/bad-json.svg": "JSON_INVALID",
    "openbadges-bakery/test/unbaked.svg": "IMAGE_NO_CREDENTIAL",
    "openbadges-bakery/test/unbaked.png": "IMAGE_NO_CREDENTIAL",
    "openbadges-backpack/test/data/unbaked.svg": "IMAGE_NO_CREDENTIAL",
    "openbadges-backpack/test/data/unbaked.png": "IMAGE_NO_CREDENTIAL",
    "openbadges-backpack/test/data/static/_badges/image1.png": "IMAGE_NO_CREDENTIAL",
    "openbadges-backpack/test/data/static/_badges/image2.png": "IMAGE_NO_CREDENTIAL",
    "openbadges-validator/test/cc.large.png": "IMAGE_NO_CREDENTIAL",
    "openbadges-validator/test/test-data.json": "FORMAT_UNKNOWN",
}


def component(name):
    return (COMPONENTS / name).read_bytes()


def home_of(assertion):
    """Where an assertion of these files lies; those of 0.5 do not say it themselves."""
    verify = assertion.get("verify", {})
    return assertion.get("id") or verify.get("url") or "http://oldstyle.com/instances/1"


async def examined(received, said):
    intake = intake_over(said)
    documents = intake.documents_in(received)
    if isinstance(documents, Refused):
        return documents
    (document,) = documents
    return await intake.examine(document, known=None)


def summary(seen):
    assert isinstance(seen, Examined), seen
    codes = {f.code for f in seen.report.findings if f.outcome in {"FAIL", "UNKNOWN"}}
    return seen.credential.format.value, seen.report.verdict.value, codes


@pytest.mark.parametrize("name", OF_1EDTECH)
async def test_an_assertion_at_its_own_address(name):
    url = home_of(loads(component(name)))
    web = web_of_open_badges_1(**{url: component(name)})
    assert summary(await examined(url.encode(), web)) == OF_1EDTECH[name]


@pytest.mark.parametrize("name", OF_1EDTECH)
async def test_an_assertion_whose_site_is_gone_is_never_called_forged(name):
    seen = await examined(component(name), {})
    _, verdict, codes = summary(seen)
    faulty = "with_errors" in name
    assert verdict == ("NOT_VERIFIED" if faulty else "INCOMPLETE")
    if not faulty:
        assert codes <= {"HOST_UNREACHABLE", "HOST_NOT_NAMED", "STATUS_UNREACHABLE"}
    assert seen.credential.recipients


@pytest.mark.parametrize("name", NO_AWARDS)
async def test_a_badge_class_or_an_issuer_is_no_award(name):
    refused = await examined(component(name), web_of_open_badges_1())
    assert isinstance(refused, Refused)
    assert refused.code == "FORMAT_UNKNOWN"


def test_every_component_of_these_versions_is_accounted_for():
    there = {file.name for file in COMPONENTS.glob("[01]_*.json")}
    assert there == {*OF_1EDTECH, *NO_AWARDS}


@pytest.mark.parametrize(("name", "url"), OF_MOZILLA.items())
async def test_a_baked_picture_whose_site_answers(name, url):
    assertion = loads(component("0_5_assertion.json"))
    assertion["badge"]["issuer"]["origin"] = origin_of(url)
    seen = await examined((MOZILLA / name).read_bytes(), {url: dumps(assertion).encode()})
    assert summary(seen) == VERIFIED


@pytest.mark.parametrize(("name", "url"), OF_MOZILLA.items())
async def test_a_baked_picture_whose_site_is_gone(name, url):
    refused = await examined((MOZILLA / name).read_bytes(), {})
    assert isinstance(refused, Refused)
    assert (refused.code, refused.retryable) == ("HOST_UNREACHABLE", True)
    assert url in refused.message


@pytest.mark.parametrize(("name", "code"), REFUSED.items())
async def test_what_holds_no_badge_is_refused(name, code):
    refused = await examined((MOZILLA / name).read_bytes(), {})
    assert isinstance(refused, Refused)
    assert refused.code == code


def test_every_file_of_mozilla_is_accounted_for():
    there = {file.relative_to(MOZILLA).as_posix() for file in MOZILLA.rglob("*") if file.is_file()}
    assert there == {*OF_MOZILLA, *REFUSED}
