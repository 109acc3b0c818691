"""Does the page that it was taken from show it?

For page-attested records alone, which nothing signs and no standard hosts: this is never a pass.
"""

from wallet.credentials.credential import Securing
from wallet.verification.addresses import authority_of
from wallet.verification.case import DOES_NOT_APPLY, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer


async def look(case: Case) -> Observation:
    """Say what the page shows, and when it was looked at."""
    credential = case.credential
    if credential.format.securing is not Securing.ATTESTED:
        return DOES_NOT_APPLY
    answer = case.linked.get(credential.id or "")
    place = authority_of(credential.id or "")
    if answer is None or credential.content is case.document.content:
        named = {"place": place}
        return Observation(
            Code.PAGE_NOT_SEEN, "It names a page at {place}.", seen=answer, particulars=named
        )
    says_otherwise = credential.content != case.document.content
    return Observation(
        Code.PAGE_SAYS_OTHERWISE if says_otherwise else Code.PAGE_ATTESTED,
        "We saw it at {place} on {day:day}.",
        seen=answer,
        particulars={"place": place, "day": answer.fetched_at.date().isoformat()},
    )


CHECK = Check(
    name="issuer.page",
    answer=VerificationAnswer.INTEGRITY,
    in_order="The page that it was taken from shows it.",
    codes=frozenset({Code.PAGE_ATTESTED, Code.PAGE_SAYS_OTHERWISE, Code.PAGE_NOT_SEEN}),
    look=look,
)
