"""A proof of who somebody is in, a caller and what is known of the account out.

Each use case is a function of its module, `now` handed in: `sign_in`, `sessions`, `addresses`,
`account`, `oidc`, `mail`, `sweeping`.
"""

from wallet.accounts.authentication import Caller, CallerKind, Refusal, authenticate, still_holds
from wallet.accounts.mail_senders import ConsoleSender, SmtpSecurity, SmtpSender, sender_at
from wallet.accounts.oidc import OidcProvider, OidcProviders
from wallet.accounts.rate_limits import LimitRules, RateLimits, open_rate_limits
from wallet.accounts.sessions import SessionLifetimes, SessionTokens

__all__ = [
    "Caller",
    "CallerKind",
    "ConsoleSender",
    "LimitRules",
    "OidcProvider",
    "OidcProviders",
    "RateLimits",
    "Refusal",
    "SessionLifetimes",
    "SessionTokens",
    "SmtpSecurity",
    "SmtpSender",
    "authenticate",
    "open_rate_limits",
    "sender_at",
    "still_holds",
]
