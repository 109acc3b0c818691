"""Small PNG files, sound and unsound, made by hand."""

import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind, body, crc=None):
    checksum = zlib.crc32(kind + body) if crc is None else crc
    return len(body).to_bytes(4) + kind + body + checksum.to_bytes(4)


HEADER = chunk(b"IHDR", (1).to_bytes(4) + (1).to_bytes(4) + b"\x08\x00\x00\x00\x00")
PIXELS = chunk(b"IDAT", zlib.compress(b"\x00\xff"))
END = chunk(b"IEND", b"")


def png(*extra, tail=b""):
    return SIGNATURE + HEADER + b"".join(extra) + PIXELS + END + tail


def text(payload, keyword=b"openbadges"):
    return chunk(b"tEXt", keyword + b"\x00" + payload)


def compressed_text(payload, keyword=b"openbadges", method=b"\x00"):
    return chunk(b"zTXt", keyword + b"\x00" + method + zlib.compress(payload))


def international(payload, keyword=b"openbadges", flags=b"\x00\x00", names=b"\x00\x00"):
    return chunk(b"iTXt", keyword + b"\x00" + flags + names + payload)
