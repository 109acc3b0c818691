"""A document that speaks for an issuer in, the key set that it holds or names out.

Sources: RFC 7517, "JWK Set Format"; RFC 8414 (`jwks_uri`); SD-JWT VC, "JWT VC Issuer Metadata".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from wallet.documents.document import JSONObject
from wallet.proofs.keys import KeyUnreadableError, PublicKey
from wallet.verification.addresses import origin_of
from wallet.verification.case import Observation
from wallet.verification.codes import Code
from wallet.verification.found_key import FoundKey
from wallet.verification.sources import Answer, Sources

_SET, _ADDRESS = "jwks", "jwks_uri"
_MOST_KEYS = 200


@dataclass(frozen=True, slots=True)
class KeySet:
    """The keys of a set by their `kid`, and what was looked up for them.

    `resolution` says why there are none where the set could not be had.
    """

    resolution: Observation
    keys: Mapping[str, PublicKey] = field(default_factory=dict)

    def key(self, kid: str) -> PublicKey | None:
        """Return the key of a name; the only one where no name is asked for."""
        if not kid and len(self.keys) == 1:
            return next(iter(self.keys.values()))
        return self.keys.get(kid)

    def by_thumbprint(self, thumbprint: str) -> PublicKey | None:
        """Return the key with an RFC 7638 thumbprint."""
        fitting = (key for key in self.keys.values() if key.thumbprint() == thumbprint)
        return next(fitting, None)

    def found(self, key: PublicKey | None) -> FoundKey:
        """Return a key of this set, which is the issuer's own, as it was found."""
        if self.resolution.code is not None:
            return FoundKey(self.resolution)
        if key is None:
            return FoundKey(Observation(Code.KEY_NOT_FOUND, seen=self.resolution.seen))
        return FoundKey(self.resolution, self.resolution, key)


async def key_set_of(content: JSONObject, seen: Answer | None, sources: Sources) -> KeySet | None:
    """Return the key set of a document that was `seen`, None where it speaks of none.

    Where it lies elsewhere, what answers there must not send on to another site.
    """
    if isinstance(held := content.get(_SET), dict):
        return KeySet(Observation(seen=seen), keys_of(held))
    url = content.get(_ADDRESS)
    if not isinstance(url, str):
        return None
    answer = await sources.fetch(url)
    if not answer.arrived or answer.content is None:
        return KeySet(Observation(Code.KEY_URL_UNREACHABLE, seen=answer))
    if origin_of(answer.final_url) != origin_of(url):
        detail = "The address sends on to another site."
        return KeySet(Observation(Code.KEY_URL_UNREACHABLE, detail, seen=answer))
    return KeySet(Observation(seen=answer), keys_of(answer.content))


def keys_of(content: JSONObject) -> dict[str, PublicKey]:
    """Return the keys of a JWK or JWKS by their `kid`; what cannot be read is none.

    Two different keys of one name are no key of that name.
    """
    members = content.get("keys") if "keys" in content else [content]
    keys: dict[str, PublicKey] = {}
    double: set[str] = set()
    for number, jwk in enumerate(members[:_MOST_KEYS] if isinstance(members, list) else []):
        if not isinstance(jwk, dict) or "kty" not in jwk:
            continue
        try:
            key = PublicKey.from_jwk(jwk)
        except KeyUnreadableError:
            continue
        kid = str(jwk.get("kid", f"#{number}"))
        if keys.setdefault(kid, key).thumbprint() != key.thumbprint():
            double.add(kid)
    return {kid: key for kid, key in keys.items() if kid not in double}
