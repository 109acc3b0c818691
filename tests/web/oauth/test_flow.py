"""What the authorization server refuses, and what becomes of secrets that come twice.

Sources: RFC 6749; RFC 7636; RFC 7009; RFC 7591; RFC 9207; RFC 9700.
"""

import asyncio
import re
from base64 import urlsafe_b64encode
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

import pytest
from httpx import AsyncClient

from tests.fixtures.connecting import (
    APPLICATION,
    SAME_ORIGIN,
    LearnerBrowser,
    hidden,
    metadata,
    sent,
)
from tests.fixtures.wallet import served_wallet
from wallet.accounts import application_grants, mail
from wallet.app import now
from wallet.demonstration import RECIPIENT
from wallet.store.models.applications import ApplicationGrant
from wallet.web.words.german import GERMAN

VERIFIER = "v" * 43
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
SCOPE = "https://purl.imsglobal.org/spec/ob/v3p0/scope/credential.readonly"
CALLBACK = f"{APPLICATION}/callback"


@pytest.fixture
async def http(settings_for):
    async with (
        served_wallet(settings_for(), demo=False) as wallet,
        AsyncClient(base_url=wallet.origin, timeout=60) as client,
    ):
        yield client


@pytest.fixture
def learner(http):
    return LearnerBrowser(str(http.base_url).rstrip("/"), RECIPIENT)


async def register(http, **changed):
    answer = await http.post("/oauth/register", json=metadata(**changed))
    assert answer.status_code == HTTPStatus.CREATED, answer.text
    return answer.json()


@pytest.fixture
async def application(http):
    return await register(http)


def asking(http, application, **changed):
    """Return the address of an authorization request; a parameter that is None is left out."""
    parameters = {
        "response_type": "code",
        "client_id": application["client_id"],
        "redirect_uri": CALLBACK,
        "scope": SCOPE,
        "state": "xyz",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        **changed,
    }
    said = {name: value for name, value in parameters.items() if value is not None}
    return f"{http.base_url}/oauth/authorize?{urlencode(said)}"


async def exchange(http, application, good_code, **changed):
    form = {
        "grant_type": "authorization_code",
        "code": good_code,
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
        **changed,
    }
    return await http.post("/oauth/token", data=form, auth=secret_of(application))


async def renew(http, application, refresh_token):
    form = {"grant_type": "refresh_token", "refresh_token": refresh_token}
    return await http.post("/oauth/token", data=form, auth=secret_of(application))


def secret_of(application):
    return application["client_id"], application["client_secret"]


@pytest.fixture
async def code(http, application, learner):
    return sent(await learner.allows(asking(http, application)))["code"]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"client_id": "nobody"}, id="an application that never registered"),
        pytest.param({"client_id": None}, id="no application"),
        pytest.param({"redirect_uri": None}, id="no redirect URI"),
        pytest.param({"redirect_uri": f"{CALLBACK}/"}, id="a slash more"),
        pytest.param({"redirect_uri": f"{CALLBACK}?x=1"}, id="a query more"),
        pytest.param({"redirect_uri": "https://evil.example/callback"}, id="another host"),
        pytest.param({"redirect_uri": "http://badges.example.edu/callback"}, id="another scheme"),
        pytest.param({"redirect_uri": f'{CALLBACK}"><script>'}, id="a redirect URI with markup"),
        pytest.param({"redirect_uri": "javascript:alert(1)"}, id="a script"),
        pytest.param({"client_id": "ü" * 9}, id="not ASCII"),
        pytest.param({"scope": "x" * 5000}, id="endless"),
    ],
)
async def test_who_cannot_be_sent_back_is_told_on_a_page(http, application, changed):
    answer = await http.get(asking(http, application, **changed))
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "location" not in answer.headers
    assert "<script" not in answer.text
    assert "cannot be used" in answer.text


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        pytest.param({"code_challenge": None}, "invalid_request", id="no challenge"),
        pytest.param({"code_challenge_method": None}, "invalid_request", id="no method"),
        pytest.param({"code_challenge_method": "plain"}, "invalid_request", id="plain"),
        pytest.param({"code_challenge": "short"}, "invalid_request", id="a short challenge"),
        pytest.param({"scope": "openid"}, "invalid_scope", id="nothing that there is"),
        pytest.param({"scope": "offline_access"}, "invalid_scope", id="nothing at all"),
        pytest.param({"response_type": "token"}, "unsupported_response_type", id="implicit"),
    ],
)
async def test_a_faulty_request_goes_back_to_the_application(http, application, changed, error):
    answer = await http.get(asking(http, application, **changed))
    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert answer.headers["location"].startswith(f"{CALLBACK}?")
    said = sent(answer.headers["location"])
    assert said["error"] == error
    assert said["state"] == "xyz"
    assert said["iss"] == str(http.base_url).rstrip("/")


