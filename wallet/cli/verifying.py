"""`wallet verify`: files and addresses in, reports out; no database and no account."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from wallet.documents.markup import plain
from wallet.intake import Examined, Intake, Refused
from wallet.intake.in_bulk import Bulk, cores
from wallet.intake.learning_contexts import LearningPool
from wallet.intake.offline_sources import OfflineSources
from wallet.network import Fetcher
from wallet.proofs.contexts import Contexts
from wallet.verification.case import KnownIdentities
from wallet.verification.codes import Code
from wallet.verification.finding import Finding, Outcome
from wallet.verification.report import NestedReport, Report, Verdict
from wallet.verification.sources import LiveSources, Sources

EXIT_NOT_VERIFIED, EXIT_INCOMPLETE, EXIT_NO_CREDENTIAL = 1, 3, 4

MANY = 2_000
"""Inputs from which on several processes are worth the second that they take to start."""

_WORST_FIRST = (
    Verdict.NOT_VERIFIED,
    Verdict.INCOMPLETE,
    Verdict.VERIFIED_WITH_WARNINGS,
    Verdict.VERIFIED,
)
_NO_CREDENTIAL = frozenset(
    {
        Code.FORMAT_UNKNOWN.name,
        Code.IMAGE_CORRUPT.name,
        Code.IMAGE_NO_CREDENTIAL.name,
        Code.JSON_INVALID.name,
        Code.JWS_INVALID.name,
        Code.UNICODE_INVALID.name,
    }
)
_COLOURS = {
    Outcome.PASS: "green",
    Outcome.WARN: "yellow",
    Outcome.FAIL: "red",
    Outcome.UNKNOWN: "magenta",
    Outcome.SKIPPED: "dim",
}
_VERDICTS = {
    Verdict.VERIFIED: ("green", "Verified"),
    Verdict.VERIFIED_WITH_WARNINGS: ("yellow", "Verified, with remarks"),
    Verdict.INCOMPLETE: ("magenta", "Could not be checked completely"),
    Verdict.NOT_VERIFIED: ("red", "Not verified"),
}


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of one input: a report for each credential in it, or one refusal."""

    label: str
    results: tuple[Examined | Refused, ...]

    @property
    def worst(self) -> Examined | Refused:
        """The one that speaks for the input."""
        return min(self.results, key=lambda result: _WORST_FIRST.index(result.report.verdict))


async def verify_inputs(
    inputs: Sequence[str],
    *,
    folders: Sequence[Path],
    contexts_folder: Path | None,
    at: datetime | None,
    recipient: str | None,
) -> list[Verified]:
    """Verify each of the inputs, in order; `folders` answer addresses in place of the network.

    Where there are many, every core works on them.
    """
    known = None if recipient is None else KnownIdentities((recipient,), (recipient,))
    opening = partial(_intake, folders, contexts_folder)
    verify = partial(_verify, known=known, at=at)
    if len(inputs) >= MANY and cores() > 1:
        async with Bulk(opening, verify) as bulk:
            return await bulk.each(inputs)
    async with opening() as intake:
        return [await verify(intake, label) for label in inputs]


@asynccontextmanager
async def _intake(folders: Sequence[Path], contexts_folder: Path | None) -> AsyncIterator[Intake]:
    fetcher = Fetcher(user_agent="wallet")
    sources: Sources = LiveSources(fetcher, _now)
    lent: Mapping[str, bytes] = {}
    if folders:
        sources = offline = OfflineSources(*folders, clock=_now)
        lent = offline.contexts()
    folder = contexts_folder or next(iter(folders), None)
    gather = partial(Contexts.gather, folder, extra_contexts=lent)
    try:
        async with LearningPool(gather, sources, _now) as pool:
            yield Intake(sources, pool, _now)
    finally:
        await fetcher.aclose()


async def _verify(
    intake: Intake, label: str, *, known: KnownIdentities | None, at: datetime | None
) -> Verified:
    if label.startswith(("https://", "http://")):
        documents = await intake.documents_at(label)
    else:
        original = await asyncio.to_thread(Path(label).read_bytes)
        documents = intake.documents_in(original, label)
    if isinstance(documents, Refused):
        return Verified(label, (documents,))
    return Verified(label, tuple([await intake.examine(d, known=known, now=at) for d in documents]))


def _now() -> datetime:
    return datetime.now(UTC)


def exit_status(verified: Iterable[Verified]) -> int:
    """Return 4 if any is no credential, else 1 if any is not verified, else 3, else 0."""
    results = [result for one in verified for result in one.results]
    if any(isinstance(r, Refused) and r.code in _NO_CREDENTIAL for r in results):
        return EXIT_NO_CREDENTIAL
    verdicts = {result.report.verdict for result in results}
    if Verdict.NOT_VERIFIED in verdicts:
        return EXIT_NOT_VERIFIED
    return EXIT_INCOMPLETE if Verdict.INCOMPLETE in verdicts else 0


