"""How the issuer is anchored: the answer `trust` of the report."""

from wallet.verification.addresses import origin_of
from wallet.verification.case import Case
from wallet.verification.finding import Finding, Outcome
from wallet.verification.report import Integrity, TrustAnchor

_DID, _DID_WEB = "did:", "did:web:"


def trust_of(case: Case, integrity: Integrity, findings: tuple[Finding, ...]) -> TrustAnchor:
    """Return what stands behind the issuer's name; NONE until it is shown to be the issuer's.

    REGISTERED: a list of known issuers has it. DOMAIN: it is bound to a web site that showed the
    credential or publishes the key. KEY_ONLY: a bare key, which anybody can make.
    """
    if integrity is not Integrity.INTACT:
        return TrustAnchor.NONE
    known = [finding.outcome for finding in findings if finding.check == "issuer.registry"]
    if Outcome.PASS in known:
        return TrustAnchor.REGISTERED
    issuer = case.credential.issuer.id or ""
    if issuer.startswith(_DID_WEB) or (not issuer.startswith(_DID) and origin_of(issuer)):
        return TrustAnchor.DOMAIN
    return TrustAnchor.KEY_ONLY
