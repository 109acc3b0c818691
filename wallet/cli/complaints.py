"""An error in, the sentence for whoever typed the command out."""

import re

from asyncpg import PostgresError  # type: ignore[import-untyped]  # it ships no types
from pydantic import ValidationError
from pydantic_settings import SettingsError

from wallet.user_errors import UserError

PREFIX = "WALLET_"


def complaint(error: Exception) -> str | None:
    """Return what is wrong and can be mended from outside; None where it is a fault of ours."""
    match error:
        case ValidationError():
            return "\n".join(_of_setting(each["loc"], each["msg"]) for each in error.errors())
        case SettingsError():
            named = re.search(r'field "(\w+)"', str(error))
            return f"{_variable(named.group(1) if named else '')} is no JSON of the right form."
        case UserError():
            return error.message
        case PostgresError():
            return f"The database refuses: {error}."
        case OSError():
            return f"This cannot be reached, read or written: {error}."
    return None


def _of_setting(place: tuple[int | str, ...], message: str) -> str:
    said = message.removeprefix("Value error, ")
    return f"{_variable(str(place[0]))}: {said}." if place else said


def _variable(field: str) -> str:
    return f"{PREFIX}{field.upper()}" if field else "A setting"
