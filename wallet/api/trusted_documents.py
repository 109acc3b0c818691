"""A request's parameters in, the text of the document to run out: what a client's build listed.

A client sends the SHA-256 of a document instead of its text, as `documentId` (`sha256:` before it
or not), or as Apollo's and Relay's clients do in `extensions.persistedQuery.sha256Hash`. A server
that runs listed documents alone cannot be asked anything that its own frontends do not ask.

Source: GraphQL over HTTP, "Persisted Documents".
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any, Self

from wallet.api.error_codes import ErrorCode

_PREFIX = "sha256:"


class DocumentRefusedError(Exception):
    """A document that is not run; `code` and `http_status` say why."""

    def __init__(self, code: ErrorCode, http_status: HTTPStatus, message: str) -> None:
        """Refuse with the code."""
        super().__init__(message)
        self.code = code
        self.http_status = http_status
        self.message = message


@dataclass(frozen=True, slots=True)
class TrustedDocuments:
    """The documents of a manifest, by the SHA-256 of their text in lower-case hex.

    Where they `are_the_only` ones, no other text is run.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    are_the_only: bool = False

    @classmethod
    def read(cls, manifest: Path, *, are_the_only: bool) -> Self:
        """Read a manifest as client builds write it: one JSON object from digest to text.

        Raises:
            ValueError: it is something else, or a digest is not that of its text.
        """
        texts = json.loads(manifest.read_text(encoding="utf-8"))
        if not isinstance(texts, dict) or not all(isinstance(each, str) for each in texts.values()):
            raise ValueError(f"{manifest} is no JSON object from digests to documents.")
        listed = {digest.removeprefix(_PREFIX).lower(): text for digest, text in texts.items()}
        for digest, text in listed.items():
            if sha256(text.encode()).hexdigest() != digest:
                raise ValueError(f"{manifest}: {digest} is not the SHA-256 of its document.")
        return cls(listed, are_the_only)

    def text_of(self, given: Mapping[str, Any]) -> tuple[Any, bool]:
        """Return what is to be run, and whether it was asked for by its digest.

        What is no text at all is given back as it is: whoever reads the request says so.

        Raises:
            DocumentRefusedError: no such document is listed, or the text is not to be run.
        """
        digest, query = _digest(given), given.get("query")
        if digest is not None and not query:
            if digest not in self.texts:
                raise DocumentRefusedError(
                    ErrorCode.DOCUMENT_UNKNOWN,
                    HTTPStatus.BAD_REQUEST,
                    "No document with this SHA-256 is listed. Is the app newer than the server?",
                )
            return self.texts[digest], True
        if self.are_the_only and isinstance(query, str) and not self._lists(query):
            raise DocumentRefusedError(
                ErrorCode.DOCUMENT_REFUSED,
                HTTPStatus.FORBIDDEN,
                "This server runs listed documents alone; send the SHA-256 of one.",
            )
        return query, False

    def _lists(self, query: str) -> bool:
        return sha256(query.encode("utf-8", "replace")).hexdigest() in self.texts


def _digest(given: Mapping[str, Any]) -> str | None:
    found = given.get("documentId")
    extensions = given.get("extensions")
    if found is None and isinstance(extensions, dict):
        persisted = extensions.get("persistedQuery")
        found = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    return found.removeprefix(_PREFIX).lower() if isinstance(found, str) else None
