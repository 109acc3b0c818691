"""A key that is not published now in, the same key as it was published when we looked earlier out.

Issuers replace their keys, and some take the old one down or go away. Then what was signed with
it still has an honest answer, and a weaker one than before: so it has codes of its own, and the
snapshot that it rests on is named.
"""

from collections.abc import Callable
from datetime import datetime

from wallet.proofs.keys import PublicKey
from wallet.verification.case import Case, Observation
from wallet.verification.codes import Code
from wallet.verification.found_key import FoundKey
from wallet.verification.sources import Answer

NOT_BY_THIS_KEY = frozenset({Code.SIGNATURE_INVALID, Code.KEY_TYPE_MISMATCH})
"""What is found where a key was replaced under the same name, or the document altered."""
_NOT_THERE = frozenset({Code.KEY_NOT_FOUND, Code.KEY_EMBEDDED_UNTRUSTED, Code.KEY_NOT_OWNED})
_NOT_TO_BE_HAD = frozenset({Code.KEY_URL_UNREACHABLE, Code.DID_UNRESOLVED})


async def find_replaced(
    url: str,
    case: Case,
    *,
    live: FoundKey,
    look: Callable[[Answer], FoundKey],
    signed_at: datetime | None,
    fits: Callable[[PublicKey], bool] | None = None,
) -> FoundKey:
    """Return the key that an earlier document at `url` listed for its issuer, else `live`.

    `look` judges one document. A key counts up to when we first saw it gone: what says that it
    was signed later does not get by. One that a document marks as withdrawn is withdrawn for
    good, and so is one whose time is over.

    With `fits`, the key that is published now did not make the signature, and one that did is
    sought: issuers replace keys under the same name, too.
    """
    codes = {live.resolution.code, live.binding.code}
    may_be_elsewhere = codes & (_NOT_THERE | _NOT_TO_BE_HAD)
    is_found = live.key_holds if fits is None else not live.key_holds
    if case.history is None or not url or is_found or not (fits or may_be_elsewhere):
        return live
    gone_since = case.now
    for earlier in await case.history.documents_at(url, case.now):
        found = look(earlier.answer)
        if found.resolution.code is Code.KEY_REVOKED:
            return found
        if found.key_holds and found.key is not None and (fits is None or fits(found.key)):
            if signed_at is None or signed_at > gone_since:
                return live
            code = Code.KEY_SEEN_EARLIER if codes & _NOT_TO_BE_HAD else Code.KEY_REPLACED
            resolution = Observation(
                code,
                "It was published on {day:day}.",
                seen=earlier.answer,
                particulars={"day": earlier.answer.fetched_at.date().isoformat()},
            )
            return FoundKey(resolution, found.binding, found.key)
        gone_since = min(gone_since, earlier.since)
    return live
