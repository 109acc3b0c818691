"""The API on a real server, on a port of its own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from uvicorn import Config, Server


@asynccontextmanager
async def served(app: Any) -> AsyncIterator[str]:
    """Serve the app on loopback; yield `127.0.0.1:port`."""
    config = Config(app, host="127.0.0.1", port=0, log_level="warning", access_log=False)
    async with running(config) as address:
        yield address


@asynccontextmanager
async def running(config: Config) -> AsyncIterator[str]:
    """Run a server; yield `127.0.0.1:port`."""
    server = Server(config)
    task = asyncio.create_task(server._serve())
    while not server.started:  # noqa: ASYNC110  # uvicorn has no event for it
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await task
