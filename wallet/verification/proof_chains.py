"""The proofs of a document, each looked at by itself, in; which rest on which out.

A proof may say which others were there before it: it signs them, too, and is worth nothing where
one of them is missing or does not hold. Whose keys these are made with is not asked: a notary may
have signed first. That the proof which decides is the issuer's own, `ExaminedProof.holds` sees to.

Source: W3C Data Integrity 1.0, "Proof Chains" and "Verify Proof Sets and Chains".
"""

from collections.abc import Sequence
from dataclasses import replace

from wallet.documents.document import JSONObject
from wallet.verification.case import (
    DOES_NOT_APPLY,
    IN_ORDER,
    ExaminedProof,
    Observation,
    gravest,
)
from wallet.verification.codes import Code
from wallet.verification.finding import Outcome

_MEMBER = "previousProof"


def with_chains(
    proofs: Sequence[JSONObject], examined: Sequence[ExaminedProof]
) -> tuple[ExaminedProof, ...]:
    """Return each examined proof with what its chain shows, and which proofs it follows."""
    chains = _Chains(proofs, examined)
    return tuple(
        replace(each, chain=chains.look(place), follows=chains.follows(place))
        for place, each in enumerate(examined)
    )


class _Chains:
    def __init__(self, proofs: Sequence[JSONObject], examined: Sequence[ExaminedProof]) -> None:
        self._proofs = proofs
        self._examined = examined
        self._previous = [_previous(proof, proofs) for proof in proofs]

    def look(self, place: int) -> Observation:
        """Return whether all that a proof says it follows is there and in order."""
        if self._previous[place] == ():
            return DOES_NOT_APPLY
        before = self.follows(place)
        if place in before:
            return Observation(Code.CHAIN_BROKEN, "It would have to be made after itself.")
        members = {place, *before}
        unnamed = [self._proofs[each] for each in members if self._previous[each] is None]
        if not all(_repeats_another(proof) for proof in unnamed):
            return Observation(Code.CHAIN_BROKEN, "One that it names is missing, or there twice.")
        if unnamed:
            return Observation(Code.CHAIN_UNKNOWN, "It repeats one as drafts of the standard did.")
        return gravest(IN_ORDER, *(_link(self._examined[each]) for each in before))

    def follows(self, place: int) -> frozenset[int]:
        """Return the places of all proofs that one was made after, directly or not."""
        found: set[int] = set()
        pending = [place]
        while pending:
            fresh = set(self._previous[pending.pop()] or ()) - found
            found |= fresh
            pending += fresh
        return frozenset(found)


def _link(proof: ExaminedProof) -> Observation:
    """Return what a proof is worth to those that were made after it."""
    sides = gravest(proof.suite, proof.purpose, proof.resolution, proof.signature)
    if sides.outcome is Outcome.FAIL:
        return Observation(Code.CHAIN_BROKEN, "One that it was made after does not hold.")
    if sides.outcome is Outcome.UNKNOWN or proof.signature.outcome is Outcome.SKIPPED:
        return Observation(Code.CHAIN_UNKNOWN)
    return IN_ORDER


def _repeats_another(proof: JSONObject) -> bool:
    """Say whether it names an earlier one by a copy of its members, as ChainedProof2021 does."""
    return isinstance(proof.get(_MEMBER), dict)


def _previous(proof: JSONObject, proofs: Sequence[JSONObject]) -> tuple[int, ...] | None:
    """Return the places of the proofs that one names; None where it names what is not there."""
    if _MEMBER not in proof:
        return ()
    named = proof[_MEMBER]
    wanted = named if isinstance(named, list) else [named]
    places = tuple(
        place
        for name in wanted
        for place, other in enumerate(proofs)
        if isinstance(name, str) and other.get("id") == name
    )
    return places if places and len(places) == len(set(places)) == len(wanted) else None
