"""On what terms something is taken into a wallet: it depends on who brings it.

What the learner brings is taken as it is, and its report says what is wrong with it. What an
application pushes is taken only where it is sound and names nobody else.
Sources: Open Badges 3.0, "upsertCredential"; Open Badges 2.1, "POST /assertions".
"""

from typing import Final

from wallet.intake.examining import Examined
from wallet.learner.ending import Ending
from wallet.learner.learner import Learner
from wallet.store.models.jobs import ImportItem, ImportSourceKind
from wallet.verification.codes import Code
from wallet.verification.finding import Finding, Outcome, Party, VerificationAnswer
from wallet.verification.report import Integrity, RecipientBinding

SOMEBODY_ELSES: Final = Code.RECIPIENT_UNPROVEN.name
"""The code under which a credential is refused that names another than the learner."""


def refusal(learner: Learner, item: ImportItem, examined: Examined) -> Ending | None:
    """Return why what was examined is not taken, None where it is.

    That something could not be found out is no reason: the report says so, and a fresh check
    may find it.
    """
    del learner  # what is known of them is in the report already
    report = examined.report
    if item.source_kind != ImportSourceKind.PUSHED:
        return None
    if report.integrity is Integrity.BROKEN:
        fault = next(each for each in report.findings if _breaks(each))
        mender = fault.mender or Party.ISSUER
        return Ending(fault.code or "INVALID", fault.message, mender, retryable=False)
    if report.recipient is RecipientBinding.UNPROVEN:
        return Ending(
            SOMEBODY_ELSES,
            "The credential names somebody else than the owner of this wallet, or an address "
            "that the owner has not confirmed.",
            Party.LEARNER,
            retryable=False,
        )
    return None


def _breaks(finding: Finding) -> bool:
    is_integrity = finding.answer is VerificationAnswer.INTEGRITY
    return is_integrity and finding.outcome is Outcome.FAIL
