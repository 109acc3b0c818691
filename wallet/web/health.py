"""Whether this process lives, and whether it can serve."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from wallet.web.resource import resource

Readiness = Mapping[str, Callable[[], Awaitable[bool]]]
"""What must hold before requests are sent here, by name: `database`, `migrations` …

One that raises, or has not answered in `DEADLINE` seconds, is not ready.
"""
DEADLINE = 3.0
LOGGER = logging.getLogger("wallet.health")


def health_routes(readiness: Readiness) -> list[BaseRoute]:
    """Return /health/live and /health/ready."""

    async def live(_request: Request) -> Response:
        return JSONResponse({"status": "live"})

    async def ready(_request: Request) -> Response:
        states = {name: await _holds(name, asked) for name, asked in readiness.items()}
        well = all(states.values())
        return JSONResponse(
            {"status": "ready" if well else "unready", "checks": states},
            status_code=200 if well else 503,
        )

    return [
        resource("/health/live", "live", get=live),
        resource("/health/ready", "ready", get=ready),
    ]


async def _holds(name: str, asked: Callable[[], Awaitable[bool]]) -> bool:
    """Return whether it holds; what cannot be found out does not."""
    try:
        async with asyncio.timeout(DEADLINE):
            return await asked()
    except Exception:  # whatever a driver may raise means: not ready
        LOGGER.warning("%s could not be asked", name, exc_info=True)
        return False
