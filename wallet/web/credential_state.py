"""A shared credential in, the one state that a page leads with out.

The words of a page follow the four answers, never the verdict alone (design section 5), and
nothing that is UNVERIFIED looks genuine (design section 6).
"""

from enum import StrEnum

from wallet.sharing.disclosure import DisclosureLevel
from wallet.sharing.shared import SharedCredential
from wallet.verification.codes import Code
from wallet.verification.domains import domain_of
from wallet.verification.finding import Finding, Outcome, VerificationAnswer
from wallet.verification.report import Integrity, Report, Standing, TrustAnchor, Verdict


class State(StrEnum):
    """What a visitor is told first."""

    GENUINE = "GENUINE"
    GENUINE_HOSTED = "GENUINE_HOSTED"
    GENUINE_SUBSET = "GENUINE_SUBSET"
    EXCERPT = "EXCERPT"
    GENUINE_WITH_REMARKS = "GENUINE_WITH_REMARKS"
    SELF_DECLARED = "SELF_DECLARED"
    EXPIRED = "EXPIRED"
    EXPIRED_UNCONFIRMED = "EXPIRED_UNCONFIRMED"
    DATES_CONTRADICT = "DATES_CONTRADICT"
    NOT_YET_VALID = "NOT_YET_VALID"
    SUSPENDED = "SUSPENDED"
    WITHDRAWN = "WITHDRAWN"
    STANDING_UNKNOWN = "STANDING_UNKNOWN"
    ONCE_GENUINE = "ONCE_GENUINE"
    UNREACHABLE = "UNREACHABLE"
    NOT_CHECKABLE = "NOT_CHECKABLE"
    NOT_CHECKED = "NOT_CHECKED"
    ALTERED = "ALTERED"
    FOREIGN_KEY = "FOREIGN_KEY"
    FOREIGN_HOST = "FOREIGN_HOST"
    UNSIGNED = "UNSIGNED"
    MALFORMED = "MALFORMED"


class Tone(StrEnum):
    """How a state looks: the colour and the sign beside the words."""

    GENUINE = "genuine"
    NEUTRAL = "neutral"
    REMARK = "remark"
    UNKNOWN = "unknown"
    REFUSED = "refused"


TONES = {
    State.GENUINE: Tone.GENUINE,
    State.GENUINE_HOSTED: Tone.GENUINE,
    State.GENUINE_SUBSET: Tone.GENUINE,
    State.EXCERPT: Tone.NEUTRAL,
    State.GENUINE_WITH_REMARKS: Tone.GENUINE,
    State.SELF_DECLARED: Tone.NEUTRAL,
    State.EXPIRED: Tone.REMARK,
    State.EXPIRED_UNCONFIRMED: Tone.REMARK,
    State.DATES_CONTRADICT: Tone.REMARK,
    State.NOT_YET_VALID: Tone.REMARK,
    State.SUSPENDED: Tone.REFUSED,
    State.WITHDRAWN: Tone.REFUSED,
    State.STANDING_UNKNOWN: Tone.UNKNOWN,
    State.ONCE_GENUINE: Tone.UNKNOWN,
    State.UNREACHABLE: Tone.UNKNOWN,
    State.NOT_CHECKABLE: Tone.UNKNOWN,
    State.NOT_CHECKED: Tone.UNKNOWN,
    State.ALTERED: Tone.REFUSED,
    State.FOREIGN_KEY: Tone.REFUSED,
    State.FOREIGN_HOST: Tone.REFUSED,
    State.UNSIGNED: Tone.REFUSED,
    State.MALFORMED: Tone.REFUSED,
}

_UNREACHABLE_CODES = frozenset({"DID_UNRESOLVED", "KEY_URL_UNREACHABLE", "HOST_UNREACHABLE"})
_BROKEN_BY_CHECK = (
    ("proof.signature", State.ALTERED),
    ("proof.claims", State.ALTERED),
    ("proof.disclosure", State.ALTERED),
    ("jsonld.signed_fields", State.ALTERED),
    ("proof.present", State.UNSIGNED),
    ("issuer.key_binding", State.FOREIGN_KEY),
    ("issuer.key_resolution", State.FOREIGN_KEY),
    ("issuer.hosting_scope", State.FOREIGN_HOST),
)
_FALLEN = {
    Standing.REVOKED: State.WITHDRAWN,
    Standing.SUSPENDED: State.SUSPENDED,
    Standing.EXPIRED: State.EXPIRED,
    Standing.NOT_YET_VALID: State.NOT_YET_VALID,
}


