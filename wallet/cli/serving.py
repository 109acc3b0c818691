"""`wallet serve` and `wallet demo`: a wallet opened, and what there is to see said."""

import asyncio
import gc
import logging
import socket
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import uvicorn
from rich.console import Console
from starlette.types import ASGIApp

from wallet.api.explorer import EXPLORER_PATH
from wallet.api.services import RequestLimits
from wallet.app import Wallet, open_wallet, shows_outbox
from wallet.demonstration import RECIPIENT
from wallet.settings import Settings
from wallet.web.outbox import OUTBOX_PATH

_BACKLOG = 2048
_MESSAGES_WAITING = 4
_CONFIDANTS = (
    *("aiosqlite", "asyncpg", "tortoise", "valkey"),
    *("httpcore2", "httpx2", "strawberry", "uvicorn.error", "websockets"),
    *("PIL", "markdown_it", "python_multipart"),
)


class PortTakenError(Exception):
    """Somebody else listens there; the message says what to do."""


async def serve(settings: Settings, *, demo: bool, console: Console) -> None:
    """Serve until stopped; with `demo`, the demonstration's wallet is filled at first start.

    Raises:
        PortTakenError: the port is in use.
    """
    listening = _listen(settings.host, settings.port)
    settings = settings.model_copy(update={"port": listening.getsockname()[1]})
    async with open_wallet(settings, demo=demo) as wallet:
        await _announce(wallet, console)
        gc.freeze()  # what is there now stays, and is not gone through again and again
        await uvicorn.Server(server_config(wallet.app)).serve(sockets=[listening])


def server_config(app: ASGIApp) -> uvicorn.Config:
    """Return how `app` is served."""
    return uvicorn.Config(
        app,
        lifespan="off",
        access_log=False,  # an address may hold a token
        log_config=None,
        server_header=False,
        proxy_headers=False,  # whoever asks could say to be anybody
        ws_max_size=RequestLimits().json_bytes,  # held before anybody is known to have sent it
        ws_max_queue=_MESSAGES_WAITING,
    )


async def fill_demonstration(settings: Settings, console: Console) -> None:
    """Fill the demonstration's wallet without serving it."""
    async with open_wallet(settings, demo=True) as wallet:
        await _announce(wallet, console)


def configure_logging() -> None:
    """Write what happens to standard error, a line each.

    What passes through libraries holds addresses and codes, so that they speak of trouble alone,
    even where somebody asks the rest for every detail.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s: %(message)s")
    for name in _CONFIDANTS:
        logging.getLogger(name).setLevel(logging.WARNING)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # named TCP outright, asyncio sends each answer at once (TCP_NODELAY), not 40 ms later
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise PortTakenError(
            f"Port {port} of {host} cannot be used ({error.strerror}): stop what listens there, "
            "or choose another one with --port."
        ) from error
    listening.listen(_BACKLOG)
    listening.set_inheritable(False)
    return listening


async def _announce(wallet: Wallet, console: Console) -> None:
    """Say what there is to open; addresses are printed whole, so that a terminal links them."""
    settings = wallet.settings
    lines = [("Wallet", settings.origin), ("GraphQL", f"{settings.origin}/graphql")]
    if settings.in_development:
        lines.append(("API explorer", f"{settings.origin}{EXPLORER_PATH}"))
    if shows_outbox(settings):
        lines.append(("Outbox", f"{settings.origin}{OUTBOX_PATH}"))
    seeded = await wallet.seeded()
    if seeded is not None:
        token = f"{_wallet_command()} token {RECIPIENT}"
        lines.append(("Sign in as", f"{RECIPIENT}, with the code in the outbox, or: {token}"))
        if seeded.share_token is not None:
            lines.append(("Share link", f"{settings.origin}/s/{seeded.share_token}"))
    for name, value in lines:
        console.print(f"{name:<14}{value}", highlight=False, markup=False, soft_wrap=True)


def _wallet_command() -> str:
    local = Path(".venv/bin/wallet")
    return str(local) if local.exists() else "wallet"


def run(settings: Settings, *, demo: bool, console: Console) -> None:
    """Serve until a signal ends it."""
    configure_logging()
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(serve(settings, demo=demo, console=console))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return uvloop's, where it is installed: it is not to be had on every system."""
    found = find_spec("uvloop")
    return import_module("uvloop").new_event_loop if found is not None else None
