"""Is what the credential relies on still what it was?

Source: VC Data Model 2.0, "Integrity of Related Resources" (`relatedResource`).
"""

from wallet.credentials.members import address, objects
from wallet.documents.document import JSONObject
from wallet.verification.case import DOES_NOT_APPLY, Case, Check, Observation, gravest
from wallet.verification.codes import Code
from wallet.verification.digests import have_digests, stated_digests
from wallet.verification.finding import VerificationAnswer

MOST_RESOURCES = 8


async def look(case: Case) -> Observation:
    """Fetch each resource and compare it with every digest that stands for it."""
    resources = objects(case.credential.content.get("relatedResource"))
    seen = [await _look_at(resource, case) for resource in resources[:MOST_RESOURCES]]
    if len(resources) > MOST_RESOURCES:
        crowd = f"It names {len(resources)}, more than are asked."
        seen.append(Observation(Code.RESOURCE_UNREACHABLE, crowd))
    return gravest(*seen) if seen else DOES_NOT_APPLY


async def _look_at(resource: JSONObject, case: Case) -> Observation:
    url = address(resource.get("id"))
    if url is None:
        return Observation(Code.RESOURCE_UNREACHABLE, "It is at no address.")
    try:
        digests = stated_digests(resource)
    except ValueError:
        digests = ()
    if not digests:
        return Observation(Code.RESOURCE_DIGEST_UNREADABLE, f"It is {url[:200]}.")
    answer = await case.sources.fetch(url)
    if not answer.arrived or answer.body is None:
        return Observation(Code.RESOURCE_UNREACHABLE, seen=answer)
    if not have_digests(answer.body, digests):
        return Observation(Code.RESOURCE_DIGEST_MISMATCH, seen=answer)
    return Observation(seen=answer)


CHECK = Check(
    name="resources.integrity",
    answer=VerificationAnswer.INFORMATION,
    in_order="What it relies on is what it was when it was issued.",
    codes=frozenset(
        {
            Code.RESOURCE_DIGEST_MISMATCH,
            Code.RESOURCE_UNREACHABLE,
            Code.RESOURCE_DIGEST_UNREADABLE,
        }
    ),
    look=look,
)
