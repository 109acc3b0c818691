"""What a learner can do, each thing from input to payload."""

import json
import re
from datetime import timedelta

import pytest

from tests.api.wallets import NOW, application, client, services
from wallet.api.identifiers import Kind, global_id
from wallet.store.models.accounts import OutgoingMail
from wallet.store.models.blobs import Blob
from wallet.store.models.jobs import ImportItem, Job

SIGN_IN = """mutation($request: String!, $code: String!) { signIn(input: {
  requestId: $request, code: $code, deviceName: "laptop" }) { userErrors { code path }
  tokens { accessToken refreshToken accessTokenExpiresAt } viewer { emails { address } } } }"""
REFRESH = """mutation($token: String!) { refreshSession(input: { refreshToken: $token })
  { tokens { accessToken refreshToken } userErrors { code } } }"""
IMPORT = """mutation($input: ImportCredentialsInput!) { importCredentials(input: $input) {
  job { id state totalCount items { nodes { label state } } }
  userErrors { code path message } } }"""


async def _code(address):
    mail = await OutgoingMail.filter(to_address=address).order_by("-id").first()
    return re.search(r"^ +(\S+)$", mail.body, re.MULTILINE)[1]


async def _sign_in(asking, address):
    asked = await asking.ask(
        """mutation($email: EmailAddress!) { requestSignInCode(input: { email: $email })
          { requestId userErrors { code path } } }""",
        email=address,
    )
    request = asked["requestSignInCode"]["requestId"]
    return (await asking.ask(SIGN_IN, request=request, code=await _code(address)))["signIn"]


async def test_signing_in_renewing_and_signing_out(nobody):
    signed_in = await _sign_in(nobody, "new@example.org")
    assert signed_in["viewer"] == {"emails": [{"address": "new@example.org"}]}
    assert signed_in["tokens"]["accessTokenExpiresAt"] == "2026-03-01T12:15:00Z"
    first = signed_in["tokens"]["refreshToken"]
    tokens = (await nobody.ask(REFRESH, token=first))["refreshSession"]["tokens"]
    nobody.token = tokens["accessToken"]
    sessions = (await nobody.ask("{ viewer { sessions { deviceName isCurrent } } }"))["viewer"]
    assert sessions == {"sessions": [{"deviceName": "laptop", "isCurrent": True}]}
    ended = await nobody.ask("mutation { signOut(input: {}) { deletedSessionId } }")
    assert ended["signOut"]["deletedSessionId"]
    assert (await nobody.post("{ viewer { id } }")).status_code == 401


async def test_a_wrong_code_is_refused_with_its_place(nobody):
    asked = await nobody.ask(
        """mutation { requestSignInCode(input: { email: "a@example.org" }) { requestId } }"""
    )
    request = asked["requestSignInCode"]["requestId"]
    refused = (await nobody.ask(SIGN_IN, request=request, code="nonsense"))["signIn"]
    assert refused["tokens"] is refused["viewer"] is None
    assert refused["userErrors"][0]["code"] == "BAD_SECRET"
    refused = (await nobody.ask(REFRESH, token="nonsense"))["refreshSession"]
    assert refused == {"tokens": None, "userErrors": [{"code": "BAD_SECRET"}]}


async def test_a_refused_value_says_where_it_stood(nobody):
    answer = await nobody.ask(
        """mutation { requestSignInCode(input: { email: "no address" })
          { requestId userErrors { __typename code message path } } }"""
    )
    error = answer["requestSignInCode"]["userErrors"][0]
    assert (error["code"], error["path"]) == ("INVALID", ["input", "email"])
    assert error["__typename"] == "InputError"


