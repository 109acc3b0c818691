"""What the demonstration is made of is kept, and for its owner alone."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.demonstration.conftest import ORIGIN
from wallet.demonstration.issuance import FILE_NAME, Issuance, kept_issuance
from wallet.demonstration.places import Site

NOW = datetime(2026, 11, 23, 12, 0, 0, 750_000, tzinfo=UTC)
LATER = NOW + timedelta(days=9)


def pems(issuance):
    keys = issuance.keys
    return [getattr(keys, name).to_pem() for name in keys.__slots__]


def test_a_second_start_finds_what_the_first_one_made(tmp_path):
    first = kept_issuance(tmp_path / "new", ORIGIN, NOW)
    second = kept_issuance(tmp_path / "new", ORIGIN, LATER)
    assert pems(second) == pems(first)
    assert (second.site, second.issued_at) == (Site(ORIGIN), NOW.replace(microsecond=0))
    assert second.salt("x") == first.salt("x")


def test_only_its_owner_may_read_it(tmp_path):
    kept_issuance(tmp_path, ORIGIN, NOW)
    (file,) = tmp_path.iterdir()
    assert file.name == FILE_NAME
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("first", "then"),
    [
        pytest.param(ORIGIN, "http://127.0.0.1:9999", id="another-port-of-this-machine"),
        pytest.param("http://localhost:8000", "http://localhost:8001", id="by-name"),
        pytest.param("http://[::1]:8000", "http://[::1]:8001", id="by-its-other-address"),
    ],
)
def test_another_port_of_this_machine_changes_nothing(tmp_path, first, then):
    kept_issuance(tmp_path, first, NOW)
    kept = kept_issuance(tmp_path, then, LATER)
    assert (kept.site, kept.issued_at) == (Site(first), NOW.replace(microsecond=0))


def test_at_another_host_the_same_keys_issue_anew(tmp_path):
    first = kept_issuance(tmp_path, ORIGIN, NOW)
    moved = kept_issuance(tmp_path, "https://wallet.example", LATER)
    assert pems(moved) == pems(first)
    assert (moved.site.origin, moved.issued_at.date()) == ("https://wallet.example", LATER.date())
    assert kept_issuance(tmp_path, "https://wallet.example", NOW).issued_at == moved.issued_at
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_first_of_two_that_begin_at_once_decides(tmp_path, monkeypatch):
    made = []

    def make(origin, now):
        issuance = original(origin, now)
        made.append(issuance)
        if len(made) == 1:  # somebody else begins, and ends, meanwhile
            kept_issuance(tmp_path, origin, now)
        return issuance

    original = Issuance.new
    monkeypatch.setattr(Issuance, "new", make)
    kept = kept_issuance(tmp_path, ORIGIN, NOW)
    assert len(made) == 2
    assert pems(kept) == pems(made[1])


@pytest.mark.parametrize(
    ("origin", "did"),
    [
        (ORIGIN, "did:web:127.0.0.1%3A8000:demo:x"),
        ("https://wallet.example", "did:web:wallet.example:demo:x"),
    ],
)
def test_a_did_names_the_host_and_its_port(origin, did):
    assert Site(origin).did_web("x") == did
