from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents import pngs
from wallet.documents.archive import unpack
from wallet.documents.document import Carrier, DocumentError
from wallet.documents.limits import Limits
from wallet.documents.opening import open_documents

BADGE = b'{ "id":"urn:uuid:1" }'
BAKED = pngs.png(pngs.text(b'{"id":"urn:uuid:2"}'))
LINK = b"https://a.example/3\n"
LIST = b'[{"id":"urn:uuid:4"}, {"id":"urn:uuid:5"}]'


def archive(files, method=ZIP_DEFLATED):
    """An archive of these files by their names, or of (name, content) pairs."""
    packed = BytesIO()
    with ZipFile(packed, "w", method) as opened:
        for name, content in files.items() if isinstance(files, dict) else files:
            opened.writestr(name, content)
    return packed.getvalue()


def refusal_of(received, **limits):
    with pytest.raises(DocumentError) as refusal:
        open_documents(received, limits=Limits(**limits))
    return refusal.value


def test_each_file_is_a_document_with_its_own_bytes():
    files = {"a.json": BADGE, "sub/b.png": BAKED, "../../c.txt": LINK}
    documents = open_documents(archive(files))
    assert [document.original for document in documents] == [BADGE, BAKED, LINK]
    assert [document.sha256 for document in documents] == [
        sha256(content).hexdigest() for content in files.values()
    ]
    assert [document.carriers for document in documents] == [
        (Carrier.ZIP, Carrier.JSON),
        (Carrier.ZIP, Carrier.PNG, Carrier.JSON),
        (Carrier.ZIP, Carrier.URL),
    ]


def test_a_list_in_a_file_is_a_document_per_element():
    assert [d.content["id"] for d in open_documents(archive({"all.json": LIST}))] == [
        "urn:uuid:4",
        "urn:uuid:5",
    ]


@pytest.mark.parametrize("method", [ZIP_STORED, ZIP_DEFLATED], ids=["stored", "deflated"])
def test_both_common_ways_of_packing_are_read(method):
    assert open_documents(archive({"a": BADGE}, method))[0].content == {"id": "urn:uuid:1"}


def test_what_lies_beside_the_badges_is_left_out():
    beside = {
        "letter.txt": b"Dear learner,",
        "photo.png": pngs.png(),
        "page.html": b"<!DOCTYPE html><html>",
        "empty.json": b"",
        "__MACOSX/._a.json": b"{",
        ".hidden.json": b"{",
        "folder/": b"",
    }
    (document,) = open_documents(archive({**beside, "a.json": BADGE}))
    assert document.original == BADGE


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b'{"a":', "JSON_INVALID", id="cut-off"),
        pytest.param(b'{"a":1,"a":2}', "JSON_DUPLICATE_KEY", id="ambiguous"),
        pytest.param(BAKED[:-20], "IMAGE_CORRUPT", id="half-a-picture"),
    ],
)
def test_a_damaged_badge_is_not_passed_over(content, code):
    assert refusal_of(archive({"a.json": BADGE, "b": content})).code == code


@pytest.mark.parametrize("files", [{}, {"a.txt": b"Dear learner,"}], ids=["empty", "a-letter"])
def test_an_archive_without_a_badge_is_refused(files):
    refusal = refusal_of(archive(files))
    assert (refusal.code, "no badge in this archive" in refusal.message) == ("FORMAT_UNKNOWN", True)


def test_an_archive_in_an_archive_is_refused():
    inner = archive({"a.json": BADGE})
    assert refusal_of(archive({"b.zip": inner})).code == "DECOMPRESSION_LIMIT"


@pytest.mark.parametrize(
    ("files", "limits", "code"),
    [
        pytest.param({"a": BADGE, "b": BADGE}, {"archive_entries": 1}, "INPUT_TOO_LARGE", id="in"),
        pytest.param({"a": LIST}, {"documents": 2}, None, id="as-many-as-allowed"),
        pytest.param({"a": LIST, "b": BADGE}, {"documents": 2}, "INPUT_TOO_LARGE", id="badges"),
        pytest.param(
            {"a": BADGE, "b": BADGE}, {"archive_bytes": 30}, "DECOMPRESSION_LIMIT", id="together"
        ),
        pytest.param(
            {"a": b" " * 5000 + BADGE}, {"document_bytes": 4000}, "DECOMPRESSION_LIMIT", id="one"
        ),
        pytest.param(
            {"a": b" " * 90_000 + BADGE}, {"archive_ratio": 20}, "DECOMPRESSION_LIMIT", id="ratio"
        ),
    ],
)
def test_bounds(files, limits, code):
    if code is None:
        assert open_documents(archive(files), limits=Limits(**limits))
    else:
        assert refusal_of(archive(files), **limits).code == code


def test_a_bomb_is_left_folded():
    bomb = archive({"a.json": b"\x00" * 50_000_000})
    assert len(bomb) < 100_000
    assert refusal_of(bomb).code == "DECOMPRESSION_LIMIT"


def test_what_the_archive_says_of_its_sizes_is_not_believed():
    bomb = archive({"a.json": b" " * 3_000_000 + BADGE})
    lying = bomb.replace((3_000_000 + len(BADGE)).to_bytes(4, "little"), (50).to_bytes(4, "little"))
    assert lying != bomb
    assert refusal_of(lying).code in {"ARCHIVE_UNREADABLE", "DECOMPRESSION_LIMIT"}


def locked():
    packed = bytearray(archive({"a.json": BADGE}))
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    return bytes(packed)


@pytest.mark.parametrize(
    ("received", "said"),
    [
        pytest.param(locked(), "password", id="locked"),
        pytest.param(archive({"a": BADGE}, ZIP_BZIP2), "do not read", id="packed-otherwise"),
        pytest.param(archive({"a": BADGE})[:-30], "damaged", id="cut-off"),
        pytest.param(
            archive({"a": BADGE}, ZIP_STORED).replace(b"uuid:1", b"uuid:9"), "damaged", id="altered"
        ),
    ],
)
def test_what_cannot_be_unpacked_is_refused(received, said):
    refusal = refusal_of(received)
    assert refusal.code == "ARCHIVE_UNREADABLE"
    assert said in refusal.message


def test_the_same_name_twice_is_two_files():
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = archive([("a.json", BADGE), ("a.json", LINK)])
    assert unpack(twice).contents == (BADGE, LINK)


def test_a_file_whose_name_is_cut_to_nothing_is_still_a_file():
    named = archive({"a.json": BADGE}, ZIP_STORED)
    assert unpack(named.replace(b"a.json", b"\x00.json")).contents == (BADGE,)


WHOLE = archive({"a.json": BADGE, "b.png": BAKED, "c.txt": LINK})


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=6
    ),
    st.integers(0, 40),
)
def test_mutants_are_opened_or_refused(changes, cut):
    mutant = bytearray(WHOLE)
    for place, value in changes:
        mutant[place] = value
    try:
        documents = open_documents(bytes(mutant[: len(mutant) - cut]))
    except DocumentError as error:
        code = error.code
    else:
        assert documents
        return
    assert code
