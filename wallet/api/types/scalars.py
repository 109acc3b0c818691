"""Scalars: strict where a client writes them, one form where it reads them."""

import re
from datetime import UTC, datetime
from typing import Any, NewType
from urllib.parse import urlsplit

import strawberry
from graphql import GraphQLError
from strawberry.file_uploads import Upload
from strawberry.scalars import JSON
from strawberry.types.scalar import ScalarDefinition

from wallet.api.uploads import UploadedFile

DateTime = NewType("DateTime", datetime)
URL = NewType("URL", str)
URI = NewType("URI", str)
HTML = NewType("HTML", str)
EmailAddress = NewType("EmailAddress", str)
LanguageTag = NewType("LanguageTag", str)

_RFC_3339 = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)
_LONGEST_URL = 4_096
_LONGEST_ADDRESS = 320
_LONGEST_LANGUAGE = 35


def read_date_time(value: Any) -> datetime:
    """Read an instant: RFC 3339, and nothing without its offset.

    Raises:
        GraphQLError: the text is no such instant.
    """
    if isinstance(value, str) and _RFC_3339.fullmatch(value):
        text = value.upper().replace("Z", "+00:00")
        try:
            return datetime.fromisoformat(_in_microseconds(text)).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise GraphQLError("Give an instant as RFC 3339 with its offset, e.g. 2026-03-01T12:00:00Z.")


def write_date_time(value: datetime) -> str:
    """Write an instant in UTC, with `Z`."""
    moment = value if value.tzinfo is UTC else value.astimezone(UTC)
    return f"{moment.isoformat()[:-6]}Z"


def read_url(value: Any) -> str:
    """Read an absolute http or https address; whether it may be fetched is asked elsewhere.

    Raises:
        GraphQLError: the text is no such address.
    """
    if isinstance(value, str) and len(value) <= _LONGEST_URL:
        text = value.strip()
        try:
            parts = urlsplit(text)
            usable = parts.scheme.lower() in {"http", "https"} and parts.hostname is not None
        except ValueError:
            usable = False
        if usable and not any(char.isspace() for char in text):
            return text
    raise GraphQLError("Give an address that begins with https://.")


def read_email(value: Any) -> str:
    """Read a mail address loosely; `wallet.accounts` judges it.

    Raises:
        GraphQLError: no text, or far too long.
    """
    if isinstance(value, str) and len(value) <= _LONGEST_ADDRESS:
        return value
    raise GraphQLError("Give a mail address.")


def read_language(value: Any) -> str:
    """Read a BCP 47 language tag.

    Raises:
        GraphQLError: the text is none.
    """
    if isinstance(value, str) and len(value) <= _LONGEST_LANGUAGE and _LANGUAGE.fullmatch(value):
        return value
    raise GraphQLError("Give a BCP 47 language tag, e.g. en or pt-BR.")


def read_upload(value: Any) -> UploadedFile:
    """Take a file that the multipart request put in this place.

    Raises:
        GraphQLError: anything that a client can write in JSON.
    """
    if isinstance(value, UploadedFile):
        return value
    raise GraphQLError("Send a file as a part of a multipart request.")


def _in_microseconds(text: str) -> str:
    return re.sub(r"\.(\d{1,9})", lambda match: "." + match[1][:6].ljust(6, "0"), text)


def _not_an_input(_: Any) -> Any:
    raise GraphQLError("This kind of value is never an input.")


def _scalar(
    name: str, description: str, specified_by: str, *, read: Any, write: Any = str
) -> ScalarDefinition:
    return strawberry.scalar(
        name=name,
        description=description,
        specified_by_url=specified_by,
        serialize=write,
        parse_value=read,
    )


SCALARS: dict[object, ScalarDefinition] = {
    DateTime: _scalar(
        "DateTime",
        "Instant in time, RFC 3339 with offset; the server always answers in UTC.",
        "https://scalars.graphql.org/andimarek/date-time.html",
        read=read_date_time,
        write=write_date_time,
    ),
    URL: _scalar(
        "URL",
        "Absolute http(s) URL.",
        "https://www.rfc-editor.org/rfc/rfc3986",
        read=read_url,
    ),
    URI: _scalar(
        "URI",
        "Absolute URI or DID, not always fetchable.",
        "https://www.rfc-editor.org/rfc/rfc3986",
        read=_not_an_input,
    ),
    HTML: _scalar(
        "HTML",
        "HTML already cleaned by the server; safe to insert.",
        "https://html.spec.whatwg.org/",
        read=_not_an_input,
    ),
    EmailAddress: _scalar(
        "EmailAddress",
        "E-mail address.",
        "https://www.rfc-editor.org/rfc/rfc5322",
        read=read_email,
    ),
    LanguageTag: _scalar(
        "LanguageTag",
        "BCP 47 language tag.",
        "https://www.rfc-editor.org/rfc/rfc5646",
        read=read_language,
    ),
    JSON: _scalar(
        "JSON",
        "Any JSON value. Used only for source documents.",
        "https://www.rfc-editor.org/rfc/rfc8259",
        read=_not_an_input,
        write=lambda value: value,
    ),
    Upload: _scalar(
        "Upload",
        "A file part of a GraphQL multipart request.",
        "https://github.com/jaydenseric/graphql-multipart-request-spec",
        read=read_upload,
        write=_not_an_input,
    ),
}
