"""Requests of applications and consents of learners in, codes and tokens out (OAuth 2.0)."""

from wallet.web.oauth.routes import oauth_routes, offers_oauth

__all__ = ["oauth_routes", "offers_oauth"]
