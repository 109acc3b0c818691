import pytest

from tests.fixtures.issuer import REMOVED
from tests.verification.samples import examine, found, signed, token

CHECK = "schema.canonical"
URL = "https://a.example/1"


@pytest.mark.parametrize("badge", [signed(), token()], ids=["document", "token"])
async def test_a_badge_with_an_issuer(badge):
    assert found(await examine(badge), CHECK).outcome == "PASS"


@pytest.mark.parametrize(
    "issuer", [REMOVED, {}, {"name": "A"}, None, [], 5], ids=lambda i: repr(i)[:15]
)
async def test_a_badge_without(issuer):
    examined = await examine(signed(after={"/issuer": issuer}))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome, finding.pointer) == ("SCHEMA_INVALID", "FAIL", "/issuer")
    assert examined.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize(
    ("kind", "code"), [("Assertion", None), (["Assertion", "X"], None), ("Badge", "SCHEMA_INVALID")]
)
async def test_version_2_says_that_it_is_an_assertion(kind, code):
    hosted = {"id": URL, "type": kind, "badge": {"name": "B"}, "recipient": {}}
    finding = found(await examine(hosted, {URL: hosted}), CHECK)
    assert (finding.code, finding.outcome) == (code, "FAIL" if code else "PASS")


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        pytest.param({}, "SCHEMA_INVALID", id="and-holds-today"),
        pytest.param({"recipient": None}, "SCHEMA_INVALID", id="but-a-null"),
        pytest.param({"revoked": True}, None, id="and-is-withdrawn"),
    ],
)
async def test_version_2_that_names_no_recipient(edits, code):
    hosted = {"id": URL, "type": "Assertion", "badge": {"name": "B"}, **edits}
    examined = await examine(hosted, {URL: hosted})
    assert found(examined, CHECK).code == code
    assert found(examined, CHECK).pointer == ("/recipient" if code else None)
    assert examined.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize(
    ("recipient", "code"),
    [({"type": "email", "identity": "a@b.c"}, None), ("a@b.c", "SCHEMA_INVALID")],
    ids=["object", "text"],
)
async def test_version_1_names_its_recipient_by_an_identity_object(recipient, code):
    verify = {"type": "hosted", "url": URL}
    hosted = {"uid": "1", "badge": "https://a.example/b", "recipient": recipient, "verify": verify}
    finding = found(await examine(hosted, {URL: hosted}), CHECK)
    assert finding.code == code
    assert finding.pointer == ("/recipient" if code else None)
