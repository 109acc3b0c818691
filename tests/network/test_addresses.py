"""Addresses are judged as pure functions; none of these is ever dialled."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest

from wallet.network.addresses import IPV4_RANGES, IPV6_RANGES, embedded_ipv4, refusal

REFUSED = [
    "0.0.0.0",  # noqa: S104  refused here, bound nowhere
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.0.1",
    "169.254.169.254",
    "169.254.170.2",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.0.192",
    "192.0.2.1",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.168.1.1",
    "192.175.48.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::2",
    "::127.0.0.1",
    "::10.0.0.1",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:192.168.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::169.254.169.254",
    "64:ff9b:1::1",
    "64:ff9b:1::8.8.8.8",
    "100::1",
    "100:0:0:1::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:0:808:808::80ff:fffe",
    "2001:2::1",
    "2001:4:112::1",
    "2001:10::1",
    "2001:20::1",
    "2001:30::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2002:808:808::1",
    "2620:4f:8000::1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fd20:ce::254",
    "fe80::1",
    "fe80::1%eth0",
    "2606:4700::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "8000::1",
]

ACCEPTED = [
    "1.1.1.1",
    "8.8.8.8",
    "9.9.9.9",
    "11.0.0.1",
    "100.63.255.255",
    "100.128.0.1",
    "126.255.255.255",
    "128.0.0.1",
    "151.101.1.1",
    "169.253.255.255",
    "172.15.255.255",
    "172.32.0.1",
    "192.167.255.255",
    "192.169.0.1",
    "198.17.255.255",
    "198.20.0.1",
    "223.255.255.254",
    "2001:200::1",
    "2001:4860:4860::8888",
    "2606:4700:4700::1111",
    "2620:fe::fe",
    "2a00:1450:4001:800::200e",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
]


@pytest.mark.parametrize("spelling", REFUSED)
def test_refuses(spelling):
    assert refusal(ip_address(spelling))


@pytest.mark.parametrize("spelling", ACCEPTED)
def test_accepts_public_addresses(spelling):
    assert refusal(ip_address(spelling)) is None


@pytest.mark.parametrize(("block", "name"), [*IPV4_RANGES, *IPV6_RANGES], ids=str)
def test_refuses_both_ends_of_every_range_by_its_name(block, name):
    assert refusal(block[0])
    assert refusal(block[-1])


@pytest.mark.parametrize(("block", "name"), IPV4_RANGES, ids=str)
@pytest.mark.parametrize("prefix", ["::ffff:0:0", "64:ff9b::", "64:ff9b:1::", "::"])
def test_refuses_every_ipv4_range_inside_ipv6(prefix, block, name):
    carrier = IPv6Address(int(IPv6Address(prefix)) | int(block[-1]))
    assert refusal(carrier)


@pytest.mark.parametrize(
    ("spelling", "inner"),
    [
        pytest.param("::ffff:10.1.2.3", "10.1.2.3", id="mapped"),
        pytest.param("::10.1.2.3", "10.1.2.3", id="compatible"),
        pytest.param("64:ff9b::10.1.2.3", "10.1.2.3", id="nat64"),
        pytest.param("64:ff9b:1::10.1.2.3", "10.1.2.3", id="nat64-local"),
        pytest.param("2002:a01:203::1", "10.1.2.3", id="6to4"),
        pytest.param("2001:0:0:0:0:0:f5fe:fdfc", "10.1.2.3", id="teredo-is-inverted"),
    ],
)
def test_finds_the_address_inside(spelling, inner):
    found = embedded_ipv4(IPv6Address(spelling))
    assert found is not None
    assert found[0] == IPv4Address(inner)
    assert inner in (refusal(IPv6Address(spelling)) or "")


def test_lists_are_as_long_as_promised():
    assert len(set(REFUSED)) >= 60
    assert len(set(ACCEPTED)) >= 20
