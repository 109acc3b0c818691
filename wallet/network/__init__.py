"""URL in, the answer of a public host (or of our own origin) out, within caps."""

from wallet.network.addresses import IPAddress, refusal
from wallet.network.errors import (
    FailureCode,
    FetchFailedError,
    FetchRefusedError,
    RefusalCode,
)
from wallet.network.exchange import Outgoing
from wallet.network.fetcher import Fetched, Fetcher, RequestMade
from wallet.network.limits import Budget, Limits
from wallet.network.media_types import (
    ACCEPT_CREDENTIAL,
    ACCEPT_JSON,
    DOCUMENT_TYPES,
    IMAGE_TYPES,
    JSON_TYPES,
    PAGE_TYPES,
    Wanted,
)
from wallet.network.own_origin import OwnOrigin
from wallet.network.resolving import Resolver, system_resolver

__all__ = [
    "ACCEPT_CREDENTIAL",
    "ACCEPT_JSON",
    "DOCUMENT_TYPES",
    "IMAGE_TYPES",
    "JSON_TYPES",
    "PAGE_TYPES",
    "Budget",
    "FailureCode",
    "FetchFailedError",
    "FetchRefusedError",
    "Fetched",
    "Fetcher",
    "IPAddress",
    "Limits",
    "Outgoing",
    "OwnOrigin",
    "RefusalCode",
    "RequestMade",
    "Resolver",
    "Wanted",
    "refusal",
    "system_resolver",
]
