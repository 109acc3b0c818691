"""Host name in, its addresses out."""

from asyncio import get_running_loop
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from socket import EAI_NONAME, SOCK_STREAM, gaierror, getaddrinfo

from wallet.network.addresses import IPAddress

Resolver = Callable[[str], Awaitable[Sequence[IPAddress]]]

# Threads of its own: names that answer slowly must not take the ones others wait for.
_THREADS = ThreadPoolExecutor(max_workers=16, thread_name_prefix="wallet-resolving")


_NOBODY = (".example", ".invalid", ".test")
"""Reserved names, which no name server is to be asked for. Source: RFC 6761, 6."""


async def system_resolver(host: str) -> Sequence[IPAddress]:
    """Return every address the operating system knows for `host`, best first.

    Raises:
        OSError: the name is unknown, or nobody could be asked.
        UnicodeError: the name cannot be asked for.
    """
    if f".{host.lower().rstrip('.')}".endswith(_NOBODY):
        raise gaierror(EAI_NONAME, "a reserved name, which nobody has")
    found = await get_running_loop().run_in_executor(
        _THREADS, lambda: getaddrinfo(host, None, type=SOCK_STREAM)
    )
    return tuple(dict.fromkeys(ip_address(place[0]) for *_, place in found))
