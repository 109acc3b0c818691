"""When an award was made and until when it holds."""

from datetime import UTC, datetime, timedelta

from wallet.demonstration.awards import Award
from wallet.demonstration.issuance import Issuance


def issued(award: Award, issuance: Issuance) -> datetime:
    """Return when the award was made."""
    return issuance.issued_at - timedelta(days=award.days_ago)


def ends(award: Award, issuance: Issuance) -> datetime | None:
    """Return when the award ceases to hold, None for never."""
    if award.days_valid is None:
        return None
    return issued(award, issuance) + timedelta(days=award.days_valid)


def text_of(moment: datetime) -> str:
    """Return a moment in RFC 3339, in UTC and whole seconds."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
