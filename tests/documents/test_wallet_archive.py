import json
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from tests.documents.test_archive import archive
from wallet.documents.document import Carrier, DocumentError
from wallet.documents.holding import HeldCollection
from wallet.documents.opening import open_documents

BADGES = [b'{ "id":"urn:uuid:1" }', b'{"id":"urn:uuid:2"}']
NAMES = ["credentials/0001.json", "credentials/0002.json"]


def digest(content):
    return sha256(content).hexdigest()


def entry(number, **said):
    return {"file": NAMES[number], "sha256": digest(BADGES[number]), **said}


def wallet(manifest, files=None):
    told = manifest if isinstance(manifest, bytes) else json.dumps(manifest).encode()
    held = zip(NAMES, BADGES, strict=True) if files is None else files
    return archive([("manifest.json", told), *held])


def manifest(credentials=(), collections=()):
    return {
        "type": "WalletExport",
        "version": 1,
        "credentials": list(credentials),
        "collections": list(collections),
    }


def holding(**said):
    return open_documents(wallet(manifest([entry(0, **said)])))[0].holding


def test_each_document_comes_with_what_was_kept_beside_it():
    moment = "2026-01-02T03:04:05.678901+00:00"
    items = [{"sha256": digest(BADGES[0]), "position": 4}]
    collections = [
        {"name": "Empty", "description": None, "items": []},
        {"name": "CV", "description": "Best of.", "items": items},
    ]
    told = manifest(
        [entry(0, tags=["Robots", "b"], note="Mine.", archivedAt=moment), entry(1)], collections
    )
    first, second = open_documents(wallet(told))
    assert (first.original, second.original) == tuple(BADGES)
    assert first.carriers == (Carrier.WALLET, Carrier.JSON)
    assert first.holding.tags == ("Robots", "b")
    assert first.holding.note == "Mine."
    assert first.holding.archived_at == datetime.fromisoformat(moment)
    assert first.holding.collections == (
        HeldCollection("Empty", None),
        HeldCollection("CV", "Best of."),
    )
    assert first.holding.places == ((1, 4),)
    assert second.holding.places == ()
    assert second.holding.collections == first.holding.collections


def test_a_file_that_the_manifest_does_not_name_is_a_badge_all_the_same():
    (first, _) = open_documents(wallet(manifest()))
    assert first.holding is None


def test_a_file_that_was_changed_is_not_given_what_belongs_to_another():
    files = [(NAMES[0], b'{"id":"urn:uuid:forged"}')]
    (document,) = open_documents(wallet(manifest([entry(0, note="Mine.")]), files))
    assert document.holding is None


def test_reports_in_it_are_not_read():
    files = [*zip(NAMES, BADGES, strict=True), ("reports/0001-1.json", b'{"a":1,"a":2}')]
    assert len(open_documents(wallet(manifest(), files))) == 2


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"tags": ["a", "A", 7, None, " ", "b" * 200]}, {"tags": ("A", "b" * 100)}),
        ({"tags": "a"}, {"tags": ()}),
        ({"tags": [str(number) for number in range(99)]}, {"tags": 50}),
        ({"note": " x " * 9_000}, {"note": 10_000}),
        ({"note": {"a": 1}}, {"note": None}),
        ({"archivedAt": "yesterday"}, {"archived_at": None}),
        ({"archivedAt": "2026-01-02T03:04:05"}, {"archived_at": None}),
        ({"archivedAt": 5}, {"archived_at": None}),
        ({"archivedAt": "2026-01-02"}, {"archived_at": None}),
    ],
)
def test_what_has_the_wrong_form_is_left_out_or_cut(said, kept):
    (name, expected), found = *kept.items(), holding(**said)
    value = getattr(found, name)
    assert (len(value) if isinstance(expected, int) else value) == expected


def test_places_that_are_none_are_left_out():
    item = {"sha256": digest(BADGES[0])}
    items = [
        *({**item, "position": position} for position in (-1, "1", None, 2**31, 1.5)),
        item,
        7,
        {**item, "position": 3},
    ]
    told = manifest([entry(0)], [{"name": "A", "items": items}, "no collection"])
    assert open_documents(wallet(told))[0].holding.places == ((0, 3),)


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(b"{}", id="another-manifest"),
        pytest.param(b"[]", id="a-list"),
        pytest.param(b"no JSON", id="words"),
        pytest.param(b'{"type":"WalletExport","version":2}', id="of-a-later-version"),
        pytest.param(b'{"type":"WalletExport","version":1,"version":1}', id="a-name-twice"),
    ],
)
def test_another_manifest_makes_it_an_ordinary_archive(told):
    try:
        documents = open_documents(wallet(told))
    except DocumentError as error:
        assert error.code in {"JSON_DUPLICATE_KEY", "FORMAT_UNKNOWN"}  # noqa: PT017
    else:
        assert {document.carriers[0] for document in documents} == {Carrier.ZIP}
        assert all(document.holding is None for document in documents)


def test_a_manifest_that_is_not_the_first_file_makes_no_wallet():
    told = json.dumps(manifest()).encode()
    packed = archive([(NAMES[0], BADGES[0]), ("manifest.json", told)])
    assert {document.carriers[0] for document in open_documents(packed)} == {Carrier.ZIP}


def test_a_moment_keeps_its_zone():
    found = holding(archivedAt="2026-01-02T03:04:05+02:00")
    assert found.archived_at.astimezone(UTC).hour == 1
