"""Which addresses may never be connected to.

`ipaddress`'s own `is_global` is no guard: it is true for `::127.0.0.1`, `64:ff9b::7f00:1`,
`2002:7f00:1::`, multicast and more. So an address that carries another one is judged by the
one inside, and the tables here are our own.

Sources: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890, RFC 8190), IANA
Multicast registries, IANA IPv6 Global Unicast Allocations. Every range of the special-purpose
registries is refused, also the few that are globally reachable: nobody hosts badges there.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

IPAddress = IPv4Address | IPv6Address

IPV4_RANGES: tuple[tuple[IPv4Network, str], ...] = tuple(
    (IPv4Network(block), name)
    for block, name in (
        ("0.0.0.0/8", "this network, RFC 791"),
        ("10.0.0.0/8", "private, RFC 1918"),
        ("100.64.0.0/10", "shared by carriers, RFC 6598"),
        ("127.0.0.0/8", "loopback, RFC 1122"),
        ("169.254.0.0/16", "link-local and cloud metadata, RFC 3927"),
        ("172.16.0.0/12", "private, RFC 1918"),
        ("192.0.0.0/24", "protocol assignments, RFC 6890"),
        ("192.0.2.0/24", "documentation, RFC 5737"),
        ("192.31.196.0/24", "AS112, RFC 7535"),
        ("192.52.193.0/24", "AMT, RFC 7450"),
        ("192.88.99.0/24", "6to4 relays, RFC 7526"),
        ("192.168.0.0/16", "private, RFC 1918"),
        ("192.175.48.0/24", "AS112, RFC 7534"),
        ("198.18.0.0/15", "benchmarking, RFC 2544"),
        ("198.51.100.0/24", "documentation, RFC 5737"),
        ("203.0.113.0/24", "documentation, RFC 5737"),
        ("224.0.0.0/4", "multicast, RFC 5771"),
        ("240.0.0.0/4", "reserved, RFC 1112"),
        ("255.255.255.255/32", "broadcast, RFC 919"),
        # Public by number, yet inside every virtual machine of that cloud.
        ("168.63.129.16/32", "the Azure platform's own services"),
    )
)

IPV6_RANGES: tuple[tuple[IPv6Network, str], ...] = tuple(
    (IPv6Network(block), name)
    for block, name in (
        ("::/128", "unspecified, RFC 4291"),
        ("::1/128", "loopback, RFC 4291"),
        ("64:ff9b:1::/48", "NAT64 for local use, RFC 8215"),
        ("100::/64", "discard only, RFC 6666"),
        ("100:0:0:1::/64", "dummy prefix, RFC 9780"),
        ("2001::/23", "protocol assignments, RFC 2928"),
        ("2001:db8::/32", "documentation, RFC 3849"),
        ("2620:4f:8000::/48", "AS112, RFC 7534"),
        ("3fff::/20", "documentation, RFC 9637"),
        ("5f00::/16", "segment routing, RFC 9602"),
        ("fc00::/7", "unique local, RFC 4193"),
        ("fe80::/10", "link-local, RFC 4291"),
        ("fec0::/10", "site-local, RFC 3879"),
        ("ff00::/8", "multicast, RFC 4291"),
    )
)

GLOBAL_UNICAST = IPv6Network("2000::/3")

# Forms that carry an IPv4 address, and where in the 128 bits it begins. Of these, only the
# first two are ever a way to a public host: the others are withdrawn or private.
MAPPED = IPv6Network("::ffff:0:0/96")
NAT64 = IPv6Network("64:ff9b::/96")
COMPATIBLE = IPv6Network("::/96")
NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")
SIX_TO_FOUR = IPv6Network("2002::/16")
TEREDO = IPv6Network("2001::/32")


def refusal(address: IPAddress) -> str | None:
    """Return why `address` may not be connected to, or None when it may."""
    if isinstance(address, IPv4Address):
        return _refusal_of_ipv4(address)
    return _refusal_of_ipv6(address)


def embedded_ipv4(address: IPv6Address) -> tuple[IPv4Address, str, bool] | None:
    """Return the IPv4 address inside, the name of its form, and whether the form may be used.

    Source: RFC 4291 (mapped, compatible), RFC 6052 and RFC 8215 (NAT64), RFC 3056 (6to4),
    RFC 4380 (Teredo).
    """
    number = int(address)
    last = IPv4Address(number & 0xFFFFFFFF)
    if address in MAPPED:
        return last, "IPv4-mapped", True
    if address in NAT64:
        return last, "NAT64", True
    if address in NAT64_LOCAL:
        return last, "local NAT64", False
    if address in SIX_TO_FOUR:
        return IPv4Address((number >> 80) & 0xFFFFFFFF), "6to4", False
    if address in TEREDO:
        return IPv4Address(~number & 0xFFFFFFFF), "Teredo", False
    if address in COMPATIBLE and number > 1:
        return last, "IPv4-compatible", False
    return None


def _refusal_of_ipv4(address: IPv4Address) -> str | None:
    named = _range_of(address, IPV4_RANGES)
    if named is not None:
        return named
    # The tables above are ours; where the standard library knows a newer range, it counts too.
    return None if address.is_global else "not a public address"


def _refusal_of_ipv6(address: IPv6Address) -> str | None:
    if address.scope_id is not None:
        return "bound to one network interface, RFC 4007"
    carried = embedded_ipv4(address)
    if carried is not None:
        inner, form, usable = carried
        named = _refusal_of_ipv4(inner)
        if named is not None:
            return f"{form} form of {inner}: {named}"
        return None if usable else f"{form} form, which no public host uses"
    named = _range_of(address, IPV6_RANGES)
    if named is not None:
        return named
    if address not in GLOBAL_UNICAST:
        return "outside the public range, RFC 4291"
    return None if address.is_global else "not a public address"


def _range_of(
    address: IPAddress, ranges: Iterable[tuple[IPv4Network | IPv6Network, str]]
) -> str | None:
    return next((name for block, name in ranges if address in block), None)
