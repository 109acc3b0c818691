"""What a learner brings to an import, checked before anything is kept of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from wallet.documents.bundles import BUNDLES
from wallet.documents.markup import plain, web_link
from wallet.learner.learner import Learner
from wallet.platforms import recognise
from wallet.user_errors import InvalidError, LimitReachedError, MissingError, TooLargeError

MOST_SOURCES = 100
LONGEST_URL = 4096
LARGEST_IMPORT = BUNDLES.document_bytes
"""Bytes of all texts and files of one import together."""
_LABEL = 80


@dataclass(frozen=True, slots=True)
class FromUrl:
    """The address of a badge, a credential or a page that shows one.

    `identity` is whom the address itself named, where it was taken out of it.
    """

    url: str
    identity: str | None = None

    @property
    def label(self) -> str:
        """What a person knows it by."""
        return plain(self.url).strip()

    @property
    def content(self) -> bytes | None:
        """Nothing was brought along."""
        return None

    @property
    def bare(self) -> "FromUrl":
        """The same without what is personal in the address, which its platform knows."""
        recognised = recognise(self.url)
        if recognised is None or not recognised.platform.personal:
            return self
        return FromUrl(recognised.address.url, recognised.identity)


@dataclass(frozen=True, slots=True)
class FromText:
    """Pasted: JSON, a compact JWS, an address."""

    text: str

    @property
    def label(self) -> str:
        """How it begins."""
        beginning = " ".join(plain(self.text[: 4 * _LABEL]).split())
        return beginning if len(beginning) <= _LABEL else f"{beginning[: _LABEL - 1]}…"

    @property
    def content(self) -> bytes | None:
        """The text as bytes; what no UTF-8 can say is refused when it is read."""
        return self.text.encode("utf-8", "surrogatepass")

    @property
    def bare(self) -> "FromText | FromUrl":
        """The same, unless it is nothing but an address with something personal in it."""
        address = FromUrl(self.text.strip())
        return address.bare if address.bare.identity is not None else self


@dataclass(frozen=True, slots=True)
class FromFile:
    """A file. Its name is only shown; what it is gets decided by what is in it."""

    name: str
    data: bytes

    @property
    def label(self) -> str:
        """The name without what hides or turns it round."""
        return plain(self.name).strip() or "file"

    @property
    def content(self) -> bytes | None:
        """The file itself."""
        return self.data

    @property
    def bare(self) -> "FromFile":
        """The same: what is in a file is its issuer's word."""
        return self


@dataclass(frozen=True, slots=True)
class FromApplication(FromText):
    """Pushed by an application that the learner allowed to; see `wallet.learner.terms`."""

    @property
    def bare(self) -> "FromApplication":
        """The same: what an application pushes stays under the terms for it."""
        return self


@dataclass(frozen=True, slots=True)
class FromConnection:
    """All that is new at a platform that the learner connected; `name` is the platform's."""

    connection_id: UUID
    name: str

    @property
    def label(self) -> str:
        """What a person knows it by."""
        return plain(self.name).strip()[:_LABEL] or "platform"

    @property
    def content(self) -> bytes | None:
        """It is fetched later."""
        return None

    @property
    def bare(self) -> "FromConnection":
        """The same: it names nobody."""
        return self


ImportSource = FromUrl | FromText | FromFile | FromApplication | FromConnection


def check_sources(
    learner: Learner, sources: Sequence[ImportSource], *, most: int = MOST_SOURCES
) -> None:
    """Refuse what could not be imported whatever came of it.

    Raises:
        MissingError, InvalidError, TooLargeError, LimitReachedError: with the source at fault.
    """
    del learner  # the caps are one for all, until accounts have plans
    if not sources:
        raise MissingError("Bring a badge: its address, its text or its file.", ("sources",))
    if len(sources) > most:
        raise LimitReachedError(
            f"One import takes {most} badges at most: make several.", ("sources",)
        )
    for position, source in enumerate(sources):
        _check(source, ("sources", str(position)))
    if sum(len(source.content or b"") for source in sources) > LARGEST_IMPORT:
        raise TooLargeError(
            f"The files have more than {LARGEST_IMPORT} bytes together: make several imports.",
            ("sources",),
        )


def _check(source: ImportSource, path: tuple[str, ...]) -> None:
    match source:
        case FromUrl(url):
            if not url.strip():
                raise MissingError("Give the address of the badge.", (*path, "url"))
            if len(url) > LONGEST_URL:
                raise TooLargeError("The address is too long to be one.", (*path, "url"))
            if web_link(url.strip()) is None:
                raise InvalidError(
                    "Give an address that begins with https:// as the browser shows it.",
                    (*path, "url"),
                )
        case FromText(text):
            if not text.strip():
                raise MissingError("Paste the text of the badge.", (*path, "text"))
            _check_size(len(text), (*path, "text"))
        case FromConnection():
            pass
        case FromFile(_, data):
            if not data:
                raise MissingError("The file is empty.", (*path, "data"))
            _check_size(len(data), (*path, "data"))


def _check_size(size: int, path: tuple[str, ...]) -> None:
    if size > BUNDLES.document_bytes:
        raise TooLargeError(
            f"It is larger than the {BUNDLES.document_bytes} bytes that we read. "
            "Import its badges in parts.",
            path,
        )
