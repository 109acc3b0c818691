"""The addresses of an account: claimed first, proven by a code, matched with recipients then.

An address belongs to the one account that proved it last.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from tortoise.exceptions import IntegrityError

from wallet.accounts import letters, mail, one_time_codes
from wallet.accounts.address_forms import AddressForm, address_form
from wallet.accounts.rate_limits import RateLimits
from wallet.accounts.tokens import digest
from wallet.store.connection import transaction
from wallet.store.models.accounts import Account, Address, OneTimeCode
from wallet.user_errors import ConflictError, LimitReachedError, NotFoundError, TakenError

_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class AddressView:
    """One address of an account."""

    id: UUID
    address: str
    is_primary: bool
    verified_at: datetime | None

    @property
    def is_verified(self) -> bool:
        """Whether its owner proved it."""
        return self.verified_at is not None


async def add(account_id: UUID, address: str, *, limits: RateLimits, now: datetime) -> AddressView:
    """Claim an address and send it a code; claimed again before it is proven, send another.

    Whether somebody else has it is not said: only its mailbox decides.

    Raises:
        InvalidError: not an address.
        TakenError: this account has proven it already.
        LimitReachedError: too many addresses, or too many codes.
    """
    form = address_form(address)
    await limits.count(limits.rules.codes_of_account, str(account_id))
    await limits.count(limits.rules.codes_for_address, form.key)
    async with transaction():
        await _lock(account_id)
        row = await _claim(account_id, form, now)
        await _send_code(row, now)
    return _view(row)


async def prove(
    account_id: UUID, address_id: UUID, code: str, *, limits: RateLimits, now: datetime
) -> AddressView:
    """Prove an address by the code sent to it; whoever had proven it before is told.

    Call it outside any transaction: a wrong code's try must stay counted.

    Raises:
        NotFoundError: not an address of this account.
        BadSecretError: the code is wrong, used or expired.
        LimitReachedError: too many tries.
    """
    row = await _owned(account_id, address_id)
    if row.verified_at is not None:
        return _view(row)
    await limits.count(limits.rules.tries_of_account, str(account_id))
    used = await one_time_codes.checked(_request(row), code, now=now)
    try:
        return await _make_proven(account_id, address_id, used, now)
    except IntegrityError:  # another account proved it in this moment: now it is there to move
        return await _make_proven(account_id, address_id, used, now)


async def remove(account_id: UUID, address_id: UUID) -> None:
    """Take an address out of the account; another becomes primary where it was that.

    Raises:
        NotFoundError: not an address of this account.
        ConflictError: it is the only proven one.
    """
    async with transaction():
        await _lock(account_id)
        row = await _owned(account_id, address_id)
        proven_ones = Address.filter(learner_id=account_id, verified_at__not_isnull=True)
        if row.verified_at is not None and await proven_ones.count() == 1:
            raise ConflictError(
                "This is your only confirmed address. Add and confirm another first.",
                ("address_id",),
            )
        await OneTimeCode.filter(
            learner_id=account_id, request_sha256=_request_digest(row)
        ).delete()
        await row.delete()
        await _keep_a_primary(account_id)


async def set_primary(account_id: UUID, address_id: UUID) -> AddressView:
    """Make a proven address the one that mail goes to.

    Raises:
        NotFoundError: not an address of this account.
        ConflictError: it is not proven yet.
    """
    async with transaction():
        await _lock(account_id)
        row = await _owned(account_id, address_id)
        if row.verified_at is None:
            raise ConflictError(
                "Confirm this address first, by the code sent to it.", ("address_id",)
            )
        await Address.filter(learner_id=account_id, is_primary=True).update(is_primary=False)
        await Address.filter(id=address_id).update(is_primary=True)
    return AddressView(row.id, row.address, True, row.verified_at)


async def listed(account_id: UUID) -> tuple[AddressView, ...]:
    """Return the account's addresses: the primary one, then the oldest first."""
    rows = await Address.filter(learner_id=account_id).order_by("-is_primary", "added_at", "id")
    return tuple(_view(row) for row in rows)


