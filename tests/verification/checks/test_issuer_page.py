import json

import pytest

from tests.vectors import SEEN_AT
from tests.verification.samples import examine, found, signed
from wallet.intake.finding import facts_shown
from wallet.verification.sources import Answer

PAGE = "https://verify.skilljar.com/c/abc123def456"
SHOWN = b"<!doctype html><h1>Rock Climbing</h1><p>Issued by: Example Academy</p>"


def record(**edits):
    answer = Answer(PAGE, PAGE, 200, "text/html", SHOWN, SEEN_AT)
    return {**facts_shown(PAGE, answer), **edits}


@pytest.mark.parametrize(
    ("edits", "shown", "code"),
    [
        pytest.param({}, SHOWN, "PAGE_ATTESTED", id="shown"),
        pytest.param({"title": "Brain Surgery"}, SHOWN, "PAGE_SAYS_OTHERWISE", id="other"),
        pytest.param({}, None, "PAGE_NOT_SEEN", id="gone"),
        pytest.param({}, b'{"title": "x"}', "PAGE_NOT_SEEN", id="no-page"),
    ],
)
async def test_a_page_is_never_a_pass(edits, shown, code):
    texts = {} if shown is None else {PAGE: shown}
    examined = await examine(record(**edits), texts)
    finding = found(examined, "issuer.page")
    assert (finding.code, finding.outcome) == (code, "UNKNOWN")
    assert "verify.skilljar.com" in finding.message
    assert examined.report.integrity == "UNKNOWN"
    assert examined.report.verdict == "INCOMPLETE"
    assert examined.report.trust == "NONE"
    assert found(examined, "proof.present").code == "DOES_NOT_APPLY"


async def test_the_day_on_which_it_was_seen_is_told():
    finding = found(await examine(record(), {PAGE: SHOWN}), "issuer.page")
    assert "on 23 November 2026" in finding.message
    assert finding.seen_at == SEEN_AT
    assert finding.looked_at == PAGE


async def test_a_page_says_when_it_ended():
    record_of_old = record(expires="2020-01-01")
    examined = await examine(record_of_old)
    assert examined.report.standing == "EXPIRED"


async def test_any_other_credential_has_no_page():
    finding = found(await examine(signed()), "issuer.page")
    assert finding.code == "DOES_NOT_APPLY"


def test_records_are_json():
    assert json.loads(json.dumps(record())) == record()
