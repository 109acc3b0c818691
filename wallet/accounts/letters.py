"""What we write to people: each letter is subject and body, and says what to do.

Nothing that a stranger chose stands in a letter to somebody else.
"""

from dataclasses import dataclass

from wallet.accounts.one_time_codes import LIFETIME

_MINUTES = int(LIFETIME.total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of one mail."""

    subject: str
    body: str


def sign_in_code(code: str) -> Letter:
    """Write the letter that brings a code for signing in."""
    return Letter(
        "Your sign-in code",
        f"Your code to sign in to your wallet is\n\n    {code}\n\n"
        f"It works once, within {_MINUTES} minutes, on the device that asked for it.\n"
        "Did you not ask for it? Then give it to nobody; you need do nothing else.\n",
    )


def address_code(code: str) -> Letter:
    """Write the letter that brings a code for proving an address."""
    return Letter(
        "Confirm this address",
        f"The code that adds this address to a wallet is\n\n    {code}\n\n"
        f"It works once, within {_MINUTES} minutes.\n"
        "Is the wallet not yours? Then give the code to nobody; you need do nothing else.\n",
    )


def address_moved(address: str) -> Letter:
    """Tell the former owner of an address that it now belongs to another account."""
    return Letter(
        "An address was taken out of your wallet",
        f"The address {address} was confirmed for another wallet account, by a code sent to it.\n"
        "It no longer belongs to yours; your badges are untouched.\n\n"
        "Was that not you? Make sure that nobody else reads that mailbox, then add the address "
        "to your wallet again.\n",
    )


def session_ended() -> Letter:
    """Tell the owner that a copied token was used and what we did about it."""
    return Letter(
        "We signed one of your devices out",
        "A sign-in of yours was used twice in a way that suggests a copy. We ended it on every "
        "device that had it.\n\n"
        "Sign in again. If this happens more than once, check the device for strangers' "
        "software.\n",
    )


def application_allowed() -> Letter:
    """Tell the owner that an application was let into the wallet."""
    return Letter(
        "An application was connected to your wallet",
        "You allowed an application to act in your wallet. Your wallet lists it under the "
        "connected applications, with what it may do, and you can disconnect it there at any "
        "time.\n\n"
        "Was that not you? Disconnect it, and sign out your other devices.\n",
    )


def application_cut_off() -> Letter:
    """Tell the owner that an application's token was copied and what we did about it."""
    return Letter(
        "We disconnected an application from your wallet",
        "A key of an application that you had connected was used twice in a way that suggests a "
        "copy. We ended its access; your badges are untouched.\n\n"
        "If you still use that application, connect it again from there.\n",
    )
