"""JSON Pointers in the making. Source: RFC 6901, 3."""


def escape(token: str) -> str:
    """Return one reference token as it stands in a pointer."""
    return token.replace("~", "~0").replace("/", "~1")
