"""A credential that the wallet checked in, an excerpt that the wallet vouches for out.

The issuer signed the whole and nothing less, so of a part the wallet says what it knows: which
document it saw (by a commitment that tells nothing of it), whose it is, what it found out and
when, and that these values stand there. It is a credential of the wallet's about a credential,
never an award: no software reads the wallet as the one who awards.

Source: design, "Sharing: say who signed what"; VC Data Model 2.0.
"""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from json import dumps
from secrets import token_bytes
from typing import Any
from uuid import uuid4

from anyio.to_thread import run_sync

from wallet.documents.base64url import to_base64url
from wallet.documents.document import JSONObject
from wallet.proofs.base_signing import prepare_base
from wallet.proofs.contexts import Contexts
from wallet.proofs.deriving import derive
from wallet.proofs.multibase import encode_base64url
from wallet.proofs.pinned_contexts import EXCERPT_PATH
from wallet.proofs.selection import tokens_of
from wallet.sharing.held import Held
from wallet.sharing.own_status_list import Place
from wallet.sharing.selectable import FieldCode, SelectableField
from wallet.sharing.signing_key import WalletIdentity
from wallet.store.details import first_text
from wallet.verification.report import Integrity, Standing

_V2 = "https://www.w3.org/ns/credentials/v2"
EXCERPT_TYPE = "WalletExcerpt"
_SALT_OCTETS = 32
_ALWAYS = (
    "/issuer",
    "/validFrom",
    "/validUntil",
    "/credentialStatus",
    "/credentialSubject/source",
)
_LONGEST = timedelta(days=5 * 365)


@dataclass(frozen=True, slots=True)
class Checked:
    """What the wallet found out of the source: INTACT, when last; how it stands, and as of when."""

    intact_at: datetime
    standing: Standing
    checked_at: datetime


async def sign_excerpt(  # noqa: PLR0917 - what it is of, what is known of it, who says so, when
    held: Held,
    source: bytes,
    checked: Checked,
    place: Place,
    identity: WalletIdentity,
    contexts: Contexts,
    now: datetime,
) -> dict[str, Any]:
    """Return a signed excerpt of every field, from which any are shown; never to be handed out.

    Raises:
        ValueError: a context is not at hand.
    """
    document = _unsigned(held, source, checked, place, identity, now)
    mandatory = (
        *_ALWAYS,
        *(
            f"/credentialSubject/field/{number}"
            for number, each in enumerate(_stated_fields(held))
            if each.always is not None
        ),
    )
    unsigned = await run_sync(
        lambda: prepare_base(
            document,
            mandatory,
            verification_method=identity.method,
            created=now,
            contexts=contexts,
        )
    )
    return unsigned.signed(await identity.signer.sign(unsigned.message))


def derive_excerpt(base: JSONObject, shown: Sequence[str], contexts: Contexts) -> dict[str, Any]:
    """Return the excerpt that shows the fields with the given pointers into the source."""
    wanted = frozenset(shown)
    pointers = [
        f"/credentialSubject/field/{number}"
        for number, each in enumerate(base["credentialSubject"]["field"])
        if each["pointer"] in wanted
    ]
    return derive(base, pointers, contexts)


def commitment(salt: str, source: bytes) -> str:
    """Return what binds an excerpt to its source, and tells nothing of it without the salt."""
    return encode_base64url(hmac.digest(salt.encode(), source, "sha256"))


def _unsigned(  # noqa: PLR0917 - as above
    held: Held,
    source: bytes,
    checked: Checked,
    place: Place,
    identity: WalletIdentity,
    now: datetime,
) -> dict[str, Any]:
    salt = to_base64url(token_bytes(_SALT_OCTETS))
    issuer = held.detail.issuer
    named = {"issuerId": issuer.id, "issuerName": first_text(issuer.name)}
    return {
        "@context": [_V2, f"{identity.origin}{EXCERPT_PATH}"],
        "id": uuid4().urn,
        "type": ["VerifiableCredential", EXCERPT_TYPE],
        "issuer": {"id": identity.did, "name": identity.host},
        "validFrom": _time(now),
        "validUntil": _time(_end(held, now)),
        "credentialStatus": place.entry(identity.origin),
        "credentialSubject": {
            "type": "Excerpt",
            "source": {
                "type": "ExcerptSource",
                **{name: said for name, said in named.items() if said},
                "format": held.form.value,
                "commitment": commitment(salt, source),
                "integrity": Integrity.INTACT.value,
                "standing": checked.standing.value,
                "intactAt": _time(checked.intact_at),
                "checkedAt": _time(checked.checked_at),
            },
            "commitmentSalt": salt,
            "field": [_stated(field, held.content) for field in _stated_fields(held)],
        },
    }


def _stated_fields(held: Held) -> tuple[SelectableField, ...]:
    """Return what an excerpt may show: all but where to ask the issuer if the source stands.

    That is one place in a list, so it would tell of two links that they are about one credential;
    how it stands, the wallet says.
    """
    return tuple(each for each in held.fields if each.code is not FieldCode.STATUS)


def _stated(field: SelectableField, content: JSONObject) -> dict[str, Any]:
    """Return a field with its value: a text as it is, anything else as JSON.

    JSON within linked data is not signed alike by all software, a text is.
    """
    value: Any = content
    for token in tokens_of(field.pointer):
        value = value[token] if isinstance(value, Mapping) else value[int(token)]
    stated = {"type": "ExcerptField", "pointer": field.pointer}
    if isinstance(value, str):
        return {**stated, "text": value}
    written = dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {**stated, "json": written}


def _end(held: Held, now: datetime) -> datetime:
    """Return until when to speak of a check that was made now: no longer than the source holds."""
    longest, end = now + _LONGEST, held.valid_until
    return min(end, longest) if end is not None and end > now else longest


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
