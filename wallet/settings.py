"""What an operator may set: by environment variable, or by a file in `WALLET_SECRETS_DIR`.

Read here and nowhere else; `wallet.app`, `wallet.worker` and `wallet.cli` hand the values down.
"""

import os
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Self

from pydantic import BaseModel, Field, SecretBytes, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SECRET_BYTES = 32
_ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:]+\])(:[0-9]{1,5})?")


class Environment(StrEnum):
    """Where this runs; production refuses what only development may do."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class OidcProviderSettings(BaseModel):
    """An OpenID Connect provider whose tokens sign people in."""

    issuer: str
    audience: str
    algorithms: tuple[str, ...] = ("RS256", "ES256", "EdDSA")
    trusts_email: bool = False
    authorized_parties: tuple[str, ...] = ()


class IssuerRegistrySettings(BaseModel):
    """A list of known issuers, and what vouches for its bytes."""

    location: str
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-fA-F]{64}$")
    signed_by: str | None = Field(default=None, pattern=r"^did:key:z[1-9A-HJ-NP-Za-km-z]+$")

    @model_validator(mode="after")
    def _is_vouched_for(self) -> Self:
        """A file is the operator's own; what comes over the network may change on its own."""
        if "://" in self.location:
            if not self.location.startswith("https://"):
                raise ValueError(f"{self.location!r}: give a file, or an address with https://.")
            if self.sha256 is None and self.signed_by is None:
                raise ValueError(f"Give sha256 or signed_by for {self.location}.")
        return self


