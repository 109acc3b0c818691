"""Where the authorization server's endpoints are."""

AUTHORIZE = "/oauth/authorize"
TOKEN = "/oauth/token"  # noqa: S105  # a path
REVOKE = "/oauth/revoke"
REGISTER = "/oauth/register"
METADATA = "/.well-known/oauth-authorization-server"