async def test_addresses_are_added_proven_made_primary_and_removed(anna):
    added = await anna.ask(
        """mutation { addEmail(input: { address: "old@example.org" })
          { email { id isVerified } userErrors { code } } }"""
    )
    email = added["addEmail"]["email"]
    assert email["isVerified"] is False
    one = """mutation($id: ID!) { %s(input: { emailId: $id }) { viewer { emails
      { address isPrimary } } userErrors { code } } }"""
    proven = await anna.ask(
        """mutation($id: ID!, $code: String!) { verifyEmail(input: { emailId: $id, code: $code })
          { email { isVerified verifiedAt } userErrors { code } } }""",
        id=email["id"],
        code=await _code("old@example.org"),
    )
    assert proven["verifyEmail"]["email"] == {
        "isVerified": True,
        "verifiedAt": "2026-03-01T12:00:00Z",
    }
    primary = (await anna.ask(one % "setPrimaryEmail", id=email["id"]))["setPrimaryEmail"]
    assert primary["viewer"]["emails"][0] == {"address": "old@example.org", "isPrimary": True}
    removed = (await anna.ask(one % "removeEmail", id=email["id"]))["removeEmail"]
    assert [each["address"] for each in removed["viewer"]["emails"]] == ["anna@example.org"]


async def test_a_profile_changes_by_what_is_given(anna):
    change = """mutation($input: UpdateProfileInput!) { updateProfile(input: $input)
      { viewer { displayName language } userErrors { code path } } }"""
    changed = await anna.ask(change, input={"displayName": "Anna"})
    assert changed["updateProfile"]["viewer"] == {"displayName": "Anna", "language": "en"}
    changed = await anna.ask(change, input={"language": "pt-BR"})
    assert changed["updateProfile"]["viewer"] == {"displayName": "Anna", "language": "pt-BR"}
    refused = await anna.ask(change, input={"displayName": " "})
    assert refused["updateProfile"]["userErrors"] == [
        {"code": "INVALID", "path": ["input", "displayName"]}
    ]


async def test_a_credential_is_described_put_away_and_deleted(anna, wallet):
    identifier = global_id(Kind.CREDENTIAL, wallet.credentials[0])
    change = """mutation($input: UpdateCredentialInput!) { updateCredential(input: $input)
      { credential { note tags archivedAt } userErrors { code } } }"""
    kept = await anna.ask(change, input={"credentialId": identifier, "tags": ["b", "A"]})
    assert kept["updateCredential"]["credential"] == {
        "note": "mine",
        "tags": ["A", "b"],
        "archivedAt": None,
    }
    emptied = await anna.ask(
        change, input={"credentialId": identifier, "note": None, "archived": True}
    )
    assert emptied["updateCredential"]["credential"]["note"] is None
    assert emptied["updateCredential"]["credential"]["archivedAt"]
    deleted = await anna.ask(
        """mutation($id: ID!) { deleteCredential(input: { credentialId: $id })
          { deletedCredentialId userErrors { code } } }""",
        id=identifier,
    )
    assert deleted["deleteCredential"]["deletedCredentialId"] == identifier
    assert (await anna.ask("query($id: ID!) { node(id: $id) { id } }", id=identifier)) == {
        "node": None
    }


async def test_a_fresh_check_is_asked_for_once(anna, wallet):
    check = """mutation($id: ID!) { verifyCredential(input: { credentialId: $id })
      { requestedAt credential { isBeingChecked verification { checkedAt } } } }"""
    identifier = global_id(Kind.CREDENTIAL, wallet.credentials[0])
    for _ in range(2):
        answer = (await anna.ask(check, id=identifier))["verifyCredential"]
        assert answer["requestedAt"] == "2026-03-01T12:00:00Z"
        assert answer["credential"]["isBeingChecked"] is True
    assert await Job.filter(learner_id=wallet.learner_id, kind="recheck").count() == 1


async def test_a_collection_is_made_changed_and_removed(anna, wallet):
    ids = [global_id(Kind.CREDENTIAL, key) for key in wallet.credentials[:2]]
    made = await anna.ask(
        """mutation($ids: [ID!]) { createCollection(input: { name: "New", credentialIds: $ids })
          { collection { id credentials { nodes { id } } }
            collectionEdge { cursor node { name } } userErrors { code } } }""",
        ids=ids,
    )
    collection = made["createCollection"]["collection"]
    assert [node["id"] for node in collection["credentials"]["nodes"]] == ids
    assert made["createCollection"]["collectionEdge"]["node"] == {"name": "New"}
    after = await anna.ask(
        """query($after: String) { viewer { collections(after: $after) { totalCount
          nodes { name } } } }""",
        after=made["createCollection"]["collectionEdge"]["cursor"],
    )
    assert after["viewer"]["collections"] == {"totalCount": 2, "nodes": []}
    changed = await anna.ask(
        """mutation($id: ID!, $ids: [ID!]) { updateCollection(input: { collectionId: $id,
          credentialIds: $ids }) { collection { name credentials { nodes { id } } } } }""",
        id=collection["id"],
        ids=ids[::-1],
    )
    assert changed["updateCollection"]["collection"] == {
        "name": "New",
        "credentials": {"nodes": [{"id": each} for each in ids[::-1]]},
    }
    await anna.ask(
        """mutation($id: ID!) { deleteCollection(input: { collectionId: $id })
          { deletedCollectionId } }""",
        id=collection["id"],
    )
    left = await anna.ask(
        "{ viewer { collections { nodes { name } } credentials { totalCount } } }"
    )
    assert left["viewer"] == {
        "collections": {"nodes": [{"name": "Best"}]},
        "credentials": {"totalCount": 5},
    }


