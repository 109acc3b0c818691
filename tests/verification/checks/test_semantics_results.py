import pytest

from tests.verification.samples import examine, found, signed

CHECK = "semantics.results"
SCALE = {
    "id": "urn:uuid:00000000-0000-4000-8000-0000000000a1",
    "type": ["ResultDescription"],
    "name": "Grade",
    "resultType": "RubricCriterionLevel",
    "requiredLevel": "urn:uuid:00000000-0000-4000-8000-0000000000b1",
    "rubricCriterionLevel": [
        {
            "id": "urn:uuid:00000000-0000-4000-8000-0000000000b1",
            "type": ["RubricCriterionLevel"],
            "name": "Mastery",
        }
    ],
}
RESULT = {
    "type": ["Result"],
    "resultDescription": SCALE["id"],
    "achievedLevel": SCALE["requiredLevel"],
}
NOWHERE = "urn:uuid:00000000-0000-4000-8000-00000000ffff"


def graded(result=RESULT, scale=SCALE):
    return signed({
        "/credentialSubject/result": [result],
        "/credentialSubject/achievement/resultDescription": [scale],
    })  # fmt: skip


async def test_a_result_with_its_scale():
    finding = found(await examine(graded()), CHECK)
    assert (finding.code, finding.outcome, finding.answer) == (None, "PASS", "INFORMATION")


@pytest.mark.parametrize(
    ("result", "scale"),
    [
        pytest.param({**RESULT, "resultDescription": NOWHERE}, SCALE, id="no-scale"),
        pytest.param({**RESULT, "achievedLevel": NOWHERE}, SCALE, id="no-level"),
        pytest.param(RESULT, {**SCALE, "requiredLevel": NOWHERE}, id="no-required-level"),
    ],
)
async def test_a_result_that_names_what_is_not_there(result, scale):
    examined = await examine(graded(result, scale))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("RESULT_REF_BROKEN", "WARN")
    assert NOWHERE in finding.message
    assert examined.report.verdict == "VERIFIED"


async def test_a_badge_without_results():
    assert found(await examine(signed()), CHECK).code == "DOES_NOT_APPLY"
