"""Why there is no answer: we would not ask, or could not get one."""

from enum import StrEnum


class RefusalCode(StrEnum):
    """Why we would not ask, or would not take the answer. Append-only."""

    ADDRESS_REFUSED = "ADDRESS_REFUSED"
    SCHEME_REFUSED = "SCHEME_REFUSED"
    PORT_REFUSED = "PORT_REFUSED"
    HOST_INVALID = "HOST_INVALID"
    TOO_MANY_REDIRECTS = "TOO_MANY_REDIRECTS"
    BODY_TOO_LARGE = "BODY_TOO_LARGE"
    MEDIA_TYPE_REFUSED = "MEDIA_TYPE_REFUSED"
    BUDGET_SPENT = "BUDGET_SPENT"
    URL_INVALID = "URL_INVALID"


class FailureCode(StrEnum):
    """Why no answer arrived. Append-only. Says nothing about the credential."""

    TIMED_OUT = "TIMED_OUT"
    CONNECTION_FAILED = "CONNECTION_FAILED"
    NAME_NOT_FOUND = "NAME_NOT_FOUND"
    TLS_FAILED = "TLS_FAILED"
    ANSWER_MALFORMED = "ANSWER_MALFORMED"


class FetchRefusedError(Exception):
    """Our own rules stop this fetch; asking again will not help.

    Attributes:
        code: which rule.
        message: a sentence for a person, with what to do about it.
    """

    def __init__(self, code: RefusalCode, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class FetchFailedError(Exception):
    """No answer arrived; asking again later may help.

    Attributes:
        code: what went wrong.
        message: a sentence for a person, with what to do about it.
    """

    def __init__(self, code: FailureCode, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def timed_out(host: str) -> FetchFailedError:
    """Return the error of a host that took too long."""
    return FetchFailedError(
        FailureCode.TIMED_OUT, f"{host} did not answer in time. Try again later."
    )
