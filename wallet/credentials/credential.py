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
    """What shows who made it: its own address, a token of some kind, proofs in it, a receipt.

    ATTESTED is none of them: a page of the web showed it, and no more than that is known.
    """

    HOSTED = "HOSTED"
    SIGNED = "SIGNED"
    JWT = "JWT"
    LINKED_DATA = "LINKED_DATA"
    SD_JWT = "SD_JWT"
    ANCHORED = "ANCHORED"
    ATTESTED = "ATTESTED"


class CredentialFormat(StrEnum):
    """The generation, and but for the last at the end of the name the way it is secured.

    Open Badges 1 stands for versions 0.5, 1.0 and 1.1, Blockcerts for its versions 1 and 2.
    """

    OPEN_BADGES_1_HOSTED = "OPEN_BADGES_1_HOSTED"
    OPEN_BADGES_1_SIGNED = "OPEN_BADGES_1_SIGNED"
    OPEN_BADGES_2_HOSTED = "OPEN_BADGES_2_HOSTED"
    OPEN_BADGES_2_SIGNED = "OPEN_BADGES_2_SIGNED"
    OPEN_BADGES_3_LINKED_DATA = "OPEN_BADGES_3_LINKED_DATA"
    OPEN_BADGES_3_JWT = "OPEN_BADGES_3_JWT"
    CLR_2_LINKED_DATA = "CLR_2_LINKED_DATA"
    CLR_2_JWT = "CLR_2_JWT"
    VERIFIABLE_CREDENTIAL_LINKED_DATA = "VERIFIABLE_CREDENTIAL_LINKED_DATA"
    VERIFIABLE_CREDENTIAL_JWT = "VERIFIABLE_CREDENTIAL_JWT"
    SD_JWT_VC = "SD_JWT_VC"
    BLOCKCERTS_ANCHORED = "BLOCKCERTS_ANCHORED"
    PAGE_ATTESTED = "PAGE_ATTESTED"

    @property
    def is_verifiable_credential(self) -> bool:
        """Whether the VC Data Model rules it."""
        return self.securing is Securing.JWT or self.securing is Securing.LINKED_DATA

    @property
    def is_assertion(self) -> bool:
        """Whether it is of the generations before verifiable credentials."""
        return self.securing is Securing.HOSTED or self.securing is Securing.SIGNED

    securing: Securing
    """The way it is secured."""

    def __init__(self, name: str) -> None:
        """Read the way off the end of the name; a generation with one way does not name it."""
        ways = (way for way in Securing if name.endswith(f"_{way}"))
        self.securing = next(ways, Securing.SD_JWT)


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
    name: Text
    kind: str | None = None
    allowed_values: tuple[str, ...] = ()
    minimum: str | None = None
    maximum: str | None = None
    required: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """A grade. `description` names its scale by id."""

    value: Text
    status: str | None = None
    description: str | None = None
    achieved_level: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OtherIdentifier:
    """A further name of something, in somebody's catalogue: a code, and of what kind it is."""

    value: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Achievement:
    """What the credential recognises. `criteria` is Markdown, not yet cleaned.

    `human_code` is what a catalogue prints, such as a course number; `related` are the ids of
    other editions of it, such as in another language; `language` is the tag of its own texts.
    """

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
    credits_available: str | None = None
    field_of_study: str | None = None
    human_code: str | None = None
    specialization: str | None = None
    version: str | None = None
    language: str | None = None
    other_identifiers: tuple[OtherIdentifier, ...] = ()
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Association:
    """How two achievements of a record hang together, by their ids: `source` is what of `target`.

    `kind` is as written, such as `isParentOf`.
    """

    source: str | None
    target: str | None
    kind: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The learner's work that the issuer points to."""

    url: str | None
    name: Text = field(default_factory=dict)
    narrative: Text = field(default_factory=dict)
    description: Text = field(default_factory=dict)
    genre: Text = field(default_factory=dict)
    audience: Text = field(default_factory=dict)


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
class Embedded:
    """A credential within another one, as it lies there: an object, or the text of a token.

    `pointer` is where it lies (RFC 6901, into `Credential.content`). `about` is the id of the
    thing that it lies in, which an endorsement must be about; `is_token` that it lies where
    tokens do.
    """

    pointer: str
    value: object
    about: str | None = None
    is_token: bool = False


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
    judges dates must not take their absence for "no limit". `incomplete` names members whose
    address has no host and counts from a place that is not known, which are missing, too.

    A record (CLR) has `achievements` of its own, `associations` between them and those of its
    `parts`, the credentials within it; `endorsements` are what others say of it, its issuer or
    its achievement. Each of these is a credential that nothing is believed of before it is
    verified by itself.
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
    narrative: Text = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    results: tuple[Result, ...] = ()
    achievements: tuple[Achievement, ...] = ()
    associations: tuple[Association, ...] = ()
    parts: tuple[Embedded, ...] = ()
    endorsements: tuple[Embedded, ...] = ()
    credits_earned: str | None = None
    role: str | None = None
    term: str | None = None
    is_partial: bool = False
    statuses: tuple[StatusEntry, ...] = ()
    proofs: tuple[JSONObject, ...] = ()
    hosting: Hosting | None = None
    languages: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    incomplete: tuple[str, ...] = ()

    @property
    def title(self) -> Text:
        """What a screen calls it: the achievement's name, else the credential's own."""
        return self.achievement.name or self.name

    @property
    def place(self) -> str | None:
        """Where it lies: the address that a hosted one was asked for at, else its id."""
        return (self.hosting.assertion_url if self.hosting else None) or self.id


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
