"""GraphQL requests in, a learner's own objects and what came of their wishes out."""

from wallet.api.budgets import RequestBudget
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
from wallet.api.trusted_documents import TrustedDocuments

__all__ = [
    "GRAPHQL_PATH",
    "ApiServices",
    "Explorer",
    "QueryLimits",
    "RequestBudget",
    "RequestLimits",
    "RequestThrottle",
    "Throttle",
    "TrustedDocuments",
    "Webhooks",
    "create_graphql_app",
]
