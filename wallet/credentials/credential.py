"""The one model of a credential, whatever generation it came in.

Names are those of Open Badges 3.0 and the VC Data Model. Everything here is what the issuer
said and is not yet believed: judging is the business of `wallet.verification`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from wallet.documents.document import JSONObject

Text = Mapping[str, str]
"""A text by language tag (BCP 47); `und` where the document names no language."""


class Securing(StrEnum):
    """What shows who made a credential: its own address, a JWS, a JWT, or proofs inside it."""

    HOSTED = "HOSTED"
    SIGNED = "SIGNED"
    JWT = "JWT"
    LINKED_DATA = "LINKED_DATA"


class CredentialFormat(StrEnum):
    """The generation, and at the end of the name the way it is secured.

    Open Badges 1 stands for versions 0.5, 1.0 and 1.1.
    """

    OPEN_BADGES_1_HOSTED = "OPEN_BADGES_1_HOSTED"
    OPEN_BADGES_1_SIGNED = "OPEN_BADGES_1_SIGNED"
    OPEN_BADGES_2_HOSTED = "OPEN_BADGES_2_HOSTED"
    OPEN_BADGES_2_SIGNED = "OPEN_BADGES_2_SIGNED"
    OPEN_BADGES_3_LINKED_DATA = "OPEN_BADGES_3_LINKED_DATA"
    OPEN_BADGES_3_JWT = "OPEN_BADGES_3_JWT"
    VERIFIABLE_CREDENTIAL_LINKED_DATA = "VERIFIABLE_CREDENTIAL_LINKED_DATA"
    VERIFIABLE_CREDENTIAL_JWT = "VERIFIABLE_CREDENTIAL_JWT"

    @property
    def is_verifiable_credential(self) -> bool:
        """Whether the VC Data Model rules it."""
        return self.securing is Securing.JWT or self.securing is Securing.LINKED_DATA

    securing: Securing
    """The way it is secured."""

    def __init__(self, name: str) -> None:
        """Read the way off the end of the name."""
        self.securing = next(way for way in Securing if name.endswith(f"_{way}"))


@dataclass(frozen=True, slots=True)
class Profile:
    """Whoever issued or defined something."""

    id: str | None
    name: Text
    url: str | None = None
    email: str | None = None
    description: Text = field(default_factory=dict)
    image: str | None = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """A link from an achievement to an entry of a skills framework."""

    target_name: str
    target_url: str | None
    target_code: str | None = None
    target_description: str | None = None
    framework: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class ResultDescription:
    """The scale of a result; a result is never shown without it."""

    id: str | None
    name: str
    kind: str | None = None
    allowed_values: tuple[str, ...] = ()
    minimum: str | None = None
    maximum: str | None = None
    required: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A grade. `description` names its scale by id."""

    value: str | None
    status: str | None = None
    description: str | None = None
    achieved_level: str | None = None


@dataclass(frozen=True, slots=True)
class Achievement:
    """What the credential recognises. `criteria` is Markdown, not yet cleaned."""

    id: str | None
    name: Text
    description: Text = field(default_factory=dict)
    criteria: Text = field(default_factory=dict)
    criteria_url: str | None = None
    image: str | None = None
    kind: str | None = None
    tags: tuple[str, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    result_descriptions: tuple[ResultDescription, ...] = ()
    creator: Profile | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The learner's work that the issuer points to."""

    url: str | None
    name: str | None = None
    narrative: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class RecipientIdentity:
    """Whom the credential names: an address or id, plain or as a salted hash.

    `kind` is lower-case: `email`, `url`, `telephone`, `id` …; `value` is the identity itself,
    or `algorithm$hex` where `hashed`.
    """

    kind: str
    value: str
    hashed: bool = False
    salt: str | None = None


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """Where the credential says that its status can be learned.

    `types` are as written; `content` is the entry itself, for its method to read.
    """

    types: tuple[str, ...]
    id: str | None
    content: JSONObject


@dataclass(frozen=True, slots=True)
class Hosting:
    """How an Open Badges 1 or 2 assertion is to be verified.

    `kind` is `hosted` or `signed`, or what else the assertion says. `assertion_url` is where the
    assertion that was brought says it lives (None where its id is no address), so the address
    that was asked; the copy that was found there declares `Credential.id`, and a check compares
    the two. `creator` is the id of the key that signed it, in version 1 the key's address. The
    other members come from the issuer profile at its own address alone, never from an embedded
    copy, and are empty where it could not be had.
    """

    kind: str
    assertion_url: str | None = None
    creator: str | None = None
    starts_with: tuple[str, ...] = ()
    allowed_origins: tuple[str, ...] = ()
    public_keys: tuple[str | JSONObject, ...] = ()


@dataclass(frozen=True, slots=True)
class Credential:
    """One credential, read and normalised; unknown members are left out, not guessed.

    `content` is the JSON object that the reader took it from (for a hosted assertion the copy
    at its own address, once it was fetched): the text a proof covers. Dates are in UTC, and a
    date without a zone counts as UTC. `unreadable` holds JSON Pointers (RFC 6901) into `content`
    to dates that say something which we cannot read; they are missing from the model, so whoever
    judges dates must not take their absence for "no limit".
    """

    format: CredentialFormat
    id: str | None
    types: tuple[str, ...]
    issuer: Profile
    achievement: Achievement
    content: JSONObject
    recipients: tuple[RecipientIdentity, ...] = ()
    recipient_name: str | None = None
    name: Text = field(default_factory=dict)
    description: Text = field(default_factory=dict)
    image: str | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    awarded_at: datetime | None = None
    narrative: str | None = None
    evidence: tuple[Evidence, ...] = ()
    results: tuple[Result, ...] = ()
    statuses: tuple[StatusEntry, ...] = ()
    proofs: tuple[JSONObject, ...] = ()
    hosting: Hosting | None = None
    languages: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()

    @property
    def title(self) -> Text:
        """What a screen calls it: the achievement's name, else the credential's own."""
        return self.achievement.name or self.name


class CredentialError(Exception):
    """A document that is no credential we can read: a stable code and what to do about it.

    `pointer` is a JSON Pointer (RFC 6901) to the member at fault, where there is one.
    """

    def __init__(self, code: str, message: str, pointer: str | None = None) -> None:
        """Refuse with the `code`; `message` is for the person who brought the document."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.pointer = pointer
