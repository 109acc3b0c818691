"""What a language has to say: one field for each thing that a page of ours says.

Braces name what is filled in: `{issuer}` is the issuer's domain, or its name where it has none,
`{wallet}` our own name, `{date}` and `{moment}` come from the wording's own functions.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from wallet.accounts.scopes import Permission
from wallet.sharing.confirming import Named
from wallet.verification.finding import Outcome, Party, SourceKind
from wallet.verification.report import RecipientBinding, TrustAnchor
from wallet.web.credential_state import State


@dataclass(frozen=True, slots=True)
class StateWords:
    """How a state is said: in a headline, and in the one sentence that says who did what."""

    headline: str
    sentence: str


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """A short answer and what it means."""

    answer: str
    meaning: str


@dataclass(frozen=True, slots=True)
class LayoutWords:
    """The frame around every page."""

    skip: str
    footer: str


@dataclass(frozen=True, slots=True)
class ClosedWords:
    """A page without credentials: a link that is closed or unknown."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoverWords:
    """The cover of a link, and what is said to who opened it."""

    title: str
    needs_passcode: str
    needs_opening: str
    passcode: str
    limited: str
    open: str
    wrong: str
    too_often: str
    no_cookie: str
    promise: str
    opened_promise: str
    preview: str


@dataclass(frozen=True, slots=True)
class VisitorWords:
    """What a visitor of a link may ask and say, and the answers."""

    ask: str
    confirm: str
    confirm_hint: str
    address: str
    confirm_button: str
    confirmed: str
    not_confirmed: str
    named: Mapping[Named, str]
    confirm_lines: tuple[str, ...]
    report: str
    report_text: str
    report_hint: str
    report_button: str
    report_done: str
    report_done_lines: tuple[str, ...]
    back: str
    promise: str


@dataclass(frozen=True, slots=True)
class VerifyWords:
    """The page where anybody verifies."""

    title: str
    explanation: str
    links: str
    links_hint: str
    files: str
    files_hint: str
    button: str
    more: str
    unnamed: str
    refused: str
    left_out: str
    unfinished: str
    too_often: str
    not_usable: str


@dataclass(frozen=True, slots=True)
class FrontWords:
    """The page at `/`."""

    title: str
    lines: tuple[str, ...]
    where_to_go: str
    explorer: str
    documentation: str
    demonstration: str
    outbox: str
    verify: str


@dataclass(frozen=True, slots=True)
class OutboxWords:
    """The page of the mail that left for nowhere."""

    title: str
    explanation: str
    empty: str


@dataclass(frozen=True, slots=True)
class ConsentWords:
    """The page on which an application asks to be let into a wallet."""

    page_title: str
    kicker: str
    asks: str
    place: str
    own_machine: str
    unvouched: str
    may: str
    permissions: Mapping[Permission, str]
    until: str
    owner: str
    nameless_owner: str
    other_owner: str
    allow: str
    deny: str
    sign_in: str
    address_label: str
    address_hint: str
    send_code: str
    code_sent: str
    code_label: str
    code_hint: str
    confirm_code: str
    other_address: str
    promise: str
    device: str
    faulty: str
    faulty_lines: tuple[str, ...]
    faulty_reason: str


@dataclass(frozen=True, slots=True)
class ConnectionWords:
    """The page that platforms send learners back to."""

    kicker: str
    title: str
    question: str
    warning: str
    connect: str
    done_title: str
    done: tuple[str, ...]
    failed: str
    over: tuple[str, ...]
    denied: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnsubscribeWords:
    """The page that ends letters."""

    title: str
    question: str
    button: str
    done: str


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """The four questions, and the answers that stand in the report."""

    origin: str
    standing: str
    trust: str
    recipient: str
    signed: AnswerWords
    self_signed: AnswerWords
    hosted: AnswerWords
    subset: AnswerWords
    excerpt: AnswerWords
    once_intact: AnswerWords
    origin_unknown: AnswerWords
    origin_broken: AnswerWords
    origin_malformed: AnswerWords
    origin_not_checked: AnswerWords
    current: str
    current_unconfirmed: str
    current_meaning: Callable[[datetime | None, datetime | None], str]
    expired: AnswerWords
    not_yet_valid: AnswerWords
    suspended: AnswerWords
    withdrawn: AnswerWords
    standing_unknown: AnswerWords
    standing_void: AnswerWords
    unknown_day: str
    trust_answers: Mapping[TrustAnchor, AnswerWords]
    trust_unproven: AnswerWords
    recipient_answers: Mapping[RecipientBinding, AnswerWords]
    recipient_void: AnswerWords
    confusable_name: str


@dataclass(frozen=True, slots=True)
class OriginWords:
    """The sentence that says who signed or showed what."""

    signed: str
    self_signed: str
    hosted: str
    subset: str
    subset_self_signed: str
    subset_once: str
    excerpt: str
    excerpt_hosted: str
    once: str
    unverified: str


@dataclass(frozen=True, slots=True)
class ShareWords:
    """The page of a link."""

    page_title: str
    kicker: str
    count: Callable[[int], str]
    gone: Callable[[int], str]
    prepared_by: str
    prepared_anonymously: str
    message_label: str
    shared_on: str
    open_until: str
    at_a_glance: str
    empty: str
    untitled: str
    unnamed_issuer: str
    image_alt: str
    issued_by: str
    names_as_issuer: str
    no_domain: str
    awarded_to: str
    awarded_on: str
    issued_on: str
    valid_until: str
    no_end: str
    checked: str
    never_checked: str
    states: Mapping[State, StateWords]
    origins: OriginWords
    questions: QuestionWords
    marks: Mapping[str, str]
    claims: str
    about: str
    criteria: str
    criteria_link: str
    narrative: str
    results: str
    result_value: str
    result_achieved: str
    result_scale: str
    scale_range: str
    scale_minimum: str
    scale_maximum: str
    scale_values: str
    scale_required: str
    scale_missing: str
    evidence: str
    evidence_unnamed: str
    alignments: str
    tags: str
    findings: Callable[[int], str]
    finding_counts: Callable[[Mapping[Outcome, int]], str]
    outcomes: Mapping[Outcome, str]
    parties: Mapping[Party, str]
    mender: str
    looked_at: Mapping[SourceKind, str]
    downloads: str
    download_signed: str
    download_hosted: str
    download_subset: str
    download_excerpt: str
    download_file: str
    download_report: str
    no_original: str
    check_again: str
    check_again_hint: str
    checking: str
    check_requested: str
    check_recent: str
    print_hint: str
    how_to_read: str
    how_to_read_lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """One language: every page, and how it writes days, moments and ages."""

    language: str
    date: Callable[[datetime], str]
    moment: Callable[[datetime], str]
    age: Callable[[timedelta], str]
    layout: LayoutWords
    share: ShareWords
    front: FrontWords
    outbox: OutboxWords
    consent: ConsentWords
    connection: ConnectionWords
    unsubscribe: UnsubscribeWords
    cover: CoverWords
    visitor: VisitorWords
    verify: VerifyWords
    unknown_link: ClosedWords
    expired_link: ClosedWords
    revoked_link: ClosedWords
    revocation_reason: str
    used_up_link: ClosedWords
    early_link: ClosedWords