async def proven(account_id: UUID) -> tuple[str, ...]:
    """Return the proven addresses as typed, for matching recipients; the primary one first."""
    return tuple(view.address for view in await listed(account_id) if view.is_verified)


async def claim_trusted(account_id: UUID, address: str, *, now: datetime) -> None:
    """List an address that a trusted provider says it verified.

    It counts as proven where nobody has proven it. Where somebody has, it is only claimed: taking
    it needs a code, since the two accounts may be one person's and this one is just being opened.

    Raises:
        InvalidError: not an address.
    """
    form = address_form(address)
    is_free = not await Address.exists(proven_key=form.key)
    await Address.create(
        learner_id=account_id,
        address=form.address,
        address_key=form.key,
        proven_key=form.key if is_free else None,
        verified_at=now if is_free else None,
        is_primary=is_free,
        added_at=now,
    )


async def _claim(account_id: UUID, form: AddressForm, now: datetime) -> Address:
    row = await Address.get_or_none(learner_id=account_id, address_key=form.key)
    if row is None:
        if await Address.filter(learner_id=account_id).count() >= _MOST:
            raise LimitReachedError(f"An account has at most {_MOST} addresses.", ("address",))
        return await Address.create(
            learner_id=account_id, address=form.address, address_key=form.key, added_at=now
        )
    if row.verified_at is not None:
        raise TakenError("This address is confirmed already.", ("address",))
    return row


async def _send_code(row: Address, now: datetime) -> None:
    code = one_time_codes.new_code()
    await one_time_codes.keep(_request(row), code, row.address, now=now, learner_id=row.learner_id)
    await mail.post(
        row.address,
        letters.address_code(code),
        now=now,
        learner_id=row.learner_id,
        secret_until=now + one_time_codes.LIFETIME,
    )


async def _make_proven(
    account_id: UUID, address_id: UUID, used: OneTimeCode, now: datetime
) -> AddressView:
    async with transaction():
        former = await Address.get_or_none(proven_key=address_form(used.address).key)
        await _lock(account_id, *([former.learner_id] if former else []))
        await one_time_codes.use(used, now=now)
        row = await _owned(account_id, address_id)
        if former is not None:
            await _take_from(former, now)
        await Address.filter(id=address_id).update(proven_key=row.address_key, verified_at=now)
        await _keep_a_primary(account_id)
    return _view(await _owned(account_id, address_id))


async def _take_from(former: Address, now: datetime) -> None:
    """Remove the address from its former owner, who is told at the best address left."""
    await former.delete()
    await _keep_a_primary(former.learner_id)
    left = await Address.filter(learner_id=former.learner_id, is_primary=True).first()
    await mail.post(
        left.address if left else former.address,
        letters.address_moved(former.address),
        now=now,
        learner_id=former.learner_id,
    )


async def _keep_a_primary(account_id: UUID) -> None:
    proven_ones = Address.filter(learner_id=account_id, verified_at__not_isnull=True)
    if await proven_ones.filter(is_primary=True).exists():
        return
    oldest = await proven_ones.order_by("verified_at", "id").first()
    if oldest is not None:
        await Address.filter(id=oldest.id).update(is_primary=True)


async def _lock(*account_ids: UUID) -> None:
    """Let one transaction at a time change these accounts' addresses; always in one order."""
    await Account.filter(id__in=account_ids).order_by("id").select_for_update()


async def _owned(account_id: UUID, address_id: UUID) -> Address:
    row = await Address.get_or_none(learner_id=account_id, id=address_id)
    if row is None:
        raise NotFoundError("There is no such address.", ("address_id",))
    return row


def _request(row: Address) -> str:
    """What stands in for a request: one code at a time for each claimed address."""
    return f"address {row.id}"


def _request_digest(row: Address) -> str:
    return digest(_request(row))


def _view(row: Address) -> AddressView:
    return AddressView(row.id, row.address, row.is_primary, row.verified_at)
