"""Strangers' texts: the language that is wanted, and nothing that runs."""

from tests.api.wallets import application, client
from wallet.accounts.account import change_profile
from wallet.api.types.texts import html, link
from wallet.store.models.credentials import Credential, CredentialReport


async def test_a_request_says_which_language_it_takes(wallet):
    async with client(application(), wallet.token) as asking:
        response = await asking.http.post(
            "/graphql",
            json={"query": "{ viewer { issuers(first: 1) { nodes { name } } } }"},
            headers={**asking.headers, "Accept-Language": "fr, de;q=0.5"},
        )
    assert response.json()["data"]["viewer"]["issuers"]["nodes"] == [{"name": "Aussteller 000"}]


def test_what_strangers_write_never_runs():
    assert html("<img src=x onerror=alert(1)>[a](javascript:alert(1))") == (
        "<p>&lt;img src=x onerror=alert(1)&gt;[a](javascript:alert(1))</p>"
    )
    assert link("javascript:alert(1)") is None
    assert link("https://user:pass@a.example/") is None
    assert link("https://a.example/") == "https://a.example/"
    assert html(None) is None


FINDINGS = """{ viewer { credentials(first: 1) { nodes {
  name nameLanguage issuer { name nameLanguage domain }
  verification { findings { code message detail hint language } }
} } } }"""


async def findings_of(wallet, accept_language=None):
    """What is told of the first credential, to who takes this language."""
    headers = {} if accept_language is None else {"Accept-Language": accept_language}
    async with client(application(), wallet.token) as asking:
        response = await asking.http.post(
            "/graphql", json={"query": FINDINGS}, headers={**asking.headers, **headers}
        )
    answer = response.json()
    assert "errors" not in answer, answer
    (credential,) = answer["data"]["viewer"]["credentials"]["nodes"]
    return credential


async def store(wallet, **members):
    finding = {
        "check": "validity.period",
        "answer": "STANDING",
        "outcome": "FAIL",
        "code": "EXPIRED",
        "message": "The credential has expired. It ended on 3 March 2026.",
        "seen_at": "2026-03-01T12:00:00+00:00",
        "source": "DOCUMENT",
        "looked_at": None,
        "pointer": None,
        "mender": "ISSUER",
        "detail": "It ended on {end:day}.",
        "particulars": {"end": "2026-03-03"},
    } | members
    await CredentialReport.all().update(findings=[finding])


async def test_a_stored_report_is_told_in_the_caller_s_language(wallet):
    await store(wallet)
    german = (await findings_of(wallet, "de-AT, en;q=0.5"))["verification"]["findings"]
    assert german == [
        {
            "code": "EXPIRED",
            "message": "Der Nachweis ist abgelaufen. Er endete am 3. März 2026.",
            "detail": "Er endete am 3. März 2026.",
            "hint": "Das kann nur der Aussteller beheben. Sagen Sie es ihm.",
            "language": "de",
        }
    ]
    (english,) = (await findings_of(wallet, "fr"))["verification"]["findings"]
    assert english["message"] == "The credential has expired. It ended on 3 March 2026."
    assert english["language"] == "en"


async def test_a_report_from_before_there_were_particulars_is_told_too(wallet):
    await store(wallet)
    row = await CredentialReport.all().first()
    older = [{k: v for k, v in row.findings[0].items() if k not in {"detail", "particulars"}}]
    await CredentialReport.all().update(findings=older)
    (finding,) = (await findings_of(wallet, "de"))["verification"]["findings"]
    assert finding["message"] == "Der Nachweis ist abgelaufen."
    assert finding["detail"] is None


async def test_what_an_issuer_wrote_into_a_report_turns_nothing_round(wallet):
    said = {"message": "a\u202eb {message.x}"}
    await store(wallet, code="REVOKED", detail='The issuer says: "{message}".', particulars=said)
    (finding,) = (await findings_of(wallet, "de"))["verification"]["findings"]
    assert finding["message"].endswith("Der Aussteller sagt: „ab {message.x}“.")


async def test_without_a_header_the_account_s_language_is_spoken(wallet):
    await store(wallet)
    await change_profile(wallet.learner_id, language="de-CH")
    credential = await findings_of(wallet)
    assert credential["verification"]["findings"][0]["language"] == "de"
    assert credential["issuer"]["name"].startswith("Aussteller")
    assert credential["issuer"]["nameLanguage"] == "de"
    assert credential["issuer"]["domain"] == "issuer.example"
    credential = await findings_of(wallet, "en")
    assert credential["verification"]["findings"][0]["language"] == "en"
    assert credential["issuer"]["nameLanguage"] == "en"


WORKS = """{ viewer { credentials(first: 1) { nodes {
  narrative evidence { name description narrative genre audience }
  results { value achievedLevel scale { name required } }
  german: narrative(language: "de") } } } }"""
SCALE = {
    "id": "urn:s", "name": {"en": "Grade", "de": "Note"}, "kind": None, "allowed_values": [],
    "minimum": None, "maximum": None, "required": {"en": "Pass", "de": "Bestanden"},
}  # fmt: skip
EVIDENCE = {
    "url": None, "genre": {"en": "Photo"}, "audience": {},
    "name": {"en": "Lamp", "de": "Lampe"},
    "description": {"de": "Sie leuchtet."},
    "narrative": {"en": "It *glows*.", "de": "Sie <b>leuchtet</b>."},
}  # fmt: skip


async def test_what_is_told_of_the_work_is_in_the_caller_s_language(wallet):
    for row in await Credential.all():
        achievement = {**row.detail["achievement"], "result_descriptions": [SCALE]}
        result = {"value": {"en": "Good", "de": "Gut"}, "status": None, "description": "urn:s"}
        result["achieved_level"] = {"und": "2"}
        said = {"narrative": {"en": "Built.", "de": "Gebaut."}, "evidence": [EVIDENCE]}
        detail = {**row.detail, **said, "achievement": achievement, "results": [result]}
        await Credential.filter(id=row.id).update(detail=detail)
    found = {}
    for tag in ("de-AT, en;q=0.5", "en"):
        async with client(application(), wallet.token) as asking:
            response = await asking.http.post(
                "/graphql",
                json={"query": WORKS},
                headers={**asking.headers, "Accept-Language": tag},
            )
        assert "errors" not in response.json(), response.json()
        (found[tag[:2]],) = response.json()["data"]["viewer"]["credentials"]["nodes"]
    assert found["de"] == {
        "narrative": "<p>Gebaut.</p>",
        "german": "<p>Gebaut.</p>",
        "evidence": [
            {
                "name": "Lampe",
                "description": "Sie leuchtet.",
                "narrative": "<p>Sie &lt;b&gt;leuchtet&lt;/b&gt;.</p>",
                "genre": "Photo",
                "audience": None,
            }
        ],
        "results": [
            {
                "value": "Gut",
                "achievedLevel": "2",
                "scale": {"name": "Note", "required": "Bestanden"},
            }
        ],
    }
    assert found["en"]["narrative"] == "<p>Built.</p>"
    assert found["en"]["german"] == "<p>Gebaut.</p>"
    assert found["en"]["evidence"][0]["name"] == "Lamp"
    assert found["en"]["results"][0]["value"] == "Good"
