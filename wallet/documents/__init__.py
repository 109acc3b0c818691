"""Bytes in any carrier in, strictly read documents out."""

from wallet.documents.document import (
    Carrier,
    CompactJws,
    Document,
    DocumentError,
    JSONObject,
    Remark,
)
from wallet.documents.limits import LIMITS, Limits
from wallet.documents.opening import CONTAINERS, open_documents

__all__ = [
    "CONTAINERS",
    "LIMITS",
    "Carrier",
    "CompactJws",
    "Document",
    "DocumentError",
    "JSONObject",
    "Limits",
    "Remark",
    "open_documents",
]
