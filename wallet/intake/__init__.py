"""An address, text or file in; documents with what they link to, credentials, reports out."""

from wallet.intake.examining import Examined, Intake, Refused

__all__ = ["Examined", "Intake", "Refused"]
