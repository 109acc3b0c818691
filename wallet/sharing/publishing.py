"""Chosen fields in, what a link shows of a credential out: put together once, served many times.

All the work of choosing, deriving and signing is done when a link is made or changed, outside of
its transaction: whoever opens the link is only handed what lies ready.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from json import dumps, loads
from typing import Any
from uuid import UUID

from anyio.to_thread import run_sync

from wallet.documents.document import JSONObject
from wallet.documents.sd_jwt import showing
from wallet.proofs.contexts import Contexts
from wallet.proofs.deriving import derive
from wallet.sharing.disclosing import last_known_integrity
from wallet.sharing.disclosure import DisclosureLevel
from wallet.sharing.excerpt import Checked, derive_excerpt, sign_excerpt
from wallet.sharing.held import Held, held
from wallet.sharing.own_status_list import Place, take_place, use_place
from wallet.sharing.selectable import SelectableField, UnknownFieldError, shown_with
from wallet.sharing.signing_key import WalletIdentity
from wallet.store import blobs
from wallet.store.details import Detail, to_column
from wallet.store.models.credentials import Credential, CredentialReport
from wallet.store.models.excerpts import Excerpt
from wallet.store.sealing import SealBrokenError, Seals
from wallet.user_errors import ConflictError, InvalidError
from wallet.verification.report import Integrity, Standing

_SEALED_AS = "excerpt"


@dataclass(frozen=True, slots=True)
class Publisher:
    """What excerpts are made with: who signs, the meanings of words, and what keeps bases shut."""

    identity: WalletIdentity
    contexts: Callable[[], Contexts]
    seals: Seals


@dataclass(frozen=True, slots=True)
class Published:
    """What a link shows of a credential of which fields are chosen.

    `detail` is read of the part alone. `document` is None where nobody vouches for it. `excerpt`
    is the new row, not yet saved, where the wallet signed a base for it; it `replaces` another
    one, whose source or whose seal is not today's.
    """

    fields: tuple[str, ...]
    level: DisclosureLevel
    detail: Detail
    document: str | None
    picture: bool
    at: datetime
    excerpt: Excerpt | None = None
    replaces: UUID | None = None

    def column(self) -> dict[str, Any]:
        """Return what the link's row keeps ready."""
        text = self.document
        return {
            "detail": to_column(self.detail),
            "document": text,
            "sha256": None if text is None else sha256(text.encode()).hexdigest(),
            "picture": self.picture,
            "at": self.at.isoformat(),
        }


async def held_of(owner_id: UUID, credential: Credential) -> tuple[Held, bytes]:
    """Return a credential as it can be chosen from, and its document."""
    kept = await blobs.read(owner_id, credential.shown_sha256)
    if kept is None:
        raise LookupError(f"the document of credential {credential.id} is not here")
    return await run_sync(held, credential, kept.content), kept.content


async def publish(
    owner_id: UUID,
    share_id: UUID,
    *,
    credential_ids: Sequence[UUID],
    fields: Mapping[UUID, Sequence[str]],
    publisher: Publisher,
    now: datetime,
) -> dict[UUID, Published]:
    """Return for each credential with chosen `fields` what a link shows of it.

    One that is not the owner's is left out.

    Raises:
        InvalidError: a pointer leads to none of the fields, or the wallet cannot sign an excerpt.
    """
    rows = {
        row.id: row for row in await Credential.filter(learner_id=owner_id, id__in=list(fields))
    }
    known = await last_known_integrity(owner_id, list(rows))
    asked = await _last_asked(owner_id, rows.values())
    published: dict[UUID, Published] = {}
    for position, credential_id in enumerate(credential_ids):
        row = rows.get(credential_id)
        if row is None or credential_id in published:
            continue
        path = ("credential_ids", str(position), "fields")
        integrity, seen_at = known.get(row.id, (Integrity.UNKNOWN, now))
        source, content = await held_of(owner_id, row)
        chosen = tuple(dict.fromkeys(fields[row.id]))
        shown = _shown(source.fields, chosen, path)
        work = _Work(row, source, content, chosen, shown, publisher, now)
        if integrity is not Integrity.INTACT:
            published[row.id] = await work.unverified()
        elif source.sd_jwt is not None or source.base is not None:
            published[row.id] = await work.issuer_subset()
        else:
            standing = Standing(row.standing or Standing.UNKNOWN.value)
            checked = Checked(seen_at, standing, asked.get(row.id, seen_at))
            published[row.id] = await work.excerpt(share_id, checked, path)
    return published


async def _last_asked(owner_id: UUID, rows: Iterable[Credential]) -> dict[UUID, datetime]:
    """Return when it was last found out how each credential stands."""
    latest = [row.latest_report_id for row in rows if row.latest_report_id is not None]
    reports = await CredentialReport.filter(learner_id=owner_id, id__in=latest).values(
        "credential_id", "as_of"
    )
    return {report["credential_id"]: report["as_of"] for report in reports}


