"""Text, JSON, instants and identifiers as both databases keep them."""

import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet.store.columns import sort_key
from wallet.store.identifiers import uuid7
from wallet.store.json_text import decode, encode, storable
from wallet.store.keys import row_key
from wallet.store.models.credentials import Issuer
from wallet.store.models.jobs import Job
from wallet.store.models.shares import Share

HOSTILE = "a\x00b\ud800c\N{PILE OF POO}"
KEPT = "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c\N{PILE OF POO}"


async def test_text_that_no_database_takes_is_kept_with_replacements(database):
    issuer = await Issuer.create(
        learner_id=uuid4(),
        key=row_key("x"),
        identifier=HOSTILE,
        name=HOSTILE,
        name_key=sort_key("x"),
        names={HOSTILE: [HOSTILE, 2**70]},
    )
    kept = await Issuer.get(id=issuer.id)
    assert (kept.identifier, kept.name) == (KEPT, KEPT)
    assert list(kept.names) == [KEPT]
    assert await Issuer.filter(identifier=HOSTILE).count() == 1


async def test_labels_are_cut_at_their_length(database):
    job = await Job.create(kind="k" * 100)
    assert len((await Job.get(id=job.id)).kind) == 60


async def test_instants_of_any_zone_sort_and_filter_by_time(database):
    learner, noon = uuid4(), datetime(2026, 3, 1, 12, tzinfo=UTC)
    east = (noon + timedelta(minutes=1)).astimezone(timezone(timedelta(hours=9)))
    west = (noon + timedelta(microseconds=1)).astimezone(timezone(timedelta(hours=-9)))
    for title, moment in (("east", east), ("noon", noon), ("west", west)):
        await Share.create(
            learner_id=learner, title=title, token_sha256=row_key(title), expires_at=moment
        )
    rows = Share.filter(learner_id=learner).order_by("expires_at")
    assert await rows.values_list("title", flat=True) == ["noon", "west", "east"]
    assert await rows.filter(expires_at__gt=west).values_list("title", flat=True) == ["east"]
    assert (await rows)[2].expires_at == east


async def test_an_instant_without_zone_is_refused(database):
    with pytest.raises(ValueError, match="zone"):
        await Job.create(kind="import", due_at=datetime(2026, 3, 1, 12))  # noqa: DTZ001  # the point


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(st.characters()),
        lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    )
)
def test_every_json_value_can_be_written_and_read_again(value):
    text = encode(value)
    assert "\\u0000" not in text.replace("\\\\", "")
    text.encode()
    decode(text)


def test_what_is_storable_is_not_changed():
    for text in ("", "plain", "é\N{PILE OF POO}", "\\u0000"):
        assert storable(text) == text
        assert decode(encode({text: text})) == {text: text}


def test_sort_keys_know_no_case_and_no_compatibility_forms():
    wide = "\N{FULLWIDTH LATIN CAPITAL LETTER A}dvanced"
    assert sort_key(wide) == sort_key("ADVANCED") == "advanced"
    assert unicodedata.is_normalized("NFC", sort_key("E\N{COMBINING ACUTE ACCENT}"))


def test_identifiers_sort_by_their_time_and_are_version_7():
    identifiers = [uuid7() for _ in range(100)]
    assert {identifier.version for identifier in identifiers} == {7}
    assert len(set(identifiers)) == 100
    assert identifiers[0] < identifiers[-1]
    born = datetime.fromtimestamp((identifiers[0].int >> 80) / 1000, UTC)
    assert abs(born - datetime.now(UTC)) < timedelta(seconds=5)


def test_row_keys_tell_their_parts_apart():
    keys = {row_key("a", "bc"), row_key("ab", "c"), row_key("abc"), row_key("a", "b", "c")}
    assert len(keys) == 4
    assert {len(key) for key in keys} == {64}
