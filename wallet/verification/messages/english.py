"""English: the sentences stand at the codes and checks themselves, the particulars where found."""

from datetime import date

from wallet.verification.checks import CHECKS
from wallet.verification.codes import Code
from wallet.verification.finding import Party
from wallet.verification.messages.catalogue import Catalogue


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


CATALOGUE = Catalogue(
    language="en",
    codes={code.name: code.sentence for code in Code},
    checks={check.name: check.in_order for check in CHECKS.values()},
    hints={
        Party.LEARNER: "You can mend this yourself.",
        Party.ISSUER: "Only the issuer can mend this: tell them.",
        Party.WALLET: "Whoever runs this wallet can mend this: tell them.",
    },
    details=None,
    day=_day,
)
