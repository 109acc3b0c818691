import pytest

from tests.verification.samples import examine, found, signed, token
from tests.verification.within import ACHIEVEMENT, BADGE, record

CHECK = "semantics.associations"
OWN = {
    "id": "https://workshop.example/achievements/year",
    "type": ["Achievement"],
    "name": "A year",
    "description": "All of it.",
    "criteria": {"narrative": "Stays for a year."},
}


def related(source, target, part):
    association = {
        "type": "Association",
        "associationType": "isParentOf",
        "sourceId": source,
        "targetId": target,
    }
    edits = {
        "/credentialSubject/achievement": [OWN],
        "/credentialSubject/association": [association],
    }
    return record(part, edits=edits)


@pytest.mark.parametrize(
    ("target", "part"),
    [
        pytest.param(ACHIEVEMENT, signed(), id="of-a-part"),
        pytest.param(ACHIEVEMENT, token(), id="of-a-token"),
        pytest.param(BADGE, signed(), id="the-part-itself"),
        pytest.param(OWN["id"], signed(), id="its-own"),
    ],
)
async def test_achievements_that_are_in_it(target, part):
    finding = found(await examine(related(OWN["id"], target, part)), CHECK)
    assert (finding.code, finding.outcome, finding.answer) == (None, "PASS", "INFORMATION")


@pytest.mark.parametrize(
    ("source", "target"),
    [("https://nowhere.example/1", ACHIEVEMENT), (OWN["id"], "https://nowhere.example/1")],
    ids=["source", "target"],
)
async def test_an_achievement_that_is_not(source, target):
    examined = await examine(related(source, target, signed()))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("ASSOCIATION_REF_BROKEN", "WARN")
    assert "nowhere.example" in finding.message
    assert examined.report.verdict == "VERIFIED"


async def test_a_record_that_relates_nothing():
    assert found(await examine(record(signed())), CHECK).code == "DOES_NOT_APPLY"
