"""What came of looking for the key of a signature."""

from dataclasses import dataclass

from wallet.proofs.keys import PublicKey
from wallet.verification.case import Observation
from wallet.verification.codes import Code

_NOT_REACHED = Observation(Code.NOT_REACHED)


@dataclass(frozen=True, slots=True)
class FoundKey:
    """A key, how it was found and whether it is the issuer's; None where there is none."""

    resolution: Observation
    binding: Observation = _NOT_REACHED
    key: PublicKey | None = None
