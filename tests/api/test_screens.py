"""Every screen of a wallet app is one query: answered with substance, by few statements."""

import asyncio
from datetime import timedelta

import pytest
from gql import Client as Subscriber
from gql import GraphQLRequest
from gql.transport.websockets import WebsocketsTransport

from tests.api.test_statement_counts import counted
from tests.api.wallets import NOW, application, client, wallet_of
from tests.fixtures.serving import served
from tests.screens import SCREENS, operations
from wallet.api import operations as planned
from wallet.api.identifiers import Kind, global_id
from wallet.store.models.credentials import Credential, CredentialReport
from wallet.store.models.jobs import ImportItem, Job

MOST_STATEMENTS = {
    "HomeQuery": 18,
    "ListQuery": 16,
    "DetailQuery": 16,
    "ImportResultQuery": 9,
    "VerificationQuery": 7,
    "ShareListQuery": 8,
    "ShareEditorQuery": 9,
    "AccountQuery": 13,
    "NotificationsQuery": 7,
}
"""What each screen may cost, whatever the wallet holds; looking up the session is one of them."""


@pytest.fixture
async def wallet(database):
    return await wallet_of("anna@example.org", 7)


@pytest.fixture
async def asking(wallet):
    async with client(application(), wallet.token) as asking:
        yield asking


async def shown(asking, operation, **variables):
    answer = (await posted(asking, operation, variables)).json()
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


async def posted(asking, operation, variables):
    (text,) = [text for text in SCREENS.values() if f" {operation}" in text]
    body = {"query": text, "operationName": operation, "variables": variables}
    return await asking.http.post("/graphql", json=body, headers=asking.headers)


def nodes(connection):
    return [edge["node"] for edge in connection["edges"]]


def variables_of(wallet):
    """What each query of a screen is asked with."""
    credential = global_id(Kind.CREDENTIAL, wallet.credentials[1])
    page = {"first": 20}
    soon = {"now": NOW.isoformat(), "soon": (NOW + timedelta(days=4)).isoformat()}
    return {
        "HomeQuery": soon,
        "ListQuery": {
            **page,
            "search": "welding",
            "filter": {"verdicts": ["VERIFIED"], "tags": ["tag 1"]},
            "orderBy": {"field": "NAME", "direction": "ASC"},
        },
        "DetailQuery": {"id": credential},
        "ImportResultQuery": {"id": global_id(Kind.IMPORT_JOB, wallet.jobs[0]), **page},
        "VerificationQuery": {"id": credential, **page},
        "ShareListQuery": {**page, "filter": {"states": ["ACTIVE"]}},
        "ShareEditorQuery": {"id": global_id(Kind.SHARE, wallet.shares[0]), **page},
        "AccountQuery": {},
        "NotificationsQuery": page,
    }


def test_every_query_of_a_screen_is_run_here():
    queries = {name for name, kind in operations().items() if kind == "query"}
    assert queries == set(MOST_STATEMENTS)


async def test_home_counts_and_shows_what_is_new_and_what_ends_soon(asking, wallet):
    await Credential.filter(id=wallet.credentials[6]).update(archived_at=NOW)
    await Credential.filter(id=wallet.credentials[5]).update(verdict="NOT_VERIFIED")
    viewer = (await shown(asking, "HomeQuery", **variables_of(wallet)["HomeQuery"]))["viewer"]
    assert (viewer["held"], viewer["archived"]) == ({"totalCount": 6}, {"totalCount": 1})
    assert viewer["credentialFacets"]["verdicts"] == [
        {"verdict": "VERIFIED", "count": 5},
        {"verdict": "NOT_VERIFIED", "count": 1},
    ]
    assert [each["name"][:11] for each in nodes(viewer["recent"])][:2] == [
        "Welding 005",
        "Welding 004",
    ]
    assert nodes(viewer["recent"])[0]["issuer"]["name"] == "Issuer 005"
    assert viewer["expiring"]["totalCount"] == 2
    assert [each["validUntil"][:10] for each in nodes(viewer["expiring"])] == [
        "2026-03-02",
        "2026-03-04",
    ]
    (collection,) = nodes(viewer["collections"])
    assert (collection["name"], collection["credentials"]["totalCount"]) == ("Best", 7)
    assert len(nodes(collection["credentials"])) == 3
    assert viewer["notifications"]["unreadCount"] == 1


