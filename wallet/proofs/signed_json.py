"""A document and a proof of a -jcs- suite in, the bytes that its signature covers out.

Source: W3C Data Integrity EdDSA Cryptosuites 1.0, "eddsa-jcs-2022"; Data Integrity ECDSA
Cryptosuites 1.0, "ecdsa-jcs-2019"; RFC 8785 (JCS).
"""

from typing import Any

from rfc8785 import dumps

from wallet.documents.document import JSONObject
from wallet.proofs.canonicalization import Hash


class NotSignedJsonError(Exception):
    """The document cannot be what the proof signs."""


def json_hash_data(proof: JSONObject, document: JSONObject, hash_function: Hash) -> bytes:
    """Return the hash of the proof's options and of the document, each as canonical JSON.

    Where the proof says under which contexts it was made, it signs the document under these: the
    document's own must begin with them, and may go on.

    Raises:
        NotSignedJsonError: the contexts are others, or a number is none that JSON programs agree
            on.
    """
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    signed = dict(document)
    try:
        if "@context" in options:
            if not _begins_with(document.get("@context"), options["@context"]):
                raise NotSignedJsonError("The proof was made under other contexts.")
            signed["@context"] = options["@context"]
        return bytes(hash_function(dumps(options)).digest() + hash_function(dumps(signed)).digest())
    except (ValueError, RecursionError) as error:
        raise NotSignedJsonError(f"There is no canonical form of it: {error}"[:200]) from error


def _begins_with(contexts: Any, first: Any) -> bool:
    there, wanted = (
        [dumps(one) for one in (each if isinstance(each, list) else [each])]
        for each in (contexts, first)
    )
    return bool(wanted) and there[: len(wanted)] == wanted
