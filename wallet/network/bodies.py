"""Answer in, decoded body out, capped while it streams.

Only gzip is asked for and decoded, by `zlib` with a bound on each call: a small bomb never
unfolds beyond the cap, and a body that ends in the middle is not taken for a whole one.
"""

from contextlib import aclosing
from zlib import MAX_WBITS, decompressobj
from zlib import error as ZlibError  # noqa: N812  a class with a lower-case name

from httpx2 import Response

from wallet.network.errors import (
    FailureCode,
    FetchFailedError,
    FetchRefusedError,
    RefusalCode,
)

GZIP = MAX_WBITS | 16
# Servers send one; thousands of empty ones would only cost time.
MAX_MEMBERS = 16


async def read_body(response: Response, cap: int) -> bytes:
    """Return the decoded body of `response`.

    Args:
        response: an answer whose body has not been read.
        cap: the most bytes, on the wire and again after decoding.

    Raises:
        FetchRefusedError: BODY_TOO_LARGE.
        FetchFailedError: ANSWER_MALFORMED, for another encoding or a broken one.
    """
    wire = bytearray()
    async with aclosing(response.aiter_raw()) as parts:
        async for part in parts:
            wire += part
            if len(wire) > cap:
                raise too_large()
    match response.headers.get("content-encoding", "").strip().lower():
        case "" | "identity":
            return bytes(wire)
        case "gzip" | "x-gzip":
            return _gunzipped(bytes(wire), cap) if wire else b""
        case _:
            raise _malformed()


def _gunzipped(wire: bytes, cap: int) -> bytes:
    """Return the members of a gzip stream, joined (RFC 1952, section 2.2)."""
    body = bytearray()
    for _ in range(MAX_MEMBERS):
        member = decompressobj(GZIP)
        try:
            body += member.decompress(wire, cap - len(body) + 1)
        except ZlibError as error:
            raise _malformed() from error
        if len(body) > cap:
            raise too_large()
        if not member.eof:
            raise _malformed()
        wire = member.unused_data
        if not wire:
            return bytes(body)
    raise _malformed()


def too_large() -> FetchRefusedError:
    """Return the error of an answer over the cap."""
    return FetchRefusedError(
        RefusalCode.BODY_TOO_LARGE,
        "The document is larger than we take. Use the badge's own link, or upload the file.",
    )


def _malformed() -> FetchFailedError:
    return FetchFailedError(
        FailureCode.ANSWER_MALFORMED,
        "The website's answer is broken or packed in a way we did not ask for. Try again later.",
    )
