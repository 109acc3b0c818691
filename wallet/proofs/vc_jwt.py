"""The claims of a VC-JWT in, the credential within and where the claims contradict it out.

Source: Open Badges 3.0, "JSON Web Token Proof Format"; Verifiable Credentials Data Model 1.1,
"JSON Web Token"; Securing Verifiable Credentials using JOSE and COSE.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from wallet.documents.document import JSONObject

_CREDENTIAL_MEMBERS = frozenset({
    "@context", "type", "credentialSubject", "issuer", "credentialStatus", "issuanceDate",
    "expirationDate", "validFrom", "validUntil",
})  # fmt: skip


def credential_of(claims: JSONObject) -> JSONObject:
    """Return the credential that the claims carry: in `vc` (VC 1.1), or the claims themselves.

    VC 1.1 lets a claim stand for a member, so those that `vc` lacks are filled in from the claims
    ("JSON Web Token", decoding). In the other form the registered claims stay: they are no members
    of a credential, and readers pass over them. Which is meant, `claim_mismatches` judges.
    """
    inner = claims.get("vc")
    if not isinstance(inner, Mapping):
        return claims
    filled = {**inner}
    if "issuer" not in filled and "iss" in claims:
        filled["issuer"] = claims["iss"]
    if "id" not in filled and "jti" in claims:
        filled["id"] = claims["jti"]
    subject = filled.get("credentialSubject")
    if isinstance(subject, Mapping) and "id" not in subject and "sub" in claims:
        filled["credentialSubject"] = {"id": claims["sub"], **subject}
    for claim, member, other in (
        ("nbf", "issuanceDate", "validFrom"),
        ("exp", "expirationDate", "validUntil"),
    ):
        moment = _moment(claims.get(claim))
        if moment is not None and not {member, other} & filled.keys():
            filled[member] = moment
    return filled


def claim_mismatches(
    header: JSONObject, claims: JSONObject, credential: JSONObject
) -> tuple[str, ...]:
    """Return a code for each claim that says something else than the credential.

    JWT_DOUBLE_PAYLOAD: a credential in `vc` and one beside it, be it only one member of it.
    JWT_ISS_MISMATCH, JWT_SUB_MISMATCH, JWT_JTI_MISMATCH, JWT_NBF_MISMATCH, JWT_EXP_MISMATCH: the
    claim is there, and differs or has nothing to compare with. A claim that is absent contradicts
    nothing. RFC 7519, 5.3 lets the header repeat `iss` and `sub`: then these are compared too.
    """
    return tuple(dict.fromkeys(_mismatches(header, claims, credential)))


def _mismatches(header: JSONObject, claims: JSONObject, credential: JSONObject) -> Iterator[str]:
    if "vc" in claims and (
        not isinstance(claims["vc"], Mapping) or _CREDENTIAL_MEMBERS & claims.keys()
    ):
        yield "JWT_DOUBLE_PAYLOAD"
    for said in (claims, header):
        for claim, code, compare in _COMPARED:
            if claim in said and not compare(said[claim], credential):
                yield code


def _same_issuer(claim: Any, credential: JSONObject) -> bool:
    return isinstance(claim, str) and claim == _identifier(credential.get("issuer"))


def _same_subject(claim: Any, credential: JSONObject) -> bool:
    subject = credential.get("credentialSubject")
    subjects = subject if isinstance(subject, list) else [subject]
    return isinstance(claim, str) and [_identifier(each) for each in subjects] == [claim]


def _same_id(claim: Any, credential: JSONObject) -> bool:
    return isinstance(claim, str) and claim == credential.get("id")


def _same_start(claim: Any, credential: JSONObject) -> bool:
    return _same_second(claim, credential, ("validFrom", "issuanceDate"))


def _same_end(claim: Any, credential: JSONObject) -> bool:
    return _same_second(claim, credential, ("validUntil", "expirationDate"))


_COMPARED: tuple[tuple[str, str, Callable[[Any, JSONObject], bool]], ...] = (
    ("iss", "JWT_ISS_MISMATCH", _same_issuer),
    ("sub", "JWT_SUB_MISMATCH", _same_subject),
    ("jti", "JWT_JTI_MISMATCH", _same_id),
    ("nbf", "JWT_NBF_MISMATCH", _same_start),
    ("exp", "JWT_EXP_MISMATCH", _same_end),
)


def _identifier(value: Any) -> object:
    return value.get("id") if isinstance(value, Mapping) else value


def _same_second(claim: Any, credential: JSONObject, names: tuple[str, ...]) -> bool:
    """Whether a NumericDate is the first of these times that is there, in whole seconds."""
    text = next((credential[name] for name in names if name in credential), None)
    if isinstance(claim, bool) or not isinstance(claim, int | float) or not isinstance(text, str):
        return False
    try:
        moment = datetime.fromisoformat(text)
        seconds = int(claim)
    except (ValueError, OverflowError):
        return False
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return int(aware.timestamp()) == seconds


def _moment(seconds: Any) -> str | None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        moment = datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