async def test_a_link_is_made_changed_shown_again_and_closed(anna, wallet):
    ids = [global_id(Kind.CREDENTIAL, key) for key in wallet.credentials[:2]]
    made = await anna.ask(
        """mutation($items: [ShareItemInput!]!, $end: DateTime) { createShare(input: {
          title: "Hire me", recipientLabel: "Acme", items: $items, expiresAt: $end })
          { share { id url state recipientLabel items { level credential { id } } }
            shareEdge { cursor node { title } } userErrors { code } } }""",
        items=[{"credentialId": each} for each in ids],
        end="2026-04-01T00:00:00+02:00",
    )
    share = made["createShare"]["share"]
    assert share["url"].startswith("https://wallet.example/s/")
    assert [item["credential"]["id"] for item in share["items"]] == ids
    changed = await anna.ask(
        """mutation($id: ID!) { updateShare(input: { shareId: $id, title: "Now", expiresAt: null })
          { share { url title expiresAt recipientLabel } userErrors { code } } }""",
        id=share["id"],
    )
    assert changed["updateShare"]["share"] == {
        "url": share["url"],
        "title": "Now",
        "expiresAt": None,
        "recipientLabel": "Acme",
    }
    closed = await anna.ask(
        """mutation($id: ID!) { revokeShare(input: { shareId: $id })
          { share { state url representations { url } } userErrors { code } } }""",
        id=share["id"],
    )
    assert closed["revokeShare"]["share"] == {
        "state": "REVOKED",
        "url": None,
        "representations": [],
    }
    shown = await anna.ask("{ viewer { shares(filter: { states: [REVOKED] }) { totalCount } } }")
    assert shown["viewer"]["shares"] == {"totalCount": 1}


async def test_a_refused_item_of_a_link_is_pointed_at(anna, wallet):
    items = [
        {"credentialId": global_id(Kind.CREDENTIAL, wallet.credentials[0])},
        {"credentialId": "nothing"},
    ]
    refused = await anna.ask(
        """mutation($items: [ShareItemInput!]!) { createShare(input: { title: "x", items: $items })
          { share { id } shareEdge { cursor } userErrors { code path } } }""",
        items=items,
    )
    assert refused["createShare"] == {
        "share": None,
        "shareEdge": None,
        "userErrors": [{"code": "NOT_FOUND", "path": ["input", "items", "1"]}],
    }


@pytest.mark.parametrize(
    ("source", "labels"),
    [
        pytest.param({"url": "https://a.example/1"}, ["https://a.example/1"], id="an-address"),
        pytest.param(
            {"urls": ["https://a.example/1", "https://a.example/2"]},
            ["https://a.example/1", "https://a.example/2"],
            id="addresses",
        ),
        pytest.param({"text": '{"pasted": true}'}, ['{"pasted": true}'], id="text"),
    ],
)
async def test_an_import_answers_at_once_with_its_job(anna, source, labels):
    answer = (await anna.ask(IMPORT, input={"source": source}))["importCredentials"]
    assert answer["userErrors"] == []
    assert answer["job"]["state"] == "QUEUED"
    nodes = answer["job"]["items"]["nodes"]
    assert nodes == [{"label": label, "state": "QUEUED"} for label in labels]


