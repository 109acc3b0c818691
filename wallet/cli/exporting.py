"""`wallet export`: a local account's wallet into a file, or several where it is large."""

from pathlib import Path

from wallet.accounts.account import account_at
from wallet.learner.exporting import pack, parts_of
from wallet.learner.learner import Learner
from wallet.settings import Settings
from wallet.store.connection import open_store
from wallet.store.migrating import migrate
from wallet.user_errors import NotFoundError


async def export_wallet(
    settings: Settings, email: str, target: Path, *, with_reports: bool
) -> list[tuple[Path, int]]:
    """Write the wallet of `email` and return each file with the number of credentials in it.

    A file that is there already is never written over. One appears under its name when it is
    whole.

    Raises:
        NotFoundError: there is no such account.
        ConflictError: there is nothing in the wallet.
        FileExistsError: a file is there already.
    """
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    await migrate(settings.store_url)
    async with open_store(settings.store_url):
        account_id = await account_at(email)
        if account_id is None:
            raise NotFoundError(f"There is no account of {email}.")
        learner = Learner(account_id)
        parts = await parts_of(learner)
        files = [_numbered(target, number, len(parts)) for number in range(1, len(parts) + 1)]
        for file in files:
            if file.exists():
                raise FileExistsError(f"{file} is there already; name another file")
        for file, part in zip(files, parts, strict=True):
            unfinished = file.with_name(f"{file.name}.part")
            with unfinished.open("wb") as written:
                unfinished.chmod(0o600)
                async for piece in pack(learner, part.first, part.last, with_reports=with_reports):
                    written.write(piece)
            unfinished.rename(file)
    return [(file, part.credentials) for file, part in zip(files, parts, strict=True)]


def _numbered(target: Path, number: int, parts: int) -> Path:
    if parts == 1:
        return target
    return target.with_name(f"{target.stem}-{number}{target.suffix}")
