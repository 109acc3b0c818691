from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wallet.credentials.dates import read_date


def moment(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2016-12-31T23:59:59Z", moment(2016, 12, 31, 23, 59, 59)),
        ("2016-12-31t23:59:59z", moment(2016, 12, 31, 23, 59, 59)),
        ("2025-05-21T13:37:37+02:00", moment(2025, 5, 21, 11, 37, 37)),
        ("2025-05-21T13:37:37.123456789-0530", moment(2025, 5, 21, 19, 7, 37, 123456)),
        ("2025-05-21T13:37:37+02", moment(2025, 5, 21, 11, 37, 37)),
        ("2025-05-21T13:37Z", moment(2025, 5, 21, 13, 37)),
        (" 2025-05-21 13:37:37 ", moment(2025, 5, 21, 13, 37, 37)),
        ("2025-05-21T13:37:37", moment(2025, 5, 21, 13, 37, 37)),
        ("2025-05-21", moment(2025, 5, 21)),
        ("2016-12-31T23:59:60Z", moment(2017, 1, 1)),
        ("9999-12-31T23:59:59Z", moment(9999, 12, 31, 23, 59, 59)),
        ("9999-12-31T23:59:60Z", moment(9999, 12, 31, 23, 59, 59, 999999)),
        ("9999-12-31T23:59:59-05:00", moment(9999, 12, 31, 23, 59, 59, 999999)),
    ],
)
def test_reads(value, expected):
    assert read_date(value) == expected
    assert read_date(value).tzinfo is UTC


@pytest.mark.parametrize(
    "value",
    [
        "",
        "soon",
        "2025",
        "2025-13-01",
        "2025-02-30T00:00:00Z",
        "2025-05-21T24:00:00Z",
        "2025-05-21T13:37:61Z",
        "2025-05-21T13:37:37+25:00",
        "0001-01-01T00:00:00+14:00",
        "0000-01-01T00:00:00Z",
        "10000-01-01T00:00:00Z",
        "-2025-05-21",
        "21/05/2025",
        "\u0662\u0660\u0662\u0665-\u0660\u0665-\u0662\u0661",
        1456370703,
        "1456370703",
        True,
        None,
        [],
        {},
    ],
)
def test_leaves_out_what_is_no_date(value):
    assert read_date(value) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1456370703, moment(2016, 2, 25, 3, 25, 3)),
        (1456370703.5, moment(2016, 2, 25, 3, 25, 3, 500000)),
        ("1456370703", moment(2016, 2, 25, 3, 25, 3)),
        (0, moment(1970, 1, 1)),
        (-1, moment(1969, 12, 31, 23, 59, 59)),
        (10**400, None),
        (1e300, None),
        (float("nan"), None),
        (253402300800, None),
        (True, None),
        ("20250521", None),
    ],
)
def test_seconds_since_1970_where_they_are_allowed(value, expected):
    assert read_date(value, epoch=True) == expected


@settings(deadline=None)
@given(st.datetimes(timezones=st.timezones()))
def test_reads_every_moment_that_python_writes(written):
    try:
        expected = written.astimezone(UTC)
    except OverflowError:
        return
    offset = written.utcoffset()
    if offset.seconds % 60 == 0 and offset.microseconds == 0:
        assert read_date(written.isoformat()) == expected


@settings(deadline=None)
@given(st.text() | st.floats() | st.integers())
def test_never_raises(value):
    found = read_date(value, epoch=True)
    assert found is None or found.tzinfo is UTC
