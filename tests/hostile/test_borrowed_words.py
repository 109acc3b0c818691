"""What a badge says of itself proves nothing: whom it names, what its issuer is called, when."""

from datetime import timedelta
from hashlib import sha256

import pytest

from tests.fixtures.issuer import edited
from tests.verification.samples import KEY, NOW, did_of, encoded, examine, found, signed, token
from tests.verification.status.lists import (
    PLACE,
    bitstring_list,
    entry,
    examine_entries,
    host_token,
)
from wallet.verification.case import KnownIdentities

SUBJECT = "/credentialSubject"


def naming(address, salt="s"):
    digest = sha256(f"{address}{salt}".encode()).hexdigest()
    return {
        f"{SUBJECT}/id": f"mailto:{address}",
        f"{SUBJECT}/identifier": [
            {
                "type": "IdentityObject",
                "identityType": "emailAddress",
                "hashed": True,
                "salt": salt,
                "identityHash": f"sha256${digest}",
            }
        ],
    }


async def test_a_badge_that_names_its_recipient_in_every_way_proves_none_of_it():
    badge = signed(naming("ada@example.org"))
    for known, recipient in (
        (None, "NOT_CHECKED"),
        (KnownIdentities(), "UNPROVEN"),
        (KnownIdentities(("eve@example.org",)), "UNPROVEN"),
        (KnownIdentities(("ada@example.org",)), "MATCHED"),
    ):
        assert (await examine(badge, known=known)).report.recipient == recipient


async def test_a_recipient_put_in_afterwards_is_not_even_asked_about():
    badge = signed(naming("eve@example.org"), after=naming("ada@example.org"))
    examined = await examine(badge, known=KnownIdentities(("ada@example.org",)))
    assert (examined.report.verdict, examined.report.recipient) == ("NOT_VERIFIED", "NOT_CHECKED")


@pytest.mark.parametrize(
    "address", ["ada@example.org.evil", "ada+x@example.org", "\u0430da@example.org", "ada@example"]
)
async def test_an_address_that_only_looks_like_the_learner_s(address):
    badge = signed(naming(address))
    examined = await examine(badge, known=KnownIdentities(("ada@example.org",)))
    assert examined.report.recipient == "UNPROVEN"


@pytest.mark.parametrize(
    "name", ["University of Oxf\u043erd", "\u202edrofxO fo ytisrevinU", "Oxford\u200b University"]
)
async def test_a_name_that_looks_like_another_s_earns_no_trust(name):
    examined = await examine(signed({"/issuer/name": name}))
    assert examined.report.trust == "KEY_ONLY"
    assert examined.credential.issuer.id == did_of(KEY)


async def test_a_url_of_the_victim_s_beside_the_name_earns_no_trust():
    site = {"/issuer/url": "https://victim.edu", "/issuer/name": "Victim University"}
    assert (await examine(signed(site))).report.trust == "KEY_ONLY"


@pytest.mark.parametrize(
    ("ahead", "code", "verdict"),
    [
        (0, None, "VERIFIED"),
        (60, "CLOCK_SKEW_TOLERATED", "VERIFIED_WITH_WARNINGS"),
        (61, "NOT_YET_VALID", "NOT_VERIFIED"),
    ],
)
async def test_clocks_may_differ_by_a_minute_at_the_beginning(ahead, code, verdict):
    start = (NOW + timedelta(seconds=ahead)).isoformat()
    examined = await examine(token({"/validFrom": start}))
    assert (found(examined, "validity.period").code, examined.report.verdict) == (code, verdict)


async def test_clocks_may_not_differ_at_the_end():
    examined = await examine(token({"/validUntil": NOW.isoformat()}))
    assert examined.report.standing == "EXPIRED"


KIND = "BitstringStatusListEntry"


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        pytest.param({"/issuer": "LIBRARY"}, "STATUS_LIST_INVALID", id="in-another's-name"),
        pytest.param(
            {"/credentialSubject/statusPurpose": "suspension"},
            "STATUS_LIST_PURPOSE_MISMATCH",
            id="for-another-purpose",
        ),
    ],
)
async def test_a_borrowed_list_clears_nobody(issuer, issuer_intake, edits, code):
    edits = {k: issuer.library.id if v == "LIBRARY" else v for k, v in edits.items()}
    host_token(issuer, edited(bitstring_list(issuer), edits))
    examined = await examine_entries(issuer, issuer_intake, entry(issuer, KIND))
    assert found(examined, "status.revocation").code == code
    assert examined.report.verdict == "INCOMPLETE"


async def test_a_place_that_is_another_s_is_not_ours_to_choose(issuer, issuer_intake):
    host_token(issuer, bitstring_list(issuer, PLACE))
    badge = issuer.open_badge_3(
        {"/credentialStatus": entry(issuer, KIND)},
        after={"/credentialStatus/statusListIndex": str(PLACE + 1)},
    )
    (document,) = issuer_intake.documents_in(encoded(badge))
    examined = await issuer_intake.examine(document, known=None)
    assert (examined.report.verdict, examined.report.standing) == ("NOT_VERIFIED", "UNKNOWN")
