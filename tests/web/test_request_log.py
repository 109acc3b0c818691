"""The log knows templates; no token, address or query is in any line."""

import logging

import pytest
from httpx2 import ASGITransport, AsyncClient
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from tests.web.conftest import PUBLIC_URL, TOKEN
from wallet.web import RequestLog


@pytest.mark.parametrize(
    ("method", "path", "template"),
    [
        pytest.param("GET", f"/s/{TOKEN}", "/s/{token}", id="page"),
        pytest.param("GET", f"/s/{TOKEN}/vc/0", "/s/{token}/vc/{position}", id="original"),
        pytest.param("POST", f"/s/{TOKEN}/check", "/s/{token}/check", id="check"),
        pytest.param("GET", f"/else/{TOKEN}", "(no route)", id="no route"),
        pytest.param(
            "GET", f"/media/picture/{TOKEN}/x", "/media/{kind}/{owner}/{sha256}", id="media"
        ),
    ],
)
async def test_a_line_names_the_template_alone(client, caplog, method, path, template):
    with caplog.at_level(logging.INFO, logger="wallet"):
        await client.request(method, f"{path}?signature={TOKEN}", headers={"referer": TOKEN})
    (line,) = [record.getMessage() for record in caplog.records if record.name == "wallet.requests"]
    assert line.startswith(f"{method} {template} ")
    assert TOKEN not in caplog.text


async def test_a_failure_is_logged_and_told_without_its_words(web, client, caplog):
    async def failing(_token, _now):
        raise RuntimeError("the inside of the machine")

    web.open_link = failing
    transport = ASGITransport(web.app(), raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url=PUBLIC_URL) as broken:
        answer = await broken.get(f"/s/{TOKEN}")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert "the inside of the machine" not in answer.text
    request_id = answer.json()["instance"].removeprefix("urn:uuid:")
    (failure,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert request_id in failure.getMessage()
    assert "the inside of the machine" in caplog.text
    assert TOKEN not in caplog.text


async def test_a_failure_after_the_answer_spoils_no_answer(web, caplog):
    async def failing(*_visit):
        raise RuntimeError("the log of visits is full")

    web.log_visit = failing
    transport = ASGITransport(web.app())
    async with AsyncClient(transport=transport, base_url=PUBLIC_URL) as broken:
        answer = await broken.get(f"/s/{TOKEN}")
    assert answer.status_code == 200
    assert "the log of visits is full" in caplog.text


async def test_half_an_answer_is_broken_off():
    async def half():
        yield b"half"
        raise RuntimeError("no more")

    async def endpoint(_request):
        return StreamingResponse(half())

    app = Starlette(routes=[Route("/", endpoint)], middleware=[Middleware(RequestLog)])
    async with AsyncClient(transport=ASGITransport(app), base_url=PUBLIC_URL) as broken:
        with pytest.raises(RuntimeError, match="no more"):
            await broken.get("/")


@pytest.mark.parametrize(
    ("path", "level"),
    [
        pytest.param("/files/main.js", logging.DEBUG, id="a file of a page is a detail"),
        pytest.param("/files/nothing.js", logging.INFO, id="one that is missing is told"),
    ],
)
async def test_files_do_not_drown_what_happens(tmp_path, caplog, path, level):
    (tmp_path / "main.js").write_text("/* */")
    app = RequestLog(Starlette(routes=[Mount("/files", StaticFiles(directory=tmp_path))]))
    async with AsyncClient(transport=ASGITransport(app), base_url=PUBLIC_URL) as asking:
        with caplog.at_level(logging.DEBUG, logger="wallet"):
            await asking.get(path)
    (record,) = [each for each in caplog.records if each.name == "wallet.requests"]
    assert record.levelno == level
