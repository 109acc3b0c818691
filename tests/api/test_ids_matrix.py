"""Every place where a client may put an id, tried with every sort of id, as everybody.

The places are found in the schema: a new one without a row here fails.
"""

from dataclasses import dataclass
from uuid import uuid4

import pytest
from graphql import (
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    build_schema,
    get_named_type,
)

from tests.api.wallets import KEYS, application, client, services, wallet_of
from wallet.accounts.addresses import listed
from wallet.api.export import sdl
from wallet.api.identifiers import Kind, global_id
from wallet.sharing.tokens import token_of

MALFORMED = (
    "",
    "x",
    "AAAA",
    "AgAAAAAAAAAAAAAAAAAAAAA=",
    "0",
    "💥",
    "../../etc",
    "1 OR 1=1",
    "A" * 9000,
)


@dataclass(frozen=True)
class Place:
    """An id's kind, where a wallet of `wallets` keeps such keys, and a document that uses one."""

    kind: Kind
    keys: str
    document: str


def _mutation(name: str, rest: str = "", asked: str = "", member: str = "credentialId") -> str:
    return f"""mutation($id: ID!) {{ {name}(input: {{ {member}: $id {rest} }})
        {{ {asked} userErrors {{ code message path }} }} }}"""


def _filtered(member: str) -> str:
    return f"""query($id: ID!) {{ viewer {{ credentials(filter: {{ {member}: [$id] }})
        {{ totalCount nodes {{ name }} }} }} }}"""


