"""Accounts: an address or an outside identity in, the account that it belongs to out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from tortoise.exceptions import IntegrityError

from wallet.accounts.address_forms import AddressForm, address_form
from wallet.accounts.errors import InvalidError, NotFoundError
from wallet.store.connection import transaction
from wallet.store.models.accounts import Account, Address

DEFAULT_NAME: Final = "Learner"
_LANGUAGE: Final = "en"
_NAME_LENGTH: Final = 200
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


async def rename(account_id: UUID, display_name: str) -> AccountView:
    """Give an account the name that it shows.

    Raises:
        InvalidError: empty, or too long.
        NotFoundError: no such account.
    """
    name = display_name.strip()
    if not name or len(name) > _NAME_LENGTH:
        raise InvalidError(
            f"A name has between 1 and {_NAME_LENGTH} characters.", ("display_name",)
        )
    await Account.filter(id=account_id).update(display_name=name)
    return await read(account_id)


async def choose_language(account_id: UUID, language: str) -> AccountView:
    """Set the language that an account prefers, a BCP 47 tag.

    Raises:
        InvalidError: too long for any such tag.
        NotFoundError: no such account.
    """
    if not 1 < len(language) <= _LANGUAGE_LENGTH:
        raise InvalidError("Give a language tag, as en or pt-BR.", ("language",))
    await Account.filter(id=account_id).update(language=language)
    return await read(account_id)


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
