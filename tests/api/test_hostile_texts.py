"""Whatever text stands in an input: it is taken or refused, and never a fault of ours."""

import pytest

from tests.api.wallets import application, client, wallet_of
from wallet.api.identifiers import Kind, global_id

TEXTS = {
    "nul": "a\x00b",
    "control": "\x01\x1b[31m",
    "quotes": "'\"; DROP TABLE credential; --",
    "wildcards": "%_\\%",
    "turned-round": "\u202egnitrats",
    "astral": "💥" * 400,
    "noncharacter": "\uffff\ufdd0",
    "empty": "",
    "spaces": " \t\n ",
    "long": "x" * 70_000,
    "template": "${7*7}{{7*7}}<script>",
}
ERRORS = "userErrors { code message path }"
DOCUMENTS = {
    "search": "query($t: String!) { viewer { credentials(search: $t) { totalCount } } }",
    "search-issuers": "query($t: String!) { viewer { issuers(search: $t) { totalCount } } }",
    "tags": "query($t: String!) { viewer { credentials(filter: { tags: [$t] }) { totalCount } } }",
    "cursor": "query($t: String!) { viewer { credentials(after: $t) { totalCount } } }",
    "collection": f"""mutation($t: String!) {{ createCollection(input: {{ name: $t, description: $t
        }}) {{ collection {{ name description }} {ERRORS} }} }}""",
    "note": f"""mutation($t: String!, $id: ID!) {{ updateCredential(input: {{ credentialId: $id,
        note: $t }}) {{ credential {{ note }} {ERRORS} }} }}""",
    "own-tags": f"""mutation($t: String!, $id: ID!) {{ updateCredential(input: {{ credentialId: $id,
        tags: [$t] }}) {{ credential {{ tags }} {ERRORS} }} }}""",
    "share": f"""mutation($t: String!, $id: ID!) {{ createShare(input: {{ title: $t, message: $t,
        recipientLabel: $t, items: [{{ credentialId: $id }}] }}) {{ share {{ title message
        recipientLabel }} {ERRORS} }} }}""",
    "import": f"""mutation($t: String!) {{ importCredentials(input: {{ source: {{ text: $t }} }})
        {{ job {{ items {{ nodes {{ label }} }} }} {ERRORS} }} }}""",
    "import-key": f"""mutation($t: String!) {{ importCredentials(input: {{ idempotencyKey: $t,
        source: {{ text: "x" }} }}) {{ job {{ id }} {ERRORS} }} }}""",
    "import-address": f"""mutation($t: URL!) {{
        importCredentials(input: {{ source: {{ url: $t }} }}) {{ job {{ id }} {ERRORS} }} }}""",
    "name": f"""mutation($t: String!) {{ updateProfile(input: {{ displayName: $t }})
        {{ viewer {{ displayName }} {ERRORS} }} }}""",
    "language": f"""mutation($t: LanguageTag!) {{ updateProfile(input: {{ language: $t }})
        {{ viewer {{ language }} {ERRORS} }} }}""",
    "email": f"""mutation($t: EmailAddress!) {{ addEmail(input: {{ address: $t }})
        {{ email {{ address }} {ERRORS} }} }}""",
    "sign-in": f"""mutation($t: String!) {{ signIn(input: {{ requestId: $t, code: $t,
        deviceName: $t }}) {{ tokens {{ accessToken }} {ERRORS} }} }}""",
    "refresh": f"""mutation($t: String!) {{ refreshSession(input: {{ refreshToken: $t }})
        {{ tokens {{ accessToken }} {ERRORS} }} }}""",
    "moment": """query($t: DateTime!) { viewer { credentials(filter: { validFromAfter: $t })
        { totalCount } } }""",
}


@pytest.fixture
async def learner(database):
    return await wallet_of("anna@example.org")


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS.keys())
async def test_no_text_makes_us_fail(learner, document):
    identifier = global_id(Kind.CREDENTIAL, learner.credentials[0])
    async with client(application(), learner.token) as asking:
        for name, text in TEXTS.items():
            variables = {"t": text}
            if "$id" in document:
                variables["id"] = identifier
            response = await asking.post(document, variables)
            assert response.status_code == 200, name
            codes = [error["extensions"]["code"] for error in response.json().get("errors", ())]
            assert set(codes) <= {"BAD_REQUEST"}, (name, response.text)


@pytest.mark.parametrize(
    "moment",
    ["2026-03-01", "2026-03-01T12:00:00", "2026-13-01T12:00:00Z", "0001-01-01T00:00:00+14:00", 7],
)
async def test_an_instant_is_whole_or_refused(anna, moment):
    response = await anna.post(DOCUMENTS["moment"], {"t": moment})
    assert "RFC 3339" in response.json()["errors"][0]["message"]


async def test_a_lone_surrogate_is_no_json(anna):
    response = await anna.http.post(
        "/graphql",
        content=b'{"query": "query($t: String!) { node(id: $t) { id } }",'
        b' "variables": {"t": "\\ud800"}}',
        headers={**anna.headers, "Content-Type": "application/json"},
    )
    assert response.status_code == 400