async def test_a_repeated_parameter_is_refused(http, application):
    answer = await http.get(f"{asking(http, application)}&redirect_uri=https://evil.example/")
    assert answer.status_code == HTTPStatus.BAD_REQUEST


async def test_the_answer_names_us_and_the_state(http, application, learner):
    location = await learner.allows(asking(http, application))
    assert urlsplit(location)._replace(query="").geturl() == CALLBACK
    assert sent(location).keys() == {"code", "state", "iss"}


async def test_a_learner_who_denies_gives_nothing(http, application, learner):
    said = sent(await learner.denies(asking(http, application)))
    assert said["error"] == "access_denied"
    assert not await ApplicationGrant.all().exists()
    page = await learner.opens(asking(http, application))
    assert 'type="email"' in page.text  # signed out again


async def test_whoever_has_not_signed_in_may_deny_too(http, application):
    answer = await http.post(asking(http, application), data={"step": "deny"}, headers=SAME_ORIGIN)
    assert sent(answer.headers["location"])["error"] == "access_denied"


@pytest.mark.parametrize("step", ["allow", "leave"])
async def test_only_the_learners_own_page_allows(http, application, learner, step):
    url = asking(http, application)
    await learner.signs_in(url)
    without = await learner.sends(url, step=step)
    assert without.status_code == HTTPStatus.FORBIDDEN
    forged = await learner.sends(url, step=step, proof="0" * 64)
    assert forged.status_code == HTTPStatus.FORBIDDEN
    http.cookies = learner.cookies
    foreign = await http.post(url, data={"step": step}, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == HTTPStatus.FORBIDDEN
    silent = await http.post(url, data={"step": step})
    assert silent.status_code == HTTPStatus.FORBIDDEN


async def test_the_page_speaks_the_language_of_its_reader(http, application):
    http.headers["accept-language"] = "de"
    page = await http.get(asking(http, application))
    assert page.headers["content-language"] == "de"
    assert '<html lang="de"' in page.text
    faulty = await http.get(asking(http, application, redirect_uri="https://evil.example/"))
    assert GERMAN.consent.faulty in faulty.text


async def test_the_page_cannot_be_framed_and_leads_nowhere_else(http, application):
    page = await http.get(asking(http, application))
    policy = page.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert f"form-action 'self' {APPLICATION};" in policy
    assert page.headers["x-frame-options"] == "DENY"
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"


async def test_the_session_of_the_page_opens_no_more_than_a_quarter_of_an_hour(
    http, application, learner
):
    url = asking(http, application)
    page = await http.post(url, data={"step": "address", "address": RECIPIENT}, headers=SAME_ORIGIN)
    assert "set-cookie" not in page.headers
    await learner.signs_in(url)
    (cookie,) = learner.cookies.jar
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite").lower() == "lax"
    assert cookie.expires - now().timestamp() < 16 * 60


async def test_a_wrong_code_from_the_mail_signs_nobody_in(http, application, learner):
    url = asking(http, application)
    page = await learner.sends(url, step="address", address=RECIPIENT)
    answer = await learner.sends(
        url, step="code", sign_in="wallet_rq_x", address=RECIPIENT, code="AAAA-AAAA"
    )
    assert page.status_code == HTTPStatus.OK
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        pytest.param({"code_verifier": "w" * 43}, "invalid_grant", id="another verifier"),
        pytest.param({"code_verifier": ""}, "invalid_request", id="no verifier"),
        pytest.param({"redirect_uri": f"{CALLBACK}2"}, "invalid_grant", id="another redirect"),
        pytest.param({"redirect_uri": ""}, "invalid_grant", id="no redirect"),
        pytest.param({"code": "wallet_ac_x"}, "invalid_grant", id="another code"),
        pytest.param({"grant_type": "password"}, "unsupported_grant_type", id="another grant"),
    ],
)
async def test_a_code_is_worth_nothing_without_what_belongs_to_it(
    http, application, code, changed, error
):
    answer = await exchange(http, application, code, **changed)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert answer.json()["error"] == error
    assert answer.headers["cache-control"] == "no-store"
    assert (await exchange(http, application, code)).status_code == HTTPStatus.OK


