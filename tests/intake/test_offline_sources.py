"""Addresses answered from the files of a folder, and from nothing else."""

import json

import pytest

from tests.verification.samples import NOW
from wallet.intake.offline_sources import IndexUnreadableError, OfflineSources

URL = "https://a.example/badge"


def folder(tmp_path, index, **files):
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    text = index if isinstance(index, bytes) else json.dumps(index).encode()
    (tmp_path / "index.json").write_bytes(text)
    return tmp_path


def sources(*folders):
    return OfflineSources(*folders, clock=lambda: NOW)


@pytest.mark.parametrize(
    "index", [{URL: "badge"}, [{"url": URL, "file": "badge"}]], ids=["a-map", "a-list"]
)
async def test_a_listed_address_is_answered_from_its_file(tmp_path, index):
    offline = sources(folder(tmp_path, index, badge=b'{"a": 1}'))
    answer = await offline.fetch(URL)
    assert (answer.arrived, answer.content, answer.fetched_at) == (True, {"a": 1}, NOW)
    other = await offline.fetch(f"{URL}/other")
    assert (other.arrived, other.failure) == (False, "NOT_IN_SOURCES")


async def test_the_first_folder_that_lists_an_address_answers_it(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        folder(tmp_path / name, {URL: "badge"}, badge=name.encode())
    offline = sources(tmp_path / "one", tmp_path / "two")
    assert (await offline.fetch(URL)).body == b"one"


async def test_what_is_asked_at_http_came_over_http(tmp_path):
    url = "http://a.example/badge"
    offline = sources(folder(tmp_path, {url: "badge"}, badge=b"{}"))
    assert (await offline.fetch(url)).over_http


@pytest.mark.parametrize(
    "index",
    [
        b"{",
        b'{"a": 1, "a": 2}',
        b"7",
        b"",
        [{"url": URL}],
        [7],
        [{"url": [URL], "file": "badge"}],
        {URL: 7},
        {URL: "missing"},
        {URL: "../outside"},
        {URL: "/etc/hostname"},
        {URL: "."},
    ],
    ids=repr,
)
def test_an_index_that_cannot_be_used_is_told(tmp_path, index):
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "outside").write_bytes(b"secret")
    with pytest.raises(IndexUnreadableError) as caught:
        sources(folder(inside, index, badge=b"{}"))
    assert "index.json" in str(caught.value)


def test_a_folder_without_an_index_is_told(tmp_path):
    with pytest.raises(IndexUnreadableError):
        sources(tmp_path)


def test_contexts_are_lent_and_nothing_else(tmp_path):
    index = {URL: "badge", "https://a.example/words": "words"}
    offline = sources(folder(tmp_path, index, badge=b'{"a": 1}', words=b'{"@context": {}}'))
    assert offline.contexts() == {"https://a.example/words": b'{"@context": {}}'}
