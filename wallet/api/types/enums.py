"""The closed lists of the schema: those of the rooms below, each value with its sentence."""

from enum import StrEnum

from wallet.accounts.scopes import Permission
from wallet.api.types.describing import describe
from wallet.credentials.baking import BakedForm
from wallet.credentials.credential import CredentialFormat
from wallet.platforms.platform import ChoiceState
from wallet.sharing.disclosure import DisclosureLevel
from wallet.sharing.visitors import AccessKind, ClientFamily, Visitor
from wallet.store.models.connections import ConnectionState
from wallet.store.models.jobs import ImportItemState, ImportOutcome, JobState
from wallet.store.models.notifications import MailPreference, NotificationKind
from wallet.store.models.webhooks import DeliveryState
from wallet.verification.finding import Outcome, Party, SourceKind, VerificationAnswer
from wallet.verification.report import (
    Integrity,
    RecipientBinding,
    Standing,
    TrustAnchor,
    Verdict,
)


class CredentialOrderField(StrEnum):
    """What to sort credentials by; values are names of `wallet.store.search.CredentialOrder`."""

    ADDED_AT = "ADDED_AT"
    NAME = "TITLE"
    VALID_FROM = "VALID_FROM"
    VALID_UNTIL = "VALID_UNTIL"
    ISSUER = "ISSUER"
    RELEVANCE = "RELEVANCE"


class OrderDirection(StrEnum):
    """Which end comes first."""

    ASC = "ASC"
    DESC = "DESC"


class ShareState(StrEnum):
    """Whether a link opens."""

    ACTIVE = "ACTIVE"
    EXPIRED = "EXPIRED"
    REVOKED = "REVOKED"
    SCHEDULED = "SCHEDULED"
    USED_UP = "USED_UP"


