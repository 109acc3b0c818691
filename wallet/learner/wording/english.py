"""English."""

from datetime import UTC, datetime

from wallet.learner.wording.wording import LetterWords, Notice, TimelineWords, Wording
from wallet.store.models.notifications import NotificationKind
from wallet.verification.report import Integrity, RecipientBinding, Standing, TrustAnchor

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def _date(moment: datetime) -> str:
    day = moment.astimezone(UTC)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _days(number: int) -> str:
    return {0: "today", 1: "tomorrow"}.get(number, f"in {number} days")


def _failed(number: int) -> str:
    return "One item needs" if number == 1 else f"{number} items need"


def _digest_subject(number: int) -> str:
    return "News of your badges" if number == 1 else f"News of your badges ({number})"


ENGLISH = Wording(
    language="en",
    date=_date,
    days=_days,
    failed=_failed,
    quoted="“{}”".format,
    notices={
        NotificationKind.REVOKED: Notice(
            "{title} was withdrawn",
            "Its issuer has withdrawn {title}. Links that show it say so. If you think that this "
            "is a mistake, ask the issuer.",
        ),
        NotificationKind.SUSPENDED: Notice(
            "{title} is suspended",
            "Its issuer has suspended {title} for now. We look every day whether it holds again.",
        ),
        NotificationKind.REINSTATED: Notice(
            "{title} holds again",
            "Its issuer has put {title} back into force. There is nothing for you to do.",
        ),
        NotificationKind.EXPIRING_SOON: Notice(
            "{title} ends on {date}",
            "{title} ends {days}, on {date}. Ask its issuer how to renew it.",
        ),
        NotificationKind.EXPIRED: Notice(
            "{title} has ended",
            "{title} has reached the end of its validity. It stays in your wallet; ask its issuer "
            "how to renew it.",
        ),
        NotificationKind.ISSUER_GONE: Notice(
            "The issuer of {title} does not answer",
            "We have not reached the issuer of {title} since {date}. That says nothing against "
            "the badge; what we saw before is kept. We go on trying.",
        ),
        NotificationKind.ISSUER_BACK: Notice(
            "The issuer of {title} answers again",
            "The issuer of {title}, whom we could not reach since {date}, answers again, and the "
            "badge was checked anew.",
        ),
        NotificationKind.KEY_ROTATED: Notice(
            "The issuer of {title} has new keys",
            "The issuer of {title} publishes other keys than before. The badge was checked again "
            "under them; look at its report.",
        ),
        NotificationKind.INTEGRITY_LOST: Notice(
            "{title} does not verify any more",
            "{title} verified before and does not now. Look at its report for what changed, and "
            "ask its issuer.",
        ),
        NotificationKind.NEW_VERSION: Notice(
            "{title} has changed",
            "The issuer of {title} shows it in new words. Your wallet shows them now, and keeps "
            "the document that you brought.",
        ),
        NotificationKind.IMPORT_NEEDS_ATTENTION: Notice(
            "An import needs you",
            "{count} your attention. Open the import to see what to do.",
        ),
        NotificationKind.SHARE_PROBLEM: Notice(
            "A visitor of “{title}” sees a problem",
            "Somebody who has your link “{title}” wrote to you. What they wrote is in your "
            "inbox; who they are, the wallet does not know.",
        ),
    },
    letters=LetterWords(
        digest_subject=_digest_subject,
        digest_opening="This happened to your badges:",
        digest_more=lambda number: f"And {number} more, which your wallet shows.",
        closing="Sign in to your wallet to see more.",
        unsubscribe="You chose to get such letters. To end them, open:",
    ),
    timeline=TimelineWords(
        first="First check.",
        integrity={
            Integrity.INTACT: "It is as its issuer made it.",
            Integrity.BROKEN: "It is not as its issuer made it.",
            Integrity.UNKNOWN: "Whether it is as its issuer made it could not be found out.",
        },
        standing={
            Standing.CURRENT: "It holds.",
            Standing.EXPIRED: "It has ended.",
            Standing.NOT_YET_VALID: "It does not hold yet.",
            Standing.SUSPENDED: "Its issuer has suspended it.",
            Standing.REVOKED: "Its issuer has withdrawn it.",
            Standing.UNKNOWN: "Whether it holds could not be found out.",
        },
        trust={
            TrustAnchor.REGISTERED: "Its issuer is in a registry.",
            TrustAnchor.DOMAIN: "Its issuer is known by a web domain.",
            TrustAnchor.KEY_ONLY: "Its issuer is known by a key alone.",
            TrustAnchor.NONE: "Nothing stands behind its issuer.",
        },
        recipient={
            RecipientBinding.MATCHED: "It names you.",
            RecipientBinding.UNPROVEN: "It names no address that you have proven.",
            RecipientBinding.NOT_NAMED: "It names nobody.",
            RecipientBinding.NOT_CHECKED: "Whom it names was not asked.",
        },
        other="A check has another remark.",
    ),
)
