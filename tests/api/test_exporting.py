"""Where a learner's downloads are, as the API says it."""

from urllib.parse import urlsplit

import pytest

from tests.api.wallets import NOW, PUBLIC_URL, application, client
from wallet.accounts.account import account_for
from wallet.accounts.sessions import issue_for
from wallet.credentials.credential import CredentialFormat
from wallet.store.models.credentials import Credential

EXPORT = """mutation($reports: Boolean! = true) { exportWallet(input: { withReports: $reports }) {
  parts { url fileName credentialCount } userErrors { code message path } } }"""
BAKED = """{ viewer { credentials(first: 50) { nodes { format
  sourceDocument { fileName mediaType downloadUrl }
  bakedBadges { form mediaType fileName whyNot url } } } } }"""


@pytest.fixture
async def other_asking(other):
    async with client(application(), other.token) as asking:
        yield asking


async def test_a_wallet_is_one_part_at_an_address_of_its_own(anna, wallet):
    told = (await anna.ask(EXPORT))["exportWallet"]
    (part,) = told["parts"]
    assert (part["fileName"], part["credentialCount"]) == ("wallet.zip", 5)
    path = urlsplit(part["url"]).path.split("/")
    assert part["url"].startswith(f"{PUBLIC_URL}/exports/")
    assert path[2:] == [
        str(wallet.learner_id),
        str(min(wallet.credentials)),
        str(max(wallet.credentials)),
        "with-reports",
    ]
    assert told["userErrors"] == []


async def test_reports_can_be_left_out(anna):
    (part,) = (await anna.ask(EXPORT, reports=False))["exportWallet"]["parts"]
    assert "/documents?" in part["url"]


async def test_a_large_wallet_is_numbered_parts(anna, monkeypatch):
    monkeypatch.setattr("wallet.learner.exporting.MOST_CREDENTIALS", 2)
    parts = (await anna.ask(EXPORT))["exportWallet"]["parts"]
    assert [(part["fileName"], part["credentialCount"]) for part in parts] == [
        ("wallet-1.zip", 2),
        ("wallet-2.zip", 2),
        ("wallet-3.zip", 1),
    ]
    assert len({part["url"] for part in parts}) == 3


async def test_an_empty_wallet_is_refused_with_what_to_do(sqlite_database):
    issued = await issue_for(await account_for("empty@example.org", now=NOW), now=NOW)
    async with client(application(), issued.access_token) as asking:
        told = (await asking.ask(EXPORT))["exportWallet"]
    assert told["parts"] is None
    (error,) = told["userErrors"]
    assert (error["code"], error["path"]) == ("CONFLICT", [])
    assert "import a badge first" in error["message"]


async def test_nobody_is_given_no_wallet(nobody):
    answer = (await nobody.post(EXPORT)).json()
    assert answer["data"] == {"exportWallet": None}
    assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_one_learner_s_parts_are_not_another_s(anna, other, other_asking):
    (theirs,) = (await other_asking.ask(EXPORT))["exportWallet"]["parts"]
    (ours,) = (await anna.ask(EXPORT))["exportWallet"]["parts"]
    assert urlsplit(theirs["url"]).path.split("/")[2] == str(other.learner_id)
    assert urlsplit(ours["url"]).path != urlsplit(theirs["url"]).path


@pytest.mark.parametrize("form", CredentialFormat)
async def test_each_badge_says_how_it_can_be_baked_or_why_not(anna, wallet, form):
    await Credential.filter(learner_id=wallet.learner_id).update(format=form.value)
    nodes = (await anna.ask(BAKED))["viewer"]["credentials"]["nodes"]
    for node in nodes:
        png, svg = node["bakedBadges"]
        assert (png["form"], png["mediaType"], png["fileName"]) == (
            "PNG",
            "image/png",
            "credential.png",
        )
        assert (svg["form"], svg["fileName"]) == ("SVG", "credential.svg")
        if "OPEN_BADGES" in form:
            assert png["whyNot"] is None
            assert png["url"].startswith(f"{PUBLIC_URL}/media/baked-png/{wallet.learner_id}/")
        else:
            assert png["url"] is svg["url"] is None
            assert "Open Badges" in png["whyNot"]


async def test_a_document_has_a_name_to_save_it_under(anna, wallet):
    nodes = (await anna.ask(BAKED))["viewer"]["credentials"]["nodes"]
    for node in nodes:
        assert node["sourceDocument"]["fileName"].startswith("credential.")
        assert node["sourceDocument"]["downloadUrl"].startswith(f"{PUBLIC_URL}/media/document/")