async def test_another_application_cannot_spend_the_code(http, application, code):
    other = await register(http)
    answer = await exchange(http, other, code)
    assert answer.json()["error"] == "invalid_grant"
    assert (await exchange(http, application, code)).status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    "auth",
    [None, ("CLIENT", "wrong"), ("CLIENT", ""), ("00000000-0000-0000-0000-000000000000", "x")],
)
async def test_an_application_with_a_secret_has_to_show_it(http, application, code, auth):
    given = auth and (auth[0].replace("CLIENT", application["client_id"]), auth[1])
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
        "client_id": application["client_id"],
    }
    answer = await http.post("/oauth/token", data=form, auth=given)
    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    assert answer.json()["error"] == "invalid_client"
    assert answer.headers["www-authenticate"] == "Basic"


@pytest.mark.parametrize(
    "header", ["Basic", "Basic !!!", "Basic //79", "Basic Og==", "Bearer x", "Basic " + "A" * 9000]
)
async def test_a_header_that_cannot_be_read_is_no_fault_of_ours(http, application, code, header):
    answer = await http.post(
        "/oauth/token",
        data={"grant_type": "authorization_code", "code": code},
        headers={"Authorization": header},
    )
    assert answer.status_code == HTTPStatus.UNAUTHORIZED


async def test_a_code_that_comes_twice_ends_what_it_opened(http, application, code):
    tokens = (await exchange(http, application, code)).json()
    replayed = await exchange(http, application, code)
    assert replayed.json()["error"] == "invalid_grant"
    answer = await renew(http, application, tokens["refresh_token"])
    assert answer.json()["error"] == "invalid_grant"
    subjects = [message.subject for message in await mail.latest()]
    assert "We disconnected an application from your wallet" in subjects


async def test_a_code_runs_out(code):
    row = await application_grants.find_code(code)
    assert application_grants.is_good(row, now())
    assert not application_grants.is_good(row, now() + application_grants.CODE_LIFETIME)


async def test_of_many_who_spend_a_code_at_once_one_is_served(http, application, code):
    answers = await asyncio.gather(*(exchange(http, application, code) for _ in range(8)))
    served = [each for each in answers if each.status_code == HTTPStatus.OK]
    assert len(served) == 1


async def test_a_spent_refresh_token_ends_the_whole_family(http, application, code):
    first = (await exchange(http, application, code)).json()
    second = (await renew(http, application, first["refresh_token"])).json()
    assert second["refresh_token"] != first["refresh_token"]
    assert second["scope"] == SCOPE
    stolen = await renew(http, application, first["refresh_token"])
    assert stolen.json()["error"] == "invalid_grant"
    ended = await renew(http, application, second["refresh_token"])
    assert ended.json()["error"] == "invalid_grant"
    answer = await http.get(
        "/ims/ob/v3p0/credentials", headers={"Authorization": f"Bearer {second['access_token']}"}
    )
    assert answer.status_code == HTTPStatus.UNAUTHORIZED


async def test_another_application_neither_renews_nor_ends_a_grant(http, application, code):
    tokens = (await exchange(http, application, code)).json()
    other = await register(http)
    assert (await renew(http, other, tokens["refresh_token"])).json()["error"] == "invalid_grant"
    refused = await http.post(
        "/oauth/revoke", data={"token": tokens["refresh_token"]}, auth=secret_of(other)
    )
    assert refused.status_code == HTTPStatus.BAD_REQUEST
    answer = await renew(http, application, tokens["refresh_token"])
    assert answer.status_code == HTTPStatus.OK


async def test_of_many_refreshes_at_once_one_is_served(http, application, code):
    tokens = (await exchange(http, application, code)).json()
    answers = await asyncio.gather(
        *(renew(http, application, tokens["refresh_token"]) for _ in range(20))
    )
    assert [each.status_code for each in answers].count(HTTPStatus.OK) == 1


