"""Does the credential lie where its issuer's credentials lie?

Source: Open Badges 2.0, "Hosted Verification" and "VerificationObject" (`startsWith`,
`allowedOrigins`). An issuer document says its own scope, so the anchor is the issuer's host:
an issuer without one anchors nothing.

Version 0.5 must lie on its issuer's `origin`, and its documents do not say where they lie. In 1.0
and 1.1 an issuer cannot say which other sites are its own: a badge there is neither shown to be
its issuer's nor shown not to be.
"""

from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from wallet.credentials.credential import CredentialFormat, Hosting, Securing
from wallet.credentials.generations import Version1, version_1_of
from wallet.credentials.members import is_true
from wallet.verification.addresses import Place, authority_of, place_of, same_address, same_site
from wallet.verification.case import DOES_NOT_APPLY, IN_ORDER, Case, Check, Observation, gravest
from wallet.verification.codes import Code
from wallet.verification.finding import VerificationAnswer
from wallet.verification.sources import Answer

_REWRITTEN_BY_HOSTS = frozenset({"@context", "badge", "image", "issuer", "verification", "verify"})


_WHOLE = frozenset({"badge", "recipient"})


async def look(case: Case) -> Observation:
    """Judge the place of the assertion, of its badge class and of its issuer."""
    credential, hosting = case.credential, case.credential.hosting
    if hosting is None:
        return DOES_NOT_APPLY
    if credential.format.securing is not Securing.HOSTED:
        return gravest(*_on_the_way(_anchors_of_signature(case)))
    if hosting.assertion_url is None:
        if _version_1(case) is Version1.V0_5:
            return Observation(Code.HOST_NOT_NAMED)
        return Observation(
            Code.HOST_OUT_OF_SCOPE, "Its id is no web address, so nothing shows it.", "/id"
        )
    answer = case.linked.get(hosting.assertion_url)
    if answer is None or not _is_there(answer):
        return Observation(Code.HOST_UNREACHABLE, seen=answer)
    if _is_withdrawn(answer) and not (answer.content or {}).keys() >= _WHOLE:
        detail = "The issuer's site says no more than that it is withdrawn."
        return Observation(Code.DOES_NOT_APPLY, detail, seen=answer)
    identity = _identity(hosting.assertion_url, answer, case)
    missing = next((one for one in case.linked.values() if not _is_there(one)), None)
    if missing is not None:
        # What its issuer allows is not known, so nothing can be out of scope yet.
        unknown = Observation(
            Code.HOST_UNREACHABLE,
            "No answer from {url}.",
            seen=missing,
            particulars={"url": missing.url},
        )
        return gravest(identity, unknown)
    return gravest(
        identity,
        _scope(case, hosting, answer),
        _end_of_the_way(case, hosting, answer),
        _companions(case, answer),
        *_on_the_way(case.linked.values()),
        _copy(case, answer),
    )


def _is_there(answer: Answer) -> bool:
    """A withdrawn assertion may still be shown, beside the 410 that withdraws it."""
    gone = answer.http_status == HTTPStatus.GONE
    return gone or (answer.arrived and answer.content is not None)


def _is_withdrawn(answer: Answer) -> bool:
    return answer.http_status == HTTPStatus.GONE or is_true(answer.member("revoked"))


def _version_1(case: Case) -> Version1 | None:
    """Return which version before 2 the copy is of that counts; None for version 2."""
    if case.credential.format is not CredentialFormat.OPEN_BADGES_1_HOSTED:
        return None
    return version_1_of(case.credential.content)


def _identity(url: str, answer: Answer, case: Case) -> Observation:
    """Compare the address with what the copy there declares: its `id`, or `verify.url` of old."""
    is_old = case.credential.format is CredentialFormat.OPEN_BADGES_1_HOSTED
    declared = case.credential.id if is_old else answer.member("id")
    if not isinstance(declared, str) or not same_address(declared, url):
        pointer = "/verify/url" if is_old else "/id"
        return Observation(Code.HOSTED_ID_MISMATCH, pointer=pointer, seen=answer)
    return Observation(seen=answer)


