"""ecdsa-sd-2023: parts of a credential that somebody made to say something else."""

from dataclasses import replace

import pytest

from tests.verification.samples import base_proven, contexts, examine, reasons
from wallet.proofs.deriving import derive
from wallet.proofs.disclosure_values import read_base, read_derived
from wallet.proofs.selection import PointerError

UNTIL = "2030-01-01T00:00:00Z"
STATUS = {
    "id": "https://workshop.example/status/1#7",
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "7",
    "statusListCredential": "https://workshop.example/status/1",
}
RESULTS = [{"type": ["Result"], "value": "A"}, {"type": ["Result"], "value": "F"}]
BASE = base_proven(
    {
        "/validUntil": UNTIL,
        "/credentialStatus": STATUS,
        "/credentialSubject/result": RESULTS,
    }
)
OTHER = base_proven({"/credentialSubject/achievement/name": "Surgery"})


def part(*pointers, of=BASE):
    return derive(of, pointers, contexts())


async def test_a_holder_who_leaves_out_the_status_and_the_end():
    shown = part("/credentialSubject")
    assert {"validUntil", "credentialStatus"}.isdisjoint(shown)
    examined = await examine(shown)
    assert ("proof.disclosure", "STATUS_WITHHELD") in reasons(examined)
    assert examined.report.verdict == "VERIFIED_WITH_WARNINGS"


SUSPENDED = {**STATUS, "id": f"{STATUS['id']}b", "statusPurpose": "suspension"}
BY_CHOICE = base_proven({"/validUntil": UNTIL, "/credentialStatus": [STATUS, SUSPENDED]})
BY_ISSUER = base_proven(
    {"/validUntil": UNTIL, "/credentialStatus": [STATUS, SUSPENDED]},
    ("/issuer", "/validUntil", "/credentialStatus"),
)


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(["/credentialStatus/1"], id="one of two"),
        pytest.param(
            [f"/credentialStatus/{n}/{name}" for n in (0, 1) for name in STATUS if name != "id"],
            id="members of both",
        ),
    ],
)
async def test_a_holder_who_chooses_what_the_status_tells(shown):
    examined = await examine(part("/credentialSubject", "/validUntil", *shown, of=BY_CHOICE))
    assert ("proof.disclosure", "STATUS_BY_CHOICE") in reasons(examined)
    assert examined.report.verdict != "VERIFIED"


async def test_a_status_that_its_issuer_made_mandatory_is_whole():
    examined = await examine(part("/credentialSubject", of=BY_ISSUER))
    assert "proof.disclosure" not in {check for check, _ in reasons(examined)}
    assert len(examined.credential.statuses) == 2
    endless = base_proven(
        {"/validUntil": UNTIL, "/credentialStatus": STATUS}, ("/issuer", "/credentialStatus")
    )
    assert ("proof.disclosure", "VALIDITY_WITHHELD") in reasons(
        await examine(part("/credentialSubject", of=endless))
    )


async def test_the_base_proof_passed_on():
    presentation = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [BASE],
    }
    examined = await examine(presentation)
    assert ("proof.signature", "BASE_PROOF_PRESENTED") in reasons(examined)
    assert examined.report.verdict == "NOT_VERIFIED"


async def test_a_statement_grafted_from_another_credential():
    honest = part("/credentialSubject/achievement")
    other = part("/credentialSubject/achievement", of=OTHER)
    honest["credentialSubject"] = other["credentialSubject"]
    examined = await examine(honest)
    assert ("proof.signature", "SIGNATURE_INVALID") in reasons(examined)


async def test_signatures_grafted_with_their_statement():
    honest, other = part("/credentialSubject"), part("/credentialSubject", of=OTHER)
    value = read_derived(honest["proof"]["proofValue"])
    theirs = read_derived(other["proof"]["proofValue"])
    honest["credentialSubject"] = other["credentialSubject"]
    grafted = replace(value, signatures=theirs.signatures, labels=theirs.labels)
    honest["proof"]["proofValue"] = grafted.write()
    assert (await examine(honest)).report.verdict == "NOT_VERIFIED"


def edited(edit):
    shown = part("/credentialSubject")
    value = edit(read_derived(shown["proof"]["proofValue"]))
    shown["proof"]["proofValue"] = value.write()
    return shown


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        pytest.param(
            lambda value: replace(
                value, labels={n: value.labels[n] for n in list(value.labels)[1:]}
            ),
            "SD_UNREFERENCED",
            id="a-gap-in-the-labels",
        ),
        pytest.param(
            lambda value: replace(value, labels={**value.labels, 4_000_000: bytes(32)}),
            "SD_UNREFERENCED",
            id="a-label-out-of-range",
        ),
        pytest.param(
            lambda value: replace(value, labels=dict.fromkeys(value.labels, bytes(32))),
            "SD_DUPLICATE",
            id="one-label-for-all",
        ),
        pytest.param(
            lambda value: replace(value, mandatory=(*value.mandatory, value.mandatory[0])),
            "SD_DUPLICATE",
            id="an-index-twice",
        ),
        pytest.param(
            lambda value: replace(value, mandatory=(*value.mandatory, 4_000_000_000)),
            "SD_UNREFERENCED",
            id="an-index-out-of-range",
        ),
        pytest.param(
            lambda value: replace(value, mandatory=tuple(range(500))),
            "SD_UNREFERENCED",
            id="everything-mandatory",
        ),
        pytest.param(
            lambda value: replace(value, signatures=value.signatures * 100),
            "SD_COUNT_MISMATCH",
            id="very-many-signatures",
        ),
        pytest.param(
            lambda value: replace(value, signatures=()), "SD_COUNT_MISMATCH", id="no-signatures"
        ),
    ],
)
async def test_what_holds_the_part_together_altered(edit, code):
    examined = await examine(edited(edit))
    assert ("proof.disclosure", code) in reasons(examined)
    assert examined.report.verdict == "NOT_VERIFIED"


async def test_the_same_signatures_with_another_mandatory_part():
    examined = await examine(
        edited(lambda v: replace(v, mandatory=v.mandatory[1:], signatures=(*v.signatures, b"")))
    )
    assert examined.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize(
    "pointer",
    [
        "/credentialSubject/achievement/alignment/1abc",
        "/type/01",
        "/type/+1",
        "/type/ 1",
        "/type/1.0",
        "credentialSubject",
        "/credentialSubject/~2",
    ],
)
def test_a_lax_pointer(pointer):
    with pytest.raises(PointerError):
        part(pointer)


async def test_a_base_proof_with_lax_mandatory_pointers():
    value = read_base(BASE["proof"]["proofValue"])
    lax = replace(value, pointers=(*value.pointers, "/type/01"))
    badge = {**BASE, "proof": {**BASE["proof"], "proofValue": lax.write()}}
    examined = await examine(badge)
    assert ("proof.disclosure", "SD_UNREFERENCED") in reasons(examined)
    assert examined.report.verdict == "NOT_VERIFIED"
