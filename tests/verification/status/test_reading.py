"""Several entries, of several methods and purposes: which of their words is reported."""

import pytest

from tests.verification.samples import TOKEN_KEY, Answering, did_of, examine, found, token

ID = "urn:uuid:6c2f1d1e-0f2a-4b53-9d53-5f0d6a1d7a10"
ISSUER = did_of(TOKEN_KEY)


def place(number, kind="1EdTechRevocationList"):
    return {"id": f"https://a.example/{number}", "type": kind}


def bit(purpose):
    return {
        "id": "https://a.example/list#1",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": "1",
        "statusListCredential": "https://a.example/list",
    }


STANDS = {"issuer": ISSUER, "revokedCredential": []}
REVOKES = {"issuer": ISSUER, "revokedCredential": [ID]}
SOMEBODY_S = {"issuer": "https://other.example/", "revokedCredential": []}


async def read(entries, said=None):
    return await examine(token({"/credentialStatus": entries}), said)


@pytest.mark.parametrize("fault", [SOMEBODY_S, {"issuer": ISSUER}, None])
@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
async def test_a_revocation_hides_behind_no_fault_of_another_list(fault, order):
    said = {"https://a.example/1": REVOKES, "https://a.example/2": fault or b""}
    examined = await read([place(number) for number in order], said)
    assert (examined.report.standing, examined.report.verdict) == ("REVOKED", "NOT_VERIFIED")


async def test_one_list_in_doubt_leaves_a_doubt():
    examined = await read([place(1), place(2)], {"https://a.example/1": STANDS})
    assert (examined.report.standing, examined.report.verdict) == ("UNKNOWN", "INCOMPLETE")


@pytest.mark.parametrize(
    "entry",
    [
        place(1, "SomeOtherMethod"),
        place(1, ["Credential", "Status"]),
        {"id": "https://a.example/1"},
        {},
        "https://a.example/1",
    ],
    ids=["unknown", "several-unknown", "without-type", "empty", "an-address"],
)
async def test_an_entry_that_no_method_serves_is_a_doubt_about_revocation_alone(entry):
    examined = await read(entry)
    finding = found(examined, "status.revocation")
    assert (finding.code, finding.outcome) == ("STATUS_METHOD_UNKNOWN", "UNKNOWN")
    assert found(examined, "status.suspension").outcome == "SKIPPED"
    assert examined.report.verdict == "INCOMPLETE"


@pytest.mark.parametrize(
    "purpose", ["Revocation", "withdrawal", ["revocation", "suspension"], 5, None, "", {}], ids=repr
)
async def test_a_purpose_that_nobody_can_read_is_never_passed_over(purpose):
    examined = await read(bit(purpose))
    finding = found(examined, "status.revocation")
    assert (finding.code, finding.outcome) == ("STATUS_METHOD_UNKNOWN", "UNKNOWN")
    assert examined.report.verdict == "INCOMPLETE"


@pytest.mark.parametrize("purpose", ["message", "refresh"])
async def test_a_purpose_that_says_nothing_about_standing_leaves_it_alone(purpose):
    sources = Answering({})
    examined = await read(bit(purpose), sources)
    assert (examined.report.verdict, examined.report.standing) == ("VERIFIED", "CURRENT")
    assert found(examined, "status.revocation").outcome == "SKIPPED"
    assert sources.asked == ["https://a.example/list"]


@pytest.mark.parametrize("nothing", [None, []], ids=["null", "an-empty-list"])
async def test_a_badge_without_a_place_for_its_status_is_not_asked(nothing):
    examined = await read(nothing)
    assert found(examined, "status.revocation").code == "DOES_NOT_APPLY"
    assert examined.report.standing == "CURRENT"


async def test_a_badge_with_a_crowd_of_places_does_not_make_us_a_crawler():
    sources = Answering({f"https://a.example/{number}": STANDS for number in range(500)})
    examined = await read([place(number) for number in range(500)], sources)
    assert len(sources.asked) == 10
    assert found(examined, "status.revocation").code == "STATUS_UNREACHABLE"
    assert "500 places" in found(examined, "status.revocation").message


async def test_a_revocation_is_told_before_the_crowd():
    said = {f"https://a.example/{number}": REVOKES for number in range(500)}
    examined = await read([place(number) for number in range(500)], said)
    assert examined.report.standing == "REVOKED"
