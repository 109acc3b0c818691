"""What is asked about a linked-data document, and what the answer looks like."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from wallet.documents.document import JSONObject


class Way(StrEnum):
    """How a suite makes the bytes that it signs; a suite that is added may add one."""

    RDFC_SHA_256 = "RDFC_SHA_256"
    RDFC_SHA_384 = "RDFC_SHA_384"
    JCS_SHA_256 = "JCS_SHA_256"
    JCS_SHA_384 = "JCS_SHA_384"
    RDFC_STATEMENTS = "RDFC_STATEMENTS"
    """Not a hash of the statements but themselves, after the SHA-256 of the proof's options."""
    RDFC_BASE_STATEMENTS = "RDFC_BASE_STATEMENTS"
    """The same under the labels of the proof's own HMAC key, of the mandatory ones but a hash."""

    @property
    def signs_json(self) -> bool:
        """Whether it is the JSON that is signed, not what the contexts make of it."""
        return self in {Way.JCS_SHA_256, Way.JCS_SHA_384}

    @property
    def signs_statements(self) -> bool:
        """Whether each statement has a signature of its own, so that there are many to verify."""
        return self in {Way.RDFC_STATEMENTS, Way.RDFC_BASE_STATEMENTS}


@dataclass(frozen=True, slots=True)
class LinkedDataTask:
    """A secured document as it came, its proofs in order, and each one's way (None: unknown)."""

    document: JSONObject
    proofs: tuple[JSONObject, ...]
    ways: tuple[Way | None, ...]


@dataclass(frozen=True, slots=True)
class GuardFinding:
    """Where the JSON says something else than what is signed.

    `code` is a name in `wallet.verification.codes`; `pointer` is an RFC 6901 pointer into the
    document as it came. One that starts with `/proof` concerns that proof alone.
    """

    code: str
    pointer: str | None
    detail: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """The findings about a document, and for each proof the bytes that its signature covers.

    A digest is None where its way is unknown or it could not be made; a finding says why.
    """

    findings: tuple[GuardFinding, ...]
    digests: tuple[bytes | None, ...]


class LinkedDataAnalyst(Protocol):
    """Whoever analyses linked data within bounds: a pool of workers, or this process."""

    async def analyse(self, task: LinkedDataTask) -> Analysis:
        """Return the guard's findings and the bytes that the proofs sign."""
        ...
