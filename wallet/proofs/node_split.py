"""The places where one node is written in, those that alone would mislead a reader out.

To JSON-LD all places with the same `id` in one graph are one node. Whoever holds a signed badge
may so move a bad result to a second place where nobody looks. But many an honest document names
one thing twice: an issuer who is its own subject, an endorsement of the achievement beside it, a
learner who is the subject of each credential in a CLR. So a place is at fault only where a reader
would look there for what is written elsewhere alone:

- a reader looks for other words in other roles (`_ONLY`, `_EXCEPT`);
- it is at fault to lack a word, or one value of a word of which there may be many;
- an embedded credential has a proof of its own, which breaks when something is moved out of it or
  into it. So its places answer to each other, and only the outer credential's to its places too;
- the subject of an embedded credential is the outer subject's equal: what it says, it says there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from json import dumps
from typing import Any

from wallet.proofs.analysis import GuardFinding

CREDENTIAL_ROLE = ""
"""The role of the outermost node, which hangs under no property."""

_OUTER = 0
_SUBJECT = "credentialSubject"

_PROFILE_WORDS = frozenset({
    "additionalName", "address", "dateOfBirth", "description", "email", "endorsement",
    "endorsementJwt", "familyName", "familyNamePrefix", "givenName", "honorificPrefix",
    "honorificSuffix", "image", "name", "official", "otherIdentifier", "parentOrg",
    "patronymicName", "phone", "url",
})  # fmt: skip
_ACHIEVEMENT_WORDS = frozenset({
    "achievementType", "alignment", "creator", "creditsAvailable", "criteria", "description",
    "fieldOfStudy", "humanCode", "image", "inLanguage", "name", "otherIdentifier", "related",
    "resultDescription", "specialization", "tag", "version",
})  # fmt: skip
_CREDENTIAL_WORDS = frozenset({
    "awardedDate", "credentialSchema", "credentialStatus", "credentialSubject", "description",
    "endorsement", "endorsementJwt", "evidence", "expirationDate", "image", "issuanceDate",
    "issued", "issuer", "name", "proof", "refreshService", "termsOfUse", "validFrom", "validUntil",
})  # fmt: skip

_ONLY: Mapping[str, frozenset[str]] = {
    "achievement": _ACHIEVEMENT_WORDS,
    "criteria": frozenset({"narrative"}),
    "evidence": frozenset({"audience", "description", "genre", "name", "narrative"}),
    "issuer": frozenset({"name"}),
}
"""Roles in which a reader looks for these words alone."""

_EXCEPT: Mapping[str, frozenset[str]] = {
    CREDENTIAL_ROLE: frozenset({"endorsementComment"}),
    "credentialStatus": frozenset(),
    _SUBJECT: _PROFILE_WORDS | _ACHIEVEMENT_WORDS | _CREDENTIAL_WORDS | {"endorsementComment"},
    "result": frozenset(),
    "resultDescription": frozenset(),
}
"""Roles in which a reader looks for everything but these words; in any other role, for nothing."""

_MANY = frozenset({
    "achievement", "credentialStatus", "credentialSubject", "evidence", "identifier", "result",
    "resultDescription",
})  # fmt: skip
"""Words with several values, each of which may weigh."""

ROLES_WITH_SUBSTANCE = frozenset({_SUBJECT, "achievement"})
"""Roles in which a bare reference is already a place: a reader expects the thing itself there."""

_NAMING = frozenset({"id", "type", "@context"})


@dataclass(frozen=True, slots=True)
class Where:
    """The graph and the credential that a place lies in, each by a number; the outer are 0."""

    graph: int
    credential: int


@dataclass(frozen=True, slots=True)
class Place:
    """One JSON object (or reference) that stands for a node.

    `role` is the property it hangs under, `parent` the object that it hangs in; `members` are its
    own without those that only name it, and `whole` says that it is more than a bare reference.
    """

    where: Where
    node: str
    role: str
    parent: int
    pointer: str
    members: Mapping[str, Any]
    whole: bool = False

    @classmethod
    def of(
        cls, element: Mapping[str, Any], *, where: Where, role: str, parent: int, pointer: str
    ) -> "Place":
        """Return the place that a JSON object with a string `id` is."""
        members = {key: value for key, value in element.items() if key not in _NAMING}
        whole = element.keys() != {"id"}
        return cls(where, element["id"], role, parent, pointer, members, whole)


def split_nodes(places: Iterable[Place]) -> Iterator[GuardFinding]:
    """Yield a NODE_SPLIT for each place that alone says something else than its whole node."""
    by_node: dict[tuple[int, str], list[Place]] = defaultdict(list)
    for place in places:
        by_node[place.where.graph, place.node].append(place)
    for same in by_node.values():
        if len(same) > 1:
            yield from _listed_twice(same)
            substantial = [
                place for place in same if place.members or place.role in ROLES_WITH_SUBSTANCE
            ]
            for place in substantial:
                missing = next(_missing(place, substantial), None)
                if missing is not None:
                    detail = f"Its {missing!r} is written at another place."
                    yield GuardFinding("NODE_SPLIT", place.pointer, detail)


def _listed_twice(same: list[Place]) -> Iterator[GuardFinding]:
    """Yield a NODE_SPLIT for each list that has more than bare references to one node."""
    lists: dict[tuple[int, str], list[Place]] = defaultdict(list)
    for place in same:
        lists[place.parent, place.role].append(place)
    for places in lists.values():
        if len(places) > 1 and any(place.members or place.whole for place in places):
            yield GuardFinding("NODE_SPLIT", places[-1].pointer, "It stands twice in one list.")


def _missing(place: Place, same: list[Place]) -> Iterator[str]:
    """Yield each word that a reader of this place looks for and that is said elsewhere only."""
    for other in same:
        if other is not place and _answers_to(place, other):
            for word, value in other.members.items():
                if _looks_for(place.role, word) and not _has(place, word, value):
                    yield word


def _answers_to(place: Place, other: Place) -> bool:
    if place.where.credential == other.where.credential:
        return True
    equals = place.role == other.role == _SUBJECT
    return place.where.credential == _OUTER and not equals


def _looks_for(role: str, word: str) -> bool:
    if role in _ONLY:
        return word in _ONLY[role]
    return role in _EXCEPT and word not in _EXCEPT[role]


def _has(place: Place, word: str, value: object) -> bool:
    here = _statements(place.members.get(word))
    return _statements(value) <= here if word in _MANY else bool(here)


def _statements(value: object) -> frozenset[str]:
    items = value if isinstance(value, list) else [value]
    return frozenset(_statement(item) for item in items if item is not None)


def _statement(value: object) -> str:
    named = value["id"] if isinstance(value, dict) and "id" in value else value
    return dumps(named, sort_keys=True)
