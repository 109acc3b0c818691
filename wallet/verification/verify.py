"""The path: a case in, its report out.

The order is that of `CHECKS`: what came in (intake), what it is (format), whether its words are
covered and known (jsonld), who signed or hosts it (proof, issuer), what it must say (semantics),
and then, only if none of these failed, whether it holds (validity, status), whose it is
(recipient), what lies within it (endorsements, embedded) and what stands behind its issuer
(trust). After a failure the rest is an attacker's
text: it is skipped, never passed.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache, partial

from wallet.documents.markup import plain
from wallet.verification.anchoring import trust_of
from wallet.verification.case import Case, Check, Observation
from wallet.verification.checks import CHECKS
from wallet.verification.codes import Code
from wallet.verification.examining_proofs import examine
from wallet.verification.finding import Finding, Outcome, SourceKind, VerificationAnswer
from wallet.verification.messages.english import CATALOGUE as ENGLISH
from wallet.verification.report import (
    NestedReport,
    RecipientBinding,
    Report,
    Standing,
    TrustAnchor,
    integrity_of,
    recipient_of,
    standing_of,
    verdict_of,
)

FRESH_FOR = timedelta(days=1)
LONGEST_DETAIL = 500
LONGEST_ADDRESS = 1000
"""Characters; what names a place or a member of an honest document is shorter."""
_CHECKS = tuple((check, check.answer is VerificationAnswer.INTEGRITY) for check in CHECKS.values())
"""Each with whether it decides on what is asked after it."""
_NOT_REACHED = Observation(Code.NOT_REACHED)


async def verify(case: Case, *, checked_at: datetime) -> Report:
    """Run every check on `case`; `checked_at` is this moment, `case.now` the one asked about."""
    judge = partial(verify, checked_at=checked_at)
    case = replace(case, examination=await examine(case), judge=judge)
    finding_of = _findings_of(checked_at)
    findings: list[Finding] = []
    nested: list[NestedReport] = []
    broken = False
    for check, decides in _CHECKS:
        seen = _NOT_REACHED if broken and not decides else await check.look(case)
        findings.append(finding_of(check, seen))
        broken = broken or (decides and seen.outcome is Outcome.FAIL)
        if seen.nested:
            nested.extend(seen.nested)
        if seen.renewed is not None:
            case = replace(case, credential=seen.renewed)
    return _report(case, tuple(findings), tuple(nested), checked_at)


def refuse(code: Code, detail: str, moment: datetime) -> Report:
    """Return the report on something that could not even be read as a credential."""
    finding_of = _findings_of(moment)
    findings = tuple(
        finding_of(check, Observation(code, detail) if code in check.codes else _NOT_REACHED)
        for check in CHECKS.values()
    )
    integrity = integrity_of(findings)
    return Report(
        verdict=verdict_of(integrity, Standing.UNKNOWN, findings),
        integrity=integrity,
        standing=Standing.UNKNOWN,
        trust=TrustAnchor.NONE,
        recipient=RecipientBinding.NOT_CHECKED,
        findings=findings,
        checked_at=moment,
        as_of=moment,
        fresh_until=moment,
    )


def _findings_of(moment: datetime) -> Callable[[Check, Observation], Finding]:
    """Return what makes the findings of one moment, to the second."""
    second = moment.replace(microsecond=0)
    standard = _standard_findings(second)

    def finding_of(check: Check, seen: Observation) -> Finding:
        if seen.detail or seen.seen is not None or seen.pointer is not None:
            return _finding(check, seen, second)
        findings = standard[check.name]
        finding = findings.get(seen.code)
        if finding is None:
            finding = findings[seen.code] = _finding(check, seen, second)
        return finding

    return finding_of


@lru_cache(maxsize=2)
def _standard_findings(_second: datetime) -> defaultdict[str, dict[Code | None, Finding]]:
    """Return where the findings of one second are kept that say nothing of one document alone."""
    return defaultdict(dict)


def _finding(check: Check, seen: Observation, moment: datetime) -> Finding:
    sentence = check.in_order if seen.code is None else seen.code.sentence
    detail = plain(seen.detail[:LONGEST_DETAIL])
    particulars = {name: plain(said[:LONGEST_DETAIL]) for name, said in seen.particulars.items()}
    told = ENGLISH.fill(detail, particulars)[: 2 * LONGEST_DETAIL]
    mends = seen.outcome in {Outcome.WARN, Outcome.FAIL, Outcome.UNKNOWN}
    return Finding(
        check=check.name,
        answer=check.answer,
        outcome=seen.outcome,
        code=None if seen.code is None else seen.code.name,
        message=f"{sentence} {told}".strip(),
        seen_at=moment if seen.seen is None else seen.seen.fetched_at,
        source=SourceKind.DOCUMENT if seen.seen is None else seen.seen.origin,
        looked_at=None if seen.seen is None else seen.seen.url[:LONGEST_ADDRESS],
        pointer=seen.pointer if len(seen.pointer or "") <= LONGEST_ADDRESS else None,
        mender=seen.code.mender if mends and seen.code is not None else None,
        detail=detail,
        particulars=particulars,
    )


def _report(
    case: Case,
    findings: tuple[Finding, ...],
    nested: tuple[NestedReport, ...],
    checked_at: datetime,
) -> Report:
    integrity, standing = integrity_of(findings), standing_of(findings)
    return Report(
        verdict=verdict_of(integrity, standing, findings),
        integrity=integrity,
        standing=standing,
        trust=trust_of(case, integrity, findings),
        recipient=recipient_of(findings),
        findings=findings,
        checked_at=checked_at,
        as_of=case.now,
        fresh_until=_fresh_until(case, checked_at),
        nested=nested,
    )


def _fresh_until(case: Case, checked_at: datetime) -> datetime:
    """A day, or the moment at which its dates change the answer."""
    tomorrow = checked_at + FRESH_FOR
    changes = (case.credential.valid_from, case.credential.valid_until)
    ahead = [moment for moment in changes if moment is not None and moment > checked_at]
    return min(tomorrow, *ahead) if ahead else tomorrow
