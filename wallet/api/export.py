"""The schema in, its text out, as `schema.graphql` holds it."""

from wallet.api.schema import create_schema


def sdl() -> str:
    """Return the schema in the schema definition language, with a line feed at the end."""
    return create_schema().as_str().strip() + "\n"
