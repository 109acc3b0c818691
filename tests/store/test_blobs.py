"""Bytes by owner and digest."""

from hashlib import sha256
from uuid import uuid4

from wallet.store import blobs
from wallet.store.identifiers import PUBLIC
from wallet.store.models.blobs import Blob


async def test_bytes_are_found_by_owner_and_digest(database):
    owner, content = uuid4(), b"\x00\xff badge"
    digest = await blobs.keep(owner, content, "image/png")
    assert digest == sha256(content).hexdigest()
    assert await blobs.read(owner, digest) == blobs.StoredBytes(content, "image/png")


async def test_kept_twice_they_are_one_row(database):
    owner = uuid4()
    assert await blobs.keep(owner, b"x", "a/b") == await blobs.keep(owner, b"x", "c/d")
    assert await Blob.filter(owner=owner).count() == 1


async def test_no_owner_reads_what_another_keeps(database):
    digest = await blobs.keep(uuid4(), b"x", "a/b")
    assert await blobs.read(uuid4(), digest) is None
    assert await blobs.read(PUBLIC, digest) is None


async def test_only_the_owners_bytes_are_forgotten(database):
    one, other = uuid4(), uuid4()
    digest = await blobs.keep(one, b"x", "a/b")
    await blobs.keep(other, b"x", "a/b")
    await blobs.forget(one, [digest])
    assert await blobs.read(one, digest) is None
    assert await blobs.read(other, digest) is not None


async def test_what_nobody_knew_is_known_later_and_stays_known(database):
    owner = uuid4()
    digest = await blobs.keep(owner, b"%PDF-", blobs.ANY_MEDIA_TYPE)
    await blobs.keep(owner, b"%PDF-", "application/pdf")
    await blobs.keep(owner, b"%PDF-", blobs.ANY_MEDIA_TYPE)
    await blobs.keep(owner, b"%PDF-", "text/plain")
    assert (await blobs.read(owner, digest)).media_type == "application/pdf"
