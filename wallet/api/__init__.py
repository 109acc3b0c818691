"""GraphQL requests in, a learner's own objects and what came of their wishes out."""

from wallet.api.http import GRAPHQL_PATH, create_graphql_app
from wallet.api.services import (
    ApiServices,
    Explorer,
    QueryLimits,
    RequestLimits,
    Throttle,
    Webhooks,
)
from wallet.api.throttling import RequestThrottle

__all__ = [
    "GRAPHQL_PATH",
    "ApiServices",
    "Explorer",
    "QueryLimits",
    "RequestLimits",
    "RequestThrottle",
    "Throttle",
    "Webhooks",
    "create_graphql_app",
]
