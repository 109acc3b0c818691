"""How much one fetch, one import and one host may take."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from wallet.network.errors import FetchRefusedError, RefusalCode

MEBIBYTE = 1024 * 1024

# 8443 is where self-hosted issuers put https when 443 is taken; every other port belongs to
# something else than a website, and plain http is for old badges, which all live at 80.
PORTS: Mapping[str, frozenset[int]] = MappingProxyType(
    {"https": frozenset({443, 8443}), "http": frozenset({80})}
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps of one fetcher.

    Attributes:
        body_bytes: the most of one body, on the wire and again after decoding.
        message_bytes: the most of what we send ourselves.
        header_bytes: the most of all header names and values of one answer.
        redirects: the most hops after the first request.
        connect_seconds: to find the name, to connect, and to agree on TLS, each.
        read_seconds: the longest silence in an answer.
        total_seconds: the whole fetch with its redirects, waiting for a free slot apart.
        queue_seconds: the longest wait for a free slot of a host.
        per_host: requests at one time to one host.
        connections: requests at one time to all hosts.
        ports: the ports that may be asked, by scheme.
    """

    body_bytes: int = 8 * MEBIBYTE
    message_bytes: int = 64 * 1024
    header_bytes: int = 64 * 1024
    redirects: int = 5
    connect_seconds: float = 5.0
    read_seconds: float = 10.0
    total_seconds: float = 20.0
    queue_seconds: float = 60.0
    per_host: int = 4
    connections: int = 64
    ports: Mapping[str, frozenset[int]] = field(default_factory=lambda: PORTS)


@dataclass(slots=True)
class Budget:
    """The requests that one import may still make, redirects included.

    A badge names documents that name documents: without a bound, one import makes this
    server ask as many others as its author likes.
    """

    requests: int = 64

    def spend(self) -> None:
        """Take one request out.

        Raises:
            FetchRefusedError: BUDGET_SPENT.
        """
        if self.requests <= 0:
            raise FetchRefusedError(
                RefusalCode.BUDGET_SPENT,
                "This import refers to more documents than we fetch at once. "
                "Import its badges one by one.",
            )
        self.requests -= 1