def state_of(item: SharedCredential) -> State:
    """Return what a visitor is told first about `item`."""
    report = item.report
    if report is None:
        return State.NOT_CHECKED
    if report.integrity is Integrity.BROKEN:
        return _broken(report)
    if report.standing in _FALLEN:
        return _fallen(item, report)
    if report.integrity is Integrity.UNKNOWN:
        return _unknown(item, report)
    if item.level is DisclosureLevel.UNVERIFIED:
        return State.NOT_CHECKABLE
    if report.standing is Standing.UNKNOWN:
        return State.STANDING_UNKNOWN
    return _genuine(item, report)


def tone_of(item: SharedCredential) -> Tone:
    """Return how `item` looks; the tone of the genuine is never an UNVERIFIED one's."""
    tone = TONES[state_of(item)]
    if item.level is DisclosureLevel.UNVERIFIED and tone is Tone.GENUINE:
        return Tone.UNKNOWN
    return tone


def issuer_confirmed(item: SharedCredential) -> bool:
    """Whether the issuer is more than a name: intact, and anchored in a domain or a registry."""
    return (
        item.report is not None
        and item.level is not DisclosureLevel.UNVERIFIED
        and item.report.trust in {TrustAnchor.DOMAIN, TrustAnchor.REGISTERED}
    )


def issuer_domain(item: SharedCredential) -> str | None:
    """Return the domain that the issuer is anchored in: its id's, else that of the site naming it.

    A bare key is anchored by the list of withdrawn credentials that names it (`trust_of`).
    """
    own = domain_of(item.issuer.id)
    if own is not None or not issuer_confirmed(item) or item.report is None:
        return own
    listed = finding_for(item.report, Outcome.PASS, "status.revocation")
    return None if listed is None else domain_of(listed.looked_at)


def finding_for(report: Report, outcome: Outcome, *checks: str) -> Finding | None:
    """Return the first finding with that `outcome` of one of the `checks`."""
    return next((f for f in report.findings if f.outcome is outcome and f.check in checks), None)


def _broken(report: Report) -> State:
    """Say why it is not as its issuer made it, by the first failing check that tells."""
    for check, state in _BROKEN_BY_CHECK:
        if finding_for(report, Outcome.FAIL, check):
            return state
    return State.MALFORMED


def _fallen(item: SharedCredential, report: Report) -> State:
    """Say why it does not hold today; "genuine, but" only where it is known to be genuine."""
    state = _FALLEN[report.standing]
    if state is not State.EXPIRED:
        return state
    if report.says(Code.DATES_INVERTED):
        return State.DATES_CONTRADICT
    genuine = report.integrity is Integrity.INTACT and issuer_confirmed(item)
    return State.EXPIRED if genuine else State.EXPIRED_UNCONFIRMED


def _unknown(item: SharedCredential, report: Report) -> State:
    """Tell an issuer that does not answer from what we cannot check."""
    if item.intact_at is not None:
        return State.ONCE_GENUINE
    unknown = {
        finding.code
        for finding in report.findings
        if finding.outcome is Outcome.UNKNOWN and finding.answer is VerificationAnswer.INTEGRITY
    }
    return State.UNREACHABLE if unknown & _UNREACHABLE_CODES else State.NOT_CHECKABLE


def _genuine(item: SharedCredential, report: Report) -> State:
    """Say how it is genuine: signed, hosted, either with remarks, or by a key without a name.

    What the wallet alone vouches for never looks like what an issuer signed.
    """
    if item.level is DisclosureLevel.WALLET_EXCERPT:
        return State.EXCERPT
    if not issuer_confirmed(item):
        return State.SELF_DECLARED
    if report.verdict is Verdict.VERIFIED_WITH_WARNINGS:
        return State.GENUINE_WITH_REMARKS
    if item.level is DisclosureLevel.ORIGINAL_HOSTED:
        return State.GENUINE_HOSTED
    if item.level is DisclosureLevel.ISSUER_SUBSET:
        return State.GENUINE_SUBSET
    return State.GENUINE
