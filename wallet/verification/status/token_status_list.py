"""Token status lists: a few bits for each token, in a token by the same issuer.

Source: Token Status List (draft-ietf-oauth-status-list), "Status List", "Status List Token",
"Status Types" and "Verification and Processing".
"""

import zlib
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeGuard

from wallet.credentials.credential import CredentialFormat, StatusEntry
from wallet.credentials.dates import read_date
from wallet.credentials.sd_jwt_vc import STATUS_LIST
from wallet.documents.base64url import from_base64url
from wallet.documents.document import CompactJws, DocumentError
from wallet.documents.jose import split
from wallet.verification.case import Case, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import Outcome
from wallet.verification.sd_jwt_keys import key_of_issuer
from wallet.verification.sources import Answer
from wallet.verification.status.bitstring import purpose_of
from wallet.verification.status.method import StatusMethod
from wallet.verification.token_proofs import judge_signature

_TYPE = "statuslist+jwt"
_SIZES = frozenset({1, 2, 4, 8})
_LARGEST_BYTES = 16 * 1024 * 1024
_MEANINGS = MappingProxyType({1: Code.REVOKED, 2: Code.SUSPENDED})
_OF_PURPOSE = MappingProxyType({"revocation": {Code.REVOKED}, "suspension": {Code.SUSPENDED}})


async def read(entry: StatusEntry, case: Case) -> Observation:
    """Read the token's status from the list at its `uri`, as far as it is of the entry's purpose.

    REVOKED: 1. SUSPENDED: 2. What else an issuer may mean by a number is not for us to know:
    STATUS_METHOD_UNKNOWN.
    """
    if case.credential.format is not CredentialFormat.SD_JWT_VC:
        return Observation(Code.STATUS_METHOD_UNKNOWN, "Credentials of its kind have none such.")
    url = entry.id or ""
    answer = await case.sources.fetch(url)
    if not answer.arrived or answer.body is None:
        return Observation(Code.STATUS_UNREACHABLE, seen=answer)
    try:
        token = split(answer.body.decode("ascii", "replace").strip())
    except DocumentError:
        return Observation(Code.STATUS_LIST_INVALID, "It is no signed token.", seen=answer)
    if (fault := await _fault_of(token, url, case, answer)) is not None:
        return fault
    status = _status(token.payload.get("status_list"), entry.content.get("idx"))
    if isinstance(status, Observation):
        return replace(status, seen=answer)
    code = _MEANINGS.get(status)
    if status and code is None:
        return Observation(
            Code.STATUS_METHOD_UNKNOWN, f"It is the issuer's own number {status}.", seen=answer
        )
    return Observation(code if code in _OF_PURPOSE[purpose_of(entry)] else None, seen=answer)


async def _fault_of(token: CompactJws, url: str, case: Case, answer: Answer) -> Observation | None:
    """Say what is wrong with the list itself, if anything is; it must be the issuer's own."""
    claims = token.payload
    if token.header.get("typ") != _TYPE or claims.get("sub") != url:
        return Observation(Code.STATUS_LIST_INVALID, "It is another list.", seen=answer)
    if claims.get("iss", case.credential.issuer.id) != case.credential.issuer.id:
        return Observation(Code.STATUS_LIST_ISSUER_MISMATCH, seen=answer)
    found = await key_of_issuer(token, case)
    signature = judge_signature(token, found)
    outcomes = {found.resolution.outcome, found.binding.outcome, signature.outcome}
    if Outcome.FAIL in outcomes:
        return Observation(Code.STATUS_LIST_INVALID, seen=answer)
    if outcomes & {Outcome.UNKNOWN, Outcome.SKIPPED}:
        detail = "The list's own signature could not be checked."
        return Observation(Code.STATUS_UNREACHABLE, detail, seen=answer)
    expires = claims.get("exp")
    moment = read_date(expires, epoch=True)
    if expires is not None and (moment is None or moment <= case.now):
        return Observation(Code.STATUS_LIST_EXPIRED, seen=answer)
    return None


def _status(said: object, index: object) -> int | Observation:
    """Return the number at an index: packed from the least significant bit of each byte on."""
    listed: Mapping[str, Any] = said if isinstance(said, dict) else {}
    size, octets = listed.get("bits"), _unpack(listed.get("lst"))
    if not _is_number(size) or size not in _SIZES or octets is None:
        return Observation(Code.STATUS_LIST_INVALID, "It cannot be unpacked.")
    if not _is_number(index) or index < 0:
        return Observation(Code.STATUS_LIST_RANGE)
    place, shift = divmod(index * size, 8)
    if place >= len(octets):
        return Observation(Code.STATUS_LIST_RANGE)
    return octets[place] >> shift & ((1 << size) - 1)


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _unpack(packed: object) -> bytes | None:
    if not isinstance(packed, str):
        return None
    inflater = zlib.decompressobj()
    try:
        octets = inflater.decompress(from_base64url(packed), _LARGEST_BYTES)
    except (ValueError, zlib.error):
        return None
    return octets if inflater.eof else None


METHOD = StatusMethod(types=(STATUS_LIST,), purpose_of=purpose_of, read=read)
