"""A learner shows fields of credentials; visitors see these, can check them, and see no more."""

import json
from urllib.parse import unquote

import pytest
from httpx import AsyncClient

from tests.fixtures.chosen import VALUE, contexts, open_badge
from tests.fixtures.wallet import served_wallet
from tests.journeys.person import Person
from tests.proofs.base_proofs import KEY, with_base_proof
from wallet.demonstration import RECIPIENT, awards
from wallet.documents.opening import open_documents
from wallet.intake.examining import Examined
from wallet.verification.report import Integrity, Standing, TrustAnchor, Verdict

MINE = """{ viewer { credentials(first: 50) { nodes {
  id name selectableFields { pointer label group needs isAlwaysShown alwaysShownBecause
    identifiesHolder } } } } }"""
CREATE = """
mutation ($items: [ShareItemInput!]!) { createShare(input: {title: "CV", items: $items}) {
  share { id url items { level fields } } userErrors { code message path } } }"""
UPDATE = """
mutation ($id: ID!, $items: [ShareItemInput!]!) {
  updateShare(input: {shareId: $id, items: $items}) {
    share { id url items { level fields } } userErrors { code message path } } }"""
REVOKE = """
mutation ($id: ID!) { revokeShare(input: {shareId: $id}) { share { id } userErrors { code } } }"""
WARNINGS = """
query ($items: [ShareItemInput!]!) { shareWarnings(items: $items) {
  pointer message credential { name } } }"""
SIGNED, HOSTED, TOKEN = awards.DATA_ANALYSIS, awards.LASER_CUTTING, awards.CONVERSATION


@pytest.fixture
async def served(settings_for):
    async with served_wallet(settings_for()) as wallet:
        await wallet.wallet.seeded()
        yield wallet


@pytest.fixture
async def robin(served):
    async with Person(served.origin) as person:
        await person.sign_in(RECIPIENT)
        yield person


@pytest.fixture
async def held(robin):
    return await held_by(robin)


async def held_by(person):
    return {node["name"]: node for node in (await person.ask(MINE))["credentials"]["nodes"]}


async def visited(address, accept, language="en"):
    async with AsyncClient(headers={"Accept": accept, "Accept-Language": language}) as visitor:
        return await visitor.get(address)


async def judged(served, content):
    (document,) = open_documents(content)
    examined = await served.wallet.intake.examine(document, known=None)
    assert isinstance(examined, Examined)
    return examined.report


def item(node, *ends):
    """Return what is shown of a credential: its fields whose pointers end so."""
    pointers = [each["pointer"] for each in node["selectableFields"]]
    return {
        "credentialId": node["id"],
        "fields": [each for each in pointers if each.endswith(ends)] if ends else [],
    }


async def shared(robin, *items):
    made = await robin.ask(CREATE, items=list(items))
    assert made["userErrors"] == []
    return made["share"]


async def test_an_excerpt_is_shown_checked_and_cannot_be_altered(served, robin, held):
    share = await shared(robin, item(held[SIGNED.name], "result/0"))
    assert share["items"][0]["level"] == "WALLET_EXCERPT"
    page = (await visited(share["url"], "text/html")).text
    assert "attest that these items are copied from it" in page
    assert "87" in page
    for hidden in (SIGNED.narrative, SIGNED.works[0].name, SIGNED.tags[2], "Explore it with"):
        assert hidden not in page
    german = (await visited(share["url"], "text/html", "de")).text
    assert "bestätigen, dass diese Angaben daraus stammen" in german
    bare = await visited(f"{share['url']}/vc/0", "application/vc")
    report = await judged(served, bare.content)
    assert (report.verdict, report.trust) == (Verdict.VERIFIED, TrustAnchor.DOMAIN)
    altered = bare.text.replace('\\"value\\":\\"87\\"', '\\"value\\":\\"97\\"')
    assert altered != bare.text
    assert (await judged(served, altered.encode())).integrity is Integrity.BROKEN


