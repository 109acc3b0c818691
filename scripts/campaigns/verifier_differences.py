"""Where other verifiers judge otherwise than this wallet, and why this wallet is right."""

from collections.abc import Mapping
from dataclasses import dataclass
from re import search


@dataclass(frozen=True, slots=True)
class Seen:
    """What we say of a file: valid, invalid, unknown or unreadable, and for which codes."""

    verdict: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Difference:
    """A kind of difference: whose, ours and theirs, and what must be so for it to apply.

    `code` is one of ours that must be among the findings, `reason` a pattern in what the other
    one says, `name` a pattern in the file's name; each may be left out.
    """

    sentence: str
    peer: str = ""
    ours: str = ""
    theirs: str = ""
    code: str = ""
    reason: str = ""
    name: str = ""


DIFFERENCES = (
    Difference(
        "the status list is signed by somebody who is not the issuer: its word that nothing is "
        "revoked is a stranger's word, so the standing is not known",
        ours="unknown",
        code="STATUS_LIST_ISSUER_MISMATCH",
    ),
    Difference(
        "a status list that is out of date, damaged or of no known type says nothing of the "
        "credential: it is not invalid for it, its standing is not known",
        ours="unknown",
        theirs="invalid",
        name="(expired|notYetValid|missingType|tampered)Status",
    ),
    Difference(
        "a context that is in no package that we trust is our lack, not a fault of the document",
        ours="unknown",
        theirs="invalid",
        code="CONTEXT_NOT_PINNED",
    ),
    Difference(
        "it is signed under a vocabulary of which nobody vouches for the text: the signature can "
        "be right, what the words mean cannot be said",
        ours="unknown",
        theirs="valid",
        code="CONTEXT_NOT_PINNED",
    ),
    Difference(
        "a signature of a kind that we cannot check, or a status of a kind that the other one "
        "cannot: who cannot check calls nothing forged",
        ours="unknown",
        theirs="invalid",
        code="SUITE_UNSUPPORTED",
    ),
    Difference(
        "it cannot read 1EdTechRevocationList, the status of genuine Open Badges 3.0; we can",
        peer="digitalbazaar",
        theirs="unknown",
        reason="Unsupported status: 1EdTechRevocationList",
    ),
    Difference(
        "eddsa-2022 is an older name of eddsa-rdfc-2022 that genuine badges carry; we say so",
        ours="valid",
        code="SUITE_DEPRECATED",
        reason="insufficient proofs matched|invalid_signature",
        name="/ob30/simple-eddsa-2022",
    ),
    Difference(
        "a key named by no address can be published by nobody: that is a fault of the document, "
        "not of the network",
        ours="invalid",
        theirs="unknown",
        code="KEY_NOT_FOUND",
    ),
    Difference(
        "the key stands in the name that the document gives it (a urn with a fragment) and nobody "
        "publishes it, so whoever writes the document is its issuer",
        ours="invalid",
        theirs="valid",
        code="KEY_NOT_FOUND",
        name="clr20/simple_v1",
    ),
    Difference(
        "it reads keys of did:key and did:web alone; the issuer of this one has an https address "
        "and lists its key there, as Open Badges 3.0 allows",
        peer="verifier-core",
        theirs="invalid",
        reason="invalid_signature",
        name="ob30/|clr20/",
    ),
    Difference(
        "it looks at the end of a credential and not at its beginning (validFrom)",
        peer="verifier-core",
        ours="invalid",
        theirs="valid",
        code="NOT_YET_VALID",
    ),
    Difference(
        "it refuses the dates of the VC Data Model 1.1, which its own context signs",
        peer="openbadgeslib",
        theirs="invalid",
        reason="carries 'issuanceDate'",
    ),
    Difference(
        "it asks each badge to name its subject; whom it is about has no part in who made it, so "
        "we remark on it",
        peer="openbadgeslib",
        ours="valid",
        theirs="invalid",
        code="SUBJECT_UNIDENTIFIED",
        reason="credentialSubject must have an 'id'",
    ),
    Difference(
        "it demands http and https addresses of one origin, or one spelling of an issuer's id, "
        "where the issuer's own profile says which origins are its",
        peer="openbadgeslib",
        ours="valid",
        theirs="invalid",
        name="ob20/",
        reason="not same-origin|has id",
    ),
    Difference(
        "the token's dates contradict the credential in it, which is a fault whoever signed it",
        peer="openbadgeslib",
        ours="invalid",
        theirs="unknown",
        code="JWT_NBF_MISMATCH",
    ),
)


def why(peer: str, name: str, seen: Seen, theirs: Mapping[str, str]) -> Difference | None:
    """Return the first difference of the list that fits, None where nobody knows why."""
    for known in DIFFERENCES:
        if (
            known.peer in {"", peer}
            and known.ours in {"", seen.verdict}
            and known.theirs in {"", theirs["verdict"]}
            and (not known.code or known.code in seen.codes)
            and search(known.reason, theirs["reason"])
            and search(known.name, name)
        ):
            return known
    return None
