"""A status entry in, what it says about the credential out."""

from wallet.registry import registry
from wallet.verification.status import (
    bitstring_status_list,
    edtech_revocation_list,
    hosted_assertion,
    open_badges_revocation_list,
    revocation_list_2020,
    revoked_uids,
    status_list_2021,
    token_status_list,
)
from wallet.verification.status.method import StatusMethod

STATUS_METHODS = registry(
    bitstring_status_list.METHOD,
    status_list_2021.METHOD,
    revocation_list_2020.METHOD,
    edtech_revocation_list.METHOD,
    open_badges_revocation_list.METHOD,
    revoked_uids.METHOD,
    hosted_assertion.METHOD,
    token_status_list.METHOD,
    names=lambda method: method.types,
)

__all__ = ["STATUS_METHODS", "StatusMethod"]