class Settings(BaseSettings):
    """The settings, each by its own variable with the prefix `WALLET_`."""

    model_config = SettingsConfigDict(
        env_prefix="WALLET_",
        secrets_dir=os.environ.get("WALLET_SECRETS_DIR"),
        extra="ignore",
    )

    environment: Environment = Field(
        default=Environment.DEVELOPMENT,
        description="`development` or `production`; production hides the explorer and the outbox.",
    )
    data_dir: Path = Field(
        default=Path(".wallet-data"),
        description="Folder of the SQLite database and of the server's secret key.",
    )
    database_url: str = Field(
        default="",
        description="`postgres://user:password@host/name`; SQLite in the data folder if empty.",
    )
    host: str = Field(default="127.0.0.1", description="Address that the server listens on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port that it listens on.")
    public_url: str = Field(
        default="",
        description="Where visitors reach it, e.g. `https://wallet.example`; else host and port.",
    )
    secret_key: SecretBytes = Field(
        default=SecretBytes(b""),
        description="Key of share links, media links and sealed tokens, 32 bytes or more; made in "
        "the data folder (mode 0600) if empty.",
    )
    former_secret_keys: tuple[SecretStr, ...] = Field(
        default=(),
        description="Secret keys that were in use before, as a JSON list: what they sealed opens.",
    )
    signing_key: SecretStr = Field(
        default=SecretStr(""),
        description="Key that excerpts are signed with, P-256 as PEM (PKCS #8); made in the data "
        "folder (mode 0600) if empty.",
    )
    former_signing_keys: tuple[SecretStr, ...] = Field(
        default=(),
        description="Signing keys that were in use before, private or public, as a JSON list of "
        "PEM texts: what they signed stays verifiable.",
    )
    contexts_dir: Path | None = Field(
        default=None,
        description="Folder with further JSON-LD contexts; used only where the digest is pinned.",
    )
    cors_origins: tuple[str, ...] = Field(
        default=(), description="Origins of web frontends, exact, as a JSON list."
    )
    cookie_sessions: bool = Field(
        default=False,
        description="Whether web frontends on the same site may hold sessions in cookies.",
    )
    oidc_providers: tuple[OidcProviderSettings, ...] = Field(
        default=(), description="OpenID Connect providers, as a JSON list of objects."
    )
    issuer_registries: tuple[IssuerRegistrySettings, ...] = Field(
        default=(),
        description="Lists of known issuers, as a JSON list of objects: `location`, a file or an "
        "https address, and for an address `sha256` or `signed_by` (a did:key).",
    )
    valkey_url: str = Field(
        default="",
        description="`valkey://` or `redis://` address for rate limits of several processes.",
    )
    smtp_url: str = Field(
        default="",
        description="`smtp://user:password@host:587`; mail goes to the console if empty.",
    )
    mail_from: str = Field(
        default="wallet@localhost", description="Sender of the mail that the wallet sends."
    )
    terms_url: str = Field(
        default="", description="Your terms of service, shown to applications; else the front page."
    )
    privacy_url: str = Field(
        default="", description="Your privacy policy, shown to applications; else the front page."
    )
    introspection: bool = Field(
        default=True, description="Whether clients may ask GraphQL for its schema."
    )
    trusted_documents: Path | None = Field(
        default=None,
        description="File of the documents that clients may ask for by their SHA-256, one JSON "
        "object from digest to text, as their build writes it.",
    )
    trusted_documents_only: bool = Field(
        default=False, description="Whether those are the only documents that are run."
    )
    explorer_dir: Path | None = Field(
        default=None, description="Folder of the API explorer's files; a CDN page if there is none."
    )

    @field_validator("cors_origins")
    @classmethod
    def _origins_are_exact(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        """Refuse `*`, `null`, and what no browser writes, which would never match or match all."""
        for origin in origins:
            if not _ORIGIN.fullmatch(origin):
                raise ValueError(
                    f"{origin!r} is no origin: write it as https://app.example, without a path."
                )
        return origins

    @model_validator(mode="after")
    def _production_is_explicit(self) -> Self:
        if self.environment is Environment.PRODUCTION and not self.public_url:
            raise ValueError("In production set WALLET_PUBLIC_URL to where visitors reach it.")
        return self

    @model_validator(mode="after")
    def _only_some_documents(self) -> Self:
        if self.trusted_documents_only and self.trusted_documents is None:
            raise ValueError("WALLET_TRUSTED_DOCUMENTS_ONLY wants WALLET_TRUSTED_DOCUMENTS.")
        return self

    @model_validator(mode="after")
    def _key_is_long_enough(self) -> Self:
        if 0 < len(self.secret_key.get_secret_value()) < SECRET_BYTES:
            raise ValueError("WALLET_SECRET_KEY must have at least 32 bytes.")
        return self

    @property
    def in_development(self) -> bool:
        """Whether what only a developer should see may be shown."""
        return self.environment is Environment.DEVELOPMENT

    @property
    def store_url(self) -> str:
        """The database's address."""
        if self.database_url:
            return self.database_url
        return f"sqlite://{self.data_dir.resolve() / 'wallet.sqlite3'}"

    @property
    def origin(self) -> str:
        """Where visitors reach it, without a trailing slash."""
        if self.public_url:
            return self.public_url.rstrip("/")
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def former_keys(self) -> tuple[bytes, ...]:
        """The server's secret keys of former times."""
        return tuple(key.get_secret_value().encode() for key in self.former_secret_keys)

    @cached_property
    def key(self) -> bytes:
        """The server's secret key: as set, else kept in the data folder, made at first use."""
        if given := self.secret_key.get_secret_value():
            return given
        return _kept_key(self.data_dir / "secret.key")

    def signing_pem(self, make: Callable[[], str]) -> str:
        """Return the signing key: as set, else kept in the data folder, by `make` at first use."""
        if given := self.signing_key.get_secret_value():
            return given
        file = self.data_dir / "signing-key.pem"
        return _kept(file, lambda: make().encode()).decode()

    @property
    def former_signing_pems(self) -> tuple[str, ...]:
        """The signing keys of former times."""
        return tuple(key.get_secret_value() for key in self.former_signing_keys)


def _kept_key(file: Path) -> bytes:
    key = _kept(file, lambda: secrets.token_bytes(SECRET_BYTES))
    if len(key) < SECRET_BYTES:
        raise ValueError(
            f"{file} is too short to be the server's key; remove it to make a new one."
        )
    return key


def _kept(file: Path, make: Callable[[], bytes]) -> bytes:
    """Read a key file, making it first where there is none.

    It appears whole or not at all, and of two processes that make one the first decides.
    """
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = file.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(make())
        with suppress(FileExistsError):
            os.link(draft, file)
        draft.unlink()
    return file.read_bytes()
