"""Pages by keyset: complete, in order, both ways, on both databases, while rows come and go."""

import base64
import json
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from wallet.store.identifiers import uuid7
from wallet.store.keys import row_key
from wallet.store.models.shares import Share
from wallet.store.pages import BadPageError, Order, PageRequest, page

START = datetime(2026, 1, 1, tzinfo=UTC)
BY_EXPIRY = Order("expires_at", datetime, nullable=True)
BY_AGE = Order("created_at", datetime)
BY_VERSION = Order("version", int)
BY_TITLE = Order("title", str)
ORDERS = [
    Order(order.column, order.kind, descending=descending, nullable=order.nullable)
    for order in (BY_EXPIRY, BY_AGE, BY_VERSION, BY_TITLE)
    for descending in (False, True)
]


@pytest.fixture
async def learner(database) -> UUID:
    """Ten links: equal values, none, whole seconds and fractions."""
    learner = uuid4()
    moments = [None, START, START, START + timedelta(microseconds=1), None, START, None]
    moments += [START + timedelta(seconds=1), START - timedelta(days=1), None]
    links = [
        Share(
            id=uuid7(),
            learner_id=learner,
            title=f"link {n % 3}",
            token_sha256=row_key(str(n)),
            expires_at=moment,
            version=n % 4,
        )
        for n, moment in enumerate(moments)
    ]
    await Share.bulk_create(links)
    await Share.create(learner_id=uuid4(), title="another's", token_sha256="x")
    return learner


@pytest.mark.parametrize("order", ORDERS, ids=str)
@pytest.mark.parametrize("size", [1, 3, 10])
async def test_pages_in_either_direction_hold_each_row_once_in_order(learner, order, size):
    rows = Share.filter(learner_id=learner)
    whole = await page(rows, order, PageRequest(first=100), ["title"], with_total=True)
    ids = [row["id"] for row in whole.rows]
    assert len(set(ids)) == whole.total == 10
    assert await forwards(rows, order, size) == ids
    assert await backwards(rows, order, size) == ids
    values = [row[order.column] for row in whole.rows]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=order.descending)
    assert values[len(known) :] == [None] * (10 - len(known))


async def test_a_page_tells_whether_there_is_more(learner):
    rows = Share.filter(learner_id=learner)
    first = await page(rows, BY_AGE, PageRequest(first=4), [])
    assert (first.has_next, first.has_previous) == (True, False)
    rest = await page(rows, BY_AGE, PageRequest(first=6, after=first.cursors[-1]), [])
    assert (rest.has_next, rest.has_previous, len(rest.rows)) == (False, True, 6)
    end = await page(rows, BY_AGE, PageRequest(last=4), [])
    assert (end.has_next, end.has_previous) == (False, True)
    nothing = await page(rows, BY_AGE, PageRequest(first=0), [], with_total=True)
    assert (nothing.rows, nothing.has_next, nothing.total) == ([], True, 10)


async def test_between_two_cursors_lies_what_is_between(learner):
    rows = Share.filter(learner_id=learner)
    whole = await page(rows, BY_EXPIRY, PageRequest(first=100), [])
    cut = PageRequest(first=100, after=whole.cursors[1], before=whole.cursors[8])
    assert (await page(rows, BY_EXPIRY, cut, [])).cursors == whole.cursors[2:8]


async def test_rows_that_come_and_go_neither_repeat_nor_hide_others(learner):
    rows = Share.filter(learner_id=learner)
    whole = await page(rows, BY_AGE, PageRequest(first=100), [])
    first = await page(rows, BY_AGE, PageRequest(first=4), [])
    await Share.filter(id__in=[row["id"] for row in first.rows]).delete()
    rest = await page(rows, BY_AGE, PageRequest(first=100, after=first.cursors[-1]), [])
    assert rest.cursors == whole.cursors[4:]


def written(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode()


HALF = str(UUID(int=1))


@pytest.mark.parametrize(
    "cursor",
    [
        pytest.param("", id="empty"),
        pytest.param("\N{SNOWMAN}", id="no-ascii"),
        pytest.param("!!!!", id="no-base64"),
        pytest.param("A" * 5000, id="too-long"),
        pytest.param(written("created_at"), id="too-few-parts"),
        pytest.param(written("version", 1, HALF), id="of-another-order"),
        pytest.param(written("-created_at", START.isoformat(), HALF), id="of-the-other-direction"),
        pytest.param(written("created_at", START.isoformat(), "x"), id="no-id"),
        pytest.param(written("created_at", START.isoformat(), 1), id="an-id-of-another-type"),
        pytest.param(written("created_at", "2026-01-01T00:00:00", HALF), id="without-a-zone"),
        pytest.param(written("created_at", "0001-01-01T00:00:00+23:59", HALF), id="before-time"),
        pytest.param(written("created_at", "yesterday", HALF), id="no-moment"),
        pytest.param(written("created_at", None, HALF), id="no-value-where-there-always-is"),
        pytest.param(written("created_at", 5, HALF), id="another-type"),
    ],
)
async def test_what_is_no_cursor_of_the_list_is_refused(sqlite_database, cursor):
    with pytest.raises(BadPageError) as refusal:
        await page(Share.all(), BY_AGE, PageRequest(first=1, after=cursor), [])
    assert refusal.value.argument == "after"


@pytest.mark.parametrize("value", [True, "1", 2**40, 1.5], ids=str)
async def test_numbers_of_cursors_are_numbers_that_a_column_holds(sqlite_database, value):
    cursor = written("version", value, HALF)
    with pytest.raises(BadPageError):
        await page(Share.all(), BY_VERSION, PageRequest(first=1, before=cursor), [])


async def test_a_cursor_of_hostile_text_is_only_a_place(database):
    cursor = written("title", "\x00' OR 1=1 --", HALF)
    found = await page(Share.all(), BY_TITLE, PageRequest(first=1, after=cursor), [])
    assert found.rows == []


@pytest.mark.parametrize(
    "request_",
    [PageRequest(first=1, last=1), PageRequest(first=101), PageRequest(last=-1)],
    ids=["from-both-ends", "too-many", "fewer-than-none"],
)
async def test_pages_that_make_no_sense_are_refused(sqlite_database, request_):
    with pytest.raises(BadPageError):
        await page(Share.all(), BY_AGE, request_, [])


async def forwards(rows, order, size) -> list[UUID]:
    found, after = [], None
    while True:
        part = await page(rows, order, PageRequest(first=size, after=after), [])
        found += [row["id"] for row in part.rows]
        if not part.has_next:
            return found
        after = part.cursors[-1]


async def backwards(rows, order, size) -> list[UUID]:
    found, before = [], None
    while True:
        part = await page(rows, order, PageRequest(last=size, before=before), [])
        found = [row["id"] for row in part.rows] + found
        if not part.has_previous:
            return found
        before = part.cursors[0]