async def test_the_list_is_narrowed_and_each_facet_counts_without_its_own_filter(asking, wallet):
    await Credential.filter(id=wallet.credentials[3]).update(
        verdict="NOT_VERIFIED", standing="EXPIRED"
    )
    viewer = (await shown(asking, "ListQuery", **variables_of(wallet)["ListQuery"]))["viewer"]
    assert viewer["credentials"]["totalCount"] == 2
    assert [each["name"][:11] for each in nodes(viewer["credentials"])] == [
        "Welding 001",
        "Welding 005",
    ]
    assert viewer["credentials"]["pageInfo"]["hasNextPage"] is False
    facets = viewer["credentialFacets"]
    assert facets["tags"] == [{"tag": "tag 0", "count": 4}, {"tag": "tag 1", "count": 2}]
    assert facets["verdicts"] == [
        {"verdict": "VERIFIED", "count": 2},
        {"verdict": "NOT_VERIFIED", "count": 1},
    ]
    assert facets["standings"] == [{"standing": "CURRENT", "count": 2}]
    assert {each["issuer"]["name"]: each["count"] for each in facets["issuers"]} == {
        "Issuer 001": 1,
        "Issuer 005": 1,
    }
    assert {each["skill"]["name"] for each in facets["skills"]} == {"Skill 001", "Skill 005"}
    assert [(each["collection"]["name"], each["count"]) for each in facets["collections"]] == [
        ("Best", 2)
    ]
    assert facets["formats"] == [{"format": "OPEN_BADGES_3_LINKED_DATA", "count": 2}]
    assert facets["years"] == [{"year": 2026, "count": 2}]


async def test_no_facet_counts_what_is_another_s(asking, wallet):
    await wallet_of("ben@example.org", 3)
    facets = (await shown(asking, "ListQuery", first=1))["viewer"]["credentialFacets"]
    for facet in facets.values():
        assert sum(each["count"] for each in facet) in {7, 4}, facet  # two have no validity


async def test_a_facet_of_a_choice_that_is_none_leaves_nothing_to_the_others(asking):
    variables = {"first": 1, "filter": {"issuerIds": ["nothing"]}}
    facets = (await shown(asking, "ListQuery", **variables))["viewer"]["credentialFacets"]
    assert len(facets["issuers"]) == 7
    assert facets["tags"] == facets["verdicts"] == []


async def test_the_years_are_those_in_utc(asking, wallet):
    await Credential.filter(id=wallet.credentials[0]).update(
        valid_from=NOW.replace(year=2020, month=1, day=1, hour=0)
    )
    await Credential.filter(id=wallet.credentials[1]).update(
        valid_from=NOW.replace(year=2019, month=12, day=31, hour=23)
    )
    facets = (await shown(asking, "ListQuery", first=1))["viewer"]["credentialFacets"]
    assert {each["year"]: each["count"] for each in facets["years"]} == {2026: 3, 2020: 1, 2019: 1}


async def test_a_credential_is_shown_whole(asking, wallet):
    node = (await shown(asking, "DetailQuery", **variables_of(wallet)["DetailQuery"]))["node"]
    assert node["__typename"] == "Credential"
    assert node["achievement"]["alignments"][0]["targetName"] == "Join metal"
    assert [each["name"] for each in node["skills"]] == ["Skill 001"]
    assert [each["value"] for each in node["results"]] == ["A"]  # the other has no scale
    assert node["recipient"]["identities"] == ["me@example.org"]
    assert node["verification"]["verdict"] == "VERIFIED"
    assert [each["name"] for each in nodes(node["collections"])] == ["Best"]
    assert [each["state"] for each in nodes(node["shares"])] == ["ACTIVE"]
    assert node["sourceDocument"]["downloadUrl"].startswith("https://wallet.example/")
    assert {each["form"] for each in node["bakedBadges"]} == {"PNG", "SVG"}


