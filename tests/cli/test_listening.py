"""Small answers must not wait for the other side's delayed acknowledgement, some 40 ms each."""

import asyncio
import socket

import pytest

from wallet.cli.serving import _listen


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
async def test_a_connection_sends_at_once(host):
    delays = asyncio.get_running_loop().create_future()

    def accepted(_, writer):
        own = writer.get_extra_info("socket")
        delays.set_result(own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    listening = _listen(host, 0)
    async with await asyncio.start_server(accepted, sock=listening):
        _, writer = await asyncio.open_connection(*listening.getsockname()[:2])
        assert await delays
        writer.close()
