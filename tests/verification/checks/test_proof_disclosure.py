from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.fixtures.sd_jwts import (
    HOLDER,
    METADATA,
    METADATA_DOCUMENT,
    by_hand,
    digest,
    disclosure,
    issued,
    presented,
)
from tests.vectors import OB30, needs_vectors
from tests.verification.samples import (
    NOW,
    base_proven,
    contexts,
    examine,
    found,
    intake_of,
    signed,
)
from wallet.credentials import reader_of
from wallet.credentials.credential import StatusEntry
from wallet.proofs.deriving import derive
from wallet.proofs.disclosure_values import read_derived
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


async def test_a_part_whose_holder_chose_its_status():
    status = {"type": "BitstringStatusListEntry", "statusPurpose": "revocation"}
    badge = base_proven({"/credentialStatus": status, "/validUntil": "2030-01-01T00:00:00Z"})
    shown = ["/credentialSubject", "/credentialStatus", "/validUntil"]
    finding = found(await examine(derive(badge, shown, contexts())), CHECK)
    assert (finding.code, finding.outcome) == ("STATUS_BY_CHOICE", "WARN")


async def test_a_base_proof_is_no_part():
    assert found(await examine(base_proven()), CHECK).code == "DOES_NOT_APPLY"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"signatures": ()}, "SD_COUNT_MISMATCH", id="no-signatures"),
        pytest.param({"mandatory": (0, 9999)}, "SD_UNREFERENCED", id="an-index-of-nothing"),
        pytest.param({"mandatory": (0, 0)}, "SD_DUPLICATE", id="an-index-twice"),
        pytest.param({"labels": {0: b"short"}}, "SD_MALFORMED", id="a-label-that-is-none"),
        pytest.param({"labels": {}}, "SD_UNREFERENCED", id="things-without-labels"),
    ],
)
async def test_a_part_that_does_not_fit_together(change, code):
    badge = derive(base_proven(), ["/credentialSubject"], contexts())
    value = replace(read_derived(badge["proof"]["proofValue"]), **change)
    badge["proof"]["proofValue"] = value.write()
    examined = await examine(badge)
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == (code, "FAIL")
    assert examined.report.verdict == "NOT_VERIFIED"


HIDDEN = disclosure("salt", "nbf", 1767225600)


@pytest.mark.parametrize(
    ("token", "code"),
    [
        pytest.param(issued(), None, id="all-shown"),
        pytest.param(
            by_hand({"_sd": [digest(HIDDEN)]}, HIDDEN),
            "SD_FORBIDDEN_NAME",
            id="a-claim-that-must-be-signed-openly",
        ),
        pytest.param(by_hand({"_sd_alg": "sha-1"}), "SD_HASH_NOT_ALLOWED", id="a-weak-digest"),
        pytest.param(
            presented(issued(), {}, holder=HOLDER),
            "HOLDER_BINDING_INVALID",
            id="bound-to-a-key-that-nobody-named",
        ),
    ],
)
async def test_a_token_of_which_parts_are_shown(token, code):
    examined = await examine(token, {METADATA: METADATA_DOCUMENT})
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == (code, "FAIL" if code else "PASS")
    assert examined.report.verdict == ("NOT_VERIFIED" if code else "VERIFIED")
