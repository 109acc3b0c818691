"""Every code that a finding may carry: its outcome, who can mend it and what a person reads.

Append-only: programs and stored reports know these names (tests/verification/codes.txt). One
code has one outcome; where the same thing weighs differently there are two codes.
"""

from enum import Enum, unique

from wallet.verification.finding import Outcome, Party

_PASS_IS_NO_CODE = "a pass has no code"  # noqa: S105 - a sentence, not a secret


@unique
class Code(Enum):
    """A reason other than "in order". The value is (outcome, who can mend it, sentence)."""

    __hash__ = object.__hash__  # a member is itself alone; Enum's own is slow, and asked often

    # Any check
    DOES_NOT_APPLY = (Outcome.SKIPPED, None, "This does not apply to this credential.")
    NOT_REACHED = (
        Outcome.SKIPPED,
        None,
        "This was not asked, because an earlier check failed and nothing after it can be believed.",
    )

    # intake.fetch
    SOURCE_UNREACHABLE = (
        Outcome.UNKNOWN,
        Party.ISSUER,
        "No document came from the address.",
    )
    SOURCE_NEEDS_LEARNER = (
        Outcome.UNKNOWN,
        Party.LEARNER,
        "The address gave no document, and you can do something about it.",
    )

    # intake.limits
    INPUT_TOO_LARGE = (Outcome.FAIL, Party.LEARNER, "The file is larger than we read.")
    JSON_TOO_DEEP = (
        Outcome.FAIL,
        Party.ISSUER,
        "The document is nested far deeper than any real credential.",
    )
    IMAGE_TOO_LARGE = (Outcome.FAIL, Party.LEARNER, "The picture is larger than we read.")
    DECOMPRESSION_LIMIT = (
        Outcome.FAIL,
        Party.ISSUER,
        "Unpacked, the contents are larger than any real credential.",
    )

    # intake.unbake
    IMAGE_NO_CREDENTIAL = (
        Outcome.FAIL,
        Party.LEARNER,
        "There is no credential inside this picture; download the badge from its platform again.",
    )
    IMAGE_CORRUPT = (
        Outcome.FAIL,
        Party.LEARNER,
        "The picture is damaged; download the badge from its platform again.",
    )
    IMAGE_MULTIPLE_CREDENTIALS = (
        Outcome.FAIL,
        Party.ISSUER,
        "The picture holds several different credentials, so it is not clear which one is meant.",
    )
    IMAGE_TRAILING_DATA = (
        Outcome.WARN,
        Party.ISSUER,
        "There is something after the end of the picture; it was ignored.",
    )
    IMAGE_ACTIVE_CONTENT = (
        Outcome.WARN,
        Party.ISSUER,
        "The picture holds scripts or outside links; they are never run or followed.",
    )

    ARCHIVE_UNREADABLE = (
        Outcome.FAIL,
        Party.LEARNER,
        "The archive is damaged or locked; unpack it and bring the files in it.",
    )
    PDF_UNREADABLE = (
        Outcome.FAIL,
        Party.LEARNER,
        "The PDF file is damaged; download the badge from its platform again.",
    )
    PDF_LOCKED = (
        Outcome.FAIL,
        Party.LEARNER,
        "The PDF file is locked; bring the badge in another form.",
    )

    # intake.parse
    JSON_INVALID = (Outcome.FAIL, Party.LEARNER, "The text is not readable JSON.")
    JSON_DUPLICATE_KEY = (
        Outcome.FAIL,
        Party.ISSUER,
        "A name stands twice in the same object, so two readers could read different things.",
    )
    JSON_NON_FINITE = (
        Outcome.FAIL,
        Party.ISSUER,
        "A number in the document is none that JSON can carry.",
    )
    UNICODE_INVALID = (Outcome.FAIL, Party.ISSUER, "The text holds characters that are not valid.")
    JWS_INVALID = (
        Outcome.FAIL,
        Party.LEARNER,
        "The signed token is damaged; copy it again, from its first to its last character.",
    )

    # format.detected
    FORMAT_UNKNOWN = (
        Outcome.FAIL,
        Party.LEARNER,
        "This is not a credential of a kind that the wallet reads.",
    )
    FORMAT_AMBIGUOUS = (
        Outcome.FAIL,
        Party.ISSUER,
        "The document can be read as two different kinds of credential.",
    )
    ADDRESS_INCOMPLETE = (
        Outcome.WARN,
        Party.ISSUER,
        "An address in the badge is incomplete, and nothing tells where it counts from. We left "
        "it out.",
    )

    # jsonld.contexts
    CONTEXT_NOT_PINNED = (
        Outcome.UNKNOWN,
        Party.WALLET,
        "The document uses a vocabulary that we have no trusted copy of, so we cannot vouch for "
        "what its words mean.",
    )
    CONTEXT_INLINE = (
        Outcome.UNKNOWN,
        Party.ISSUER,
        "The document brings its own vocabulary, so we cannot vouch for what its words mean.",
    )
    CONTEXT_ORDER = (
        Outcome.FAIL,
        Party.ISSUER,
        "The document does not begin with the vocabulary that its standard asks for.",
    )

    # jsonld.signed_fields
    UNSIGNED_FIELDS = (
        Outcome.FAIL,
        Party.ISSUER,
        "The document says things that its signature does not cover.",
    )
    NOT_COMPACT_FORM = (
        Outcome.FAIL,
        Party.ISSUER,
        "The document was rewritten so that a screen would show something else than was signed.",
    )
    RELATIVE_IRI = (
        Outcome.FAIL,
        Party.ISSUER,
        "A type or address in the document is incomplete, so its signature does not cover it.",
    )
    NODE_SPLIT = (
        Outcome.FAIL,
        Party.ISSUER,
        "What is said about one thing was split up, so that a screen would show half of it.",
    )
    CONTROL_CHARACTERS = (
        Outcome.FAIL,
        Party.ISSUER,
        "The document holds invisible control characters.",
    )
    CANON_WORK_EXCEEDED = (
        Outcome.FAIL,
        Party.ISSUER,
        "The document is built so that checking its signature would take for ever.",
    )
    NULL_OR_EMPTY = (
        Outcome.WARN,
        Party.ISSUER,
        "The document has empty members; its signature does not cover them, and we read them as "
        "absent.",
    )

    # proof.present
    NO_PROOF = (
        Outcome.FAIL,
        Party.ISSUER,
        "The document carries no signature, so anybody could have written it.",
    )
    HOSTED_WITHOUT_PROOF = (
        Outcome.SKIPPED,
        None,
        "The credential is not signed; its issuer vouches for it by showing it on their own site.",
    )

    # proof.suite
    SUITE_UNSUPPORTED_BESIDE_OTHERS = (
        Outcome.SKIPPED,
        None,
        "One of the signatures is of a kind that we cannot check; another one is in order.",
    )
    SUITE_UNSUPPORTED = (
        Outcome.UNKNOWN,
        Party.WALLET,
        "The signature is of a kind that we cannot check yet.",
    )
    SUITE_DEPRECATED = (
        Outcome.WARN,
        Party.ISSUER,
        "The signature is of a kind that is being phased out.",
    )

    # proof.signature
    SIGNATURE_INVALID = (
        Outcome.FAIL,
        Party.ISSUER,
        "The signature does not fit the document: it was altered after signing, or signed with "
        "another key.",
    )
    ALG_NOT_ALLOWED = (
        Outcome.FAIL,
        Party.ISSUER,
        "The signature names an algorithm that is not allowed.",
    )
    HEADER_CRIT_UNKNOWN = (
        Outcome.FAIL,
        Party.ISSUER,
        "The signature demands an extension that we do not know.",
    )
    KEY_TYPE_MISMATCH = (
        Outcome.FAIL,
        Party.ISSUER,
        "The key is not of the kind that the signature asks for.",
    )
    PROOF_IS_BASE = (
        Outcome.WARN,
        Party.LEARNER,
        "The signature is what the issuer gives its holder to show parts from: it holds, and this "
        "file is not to be handed on as it is.",
    )
    BASE_PROOF_PRESENTED = (
        Outcome.FAIL,
        Party.LEARNER,
        "The credential was presented with what only its holder should have, so that everybody "
        "who saw it could show parts of it; present what is derived from it.",
    )

    # proof.purpose
    PURPOSE_MISMATCH = (
        Outcome.FAIL,
        Party.ISSUER,
        "The signature was made for another purpose than to issue a credential.",
    )
    PROOF_EXPIRED = (Outcome.FAIL, Party.ISSUER, "The signature itself has expired.")

    # proof.claims
    JWT_ISS_MISMATCH = (
        Outcome.FAIL,
        Party.ISSUER,
        "The token names another issuer than the credential in it.",
    )
    JWT_SUB_MISMATCH = (
        Outcome.FAIL,
        Party.ISSUER,
        "The token names another subject than the credential in it.",
    )
    JWT_JTI_MISMATCH = (
        Outcome.FAIL,
        Party.ISSUER,
        "The token names another id than the credential in it.",
    )
    JWT_NBF_MISMATCH = (
        Outcome.FAIL,
        Party.ISSUER,
        "The token begins at another time than the credential in it.",
    )
    JWT_EXP_MISMATCH = (
        Outcome.FAIL,
        Party.ISSUER,
        "The token ends at another time than the credential in it.",
    )
    JWT_DOUBLE_PAYLOAD = (
        Outcome.FAIL,
        Party.ISSUER,
        "The token holds two credentials, so it is not clear which one was meant.",
    )
    TOKEN_TYPE_MISMATCH = (
        Outcome.FAIL,
        Party.ISSUER,
        "The token says of itself that it is something else than a credential.",
    )

    # proof.set
    PROOF_IN_SET_INVALID = (
        Outcome.WARN,
        Party.ISSUER,
        "One of several signatures is not in order; another one, by the issuer, is.",
    )

    # proof.chain
    CHAIN_BROKEN = (
        Outcome.FAIL,
        Party.ISSUER,
        "A signature says which others it was made after, and these are not all there and in "
        "order.",
    )
    CHAIN_UNKNOWN = (
        Outcome.UNKNOWN,
        Party.WALLET,
        "A signature was made after others, one of which we could not check.",
    )

    # proof.disclosure
    STATUS_WITHHELD = (
        Outcome.WARN,
        Party.LEARNER,
        "This is a part of a credential, and nothing in it tells if the issuer has withdrawn it.",
    )
    VALIDITY_WITHHELD = (
        Outcome.WARN,
        Party.LEARNER,
        "This is a part of a credential, and nothing in it tells until when it holds.",
    )
    STATUS_BY_CHOICE = (
        Outcome.WARN,
        Party.LEARNER,
        "This is a part of a credential. Its holder chose what it shows of the status, so it may "
        "not tell of all by which the issuer has withdrawn it.",
    )
    SD_MALFORMED = (
        Outcome.FAIL,
        Party.LEARNER,
        "What is shown of the credential is damaged; ask for the part to be made again.",
    )
    SD_COUNT_MISMATCH = (
        Outcome.FAIL,
        Party.LEARNER,
        "There are more or fewer signatures than statements that are shown.",
    )
    SD_UNREFERENCED = (
        Outcome.FAIL,
        Party.LEARNER,
        "Something is shown that the signed part does not ask for.",
    )
    SD_DUPLICATE = (
        Outcome.FAIL,
        Party.LEARNER,
        "What is shown stands twice, so it is not clear where it belongs.",
    )
    SD_FORBIDDEN_NAME = (
        Outcome.FAIL,
        Party.ISSUER,
        "Something is shown under a name that its issuer has to sign openly, or that nobody may "
        "use.",
    )
    SD_HASH_NOT_ALLOWED = (
        Outcome.FAIL,
        Party.ISSUER,
        "What is shown is tied to the signed part by a kind of digest that is not safe.",
    )
    HOLDER_BINDING_INVALID = (
        Outcome.FAIL,
        Party.LEARNER,
        "Whoever presented the credential signed that it is theirs, and this signature does not "
        "hold; bring the credential without it.",
    )

    # issuer.key_resolution
    DID_UNRESOLVED = (
        Outcome.UNKNOWN,
        Party.ISSUER,
        "We could not look up who the issuer's identifier belongs to.",
    )
    KEY_URL_UNREACHABLE = (
        Outcome.UNKNOWN,
        Party.ISSUER,
        "We could not reach the place where the issuer publishes the key.",
    )
    DID_DOC_ID_MISMATCH = (
        Outcome.FAIL,
        Party.ISSUER,
        "What the issuer's identifier leads to speaks for somebody else.",
    )
    KEY_NOT_FOUND = (
        Outcome.FAIL,
        Party.ISSUER,
        "The issuer does not publish the key that the signature names.",
    )
    KEY_UNREADABLE = (Outcome.FAIL, Party.ISSUER, "The key that the signature names is malformed.")
    KEY_REVOKED = (Outcome.FAIL, Party.ISSUER, "The issuer has withdrawn the key.")
    KEY_BY_CERTIFICATE = (
        Outcome.UNKNOWN,
        Party.WALLET,
        "The key is in a certificate, and we do not know which authorities to believe.",
    )
    KEY_REPLACED = (
        Outcome.WARN,
        Party.ISSUER,
        "It was signed with a key that the issuer published when we looked earlier, and does not "
        "publish now.",
    )
    KEY_SEEN_EARLIER = (
        Outcome.WARN,
        Party.ISSUER,
        "We could not reach the place where the issuer publishes the key; it was there when we "
        "looked earlier.",
    )

    # issuer.key_binding
    CONTROLLER_MISMATCH = (
        Outcome.FAIL,
        Party.ISSUER,
        "The key belongs to somebody else than the issuer that the credential names.",
    )
    NOT_ASSERTION_METHOD = (
        Outcome.FAIL,
        Party.ISSUER,
        "The issuer has not allowed this key to sign credentials.",
    )
    KEY_EMBEDDED_UNTRUSTED = (
        Outcome.FAIL,
        Party.ISSUER,
        "The credential brings its own key, and the issuer publishes no such key.",
    )
    KEY_NOT_OWNED = (
        Outcome.FAIL,
        Party.ISSUER,
        "The key and the issuer do not both name each other.",
    )

    # issuer.hosting_scope
    HOST_OUT_OF_SCOPE = (
        Outcome.FAIL,
        Party.ISSUER,
        "The credential lies on a site that is not the issuer's.",
    )
    HOSTED_ID_MISMATCH = (
        Outcome.FAIL,
        Party.ISSUER,
        "The credential at its own address says that it is another one.",
    )
    COPY_DIFFERS = (
        Outcome.WARN,
        Party.LEARNER,
        "The copy in hand says something else than the one that the issuer shows; we read the "
        "issuer's.",
    )
    HOST_SENT_ON = (
        Outcome.UNKNOWN,
        Party.ISSUER,
        "The address sends on to another site, and nothing shows that what lies there is the "
        "issuer's.",
    )
    HOST_NOT_CONFIRMED = (
        Outcome.UNKNOWN,
        Party.ISSUER,
        "The credential lies on another site than its issuer's, and credentials of its age cannot "
        "show that the issuer means it to.",
    )
    HOST_NOT_NAMED = (
        Outcome.UNKNOWN,
        Party.LEARNER,
        "The credential does not say where its issuer shows it; bring its address, or the picture "
        "of the badge as you were given it.",
    )
    ORIGIN_DIFFERS = (
        Outcome.WARN,
        Party.ISSUER,
        "Parts of the credential lie on different sites, as the issuer's own pages have it.",
    )
    HOSTED_OVER_HTTP = (
        Outcome.WARN,
        Party.ISSUER,
        "The issuer publishes this without transport security (http), so that others could change "
        "it on its way.",
    )
    HOST_UNREACHABLE = (
        Outcome.UNKNOWN,
        Party.ISSUER,
        "We could not reach the issuer's site. That says nothing against the credential.",
    )

    # issuer.page
    PAGE_ATTESTED = (
        Outcome.UNKNOWN,
        Party.ISSUER,
        "Nobody signed this: it is what a web page showed, and no more than that is known.",
    )
    PAGE_SAYS_OTHERWISE = (
        Outcome.UNKNOWN,
        Party.ISSUER,
        "Nobody signed this: a web page shows something else than the record in hand; we read the "
        "page.",
    )
    PAGE_NOT_SEEN = (
        Outcome.UNKNOWN,
        Party.ISSUER,
        "Nobody signed this: it says that a web page showed it, and the page could not be seen.",
    )

    # issuer.registry
    NO_REGISTRY = (Outcome.SKIPPED, Party.WALLET, "This wallet has no list of known issuers.")

    ISSUER_NOT_LISTED = (
        Outcome.WARN,
        Party.WALLET,
        "The issuer is not on the list of known issuers. That says nothing against it: no list is "
        "complete.",
    )
    REGISTRY_UNREACHABLE = (
        Outcome.UNKNOWN,
        Party.WALLET,
        "The list of known issuers could not be read.",
    )

    # issuer.name
    NAME_CONFUSABLE = (
        Outcome.WARN,
        Party.ISSUER,
        "The issuer's name or address can be taken for another one; go by its domain, letter by "
        "letter.",
    )
    NAME_BIDI = (
        Outcome.WARN,
        Party.ISSUER,
        "The issuer's name holds invisible characters that can change how it reads.",
    )

    # semantics.subject
    SUBJECT_UNIDENTIFIED = (
        Outcome.WARN,
        Party.ISSUER,
        "The credential does not say whom it is about.",
    )

    # schema.canonical
    SCHEMA_INVALID = (
        Outcome.FAIL,
        Party.ISSUER,
        "The document lacks something that its standard demands.",
    )

    # schema.declared
    SCHEMA_UNREACHABLE = (
        Outcome.UNKNOWN,
        Party.ISSUER,
        "We could not reach the schema that the issuer names, so we cannot say if it fits.",
    )
    SCHEMA_DIGEST_MISMATCH = (
        Outcome.UNKNOWN,
        Party.ISSUER,
        "The schema that the issuer names was changed since, so we cannot say if it fits.",
    )
    SCHEMA_UNREADABLE = (
        Outcome.UNKNOWN,
        Party.ISSUER,
        "The schema that the issuer names cannot be read, or applying it takes too long.",
    )
    SCHEMA_TYPE_UNKNOWN = (
        Outcome.SKIPPED,
        None,
        "The issuer names a schema of a kind that we do not apply.",
    )
    SCHEMA_NOT_ASKED = (
        Outcome.SKIPPED,
        None,
        "The schema of a credential within another one is applied where that credential is "
        "examined by itself.",
    )

    # semantics.results
    RESULT_REF_BROKEN = (
        Outcome.WARN,
        Party.ISSUER,
        "A result names a scale that the credential does not describe, so it is not shown.",
    )

    # semantics.associations
    ASSOCIATION_REF_BROKEN = (
        Outcome.WARN,
        Party.ISSUER,
        "The record relates an achievement that is not in it.",
    )

    # validity.period
    NOT_YET_VALID = (Outcome.FAIL, Party.ISSUER, "The credential is not valid yet.")
    EXPIRED = (Outcome.FAIL, Party.ISSUER, "The credential has expired.")
    DATES_INVERTED = (
        Outcome.FAIL,
        Party.ISSUER,
        "The credential ends before it begins.",
    )
    DATE_UNREADABLE = (
        Outcome.UNKNOWN,
        Party.ISSUER,
        "A date of the credential cannot be read, so we cannot say if it holds today.",
    )
    CLOCK_SKEW_TOLERATED = (
        Outcome.WARN,
        Party.ISSUER,
        "The credential begins a moment from now; clocks differ, and we let that pass.",
    )

    # refresh.service
    REFRESH_USED = (
        Outcome.WARN,
        Party.LEARNER,
        "The issuer has a newer edition of this credential, so its dates and status are those of "
        "that one; import it from its issuer to see what else it says.",
    )
    REFRESH_UNREACHABLE = (
        Outcome.WARN,
        Party.ISSUER,
        "We could not ask if the issuer has a newer edition; this one was judged.",
    )
    REFRESH_NOT_EQUIVALENT = (
        Outcome.WARN,
        Party.ISSUER,
        "Where a newer edition should be there is something else, which was ignored.",
    )

    # status.revocation, status.suspension
    REVOKED = (Outcome.FAIL, Party.ISSUER, "The issuer has withdrawn this credential.")
    SUSPENDED = (Outcome.FAIL, Party.ISSUER, "The issuer has suspended this credential.")
    STATUS_UNREACHABLE = (
        Outcome.UNKNOWN,
        Party.ISSUER,
        "We could not ask whether the issuer has withdrawn it.",
    )
    STATUS_STALE = (
        Outcome.UNKNOWN,
        Party.ISSUER,
        "The issuer's status list could not be had anew, and the last one that we have is too old "
        "to rely on.",
    )
    STATUS_METHOD_UNKNOWN = (
        Outcome.UNKNOWN,
        Party.WALLET,
        "The issuer tells its status in a way that we cannot read yet.",
    )
    STATUS_AMBIGUOUS = (
        Outcome.UNKNOWN,
        Party.ISSUER,
        "The issuer's status list can be read in two ways, which do not agree on this credential.",
    )
    STATUS_LIST_TOO_SHORT = (
        Outcome.WARN,
        Party.ISSUER,
        "The issuer's status list is shorter than its standard asks, which tells more about "
        "holders than it should.",
    )
    STATUS_LIST_INVALID = (
        Outcome.FAIL,
        Party.ISSUER,
        "The issuer's status list is malformed or its signature does not hold.",
    )
    STATUS_LIST_EXPIRED = (
        Outcome.FAIL,
        Party.ISSUER,
        "The issuer's status list is out of date.",
    )
    STATUS_LIST_ISSUER_MISMATCH = (
        Outcome.FAIL,
        Party.ISSUER,
        "The status list is somebody else's, not the issuer's.",
    )
    STATUS_LIST_PURPOSE_MISMATCH = (
        Outcome.FAIL,
        Party.ISSUER,
        "The status list is for another purpose than the credential says.",
    )
    STATUS_LIST_RANGE = (
        Outcome.FAIL,
        Party.ISSUER,
        "The credential's place is not in the issuer's status list.",
    )

    # status.message
    STATUS_MESSAGE = (
        Outcome.WARN,
        Party.ISSUER,
        "The issuer has something to say about this credential.",
    )
    STATUS_MESSAGE_UNKNOWN = (
        Outcome.UNKNOWN,
        Party.ISSUER,
        "We could not find out what the issuer has to say about this credential.",
    )
    NEWER_VERSION = (
        Outcome.WARN,
        Party.LEARNER,
        "The issuer has a newer version of this credential; get it where you got this one.",
    )

    # recipient.identity
    RECIPIENT_UNPROVEN = (
        Outcome.WARN,
        Party.LEARNER,
        "It names none of the addresses that you have proven so far; add and prove the address "
        "that it was issued to.",
    )
    RECIPIENT_NOT_NAMED = (
        Outcome.WARN,
        Party.ISSUER,
        "It does not name a person by an address or id that can be compared.",
    )
    RECIPIENT_NOT_CHECKED = (Outcome.SKIPPED, None, "Nobody asked whom it was issued to.")
    RECIPIENT_WEAK_HASH = (
        Outcome.WARN,
        Party.ISSUER,
        "It names you, but hides the address so weakly that others could guess it.",
    )

    # endorsements, embedded.credentials
    CHILD_INVALID = (
        Outcome.WARN,
        Party.ISSUER,
        "A credential within this one does not hold; what it says is not shown as true.",
    )
    CHILD_INCOMPLETE = (
        Outcome.UNKNOWN,
        Party.ISSUER,
        "A credential within this one could not be checked completely.",
    )
    CHILD_LIMIT = (
        Outcome.FAIL,
        Party.ISSUER,
        "More credentials lie within this one, or deeper, than we check.",
    )
    CHILD_SUBJECT_DIFFERS = (
        Outcome.WARN,
        Party.ISSUER,
        "A credential within this one is about somebody else.",
    )
    ENDORSEMENT_MISPLACED = (
        Outcome.WARN,
        Party.ISSUER,
        "An endorsement is about something else than what it stands with; it does not count.",
    )

    # resources.integrity
    RESOURCE_DIGEST_MISMATCH = (
        Outcome.FAIL,
        Party.ISSUER,
        "Something that the credential relies on was changed since it was issued.",
    )
    RESOURCE_UNREACHABLE = (
        Outcome.UNKNOWN,
        Party.ISSUER,
        "We could not reach something that the credential relies on.",
    )
    RESOURCE_DIGEST_UNREADABLE = (
        Outcome.UNKNOWN,
        Party.ISSUER,
        "The credential says in no way that we can read what something it relies on must be.",
    )

    # presentation.holder
    HOLDER_NOT_SUBJECT = (
        Outcome.WARN,
        Party.LEARNER,
        "Whoever presented this is not whom it is about, as far as their identifiers tell.",
    )
    HOLDER_PROOF_INVALID = (
        Outcome.FAIL,
        Party.LEARNER,
        "The signature of whoever presented this does not hold. That says nothing against the "
        "credential itself.",
    )
    HOLDER_PROOF_UNCHECKED = (
        Outcome.UNKNOWN,
        Party.WALLET,
        "We could not check the signature of whoever presented this.",
    )
    HOLDER_UNPROVEN = (
        Outcome.SKIPPED,
        None,
        "It was presented without a signature, so nothing tells who presented it.",
    )

    def __init__(self, outcome: Outcome, mender: Party | None, sentence: str) -> None:
        """Fix what the code means."""
        if outcome is Outcome.PASS:
            raise ValueError(_PASS_IS_NO_CODE)
        self.outcome = outcome
        self.mender = mender
        self.sentence = sentence
