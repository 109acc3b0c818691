from datetime import UTC, datetime, timedelta

import pytest

from tests.fixtures.issuer import REMOVED
from tests.verification.samples import (
    NOW,
    TOKEN_KEY,
    examine,
    found,
    method_of,
    signed,
    token,
    unsigned,
)
from wallet.proofs.jose import sign_compact


def at(**ahead):
    return (NOW + timedelta(**ahead)).isoformat()


@pytest.mark.parametrize(
    ("edits", "code", "outcome", "words"),
    [
        pytest.param({}, None, "PASS", "within its dates", id="open-ended"),
        pytest.param(
            {"/validUntil": at(days=1)}, None, "PASS", "24 November 2026", id="ends-tomorrow"
        ),
        pytest.param({"/validUntil": at(seconds=1)}, None, "PASS", "ends", id="ends-in-a-second"),
        pytest.param(
            {"/validUntil": at()}, "EXPIRED", "FAIL", "23 November 2026", id="ends-this-moment"
        ),
        pytest.param(
            {"/validUntil": "2026-02-01T00:00:00Z"}, "EXPIRED", "FAIL", "1 Feb", id="has-ended"
        ),
        pytest.param({"/validFrom": at(seconds=-1)}, None, "PASS", "", id="began-a-second-ago"),
        pytest.param(
            {"/validFrom": at(seconds=60)},
            "CLOCK_SKEW_TOLERATED",
            "WARN",
            "clocks differ",
            id="begins-in-a-minute",
        ),
        pytest.param(
            {"/validFrom": at(seconds=61)}, "NOT_YET_VALID", "FAIL", "begins", id="begins-later"
        ),
        pytest.param(
            {"/validFrom": "2026-03-01T00:00:00Z", "/validUntil": "2026-02-01T00:00:00Z"},
            "DATES_INVERTED",
            "FAIL",
            "1 March 2026",
            id="ends-before-it-begins",
        ),
        pytest.param(
            {"/validUntil": "9999-12-31T23:59:59Z"}, None, "PASS", "9999", id="ends-with-the-world"
        ),
    ],
)
async def test_the_dates_decide(edits, code, outcome, words):
    for badge in (signed(edits), token(edits)):
        finding = found(await examine(badge), "validity.period")
        assert (finding.code, finding.outcome) == (code, outcome)
        assert words in finding.message


@pytest.mark.parametrize("date", ["soon", "2026-13-45T00:00:00Z", 5, [], {}, ""], ids=repr)
@pytest.mark.parametrize("member", ["validFrom", "validUntil"])
async def test_a_date_that_cannot_be_read_is_a_doubt(member, date):
    body = unsigned({f"/{member}": date}, key=TOKEN_KEY)
    examined = await examine(sign_compact({"kid": method_of(TOKEN_KEY)}, body, TOKEN_KEY))
    finding = found(examined, "validity.period")
    assert (finding.code, finding.outcome) == ("DATE_UNREADABLE", "UNKNOWN")
    assert finding.pointer == f"/{member}"
    assert (examined.report.standing, examined.report.verdict) == ("UNKNOWN", "INCOMPLETE")


async def test_a_badge_without_dates_holds():
    examined = await examine(token({"/validFrom": REMOVED}))
    assert found(examined, "validity.period").outcome == "PASS"


@pytest.mark.parametrize("year", [1, 9999])
async def test_any_moment_may_be_asked_about(year):
    moment = datetime(year, 12 if year > 1 else 1, 31, 23, 59, 59, tzinfo=UTC)
    finding = found(await examine(signed(), now=moment), "validity.period")
    assert finding.code == (None if year > 1 else "NOT_YET_VALID")