async def test_an_import_is_begun_followed_and_stopped(wallet):
    source = {"source": {"text": "{}"}}
    app = application()
    async with client(app, wallet.token) as asking, served(app) as host:
        begun = (await shown(asking, "ImportStartMutation", input=source))["importCredentials"]
        assert begun["userErrors"] == []
        assert (begun["job"]["state"], begun["job"]["totalCount"]) == ("QUEUED", 1)
        stopping = {"jobId": begun["job"]["id"]}
        async with subscriber(host, wallet) as listening:
            events = listening.subscribe(
                GraphQLRequest(
                    SCREENS["Import"],
                    variable_values=stopping,
                    operation_name="ImportProgressSubscription",
                )
            )
            first = await asyncio.wait_for(anext(events), 5)
            assert first["importJobUpdated"]["job"] == begun["job"]
            assert first["importJobUpdated"]["item"]["state"] == "QUEUED"
            await shown(asking, "ImportStopMutation", input=stopping)
            states = [event["importJobUpdated"]["job"]["state"] async for event in events]
        assert states[-1] == "CANCELLED"


def subscriber(host, wallet):
    transport = WebsocketsTransport(
        f"ws://{host}/graphql",
        init_payload={"Authorization": f"Bearer {wallet.token}"},
        close_timeout=0.2,
        subprotocols=["graphql-transport-ws"],
    )
    return Subscriber(transport=transport, fetch_schema_from_transport=False)


async def test_an_import_is_looked_at_again(asking, wallet):
    variables = variables_of(wallet)["ImportResultQuery"]
    node = (await shown(asking, "ImportResultQuery", **variables))["node"]
    assert (node["state"], node["importedCount"], node["failedCount"]) == ("COMPLETED", 3, 1)
    assert node["items"]["totalCount"] == 4
    items = nodes(node["items"])
    assert items[0]["credential"]["verification"]["verdict"] == "VERIFIED"
    assert items[-1]["problem"]["whoCanMend"] == "LEARNER"
    assert items[-1]["problem"]["hint"] == "Look at the file."


async def test_a_verification_is_explained_with_what_became_of_it(asking, wallet):
    await CredentialReport.filter(id=wallet.reports[1]).update(confirmed_at=NOW)
    variables = variables_of(wallet)["VerificationQuery"]
    node = (await shown(asking, "VerificationQuery", **variables))["node"]
    (finding,) = node["verification"]["findings"]
    assert (finding["check"], finding["outcome"]) == ("proof.signature", "PASS")
    assert finding["message"] == "The signature fits the document: nothing was altered since."
    (entry,) = nodes(node["timeline"])
    assert entry["verdict"] == {"before": None, "after": "VERIFIED"}
    assert entry["summary"]
    again = {"credentialId": variables["id"]}
    asked = (await shown(asking, "VerificationAgainMutation", input=again))["verifyCredential"]
    assert asked["userErrors"] == []
    assert asked["credential"]["isBeingChecked"] is True


async def test_a_link_is_edited_and_its_visits_are_told(asking, wallet):
    credential = global_id(Kind.CREDENTIAL, wallet.credentials[0])
    draft = {"title": "For work", "items": [{"credentialId": credential}]}
    made = (await shown(asking, "ShareCreateMutation", input=draft))["createShare"]
    assert made["userErrors"] == []
    assert made["share"]["items"][0]["credential"]["id"] == credential
    assert made["share"]["url"].startswith("https://wallet.example/")
    changed = {"shareId": made["share"]["id"], "title": "For the club"}
    updated = (await shown(asking, "ShareUpdateMutation", input=changed))["updateShare"]
    assert updated["share"]["title"] == "For the club"
    revoked = {"shareId": made["share"]["id"]}
    closed = (await shown(asking, "ShareRevokeMutation", input=revoked))["revokeShare"]
    assert closed["share"]["state"] == "REVOKED"
    variables = variables_of(wallet)
    listed = (await shown(asking, "ShareListQuery", **variables["ShareListQuery"]))["viewer"]
    assert [each["title"] for each in nodes(listed["shares"])] == ["For you"]
    node = (await shown(asking, "ShareEditorQuery", **variables["ShareEditorQuery"]))["node"]
    assert [each["clientFamily"] for each in nodes(node["accessLog"])] == ["BROWSER"]