def _scope(case: Case, hosting: Hosting, answer: Answer) -> Observation:
    credential = case.credential
    place = place_of(hosting.assertion_url or "")
    home = authority_of(credential.issuer.id or "")
    if place is None or not home:
        return Observation(
            Code.HOST_OUT_OF_SCOPE, "The issuer's id is no web address.", seen=answer
        )
    if hosting.allowed_origins:
        in_origin = place.authority in {origin.lower() for origin in hosting.allowed_origins}
    else:
        in_origin = bool(hosting.starts_with) or place.authority == home
    in_prefix = not hosting.starts_with or any(
        _begins(place, prefix) for prefix in hosting.starts_with
    )
    if in_origin and in_prefix:
        return Observation(seen=answer)
    is_stated = bool(hosting.allowed_origins or hosting.starts_with)
    may_be_meant = not is_stated and _version_1(case) in {Version1.V1_0, Version1.V1_1}
    return Observation(
        Code.HOST_NOT_CONFIRMED if may_be_meant else Code.HOST_OUT_OF_SCOPE,
        "It lies on {place}, its issuer on {home}.",
        seen=answer,
        particulars={"place": place.authority, "home": home},
    )


def _begins(place: Place, prefix: str) -> bool:
    """Compare scheme and authority as wholes, the rest by its text: no `a.example.evil`."""
    start = place_of(prefix)
    if start is None or (place.scheme, place.authority) != (start.scheme, start.authority):
        return False
    if ".." in unquote(place.path).split("/"):
        return False
    if start.query:
        return place.path == start.path and place.query.startswith(start.query)
    return f"{place.path}/".startswith(start.path + ("/" if prefix.endswith("/") else ""))


def _companions(case: Case, answer: Answer) -> Observation:
    """The badge class is best at the issuer's own site."""
    home = authority_of(case.credential.issuer.id or "")
    if authority_of(case.credential.achievement.id or "") not in {"", home}:
        return Observation(Code.ORIGIN_DIFFERS, seen=answer)
    return Observation(seen=answer)


def _anchors_of_signature(case: Case) -> list[Answer]:
    """What a signed assertion rests on: its linked documents, and the key at its own address."""
    best = case.examination.best
    key = best.resolution.seen if best else None
    return [*case.linked.values(), *([key] if key else [])]


def _on_the_way(answers: Iterable[Answer]) -> Iterator[Observation]:
    """Say which documents came unprotected, or from another site than their address is of."""
    for answer in answers:
        if answer.over_http:
            yield Observation(Code.HOSTED_OVER_HTTP, seen=answer)
        elif authority_of(answer.final_url) != authority_of(answer.url):
            sent_on = f"{answer.url} sends on to {authority_of(answer.final_url)}."
            yield Observation(Code.ORIGIN_DIFFERS, sent_on, seen=answer)


def _end_of_the_way(case: Case, hosting: Hosting, answer: Answer) -> Observation:
    """An address may send on within its site, to where its issuer went, or where that allows.

    Many sites can be made to send on to anywhere, so elsewhere nothing shows that they mean it.
    """
    profile = case.linked.get(case.credential.issuer.id or "")
    final = authority_of(answer.final_url)
    place = place_of(answer.final_url)
    allowed = {origin.lower() for origin in hosting.allowed_origins}
    if profile is not None:
        allowed.add(authority_of(profile.final_url))
    if (
        same_site(answer.final_url, answer.url)
        or final in allowed
        or (place and any(_begins(place, prefix) for prefix in hosting.starts_with))
    ):
        return IN_ORDER
    return Observation(
        Code.HOST_SENT_ON, "It is {place}.", seen=answer, particulars={"place": final}
    )


def _copy(case: Case, answer: Answer) -> Observation:
    """The data in hand only names the address; where it says otherwise, the learner is told."""
    in_hand: Mapping[str, Any] = case.document.content or {}
    hosted: Mapping[str, Any] = answer.content or {}
    shared = (in_hand.keys() & hosted.keys()) - _REWRITTEN_BY_HOSTS
    for member in sorted(shared):
        if in_hand[member] != hosted[member]:
            return Observation(Code.COPY_DIFFERS, pointer=f"/{member}", seen=answer)
    return Observation(seen=answer)


CHECK = Check(
    name="issuer.hosting_scope",
    answer=VerificationAnswer.INTEGRITY,
    in_order="The issuer shows this credential on their own site.",
    codes=frozenset(
        {
            Code.HOST_OUT_OF_SCOPE,
            Code.HOSTED_ID_MISMATCH,
            Code.COPY_DIFFERS,
            Code.HOST_SENT_ON,
            Code.HOST_NOT_CONFIRMED,
            Code.HOST_NOT_NAMED,
            Code.ORIGIN_DIFFERS,
            Code.HOSTED_OVER_HTTP,
            Code.HOST_UNREACHABLE,
        }
    ),
    look=look,
)