async def test_the_old_access_token_ends_with_a_refresh(http, application, code):
    first = (await exchange(http, application, code)).json()
    await renew(http, application, first["refresh_token"])
    answer = await http.get(
        "/ims/ob/v3p0/credentials", headers={"Authorization": f"Bearer {first['access_token']}"}
    )
    assert answer.status_code == HTTPStatus.UNAUTHORIZED


@pytest.mark.parametrize("token", ["", "x", "wallet_ar_x", "wallet_aa_x"])
async def test_revoking_what_never_was_says_nothing(http, application, token):
    answer = await http.post("/oauth/revoke", data={"token": token}, auth=secret_of(application))
    assert answer.status_code == HTTPStatus.OK


@pytest.mark.parametrize("kind", ["access_token", "refresh_token"])
async def test_either_token_takes_the_grant_back(http, application, code, kind):
    tokens = (await exchange(http, application, code)).json()
    answer = await http.post(
        "/oauth/revoke",
        data={"token": tokens[kind], "token_type_hint": kind},
        auth=secret_of(application),
    )
    assert answer.status_code == HTTPStatus.OK
    assert (await renew(http, application, tokens["refresh_token"])).status_code == 400


async def test_a_native_application_has_no_secret_and_any_port(http, learner):
    native = await register(
        http,
        redirect_uris=["http://127.0.0.1/callback"],
        token_endpoint_auth_method="none",
        **dict.fromkeys(("client_uri", "logo_uri", "tos_uri", "policy_uri"), ""),
    )
    assert "client_secret" not in native
    callback = "http://127.0.0.1:51234/callback"
    location = await learner.allows(asking(http, native, redirect_uri=callback))
    assert location.startswith(callback)
    form = {
        "grant_type": "authorization_code",
        "code": sent(location)["code"],
        "redirect_uri": callback,
        "code_verifier": VERIFIER,
        "client_id": native["client_id"],
    }
    assert (await http.post("/oauth/token", data=form)).status_code == HTTPStatus.OK


async def test_what_is_allowed_again_replaces_what_was(http, application, learner, code):
    first = (await exchange(http, application, code)).json()
    again = sent(await learner.allows(asking(http, application)))["code"]
    assert (await exchange(http, application, again)).status_code == HTTPStatus.OK
    assert (await renew(http, application, first["refresh_token"])).status_code == 400
    assert await ApplicationGrant.all().count() == 1


async def test_the_metadata_leads_everywhere(http):
    said = (await http.get("/.well-known/oauth-authorization-server")).json()
    assert said["issuer"] == str(http.base_url).rstrip("/")
    assert said["code_challenge_methods_supported"] == ["S256"]
    for name in ("token_endpoint", "revocation_endpoint", "registration_endpoint"):
        answer = await http.get(said[name])
        assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED


async def test_over_https_the_cookie_is_the_hosts_own(settings_for):
    settings = settings_for(public_url="https://wallet.example")
    async with (
        served_wallet(settings, demo=False) as wallet,
        AsyncClient(base_url=wallet.origin) as client,
    ):
        url = asking(client, await register(client))
        page = await client.post(
            url, data={"step": "address", "address": RECIPIENT}, headers=SAME_ORIGIN
        )
        (letter,) = await mail.latest()
        form = {
            "step": "code",
            "sign_in": hidden(page.text, "sign_in"),
            "address": RECIPIENT,
            "code": re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", letter.body).group(),
        }
        signed_in = await client.post(url, data=form, headers=SAME_ORIGIN)
    cookie = signed_in.headers["set-cookie"]
    assert cookie.startswith("__Host-wallet-consent=")
    for attribute in ("Secure", "HttpOnly", "Path=/", "SameSite=lax"):
        assert f"; {attribute}" in cookie
    assert "Domain" not in cookie


async def test_where_it_could_be_overheard_no_application_connects(settings_for):
    settings = settings_for(public_url="http://wallet.example")
    async with (
        served_wallet(settings, demo=False) as wallet,
        AsyncClient(base_url=wallet.origin) as client,
    ):
        for path in (
            "/oauth/authorize",
            "/.well-known/oauth-authorization-server",
            "/.well-known/badgeconnect.json",
            "/ims/ob/v3p0/discovery",
        ):
            assert (await client.get(path)).status_code == HTTPStatus.NOT_FOUND
