"""What a language has to say about findings, and how it says one."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from wallet.verification.finding import Finding, Party

_PLACE = re.compile(r"\{(\w+)(?::(day))?\}")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One language.

    `codes` has a sentence for the name of each code, `checks` one for the name of each check that
    passes, `hints` one for each party that can mend something. `details` maps the English
    particulars, with their braces, to those of the language; None says that they stand as they
    are. `day` writes a day.
    """

    language: str
    codes: Mapping[str, str]
    checks: Mapping[str, str]
    hints: Mapping[Party, str]
    details: Mapping[str, str] | None
    day: Callable[[date], str]

    def message(self, finding: Finding) -> str:
        """Return the sentence of the finding, and its particulars as far as they can be said."""
        sentence = self.checks.get(finding.check) if finding.code is None else None
        sentence = sentence or self.codes.get(finding.code or "")
        if sentence is None:
            # A report of a later version of ours: what it said itself is better than nothing.
            return finding.message
        return f"{sentence} {self._told(finding) or ''}".strip()

    def detail(self, finding: Finding) -> str:
        """Return the particulars by themselves; in English where this language lacks them."""
        return self._told(finding) or self.fill(finding.detail, finding.particulars)

    def hint(self, finding: Finding) -> str | None:
        """Return who can mend it; None where there is nothing to mend."""
        return None if finding.mender is None else self.hints[finding.mender]

    def fill(self, template: str, particulars: Mapping[str, str]) -> str:
        """Return the template with what its braces stand for; foreign braces are left alone."""
        if not particulars:
            return template

        def written(found: re.Match[str]) -> str:
            value = particulars.get(found[1])
            if value is None:
                return found[0]
            return value if found[2] is None else self._day(value)

        return _PLACE.sub(written, template)

    def _told(self, finding: Finding) -> str | None:
        known = self.details
        template = finding.detail if known is None else known.get(finding.detail)
        return None if template is None else self.fill(template, finding.particulars)

    def _day(self, written: str) -> str:
        try:
            return self.day(date.fromisoformat(written[:10]))
        except ValueError:
            return written
