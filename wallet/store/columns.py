"""Column types that behave alike on SQLite and PostgreSQL, whatever text comes in."""

import unicodedata
from datetime import UTC, datetime
from typing import Any

from tortoise.fields import CharField, DatetimeField, JSONField, TextField
from tortoise.models import Model

from wallet.store.json_text import decode, encode, storable

SORT_KEY_LENGTH = 200


class Words(TextField):
    """Text of any length; what no database takes is replaced, never refused."""

    def to_db_value(self, value: Any, instance: type[Model] | Model) -> Any:
        """Make text storable on the way in and in comparisons."""
        return super().to_db_value(storable(value) if isinstance(value, str) else value, instance)


class Label(CharField):  # type: ignore[type-arg]  # generic in the stubs' overloads only
    """A short text, cut at its length."""

    def to_db_value(self, value: Any, instance: type[Model] | Model) -> Any:
        """Make text storable and short enough."""
        if isinstance(value, str):
            value = storable(value)[: self.max_length]
        return super().to_db_value(value, instance)


class Moment(DatetimeField):  # type: ignore[type-arg]  # generic in the stubs' overloads only
    """An instant, in UTC; one without a zone is refused.

    SQLite compares instants as text, so one written with another offset would sort wrongly.
    """

    def to_python_value(self, value: Any) -> datetime | None:
        """Read what the database or a caller gives.

        Raises:
            ValueError: it has no zone.
        """
        self._refuse_without_zone(value)
        return super().to_python_value(value)

    def to_db_value(self, value: Any, instance: type[Model] | Model) -> Any:
        """Turn it to UTC.

        Raises:
            ValueError: it has no zone.
        """
        self._refuse_without_zone(value)
        if isinstance(value, datetime):
            value = value.astimezone(UTC)
        return super().to_db_value(value, instance)

    def _refuse_without_zone(self, value: Any) -> None:
        if isinstance(value, datetime) and value.tzinfo is None:
            raise ValueError(f"{self.model_field_name} wants an instant with its zone")


class Json(JSONField[Any]):
    """A JSON value."""

    def __init__(self, **kwargs: Any) -> None:
        """Read and write by `wallet.store.json_text`."""
        kwargs["encoder"] = encode
        kwargs["decoder"] = decode
        super().__init__(**kwargs)


def sort_key(text: str) -> str:
    """The form by which names sort: without regard to case, alike on every database."""
    return searchable(text)[:SORT_KEY_LENGTH]


def searchable(text: str) -> str:
    """The form in which text is searched: compatibility forms made one, lower case."""
    return storable(unicodedata.normalize("NFKC", text).casefold())
