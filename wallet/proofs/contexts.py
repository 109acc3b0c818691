"""Folders and kept bytes in, the JSON-LD contexts that we vouch for out.

A context says what the words of a document mean, so whoever can swap it can change what was
signed. Each is trusted by its digest, never by where it lay.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.util import find_spec
from itertools import islice
from json import dumps, loads
from pathlib import Path
from types import MappingProxyType
from typing import Any

from wallet.documents.document import JSONObject
from wallet.proofs.pinned_contexts import PINNED, pinned_name

_INSTALLED = (
    ("wallet", "proofs/own_contexts"),
    ("pyld", "documentloader/frozen/bundled"),
    ("openbadgeslib", "ob3/contexts"),
)
"""Installed packages that ship context texts, and where in them; they are read, not imported."""

_SUFFIXES = (".json", ".jsonld")
_MOST_FILES = 2_000
_MOST_BYTES = 1024 * 1024


def canonical_digest(text: JSONObject) -> str:
    """Return the SHA-256, in hex, of a context's canonical JSON.

    Sorted keys without white space are the canonical form of RFC 8785 for every text that is
    pinned (a test says so); for another text it would just be another digest.
    """
    canonical = dumps(text, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, eq=False)
class Contexts:
    """The context texts at hand; made once, handed to whoever canonicalises.

    `vouched` are the URLs whose text has a pinned digest. `by_url` may hold more: texts that a
    test lends, which let a signature be computed but never vouch for its meaning.
    """

    by_url: Mapping[str, JSONObject]
    vouched: frozenset[str]

    @classmethod
    def gather(
        cls,
        directory: Path | None = None,
        kept: Mapping[str, bytes] = MappingProxyType({}),
        *,
        packages: Sequence[Path] = (),
        extra_contexts: Mapping[str, bytes] = MappingProxyType({}),
    ) -> "Contexts":
        """Return the pinned texts found in installed packages, folders and kept bytes.

        Args:
            directory: a folder of context files, whatever their names.
            kept: bytes seen earlier, by the URL they came from.
            packages: folders of installed context packages (npm), searched in depth.
            extra_contexts: for tests: texts to compute with that are not vouched for.
        """
        folders = [*_installed_folders(), *([directory] if directory else []), *packages]
        found = {canonical_digest(text): text for text in _texts(folders, kept.values())}
        pinned = {
            url: found[digest]
            for url, digests in PINNED.items()
            for digest in [next((one for one in digests if one in found), None)]
            if digest is not None
        }
        extra = {url: _parsed(raw) for url, raw in extra_contexts.items()}
        lent = {url: text for url, text in extra.items() if text is not None}
        return cls(MappingProxyType({**lent, **pinned}), frozenset(pinned))

    def knows(self, url: str) -> bool:
        """Whether the URL is pinned and a text of a pinned digest is at hand."""
        return pinned_name(url) in self.vouched

    def text(self, url: str) -> JSONObject | None:
        """Return the text of a context, None where it is not at hand."""
        return self.by_url.get(pinned_name(url))

    def texts(self) -> Mapping[str, JSONObject]:
        """Return every text at hand by its URL, those merely lent included."""
        return self.by_url

    def digest(self) -> str:
        """Return a name for exactly this set of texts, so that workers know what they hold."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        lines = (
            f"{url in self.vouched} {url} {canonical_digest(self.by_url[url])}\n"
            for url in sorted(self.by_url)
        )
        return sha256("".join(lines).encode()).hexdigest()


def _installed_folders() -> Iterator[Path]:
    for package, folder in _INSTALLED:
        spec = find_spec(package)
        for location in (spec.submodule_search_locations or ()) if spec else ():
            yield Path(location) / folder


def _texts(folders: Iterable[Path], raws: Iterable[bytes]) -> Iterator[JSONObject]:
    for folder in folders:
        files = (file for file in folder.rglob("*") if file.suffix in _SUFFIXES)
        for file in islice(files, _MOST_FILES):
            if file.is_file() and file.stat().st_size <= _MOST_BYTES:
                text = _parsed(file.read_bytes())
                if text is not None:
                    yield text
    for raw in raws:
        text = _parsed(raw)
        if text is not None:
            yield text


def _parsed(raw: bytes) -> dict[str, Any] | None:
    try:
        text = loads(raw)
    except (ValueError, RecursionError):
        return None
    return text if isinstance(text, dict) and "@context" in text else None
