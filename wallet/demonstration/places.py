"""Where the demonstration's documents lie: below `/demo` of the wallet's own origin."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

PREFIX = "/demo"


@dataclass(frozen=True, slots=True)
class Site:
    """The origin (scheme, host and port, no slash at the end) that documents are issued under."""

    origin: str

    def url(self, path: str = "") -> str:
        """Return the address of the document at `path`, which is relative to `/demo/`."""
        return f"{self.origin}{PREFIX}/{path}" if path else f"{self.origin}{PREFIX}"

    def did_web(self, name: str) -> str:
        """Return the DID whose document lies at `name`/did.json.

        Source: did:web Method Specification, "Method-specific identifier".
        """
        host = quote(urlsplit(self.origin).netloc, safe="")
        return f"did:web:{host}:{PREFIX.strip('/')}:{name}"
