"""An OpenID provider on loopback that signs for real, and can do wrong in every way."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

from tests.network.peers import Peer

HOST = "login.example"
METADATA = "/.well-known/openid-configuration"
KEYS = "/keys"
AUDIENCE = "wallet"


@dataclass
class SigningKey:
    """A key pair of the provider's, with the id that it goes by."""

    kid: str
    algorithm: str
    private: Any

    @property
    def jwk(self) -> dict[str, Any]:
        to_jwk = {
            "RS256": RSAAlgorithm.to_jwk,
            "ES256": ECAlgorithm.to_jwk,
            "EdDSA": OKPAlgorithm.to_jwk,
        }[self.algorithm]
        public = to_jwk(self.private.public_key(), as_dict=True)
        return {**public, "kid": self.kid, "use": "sig", "alg": self.algorithm}


def new_key(kid: str, algorithm: str = "ES256", bits: int = 2048) -> SigningKey:
    match algorithm:
        case "RS256":
            private = rsa.generate_private_key(65537, bits)
        case "ES256":
            private = ec.generate_private_key(ec.SECP256R1())
        case _:
            private = ed25519.Ed25519PrivateKey.generate()
    return SigningKey(kid, algorithm, private)


@dataclass
class ProviderOnLoopback:
    """Publishes its keys and signs tokens; `asked` counts what was fetched."""

    peer: Peer
    keys: list[SigningKey] = field(default_factory=lambda: [new_key("first")])

    def __post_init__(self):
        self.publish()

    @property
    def issuer(self) -> str:
        return f"https://{HOST}:{self.peer.port}"

    def publish(self, issuer: str | None = None, jwks: Any = None) -> None:
        metadata = {"issuer": issuer or self.issuer, "jwks_uri": self.peer.url(KEYS, HOST)}
        self.peer.says(METADATA, body=json.dumps(metadata).encode())
        jwks = jwks if jwks is not None else {"keys": [key.jwk for key in self.keys]}
        self.peer.says(KEYS, body=json.dumps(jwks).encode())

    def rotate(self) -> None:
        self.keys = [new_key(f"key-{len(self.peer.asked)}-{id(self.keys)}")]
        self.publish()

    def asked(self, path: str) -> int:
        return sum(asked.path == path for asked in self.peer.asked)

    def token(
        self,
        now: datetime,
        *,
        key: SigningKey | None = None,
        headers: dict[str, Any] | None = None,
        **changed: Any,
    ) -> str:
        """Sign a token; a claim or header given as None is left out."""
        key = key or self.keys[0]
        claims = {
            "iss": self.issuer,
            "sub": "ada",
            "aud": AUDIENCE,
            "iat": int(now.timestamp()),
            "exp": int((now + timedelta(minutes=5)).timestamp()),
        } | changed
        header = {"typ": "JWT", "kid": key.kid} | (headers or {})
        said = {name: claim for name, claim in claims.items() if claim is not None}
        return jwt.api_jws.encode(
            json.dumps(said).encode(),
            key.private,
            key.algorithm,
            {name: text for name, text in header.items() if text is not None},
        )
