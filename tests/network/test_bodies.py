import gzip
from tracemalloc import get_traced_memory, start, stop

import pytest
from httpx2 import AsyncByteStream, Response

from wallet.network import FailureCode, FetchFailedError, FetchRefusedError, RefusalCode
from wallet.network.bodies import MAX_MEMBERS, read_body


class Parts(AsyncByteStream):
    def __init__(self, *parts):
        self.parts = parts

    async def __aiter__(self):
        for part in self.parts:
            yield part


def answer(*parts, encoding=None):
    headers = {} if encoding is None else {"content-encoding": encoding}
    return Response(200, headers=headers, stream=Parts(*parts))


def in_pieces(wire, size=7):
    return [wire[at : at + size] for at in range(0, len(wire), size)]


@pytest.mark.parametrize(
    ("parts", "encoding", "body"),
    [
        pytest.param([b"ab", b"cd"], None, b"abcd", id="plain"),
        pytest.param([b"abcd"], "identity", b"abcd", id="identity"),
        pytest.param([], None, b"", id="empty"),
        pytest.param([], "gzip", b"", id="empty-gzip-of-no-bytes"),
        pytest.param([b"x" * 100], None, b"x" * 100, id="exactly-the-cap"),
        pytest.param([gzip.compress(b"x" * 100)], "gzip", b"x" * 100, id="exactly-the-cap-gzip"),
        pytest.param(in_pieces(gzip.compress(b"abcd")), "GZIP", b"abcd", id="gzip-in-pieces"),
        pytest.param(
            [gzip.compress(b"ab") + gzip.compress(b"cd")], "x-gzip", b"abcd", id="two-members"
        ),
    ],
)
async def test_reads(parts, encoding, body):
    assert await read_body(answer(*parts, encoding=encoding), 100) == body


@pytest.mark.parametrize(
    ("parts", "encoding"),
    [
        pytest.param([b"x" * 101], None, id="one-byte-over"),
        pytest.param([b"x" * 60] * 2, None, id="over-in-parts"),
        pytest.param([gzip.compress(b"x" * 101)], "gzip", id="one-byte-over-unpacked"),
        pytest.param([gzip.compress(bytes(10**7))[:100]], "gzip", id="bomb"),
        pytest.param([gzip.compress(b"x" * 60) * 2], "gzip", id="over-in-members"),
    ],
)
async def test_cuts_at_the_cap(parts, encoding):
    with pytest.raises(FetchRefusedError) as refused:
        await read_body(answer(*parts, encoding=encoding), 100)
    assert refused.value.code is RefusalCode.BODY_TOO_LARGE


async def test_a_bomb_takes_no_more_memory_than_the_cap():
    bomb = gzip.compress(bytes(20 * 1024 * 1024))
    start()
    try:
        with pytest.raises(FetchRefusedError):
            await read_body(answer(bomb, encoding="gzip"), 64 * 1024)
        assert get_traced_memory()[1] < 1024 * 1024
    finally:
        stop()


@pytest.mark.parametrize(
    ("wire", "encoding"),
    [
        pytest.param(gzip.compress(b"abcd" * 9)[:-9], "gzip", id="ends-midway"),
        pytest.param(gzip.compress(b"abcd")[:-8] + bytes(8), "gzip", id="wrong-checksum"),
        pytest.param(b"{}", "gzip", id="no-gzip"),
        pytest.param(gzip.compress(b"abcd") + b"rest", "gzip", id="rest-after-the-end"),
        pytest.param(gzip.compress(b"") * (MAX_MEMBERS + 1), "gzip", id="too-many-members"),
        pytest.param(b"{}", "br", id="brotli"),
        pytest.param(b"{}", "deflate", id="deflate"),
        pytest.param(gzip.compress(gzip.compress(b"{}")), "gzip, gzip", id="gzip-in-gzip"),
    ],
)
async def test_a_broken_body_is_not_taken_for_a_whole_one(wire, encoding):
    with pytest.raises(FetchFailedError) as failed:
        await read_body(answer(wire, encoding=encoding), 1000)
    assert failed.value.code is FailureCode.ANSWER_MALFORMED