async def test_the_same_key_gives_the_same_import(anna):
    given = {"source": {"text": "{}"}, "idempotencyKey": "mine"}
    first = (await anna.ask(IMPORT, input=given))["importCredentials"]["job"]["id"]
    assert (await anna.ask(IMPORT, input=given))["importCredentials"]["job"]["id"] == first
    cancelled = await anna.ask(
        """mutation($id: ID!) { cancelImport(input: { jobId: $id }) { job { state
          items { nodes { problem { code } } } } userErrors { code } } }""",
        id=first,
    )
    assert cancelled["cancelImport"]["job"]["state"] == "CANCELLED"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param({}, id="none"),
        pytest.param({"text": "{}", "url": "https://a.example"}, id="two"),
        pytest.param({"url": "ftp://a.example"}, id="no-web-address"),
        pytest.param({"file": "no upload"}, id="a-text-for-a-file"),
    ],
)
async def test_exactly_one_source_of_the_right_form(anna, source):
    response = await anna.post(IMPORT, {"input": {"source": source}})
    error = response.json()["errors"][0]
    assert error["extensions"]["code"] == "BAD_REQUEST"


async def test_what_an_import_refuses_is_data(anna):
    refused = (await anna.ask(IMPORT, input={"source": {"urls": []}}))["importCredentials"]
    assert refused["job"] is None
    assert refused["userErrors"][0]["path"][:3] == ["input", "source", "urls"]


def _multipart(operations, places, **files):
    return {
        "operations": (None, json.dumps(operations)),
        "map": (None, json.dumps(places)),
        **{name: (f"{name}.json", octets) for name, octets in files.items()},
    }


async def _upload(asking, parts):
    return await asking.http.post(
        "/graphql",
        files=parts,
        headers={**asking.headers, "GraphQL-Require-Preflight": "1"},
    )


async def test_files_are_taken_as_they_are(anna, wallet):
    one = {"query": IMPORT, "variables": {"input": {"source": {"file": None}}}}
    places = {"a": ["variables.input.source.file"]}
    response = await _upload(anna, _multipart(one, places, a=b"\x89PNG\x00"))
    assert response.json()["data"]["importCredentials"]["userErrors"] == []
    many = {"query": IMPORT, "variables": {"input": {"source": {"files": [None, None]}}}}
    places = {"a": ["variables.input.source.files.0"], "b": ["variables.input.source.files.1"]}
    response = await _upload(anna, _multipart(many, places, a=b"first", b=b"second"))
    assert response.json()["data"]["importCredentials"]["job"]["totalCount"] == 2
    labels = await ImportItem.filter(learner_id=wallet.learner_id, state="QUEUED").values_list(
        "label", flat=True
    )
    assert sorted(labels) == ["a.json", "a.json", "b.json"]
    assert await Blob.exists(owner=wallet.learner_id, data=b"\x89PNG\x00")


@pytest.mark.parametrize(
    "places",
    [
        pytest.param({"a": ["variables.input.source.nowhere"]}, id="no-such-place"),
        pytest.param({"a": ["query"]}, id="the-query"),
        pytest.param({"a": ["variables"]}, id="all-variables"),
        pytest.param({"a": [7]}, id="no-text"),
        pytest.param({"b": ["variables.input.source.file"]}, id="no-such-file"),
        pytest.param([], id="no-map"),
        pytest.param({"a": ["variables.input.source.file.__class__"]}, id="beneath-null"),
    ],
)
async def test_a_map_that_leads_astray_is_refused(anna, places):
    one = {"query": IMPORT, "variables": {"input": {"source": {"file": None}}}}
    response = await _upload(anna, _multipart(one, places, a=b"x"))
    assert response.status_code == 400


async def test_a_share_expires_by_the_clock(wallet):
    handed_in = services()
    async with client(application(handed_in), wallet.token) as asking:
        await asking.ask(
            """mutation($id: ID!) { updateShare(input: { shareId: $id,
              expiresAt: "2026-03-01T12:05:00Z" }) { userErrors { code } } }""",
            id=global_id(Kind.SHARE, wallet.shares[0]),
        )
        handed_in.now.now = NOW + timedelta(minutes=6)
        shown = await asking.ask(
            "{ viewer { shares(filter: { states: [EXPIRED] }) { nodes { state } } } }"
        )
    assert shown["viewer"]["shares"]["nodes"] == [{"state": "EXPIRED"}]
