"""Alignment objects of versions 1 to 3 in, alignments out.

Source: Open Badges 2.0, "AlignmentObject"; Open Badges 3.0, "Alignment".
"""

from typing import Any

from wallet.credentials.credential import Alignment
from wallet.credentials.members import only_text, reference, sequence, text
from wallet.documents.document import JSONObject


def read_alignments(said: Any) -> tuple[Alignment, ...]:
    """Read one alignment or a list; members have their names of version 2 and 3, or of 1."""
    found = (_alignment(item) for item in sequence(said))
    return tuple(alignment for alignment in found if alignment)


def _alignment(said: Any) -> Alignment | None:
    if not isinstance(said, dict):
        url = reference(said)
        return Alignment(target_name=url, target_url=url) if url else None
    url = reference(said.get("targetUrl", said.get("url")))
    name = _first(said, "targetName", "name") or url
    if name is None:
        return None
    return Alignment(
        target_name=name,
        target_url=url,
        target_code=text(said.get("targetCode")),
        target_description=_first(said, "targetDescription", "description"),
        framework=text(said.get("targetFramework")),
        kind=text(said.get("targetType")),
    )


def _first(said: JSONObject, *names: str) -> str | None:
    for name in names:
        found = only_text(said.get(name))
        if found:
            return found
    return None
