"""The Digital Credentials Consortium's fixtures: each file name says what it is."""

import json
import re
from pathlib import Path

import pytest

from tests.vector_webs import web_of_dcc
from tests.vectors import DCC, intake_over, needs_vectors, schemas_named_in
from wallet.intake import Examined

pytestmark = needs_vectors

FILES = sorted(
    (file for file in (DCC / "verifiableCredentials").rglob("*.json") if file.stat().st_size),
    key=str,
)
DIFFERENCES = {
    "oldDCCExample": (
        "INCOMPLETE",
        "CONTEXT_NOT_PINNED",
        "w3id.org/dcc/v1 is in no package and in no list of pinned contexts",
    ),
    "validStatus-noExpiry": (
        "INCOMPLETE",
        "STATUS_LIST_ISSUER_MISMATCH",
        "the list is signed by a stranger's key: its word that nothing is revoked is not enough",
    ),
    "badDidWeb": (
        "INCOMPLETE",
        "DID_UNRESOLVED",
        "its DID document is not to be had, which says nothing against the credential",
    ),
    "expiredStatus": (
        "INCOMPLETE",
        "STATUS_LIST_EXPIRED",
        "a list out of date says nothing about today",
    ),
    "notYetValidStatus": (
        "INCOMPLETE",
        "STATUS_LIST_EXPIRED",
        "a list from the future says nothing about today",
    ),
    "missingTypeStatus": ("INCOMPLETE", "STATUS_LIST_INVALID", "no list of a type that we know"),
    "tamperedStatus": ("INCOMPLETE", "STATUS_LIST_INVALID", "the list's signature does not hold"),
}


def _expected(file: Path) -> tuple[set[str], str | None]:
    """Read the verdicts that a file name allows, and the code that must be among the findings."""
    name = file.stem
    for part, (verdict, code, _argument) in DIFFERENCES.items():
        if re.search(rf"(^|-){part}(-|$)", name):
            return {verdict}, code
    if "tampered" in name:
        return {"NOT_VERIFIED"}, "SIGNATURE_INVALID"
    if "notYetValid" in name:
        return {"NOT_VERIFIED"}, "NOT_YET_VALID"
    if re.search(r"-revoked(Status|Staus)?(-|$)", name):
        return {"NOT_VERIFIED"}, "REVOKED"
    if name.endswith("-expired"):
        return {"NOT_VERIFIED"}, "EXPIRED"
    return {"VERIFIED", "VERIFIED_WITH_WARNINGS"}, None


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(DCC).with_suffix("")))
async def test_the_verdict_is_the_one_in_the_file_name(file: Path) -> None:
    said = json.loads(file.read_bytes())
    intake = intake_over({**web_of_dcc(), **schemas_named_in(said)})
    (document,) = intake.documents_in(file.read_bytes())
    examined = await intake.examine(document, known=None)
    assert isinstance(examined, Examined)
    verdicts, code = _expected(file)
    found = {f.code for f in examined.report.findings if f.outcome != "SKIPPED"} - {None}
    verdict = examined.report.verdict.value
    assert verdict in verdicts, f"{verdict}: {found}"
    assert code is None or code in found, f"{verdict}: {found}"


def test_there_are_as_many_as_upstream_has() -> None:
    assert len(FILES) > 85
