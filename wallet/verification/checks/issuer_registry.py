"""Is the issuer on a list of known issuers?

No list is complete: who is on none may be as honest as anybody. The name on the list is that of
somebody who knows the issuer, so it is told where the credential uses another one.
"""

from wallet.verification.case import IN_ORDER, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer


async def look(case: Case) -> Observation:
    """Seek the issuer's id; without a list that is said, and weighs nothing."""
    known = case.known_issuers
    if known is None:
        return Observation(Code.NO_REGISTRY)
    issuer = case.credential.issuer
    listed = known.find(issuer.id or "")
    if listed is None:
        if known.unread:
            names = {"lists": ", ".join(known.unread)}
            return Observation(Code.REGISTRY_UNREACHABLE, "Not read: {lists}.", particulars=names)
        return Observation(Code.ISSUER_NOT_LISTED)
    if listed.name.casefold() in {name.casefold().strip() for name in issuer.name.values()}:
        return IN_ORDER
    said = {"list": listed.on, "name": listed.name}
    return Observation(detail="{list} calls it {name}.", particulars=said)


CHECK = Check(
    name="issuer.registry",
    answer=VerificationAnswer.TRUST,
    in_order="The issuer is on a list of known issuers.",
    codes=frozenset({Code.NO_REGISTRY, Code.ISSUER_NOT_LISTED, Code.REGISTRY_UNREACHABLE}),
    look=look,
)
