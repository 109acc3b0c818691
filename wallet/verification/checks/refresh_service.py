"""Does the issuer have a newer edition of it?

Source: Open Badges 3.0, "Refresh" and "1EdTechCredentialRefresh". It is asked once, after the
proof; what comes must be the same credential of the same issuer, INTACT and newer. Only dates and
status are then taken from it: a screen shows the edition in hand.
"""

from dataclasses import replace
from urllib.parse import unquote

from wallet.credentials.credential import Credential
from wallet.credentials.members import address, objects, types
from wallet.verification.case import DOES_NOT_APPLY, Case, Check, Observation
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer
from wallet.verification.nested import judge_nested
from wallet.verification.report import Integrity
from wallet.verification.sources import Answer

_TYPE = "1EdTechCredentialRefresh"


async def look(case: Case) -> Observation:
    """Ask one service; within another credential nobody asks.

    Of several it is the one whose address is the least: whoever holds it must not choose by the
    order of a list who is asked.
    """
    services = [
        service
        for service in objects(case.credential.content.get("refreshService"))
        if _TYPE in types(service.get("type"))
    ]
    if not services or case.depth > 0:
        return DOES_NOT_APPLY
    addresses = [url for service in services if (url := address(service.get("id")))]
    if not addresses:
        return Observation(Code.REFRESH_UNREACHABLE, "Its service has no address.")
    answer = await case.sources.fetch(min(addresses))
    if not answer.arrived or answer.body is None:
        return Observation(Code.REFRESH_UNREACHABLE, seen=answer)
    return await _compare(answer, answer.body, case)


async def _compare(answer: Answer, body: bytes, case: Case) -> Observation:
    judged = await judge_nested(body, case)
    if judged is None:
        return Observation(Code.REFRESH_NOT_EQUIVALENT, "It is no credential.", seen=answer)
    newer, report = judged
    held = case.credential
    if report.integrity is Integrity.UNKNOWN:
        return Observation(Code.REFRESH_UNREACHABLE, "It could not be checked.", seen=answer)
    if report.integrity is not Integrity.INTACT or not _are_equal(newer, held):
        return Observation(Code.REFRESH_NOT_EQUIVALENT, seen=answer)
    if newer.valid_from is None or held.valid_from is None or newer.valid_from < held.valid_from:
        return Observation(Code.REFRESH_NOT_EQUIVALENT, "It is older.", seen=answer)
    if newer.valid_from == held.valid_from:
        return Observation(seen=answer)
    renewed = replace(
        held,
        valid_from=newer.valid_from,
        valid_until=newer.valid_until,
        statuses=newer.statuses,
        unreadable=newer.unreadable,
    )
    return Observation(Code.REFRESH_USED, seen=answer, renewed=renewed)


def _are_equal(one: Credential, other: Credential) -> bool:
    """The rule of the standard: equal ids of issuer and credential, percent-decoded and trimmed."""
    mine, theirs = (
        (_plain(each.issuer.id), _plain(each.id)) if each.issuer.id and each.id else None
        for each in (one, other)
    )
    return mine is not None and mine == theirs


def _plain(identifier: str) -> str:
    return unquote(identifier).strip()


CHECK = Check(
    name="refresh.service",
    answer=VerificationAnswer.INFORMATION,
    in_order="The issuer has no newer edition of it.",
    codes=frozenset({Code.REFRESH_USED, Code.REFRESH_UNREACHABLE, Code.REFRESH_NOT_EQUIVALENT}),
    look=look,
)
