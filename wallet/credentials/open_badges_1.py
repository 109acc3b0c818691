"""Open Badges 0.5, 1.0 and 1.1: read as version 2, once their members have its names.

An address is read by `open_badges_2`, whatever version lies there. The same things are believed,
with two differences of these versions: 0.5 names no address of its own, so it counts only where
the address that was brought shows it; and a badge is hosted at its `verify.url` or signed with
the key that lies there.

Sources: Open Badges 1.0 and 1.1, "Assertion"; Mozilla, "Assertion Specification Changes" (0.5).
"""

from wallet.credentials import open_badges_2
from wallet.credentials.credential import CredentialFormat
from wallet.credentials.generations import version_1_of
from wallet.credentials.reader import Reader
from wallet.documents.document import Document


def _recognises(document: Document) -> bool:
    if document.content is None or document.sd_jwt is not None:
        return False
    return version_1_of(document.content) is not None


READER = Reader(
    formats=(CredentialFormat.OPEN_BADGES_1_HOSTED, CredentialFormat.OPEN_BADGES_1_SIGNED),
    recognises=_recognises,
    lacks=open_badges_2.lacks,
    read=open_badges_2.read,
)
