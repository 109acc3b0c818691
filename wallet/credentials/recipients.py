"""Identity objects in, whom they name out.

Source: Open Badges 2.0, "IdentityObject"; Open Badges 3.0, "IdentityObject".
"""

import re
from types import MappingProxyType

from wallet.credentials.credential import RecipientIdentity
from wallet.credentials.members import is_true, text
from wallet.documents.document import JSONObject

_KINDS = MappingProxyType({"emailaddress": "email", "@id": "id"})
_HASH = re.compile(r"[A-Za-z0-9-]+\$[0-9A-Fa-f]+", re.ASCII)


def read_identity(identity: JSONObject, *, kind: str, value: str) -> RecipientIdentity | None:
    """Read an identity whose kind and value are in the members of those names.

    Where nothing says if it is hashed, its form does; without a kind, it is an e-mail address.
    """
    said = text(identity.get(value))
    if said is None:
        return None
    flag, salt = identity.get("hashed"), identity.get("salt")
    named = (text(identity.get(kind)) or "email").strip().lower()
    return RecipientIdentity(
        kind=_KINDS.get(named, named),
        value=said.strip(),
        hashed=looks_hashed(said) if flag is None else is_true(flag),
        salt=salt if isinstance(salt, str) and salt else None,
    )


def looks_hashed(value: str) -> bool:
    """Whether an identity has the form `algorithm$hex`."""
    return _HASH.fullmatch(value.strip()) is not None
