"""What each code of an error means, who can mend it, and whether to try again.

One entry for each code of `ErrorCode` and of `UserErrorCode`, which the schema's descriptions,
the fields of a `UserError` and the catalogue page are made of.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from wallet.user_errors import UserErrorCode
from wallet.verification.finding import Party


class ErrorCode(StrEnum):
    """`extensions.code` of a top-level error. Append-only."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    BAD_REQUEST = "BAD_REQUEST"
    THROTTLED = "THROTTLED"
    INTERNAL = "INTERNAL"
    DOCUMENT_UNKNOWN = "DOCUMENT_UNKNOWN"
    DOCUMENT_REFUSED = "DOCUMENT_REFUSED"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code says in English and in German; `who` is None where it is the client's author."""

    english: str
    german: str
    who: Party | None
    is_retryable: bool = False

    def said(self, language: str) -> str:
        """Return the sentence in that language, in English where it is neither."""
        return self.german if language == "de" else self.english


REQUEST_ERRORS: Final[Mapping[ErrorCode, Meaning]] = MappingProxyType(
    {
        ErrorCode.UNAUTHENTICATED: Meaning(
            "Nobody is signed in, or no longer: refresh the session, or sign in.",
            "Niemand ist angemeldet, oder nicht mehr: Sitzung erneuern oder anmelden.",
            Party.LEARNER,
        ),
        ErrorCode.FORBIDDEN: Meaning(
            "This may not be asked from there, or without a header that it needs.",
            "Das darf von dort nicht gefragt werden, oder nicht ohne einen nötigen Header.",
            None,
        ),
        ErrorCode.BAD_REQUEST: Meaning(
            "The request is wrong in itself, or asks for too much at once.",
            "Die Anfrage ist in sich falsch, oder sie verlangt zu viel auf einmal.",
            None,
        ),
        ErrorCode.THROTTLED: Meaning(
            "Too much was asked in a short time: wait for `retryAfter` seconds.",
            "In kurzer Zeit wurde zu viel gefragt: `retryAfter` Sekunden warten.",
            None,
            is_retryable=True,
        ),
        ErrorCode.INTERNAL: Meaning(
            "Something went wrong on our side; the request's id leads us to it.",
            "Bei uns ging etwas schief; die Nummer der Anfrage führt uns dorthin.",
            Party.WALLET,
            is_retryable=True,
        ),
        ErrorCode.DOCUMENT_UNKNOWN: Meaning(
            "No document with this SHA-256 is listed: the app is newer or older than the server.",
            "Kein Dokument mit diesem SHA-256 ist bekannt: Die App passt nicht zum Server.",
            None,
        ),
        ErrorCode.DOCUMENT_REFUSED: Meaning(
            "This server runs listed documents alone.",
            "Dieser Server führt nur bekannte Dokumente aus.",
            None,
        ),
    }
)

USER_ERRORS: Final[Mapping[UserErrorCode, Meaning]] = MappingProxyType(
    {
        UserErrorCode.BAD_SECRET: Meaning(
            "Code or token is wrong, spent or expired.",
            "Code oder Token ist falsch, verbraucht oder abgelaufen.",
            Party.LEARNER,
        ),
        UserErrorCode.CONFLICT: Meaning(
            "The object is in a state that does not allow it.",
            "Das Objekt ist in einem Zustand, der das nicht erlaubt.",
            Party.LEARNER,
            is_retryable=True,
        ),
        UserErrorCode.FETCH_FAILED: Meaning(
            "Remote address may not be fetched or did not answer.",
            "Die Adresse darf nicht abgerufen werden oder antwortet nicht.",
            Party.ISSUER,
            is_retryable=True,
        ),
        UserErrorCode.INVALID: Meaning(
            "Value has the wrong form.", "Der Wert hat die falsche Form.", Party.LEARNER
        ),
        UserErrorCode.LIMIT_REACHED: Meaning(
            "A limit is reached, or it was tried too often.",
            "Eine Grenze ist erreicht, oder es wurde zu oft versucht.",
            Party.LEARNER,
            is_retryable=True,
        ),
        UserErrorCode.NOT_FOUND: Meaning(
            "No such object, or not yours.",
            "Das gibt es nicht, oder es ist nicht Ihres.",
            Party.LEARNER,
        ),
        UserErrorCode.REQUIRED: Meaning("Value is missing.", "Der Wert fehlt.", Party.LEARNER),
        UserErrorCode.TAKEN: Meaning("Already exists.", "Das gibt es schon.", Party.LEARNER),
        UserErrorCode.TOO_LARGE: Meaning(
            "Value is too long or file too large.",
            "Der Wert ist zu lang oder die Datei zu groß.",
            Party.LEARNER,
        ),
        UserErrorCode.UNSUPPORTED_FORMAT: Meaning(
            "File or document format is not supported.",
            "Diese Art von Datei oder Dokument wird nicht gelesen.",
            Party.LEARNER,
        ),
    }
)
