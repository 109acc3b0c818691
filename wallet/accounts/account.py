"""Accounts: an address or an outside identity in, the account that it belongs to out."""

from dataclasses import dataclass
from datetime import datetime
from re import compile as pattern
from typing import Final
from uuid import UUID

from tortoise.exceptions import IntegrityError

from wallet.accounts.address_forms import AddressForm, address_form
from wallet.store.changes import UNSET, Unset
from wallet.store.connection import transaction
from wallet.store.models.accounts import Account, Address
from wallet.user_errors import InvalidError, NotFoundError

DEFAULT_NAME: Final = "Learner"
_LANGUAGE: Final = "en"
_NAME_LENGTH: Final = 200
_TAG: Final = pattern(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_TAG_LENGTH: Final = 35
_LANGUAGE_LENGTH: Final = 35


@dataclass(frozen=True, slots=True)
class AccountView:
    """What an account says of itself."""

    id: UUID
    display_name: str
    language: str
    created_at: datetime


async def account_for(typed_address: str, *, now: datetime) -> UUID:
    """Return the account of an address, made where there is none, the address counted as proven.

    For who can write the database anyway: the command line and the demonstration.

    Raises:
        InvalidError: not an address.
    """
    async with transaction():
        return await account_that_proved(address_form(typed_address), now=now)


async def account_at(typed_address: str) -> UUID | None:
    """Return the account that has proven an address, None where nobody has.

    Raises:
        InvalidError: not an address.
    """
    owner = await Address.get_or_none(proven_key=address_form(typed_address).key)
    return None if owner is None else owner.learner_id


async def account_that_proved(form: AddressForm, *, now: datetime) -> UUID:
    """Return the account that has proven the address; open one where nobody has.

    Call it in a transaction, once the address is proven.
    """
    owner = await Address.get_or_none(proven_key=form.key)
    if owner is not None:
        return owner.learner_id
    try:
        async with transaction():
            account_id = await open_account(now=now)
            await _add_proven(account_id, form, now)
    except IntegrityError:  # another request opened it while we were about to
        return (await Address.get(proven_key=form.key)).learner_id
    return account_id


async def open_account(
    *, now: datetime, display_name: str = DEFAULT_NAME, language: str = _LANGUAGE
) -> UUID:
    """Make an account without addresses; return its id."""
    account = await Account.create(display_name=display_name, language=language, created_at=now)
    return account.id


async def read(account_id: UUID) -> AccountView:
    """Return an account.

    Raises:
        NotFoundError: there is none, or no more.
    """
    row = await Account.get_or_none(id=account_id)
    if row is None:
        raise NotFoundError("This account does not exist any more.")
    return AccountView(row.id, row.display_name, row.language, row.created_at)


async def language_of(account_id: UUID) -> str | None:
    """Return the language that an account prefers; None where there is no account any more."""
    found = await Account.filter(id=account_id).values_list("language", flat=True)
    return str(found[0]) if found else None


async def change_profile(
    account_id: UUID, *, display_name: str | Unset = UNSET, language: str | Unset = UNSET
) -> AccountView:
    """Change the name that an account shows, or the language it prefers, a BCP 47 tag.

    Raises:
        InvalidError: a name that is empty or too long, or no language tag.
        NotFoundError: no such account.
    """
    changes: dict[str, str] = {}
    if not isinstance(display_name, Unset):
        changes["display_name"] = _checked_name(display_name)
    if not isinstance(language, Unset):
        changes["language"] = _checked_language(language)
    if changes:
        await Account.filter(id=account_id).update(**changes)
    return await read(account_id)


def _checked_name(display_name: str) -> str:
    name = display_name.strip()
    if not name or len(name) > _NAME_LENGTH:
        raise InvalidError(
            f"A name has between 1 and {_NAME_LENGTH} characters.", ("display_name",)
        )
    return name


def _checked_language(language: str) -> str:
    if len(language) > _TAG_LENGTH or not _TAG.fullmatch(language):
        raise InvalidError("A language is given by its tag, as en or pt-BR.", ("language",))
    return language


async def _add_proven(account_id: UUID, form: AddressForm, now: datetime) -> None:
    await Address.create(
        learner_id=account_id,
        address=form.address,
        address_key=form.key,
        proven_key=form.key,
        verified_at=now,
        is_primary=True,
        added_at=now,
    )
