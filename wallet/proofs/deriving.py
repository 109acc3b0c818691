"""A document with a base proof and JSON Pointers in, the part that they select and its proof out.

Nothing is signed here: what the issuer signed statement by statement is picked. As pyld may take
any time on what is hostile, only documents whose own proof was verified are to be derived from.

Source: W3C Data Integrity ECDSA Cryptosuites 1.0, "createDisclosureData" and "Add Derived Proof
(ecdsa-sd-2023)".
"""

from collections.abc import Iterable
from typing import Any

from wallet.documents.base64url import from_base64url
from wallet.documents.document import JSONObject
from wallet.proofs.canonicalization import canonicalize
from wallet.proofs.contexts import Contexts
from wallet.proofs.disclosure_values import DerivedValue, read_base
from wallet.proofs.linked_data import engine_for
from wallet.proofs.selection import PointerError, select
from wallet.proofs.statements import LabelledStatements

_LABEL_BEGINNING = "_:u"
_CANONICAL_BEGINNING = "_:c14n"


def derive(document: JSONObject, pointers: Iterable[str], contexts: Contexts) -> dict[str, Any]:
    """Return what the mandatory pointers of the base proof and the given ones select, proven.

    `document` has the base proof alone as its proof.

    Raises:
        ProofValueError: its proof is no base proof.
        PointerError: a pointer is malformed, leads nowhere, or nothing is selected.
        CanonWorkExceededError, NotRdfError, JsonLdError: as `LabelledStatements`.
    """
    proof = document["proof"]
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    value = read_base(proof.get("proofValue"))
    chosen = tuple(pointers)
    both = (*value.pointers, *chosen)
    shown = select(unsecured, both)
    if shown is None:
        raise PointerError("Nothing is selected.")
    whole = LabelledStatements(unsecured, value.hmac_key, engine_for(contexts).options())
    mandatory, _ = whole.selected(value.pointers)
    selected, _ = whole.selected(chosen)
    combined, part = whole.selected(both)
    signed = (number for number in range(len(whole.lines)) if number not in mandatory)
    derived = DerivedValue(
        base_signature=value.base_signature,
        public_key=value.public_key,
        signatures=tuple(
            signature
            for signature, number in zip(value.signatures, signed, strict=True)
            if number in selected
        ),
        labels={
            int(canonical.removeprefix(_CANONICAL_BEGINNING)): from_base64url(
                whole.labels[own].removeprefix(_LABEL_BEGINNING)
            )
            for own, canonical in canonicalize(part).labels.items()
        },
        mandatory=tuple(
            place for place, number in enumerate(sorted(combined)) if number in mandatory
        ),
    )
    return {**shown, "proof": {**proof, "proofValue": derived.write()}}