def _shown(
    fields: Sequence[SelectableField], chosen: Sequence[str], path: tuple[str, ...]
) -> tuple[str, ...]:
    try:
        return shown_with(fields, chosen)
    except UnknownFieldError as error:
        raise InvalidError(
            f"There is no field {error.pointer[:200]!r} that can be shown by itself: take the "
            "pointers from the credential's selectable fields.",
            path,
        ) from error


@dataclass(frozen=True, slots=True)
class _Work:
    """The publishing of one credential."""

    row: Credential
    source: Held
    content: bytes
    chosen: tuple[str, ...]
    shown: tuple[str, ...]
    publisher: Publisher
    now: datetime

    async def unverified(self) -> Published:
        """Show the fields; nobody vouches for them."""
        return await self._published(DisclosureLevel.UNVERIFIED, None)

    async def issuer_subset(self) -> Published:
        """Show what the issuer signed part by part."""
        level = DisclosureLevel.ISSUER_SUBSET
        if self.source.sd_jwt is not None:
            return await self._published(level, showing(self.source.sd_jwt, self.shown))
        if self.source.base is None:
            raise TypeError("the issuer signed no parts of it")
        derived = await run_sync(derive, self.source.base, self.shown, self.publisher.contexts())
        return await self._published(level, _written(derived))

    async def excerpt(self, share_id: UUID, checked: Checked, path: tuple[str, ...]) -> Published:
        """Show what the wallet vouches for, by the base that the link has, or by a new one."""
        kept = await Excerpt.get_or_none(
            learner_id=self.row.learner_id, share_id=share_id, credential_id=self.row.id
        )
        base, row = None if kept is None else self._opened(kept), None
        if base is None:
            base, row = await self._new_base(share_id, checked, path)
        derived = await run_sync(derive_excerpt, base, self.shown, self.publisher.contexts())
        published = await self._published(DisclosureLevel.WALLET_EXCERPT, _written(derived))
        return replace(published, excerpt=row, replaces=None if kept is None else kept.id)

    def _opened(self, kept: Excerpt) -> JSONObject | None:
        """Return a base that was signed before; None where its document is not the one held now.

        None, too, where the server's key has changed: it is signed anew, as any other.
        """
        if kept.source_sha256 != self.row.shown_sha256:
            return None
        bond = _bond(kept.share_id, kept.credential_id)
        try:
            base: JSONObject = loads(self.publisher.seals.open(kept.base_sealed, *bond))
        except SealBrokenError:
            return None
        return base

    async def _new_base(
        self, share_id: UUID, checked: Checked, path: tuple[str, ...]
    ) -> tuple[JSONObject, Excerpt]:
        place = await take_place()
        try:
            base = await sign_excerpt(
                self.source,
                self.content,
                checked,
                place,
                self.publisher.identity,
                self.publisher.contexts(),
                self.now,
            )
        except ValueError as error:
            raise InvalidError(
                "An excerpt of this credential cannot be signed. Share the whole of it.", path
            ) from error
        return base, self._row(share_id, place, base)

    def _row(self, share_id: UUID, place: Place, base: JSONObject) -> Excerpt:
        sealed = self.publisher.seals.seal(_written(base), *_bond(share_id, self.row.id))
        return Excerpt(
            learner_id=self.row.learner_id,
            share_id=share_id,
            credential_id=self.row.id,
            base_sealed=sealed,
            source_sha256=self.row.shown_sha256,
            list_number=place.list_number,
            position=place.position,
            signed_at=self.now,
        )

    async def _published(self, level: DisclosureLevel, document: str | None) -> Published:
        detail = await run_sync(self.source.detail_of_part, self.shown)
        picture = self.row.image_sha256 is not None and self.source.shows_picture(self.shown)
        return Published(self.chosen, level, detail, document, picture, self.now)


async def keep_excerpts(published: Mapping[UUID, Published]) -> None:
    """Keep new bases, within the transaction that changes the link.

    Raises:
        ConflictError: another change of the same link came first.
    """
    for each in published.values():
        if each.excerpt is None:
            continue
        kept = await Excerpt.get_or_none(
            learner_id=each.excerpt.learner_id,
            share_id=each.excerpt.share_id,
            credential_id=each.excerpt.credential_id,
        )
        if (None if kept is None else kept.id) != each.replaces:
            raise ConflictError("The link was changed meanwhile: look at it and try again.")
        if kept is not None:
            await kept.delete()
        await each.excerpt.save(force_create=True)
        await use_place(Place(each.excerpt.list_number, each.excerpt.position))


def _bond(share_id: UUID, credential_id: UUID) -> tuple[object, ...]:
    return (_SEALED_AS, share_id, credential_id)


def _written(document: JSONObject) -> str:
    return dumps(dict(document), ensure_ascii=False)
