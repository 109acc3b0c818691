"""The list that an issuer of version 1 names for its signed assertions: reasons by uid."""

import pytest

from tests.fixtures.issuer import REMOVED
from tests.verification.samples import answer, examine, found
from tests.verification.test_open_badges_1 import HOME, token, web

LIST = f"{HOME}/revoked"


async def read(listed, edits=None):
    examined = await examine(token(edits), {**web(), LIST: listed})
    assert examined.report.integrity == "INTACT"
    return found(examined, "status.revocation")


@pytest.mark.parametrize("listed", [{}, {"78": "Another."}, {"7": ""}], ids=repr)
async def test_an_assertion_that_is_not_listed_stands(listed):
    finding = await read(listed)
    assert (finding.outcome, finding.looked_at) == ("PASS", LIST)


@pytest.mark.parametrize("reason", ["Left early.", "", None, True, False, {}], ids=repr)
async def test_an_assertion_that_is_listed_is_revoked_whatever_the_reason(reason):
    finding = await read({"77": reason})
    assert (finding.code, finding.outcome) == ("REVOKED", "FAIL")


async def test_the_issuer_s_reason_is_told():
    assert "Left early." in (await read({"77": "Left early."})).message


async def test_a_uid_that_is_a_number_is_sought_by_its_digits():
    assert (await read({"77": "Left early."}, {"/uid": 77})).code == "REVOKED"


@pytest.mark.parametrize(
    ("revoked", "code"), [(["77"], "REVOKED"), ([{"uid": "77"}], "REVOKED"), (["78"], None)]
)
async def test_a_list_of_version_2_is_read_as_such(revoked, code):
    assert (await read({"type": "RevocationList", "revokedAssertions": revoked})).code == code


async def test_a_list_that_is_no_object_is_not_in_order():
    assert (await read(["77"])).code == "STATUS_LIST_INVALID"


@pytest.mark.parametrize(
    "silent", [answer(LIST, http_status=404), answer(LIST, http_status=None)], ids=["404", "dead"]
)
async def test_a_list_that_cannot_be_had_is_a_doubt(silent):
    finding = await read(silent)
    assert (finding.code, finding.outcome) == ("STATUS_UNREACHABLE", "UNKNOWN")


async def test_an_assertion_without_a_uid_cannot_be_sought():
    finding = await read({}, {"/uid": REMOVED})
    assert (finding.code, finding.outcome) == ("STATUS_UNREACHABLE", "UNKNOWN")
    assert "no uid" in finding.message
