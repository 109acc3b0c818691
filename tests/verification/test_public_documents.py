"""What speaks to everybody, for how long a copy will do, and which list is the older one."""

from datetime import timedelta

import pytest

from tests.verification.samples import KEY, NOW, answer, profile, token
from wallet.proofs.jose import sign_compact
from wallet.verification.public_documents import (
    LEAST_FRESH,
    LIFE,
    MOST_FRESH,
    public_document,
)

URL = "https://issuer.example/list"
LIST = {"type": ["VerifiableCredential", "BitstringStatusListCredential"], "credentialSubject": {}}


@pytest.mark.parametrize(
    "content",
    [
        profile(),
        {"id": "did:web:a.example", "verificationMethod": []},
        {"keys": []},
        {"type": "Issuer", "name": "x"},
        {"@type": "CryptographicKey", "publicKeyPem": "x"},
        {"type": ["BadgeClass"]},
        LIST,
        {"revokedCredential": []},
        {"revokedCredentials": []},
        {"type": "RevocationList", "revokedAssertions": []},
        sign_compact({}, LIST, KEY),
        sign_compact({}, {"vc": LIST, "nbf": 1}, KEY),
    ],
    ids=lambda content: str(content)[:40],
)
def test_these_speak_to_everybody(content):
    assert public_document(answer(URL, content)) is not None


@pytest.mark.parametrize(
    "content",
    [
        {"type": "Assertion", "recipient": {}, "badge": "x"},
        {"type": "Profile", "recipient": {}},
        {"recipient": "a@b.example", "badge": {}},
        {"type": "OpenBadgeCredential", "credentialSubject": {}, "verificationMethod": []},
        {"type": "OpenBadgeCredential", "credentialSubject": {}, "revokedCredential": []},
        token(),
        "ey.not.token",
        "https://a.example/",
        "[]",
        {},
        b"\x89PNG",
        b"",
    ],
    ids=lambda content: str(content)[:40],
)
def test_these_may_name_a_learner(content):
    assert public_document(answer(URL, content)) is None


def test_what_did_not_arrive_is_none():
    assert public_document(answer(URL, profile(), http_status=410)) is None


@pytest.mark.parametrize(
    ("content", "headers", "least", "most"),
    [
        (LIST, {}, 4, 5),
        (profile(), {}, 48, 60),
        (LIST, {"cache-control": "public, max-age=1200"}, 16, 20),
        (LIST, {"cache-control": "max-age=0"}, 1, 1),
        (LIST, {"cache-control": "no-store"}, 1, 1),
        (LIST, {"cache-control": "private, no-cache, max-age=600"}, 1, 1),
        (LIST, {"cache-control": "max-age=999999999"}, 1152, 1440),
        (LIST, {"expires": "Mon, 23 Nov 2026 12:30:00 GMT"}, 24, 30),
        (LIST, {"expires": "Mon, 23 Nov 2020 12:30:00 GMT"}, 1, 1),
        (LIST, {"expires": "0"}, 1, 1),
        ({**LIST, "credentialSubject": {"ttl": 1_200_000}}, {"cache-control": "no-store"}, 16, 20),
        ({**LIST, "credentialSubject": {"ttl": -5}}, {}, 4, 5),
        ({**LIST, "credentialSubject": {"ttl": "long"}}, {}, 4, 5),
        ({**LIST, "credentialSubject": {"ttl": 10**300}}, {}, 1152, 1440),
        ({**LIST, "validUntil": "2026-11-23T12:02:00Z"}, {}, 2, 2),
        ({**LIST, "validUntil": "2020-11-23T12:02:00Z"}, {}, 1, 1),
    ],
)
def test_a_copy_will_do_for_as_long_as_its_issuer_says_within_bounds(content, headers, least, most):
    document = public_document(answer(URL, content, headers=headers))
    fresh = document.fresh_until - NOW
    assert timedelta(minutes=least) <= fresh <= timedelta(minutes=most)
    assert LEAST_FRESH <= fresh <= MOST_FRESH
    assert document.fresh_until <= document.usable_until <= NOW + LIFE


def dated(moment, **more):
    said = {**LIST, **({} if moment is None else {"validFrom": moment}), **more}
    return public_document(answer(URL, said))


def test_the_older_of_two_lists_is_told_by_their_issuer_s_dates():
    old, new, undated = dated("2026-01-01T00:00:00Z"), dated("2026-02-01T00:00:00Z"), dated(None)
    assert old.is_older_than(new)
    assert undated.is_older_than(new)
    assert not new.is_older_than(old)
    assert not new.is_older_than(new)
    assert not old.is_older_than(undated)
    assert not undated.is_older_than(undated)


def test_a_list_in_a_token_is_dated_by_the_token():
    claims = {"vc": LIST, "nbf": 1_700_000_000, "exp": int(NOW.timestamp()) + 120}
    document = public_document(answer(URL, sign_compact({}, claims, KEY)))
    assert document.dated.year == 2023
    assert document.fresh_until == NOW + timedelta(minutes=2)


def test_a_profile_is_never_too_old():
    assert not public_document(answer(URL, profile())).is_older_than(dated("2026-01-01T00:00:00Z"))


def test_a_list_of_a_time_to_come_is_no_list_yet():
    assert dated("2026-11-23T13:00:00Z") is None
    assert dated("2026-11-23T12:04:00Z") is not None