async def test_the_account_says_what_is_signed_in_and_connected(asking, wallet):
    answer = await shown(asking, "AccountQuery")
    viewer = answer["viewer"]
    assert [each["address"] for each in viewer["emails"]] == ["anna@example.org"]
    assert [each["isCurrent"] for each in viewer["sessions"]] == [True]
    assert [each["name"] for each in viewer["connections"]] == ["Example Badges"]
    assert viewer["connectedApplications"][0]["permissions"]
    assert len(viewer["notificationPreferences"]) > 5
    assert [each["url"] for each in nodes(viewer["webhooks"])] == ["https://hooks.example/in"]
    assert answer["server"]["maxUploadFiles"] > 0
    renamed = {"displayName": "Anna"}
    changed = (await shown(asking, "AccountUpdateMutation", input=renamed))["updateProfile"]
    assert changed["viewer"]["displayName"] == "Anna"


async def test_the_inbox_is_read(asking, wallet):
    variables = variables_of(wallet)["NotificationsQuery"]
    inbox = (await shown(asking, "NotificationsQuery", **variables))["viewer"]["notifications"]
    assert (inbox["totalCount"], inbox["unreadCount"]) == (1, 1)
    (notification,) = nodes(inbox)
    assert "Welding" in notification["title"]
    assert notification["credential"]["id"] == global_id(Kind.CREDENTIAL, wallet.credentials[0])
    reading = {"notificationIds": [notification["id"]]}
    read = await shown(asking, "NotificationsReadMutation", input=reading)
    assert read["markNotificationsRead"]["viewer"]["notifications"]["unreadCount"] == 0


@pytest.mark.parametrize(
    ("screen", "operation", "root", "known"),
    [
        ("Verification", "VerificationEndedSubscription", "credentialVerified", "report"),
        ("Share", "ShareOpenedSubscription", "shareAccessed", "access"),
        ("Notifications", "NotificationsAddedSubscription", "notificationAdded", "notification"),
    ],
)
async def test_a_screen_is_kept_up_to_date(wallet, screen, operation, root, known):
    async with served(application()) as host, subscriber(host, wallet) as listening:
        asked = GraphQLRequest(SCREENS[screen], operation_name=operation)
        event = await asyncio.wait_for(anext(listening.subscribe(asked)), 5)
    assert event[root][known]["id"]


@pytest.mark.parametrize("operation", list(MOST_STATEMENTS))
async def test_a_screen_costs_few_statements_however_much_there_is(
    asking, wallet, operation, monkeypatch
):
    large = await wallet_of("large@example.org", 24)
    await _fill_import(large)
    costs = []
    for each in (wallet, large):
        async with client(application(), each.token) as own:
            variables = variables_of(each)[operation]
            await shown(own, operation, **variables)  # what is learnt once is learnt
            with counted(monkeypatch) as statements:
                await shown(own, operation, **variables)
        costs.append(len(statements.texts))
    assert costs[0] == costs[1] <= MOST_STATEMENTS[operation]


async def _fill_import(wallet):
    await Job.filter(id=wallet.jobs[0]).update(state="COMPLETED")
    for position, credential in enumerate(wallet.credentials[3:15], start=3):
        await ImportItem.create(
            learner_id=wallet.learner_id,
            job_id=wallet.jobs[0],
            position=position,
            label=f"file {position}",
            source_kind="FILE",
            state="DONE",
            outcome="ADDED",
            credential_id=credential,
        )


@pytest.mark.parametrize("operation", list(MOST_STATEMENTS))
async def test_a_screen_is_answered_alike_by_both_ways(asking, wallet, operation, monkeypatch):
    left = []
    original = planned.Operation.answered

    async def counting(self, call, given):
        answer = await original(self, call, given)
        left.append(answer is None)
        return answer

    monkeypatch.setattr(planned.Operation, "answered", counting)
    variables = variables_of(wallet)[operation]
    first = await posted(asking, operation, variables)
    second = await posted(asking, operation, variables)
    assert "errors" not in first.json()
    assert left == [False], "the second time it is planned"
    assert first.text == second.text
