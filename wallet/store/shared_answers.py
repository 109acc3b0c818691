"""Public answers in the store: what one process fetched, all of them have."""

from hashlib import sha256

from wallet.store import snapshots
from wallet.store.connection import connection, is_postgres, transaction
from wallet.store.identifiers import PUBLIC
from wallet.verification.public_documents import public_document
from wallet.verification.sources import Answer


class StoredAnswers:
    """The PUBLIC snapshots, as `wallet.intake.shared_sources` wants them."""

    async def latest(self, url: str) -> Answer | None:
        """Return the last document that came from `url`."""
        return await snapshots.latest(PUBLIC, url, arrived=True)

    async def keep(self, answer: Answer) -> Answer:
        """Keep an answer, unless a newer status list is kept; return the one that is.

        Two processes that fetch at once take turns here, so that the older list never wins.
        """
        brought = public_document(answer)
        async with transaction():
            await _take_turns(answer.url)
            kept = await self.latest(answer.url)
            held = None if kept is None else public_document(kept)
            if kept and held and brought and brought.is_older_than(held):
                return kept
            await snapshots.keep(PUBLIC, [answer])
        return answer


async def _take_turns(url: str) -> None:
    """Let one transaction at a time keep what an address says. SQLite has one writer anyway."""
    if is_postgres():
        digest = sha256(url.encode("utf-8", "surrogatepass")).digest()
        key = int.from_bytes(digest[:8], signed=True)
        await connection().execute_query("SELECT pg_advisory_xact_lock($1)", [key])
