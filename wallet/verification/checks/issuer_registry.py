"""Is the issuer on a list of known issuers?"""

from wallet.verification.case import Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer


async def look(case: Case) -> Observation:
    """No list is set up: that is said, and weighs nothing."""
    del case
    return Observation(Code.NO_REGISTRY)


CHECK = Check(
    name="issuer.registry",
    answer=VerificationAnswer.TRUST,
    in_order="The issuer is on a list of known issuers.",
    codes=frozenset({Code.NO_REGISTRY, Code.ISSUER_NOT_LISTED, Code.REGISTRY_UNREACHABLE}),
    look=look,
)
