"""JSON objects in, length-framed bytes out, and back: what crosses to a worker process."""

from json import dumps, loads
from struct import Struct
from typing import Any

from wallet.documents.document import JSONObject
from wallet.proofs.analysis import Analysis, GuardFinding, LinkedDataTask, Way
from wallet.proofs.contexts import Contexts

LENGTH = Struct(">I")


def frame(content: JSONObject) -> bytes:
    """Return a JSON object with its length before it."""
    body = dumps(dict(content), default=dict, separators=(",", ":")).encode()
    return LENGTH.pack(len(body)) + body


def unframe(body: bytes) -> dict[str, Any]:
    """Return the JSON object of a frame's body."""
    content: dict[str, Any] = loads(body)
    return content


def contexts_to_json(contexts: Contexts) -> JSONObject:
    """Return a set of contexts as JSON."""
    texts = {url: dict(text) for url, text in contexts.texts().items()}
    return {"by_url": texts, "vouched": sorted(contexts.vouched)}


def contexts_from_json(content: JSONObject) -> Contexts:
    """Return the set of contexts that `contexts_to_json` wrote."""
    return Contexts(content["by_url"], frozenset(content["vouched"]))


def task_to_json(task: LinkedDataTask) -> JSONObject:
    """Return a task as JSON."""
    return {"document": task.document, "proofs": list(task.proofs), "ways": list(task.ways)}


def task_from_json(content: JSONObject) -> LinkedDataTask:
    """Return the task that `task_to_json` wrote."""
    ways = tuple(None if way is None else Way(way) for way in content["ways"])
    return LinkedDataTask(content["document"], tuple(content["proofs"]), ways)


def analysis_to_json(analysis: Analysis) -> JSONObject:
    """Return an analysis as JSON."""
    return {
        "findings": [[one.code, one.pointer, one.detail] for one in analysis.findings],
        "digests": [None if digest is None else digest.hex() for digest in analysis.digests],
    }


def analysis_from_json(content: JSONObject) -> Analysis:
    """Return the analysis that `analysis_to_json` wrote."""
    return Analysis(
        tuple(GuardFinding(*one) for one in content["findings"]),
        tuple(None if digest is None else bytes.fromhex(digest) for digest in content["digests"]),
    )
