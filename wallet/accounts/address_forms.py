"""A mail address as typed in; the form to send to, and the key by which two are the same, out."""

from dataclasses import dataclass
from re import compile as pattern
from unicodedata import category, normalize

from idna import IDNAError, encode

from wallet.user_errors import InvalidError

_LOCAL_OCTETS = 64
_ADDRESS_OCTETS = 254
_ATOMS = pattern(r"[^.]+(\.[^.]+)*")
_SPECIALS = frozenset('()<>[]:;@\\,"')
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"})


@dataclass(frozen=True, slots=True)
class AddressForm:
    """One address in its two forms.

    Attributes:
        address: as typed, in NFC; shown, sent to, matched with recipients.
        key: lower case, the domain in its ASCII form; never shown.
    """

    address: str
    key: str


def address_form(typed: str) -> AddressForm:
    """Read an address.

    Mail goes to a form that has the same key by letter case of ASCII alone: else somebody with a
    mailbox that merely lower-cases to another's could be sent that person's code.

    Raises:
        InvalidError: not an address that mail can be sent to.
    """
    local, at, domain = normalize("NFC", typed.strip()).rpartition("@")
    if not at or not _is_local_part(local):
        raise _not_an_address()
    ascii_domain = _ascii_domain(domain)
    key = normalize("NFC", local.lower()) + "@" + ascii_domain
    shown_local = local if local.isascii() else normalize("NFC", local.lower())
    shown = shown_local + "@" + (domain if domain.isascii() else ascii_domain)
    if len(key.encode()) > _ADDRESS_OCTETS:
        raise _not_an_address()
    return AddressForm(shown, key)


def _is_local_part(local: str) -> bool:
    if not _ATOMS.fullmatch(local) or len(local.encode("utf-8", "replace")) > _LOCAL_OCTETS:
        return False
    return not any(char in _SPECIALS or category(char) in _UNPRINTABLE for char in local)


def _ascii_domain(domain: str) -> str:
    try:
        ascii_domain = encode(domain, uts46=True, std3_rules=True).decode().lower()
    except IDNAError:
        raise _not_an_address() from None
    top = ascii_domain.rpartition(".")[2]
    if "." not in ascii_domain.rstrip(".") or ascii_domain.endswith(".") or top.isdigit():
        raise _not_an_address()
    return ascii_domain


def _not_an_address() -> InvalidError:
    return InvalidError(
        "This is not a mail address. Check it for spaces and typing slips.", ("address",)
    )
