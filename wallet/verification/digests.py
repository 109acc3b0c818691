"""The digests that a credential states of something else in, whether the bytes have them out.

Sources: VC Data Model 2.0, "Integrity of Related Resources"; Subresource Integrity, "The
integrity attribute"; Controlled Identifiers 1.0, "Multihash".
"""

import hashlib
import re
from base64 import b64decode
from collections.abc import Iterator
from hmac import compare_digest

from wallet.credentials.members import strings
from wallet.documents.document import JSONObject
from wallet.proofs.multibase import decode, decode_base64url

_STRONGEST_FIRST = ("sha512", "sha384", "sha256")
_SRI = re.compile(r"(sha256|sha384|sha512)-([A-Za-z0-9+/_-]+={0,2})(?:\?\S*)?", re.ASCII)
_MULTIHASHES = {(0x12, 32): "sha256", (0x20, 48): "sha384", (0x13, 64): "sha512"}


def stated_digests(said: JSONObject) -> tuple[tuple[str, bytes], ...]:
    """Return each digest with its algorithm; of several in one SRI text the strongest counts.

    Raises:
        ValueError: one that cannot be read.
    """
    return (*_sri_digests(said), *_multibase_digests(said))


def have_digests(body: bytes, digests: tuple[tuple[str, bytes], ...]) -> bool:
    """Whether the bytes have every one of the digests."""
    return all(
        compare_digest(hashlib.new(algorithm, body).digest(), expected)
        for algorithm, expected in digests
    )


def _sri_digests(said: JSONObject) -> Iterator[tuple[str, bytes]]:
    for text in strings(said.get("digestSRI")):
        found = [match for part in text.split() if (match := _SRI.fullmatch(part))]
        if not found:
            raise ValueError(text[:100])
        best = min(found, key=lambda match: _STRONGEST_FIRST.index(match[1]))
        standard = best[2].replace("-", "+").replace("_", "/").rstrip("=")
        yield best[1], b64decode(standard + "=" * (-len(standard) % 4), validate=True)


def _multibase_digests(said: JSONObject) -> Iterator[tuple[str, bytes]]:
    for text in strings(said.get("digestMultibase")):
        octets = decode_base64url(text) if text.startswith("u") else decode(text)
        algorithm = _MULTIHASHES.get((octets[0], octets[1])) if len(octets) > 1 else None
        if algorithm is None or len(octets) != octets[1] + 2:
            raise ValueError(text[:100])
        yield algorithm, octets[2:]