MATRIX = {
    "Query.node.id": Place(
        Kind.CREDENTIAL, "credentials", "query($id: ID!) { node(id: $id) { id __typename } }"
    ),
    "Query.nodes.ids": Place(
        Kind.SHARE, "shares", "query($id: ID!) { nodes(ids: [$id, $id]) { id __typename } }"
    ),
    "Subscription.importJobUpdated.jobId": Place(
        Kind.IMPORT_JOB,
        "jobs",
        "subscription($id: ID!) { importJobUpdated(jobId: $id) { job { state } } }",
    ),
    "CredentialFilter.issuerIds": Place(Kind.ISSUER, "issuers", _filtered("issuerIds")),
    "CredentialFilter.achievementIds": Place(
        Kind.ACHIEVEMENT, "achievements", _filtered("achievementIds")
    ),
    "CredentialFilter.skillIds": Place(Kind.SKILL, "skills", _filtered("skillIds")),
    "CredentialFilter.collectionIds": Place(
        Kind.COLLECTION, "collections", _filtered("collectionIds")
    ),
    "ShareFilter.credentialId": Place(
        Kind.CREDENTIAL,
        "credentials",
        """query($id: ID!) { viewer { shares(filter: { credentialId: $id })
            { totalCount nodes { title } } } }""",
    ),
    "VerifyCredentialInput.credentialId": Place(
        Kind.CREDENTIAL, "credentials", _mutation("verifyCredential", asked="credential { name }")
    ),
    "UpdateCredentialInput.credentialId": Place(
        Kind.CREDENTIAL,
        "credentials",
        _mutation("updateCredential", ', note: "changed"', "credential { note }"),
    ),
    "DeleteCredentialInput.credentialId": Place(
        Kind.CREDENTIAL, "credentials", _mutation("deleteCredential", asked="deletedCredentialId")
    ),
    "CreateCollectionInput.credentialIds": Place(
        Kind.CREDENTIAL,
        "credentials",
        """mutation($id: ID!) { createCollection(input: { name: "New", credentialIds: [$id] })
            { collection { name } userErrors { code message path } } }""",
    ),
    "UpdateCollectionInput.collectionId": Place(
        Kind.COLLECTION,
        "collections",
        _mutation("updateCollection", ', name: "Other"', "collection { name }", "collectionId"),
    ),
    "UpdateCollectionInput.credentialIds": Place(
        Kind.CREDENTIAL,
        "credentials",
        """mutation($id: ID!) { updateCollection(input: { collectionId: "OWN COLLECTION",
            credentialIds: [$id] }) { collection { name } userErrors { code message path } } }""",
    ),
    "DeleteCollectionInput.collectionId": Place(
        Kind.COLLECTION,
        "collections",
        _mutation("deleteCollection", "", "deletedCollectionId", "collectionId"),
    ),
    "ShareItemInput.credentialId": Place(
        Kind.CREDENTIAL,
        "credentials",
        """mutation($id: ID!) { createShare(input: { title: "New", items: [{ credentialId: $id }] })
            { share { title } userErrors { code message path } } }""",
    ),
    "UpdateShareInput.shareId": Place(
        Kind.SHARE,
        "shares",
        _mutation("updateShare", ', title: "Other"', "share { title }", "shareId"),
    ),
    "DuplicateShareInput.shareId": Place(
        Kind.SHARE, "shares", _mutation("duplicateShare", "", "share { title }", "shareId")
    ),
    "RevokeShareInput.shareId": Place(
        Kind.SHARE, "shares", _mutation("revokeShare", "", "share { state }", "shareId")
    ),
    "MarkNotificationsReadInput.notificationIds": Place(
        Kind.NOTIFICATION,
        "notifications",
        """mutation($id: ID!) { markNotificationsRead(input: { notificationIds: [$id] })
            { viewer { id } userErrors { code message path } } }""",
    ),
    "UpdateWebhookInput.webhookId": Place(
        Kind.WEBHOOK_ENDPOINT,
        "webhooks",
        _mutation("updateWebhook", ", kinds: [EXPIRED]", "webhook { url kinds }", "webhookId"),
    ),
    "RotateWebhookSecretInput.webhookId": Place(
        Kind.WEBHOOK_ENDPOINT,
        "webhooks",
        _mutation("rotateWebhookSecret", "", "secret webhook { url }", "webhookId"),
    ),
    "TestWebhookInput.webhookId": Place(
        Kind.WEBHOOK_ENDPOINT,
        "webhooks",
        _mutation("testWebhook", "", "delivery { state }", "webhookId"),
    ),
    "DeleteWebhookInput.webhookId": Place(
        Kind.WEBHOOK_ENDPOINT,
        "webhooks",
        _mutation("deleteWebhook", "", "deletedWebhookId", "webhookId"),
    ),
    "ImportCredentialsInput.collectionId": Place(
        Kind.COLLECTION,
        "collections",
        """mutation($id: ID!) { importCredentials(input: { collectionId: $id,
            source: { text: "{}" } }) { job { state } userErrors { code message path } } }""",
    ),
    "CancelImportInput.jobId": Place(
        Kind.IMPORT_JOB, "jobs", _mutation("cancelImport", "", "job { state }", "jobId")
    ),
    "ImportChoicesInput.itemId": Place(
        Kind.IMPORT_ITEM,
        "items",
        _mutation(
            "importChoices", ', addresses: ["https://a.example/1"]', "job { state }", "itemId"
        ),
    ),
    "SignOutInput.sessionId": Place(
        Kind.SESSION,
        "session_ids",
        _mutation("signOut", "", "deletedSessionId", "sessionId"),
    ),
    "DisconnectApplicationInput.applicationId": Place(
        Kind.CONNECTED_APPLICATION,
        "applications",
        _mutation("disconnectApplication", "", "disconnectedApplicationId", "applicationId"),
    ),
    "SyncConnectionInput.connectionId": Place(
        Kind.CONNECTION,
        "connections",
        _mutation("syncConnection", "", "job { id }", "connectionId"),
    ),
    "DisconnectPlatformInput.connectionId": Place(
        Kind.CONNECTION,
        "connections",
        _mutation("disconnectPlatform", "", "deletedConnectionId", "connectionId"),
    ),
    "ImportSource.connectionId": Place(
        Kind.CONNECTION,
        "connections",
        """mutation($id: ID!) { importCredentials(input: { source: { connectionId: $id } })
            { job { id } userErrors { code message path } } }""",
    ),
    "VerifyEmailInput.emailId": Place(
        Kind.ACCOUNT_EMAIL,
        "emails",
        _mutation("verifyEmail", ', code: "123456"', "email { isVerified }", "emailId"),
    ),
    "RemoveEmailInput.emailId": Place(
        Kind.ACCOUNT_EMAIL, "emails", _mutation("removeEmail", "", "deletedEmailId", "emailId")
    ),
    "SetPrimaryEmailInput.emailId": Place(
        Kind.ACCOUNT_EMAIL,
        "emails",
        _mutation("setPrimaryEmail", "", "email { isPrimary }", "emailId"),
    ),
}
STATE = """{ viewer { displayName emails { id isPrimary } sessions { id }
  connectedApplications { id } connections { id state }
  credentials { nodes { id note tags name } } collections { nodes { id name credentials
  { nodes { id } } } } importJobs { nodes { id state } }
  shares { nodes { id title state items { credential { id } } } }
  notifications { unreadCount nodes { id readAt } } webhooks { nodes { id url kinds
  deliveries { totalCount } } } } }"""


