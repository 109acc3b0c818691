"""The choices of an import's item, from the item to the import of what was chosen."""

from wallet.api.identifiers import Kind, global_id
from wallet.store.models.credentials import Credential
from wallet.store.models.jobs import ImportItem

PAGES = [f"https://pages.example/{number}" for number in (1, 2)]
ITEM = """query($id: ID!) { node(id: $id) { ... on ImportItem { state hasAllChoices
  problem { code } choices { address title issuer issuedOn pictureUrl state
  heldCredential { id } } } } }"""
CHOOSE = """mutation($id: ID!, $addresses: [URL!]!) {
  importChoices(input: { itemId: $id, addresses: $addresses }) {
    job { state items { nodes { label state } } } userErrors { code path } } }"""


def entry(page, **edits):
    return {
        "address": page,
        "title": "Badge",
        "issuer": None,
        "issued_on": None,
        "picture": None,
        "state": "AVAILABLE",
    } | edits


async def offering(wallet, *entries):
    item = await ImportItem.get(id=wallet.items[0])
    item.choices = {"entries": entries, "is_complete": False}
    item.state, item.code = "NEEDS_ATTENTION", "CHOICE_NEEDED"
    await item.save()
    return global_id(Kind.IMPORT_ITEM, item.id)


async def test_an_item_shows_its_choices_and_those_held(anna, wallet):
    held = await Credential.get(id=wallet.credentials[1])
    held.identifier = PAGES[1]
    await held.save()
    told = {"issuer": "School", "issued_on": "2026-01-10", "picture": "https://pages.example/p"}
    identifier = await offering(
        wallet, entry(PAGES[0], state="PENDING", **told), entry(PAGES[1], title="x\u202ey")
    )
    shown = (await anna.ask(ITEM, id=identifier))["node"]
    assert (shown["state"], shown["hasAllChoices"]) == ("NEEDS_ATTENTION", False)
    assert shown["problem"] == {"code": "CHOICE_NEEDED"}
    first, second = shown["choices"]
    assert first == {
        "address": PAGES[0],
        "title": "Badge",
        "issuer": "School",
        "issuedOn": "2026-01-10",
        "pictureUrl": "https://pages.example/p",
        "state": "PENDING",
        "heldCredential": None,
    }
    assert second["title"] == "xy"
    assert second["heldCredential"] == {"id": global_id(Kind.CREDENTIAL, held.id)}


async def test_an_item_without_choices_has_none(anna, wallet):
    identifier = global_id(Kind.IMPORT_ITEM, wallet.items[1])
    shown = (await anna.ask(ITEM, id=identifier))["node"]
    assert (shown["choices"], shown["hasAllChoices"]) == ([], True)


async def test_what_is_chosen_is_a_job_of_its_own(anna, wallet):
    identifier = await offering(wallet, *map(entry, PAGES))
    answer = (await anna.ask(CHOOSE, id=identifier, addresses=PAGES))["importChoices"]
    assert answer["userErrors"] == []
    assert [each["label"] for each in answer["job"]["items"]["nodes"]] == PAGES


async def test_what_was_not_offered_is_refused_with_its_place(anna, wallet):
    identifier = await offering(wallet, entry(PAGES[0]))
    answer = (await anna.ask(CHOOSE, id=identifier, addresses=PAGES))["importChoices"]
    assert answer["job"] is None
    assert answer["userErrors"] == [{"code": "INVALID", "path": ["input", "addresses", "1"]}]
    answer = (await anna.ask(CHOOSE, id=identifier, addresses=[]))["importChoices"]
    assert answer["userErrors"] == [{"code": "REQUIRED", "path": ["input", "addresses"]}]