describe(
    BakedForm,
    "Kind of picture that a badge is baked into.",
    PNG="PNG, with the badge in a text chunk.",
    SVG="SVG, with the badge in an element.",
)
describe(
    CredentialFormat,
    "Form that a credential came in.",
    OPEN_BADGES_1_HOSTED="Open Badges 0.5, 1.0 or 1.1 hosted assertion.",
    OPEN_BADGES_1_SIGNED="Open Badges 1.0 or 1.1 signed assertion (JWS).",
    OPEN_BADGES_2_HOSTED="Open Badges 2.0 hosted assertion.",
    OPEN_BADGES_2_SIGNED="Open Badges 2.0 signed assertion (JWS).",
    OPEN_BADGES_3_LINKED_DATA="Open Badges 3.0 with an embedded proof.",
    OPEN_BADGES_3_JWT="Open Badges 3.0 as VC-JWT.",
    CLR_2_LINKED_DATA="Comprehensive Learner Record 2.0 with an embedded proof.",
    CLR_2_JWT="Comprehensive Learner Record 2.0 as VC-JWT.",
    VERIFIABLE_CREDENTIAL_LINKED_DATA="Another Verifiable Credential with an embedded proof.",
    VERIFIABLE_CREDENTIAL_JWT="Another Verifiable Credential as VC-JWT.",
    SD_JWT_VC="Verifiable Credential as SD-JWT, whose claims can be shown one by one.",
    BLOCKCERTS_ANCHORED="Blockcerts 1 or 2, whose anchor in a block chain is not followed.",
    PAGE_ATTESTED="What a certificate's web page showed; nobody signed it.",
)
describe(
    CredentialOrderField,
    "What to sort credentials by.",
    ADDED_AT="When added.",
    NAME="Name.",
    VALID_FROM="Start of validity; those without one come last.",
    VALID_UNTIL="End of validity; those without one come last.",
    ISSUER="Name of the issuer.",
    RELEVANCE=(
        "How well it matches the words searched for: DESC has the best first. What matches alike "
        "stands in the order of adding, as does everything where no words are given."
    ),
)
describe(
    OrderDirection,
    "Sort direction.",
    ASC="Smallest or oldest first.",
    DESC="Largest or newest first.",
)
describe(
    JobState,
    "State of background work.",
    QUEUED="Waiting.",
    RUNNING="At work.",
    COMPLETED="Done; items may have failed.",
    FAILED="Nothing could be done.",
    CANCELLED="Stopped by the viewer.",
)
describe(
    ImportItemState,
    "How far one document has come.",
    QUEUED="Waiting.",
    FETCHING="Being fetched.",
    READING="Being read.",
    VERIFYING="Being checked.",
    DONE="Done.",
    NEEDS_ATTENTION="The learner can go on from here: see its problem and its choices.",
    FAILED="Not taken; see its problem.",
)
describe(
    ImportOutcome,
    "What came of one document.",
    ADDED="A new credential.",
    DUPLICATE="Already held.",
    NEW_VERSION="A newer version of one held.",
)
describe(
    ChoiceState,
    "Whether one of many badges can be imported.",
    AVAILABLE="Can be imported.",
    PRIVATE="Its platform shows it to the viewer alone; make it public there first.",
    PENDING="Not accepted at its platform yet; accept it there first.",
    REVOKED="Withdrawn, says its platform.",
)
describe(
    NotificationKind,
    "What happened. New kinds may come.",
    REVOKED="The issuer has withdrawn a credential.",
    SUSPENDED="The issuer has suspended a credential.",
    REINSTATED="A credential that was withdrawn or suspended holds again.",
    EXPIRING_SOON="A credential ends within 30 days, or within 7; told once each.",
    EXPIRED="A credential has ended.",
    ISSUER_GONE="The issuer did not answer for days.",
    ISSUER_BACK="An issuer that was gone answers again.",
    KEY_ROTATED="The issuer publishes other keys than before.",
    INTEGRITY_LOST="A credential that verified before does not any more.",
    NEW_VERSION="The issuer shows a credential in new words.",
    IMPORT_NEEDS_ATTENTION="An import ended with items that need the viewer.",
    SHARE_PROBLEM="A visitor of one of the viewer's links reports a problem.",
)
describe(
    MailPreference,
    "When a letter goes out.",
    IMMEDIATELY="At once.",
    DAILY="With the daily letter.",
    NEVER="Not at all; the inbox has it.",
)
describe(
    DeliveryState,
    "What became of a message to a webhook.",
    name="WebhookDeliveryState",
    PENDING="To be sent, or to be tried again.",
    DELIVERED="It arrived.",
    GIVEN_UP="It did not arrive, and is not tried again.",
)
describe(
    ShareState,
    "State of a share.",
    ACTIVE="Open.",
    EXPIRED="Past its end date.",
    REVOKED="Closed by the viewer.",
    SCHEDULED="Before its start.",
    USED_UP="Opened as often as its limit allows.",
)
describe(
    AccessKind,
    "Kind of visit.",
    name="ShareAccessKind",
    PAGE="The page for people.",
    DOCUMENT="A machine-readable form.",
)
describe(
    ClientFamily,
    "Coarse kind of client.",
    BROWSER="A browser.",
    PREVIEW="A program that makes previews of links; nobody reads.",
    PROGRAM="Another program.",
)
describe(
    Visitor,
    "Who looked at a share.",
    name="ShareVisitor",
    PERSON="Somebody with a browser.",
    BOT="A program that looks at pages, to preview or to index them.",
    VERIFIER="A program that takes documents.",
)
describe(
    DisclosureLevel,
    "What of a credential visitors see, and who vouches for it.",
    ORIGINAL="The whole, as its issuer signed it.",
    ORIGINAL_HOSTED="The whole, as its issuer showed it when this wallet looked.",
    ISSUER_SUBSET="Chosen fields, each signed by the issuer.",
    WALLET_EXCERPT="Chosen fields, vouched for by this wallet, which checked the whole.",
    UNVERIFIED="The holder says so.",
)
describe(
    VerificationAnswer,
    "The answer that a check contributes to.",
    INTEGRITY="As its issuer made it.",
    STANDING="Holds today.",
    TRUST="Issuer's anchor.",
    RECIPIENT="Whose it is.",
    INFORMATION="Counts towards none.",
)
describe(
    Outcome,
    "What a check found.",
    PASS="In order.",  # noqa: S106  # a check's outcome, no password
    WARN="In order, with a remark.",
    FAIL="Not in order.",
    SKIPPED="Does not apply.",
    UNKNOWN="Could not be found out; never a pass.",
)
describe(
    Party,
    "Who can mend something.",
    LEARNER="The learner.",
    ISSUER="The issuer.",
    WALLET="This server.",
)
describe(
    SourceKind,
    "Where an answer came from.",
    LIVE="Looked up now.",
    SNAPSHOT="Kept from an earlier look.",
    DOCUMENT="In the document itself.",
)
describe(
    Verdict,
    "The four answers in a word: a function of integrity and standing only.",
    VERIFIED="Intact and current.",
    VERIFIED_WITH_WARNINGS="Intact and current, with a remark.",
    INCOMPLETE="Something could not be found out.",
    NOT_VERIFIED="Broken, expired, not yet valid, suspended or revoked.",
)
describe(
    Integrity,
    "Is it as its issuer made it.",
    INTACT="Signed or hosted by its issuer, unaltered.",
    BROKEN="Altered, or not its issuer's.",
    UNKNOWN="Could not be found out.",
)
describe(
    Standing,
    "Does it hold today.",
    CURRENT="It holds.",
    EXPIRED="Past its end date.",
    NOT_YET_VALID="Before its start date.",
    SUSPENDED="Suspended by the issuer.",
    REVOKED="Withdrawn by the issuer.",
    UNKNOWN="Could not be found out.",
)
describe(
    TrustAnchor,
    "How its issuer is anchored.",
    REGISTERED="In a registry that this server trusts.",
    DOMAIN="By its web domain.",
    KEY_ONLY="By a bare key.",
    NONE="Not at all.",
)
describe(
    RecipientBinding,
    "Is it this learner's.",
    MATCHED="It names an address or id that the account has proven.",
    UNPROVEN="It names none that the account has proven so far.",
    NOT_NAMED="It names nobody.",
    NOT_CHECKED="Not asked.",
)
describe(
    Permission,
    "What an application may do in the wallet.",
    READ_CREDENTIALS="See all credentials.",
    ADD_CREDENTIALS="Add credentials that name the viewer.",
    READ_PROFILE="See the name and the main address.",
    CHANGE_PROFILE="Change the name.",
)
describe(
    ConnectionState,
    "State of a connection with a platform.",
    PENDING="The viewer has not allowed it at the platform yet.",
    CONNECTED="The platform is fetched from time to time.",
    NEEDS_SIGN_IN="The platform lets the wallet in no more: connect it again.",
    ERROR="The platform did not answer as it should; it is tried again.",
)
