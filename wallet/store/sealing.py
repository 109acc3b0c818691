"""A secret in, a text that the database may keep out, and back: for its own row alone.

AES-256-GCM under a key of the deployment's; whose secret it is and what for is authenticated with
it, so that a text moved to another row does not open. Source: NIST SP 800-38D.
"""

from dataclasses import dataclass
from hashlib import sha256
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from wallet.documents.base64url import from_base64url, to_base64url

_NONCE_BYTES = 12
_NAME_LENGTH = 8


class SealBrokenError(Exception):
    """A sealed text that does not open: another key's, another row's, or changed."""


@dataclass(frozen=True, slots=True, repr=False)
class Seals:
    """The keys, 32 bytes each: the first seals, all of them open."""

    keys: tuple[bytes, ...]

    def seal(self, secret: str, *bound_to: object) -> str:
        """Return the secret sealed, to be opened with the same `bound_to` alone."""
        key, nonce = self.keys[0], token_bytes(_NONCE_BYTES)
        sealed = AESGCM(key).encrypt(nonce, secret.encode(), _bond(bound_to))
        return f"{_name(key)}.{to_base64url(nonce + sealed)}"

    def open(self, sealed: str, *bound_to: object) -> str:
        """Return the secret.

        Raises:
            SealBrokenError: it does not open.
        """
        name, _, text = sealed.partition(".")
        key = next((each for each in self.keys if _name(each) == name), None)
        if key is None:
            raise SealBrokenError("sealed under a key that is not here")
        try:
            content = from_base64url(text)
            if to_base64url(content) != text:
                raise SealBrokenError("spelt otherwise than it was written")
            secret = AESGCM(key).decrypt(
                content[:_NONCE_BYTES], content[_NONCE_BYTES:], _bond(bound_to)
            )
        except (InvalidTag, ValueError) as error:
            raise SealBrokenError("changed, or moved from elsewhere") from error
        return secret.decode()


def _bond(bound_to: tuple[object, ...]) -> bytes:
    return "\x00".join(str(each) for each in bound_to).encode()


def _name(key: bytes) -> str:
    return sha256(b"name of " + key).hexdigest()[:_NAME_LENGTH]
