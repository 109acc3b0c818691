"""The keys of an OpenID provider: a key's id in, the key out, fetched when there is need.

One fetch serves everybody who waits; between two fetches lies a floor, so that tokens with made-up
key ids cause no traffic. Source: OpenID Connect Discovery 1.0, 3 and 4; RFC 7517.
"""

from asyncio import Lock
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from logging import getLogger
from types import MappingProxyType
from typing import Final

from jwt import PyJWK
from jwt.exceptions import InvalidKeyError, PyJWKError

from wallet.documents.document import DocumentError, JSONObject
from wallet.documents.strict_json import parse_object
from wallet.network import ACCEPT_JSON, Fetcher, FetchFailedError, FetchRefusedError

_LOG = getLogger(__name__)
_MOST_KEYS: Final = 100

KEY_KINDS: Final[Mapping[str, tuple[str, str | None]]] = MappingProxyType(
    {
        "RS256": ("RSA", None),
        "RS384": ("RSA", None),
        "RS512": ("RSA", None),
        "PS256": ("RSA", None),
        "PS384": ("RSA", None),
        "PS512": ("RSA", None),
        "ES256": ("EC", "P-256"),
        "ES384": ("EC", "P-384"),
        "ES512": ("EC", "P-521"),
        "EdDSA": ("OKP", "Ed25519"),
    }
)
"""The algorithms that a provider may be allowed, each with its key type and curve: RFC 7518."""

Clock = Callable[[], datetime]


class KeysUnavailableError(Exception):
    """The provider's keys could not be had, so nothing can be said about its tokens."""


class KeyUnknownError(Exception):
    """The provider has no such key, as far as we know."""


@dataclass(frozen=True, slots=True)
class KeyTimes:
    """When keys are fetched.

    Attributes:
        fresh: older than this, they are fetched anew.
        kept: where that fails, they serve until they are as old as this.
        floor: the least time between two fetches, failed ones included.
    """

    fresh: timedelta = timedelta(minutes=10)
    kept: timedelta = timedelta(hours=1)
    floor: timedelta = timedelta(seconds=30)


class ProviderKeys:
    """The signing keys of one provider.

    Args:
        issuer: the provider's issuer identifier, exactly as it writes it.
        fetcher: the guarded one.
        clock: the time.
        times: when to fetch.
    """

    def __init__(
        self, issuer: str, fetcher: Fetcher, clock: Clock, times: KeyTimes | None = None
    ) -> None:
        self._issuer = issuer
        self._fetcher = fetcher
        self._clock = clock
        self._times = times or KeyTimes()
        self._keys: tuple[JSONObject, ...] = ()
        self._fetched_at: datetime | None = None
        self._tried_at: datetime | None = None
        self._fetching = Lock()

    async def key(self, kid: str | None, algorithm: str) -> PyJWK:
        """Return the key of a token's header, bound to its algorithm.

        Raises:
            KeyUnknownError: no such key, or not for this algorithm.
            KeysUnavailableError: the provider's keys could not be had.
        """
        found = self._find(kid, algorithm) if self._are_younger_than(self._times.fresh) else None
        if found is None:
            await self._refresh()
            if not self._are_younger_than(self._times.kept):
                raise KeysUnavailableError(self._issuer)
            found = self._find(kid, algorithm)
        if found is None:
            raise KeyUnknownError
        return found

    def _are_younger_than(self, age: timedelta) -> bool:
        return self._fetched_at is not None and self._clock() - self._fetched_at < age

    def _find(self, kid: str | None, algorithm: str) -> PyJWK | None:
        """Return the one key that fits; without a kid there must be no choice."""
        named = [jwk for jwk in self._keys if kid is None or jwk.get("kid") == kid]
        fitting = [key for jwk in named if (key := _usable(jwk, algorithm)) is not None]
        return fitting[0] if len(fitting) == 1 else None

    async def _refresh(self) -> None:
        """Fetch, unless somebody did while we waited, or the floor is not reached."""
        seen = self._tried_at
        async with self._fetching:
            if self._tried_at is not seen or self._tried_within_floor():
                return
            try:
                keys = await self._fetch_keys()
            except KeysUnavailableError as error:
                _LOG.warning("keys of %s: %s", self._issuer, error)
            else:
                self._keys, self._fetched_at = keys, self._clock()
            finally:
                self._tried_at = self._clock()

    def _tried_within_floor(self) -> bool:
        return self._tried_at is not None and self._clock() - self._tried_at < self._times.floor

    async def _fetch_keys(self) -> tuple[JSONObject, ...]:
        metadata = await self._read(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
        if metadata.get("issuer") != self._issuer:
            raise KeysUnavailableError("its metadata names another issuer")
        address = metadata.get("jwks_uri")
        if not isinstance(address, str):
            raise KeysUnavailableError("its metadata names no keys")
        keys = (await self._read(address)).get("keys")
        if not isinstance(keys, list):
            raise KeysUnavailableError("its key set holds no list of keys")
        return tuple(key for key in keys[:_MOST_KEYS] if isinstance(key, Mapping))

    async def _read(self, url: str) -> JSONObject:
        try:
            answer = await self._fetcher.fetch(url, accept=ACCEPT_JSON)
        except (FetchRefusedError, FetchFailedError) as error:
            raise KeysUnavailableError(f"{error.code}: {url}") from error
        if answer.http_status != HTTPStatus.OK:
            raise KeysUnavailableError(f"HTTP {answer.http_status}: {url}")
        try:
            return parse_object(answer.body)
        except DocumentError as error:
            raise KeysUnavailableError(f"{error.code}: {url}") from error


def _usable(jwk: JSONObject, algorithm: str) -> PyJWK | None:
    """Read a public signature key for the algorithm; None where it is not one."""
    kind = (jwk.get("kty"), jwk.get("crv"))
    is_public_signer = jwk.get("use", "sig") == "sig" and "d" not in jwk
    if not is_public_signer or kind != KEY_KINDS[algorithm]:
        return None
    if jwk.get("alg", algorithm) != algorithm:
        return None
    try:
        return PyJWK(dict(jwk), algorithm)
    except (InvalidKeyError, PyJWKError):
        return None
