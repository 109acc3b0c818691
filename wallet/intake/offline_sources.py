"""Addresses answered from files, for work without a network.

A folder with an `index.json`: a list of `{"url": …, "file": …}` objects, or one object that maps
each URL to its file. Files lie below the folder; nothing else is ever opened.
"""

import mimetypes
from collections.abc import Callable, Iterator
from datetime import datetime
from http import HTTPStatus
from pathlib import Path

from wallet.documents.document import DocumentError
from wallet.documents.strict_json import parse
from wallet.network import Wanted
from wallet.verification.sources import Answer, no_answer

INDEX = "index.json"


class IndexUnreadableError(Exception):
    """A folder of sources without an index that can be used; the message says what is wrong."""


class OfflineSources:
    """Answers from the files that one or more indexes name, and from nothing else."""

    def __init__(self, *folders: Path, clock: Callable[[], datetime]) -> None:
        """Read the index of each of the `folders`; the first that names a URL answers it.

        Raises:
            IndexUnreadableError: no index, or not one of the two forms.
        """
        self._clock = clock
        self._files: dict[str, Path] = {}
        for folder in folders:
            for url, file in _entries(folder):
                self._files.setdefault(url, file)

    async def fetch(
        self, url: str, *, plain_http: bool = False, wanted: Wanted = Wanted.DOCUMENT
    ) -> Answer:
        """Answer `url` from its file; what no index names is not to be had."""
        del plain_http, wanted
        file = self._files.get(url)
        if file is None:
            return no_answer(url, "NOT_IN_SOURCES", self._clock())
        media_type, _ = mimetypes.guess_type(file.name)
        return Answer(
            url=url,
            final_url=url,
            http_status=HTTPStatus.OK,
            media_type=media_type or "application/octet-stream",
            body=file.read_bytes(),
            fetched_at=self._clock(),
            over_http=url.startswith("http:"),
        )

    def contexts(self) -> dict[str, bytes]:
        """Return the JSON-LD contexts among the files, by URL: to compute with, not to trust."""
        texts = {url: file.read_bytes() for url, file in self._files.items()}
        return {url: text for url, text in texts.items() if _is_context(text)}


def _is_context(text: bytes) -> bool:
    try:
        said = parse(text)
    except DocumentError:
        return False
    return isinstance(said, dict) and said.keys() <= {"@context", "@id", "comment"}


def _entries(folder: Path) -> Iterator[tuple[str, Path]]:
    root = folder.resolve()
    index = root / INDEX
    if not index.is_file():
        raise IndexUnreadableError(f"{folder} has no {INDEX} that maps URLs to files.")
    try:
        listed = parse(index.read_bytes())
    except DocumentError as error:
        raise IndexUnreadableError(f"{index} cannot be read. {error.message}") from error
    pairs = listed.items() if isinstance(listed, dict) else _pairs(listed, index)
    for url, name in pairs:
        if not isinstance(url, str) or not isinstance(name, str):
            raise IndexUnreadableError(f"{index}: a URL and a file name are texts.")
        file = (root / name).resolve()
        if not file.is_relative_to(root) or not file.is_file():
            raise IndexUnreadableError(f"{index} names {name!r}, which is no file below it.")
        yield url, file


def _pairs(listed: object, index: Path) -> Iterator[tuple[str, object]]:
    if not isinstance(listed, list):
        raise IndexUnreadableError(f"{index} is neither a list of entries nor a map.")
    for entry in listed:
        if not isinstance(entry, dict) or not {"url", "file"} <= entry.keys():
            raise IndexUnreadableError(f'{index}: each entry needs "url" and "file".')
        yield entry["url"], entry["file"]
