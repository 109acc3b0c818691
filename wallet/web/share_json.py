"""An open link in, its JSON out: the report and what is disclosed, in the words of the API.

Whom a credential names is in its original only: a hash of an address can be guessed.
"""

from datetime import datetime
from typing import TypeAlias

from wallet.credentials.credential import Alignment, Evidence, ResultDescription, Text
from wallet.languages import choose
from wallet.sharing.shared import OpenedShare, SharedCredential, SharedResult
from wallet.verification.finding import Finding, VerificationAnswer
from wallet.verification.messages import Catalogue
from wallet.verification.report import Report
from wallet.web.credential_state import issuer_domain, state_of
from wallet.web.originals import has_file, original_types

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"
VERSION = 1
"""Of the form; members are only ever added to one version."""


def json_of(share: OpenedShare, url: str, catalogue: Catalogue) -> Json:
    """Return the whole link; `url` is its public address, `catalogue` says the findings."""
    return {
        "version": VERSION,
        "url": url,
        "language": catalogue.language,
        "title": share.title,
        "message": share.message,
        "createdAt": _time(share.created_at),
        "expiresAt": _time(share.expires_at),
        "credentials": [_credential(item, url, catalogue) for item in share.items],
        "deletedCredentials": share.gone,
    }


def _credential(item: SharedCredential, url: str, catalogue: Catalogue) -> Json:
    """Return one credential."""
    return {
        "position": item.position,
        "level": item.level.value,
        "state": state_of(item).value,
        "format": item.form.value,
        "title": dict(item.title),
        "description": dict(item.description),
        "issuer": {
            "id": item.issuer.id,
            "name": dict(item.issuer.name),
            "url": item.issuer.url,
            "domain": issuer_domain(item),
        },
        "achievement": _achievement(item),
        "recipientName": item.recipient_name,
        "narrative": _in(catalogue.language, item.narrative),
        "awardedAt": _time(item.awarded_at),
        "validFrom": _time(item.valid_from),
        "validUntil": _time(item.valid_until),
        "results": [_result(result, catalogue.language) for result in item.results],
        "evidence": [_evidence(evidence, catalogue.language) for evidence in item.evidence],
        "image": f"{url}/image/{item.position}" if item.image_sha256 else None,
        "original": _original(item, url),
        "chosenAt": _time(item.chosen_at),
        "file": f"{url}/file/{item.position}" if has_file(item) else None,
        "intactAt": _time(item.intact_at),
        "checking": item.checking,
        "report": None if item.report is None else report_json(item.report, catalogue),
    }


def _original(item: SharedCredential, url: str) -> Json:
    """Return where the original lies; None where the link gives none."""
    if not item.gives_document:
        return None
    return {
        "url": f"{url}/vc/{item.position}",
        "mediaTypes": list(original_types(item)),
        "sha256": item.sha256,
    }


def _achievement(item: SharedCredential) -> Json:
    """Return what it recognises."""
    achievement = item.achievement
    return {
        "id": achievement.id,
        "name": dict(achievement.name),
        "description": dict(achievement.description),
        "criteria": dict(achievement.criteria),
        "criteriaUrl": achievement.criteria_url,
        "type": achievement.kind,
        "tags": list(achievement.tags),
        "alignments": [_alignment(alignment) for alignment in achievement.alignments],
    }


def _alignment(alignment: Alignment) -> Json:
    """Return a link to a skills framework."""
    return {
        "targetName": alignment.target_name,
        "targetUrl": alignment.target_url,
        "targetCode": alignment.target_code,
        "targetDescription": alignment.target_description,
        "framework": alignment.framework,
        "targetType": alignment.kind,
    }


def _in(language: str, text: Text) -> str | None:
    """Return what a text says in the language, or else in what it has."""
    chosen = choose(text, (language,))
    return None if chosen is None else chosen.text


def _result(result: SharedResult, language: str) -> Json:
    """Return a grade with its scale."""
    return {
        "value": _in(language, result.value),
        "status": result.status,
        "achievedLevel": _in(language, result.achieved_level),
        "scale": _scale(result.scale, language),
    }


def _scale(scale: ResultDescription, language: str) -> Json:
    """Return a scale."""
    return {
        "name": _in(language, scale.name) or "",
        "type": scale.kind,
        "allowedValues": list(scale.allowed_values),
        "minimum": scale.minimum,
        "maximum": scale.maximum,
        "required": _in(language, scale.required),
    }


def _evidence(evidence: Evidence, language: str) -> Json:
    """Return the learner's work."""
    return {
        "url": evidence.url,
        "name": _in(language, evidence.name),
        "narrative": _in(language, evidence.narrative),
        "description": _in(language, evidence.description),
    }


def report_json(report: Report, catalogue: Catalogue) -> Json:
    """Return a report, in the words of `catalogue`."""
    return {
        "verdict": report.verdict.value,
        "integrity": report.integrity.value,
        "standing": report.standing.value,
        "trust": report.trust.value,
        "recipient": report.recipient.value,
        "checkedAt": _time(report.checked_at),
        "asOf": _time(report.as_of),
        "freshUntil": _time(report.fresh_until),
        "findings": [_finding(finding, catalogue) for finding in report.findings],
    }


def _finding(finding: Finding, catalogue: Catalogue) -> Json:
    """Return a finding; of the recipient's only what it means, not what it rests on."""
    named = finding.answer is VerificationAnswer.RECIPIENT
    return {
        "check": finding.check,
        "answer": finding.answer.value,
        "outcome": finding.outcome.value,
        "code": finding.code,
        "message": catalogue.message(finding),
        "detail": catalogue.detail(finding) or None,
        "seenAt": _time(finding.seen_at),
        "source": finding.source.value,
        "lookedAt": None if named else finding.looked_at,
        "pointer": finding.pointer,
        "mender": None if finding.mender is None else finding.mender.value,
    }


def _time(moment: datetime | None) -> str | None:
    """Write a moment as in RFC 3339."""
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")
