"""Passcodes, limits, starts, reasons, copies and previews of links, as their owner sets them."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.api.wallets import KEYS, NOW, application, client, services
from wallet.api.identifiers import Kind, global_id
from wallet.sharing.openings import OpeningKind
from wallet.sharing.tokens import token_of
from wallet.store.models.shares import Share, ShareAccess

PASSCODE = "open sesame"
STATES = "{ viewer { shares(filter: { states: [%s] }) { nodes { state } } } }"


@pytest.fixture
def share(wallet):
    return global_id(Kind.SHARE, wallet.shares[0])


async def update(asking, share, change):
    answer = await asking.ask(
        f"""mutation($id: ID!) {{ updateShare(input: {{ shareId: $id, {change} }})
          {{ share {{ state startsAt viewLimit hasPasscode openingCount }}
             userErrors {{ code path }} }} }}""",
        id=share,
    )
    return answer["updateShare"]


async def test_a_passcode_a_limit_and_a_start_are_set_and_taken_away(anna, share, wallet):
    changed = await update(
        anna, share, f'passcode: "{PASSCODE}", viewLimit: 3, startsAt: "2026-01-01T00:00:00Z"'
    )
    assert changed["share"] == {
        "state": "ACTIVE",
        "startsAt": "2026-01-01T00:00:00Z",
        "viewLimit": 3,
        "hasPasscode": True,
        "openingCount": 0,
    }
    kept = await Share.get(id=wallet.shares[0])
    assert kept.passcode_hash.startswith("$argon2id$")
    assert PASSCODE not in kept.passcode_hash
    bare = await update(anna, share, "passcode: null, viewLimit: null, startsAt: null")
    assert bare["share"]["hasPasscode"] is False
    assert (bare["share"]["viewLimit"], bare["share"]["startsAt"]) == (None, None)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ('passcode: "12345"', ["input", "passcode"]),
        ("viewLimit: 0", ["input", "viewLimit"]),
        (
            'startsAt: "2027-01-02T00:00:00Z", expiresAt: "2027-01-01T00:00:00Z"',
            ["input", "startsAt"],
        ),
    ],
)
async def test_what_cannot_be_set_is_told_with_its_place(anna, share, change, path):
    refused = await update(anna, share, change)
    assert refused["userErrors"] == [{"code": "INVALID", "path": path}]


async def test_a_link_is_made_with_its_cover(anna, wallet):
    made = await anna.ask(
        """mutation($id: ID!, $code: String!) { createShare(input: { title: "x",
          items: [{ credentialId: $id }], passcode: $code, viewLimit: 1 })
          { share { hasPasscode viewLimit } userErrors { code } } }""",
        id=global_id(Kind.CREDENTIAL, wallet.credentials[0]),
        code=PASSCODE,
    )
    assert made["createShare"]["share"] == {"hasPasscode": True, "viewLimit": 1}


async def test_a_state_is_found_by_and_told_alike(anna, share, wallet):
    await update(anna, share, 'startsAt: "2027-01-01T00:00:00Z"')
    scheduled = await anna.ask(STATES % "SCHEDULED")
    assert scheduled["viewer"]["shares"]["nodes"] == [{"state": "SCHEDULED"}]
    await update(anna, share, "startsAt: null, viewLimit: 2")
    assert (await anna.ask(STATES % "ACTIVE"))["viewer"]["shares"]["nodes"] == [{"state": "ACTIVE"}]
    await Share.filter(id=wallet.shares[0]).update(opening_count=2)
    used_up = await anna.ask(STATES % "USED_UP")
    assert used_up["viewer"]["shares"]["nodes"] == [{"state": "USED_UP"}]
    assert (await anna.ask(STATES % "ACTIVE"))["viewer"]["shares"]["nodes"] == []


async def test_a_link_is_closed_for_a_reason(anna, share):
    closed = await anna.ask(
        """mutation($id: ID!) { revokeShare(input: { shareId: $id, reason: "I have the job." })
          { share { state revocationReason previewUrl } } }""",
        id=share,
    )
    assert closed["revokeShare"]["share"] == {
        "state": "REVOKED",
        "revocationReason": "I have the job.",
        "previewUrl": None,
    }


async def test_a_copy_has_an_address_of_its_own(anna, share):
    await update(anna, share, f'passcode: "{PASSCODE}"')
    copied = await anna.ask(
        """mutation($id: ID!) { duplicateShare(input: { shareId: $id, recipientLabel: "Globex" })
          { share { id url recipientLabel hasPasscode items { credential { id } } }
            shareEdge { cursor } userErrors { code } } }""",
        id=share,
    )
    made = copied["duplicateShare"]["share"]
    former = (
        await anna.ask(
            """query($id: ID!) { node(id: $id) { ... on Share {
              url items { credential { id } } } } }""",
            id=share,
        )
    )["node"]
    assert made["id"] != share
    assert made["url"] != former["url"]
    assert made["items"] == former["items"]
    assert (made["recipientLabel"], made["hasPasscode"]) == ("Globex", True)
    assert copied["duplicateShare"]["shareEdge"]["cursor"]


async def test_a_preview_carries_a_proof_of_its_own_for_ten_minutes(wallet, share):
    handed_in = services()
    async with client(application(handed_in), wallet.token) as asking:
        shown = await asking.ask(
            "query($id: ID!) { node(id: $id) { ... on Share { url previewUrl } } }", id=share
        )
    preview = urlsplit(shown["node"]["previewUrl"])
    assert shown["node"]["previewUrl"].startswith(f"{shown['node']['url']}/preview?")
    token, proof = token_of(wallet.shares[0], 1, KEYS), parse_qs(preview.query)["proof"][0]
    held = handed_in.openings.held(token, proof, NOW + timedelta(minutes=9))
    assert held.opening.kind is OpeningKind.PREVIEW
    assert handed_in.openings.held(token, proof, NOW + timedelta(minutes=10)).opening is None


@pytest.mark.parametrize(
    ("kind", "client_family", "visitor"),
    [
        ("PAGE", "BROWSER", "PERSON"),
        ("DOCUMENT", "BROWSER", "PERSON"),
        ("PAGE", "PREVIEW", "BOT"),
        ("DOCUMENT", "PREVIEW", "BOT"),
        ("PAGE", "PROGRAM", "BOT"),
        ("DOCUMENT", "PROGRAM", "VERIFIER"),
        ("DOCUMENT", None, "VERIFIER"),
    ],
)
async def test_the_log_says_who_looked(anna, share, wallet, kind, client_family, visitor):
    await ShareAccess.filter(share_id=wallet.shares[0]).update(
        kind=kind, client_family=client_family
    )
    shown = await anna.ask(
        """query($id: ID!) { node(id: $id) { ... on Share { accessLog(first: 1) {
          nodes { visitor } } } } }""",
        id=share,
    )
    assert shown["node"]["accessLog"]["nodes"] == [{"visitor": visitor}]


async def test_a_link_is_brought_to_other_places(anna, share):
    asked = """query($id: ID!) { node(id: $id) { ... on Share {
      url qrCode embedHtml items { linkedInUrl credential { name } } } } }"""
    shown = (await anna.ask(asked, id=share))["node"]
    assert shown["qrCode"].startswith("<svg ")
    assert f'href="{shown["url"]}"' in shown["embedHtml"]
    filled = parse_qs(urlsplit(shown["items"][0]["linkedInUrl"]).query)
    assert filled["certUrl"] == [shown["url"]]
    assert filled["name"] == [shown["items"][0]["credential"]["name"]]
    await anna.ask(
        "mutation($id: ID!) { revokeShare(input: { shareId: $id }) { share { id } } }", id=share
    )
    closed = (await anna.ask(asked, id=share))["node"]
    assert (closed["qrCode"], closed["embedHtml"]) == (None, None)
    assert closed["items"][0]["linkedInUrl"] is None
