"""What was found out about the same bytes before: for re-checks, which ask again and again.

Only what follows from its key alone is kept, within bounds, and in this process: what a document
signs under one set of contexts, and whether a key signed some bytes. Whether the key is still the
issuer's, and what the status is, is looked up each time.
"""

from collections.abc import Mapping
from hashlib import sha256
from json import dumps
from typing import Any

from cachetools import LRUCache

from wallet.documents.document import JSONObject
from wallet.proofs.analysis import Analysis, LinkedDataAnalyst, LinkedDataTask
from wallet.proofs.keys import PublicKey
from wallet.proofs.suites import Suite

POLICY = 1
"""To be raised where the guard or a suite judges otherwise than it did."""

MOST_REMEMBERED = 2_000
_MOST_CHARACTERS = 4_000
_NOT_ITS_FAULT = "CANON_WORK_EXCEEDED"


class RememberingAnalyst:
    """Has another analyst work, who has one set of contexts, and remembers what it said."""

    def __init__(self, analyst: LinkedDataAnalyst, *, policy: int = POLICY) -> None:
        self._analyst = analyst
        self._policy = policy
        self._said: LRUCache[bytes, Analysis] = LRUCache(maxsize=MOST_REMEMBERED)

    async def analyse(self, task: LinkedDataTask) -> Analysis:
        """Return the analysis of a document, as it was if every letter is the same."""
        try:
            name = _digest(self._policy, task.document, task.ways)
        except (RecursionError, ValueError):
            return await self._analyst.analyse(task)
        analysis = self._said.get(name)
        if analysis is None:
            analysis = await self._analyst.analyse(task)
            if _is_worth_keeping(analysis):
                self._said[name] = analysis
        return analysis


class RememberedSignatures:
    """Which signatures held, and which did not."""

    def __init__(self, *, policy: int = POLICY) -> None:
        self._policy = policy
        self._held: LRUCache[bytes, bool] = LRUCache(maxsize=MOST_REMEMBERED)

    def verify(self, suite: Suite, signed: bytes, proof: JSONObject, key: PublicKey) -> bool:
        """Whether `suite.verify` holds for these bytes, this proof and this key."""
        name = _digest(
            self._policy, suite.name, sha256(signed).hexdigest(), proof, key.kind, key.to_pem()
        )
        held = self._held.get(name)
        if held is None:
            held = self._held[name] = suite.verify(signed, proof, key)
        return held


def _digest(*parts: Any) -> bytes:
    return sha256(dumps(parts, default=_plain).encode()).digest()


def _plain(value: object) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return dict(value)
    raise ValueError("This is no JSON.")


def _is_worth_keeping(analysis: Analysis) -> bool:
    """Whether it is small, and would be the same on an idle machine."""
    size = sum(len(digest or b"") for digest in analysis.digests)
    size += sum(len(one.detail) + len(one.pointer or "") for one in analysis.findings)
    return size <= _MOST_CHARACTERS and all(one.code != _NOT_ITS_FAULT for one in analysis.findings)
