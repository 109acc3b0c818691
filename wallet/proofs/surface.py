"""A JSON document in, what can be said of it before any context is applied out.

It is walked without recursion and within caps, so it may be anything.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from re import compile as pattern
from typing import Any

from wallet.documents.document import JSONObject
from wallet.documents.pointers import escape
from wallet.proofs.analysis import GuardFinding
from wallet.proofs.contexts import Contexts

FIRST_CONTEXTS = ("https://www.w3.org/2018/credentials/v1", "https://www.w3.org/ns/credentials/v2")
"""Source: Verifiable Credentials Data Model 1.1 and 2.0, "Contexts"."""

_MOST_LEVELS = 64
_MOST_VALUES = 100_000
UNWRITABLE = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Control characters that canonicalisers write differently, and halves of a surrogate pair.

TAB, LF and CR are escaped alike by all, and honest texts have them.
"""


@dataclass(slots=True)
class Survey:
    """`computable`: every context text is at hand and the document is within the caps."""

    findings: list[GuardFinding] = field(default_factory=list)
    computable: bool = True


def survey(document: JSONObject, contexts: Contexts) -> Survey:
    """Return what the contexts, the characters and the sheer size of a document say."""
    found = Survey()
    _check_order(document, found)
    seen: set[str] = set()
    for count, (pointer, level, key, value) in enumerate(_members(document)):
        if count >= _MOST_VALUES or level > _MOST_LEVELS:
            found.findings.append(
                GuardFinding("CANON_WORK_EXCEEDED", pointer, "The document is too large or deep.")
            )
            found.computable = False
            return found
        if UNWRITABLE.search(key) or (isinstance(value, str) and UNWRITABLE.search(value)):
            found.findings.append(
                GuardFinding("CONTROL_CHARACTERS", pointer, "It holds a control character.")
            )
            found.computable = False
        if key == "@context" and not pointer.startswith("/proof/"):
            _check_context(pointer, value, contexts, seen, found)
    return found


def _check_order(document: JSONObject, found: Survey) -> None:
    context = document.get("@context")
    first = context[0] if isinstance(context, list) and context else context
    if not isinstance(first, str) or first not in FIRST_CONTEXTS:
        found.findings.append(
            GuardFinding(
                "CONTEXT_ORDER",
                "/@context",
                "The first context is not that of Verifiable Credentials 1.1 or 2.0.",
            )
        )


def _check_context(
    pointer: str, context: object, contexts: Contexts, seen: set[str], found: Survey
) -> None:
    for entry in context if isinstance(context, list) else [context]:
        if not isinstance(entry, str):
            found.findings.append(
                GuardFinding("CONTEXT_INLINE", pointer, "It brings its own meanings of words.")
            )
        elif entry not in seen and not contexts.knows(entry):
            seen.add(entry)
            found.findings.append(GuardFinding("CONTEXT_NOT_PINNED", pointer, entry))
            found.computable = found.computable and contexts.text(entry) is not None


def _members(document: JSONObject) -> Iterator[tuple[str, int, str, Any]]:
    """Yield pointer, level, key and value of everything in a document, items of lists too."""
    pending: list[tuple[str, int, Any]] = [("", 1, document)]
    while pending:
        pointer, level, value = pending.pop()
        if isinstance(value, Mapping):
            entries = [(key, f"{pointer}/{escape(key)}", member) for key, member in value.items()]
        else:
            entries = [("", f"{pointer}/{index}", member) for index, member in enumerate(value)]
        for key, inner, member in entries:
            yield inner, level, key, member
            if isinstance(member, Mapping | list):
                pending.append((inner, level + 1, member))