async def test_with_its_link_an_excerpt_is_withdrawn(served, robin, held):
    share = await shared(robin, item(held[SIGNED.name]))
    bare = await visited(f"{share['url']}/vc/0", "application/vc")
    status = bare.json()["credentialStatus"]["statusListCredential"]
    assert (await visited(status, "*/*")).headers["cache-control"] == "public, max-age=60"
    assert (await visited(f"{served.origin}/status/excerpts/77", "*/*")).status_code == 404
    assert (await visited(f"{served.origin}/status/excerpts/x", "*/*")).status_code == 404
    document = await visited(f"{served.origin}/.well-known/did.json", "*/*")
    assert unquote(document.json()["id"]) == served.origin.replace("http://", "did:web:")
    assert document.headers["access-control-allow-origin"] == "*"
    (context,) = (url for url in bare.json()["@context"] if url.startswith(served.origin))
    assert (await visited(context, "*/*")).json() == contexts().text(context)
    await robin.ask(REVOKE, id=share["id"])
    assert (await visited(share["url"], "text/html")).status_code == 410
    report = await judged(served, bare.content)
    assert (report.integrity, report.standing) == (Integrity.INTACT, Standing.REVOKED)


async def test_what_identifies_is_told_before_and_the_fields_change_under_the_same_address(
    robin, held
):
    node = held[SIGNED.name]
    warned = await robin.ask(WARNINGS, items=[item(node, "evidence/0", "/role")])
    assert [each["pointer"] for each in warned] == ["/evidence/0"]
    assert warned[0]["credential"]["name"] == SIGNED.name
    assert warned[0]["message"].startswith("This tells who you are: Your work")
    assert await robin.ask(WARNINGS, items=[item(node)]) == []
    assert len(await robin.ask(WARNINGS, items=[{"credentialId": node["id"]}])) > 1
    share = await shared(robin, item(node, "result/0"))
    more = item(node, "result/0", "/narrative")
    changed = await robin.ask(UPDATE, id=share["id"], items=[more])
    assert changed["userErrors"] == []
    assert changed["share"]["url"] == share["url"]
    assert changed["share"]["items"][0]["fields"] == more["fields"]
    assert SIGNED.narrative.partition("'")[0] in (await visited(share["url"], "text/html")).text
    refused = await robin.ask(
        UPDATE, id=share["id"], items=[{"credentialId": node["id"], "fields": ["/lost"]}]
    )
    (error,) = refused["userErrors"]
    assert (error["code"], error["path"]) == ("INVALID", ["input", "items", "0", "fields"])
    assert "/lost" in error["message"]


async def test_of_a_hosted_badge_and_of_a_token_there_are_excerpts_too(served, robin, held):
    for award in (HOSTED, TOKEN):
        share = await shared(robin, item(held[award.name], "evidence/0"))
        assert share["items"][0]["level"] == "WALLET_EXCERPT"
        page = (await visited(share["url"], "text/html")).text
        assert award.works[0].name in page
        assert award.description not in page
        bare = await visited(f"{share['url']}/vc/0", "application/vc")
        assert award.description not in bare.text
        assert (await judged(served, bare.content)).verdict is Verdict.VERIFIED
        where = "on its own site" if award is HOSTED else "signed the full credential"
        assert where in page


async def test_what_an_issuer_signed_in_parts_is_shown_as_the_issuers(served, robin):
    method = KEY.public().multikey()
    badge = {**open_badge(), "issuer": f"did:key:{method}"}
    signed = with_base_proof(badge, ("/issuer", "/validFrom", "/validUntil"), contexts=contexts())
    (imported,) = await robin.import_({"text": json.dumps(signed)})
    assert imported["outcome"] == "ADDED"
    share = await shared(robin, item((await held_by(robin))["Bridge builder"], "result/0"))
    assert share["items"][0]["level"] == "ISSUER_SUBSET"
    page = (await visited(share["url"], "text/html")).text
    assert "Every item shown is signed" in page
    assert VALUE in page
    assert "HIDDEN" not in page
    bare = await visited(f"{share['url']}/vc/0", "application/vc")
    assert "HIDDEN" not in bare.text
    assert (await judged(served, bare.content)).integrity is Integrity.INTACT


async def test_a_presentation_has_them_all_and_is_signed_for_who_asks(served, robin, held):
    share = await shared(
        robin,
        *(item(held[award.name]) for award in (SIGNED, TOKEN)),
        {"credentialId": held[awards.LABORATORY.name]["id"]},
    )
    asked = await visited(f"{share['url']}/vp?challenge=c-1", "*/*")
    assert asked.headers["content-type"] == "application/vp"
    presentation = asked.json()
    assert presentation["proof"]["challenge"] == "c-1"
    assert presentation["proof"]["domain"] == served.origin
    assert len(presentation["verifiableCredential"]) == 3
    negotiated = await visited(share["url"], "application/vp")
    assert negotiated.json()["proof"]["challenge"] != "c-1"
    for document in open_documents(asked.content):
        examined = await served.wallet.intake.examine(document, known=None)
        assert examined.report.integrity is Integrity.INTACT