def _places():
    schema = build_schema(sdl())
    for name, type_ in schema.type_map.items():
        if isinstance(type_, GraphQLInputObjectType):
            for member, declared in type_.fields.items():
                if get_named_type(declared.type).name == "ID":
                    yield f"{name}.{member}"
        elif isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for member, declared in type_.fields.items():
                for argument, of in declared.args.items():
                    if get_named_type(of.type).name == "ID":
                        yield f"{name}.{member}.{argument}"


def test_every_place_for_an_id_has_a_row():
    assert set(_places()) == set(MATRIX)


async def _key(wallet, place):
    if place.keys == "session_ids":
        return wallet.session_id
    if place.keys == "emails":
        return (await listed(wallet.learner_id))[0].id
    return getattr(wallet, place.keys)[0]


async def _answer(asking, place, identifier, wallet):
    own_collection = global_id(Kind.COLLECTION, wallet.collections[0])
    document = place.document.replace("OWN COLLECTION", own_collection)
    headers = asking.headers
    if document.startswith("subscription"):
        headers = {**headers, "Accept": "text/event-stream"}
    response = await asking.http.post(
        "/graphql", json={"query": document, "variables": {"id": identifier}}, headers=headers
    )
    return response.status_code, response.text.replace(response.headers["x-request-id"], "")


@pytest.fixture
async def app(sqlite_database):
    return application(services())


@pytest.fixture
async def two(app):
    """Two learners: for each a client, the own wallet and the other's."""
    anna, ben = await wallet_of("anna@example.org"), await wallet_of("ben@example.org")
    async with client(app, anna.token) as as_anna, client(app, ben.token) as as_ben:
        yield ((as_anna, anna, ben), (as_ben, ben, anna))


@pytest.mark.parametrize("place", MATRIX.values(), ids=MATRIX.keys())
async def test_only_an_own_id_names_anything(app, two, place):
    before = [await asking.ask(STATE) for asking, _, __ in two]
    for asking, wallet, other in two:
        absent = await _answer(asking, place, global_id(place.kind, uuid4()), wallet)
        for identifier in await _not_own(place, wallet, other):
            assert await _answer(asking, place, identifier, wallet) == absent, identifier
        own = global_id(place.kind, await _key(wallet, place))
        async with client(app) as nobody:
            await _nobody_learns_anything(nobody, place, own, wallet)
        await _a_visitor_is_refused(app, place, own, wallet)
    assert [await asking.ask(STATE) for asking, _, __ in two] == before
    for asking, wallet, _ in two:
        absent = await _answer(asking, place, global_id(place.kind, uuid4()), wallet)
        own = global_id(place.kind, await _key(wallet, place))
        assert await _answer(asking, place, own, wallet) != absent


async def _not_own(place, wallet, other):
    wrong_kind = next(kind for kind in Kind if kind is not place.kind)
    return (
        global_id(place.kind, await _key(other, place)),
        global_id(wrong_kind, await _key(wallet, place)),
        global_id(Kind.VIEWER, other.learner_id),
        *MALFORMED,
    )


async def _nobody_learns_anything(nobody, place, identifier, wallet):
    known = await _answer(nobody, place, identifier, wallet)
    assert known == await _answer(nobody, place, global_id(place.kind, uuid4()), wallet)
    assert wallet.email not in known[1]
    assert '"data":{' not in known[1] or "null" in known[1]


async def _a_visitor_is_refused(app, place, identifier, wallet):
    """A link's token opens the link, and is no key to the API."""
    async with client(app, token_of(wallet.shares[0], 1, KEYS)) as visitor:
        http_status, text = await _answer(visitor, place, identifier, wallet)
        assert http_status == 401
        assert "data" not in text
