import pytest

from tests.verification.samples import KEY, STRANGER, examine, found, method_of, signed, token

CHECK = "proof.set"
BADGE = signed()
GOOD = BADGE["proof"]
AGAIN = signed(suite="eddsa-2022")["proof"]
STRANGE = signed({"/issuer/id": BADGE["issuer"]["id"]}, key=STRANGER)["proof"]
ALTERED = {**GOOD, "created": "2020-01-01T00:00:00Z"}
UNKNOWN = {**GOOD, "cryptosuite": "bbs-2023"}


async def look(*proofs):
    examined = await examine({**BADGE, "proof": list(proofs)})
    return examined, found(examined, CHECK)


async def test_one_signature_is_no_set():
    for badge in (BADGE, {**BADGE, "proof": [GOOD]}, token()):
        assert found(await examine(badge), CHECK).code == "DOES_NOT_APPLY"


async def test_all_in_order():
    examined, finding = await look(GOOD, AGAIN)
    assert (finding.code, finding.outcome) == (None, "PASS")
    assert examined.report.integrity == "INTACT"


@pytest.mark.parametrize("other", [STRANGE, ALTERED], ids=["a-stranger's", "an-altered-one"])
@pytest.mark.parametrize("order", ["first", "last"])
async def test_one_that_is_not_in_order_wherever_it_stands(other, order):
    examined, finding = await look(*((other, GOOD) if order == "first" else (GOOD, other)))
    assert (finding.code, finding.outcome) == ("PROOF_IN_SET_INVALID", "WARN")
    assert examined.report.verdict == "VERIFIED_WITH_WARNINGS"
    assert found(examined, "issuer.key_binding").outcome == "PASS"


@pytest.mark.parametrize("order", ["first", "last"])
async def test_one_of_a_kind_that_we_cannot_check(order):
    examined, finding = await look(*((UNKNOWN, GOOD) if order == "first" else (GOOD, UNKNOWN)))
    assert (finding.code, finding.outcome) == ("SUITE_UNSUPPORTED_BESIDE_OTHERS", "SKIPPED")
    assert "bbs-2023" in finding.message
    assert examined.report.verdict == "VERIFIED"


async def test_none_in_order_is_the_business_of_other_checks():
    examined, finding = await look(STRANGE, ALTERED)
    assert finding.code == "DOES_NOT_APPLY"
    assert examined.report.verdict == "NOT_VERIFIED"


async def test_a_stranger_beside_one_that_we_cannot_check_never_holds():
    examined, _ = await look(UNKNOWN, STRANGE)
    assert examined.report.verdict == "NOT_VERIFIED"


def test_the_stranger_s_signature_holds_by_itself():
    assert STRANGE["verificationMethod"] == method_of(STRANGER) != method_of(KEY)
