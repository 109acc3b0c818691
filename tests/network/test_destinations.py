"""Spellings of URLs and hosts, judged as pure functions; none of these is ever dialled."""

import pytest

from wallet.network.addresses import refusal
from wallet.network.destinations import check_name, is_loopback, literal_address, parsed, port_of
from wallet.network.errors import FetchRefusedError, RefusalCode

HOSTILE_HOSTS = [
    "2130706433",
    "017700000001",
    "0x7f000001",
    "0x7F000001",
    "0x7f.0x0.0x0.0x1",
    "0x7f.1",
    "0x7f.0.0.1",
    "127.1",
    "127.0.1",
    "127.0.0.0x1",
    "0177.0.0.1",
    "0177.1",
    "127.000.000.001",
    "0",
    "0x",
    "0x0",
    "00",
    "1",
    "127.0.0.1.",
    "127.0.0.1..",
    "127.0.0.1",
    "127.9.9.9",
    "10.1",
    "3232235777",
    "0xC0A80101",
    "0xa9fea9fe",
    "2852039166",
    "169.254.43518",
    "425.510.425.510",
    "256.256.256.256",
    "1.2.3.4.5",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[fe80::1%25eth0]",
    "[fe80::1%eth0]",
    "[2606:4700::1%25eth0]",
    "[::1",
    "::1",
    "[v1.abc]",
    "[127.0.0.1]",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "localhost..",
    "wallet.localhost",
    "a.b.localhost.",
    "localhost.localdomain",
    "printer.local",
    "metadata.google.internal",
    "metadata.google.internal.",
    "db.internal",
    "intranet",
    "metadata",
    "router.lan",
    "nas.home.arpa",
    "files.corp",
    "box.home",
    "hidden.onion",
    "%6c%6f%63%61%6c%68%6f%73%74",
    "127%2e0%2e0%2e1",
    "\uff11\uff12\uff17.0.0.1",
    "127\u30020\u30020\u30021",
    "\uff4c\uff4f\uff43\uff41\uff4c\uff48\uff4f\uff53\uff54",
    "\u2460\u2461\u2466.0.0.1",
    "loc\u00adalhost",
    "xn--localhost-",
    "xn--",
    "xn--badge-.example.org",
    "xn--.example.org",
    "xn--99999999.example.org",
    "xn--a-\u00e9",
    "exa mple.org",
    "exam\\ple.org",
    "example.org\\@127.0.0.1",
    "user@127.0.0.1",
    "public.example.org@localhost",
    "public.example.org:443@127.0.0.1",
    "-a.example.org",
    "a..example.org",
    ".example.org",
    "",
    ".",
    "a" * 64 + ".org",
    "a." * 130 + "org",
    "127.0.0.1\t",
    "127.0.0.1\n",
    "example.org\r\nx",
    "example.org\x00.local",
]

PUBLIC_HOSTS = {
    "example.org": "example.org",
    "EXAMPLE.org": "example.org",
    "example.org.": "example.org",
    "api.badgr.io": "api.badgr.io",
    "with_underscore.example.org": "with_underscore.example.org",
    "1and1.example.org": "1and1.example.org",
    "123.example.org": "123.example.org",
    "b\u00fccher.example.org": "xn--bcher-kva.example.org",
    "B\u00dcCHER.example.org": "xn--bcher-kva.example.org",
    "xn--bcher-kva.example.org": "xn--bcher-kva.example.org",
    "localhost.example.org": "localhost.example.org",
    "internal.example.org": "internal.example.org",
    "8.8.8.8": "8.8.8.8",
    "[2606:4700:4700::1111]": "2606:4700:4700::1111",
}


def way_through(url: str) -> None:
    """Go every step that a URL goes before its name would be resolved."""
    host = parsed(url).raw_host.decode("ascii")
    check_name(host)
    literal = literal_address(host)
    if literal is not None and refusal(literal):
        raise FetchRefusedError(RefusalCode.ADDRESS_REFUSED, str(literal))


@pytest.mark.parametrize("host", HOSTILE_HOSTS, ids=ascii)
def test_refuses_hostile_spellings(host):
    with pytest.raises(FetchRefusedError) as refused:
        way_through(f"https://{host}/badge")
    assert refused.value.code in {
        RefusalCode.ADDRESS_REFUSED,
        RefusalCode.HOST_INVALID,
        RefusalCode.URL_INVALID,
    }
    assert refused.value.message


@pytest.mark.parametrize(("host", "canonical"), PUBLIC_HOSTS.items(), ids=ascii)
def test_accepts_public_hosts_in_one_form(host, canonical):
    way_through(f"https://{host}/badge")
    assert parsed(f"https://{host}/badge").raw_host.decode("ascii") == canonical


@pytest.mark.parametrize(
    ("url", "code"),
    [
        pytest.param("ftp://example.org/x", RefusalCode.SCHEME_REFUSED, id="ftp"),
        pytest.param("file:///etc/passwd", RefusalCode.SCHEME_REFUSED, id="file"),
        pytest.param("gopher://127.0.0.1:6379/_x", RefusalCode.SCHEME_REFUSED, id="gopher"),
        pytest.param("javascript:alert(1)", RefusalCode.SCHEME_REFUSED, id="javascript"),
        pytest.param("data:text/plain,x", RefusalCode.SCHEME_REFUSED, id="data"),
        pytest.param("//example.org/x", RefusalCode.SCHEME_REFUSED, id="no-scheme"),
        pytest.param("/badge", RefusalCode.SCHEME_REFUSED, id="path-alone"),
        pytest.param("", RefusalCode.SCHEME_REFUSED, id="nothing"),
        pytest.param("https:///x", RefusalCode.HOST_INVALID, id="no-host"),
        pytest.param("https:example.org", RefusalCode.HOST_INVALID, id="no-slashes"),
        pytest.param("https://u:p@example.org/", RefusalCode.URL_INVALID, id="userinfo"),
        pytest.param("https://example.org:x/", RefusalCode.URL_INVALID, id="port-of-letters"),
        pytest.param("https://example.org/\r\nHost: x", RefusalCode.URL_INVALID, id="new-line"),
        pytest.param("https://example.org/" + "a" * 5000, RefusalCode.URL_INVALID, id="too-long"),
        pytest.param("https://127.1/", RefusalCode.HOST_INVALID, id="short-ipv4"),
        pytest.param("https://2130706433/", RefusalCode.HOST_INVALID, id="decimal-ipv4"),
        pytest.param("https://0x7f.1/", RefusalCode.HOST_INVALID, id="hex-ipv4"),
    ],
)
def test_refuses_for_the_named_reason(url, code):
    with pytest.raises(FetchRefusedError) as refused:
        parsed(url)
    assert refused.value.code is code


@pytest.mark.parametrize(
    ("url", "port"),
    [
        ("https://example.org/", 443),
        ("http://example.org/", 80),
        ("https://example.org:443/", 443),
        ("https://example.org:8443/", 8443),
        ("https://example.org:0/", 0),
    ],
)
def test_knows_the_port(url, port):
    assert port_of(parsed(url)) == port


def test_drops_the_fragment():
    assert str(parsed("https://example.org/a?b=c#d")) == "https://example.org/a?b=c"


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("localhost", True),
        ("a.localhost", True),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost.example.org", False),
        ("10.0.0.1", False),
    ],
)
def test_knows_loopback(host, is_ours):
    assert is_loopback(host) is is_ours


def test_lists_are_as_long_as_promised():
    assert len(set(HOSTILE_HOSTS)) >= 60
