"""The viewer's links: what they show, whether they open, and who looked."""

from collections.abc import Sequence

import strawberry
from strawberry.types import Info

from wallet.api.calls import Call, call_of
from wallet.api.declaring import Record, Row, asked_with, column, loaded_value, related, relation
from wallet.api.identifiers import Kind
from wallet.api.listing import ACCESSES_BY_SHARE, page
from wallet.api.loading import many, one, rows_by_id
from wallet.api.plan import Asked
from wallet.api.types.connection import paged
from wallet.api.types.enums import ShareState
from wallet.api.types.node import Node, node_id
from wallet.api.types.refs import CredentialRef, ShareAccessPage
from wallet.api.types.scalars import URL, DateTime
from wallet.credentials.credential import CredentialFormat
from wallet.sharing.disclosing import last_known_integrity
from wallet.sharing.disclosure import DisclosureLevel, level_of
from wallet.sharing.tokens import shown_token
from wallet.sharing.visitors import AccessKind, ClientFamily
from wallet.store.models.credentials import Credential as CredentialRow
from wallet.store.models.shares import ShareItem as ItemRow
from wallet.verification.report import Integrity

_MEDIA_TYPES = ("text/html", "application/json")
_TOKEN = ("id", "version", "token_sha256", "revoked_at")


async def _levels(call: Call, parents: Sequence[Record], _: Asked) -> Sequence[DisclosureLevel]:
    keys = [parent.row["credential_id"] for parent in parents]
    rows = await rows_by_id(call, CredentialRow, keys, ("format",))
    known = await last_known_integrity(call.learner_id, list(rows))
    return [
        level_of(
            CredentialFormat(rows[key]["format"]),
            known[key][0] if key in known else Integrity.UNKNOWN,
            parent.row["chosen_level"],
        )
        if key in rows
        else DisclosureLevel.UNVERIFIED
        for key, parent in zip(keys, parents, strict=True)
    ]


@strawberry.type(description="One credential in a share.")
class ShareItem(Record):
    """A row of `wallet.store.models.shares.ShareItem`."""

    credential: CredentialRef | None = relation(
        "Credential.", one(CredentialRow, "credential_id"), "credential_id"
    )
    level: DisclosureLevel = loaded_value(
        "What visitors can be told of it, by what was last found out.",
        _levels,
        "credential_id", "chosen_level",
    )  # fmt: skip
    fields: list[str] | None = column(
        "Pointers of the fields shown beside those always shown; null where the whole is."
    )


@strawberry.type(description="One machine-readable form of a share.")
class ShareRepresentation:
    """An address and the `Accept` that it wants."""

    media_type: str = strawberry.field(description="Media type, to be asked for by Accept.")
    url: URL = strawberry.field(description="Address.")


@strawberry.type(description="One visit. No network address is kept.")
class ShareAccess(Record, Node):
    """A row of `wallet.store.models.shares.ShareAccess`."""

    id: strawberry.ID = node_id(Kind.SHARE_ACCESS)
    accessed_at: DateTime = column("When.")
    kind: AccessKind = column("What was asked for.")
    client_family: ClientFamily | None = column("Coarse kind of client.")
    referrer_host: str | None = column("Host that linked here.")


@strawberry.type(description="The viewer's link for others.")
class Share(Record, Node):
    """A row of `wallet.store.models.shares.Share`."""

    id: strawberry.ID = node_id(Kind.SHARE)
    title: str = column("Title on the page.")
    recipient_label: str | None = column("For whom, shown to the learner only.")
    message: str | None = column("Text on the page.")
    created_at: DateTime = column("When made.")
    updated_at: DateTime = column("When last changed.")
    expires_at: DateTime | None = column("End date.")
    revoked_at: DateTime | None = column("When closed.")
    view_count: int = column("Views so far.")
    last_viewed_at: DateTime | None = column("Last view.")
    items: list[ShareItem] = relation(
        "What is shared, in order.", many(ItemRow, "share_id", "position", "id"), "id"
    )
    access_log: ShareAccessPage = related(
        "Who looked when, newest first.", page(ACCESSES_BY_SHARE), "id", resolver=paged
    )

    @asked_with("State.", "revoked_at", "expires_at")
    def state(self, info: Info) -> ShareState:
        """Return whether it opens now."""
        if self.row["revoked_at"] is not None:
            return ShareState.REVOKED
        end = self.row["expires_at"]
        if end is not None and end <= call_of(info).services.now():
            return ShareState.EXPIRED
        return ShareState.ACTIVE

    @asked_with("Page for people; null once revoked, or after a change of the server key.", *_TOKEN)
    def url(self, info: Info) -> URL | None:
        """Return the address, which is worked out again each time and kept nowhere."""
        return _address(call_of(info), self.row)

    @asked_with("Forms in which its address answers.", *_TOKEN)
    def representations(self, info: Info) -> list[ShareRepresentation]:
        """Return each form that can be asked for by content negotiation."""
        address = _address(call_of(info), self.row)
        if address is None:
            return []
        return [ShareRepresentation(media_type=each, url=address) for each in _MEDIA_TYPES]


def _address(call: Call, row: Row) -> URL | None:
    if row["revoked_at"] is not None:
        return None
    token = shown_token(row["id"], row["version"], row["token_sha256"], call.services.token_keys)
    return URL(f"{call.services.public_url}/s/{token}") if token is not None else None
