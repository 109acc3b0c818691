"""What came of looking for the key of a signature."""

from dataclasses import dataclass

from wallet.proofs.keys import PublicKey
from wallet.verification.case import Observation
from wallet.verification.codes import Code
from wallet.verification.finding import Outcome

_NOT_REACHED = Observation(Code.NOT_REACHED)


@dataclass(frozen=True, slots=True)
class FoundKey:
    """A key, how it was found and whether it is the issuer's; None where there is none."""

    resolution: Observation
    binding: Observation = _NOT_REACHED
    key: PublicKey | None = None

    @property
    def key_holds(self) -> bool:
        """Whether there is a key, and it is the issuer's."""
        return self.key is not None and self.binding.outcome is Outcome.PASS
