from os import environ
from shutil import which
from socket import socket
from subprocess import DEVNULL, Popen
from time import sleep

import pytest
from limits import RateLimitItemPerHour, RateLimitItemPerMinute

from wallet.accounts.rate_limits import LimitRules, client_network, open_rate_limits
from wallet.user_errors import LimitReachedError


@pytest.fixture(scope="module")
def valkey_url():
    if url := environ.get("WALLET_TEST_VALKEY_URL"):
        yield url
        return
    program = which("valkey-server") or which("redis-server")
    if program is None:
        pytest.skip("neither WALLET_TEST_VALKEY_URL nor a valkey-server")
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with Popen([program, *arguments], stdout=DEVNULL, stderr=DEVNULL) as server:
        for _ in range(100):
            with socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            sleep(0.02)
        yield f"valkey://127.0.0.1:{port}/0"
        server.terminate()


@pytest.fixture(params=["memory", "valkey"])
def url(request):
    return None if request.param == "memory" else request.getfixturevalue("valkey_url")


@pytest.fixture
def windows(request):
    """Windows that no other test counts in."""
    name = request.node.name
    return (RateLimitItemPerMinute(2, 1, name), RateLimitItemPerHour(3, 1, name))


async def test_each_window_must_have_room(url, windows):
    async with open_rate_limits(url) as limits:
        for _ in range(2):
            await limits.count(windows, "ada")
        with pytest.raises(LimitReachedError) as refusal:
            await limits.count(windows, "ada")
        assert 50 <= (refusal.value.retry_after or 0) <= 60
        await limits.count(windows, "bob")


async def test_two_who_read_alike_when_joined_are_two(url, windows):
    async with open_rate_limits(url) as limits:
        for _ in range(2):
            await limits.count(windows, "ab", "c")
            await limits.count(windows, "a", "bc")
        with pytest.raises(LimitReachedError):
            await limits.count(windows, "ab", "c")


async def test_processes_share_the_counts_of_one_storage(valkey_url, windows):
    async with open_rate_limits(valkey_url) as here, open_rate_limits(valkey_url) as there:
        await here.count(windows, "shared")
        await there.count(windows, "shared")
        with pytest.raises(LimitReachedError):
            await here.count(windows, "shared")


async def test_while_the_storage_is_away_each_process_counts_for_itself(caplog, windows):
    with socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"redis://127.0.0.1:{nobody.getsockname()[1]}/0"
        async with open_rate_limits(url) as limits:
            for _ in range(2):
                await limits.count(windows, "ada")
            with pytest.raises(LimitReachedError):
                await limits.count(windows, "ada")
    assert "counting in this process alone" in caplog.text


def test_one_client_cannot_use_up_an_address():
    rules = LimitRules()
    most = min(window.amount for window in rules.codes_for_address)
    one_client = min(window.amount for window in rules.codes_of_client_for_address[1:])
    assert 3 * one_client <= most


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("a test's client", "a test's client"),
    ],
)
def test_a_subscriber_is_one_client(address, client):
    assert client_network(address) == client
