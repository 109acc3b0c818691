"""A badge of the demonstration goes the whole way."""

from wallet.demonstration import RECIPIENT, Delivery
from wallet.intake import Examined
from wallet.verification.case import KnownIdentities


async def examine(badge, intake, recipient=RECIPIENT) -> Examined:
    """Open the badge as its learner would, and judge it."""
    if badge.delivery is Delivery.ADDRESS:
        documents = await intake.documents_at(badge.text)
    else:
        documents = intake.documents_in(badge.content)
    assert isinstance(documents, tuple), documents
    (document,) = documents
    examined = await intake.examine(document, known=KnownIdentities((recipient,)))
    assert isinstance(examined, Examined), examined
    return examined


def reasons(examined) -> set[tuple[str, str]]:
    """Return check and code of all that is not in order."""
    return {
        (finding.check, finding.code)
        for finding in examined.report.findings
        if finding.outcome.value in {"WARN", "FAIL", "UNKNOWN"}
    }
