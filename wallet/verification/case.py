"""All that a check gets, and what it gives back."""

from asyncio import get_running_loop
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from wallet.credentials.credential import Credential
from wallet.documents.document import Document
from wallet.proofs.analysis import LinkedDataAnalyst
from wallet.proofs.remembering import RememberedSignatures
from wallet.verification.codes import Code
from wallet.verification.finding import Outcome, VerificationAnswer
from wallet.verification.history import History
from wallet.verification.known_issuers import KnownIssuers
from wallet.verification.report import NestedReport, Report
from wallet.verification.sources import Answer, Sources

MOST_CHILDREN = 500
"""Credentials within one, at any depth, that one examination judges."""
MOST_SECONDS = 60.0
"""That it takes for them all; one that has begun is finished."""


@dataclass(frozen=True, slots=True)
class KnownIdentities:
    """What the person who asks has proven to own; never taken from the credential itself."""

    emails: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """What a look at a case showed: in order where `code` is None.

    `detail` is a sentence that adds the particulars, in English; its braces, `{host}` or
    `{end:day}` for a date in ISO form, stand for `particulars`, so that it can be said in other
    languages too. `seen` is what was looked up for it. `nested` are the credentials within that
    were judged for it, and `renewed` is what the checks after this one are to look at.
    """

    code: Code | None = None
    detail: str = ""
    pointer: str | None = None
    seen: Answer | None = None
    particulars: Mapping[str, str] = field(default_factory=dict)
    nested: tuple[NestedReport, ...] = ()
    renewed: Credential | None = None

    @property
    def outcome(self) -> Outcome:
        """The outcome that the code fixes."""
        return Outcome.PASS if self.code is None else self.code.outcome


IN_ORDER = Observation()
DOES_NOT_APPLY = Observation(Code.DOES_NOT_APPLY)

_SEVERITY = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WARN, Outcome.PASS, Outcome.SKIPPED)
_RANKS = {outcome: rank for rank, outcome in enumerate(_SEVERITY)}


def gravest(*observations: Observation) -> Observation:
    """Return the one to report: a failure before a doubt, a doubt before a remark."""
    return min(observations, key=_rank) if observations else DOES_NOT_APPLY


def _rank(seen: Observation) -> int:
    return _RANKS[seen.outcome]


@dataclass(frozen=True, slots=True)
class ExaminedProof:
    """One proof, looked at from each side; every observation is the matter of one check.

    `follows` are the places, among all proofs, of those that it says it was made after.
    """

    suite: Observation
    purpose: Observation
    resolution: Observation
    signature: Observation
    binding: Observation
    claims: Observation = DOES_NOT_APPLY
    disclosure: Observation = DOES_NOT_APPLY
    chain: Observation = DOES_NOT_APPLY
    follows: frozenset[int] = frozenset()

    @property
    def worst(self) -> Outcome:
        """The outcome of the whole proof; in doubt without a signature, or anybody's key."""
        worst = gravest(
            self.suite,
            self.purpose,
            self.resolution,
            self.signature,
            self.binding,
            self.claims,
            self.disclosure,
            self.chain,
        ).outcome
        asked = Outcome.SKIPPED not in {self.signature.outcome, self.binding.outcome}
        return worst if asked or worst is Outcome.FAIL else Outcome.UNKNOWN

    @property
    def holds(self) -> bool:
        """Whether it shows that the issuer signed this."""
        return self.worst not in {Outcome.FAIL, Outcome.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Examination:
    """All proofs of a case, and what guards the words that they cover."""

    proofs: tuple[ExaminedProof, ...] = ()
    contexts: Observation = DOES_NOT_APPLY
    signed_fields: Observation = DOES_NOT_APPLY

    @property
    def best(self) -> ExaminedProof | None:
        """The proof that decides: one that holds, else one that fails before one in doubt.

        Among those that are worth the same it is one by the issuer's own key.
        """
        if len(self.proofs) == 1:
            return self.proofs[0]
        order = (Outcome.PASS, Outcome.WARN, Outcome.SKIPPED, Outcome.FAIL, Outcome.UNKNOWN)
        return min(
            self.proofs,
            key=lambda proof: (order.index(proof.worst), proof.binding.code is not None),
            default=None,
        )


class Nesting:
    """How many credentials within it one examination still judges, and for how long.

    One for the whole tree, so that neither breadth nor depth makes a document costly.
    """

    def __init__(self, children: int = MOST_CHILDREN, seconds: float = MOST_SECONDS) -> None:
        """Allow that much in all."""
        self._children_left = children
        self._seconds = seconds
        self._began: float | None = None

    def take(self) -> bool:
        """Whether one more may be judged, which is then counted."""
        elapsed = get_running_loop().time
        if self._began is None:
            self._began = elapsed()
        self._children_left -= 1
        return self._children_left >= 0 and elapsed() - self._began < self._seconds


async def _by_nobody(case: "Case") -> Report:
    raise NotImplementedError(f"Nobody was told to judge at depth {case.depth}.")


_NOT_EXAMINED = Examination()


@dataclass(frozen=True, slots=True)
class Case:
    """One credential before the checks.

    `linked` are the documents that were brought for its reader, by the address asked;
    `now` the moment that the answers are to hold for, in UTC; `known` None where nobody asked
    whose it is. `depth` counts credentials within credentials, `judge` is the whole path for
    one within, and `nesting` what they may take. `history` is None where nothing that was seen
    before is kept, `known_issuers` where no list of them is set up. `remembered` are the
    signatures that were verified before, where that may count.
    """

    document: Document
    credential: Credential
    linked: Mapping[str, Answer]
    sources: Sources
    analyst: LinkedDataAnalyst
    now: datetime
    known: KnownIdentities | None = None
    depth: int = 0
    history: History | None = None
    examination: Examination = _NOT_EXAMINED
    known_issuers: KnownIssuers | None = None
    judge: "Judge" = _by_nobody
    nesting: Nesting = field(default_factory=Nesting)
    remembered: RememberedSignatures | None = None


Judge = Callable[[Case], Awaitable[Report]]
"""A case in, its report out."""


@dataclass(frozen=True, slots=True)
class Check:
    """A rule: its name (which is its file and its test), the answer it serves, its codes.

    `in_order` is the sentence for a pass.
    """

    name: str
    answer: VerificationAnswer
    in_order: str
    codes: frozenset[Code]
    look: Callable[[Case], Awaitable[Observation]]
