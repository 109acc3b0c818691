from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.vectors import OB30, needs_vectors
from tests.verification.samples import NOW, contexts, examine, found, intake_of, signed
from wallet.credentials import reader_of
from wallet.credentials.credential import StatusEntry
from wallet.proofs.workers import InProcess
from wallet.verification.case import Case
from wallet.verification.checks import CHECKS
from wallet.verification.examining_proofs import examine as examine_proofs

CHECK = "proof.disclosure"
ENTRY = StatusEntry(("BitstringStatusListEntry",), None, {})
UNTIL = datetime(2030, 1, 1, tzinfo=UTC)


async def test_a_whole_credential_is_no_part():
    assert found(await examine(signed()), CHECK).code == "DOES_NOT_APPLY"


@needs_vectors
@pytest.mark.parametrize(
    ("shown", "code"),
    [
        pytest.param({}, "STATUS_WITHHELD", id="neither-status-nor-end"),
        pytest.param({"valid_until": UNTIL}, "STATUS_WITHHELD", id="no-status"),
        pytest.param({"statuses": (ENTRY,)}, "VALIDITY_WITHHELD", id="no-end"),
        pytest.param({"statuses": (ENTRY,), "valid_until": UNTIL}, None, id="both"),
    ],
)
async def test_a_part_says_what_it_does_not_show(shown, code):
    intake = intake_of()
    (document,) = intake.documents_in((OB30 / "sd/derivedcredential.json").read_bytes())
    bare = {"statuses": (), "valid_until": None}
    credential = replace(reader_of(document).read(document, {}), **(bare | shown))
    case = Case(document, credential, {}, intake.sources, InProcess(contexts()), NOW)
    seen = await CHECKS[CHECK].look(replace(case, examination=await examine_proofs(case)))
    assert (seen.code.name if seen.code else None) == code
    assert seen.outcome == ("WARN" if code else "PASS")
