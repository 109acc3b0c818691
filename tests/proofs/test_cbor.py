import random
from time import time_ns

import pytest

from wallet.proofs.cbor import CborError, read_cbor


@pytest.mark.parametrize(
    ("octets", "value"),
    [
        ("00", 0),
        ("17", 23),
        ("1818", 24),
        ("190100", 256),
        ("1a00010000", 65536),
        ("40", b""),
        ("4201ff", b"\x01\xff"),
        ("63c3a961", "éa"),
        ("83014102626162", [1, b"\x02", "ab"]),
        ("a2004101014102", {0: b"\x01", 1: b"\x02"}),
        ("5818" + "00" * 24, bytes(24)),
    ],
)
def test_reads_what_proof_values_are_made_of(octets, value):
    assert read_cbor(bytes.fromhex(octets)) == value


@pytest.mark.parametrize(
    "octets",
    [
        pytest.param("", id="nothing"),
        pytest.param("0000", id="something after it"),
        pytest.param("42ff", id="octets cut short"),
        pytest.param("8201", id="a list cut short"),
        pytest.param("a1", id="a map without its pair"),
        pytest.param("a101", id="a key without a value"),
        pytest.param("5affffffff", id="four gigabytes of octets"),
        pytest.param("9affffffff", id="four thousand million items"),
        pytest.param("baffffffff", id="as many pairs"),
        pytest.param("1bffffffffffffffff", id="a number of eight octets"),
        pytest.param("1817", id="a number longer than need be"),
        pytest.param("1900ff", id="a longer one"),
        pytest.param("1a0000ffff", id="the longest"),
        pytest.param("18", id="a number cut short"),
        pytest.param("1cff", id="a length of no form"),
        pytest.param("5f4100ff", id="octets in pieces"),
        pytest.param("9f00ff", id="a list without an end"),
        pytest.param("20", id="a negative number"),
        pytest.param("c24101", id="a tag: a big number"),
        pytest.param("d90100" + "80", id="a tag: a set"),
        pytest.param("f5", id="true"),
        pytest.param("f6", id="null"),
        pytest.param("f97e00", id="not a number"),
        pytest.param("62c328", id="a text that is none"),
        pytest.param("a200410000" + "4101", id="a key twice"),
        pytest.param("a1800000", id="a list as a key"),
        pytest.param("81" * 5 + "00", id="nested deeper than any"),
        pytest.param("81" * 100_000, id="nested without end"),
    ],
)
def test_anything_else_is_refused(octets):
    with pytest.raises(CborError):
        read_cbor(bytes.fromhex(octets))


def test_no_octets_at_all_raise_anything_else():
    seed = time_ns()
    print(f"seed {seed}")  # noqa: T201 - to repeat the run by
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    read = 0
    for _ in range(5_000):
        octets = chance.randbytes(chance.randint(1, 12))
        try:
            read_cbor(octets)
            read += 1
        except CborError:
            continue
    assert 0 < read < 5_000
