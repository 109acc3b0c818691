import asyncio

import pytest

from wallet.web import health


async def test_a_process_that_answers_lives(client):
    answer = await client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "live"})


async def holds():
    return True


async def fails():
    return False


async def raises():
    raise OSError("no database at postgres://user:password@host")


async def hangs():
    await asyncio.Event().wait()


@pytest.mark.parametrize(
    ("migrations", "status", "said"),
    [
        pytest.param(holds, 200, "ready", id="all hold"),
        pytest.param(fails, 503, "unready", id="one does not"),
        pytest.param(raises, 503, "unready", id="one cannot be asked"),
        pytest.param(hangs, 503, "unready", id="one is silent"),
    ],
)
async def test_ready_only_when_all_hold(web, client, monkeypatch, migrations, status, said):
    monkeypatch.setattr(health, "DEADLINE", 0.05)
    web.readiness |= {"database": holds, "migrations": migrations}
    answer = await client.get("/health/ready")
    assert answer.status_code == status
    assert answer.json() == {
        "status": said,
        "checks": {"database": True, "migrations": status == 200},
    }
    assert "password" not in answer.text
