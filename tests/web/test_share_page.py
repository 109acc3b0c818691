"""What a link's addresses answer."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.web import samples
from tests.web.conftest import PICTURE, PUBLIC_URL, SIGNED, TOKEN
from wallet.credentials.credential import Evidence
from wallet.sharing.freshening import Freshness
from wallet.sharing.shared import Closed, ClosedBecause, SharedDocument
from wallet.sharing.visitors import AccessKind, ClientFamily

PATH = f"/s/{TOKEN}"
CLOSED_AT = datetime(2026, 11, 1, tzinfo=UTC)
BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}
SAME_ORIGIN = {"sec-fetch-site": "same-origin"}
ROUTES = [
    pytest.param("GET", PATH, 200, id="page"),
    pytest.param("HEAD", PATH, 200, id="page head"),
    pytest.param("OPTIONS", PATH, 204, id="page options"),
    pytest.param("DELETE", PATH, 405, id="page with a wrong method"),
    pytest.param("GET", f"{PATH}/report", 200, id="report"),
    pytest.param("GET", f"{PATH}/vc/0", 200, id="original"),
    pytest.param("GET", f"{PATH}/file/0", 200, id="file"),
    pytest.param("GET", f"{PATH}/image/0", 200, id="picture"),
    pytest.param("POST", f"{PATH}/check", 403, id="check from elsewhere"),
    pytest.param("GET", f"{PATH}/check", 405, id="check by GET"),
    pytest.param("GET", "/s/unknown", 404, id="unknown link"),
    pytest.param("GET", "/s/closed", 410, id="closed link"),
    pytest.param("GET", "/s/unknown/else/where", 404, id="no route"),
    pytest.param("GET", "/", 200, id="front"),
    pytest.param("GET", "/health/live", 200, id="live"),
    pytest.param("GET", "/health/ready", 200, id="ready"),
    pytest.param("GET", "/robots.txt", 200, id="robots"),
    pytest.param("GET", "/media/picture/me/it", 404, id="media"),
]


@pytest.mark.parametrize(("method", "path", "status"), ROUTES)
async def test_every_answer_forbids_keeping_framing_and_following(
    web, client, method, path, status
):
    web.links["closed"] = Closed(ClosedBecause.REVOKED, CLOSED_AT)
    answer = await client.request(method, path)
    assert answer.status_code == status
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-robots-tag"] == "noindex, nofollow, noarchive"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in answer.headers["permissions-policy"]
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "set-cookie" not in answer.headers


async def test_the_page_says_who_signed_what_and_when_it_was_checked(client):
    answer = await client.get(PATH, headers={"accept": "text/html"})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert (
        "Issued and signed by <strong>example.edu</strong>. Complete and unaltered." in answer.text
    )
    assert "Checked 23 November 2026, 14:50 UTC (3 minutes ago)." in answer.text


async def test_what_is_told_of_a_work_is_read_as_markdown(web, client):
    told = Evidence(
        "https://work.example/lantern", {"und": "A lantern"}, {"und": "On *living hinges*.<b>x</b>"}
    )
    web.links[TOKEN] = samples.share(samples.credential(evidence=(told,)))
    text = (await client.get(PATH)).text
    assert "<em>living hinges</em>" in text
    assert "<b>" not in text


async def test_what_is_told_of_the_work_is_in_the_reader_s_language(web, client):
    told = Evidence(
        None,
        {"en": "A lantern", "de": "Eine Laterne"},
        narrative={"en": "It glows.", "de": "Sie leuchtet."},
        description={"en": "Of wood.", "de": "Aus Holz."},
    )
    (result,) = samples.credential().results
    scale = replace(result.scale, name={"en": "Grade", "de": "Note"}, required={"de": "Gut"})
    result = replace(result, value={"en": "Good", "de": "Sehr gut"}, scale=scale)
    said = {"en": "Built by hand.", "de": "Von Hand gebaut."}
    web.links[TOKEN] = samples.share(
        samples.credential(evidence=(told,), results=(result,), narrative=said)
    )
    german = {"accept-language": "de"}
    page = (await client.get(PATH, headers=german)).text
    words = ("Eine Laterne", "Sie leuchtet.", "Aus Holz.", "Note", "Sehr gut", "Von Hand gebaut.")
    assert [each for each in words if each not in page] == []
    assert "A lantern" not in page
    (shown,) = (await client.get(f"{PATH}/report", headers=german)).json()["credentials"]
    assert shown["narrative"] == "Von Hand gebaut."
    assert shown["evidence"][0]["narrative"] == "Sie leuchtet."
    assert (shown["results"][0]["value"], shown["results"][0]["scale"]["name"]) == (
        "Sehr gut",
        "Note",
    )
    page = (await client.get(PATH, headers={"accept-language": "en"})).text
    assert "Built by hand." in page
    assert "Sehr gut" not in page


async def test_five_credentials_are_less_than_50_kilobytes(web, client):
    web.links[TOKEN] = samples.share(*(make() for make in samples.ALL_STATES[:5]))
    answer = await client.get(PATH)
    assert len(answer.content) < 50_000


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        pytest.param(None, "text/html", id="nothing asked"),
        pytest.param("text/html,application/xml;q=0.9,*/*;q=0.8", "text/html", id="a browser"),
        pytest.param("application/json", "application/json", id="json"),
        pytest.param("text/html;q=0.1, application/json;q=0.9", "application/json", id="quality"),
        pytest.param("text/html;q=0, */*", "application/json", id="no page, please"),
        pytest.param("application/vc+ld+json", "application/vc+ld+json", id="the only original"),
        pytest.param("application/ld+json", "application/ld+json", id="its other name"),
    ],
)
async def test_one_address_answers_in_the_form_that_is_asked_for(client, accept, media_type):
    headers = {"accept": accept} if accept else {}
    answer = await client.get(PATH, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == media_type
    assert answer.headers["vary"] == "Accept, Accept-Language"


async def test_what_nothing_fits_is_told_what_there_is(client):
    answer = await client.get(PATH, headers={"accept": "image/avif"})
    assert answer.status_code == 406
    assert answer.json()["offered"][:2] == ["text/html", "application/json"]


async def test_an_original_is_not_guessed_where_two_would_fit(web, client):
    web.links[TOKEN] = samples.share(samples.credential(), samples.expired())
    answer = await client.get(PATH, headers={"accept": "application/vc+ld+json"})
    assert answer.status_code == 406


@pytest.mark.parametrize(
    ("make", "accept", "media_type", "name"),
    [
        pytest.param(
            samples.credential, "*/*", "application/vc+ld+json", "credential-1.json", id="json-ld"
        ),
        pytest.param(
            samples.credential,
            "application/vc",
            "application/vc",
            "credential-1.json",
            id="json-ld by its newest name",
        ),
        pytest.param(
            samples.hosted, "*/*", "application/ld+json", "credential-1.json", id="open badges 2"
        ),
        pytest.param(
            samples.self_declared, "*/*", "application/vc+jwt", "credential-1.jwt", id="jwt"
        ),
        pytest.param(
            samples.self_declared,
            "application/jwt",
            "application/jwt",
            "credential-1.jwt",
            id="jwt by its general name",
        ),
    ],
)
async def test_an_original_is_served_byte_for_byte_to_be_saved(
    web, client, make, accept, media_type, name
):
    web.links[TOKEN] = samples.share(make())
    answer = await client.get(f"{PATH}/vc/0", headers={"accept": accept})
    assert answer.content == SIGNED
    assert answer.headers["content-type"] == media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("stored", "served"),
    [
        pytest.param("image/png", "image/png", id="baked png"),
        pytest.param("image/svg+xml", "image/svg+xml", id="baked svg"),
        pytest.param("text/html", "application/octet-stream", id="nothing that runs"),
    ],
)
async def test_the_file_of_the_holder_is_saved_never_shown(web, client, stored, served):
    web.files[0] = SharedDocument(PICTURE, stored, samples.ORIGINAL)
    answer = await client.get(f"{PATH}/file/0")
    assert answer.content == PICTURE
    assert answer.headers["content-type"] == served
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("part", ["vc", "file"])
async def test_what_nobody_but_the_holder_vouches_for_gives_no_original(web, client, part):
    web.links[TOKEN] = samples.share(samples.altered())
    answer = await client.get(f"{PATH}/{part}/0")
    assert answer.status_code == 404
    page = await client.get(PATH)
    assert f"/{part}/0" not in page.text


@pytest.mark.parametrize("position", ["1", "-1", "٣", "99999999999999999999", "x", "0x0"])
@pytest.mark.parametrize("part", ["vc", "file", "image"])
async def test_there_is_nothing_at_other_positions(client, part, position):
    answer = await client.get(f"{PATH}/{part}/{position}")
    assert answer.status_code == 404


async def test_a_picture_that_we_did_not_paint_is_not_served(web, client):
    web.pictures[0] = SharedDocument(b"<svg/>", "image/svg+xml", samples.IMAGE)
    answer = await client.get(f"{PATH}/image/0")
    assert answer.status_code == 404


async def test_the_json_holds_report_and_disclosed_fields(client):
    said = (await client.get(f"{PATH}/report")).json()
    (credential,) = said["credentials"]
    assert said["url"] == f"{PUBLIC_URL}{PATH}"
    assert credential["level"] == "ORIGINAL"
    assert credential["issuer"]["domain"] == "example.edu"
    assert credential["report"]["verdict"] == "VERIFIED"
    assert credential["results"][0]["scale"]["minimum"] == "1.0"
    assert credential["original"]["url"] == f"{PUBLIC_URL}{PATH}/vc/0"
    checks = [finding["check"] for finding in credential["report"]["findings"]]
    assert "status.revocation" in checks


@pytest.mark.parametrize("accept", ["text/html", "application/json", "image/png"])
async def test_every_unknown_token_is_answered_alike(client, accept):
    tokens = ["unknown", TOKEN[:-1], TOKEN + "A", TOKEN.lower(), "%00", "a" * 5000, "ünïcode"]
    answers = [await client.get(f"/s/{token}", headers={"accept": accept}) for token in tokens]
    first = answers[0]
    assert first.status_code == 404
    for answer in answers:
        assert answer.status_code == 404
        assert answer.content == first.content
        assert answer.headers == first.headers


@pytest.mark.parametrize("part", ["", "/report", "/vc/0", "/file/0", "/image/0"])
async def test_an_unknown_token_is_unknown_in_every_part(client, part):
    answer = await client.get(f"/s/unknown{part}", headers={"accept": "text/html"})
    page = await client.get("/s/unknown", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert answer.content == page.content


@pytest.mark.parametrize(
    ("reason", "code", "words"),
    [
        pytest.param(ClosedBecause.EXPIRED, "LINK_EXPIRED", "This link has run out", id="expired"),
        pytest.param(ClosedBecause.REVOKED, "LINK_REVOKED", "This link was closed", id="revoked"),
    ],
)
@pytest.mark.parametrize("part", ["", "/report", "/vc/0", "/file/0", "/image/0"])
async def test_a_dead_link_is_no_dead_credential(web, client, reason, code, words, part):
    web.links[TOKEN] = Closed(reason, CLOSED_AT)
    page = await client.get(f"{PATH}{part}", headers={"accept": "text/html"})
    assert page.status_code == 410
    assert words in page.text
    assert "Only the link" in page.text
    assert "1 November 2026" in page.text
    problem = await client.get(f"{PATH}{part}", headers={"accept": "application/json"})
    assert problem.status_code == 410
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json()["code"] == code


async def test_a_dead_link_begins_no_check(web, client):
    web.links[TOKEN] = Closed(ClosedBecause.REVOKED, CLOSED_AT)
    assert (await client.post(f"{PATH}/check", headers=SAME_ORIGIN)).status_code == 410
    assert (await client.post("/s/unknown/check", headers=SAME_ORIGIN)).status_code == 404


async def test_head_has_the_length_of_the_page_and_no_body(web, client):
    page = await client.get(PATH)
    web.visits.clear()
    head = await client.head(PATH)
    assert head.content == b""
    assert head.headers["content-length"] == page.headers["content-length"]
    assert web.visits == []


async def test_options_tell_the_methods_and_nothing_of_the_link(client):
    known, unknown = [await client.options(path) for path in (PATH, "/s/unknown")]
    assert known.headers["allow"] == "GET, HEAD, OPTIONS"
    assert known.headers == unknown.headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"sec-fetch-site": "same-origin", "origin": "null"}, 303, id="our page"),
        pytest.param({"origin": PUBLIC_URL}, 303, id="our page in an old browser"),
        pytest.param({"sec-fetch-site": "cross-site", "origin": PUBLIC_URL}, 403, id="elsewhere"),
        pytest.param({"sec-fetch-site": "same-site"}, 403, id="a neighbour"),
        pytest.param({"sec-fetch-site": "none"}, 403, id="no page at all"),
        pytest.param({"origin": "https://evil.example"}, 403, id="elsewhere in an old browser"),
        pytest.param({"origin": "null"}, 403, id="a sandboxed frame in an old browser"),
        pytest.param({}, 403, id="says nothing"),
    ],
)
async def test_only_our_own_page_begins_a_check(client, headers, status):
    answer = await client.post(f"{PATH}/check", headers=headers)
    assert answer.status_code == status
    if status == 303:
        assert answer.headers["location"] == f"{PATH}?check=requested"


async def test_a_check_under_way_is_said(web, client):
    web.links[TOKEN] = samples.share(samples.credential(checking=True))
    assert "We are checking again." in (await client.get(f"{PATH}?check=requested")).text


async def test_a_check_that_is_too_young_is_said(web, client):
    web.fresh = Freshness.TOO_SOON
    answer = await client.post(f"{PATH}/check", headers=SAME_ORIGIN)
    page = await client.get(answer.headers["location"])
    assert "It was checked within the last ten minutes" in page.text


async def test_the_query_says_nothing_of_its_own(client):
    plain = await client.get(PATH)
    for query in ("check=<script>", "check=requested", "other=1"):
        assert (await client.get(f"{PATH}?{query}")).text == plain.text


@pytest.mark.parametrize(
    ("path", "headers", "visit"),
    [
        pytest.param(PATH, BROWSER, (AccessKind.PAGE, ClientFamily.BROWSER, None), id="a person"),
        pytest.param(
            PATH,
            BROWSER | {"referer": "https://mail.example/inbox?q=secret"},
            (AccessKind.PAGE, ClientFamily.BROWSER, "mail.example"),
            id="a person from somewhere",
        ),
        pytest.param(
            PATH,
            {"user-agent": "Slackbot-LinkExpanding 1.0"},
            (AccessKind.PAGE, ClientFamily.PREVIEW, None),
            id="a preview",
        ),
        pytest.param(
            f"{PATH}/vc/0",
            {"user-agent": "curl/8"},
            (AccessKind.DOCUMENT, ClientFamily.PROGRAM, None),
            id="a verifier",
        ),
        pytest.param(
            PATH,
            {"user-agent": "curl/8", "accept": "application/json"},
            (AccessKind.DOCUMENT, ClientFamily.PROGRAM, None),
            id="a program at the page",
        ),
        pytest.param(f"{PATH}/image/0", BROWSER, None, id="a picture is no visit"),
        pytest.param(PATH, BROWSER | {"sec-purpose": "prefetch"}, None, id="a prefetch is none"),
    ],
)
async def test_a_visit_is_noted_by_kind_and_host_alone(web, client, path, headers, visit):
    await client.get(path, headers=headers)
    expected = [] if visit is None else [(samples.SHARE_ID, *visit)]
    assert web.visits == expected


async def test_no_answer_of_a_link_but_its_own_holds_the_token(web, client):
    web.links[TOKEN] = Closed(ClosedBecause.REVOKED, CLOSED_AT)
    for accept in ("text/html", "application/json"):
        answer = await client.get(PATH, headers={"accept": accept})
        assert TOKEN not in answer.text
        assert TOKEN not in json.dumps(dict(answer.headers))
