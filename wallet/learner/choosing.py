"""Go on with some of the badges that an import's address turned out to show."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from wallet.intake.finding import MOST_CHOICES
from wallet.learner.importing import request_import
from wallet.learner.learner import Learner
from wallet.learner.sources import FromUrl
from wallet.platforms import recognise
from wallet.platforms.platform import Route
from wallet.store.models.credentials import Credential
from wallet.store.models.jobs import ImportItem
from wallet.user_errors import InvalidError, NotFoundError
from wallet.verification.report import Integrity

_ENDING = ".json"


async def import_choices(
    learner: Learner,
    item_id: UUID,
    addresses: Sequence[str],
    *,
    idempotency_key: str | None = None,
) -> UUID:
    """Import those of an item's choices, each once, and return the job's id.

    They go into the collection that the first import was for.

    Raises:
        NotFoundError: no such item of this learner's.
        InvalidError: an address that is none of its choices.
        UserError: as `request_import`.
    """
    own = ImportItem.filter(learner_id=learner.id, id=item_id)
    item = await own.select_related("job").first()
    if item is None:
        raise NotFoundError("There is no such item of an import.", ("item_id",))
    entries = item.choices["entries"] if item.choices else []
    offered = {entry["address"] for entry in entries}
    for position, address in enumerate(addresses):
        if address not in offered:
            raise InvalidError(
                "Take addresses from the item's own choices.", ("addresses", str(position))
            )
    collection = item.job.payload.get("collection_id")
    return await request_import(
        learner,
        [FromUrl(address) for address in dict.fromkeys(addresses)],
        idempotency_key=idempotency_key,
        collection_id=None if collection is None else UUID(collection),
        most=MOST_CHOICES,
    )


async def held_among(learner: Learner, addresses: Collection[str]) -> Mapping[str, UUID]:
    """Return which of the addresses lead to credentials that are held, and to which.

    By what came of importing the address before, else by the identifiers that its platform gives
    to the documents of such an address.
    """
    places = {name: address for address in addresses for name in _identifiers(address)}
    held: dict[str, UUID] = {}
    by_name = Credential.filter(
        learner_id=learner.id,
        identifier__in=list(places),
        integrity=Integrity.INTACT.value,  # what only calls itself so is another
    )
    for identifier, credential_id in await by_name.values_list("identifier", "id"):
        held.setdefault(places[str(identifier)], UUID(str(credential_id)))
    before = ImportItem.filter(
        learner_id=learner.id, url__in=list(addresses), credential_id__isnull=False
    )
    for url, credential_id in await before.values_list("url", "credential_id"):
        held.setdefault(str(url), UUID(str(credential_id)))
    return held


def _identifiers(address: str) -> set[str]:
    """Return by what a credential that lies at an address may be known."""
    recognised = recognise(address)
    if recognised is None or not isinstance(recognised.leads, Route):
        return {address}
    steps = {step.url.removesuffix(_ENDING) for step in recognised.leads.steps}
    return {address, *steps}
