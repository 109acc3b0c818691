"""All types in, the one executable schema out."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from functools import cache
from typing import Any

import strawberry
from graphql import GraphQLError, NoSchemaIntrospectionCustomRule
from strawberry.extensions import AddValidationRules, MaxTokensLimiter, ParserCache, SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from wallet.accounts.authentication import still_holds
from wallet.api.calls import Call
from wallet.api.declaring import read_column
from wallet.api.errors import InputError, MaskedErrors, log_errors
from wallet.api.limits import BoundedValidation
from wallet.api.mutations import Mutation
from wallet.api.queries import NODE_TYPES, Query
from wallet.api.services import QueryLimits
from wallet.api.subscriptions import Subscription
from wallet.api.types.scalars import SCALARS


class WalletSchema(strawberry.Schema):
    """The schema; what clients do wrong is logged in a line, what we do wrong with its cause."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Log the errors of one operation."""
        call = execution_context.context if execution_context is not None else None
        log_errors(errors, call.request_id if isinstance(call, Call) else "none")


class OwnCall(SchemaExtension):
    """Gives each operation a call of its own, and a socket's only while its session holds."""

    async def on_operation(self) -> AsyncIterator[None]:
        """Replace the context before anything runs."""
        call = self.execution_context.context
        if isinstance(call, Call):
            caller = call.caller
            if call.on_socket and caller is not None:
                holds = await still_holds(caller, now=call.services.now())
                caller = caller if holds else None
            self.execution_context.context = replace(
                call, caller=caller, rows_loaded=0, past_reports=0
            )
        yield


_USUAL = QueryLimits()


@cache
def create_schema(limits: QueryLimits = _USUAL) -> WalletSchema:
    """Make the schema with these limits, once: it takes half a second and knows of no caller."""
    extensions: list[type[SchemaExtension] | Callable[[], Any]] = [
        MaskedErrors,
        OwnCall,
        lambda: MaxTokensLimiter(limits.tokens),
        ParserCache,
        lambda: BoundedValidation(limits),
    ]
    if not limits.introspection:
        extensions.append(lambda: AddValidationRules([NoSchemaIntrospectionCustomRule]))
    return WalletSchema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        types=[*NODE_TYPES, InputError],
        extensions=extensions,
        config=StrawberryConfig(
            default_resolver=read_column,
            scalar_map=SCALARS,
            sort_schema=True,
            disable_field_suggestions=not limits.introspection,
        ),
    )
