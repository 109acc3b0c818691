"""How the issuer is anchored: the answer `trust` of the report."""

from wallet.verification.addresses import origin_of, same_site
from wallet.verification.case import Case
from wallet.verification.finding import Finding, Outcome
from wallet.verification.report import Integrity, TrustAnchor

_DID_WEB = "did:web:"
_LIST_OF_A_SITE = "1EdTechRevocationList"


def trust_of(case: Case, integrity: Integrity, findings: tuple[Finding, ...]) -> TrustAnchor:
    """Return what stands behind the issuer's name; NONE until it is shown to be the issuer's.

    REGISTERED: a list of known issuers has it. DOMAIN: it is bound to a web site that showed the
    credential, publishes the key, or names the key in its list of withdrawn credentials.
    KEY_ONLY: a bare key, which anybody can make. A site that sends on to another for what it
    should show itself anchors nothing: many can be made to.
    """
    if integrity is not Integrity.INTACT or _was_sent_on(case):
        return TrustAnchor.NONE
    known = [finding.outcome for finding in findings if finding.check == "issuer.registry"]
    if Outcome.PASS in known:
        return TrustAnchor.REGISTERED
    issuer = case.credential.issuer.id or ""
    is_domain = issuer.startswith(_DID_WEB) or bool(origin_of(issuer))
    if is_domain or _is_named_by_its_site(case, findings):
        return TrustAnchor.DOMAIN
    return TrustAnchor.KEY_ONLY


def _was_sent_on(case: Case) -> bool:
    """Whether a hosted credential, or its issuer's profile, came from another site than asked."""
    hosting = case.credential.hosting
    asked = () if hosting is None else (hosting.assertion_url, case.credential.issuer.id)
    answers = (case.linked.get(url or "") for url in asked)
    return any(
        seen is not None and seen.arrived and not same_site(seen.final_url, seen.url)
        for seen in answers
    )


def _is_named_by_its_site(case: Case, findings: tuple[Finding, ...]) -> bool:
    """Whether a site and a bare key name each other.

    The key signed that the credential lies there and that the site's list of withdrawn ones is
    there too, and this list, which is read only where it names the key as its issuer, was found.
    """
    listed = {
        entry.id
        for entry in case.credential.statuses
        if _LIST_OF_A_SITE in entry.types and entry.id
    }
    home = origin_of(case.credential.id or "")
    return home.startswith("https:") and any(
        finding.check == "status.revocation"
        and finding.outcome is Outcome.PASS
        and finding.looked_at in listed
        and origin_of(finding.looked_at or "") == home
        for finding in findings
    )
