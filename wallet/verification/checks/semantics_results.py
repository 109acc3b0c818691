"""Does every result have its scale?

Source: Open Badges 3.0, "Result" (`resultDescription`, `achievedLevel`), "ResultDescription"
(`requiredLevel`), "RubricCriterionLevel".
"""

from collections.abc import Iterator

from wallet.credentials.members import objects, reference
from wallet.documents.document import JSONObject
from wallet.verification.case import DOES_NOT_APPLY, IN_ORDER, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer


async def look(case: Case) -> Observation:
    """Look up in the achievement what each result, and each requirement, names."""
    if not case.credential.results and not case.credential.achievement.result_descriptions:
        return DOES_NOT_APPLY
    for subject in objects(case.credential.content.get("credentialSubject")):
        scales = [
            scale
            for achievement in objects(subject.get("achievement"))
            for scale in objects(achievement.get("resultDescription"))
        ]
        for member, named in _broken(objects(subject.get("result")), scales):
            detail = f"Its {member} is {named[:100]}."
            return Observation(Code.RESULT_REF_BROKEN, detail, "/credentialSubject/result")
    return IN_ORDER


def _broken(results: tuple[JSONObject, ...], scales: list[JSONObject]) -> Iterator[tuple[str, str]]:
    levels = {
        reference(level) for scale in scales for level in objects(scale.get("rubricCriterionLevel"))
    }
    named = {
        "resultDescription": (results, {reference(scale) for scale in scales}),
        "achievedLevel": (results, levels),
        "requiredLevel": (scales, levels),
    }
    for member, (nodes, known) in named.items():
        for node in nodes:
            found = reference(node.get(member))
            if found is not None and found not in known:
                yield member, found


CHECK = Check(
    name="semantics.results",
    answer=VerificationAnswer.INFORMATION,
    in_order="Every result comes with its scale.",
    codes=frozenset({Code.RESULT_REF_BROKEN}),
    look=look,
)
