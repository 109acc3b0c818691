"""All that a check gets, and what it gives back."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from wallet.credentials.credential import Credential
from wallet.documents.document import Document
from wallet.proofs.analysis import LinkedDataAnalyst
from wallet.proofs.remembering import RememberedSignatures
from wallet.verification.codes import Code
from wallet.verification.finding import Outcome, VerificationAnswer
from wallet.verification.sources import Answer, Sources


@dataclass(frozen=True, slots=True)
class KnownIdentities:
    """What the person who asks has proven to own; never taken from the credential itself."""

    emails: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """What a look at a case showed: in order where `code` is None.

    `detail` is a sentence that adds the particulars; `seen` what was looked up for it.
    """

    code: Code | None = None
    detail: str = ""
    pointer: str | None = None
    seen: Answer | None = None

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
    """One proof, looked at from each side; every member is the matter of one check."""

    suite: Observation
    purpose: Observation
    resolution: Observation
    signature: Observation
    binding: Observation
    claims: Observation = DOES_NOT_APPLY
    disclosure: Observation = DOES_NOT_APPLY

    @property
    def worst(self) -> Outcome:
        """The outcome of the whole proof; in doubt without a signature, or anybody's key."""
        worst = gravest(
            self.suite, self.purpose, self.resolution, self.signature, self.binding, self.claims
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
        """The proof that decides: one that holds, else one that fails before one in doubt."""
        if len(self.proofs) == 1:
            return self.proofs[0]
        order = (Outcome.PASS, Outcome.WARN, Outcome.SKIPPED, Outcome.FAIL, Outcome.UNKNOWN)
        return min(self.proofs, key=lambda proof: order.index(proof.worst), default=None)


_NOT_EXAMINED = Examination()


@dataclass(frozen=True, slots=True)
class Case:
    """One credential before the checks.

    `linked` are the documents that were brought for its reader, by the address asked;
    `now` the moment that the answers are to hold for, in UTC; `known` None where nobody asked
    whose it is. `depth` counts credentials within credentials; `remembered` are the signatures
    that were verified before, where that may count.
    """

    document: Document
    credential: Credential
    linked: Mapping[str, Answer]
    sources: Sources
    analyst: LinkedDataAnalyst
    now: datetime
    known: KnownIdentities | None = None
    depth: int = 0
    examination: Examination = _NOT_EXAMINED
    remembered: RememberedSignatures | None = None

    def examined(self, examination: Examination) -> "Case":
        """Return the case with what its proofs showed."""
        return Case(
            self.document,
            self.credential,
            self.linked,
            self.sources,
            self.analyst,
            self.now,
            self.known,
            self.depth,
            examination,
            self.remembered,
        )


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
