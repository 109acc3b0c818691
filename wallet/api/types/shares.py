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
from wallet.api.types.texts import words
from wallet.credentials.credential import CredentialFormat, Text
from wallet.languages import choose
from wallet.sharing.adding import embed_card, linkedin_address, qr_code
from wallet.sharing.disclosing import last_known_integrity
from wallet.sharing.disclosure import DisclosureLevel, level_of
from wallet.sharing.openings import PREVIEW, Opening, OpeningKind
from wallet.sharing.tokens import shown_token
from wallet.sharing.visitors import AccessKind, ClientFamily, Visitor, visitor_of
from wallet.store.details import from_column
from wallet.store.models.credentials import Credential as CredentialRow
from wallet.store.models.shares import Share as ShareRow
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


async def _linkedin(call: Call, parents: Sequence[Record], _: Asked) -> Sequence[URL | None]:
    columns = ("detail", "title", "awarded_at", "valid_from", "valid_until")
    rows = await rows_by_id(
        call, CredentialRow, [each.row["credential_id"] for each in parents], columns
    )
    links = await rows_by_id(call, ShareRow, [each.row["share_id"] for each in parents], _TOKEN)
    return [
        _added(call, rows.get(each.row["credential_id"]), links.get(each.row["share_id"]))
        for each in parents
    ]


def _added(call: Call, row: Row | None, link: Row | None) -> URL | None:
    url = None if link is None else _address(call, link)
    if row is None or url is None:
        return None
    detail = from_column(row["detail"])
    pages = tuple(page for page in (detail.issuer.url, detail.issuer.id) if page)
    return URL(
        linkedin_address(
            name=_plain(call, detail.title) or words(row["title"]) or "",
            organisation=_plain(call, detail.issuer.name),
            organisation_pages=pages,
            issued_at=row["awarded_at"] or row["valid_from"],
            expires_at=row["valid_until"],
            url=url,
        )
    )


def _plain(call: Call, text: Text) -> str | None:
    said = choose(text, call.languages)
    return None if said is None else words(said.text)


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
    linked_in_url: URL | None = loaded_value(
        "LinkedIn's form to add it to a profile, filled in, with the link's address to check it "
        "by; null once the link is revoked.",
        _linkedin,
        "credential_id",
        "share_id",
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

    @asked_with("Who that was, as far as it shows.", "kind", "client_family")
    def visitor(self) -> Visitor:
        """Return a person, a bot or a verifier."""
        client = self.row["client_family"] or ClientFamily.PROGRAM
        return visitor_of(AccessKind(self.row["kind"]), ClientFamily(client))

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
    starts_at: DateTime | None = column("When it opens; null where it always did.")
    expires_at: DateTime | None = column("End date.")
    view_limit: int | None = column(
        "How often it can be opened from its cover; null for any number.", "most_openings"
    )
    opening_count: int = column("How often it was opened from its cover.")
    revoked_at: DateTime | None = column("When closed.")
    revocation_reason: str | None = column("Why, as who opens it is told.", "revoked_because")
    view_count: int = column("Views so far.")
    last_viewed_at: DateTime | None = column("Last view.")
    items: list[ShareItem] = relation(
        "What is shared, in order.", many(ItemRow, "share_id", "position", "id"), "id"
    )
    access_log: ShareAccessPage = related(
        "Who looked when, newest first.", page(ACCESSES_BY_SHARE), "id", resolver=paged
    )

    @asked_with("Whether a passcode opens it.", "passcode_hash")
    def has_passcode(self) -> bool:
        """Tell that there is one, and nothing of it."""
        return self.row["passcode_hash"] is not None

    @asked_with("State.", "revoked_at", "expires_at", "starts_at", "most_openings", "opening_count")
    def state(self, info: Info) -> ShareState:
        """Return whether it opens now."""
        if self.row["revoked_at"] is not None:
            return ShareState.REVOKED
        end = self.row["expires_at"]
        if end is not None and end <= call_of(info).services.now():
            return ShareState.EXPIRED
        start, most = self.row["starts_at"], self.row["most_openings"]
        if start is not None and call_of(info).services.now() < start:
            return ShareState.SCHEDULED
        if most is not None and self.row["opening_count"] >= most:
            return ShareState.USED_UP
        return ShareState.ACTIVE

    @asked_with("Page for people; null once revoked, or after a change of the server key.", *_TOKEN)
    def url(self, info: Info) -> URL | None:
        """Return the address, which is worked out again each time and kept nowhere."""
        return _address(call_of(info), self.row)

    @asked_with(
        "The page as visitors see it, at an address that works for ten minutes: opening it is not "
        "counted. Null as `url`.",
        *_TOKEN,
        "passcode_version",
    )
    def preview_url(self, info: Info) -> URL | None:
        """Return an address that carries its own proof, and that nobody else should get."""
        call = call_of(info)
        token = _token(call, self.row)
        if token is None:
            return None
        until = call.services.now() + PREVIEW
        opening = Opening(OpeningKind.PREVIEW, self.row["passcode_version"], until)
        proof = call.services.openings.proof(token, opening)
        return URL(f"{call.services.public_url}/s/{token}/preview?proof={proof}")

    @asked_with("A picture of `url` that phones read, SVG; null as `url`.", *_TOKEN)
    def qr_code(self, info: Info) -> str | None:
        """Return the picture itself, so that showing it asks nobody."""
        url = _address(call_of(info), self.row)
        return None if url is None else qr_code(url).decode()

    @asked_with("HTML that shows the link on a site of one's own; null as `url`.", *_TOKEN, "title")
    def embed_html(self, info: Info) -> str | None:
        """Return what may be copied there; it asks us for nothing."""
        url = _address(call_of(info), self.row)
        return None if url is None else embed_card(self.row["title"], url)

    @asked_with("Forms in which its address answers.", *_TOKEN)
    def representations(self, info: Info) -> list[ShareRepresentation]:
        """Return each form that can be asked for by content negotiation."""
        address = _address(call_of(info), self.row)
        if address is None:
            return []
        return [ShareRepresentation(media_type=each, url=address) for each in _MEDIA_TYPES]


def _token(call: Call, row: Row) -> str | None:
    if row["revoked_at"] is not None:
        return None
    return shown_token(row["id"], row["version"], row["token_sha256"], call.services.token_keys)


def _address(call: Call, row: Row) -> URL | None:
    token = _token(call, row)
    return URL(f"{call.services.public_url}/s/{token}") if token is not None else None
