"""What reaches a learner outside of the wallet goes by these, made once at the start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from wallet.accounts.unsubscribe_links import UnsubscribeLinks
from wallet.learner.webhook_keys import WebhookKeys
from wallet.learner.webhooks import Poster


@dataclass(frozen=True, slots=True)
class PublicIds:
    """How rows are named to others: by the ids of the API."""

    credential: Callable[[UUID], str]
    import_job: Callable[[UUID], str]
    notification: Callable[[UUID], str]


@dataclass(frozen=True, slots=True)
class Outreach:
    """Ways out: who sends, what it is signed with, how letters are ended, what time it is."""

    poster: Poster
    webhook_keys: WebhookKeys
    unsubscribe: UnsubscribeLinks
    ids: PublicIds
    clock: Callable[[], datetime]