def as_json(verified: Iterable[Verified]) -> str:
    """Return one JSON array, an object for each input in the order given."""
    return json.dumps([_input_object(one) for one in verified], ensure_ascii=False, indent=2)


def _input_object(one: Verified) -> dict[str, Any]:
    spoken = {"input": one.label, **_result_object(one.worst)}
    if len(one.results) > 1:
        spoken["credentials"] = [_result_object(result) for result in one.results]
    return spoken


def _result_object(result: Examined | Refused) -> dict[str, Any]:
    report = result.report
    spoken: dict[str, Any] = {
        "verdict": report.verdict,
        "integrity": report.integrity,
        "standing": report.standing,
        "trust": report.trust,
        "recipient": report.recipient,
        "checkedAt": report.checked_at.isoformat(),
        "asOf": report.as_of.isoformat(),
    }
    if isinstance(result, Examined):
        spoken |= {
            "format": result.credential.format,
            "name": _first(result.credential.title),
            "issuer": {
                "id": result.credential.issuer.id,
                "name": _first(result.credential.issuer.name),
            },
            "sha256": result.document.sha256,
        }
    spoken["checks"] = [_finding_object(finding) for finding in report.findings]
    if report.nested:
        spoken["within"] = [_nested_object(nested) for nested in report.nested]
    return spoken


def _nested_object(nested: NestedReport) -> dict[str, Any]:
    issuer = nested.issuer
    return {
        "kind": nested.kind,
        "pointer": nested.pointer,
        "verdict": nested.verdict,
        "code": nested.code,
        "id": nested.id,
        "name": _first(nested.name),
        "issuer": issuer and {"id": issuer.id, "name": _first(issuer.name)},
        "comment": _first(nested.comment),
    }


def _finding_object(finding: Finding) -> dict[str, Any]:
    return {
        "name": finding.check,
        "outcome": finding.outcome,
        "code": finding.code,
        "message": finding.message,
        "answer": finding.answer,
        "pointer": finding.pointer,
        "lookedAt": finding.looked_at,
        "seenAt": finding.seen_at.isoformat(),
        "source": finding.source,
        "whoCanMend": finding.mender,
    }


def _first(text: Any) -> str | None:
    return next(iter(text.values()), None)


def show(verified: Iterable[Verified], console: Console, *, every_check: bool) -> None:
    """Print each report as a tree; skipped checks only where `every_check` is wished."""
    for one in verified:
        for result in one.results:
            console.print(_tree(one.label, result, every_check=every_check))


def _tree(label: str, result: Examined | Refused, *, every_check: bool) -> Tree:
    report = result.report
    colour, words = _VERDICTS[report.verdict]
    tree = Tree(f"[bold]{escape(label)}[/]")
    if isinstance(result, Examined):
        name = plain(_first(result.credential.title) or "(no name)")
        issuer = plain(_first(result.credential.issuer.name) or result.credential.issuer.id or "?")
        tree.add(f"[bold]{escape(name)}[/] by {escape(issuer)}")
    branch = tree.add(f"[{colour} bold]{words}[/]: {escape(headline(result))}")
    branch.add(_answers(report))
    shown = [f for f in report.findings if every_check or f.outcome is not Outcome.SKIPPED]
    branch.add(_checks(shown))
    if report.nested:
        branch.add(_within(report.nested))
    return tree


def _within(nested: Iterable[NestedReport]) -> Table:
    """Show what lies within, each with its own verdict."""
    table = Table.grid(padding=(0, 2))
    for each in nested:
        colour, words = _VERDICTS[each.verdict]
        issuer = each.issuer
        made = plain((issuer and (_first(issuer.name) or issuer.id)) or "?")
        said = Text(f"{plain(_first(each.name) or '(no name)')} by {made}")
        if each.code is not None:
            said.append(f"  {each.code}", style="dim")
        table.add_row(Text(words, style=colour), Text(each.kind.lower(), style="bold"), said)
    return table


def _answers(report: Report) -> Text:
    answers = f"integrity {report.integrity} · standing {report.standing} · "
    return Text(answers + f"issuer's anchor {report.trust} · recipient {report.recipient}")


def _checks(findings: Iterable[Finding]) -> Table:
    table = Table.grid(padding=(0, 2))
    for finding in findings:
        words = Text(plain(finding.message))
        if finding.code is not None:
            words.append(f"  {finding.code}", style="dim")
        outcome = Text(finding.outcome, style=_COLOURS[finding.outcome])
        table.add_row(outcome, Text(finding.check, style="bold"), words)
    return table


def headline(result: Examined | Refused) -> str:
    """Return what a learner is told first: the gravest finding's sentence, or that all is well."""
    if isinstance(result, Refused):
        return plain(result.message)
    for outcome in (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WARN):
        for finding in result.report.findings:
            if finding.outcome is outcome and finding.answer in {"INTEGRITY", "STANDING"}:
                return plain(finding.message)
    return "The issuer made exactly this, and it holds today."
