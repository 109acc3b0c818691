"""A credential's row and its document in, what can be chosen of it out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from wallet.credentials import READERS
from wallet.credentials.credential import Credential, CredentialFormat, Securing
from wallet.documents.document import Document, JSONObject, SdJwt
from wallet.documents.opening import open_documents
from wallet.proofs.disclosure_values import is_base, read_base
from wallet.proofs.selection import select
from wallet.sharing.fields_of_documents import fields_of_document
from wallet.sharing.fields_of_readings import fields_of_reading, reading_of
from wallet.sharing.fields_of_sd_jwts import fields_of_sd_jwt
from wallet.sharing.selectable import FieldCode, SelectableField, made_mandatory
from wallet.store.details import Detail, detail_of, from_column
from wallet.store.models.credentials import Credential as CredentialRow

_NO_BYTES = b""


@dataclass(frozen=True)
class Held:
    """A credential as its holder holds it; `content` is what pointers lead into.

    `valid_until` is its end. `base` is the credential with its base proof alone, where it has
    one; `read` is None where the pointers lead into what was read of it, `detail`.
    """

    form: CredentialFormat
    content: JSONObject
    detail: Detail
    valid_until: datetime | None = None
    read: Credential | None = None
    sd_jwt: SdJwt | None = None
    base: JSONObject | None = None

    @cached_property
    def fields(self) -> tuple[SelectableField, ...]:
        """What of it can be shown or hidden."""
        if self.sd_jwt is not None:
            return fields_of_sd_jwt(self.sd_jwt)
        if self.read is None:
            return fields_of_reading(self.content, self.detail)
        fields = fields_of_document(self.content)
        if self.base is None:
            return fields
        mandatory = read_base(self.base["proof"]["proofValue"]).pointers
        return made_mandatory(fields, [*mandatory, *_names(fields)])

    def part(self, shown: Sequence[str]) -> dict[str, Any]:
        """Return of `content` what the pointers lead to, and no id that they do not lead to."""
        content = {"@context": [], **self.content}
        return select(content, shown, with_ids=self.base is not None) or {}

    def detail_of_part(self, shown: Sequence[str]) -> Detail:
        """Return what is read of a part: nothing of it can be what is hidden."""
        part, media_type = self.part(shown), self.detail.shown_media_type
        if self.read is None:
            both = {"media_type": media_type, "shown_media_type": media_type}
            return from_column({**part, **both})
        read = self._read(part)
        return detail_of(read, carriers=(), media_type=media_type, shown_media_type=media_type)

    def shows_picture(self, shown: Sequence[str]) -> bool:
        """Whether the credential's picture is among what is shown."""
        if self.read is None:
            return "/image" in shown
        whole, part = (_picture(each) for each in (self.read, self._read(self.part(shown))))
        return part is not None and part == whole

    def _read(self, part: JSONObject) -> Credential:
        document = Document(_NO_BYTES, "", self.detail.shown_media_type, (), part)
        return READERS[self.form].read(document, {})


def held(row: CredentialRow, shown: bytes) -> Held:
    """Return a credential as its row and the document that its words were read from say.

    It was read before, when it was imported, so it can be read again.
    """
    form, detail = CredentialFormat(row.format), from_column(row.detail)
    if not (form.is_verifiable_credential or form.securing is Securing.SD_JWT):
        return Held(form, reading_of(row), detail, row.valid_until)
    document = open_documents(shown)[0]
    read = READERS[form].read(document, {})
    based = next((p for p in read.proofs if is_base(p.get("proofValue"))), None)
    return Held(
        form,
        read.content,
        detail,
        row.valid_until,
        read,
        document.sd_jwt,
        None if based is None else {**read.content, "proof": based},
    )


def _names(fields: Sequence[SelectableField]) -> list[str]:
    """Return the ids that come with every part of what they name, as a base proof shows it."""
    ids = (FieldCode.CREDENTIAL_ID, FieldCode.RECIPIENT_ID)
    return [f.pointer for f in fields if f.code in ids and f.pointer.endswith("/id")]


def _picture(credential: Credential) -> str | None:
    return credential.image or credential.achievement.image
