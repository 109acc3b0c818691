"""What nobody may find elsewhere: a link's token, its passcode, an address that is typed."""

import logging
import sqlite3
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from httpx2 import ASGITransport, AsyncClient
from starlette.applications import Starlette
from starlette.middleware import Middleware

from tests.fixtures.examined import NOW, examined
from tests.web.conftest import PUBLIC_URL
from wallet.learner.keeping import take_turns
from wallet.learner.learner import Learner
from wallet.learner.storing import store_examined
from wallet.sharing.links import create_link, revoke_link
from wallet.sharing.openings import OpeningProofs
from wallet.sharing.tokens import TokenKeys, token_of
from wallet.store.connection import transaction
from wallet.store.media_links import MediaLinks
from wallet.web import RequestLog, WebServices, create_web_routes

TOKENS = TokenKeys(b"k" * 32)
PASSCODE = "xylophone-passcode"
WRONG = "wrong-xylophone"
ADDRESS = "visitor-typed@home.example"
CLIENT = "203.0.113.77"
OURS = {
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
    "accept": "text/html",
    "sec-fetch-site": "same-origin",
}


@pytest.fixture
async def link(sqlite_database):
    owner = uuid4()
    async with transaction():
        await take_turns(Learner(owner))
        stored = await store_examined(Learner(owner), examined(), None, NOW)
    share_id = await create_link(
        owner,
        credential_ids=[stored.credential_id],
        title="CV",
        passcode=PASSCODE,
        expires_at=NOW + timedelta(days=1),
        keys=TOKENS,
        now=NOW,
    )
    return owner, share_id, token_of(share_id, 1, TOKENS)


@pytest.fixture
async def visitor():
    services = WebServices(
        public_url=PUBLIC_URL,
        clock=lambda: NOW,
        media_links=MediaLinks(b"m" * 32, PUBLIC_URL),
        openings=OpeningProofs(b"o" * 32),
    )
    app = Starlette(routes=create_web_routes(services), middleware=[Middleware(RequestLog)])
    transport = ASGITransport(app, client=(CLIENT, 1), raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url=PUBLIC_URL) as made:
        yield made


async def visits(visitor, path):
    """Do everything that a visitor does, right and wrong, and return the answers."""
    answers = [await visitor.get(path, headers=OURS)]

    async def sends(place, **form):
        for accept in ("text/html", "application/json"):
            headers = OURS | {"accept": accept}
            sent = await visitor.post(f"{path}/{place}", data=form, headers=headers)
            answers.append(sent)

    await sends("open", passcode=WRONG)
    await sends("confirm", address=ADDRESS)
    await sends("open", passcode=PASSCODE)
    for part in ("", "/report", "/vc/0", "/file/0", "/ask", "/qr", "/image/0", "/vc/7"):
        got = await visitor.get(f"{path}{part}", headers=OURS)
        answers.append(got)
    await sends("confirm", address=ADDRESS)
    await sends("confirm", address=f"{ADDRESS} and no address")
    await sends("problem", text="The grade is missing.")
    await sends("problem", text="")
    await sends("check")
    return answers


async def test_no_secret_is_in_a_log_an_address_an_answer_or_the_database(
    link, visitor, sqlite_database, caplog
):
    owner, share_id, token = link
    caplog.set_level(logging.DEBUG)
    answers = await visits(visitor, f"/s/{token}")
    await revoke_link(owner, share_id, now=NOW)
    answers += await visits(visitor, f"/s/{token}")
    assert {200, 303, 403, 404, 410, 422} <= {answer.status_code for answer in answers}
    logged = "\n".join(
        f"{record.getMessage()} {record.exc_text or ''}"
        for record in caplog.records
        if record.name.startswith("wallet")
    )
    assert "/s/{token}/open" in logged
    for secret in (token, PASSCODE, WRONG, ADDRESS, CLIENT):
        assert secret not in logged
    for answer in answers:
        for typed in (PASSCODE, WRONG, ADDRESS, CLIENT):
            assert typed not in answer.text + repr(answer.headers)
        assert answer.headers["referrer-policy"] == "no-referrer"
        location = answer.headers.get("location", "")
        assert urlsplit(location).query in {"", "opened", "check=requested", "check=recent"}
        if answer.headers.get("content-type", "").startswith("application/problem"):
            assert token not in answer.text
    assert secrets_kept(sqlite_database, (token, PASSCODE, WRONG, ADDRESS, CLIENT)) == []


def secrets_kept(database, secrets):
    """Return those that stand anywhere in the database."""
    with sqlite3.connect(urlsplit(database.url).path) as opened:
        dump = "\n".join(opened.iterdump())
    assert "share_try" in dump
    assert "argon2id" in dump
    return [secret for secret in secrets if secret in dump]
