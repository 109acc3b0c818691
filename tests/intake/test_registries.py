"""Lists of known issuers, from files and a real server, pinned or signed, and what goes wrong."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from tests.verification.samples import KEY, STRANGER, did_of
from wallet.intake.registries import (
    LIFE,
    READ_AGAIN_AFTER,
    TRY_AGAIN_AFTER,
    Registries,
    RegistrySource,
)
from wallet.proofs.jose import sign_compact
from wallet.verification.known_issuers import KnownIssuers
from wallet.verification.sources import LiveSources

PATH = "/registry.json"
UNI = {"id": "did:web:uni.example", "name": "Uni"}
LIST = {"name": "List", "issuers": [UNI]}
OTHER = {"registry": {"did:web:other.example": {"name": "Other"}}}


@dataclass
class Clock:
    moment: datetime = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def __call__(self):
        return self.moment


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def registries(issuer_fetcher, clock):
    def of(*lists):
        return Registries(lists, LiveSources(issuer_fetcher, clock), clock)

    return of


def digest(body):
    return sha256(json.dumps(body, ensure_ascii=False).encode()).hexdigest()


def asked(issuer, path=PATH):
    return sum(each.path == path for each in issuer.peer.asked)


async def names(found):
    known = await found.known()
    return [each.name for each in known.issuers], list(known.unread)


async def test_without_lists_nothing_is_known(registries):
    assert await registries().known() is None


async def test_a_file_of_the_operator_counts(registries, tmp_path):
    file = tmp_path / "issuers.json"
    file.write_text(json.dumps(LIST))
    assert await names(registries(RegistrySource(str(file)))) == (["Uni"], [])


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"issuers": []}', '{"a":1,"a":2}'])
async def test_a_file_that_is_no_list_is_not_read(registries, tmp_path, text):
    file = tmp_path / "issuers.json"
    file.write_text(text)
    assert await names(registries(RegistrySource(str(file)))) == ([], [str(file)])


async def test_a_missing_file_is_not_read(registries, tmp_path):
    for location in (tmp_path / "none.json", tmp_path):
        assert await names(registries(RegistrySource(str(location)))) == ([], [str(location)])


async def test_a_pinned_list_counts_as_it_was_pinned_alone(issuer, registries):
    url = issuer.hosts(PATH, 200, LIST)
    assert await names(registries(RegistrySource(url, sha256=digest(LIST).upper()))) == (
        ["Uni"],
        [],
    )
    issuer.hosts(PATH, 200, OTHER)
    assert await names(registries(RegistrySource(url, sha256=digest(LIST)))) == ([], [url])


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (sign_compact({}, LIST, KEY), True),
        (sign_compact({}, LIST, STRANGER), False),
        (
            sign_compact({}, OTHER, KEY).split(".")[0] + "." + sign_compact({}, LIST, KEY)[20:],
            False,
        ),
        (json.dumps(LIST), False),
    ],
    ids=["signed", "by-a-stranger", "altered", "not-signed"],
)
async def test_a_signed_list_counts_by_its_signature(issuer, registries, body, found):
    url = issuer.hosts(PATH, 200, body, "application/jose")
    listed, unread = await names(registries(RegistrySource(url, signed_by=did_of(KEY))))
    assert (listed, unread) == ((["Uni"], []) if found else ([], [url]))


async def test_a_key_that_is_none_signs_nothing(issuer, registries):
    url = issuer.hosts(PATH, 200, sign_compact({}, LIST, KEY), "application/jose")
    source = RegistrySource(url, signed_by="did:key:z6Mk")
    assert await names(registries(source)) == ([], [url])


async def test_a_list_of_lists_is_followed_one_step(issuer, registries):
    further = issuer.hosts("/pilot.json", 200, OTHER)
    nested = issuer.hosts("/nested.json", 200, [{"name": "Deeper", "url": further}])
    known = [
        {"name": "Pilot", "type": "dcc-legacy", "url": further},
        {"name": "Federation", "type": "oidf", "trustAnchorEC": "https://t.example"},
        {"name": "Lost", "type": "dcc-legacy", "url": issuer.url("/lost.json")},
        {"name": "Nested", "type": "dcc-legacy", "url": nested},
        {"name": "Open", "type": "dcc-legacy", "url": "http://issuer.example/x"},
    ]
    url = issuer.hosts(PATH, 200, known)
    found = await registries(RegistrySource(url, sha256=digest(known))).known()
    assert [(each.name, each.on) for each in found.issuers] == [("Other", "Pilot")]
    assert found.unread == ("Federation", "Lost", "Nested", "Open")


async def test_lists_are_read_once_for_a_while(issuer, registries, clock):
    url = issuer.hosts(PATH, 200, LIST)
    lists = registries(RegistrySource(url, sha256=digest(LIST)))
    first = await lists.known()
    assert await lists.known() is first
    assert asked(issuer) == 1
    clock.moment += READ_AGAIN_AFTER
    assert await lists.known() == first
    assert asked(issuer) == 2


async def test_a_list_that_cannot_be_read_anew_counts_for_its_life(issuer, registries, clock):
    url = issuer.hosts(PATH, 200, LIST)
    lists = registries(RegistrySource(url, sha256=digest(LIST)))
    await lists.known()
    issuer.hosts(PATH, 503, b"")
    clock.moment += READ_AGAIN_AFTER
    assert await names(lists) == (["Uni"], [])
    await lists.known()
    assert asked(issuer) == 2
    clock.moment += TRY_AGAIN_AFTER
    await lists.known()
    assert asked(issuer) == 3
    clock.moment += LIFE + timedelta(hours=1)
    assert await names(lists) == ([], [url])
    issuer.hosts(PATH, 200, LIST)
    clock.moment += TRY_AGAIN_AFTER
    assert await names(lists) == (["Uni"], [])


async def test_several_lists_are_one(issuer, registries, tmp_path):
    file = tmp_path / "issuers.json"
    file.write_text(json.dumps(LIST))
    url = issuer.hosts(PATH, 200, OTHER)
    lists = registries(RegistrySource(str(file)), RegistrySource(url, sha256=digest(OTHER)))
    found = await lists.known()
    assert isinstance(found, KnownIssuers)
    assert [each.name for each in found.issuers] == ["Uni", "Other"]
    assert found.find("did:web:other.example").on == url
