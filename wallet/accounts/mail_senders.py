"""Ways to hand mail over: a server by SMTP, or the console of whoever develops."""

from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum
from logging import getLogger
from ssl import SSLContext
from typing import Final
from urllib.parse import unquote, urlsplit

from aiosmtplib import (
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
)
from aiosmtplib import send as send_by_smtp

from wallet.accounts.mail import MailNotSentError, Message

_LOG = getLogger("wallet.mail")
_SECONDS: Final = 20.0
_PERMANENT: Final = 500
_PORTS: Final = {"smtp": 587, "smtps": 465}
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class SmtpSecurity(StrEnum):
    """How the way to the mail server is protected."""

    TLS = "TLS"
    STARTTLS = "STARTTLS"
    NONE = "NONE"


@dataclass(frozen=True, slots=True)
class SmtpSender:
    """Hands mail to one SMTP server.

    Attributes:
        host: its name.
        port: its port: as a rule 465 for TLS, 587 for STARTTLS.
        from_address: whom mail is from.
        security: NONE is for a relay on the same machine.
        username: where it wants one.
        password: of that user.
        tls_context: whom to trust; None for the system's.
    """

    host: str
    port: int
    from_address: str
    security: SmtpSecurity = SmtpSecurity.STARTTLS
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    tls_context: SSLContext | None = None

    @property
    def reaches_mailbox(self) -> bool:
        """The person reads it in their mailbox."""
        return True

    async def send(self, message: Message) -> None:
        """Hand one mail over.

        Raises:
            MailNotSentError: final where the server refuses this mail for good.
        """
        try:
            await send_by_smtp(
                self._composed(message),
                hostname=self.host,
                port=self.port,
                username=self.username,
                password=self.password,
                use_tls=self.security is SmtpSecurity.TLS,
                start_tls=self.security is SmtpSecurity.STARTTLS,
                tls_context=self.tls_context,
                timeout=_SECONDS,
            )
        except (SMTPException, OSError, ValueError) as error:
            raise MailNotSentError(type(error).__name__, is_final=_is_final(error)) from error

    def _composed(self, message: Message) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = self.from_address
        mail["To"] = message.to_address
        mail["Subject"] = message.subject
        mail["Date"] = format_datetime(message.created_at)
        mail["Message-ID"] = f"<{message.id}@{self.from_address.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        if message.unsubscribe_url is not None:  # RFC 8058, "List-Unsubscribe-Post"
            mail["List-Unsubscribe"] = f"<{message.unsubscribe_url}>"
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        mail.set_content(message.body)
        return mail


@dataclass(frozen=True, slots=True)
class ConsoleSender:
    """Writes mail to the log: how one signs in where no mail server is configured."""

    @property
    def reaches_mailbox(self) -> bool:
        """Nobody gets it but who reads the log or the outbox."""
        return False

    async def send(self, message: Message) -> None:
        """Log one mail, with its words, since there is no other way to read a code."""
        _LOG.info("mail to %s: %s\n%s", message.to_address, message.subject, message.body)


def sender_at(url: str, from_address: str) -> SmtpSender | ConsoleSender:
    """Return the sender of an address such as `smtp://user:password@host:587`.

    `smtp` is with STARTTLS, on loopback without; `smtps` is TLS from the start; an empty address
    is the console. User and password are percent-encoded.

    Raises:
        ValueError: no address of a mail server.
    """
    if not url:
        return ConsoleSender()
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("a mail server's address begins with smtp:// or smtps:// and names a host")
    return SmtpSender(
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        from_address=from_address,
        security=_security(parts.scheme, parts.hostname),
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )


def _security(scheme: str, host: str) -> SmtpSecurity:
    if scheme == "smtps":
        return SmtpSecurity.TLS
    return SmtpSecurity.NONE if host in _LOOPBACK else SmtpSecurity.STARTTLS


def _is_final(error: Exception) -> bool:
    if isinstance(error, SMTPRecipientsRefused):
        return all(_is_final(refusal) for refusal in error.recipients)
    if isinstance(error, SMTPRecipientRefused | SMTPDataError):
        return error.code >= _PERMANENT
    return isinstance(error, ValueError)
