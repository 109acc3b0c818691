# ruff: noqa: RUF001 -- typographic quotation marks and dashes are meant
"""English."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from wallet.accounts.scopes import Permission
from wallet.sharing.confirming import Named
from wallet.verification.finding import Outcome, Party, SourceKind
from wallet.verification.report import RecipientBinding, TrustAnchor
from wallet.web.credential_state import State
from wallet.web.words.wording import (
    AnswerWords,
    ClosedWords,
    ConnectionWords,
    ConsentWords,
    CoverWords,
    FrontWords,
    LayoutWords,
    OriginWords,
    OutboxWords,
    QuestionWords,
    ShareWords,
    StateWords,
    UnsubscribeWords,
    VerifyWords,
    VisitorWords,
    Wording,
)

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_OUTCOMES_COUNTED = (
    (Outcome.FAIL, "failed"),
    (Outcome.UNKNOWN, "could not be checked"),
    (Outcome.WARN, "with a remark"),
    (Outcome.PASS, "passed"),
    (Outcome.SKIPPED, "did not apply"),
)


def _date(moment: datetime) -> str:
    """Write a day, in UTC: 23 November 2026."""
    day = moment.astimezone(UTC)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _moment(moment: datetime) -> str:
    """Write a moment to the minute, in UTC: 23 November 2026, 14:50 UTC."""
    return f"{_date(moment)}, {moment.astimezone(UTC):%H:%M} UTC"


def _age(age: timedelta) -> str:
    """Write how long ago something was, in its largest unit."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 1:
        return "less than a minute ago"
    for amount, unit in ((minutes // 1440, "day"), (minutes // 60, "hour")):
        if amount:
            return f"{_plural(amount, unit)} ago"
    return f"{_plural(minutes, 'minute')} ago"


def _plural(amount: int, unit: str) -> str:
    """Count things: 1 day, 2 days."""
    return f"{amount} {unit}" if amount == 1 else f"{amount} {unit}s"


def _gone(amount: int) -> str:
    """Say that credentials were taken off the link."""
    if amount == 1:
        return "One more credential was on this link; its owner has deleted it since."
    return f"{amount} more credentials were on this link; their owner has deleted them since."


def _finding_counts(counts: Mapping[Outcome, int]) -> str:
    """Sum findings up: 1 failed, 9 passed, 2 did not apply."""
    said = [f"{counts[outcome]} {word}" for outcome, word in _OUTCOMES_COUNTED if counts[outcome]]
    return ", ".join(said)


def _current_meaning(asked_at: datetime | None, valid_until: datetime | None) -> str:
    """Say what "still valid" rests on: the status list as of a moment, the end date."""
    status = "It names no list of withdrawn credentials"
    if asked_at is not None:
        status = f"Not withdrawn (asked {_moment(asked_at)})"
    end = "it has no end date" if valid_until is None else f"valid until {_date(valid_until)}"
    return f"{status}; {end}."


_QUESTIONS = QuestionWords(
    origin="Who made it?",
    standing="Does it still hold?",
    trust="Who is behind the name?",
    recipient="Whose is it?",
    signed=AnswerWords("{issuer}", "The digital signature fits the issuer and every word of it."),
    self_signed=AnswerWords(
        "Whoever holds the key",
        "The signature fits every word of it. The key calls itself {issuer}.",
    ),
    hosted=AnswerWords(
        "{issuer}", "It carries no signature; the issuer’s own site showed exactly this."
    ),
    subset=AnswerWords(
        "{issuer}", "Its digital signature fits every item shown. Other items are hidden."
    ),
    excerpt=AnswerWords(
        "{issuer}, as we found",
        "We checked the whole credential and copied these items from it. "
        "This excerpt carries our signature, not the issuer’s.",
    ),
    once_intact=AnswerWords(
        "{issuer}, when last reached",
        "It was complete and unaltered on {moment}. The issuer does not answer now.",
    ),
    origin_unknown=AnswerWords(
        "Not known", "It says {issuer}. Nobody but the person who shared it says so."
    ),
    origin_broken=AnswerWords("Not {issuer}", "It says so, and the check shows otherwise."),
    origin_malformed=AnswerWords(
        "No answer",
        "It says {issuer}; it breaks the rules of its format, so we rely on none of it.",
    ),
    origin_not_checked=AnswerWords("Not checked yet", "It says {issuer}."),
    current="Yes",
    current_unconfirmed="Nothing says otherwise",
    current_meaning=_current_meaning,
    expired=AnswerWords("No, expired", "It was valid until {date}."),
    not_yet_valid=AnswerWords("Not yet", "It becomes valid on {date}."),
    suspended=AnswerWords("No, suspended", "The issuer has suspended it and may restore it."),
    withdrawn=AnswerWords("No, withdrawn", "The issuer has withdrawn it."),
    standing_unknown=AnswerWords(
        "Not known", "We could not find out whether the issuer has withdrawn it."
    ),
    standing_void=AnswerWords("No answer", "There is nothing genuine to ask about."),
    unknown_day="a day that it does not name",
    trust_answers={
        TrustAnchor.REGISTERED: AnswerWords(
            "A registered issuer", "{issuer} is listed in a registry that we consult."
        ),
        TrustAnchor.DOMAIN: AnswerWords(
            "Whoever runs {issuer}",
            "The issuer is known by its internet domain, not by a registry. "
            "Make sure that this is the domain you expect.",
        ),
        TrustAnchor.KEY_ONLY: AnswerWords(
            "Not confirmed",
            "The signing key is self-declared; we cannot confirm the organisation behind the name.",
        ),
        TrustAnchor.NONE: AnswerWords(
            "Not confirmed", "Nothing confirms the organisation behind the name."
        ),
    },
    trust_unproven=AnswerWords(
        "Not confirmed", "That it comes from this issuer is not shown, so its name says nothing."
    ),
    recipient_answers={
        RecipientBinding.MATCHED: AnswerWords(
            "The person who shared it",
            "It names an address that they have proven to be theirs.",
        ),
        RecipientBinding.UNPROVEN: AnswerWords(
            "Not shown",
            "It names somebody, and the person who shared it has not proven to be that one. "
            "Ask them.",
        ),
        RecipientBinding.NOT_NAMED: AnswerWords(
            "Not shown", "It does not say in a way that can be checked for whom it is."
        ),
        RecipientBinding.NOT_CHECKED: AnswerWords(
            "Not checked", "Whom it names was not compared with the person who shared it."
        ),
    },
    recipient_void=AnswerWords("No answer", "Whom it names tells nothing: it is not genuine."),
    confusable_name="The name is written so that it may look like another one. Go by the domain.",
)

_STATES = {
    State.GENUINE: StateWords("Genuine and valid", "{origin}"),
    State.GENUINE_HOSTED: StateWords("Genuine and valid", "{origin}"),
    State.GENUINE_SUBSET: StateWords("Genuine and valid, in part", "{origin}"),
    State.EXCERPT: StateWords("Excerpt of a credential that we checked", "{origin}"),
    State.GENUINE_WITH_REMARKS: StateWords(
        "Genuine, with a remark", "{origin} The checks below say what to know."
    ),
    State.SELF_DECLARED: StateWords("Unaltered, but the issuer is not confirmed", "{origin}"),
    State.EXPIRED: StateWords(
        "Genuine, but expired on {date}", "{origin} It was valid until {date}."
    ),
    State.EXPIRED_UNCONFIRMED: StateWords(
        "Expired on {date}", "And who made it could not be confirmed. {origin}"
    ),
    State.DATES_CONTRADICT: StateWords(
        "Not valid: its dates contradict each other", "It ends before it begins. {origin}"
    ),
    State.NOT_YET_VALID: StateWords("Not valid yet, from {date} on", "{origin}"),
    State.SUSPENDED: StateWords(
        "Suspended by the issuer", "The issuer may restore it. Until then it does not hold."
    ),
    State.WITHDRAWN: StateWords(
        "Withdrawn by the issuer", "{issuer} says that it does not hold any more."
    ),
    State.STANDING_UNKNOWN: StateWords(
        "Unaltered; whether it still holds is not known",
        "{origin} We could not find out whether it was withdrawn.",
    ),
    State.ONCE_GENUINE: StateWords(
        "We could not reach the issuer; last good check {date}", "{origin}"
    ),
    State.UNREACHABLE: StateWords("Not confirmed: we could not reach the issuer", "{origin}"),
    State.NOT_CHECKABLE: StateWords("Not confirmed: we could not check all of it", "{origin}"),
    State.NOT_CHECKED: StateWords("Not checked yet", "{origin}"),
    State.ALTERED: StateWords(
        "Altered: this is not what {issuer} issued",
        "Its content and its signature do not fit each other. Do not rely on it.",
    ),
    State.FOREIGN_KEY: StateWords(
        "Not from {issuer}: signed with somebody else’s key",
        "The key does not belong to the issuer that it names. Do not rely on it.",
    ),
    State.FOREIGN_HOST: StateWords(
        "Not confirmed by {issuer}",
        "It lies on an address that is not the issuer’s own. Do not rely on it.",
    ),
    State.UNSIGNED: StateWords(
        "Not signed", "Nothing shows who made it: it is the word of the person who shared it."
    ),
    State.MALFORMED: StateWords(
        "Not valid: it breaks the rules of its format",
        "What it says cannot be relied on. The checks below say why.",
    ),
}

_SHARE = ShareWords(
    page_title="{title} – shared credentials",
    kicker="Shared credentials",
    count=lambda amount: _plural(amount, "credential"),
    gone=_gone,
    prepared_by="Put together by the holder; made out to {name}",
    prepared_anonymously="Put together by the holder, who gives no name here",
    message_label="Message",
    shared_on="Shared {date}",
    open_until="open until {date}",
    at_a_glance="At a glance",
    empty="There is nothing on this link any more.",
    untitled="Untitled credential",
    unnamed_issuer="An issuer without a name",
    image_alt="Badge image of {name}",
    issued_by="Issued by",
    names_as_issuer="Names as its issuer",
    no_domain="self-declared",
    awarded_to="Awarded to",
    awarded_on="Awarded",
    issued_on="Issued",
    valid_until="Valid until",
    no_end="no end date",
    checked="Checked {moment} ({age}).",
    never_checked="It has not been checked yet.",
    states=_STATES,
    origins=OriginWords(
        signed="Issued and signed by {issuer}. Complete and unaltered.",
        self_signed="Complete and unaltered, signed with a self-declared key that calls itself "
        "{issuer}. We cannot confirm the organisation behind the name.",
        hosted="{issuer} showed exactly this on its own site when we looked, on {moment}.",
        subset="{issuer} signed every item shown. The holder chose not to show other items. "
        "You can check this without trusting us.",
        subset_self_signed="Every item shown is signed with a self-declared key that calls itself "
        "{issuer}. We cannot confirm the organisation behind the name. "
        "The holder chose not to show other items.",
        subset_once="Every item shown was signed by {issuer} when we last reached the issuer, on "
        "{moment}. The holder chose not to show other items.",
        excerpt="{issuer} signed the full credential; we ({wallet}) checked it on {moment} and "
        "attest that these items are copied from it. The signature of {issuer} cannot be checked "
        "from this excerpt. Ask the holder for the full credential to check it yourself.",
        excerpt_hosted="{issuer} showed the full credential on its own site; we ({wallet}) checked "
        "it on {moment} and attest that these items are copied from it. "
        "Ask the holder for the full credential to check it yourself.",
        once="Complete and as {issuer} made it when we last reached the issuer, on {moment}.",
        unverified="Until that can be checked, it is the word of the person who shared it.",
    ),
    questions=_QUESTIONS,
    marks={
        "genuine": "Confirmed",
        "neutral": "As it says",
        "remark": "Note",
        "unknown": "Not known",
        "refused": "Warning",
    },
    claims="What it claims",
    about="What it recognises",
    criteria="How it is earned",
    criteria_link="Criteria at {host}",
    narrative="What the issuer says",
    results="Results",
    result_value="Result",
    result_achieved="Achieved",
    result_scale="Scale",
    scale_range="{minimum} to {maximum}",
    scale_minimum="from {minimum}",
    scale_maximum="up to {maximum}",
    scale_values="one of: {values}",
    scale_required="required: {required}",
    scale_missing="the issuer names none",
    evidence="Evidence",
    evidence_unnamed="Evidence",
    alignments="Skills and frameworks",
    tags="Tags",
    findings=lambda amount: "All " + _plural(amount, "check"),
    finding_counts=_finding_counts,
    outcomes={
        Outcome.PASS: "Passed",
        Outcome.WARN: "Remark",
        Outcome.FAIL: "Failed",
        Outcome.SKIPPED: "Did not apply",
        Outcome.UNKNOWN: "Could not be checked",
    },
    parties={
        Party.LEARNER: "the holder",
        Party.ISSUER: "the issuer",
        Party.WALLET: "this wallet’s operator",
    },
    mender="Can be mended by {party}.",
    looked_at={
        SourceKind.LIVE: "Looked up {moment}",
        SourceKind.SNAPSHOT: "Kept copy of {moment}",
        SourceKind.DOCUMENT: "In the credential itself, {moment}",
    },
    downloads="Check it yourself",
    download_signed="Credential as signed ({kind})",
    download_hosted="Credential as its issuer shows it ({kind})",
    download_subset="Shown items as the issuer signed them ({kind})",
    download_excerpt="Excerpt as we signed it ({kind})",
    download_file="File as its holder got it",
    download_report="This page as JSON",
    no_original="There is no original to download: nobody but the holder vouches for it.",
    check_again="Check again",
    check_again_hint="Asks the issuers anew; at most once in ten minutes for all visitors.",
    checking="A fresh check is under way. Load the page again in a moment.",
    check_requested="We are checking again. Load the page again in a moment.",
    check_recent="It was checked within the last ten minutes; that is what you see.",
    print_hint="This page, checked at any time: {url}",
    how_to_read="How to read this page",
    how_to_read_lines=(
        "“Genuine” means that the issuer named here made exactly this and that nobody changed it. "
        "It says nothing about how good the issuer is.",
        "The domain is what was checked. Names and pictures are what the issuer chose to show.",
        "The holder chose which credentials to show. Nobody can add to or change what is in them.",
    ),
)

_CONSENT = ConsentWords(
    page_title="{application} asks to connect to your wallet",
    kicker="Connect an application",
    asks="{application} asks to connect to your wallet",
    place="You will return to {place}.",
    own_machine="a program on this device",
    unvouched="The application chose its name itself. What is certain is where you return to: "
    "allow it only if you came from there.",
    may="If you allow it, it may",
    permissions={
        Permission.READ_CREDENTIALS: "see all credentials in your wallet",
        Permission.ADD_CREDENTIALS: "add credentials that name you, once the wallet has checked "
        "them",
        Permission.READ_PROFILE: "see your name and your main mail address",
        Permission.CHANGE_PROFILE: "change your name",
    },
    until="It cannot delete or share anything. You can disconnect it at any time among your "
    "wallet’s connected applications.",
    owner="This is the wallet of",
    nameless_owner="an account without a mail address",
    other_owner="Use another wallet",
    allow="Allow",
    deny="Do not allow",
    sign_in="First, sign in to your wallet",
    address_label="Your mail address",
    address_hint="We send you a code. Whoever has no wallet yet gets one with it.",
    send_code="Send a code",
    code_sent="We have sent a code to {address}. It works for ten minutes.",
    code_label="Code from the mail",
    code_hint="Eight letters and digits, with or without the dash.",
    confirm_code="Sign in",
    other_address="Use another address",
    promise="This page runs no script and asks no one else for anything. "
    "Its one cookie keeps you signed in until you have decided.",
    device="Browser, to connect an application",
    faulty="This application’s request cannot be used",
    faulty_lines=(
        "You were sent here by an application whose request is not in order, so nothing was "
        "shown to it and nothing was changed.",
        "Go back to the application and try again. If that does not help, its makers can mend "
        "it, and the next line tells them what is wrong.",
    ),
    faulty_reason="{reason}",
)

_CONNECTION = ConnectionWords(
    kicker="Connect a platform",
    title="Connect {platform} with your wallet",
    question="The badges of your account at {platform} will be fetched into the wallet of",
    warning="Is that not you? Then close this page: somebody else has sent you here.",
    connect="Connect",
    done_title="Connected",
    done=(
        "Your badges at {platform} are being fetched. You can close this page and go back to "
        "your wallet.",
    ),
    failed="Not connected",
    over=("This has run out or was used before. Connect the platform again from your wallet.",),
    denied=(
        "The platform did not allow it. Nothing was changed; you can try again from your wallet.",
    ),
)

ENGLISH = Wording(
    language="en",
    date=_date,
    moment=_moment,
    age=_age,
    layout=LayoutWords(
        skip="Skip to content",
        footer="This page sets no cookies, runs no script and asks no one else for anything.",
    ),
    share=_SHARE,
    front=FrontWords(
        title="A credential wallet runs here",
        lines=(
            "It keeps digital credentials from every platform together: "
            "import them, check them, show them.",
            "There is nothing to see for visitors: "
            "if somebody gave you a link, open the whole of it.",
        ),
        where_to_go="For developers",
        explorer="API explorer",
        documentation="Documentation",
        demonstration="Badges to try, and who issued them",
        outbox="Outbox: mail with sign-in codes",
        verify="Check a credential that you were given",
    ),
    outbox=OutboxWords(
        title="Outbox",
        explanation="No mail server is set up, so mail stays here for you to read. "
        "This page is shown in development only, and on this machine alone.",
        empty="There is no mail yet: ask for a sign-in code, then load this page again.",
    ),
    consent=_CONSENT,
    connection=_CONNECTION,
    unsubscribe=UnsubscribeWords(
        title="No more such letters",
        question="Shall the wallet stop sending you such letters? The news stays in your inbox "
        "there, and you can choose otherwise in it at any time.",
        button="Send me no more of them",
        done="You get no more such letters. The news stays in your wallet’s inbox.",
    ),
    cover=CoverWords(
        title="Open what was shared with you",
        needs_passcode="Somebody shared credentials with you and protected them. Type the passcode "
        "that you got from them, by another way than the link.",
        needs_opening="Somebody shared credentials with you. They are shown once you open them.",
        passcode="Passcode",
        limited="This link opens a limited number of times, and this will be one of them. "
        "You can then look around for half an hour.",
        open="Open",
        wrong="That is not the passcode. Mind capital letters, or ask the person who shared it.",
        too_often="That was too often. Try again in {minutes} minutes.",
        no_cookie="Your browser did not keep the link open: allow a cookie for this page, then "
        "open it again.",
        promise="This page runs no script and asks no one else for anything. "
        "Its one cookie keeps the link open for half an hour after you have opened it.",
        opened_promise="This page runs no script and asks no one else for anything. "
        "Its one cookie keeps the link open for half an hour.",
        preview="Preview: this is what visitors see. It is not counted and ends in ten minutes.",
    ),
    visitor=VisitorWords(
        ask="Ask and tell",
        confirm="Is it about the person you know?",
        confirm_hint="We compare it with whom the credentials name, tell you yes or no, and do "
        "not keep it.",
        address="Their mail address",
        confirm_button="Compare",
        confirmed="Yes, that is whom it names",
        not_confirmed="Not confirmed",
        named={
            Named.YES: "Yes: it names this address",
            Named.NO: "No: it names somebody, and not by this address",
            Named.NOT_KNOWN: "It names nobody in a way that can be compared",
        },
        confirm_lines=(
            "People have several addresses: a “no” may mean that the issuer knew them by another "
            "one. Ask the person which.",
            "The address was compared and then forgotten.",
        ),
        report="Report a problem to the person who shared this",
        report_text="What is wrong?",
        report_hint="It goes to their wallet’s inbox. We do not tell them who you are: say so if "
        "they should know.",
        report_button="Send",
        report_done="Sent",
        report_done_lines=("It is in the inbox of the person who shared the link with you.",),
        back="Back to the credentials",
        promise="This page runs no script and asks no one else for anything.",
    ),
    verify=VerifyWords(
        title="Check credentials",
        explanation="Bring badges and certificates that you were given, as links or files. You see "
        "who made them, whether anybody changed them and whether they still hold. No account is "
        "needed, and nothing is kept.",
        links="Links",
        links_hint="One on each line.",
        files="Files and pictures",
        files_hint="JSON, pictures with a badge inside, PDF or ZIP: {number} links and files at "
        "most, 5 MB each.",
        button="Check",
        more="Check more",
        unnamed="A file without a name",
        refused="There is no credential that could be checked here. {message}",
        left_out="{number} more credentials in it were not looked at: bring them by themselves.",
        unfinished="It took too long, so not everything was looked at. Try again later.",
        too_often="That was too much at once. Try again in a few minutes.",
        not_usable="Bring one link or file at least, {number} at most, and none above 5 MB.",
    ),
    unknown_link=ClosedWords(
        "There is no page here",
        (
            "The address may be incomplete: links are long, and mail programs cut them. "
            "Open it again from where you got it, or ask the sender for it.",
            "This says nothing about anybody’s credentials.",
        ),
    ),
    expired_link=ClosedWords(
        "This link has run out",
        (
            "It was open until {date}. Ask the person who gave it to you for a new one.",
            "Only the link has ended. The credentials on it may be as good as before.",
        ),
    ),
    revoked_link=ClosedWords(
        "This link was closed",
        (
            "Its owner closed it on {date}. Ask them if you still need what it showed.",
            "Only the link was closed. No issuer has withdrawn a credential by that.",
        ),
    ),
    revocation_reason="They say: “{reason}”",
    used_up_link=ClosedWords(
        "This link was opened as often as it may be",
        (
            "Ask the person who gave it to you for a new one.",
            "Only the link is used up. The credentials on it may be as good as before.",
        ),
    ),
    early_link=ClosedWords(
        "This link is not open yet",
        ("It opens on {date}. Come back then.",),
    ),
)
