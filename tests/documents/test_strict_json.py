import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wallet.documents.document import DocumentError
from wallet.documents.limits import Limits
from wallet.documents.strict_json import parse, parse_object

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(json_values, st.booleans())
def test_reads_what_json_means(value, ascii_only):
    assert parse(json.dumps(value, ensure_ascii=ascii_only)) == value


@pytest.mark.parametrize(
    ("source", "code", "said"),
    [
        pytest.param('{"a":1,"a":1}', "JSON_DUPLICATE_KEY", "'a'", id="a-key-twice"),
        pytest.param(
            '[{"x":{"b":1,"c":2,"\\u0062":3}}]',
            "JSON_DUPLICATE_KEY",
            "'b'",
            id="a-key-twice-deep-down-in-another-spelling",
        ),
        pytest.param('{"a":NaN}', "JSON_NON_FINITE", "NaN", id="not-a-number"),
        pytest.param("[-Infinity]", "JSON_NON_FINITE", "Infinity", id="minus-infinity"),
        pytest.param("1e999", "JSON_NON_FINITE", "1e999", id="beyond-a-double"),
        pytest.param("9" * 5000, "JSON_NON_FINITE", "9999", id="an-endless-integer"),
        pytest.param('"\\ud800"', "UNICODE_INVALID", "character", id="lone-high-surrogate"),
        pytest.param('{"\\udc00":1}', "UNICODE_INVALID", "character", id="lone-low-as-a-key"),
        pytest.param('["a\\u0000"]', "UNICODE_INVALID", "character", id="null-character"),
        pytest.param('"\ud800"', "UNICODE_INVALID", "UTF-8", id="lone-surrogate-in-a-str"),
        pytest.param(b'"\xff"', "UNICODE_INVALID", "UTF-8", id="no-utf-8"),
        pytest.param('{"a":1}'.encode("utf-16"), "UNICODE_INVALID", "UTF-8", id="utf-16"),
        pytest.param(b'"\xed\xa0\x80"', "UNICODE_INVALID", "UTF-8", id="surrogate-as-utf-8"),
        pytest.param('{\n "a": tru}', "JSON_INVALID", "line 2, column 7", id="where-it-breaks"),
        pytest.param('{"a":1} x', "JSON_INVALID", "line 1, column 9", id="more-after-the-end"),
        pytest.param('{"a":01}', "JSON_INVALID", "column", id="leading-zero"),
        pytest.param("{'a':1}", "JSON_INVALID", "column", id="single-quotes"),
        pytest.param('"tab\there"', "JSON_INVALID", "column", id="raw-control-character"),
        pytest.param("", "JSON_INVALID", "line 1", id="nothing"),
        pytest.param('"open', "JSON_INVALID", "line 1", id="unfinished-string"),
        pytest.param("[" * 200_000, "JSON_TOO_DEEP", "64", id="brackets-without-end"),
        pytest.param('{"a":' * 65 + "1" + "}" * 65, "JSON_TOO_DEEP", "64", id="one-too-deep"),
        pytest.param(b" " * 5_000_000, "INPUT_TOO_LARGE", "bytes", id="too-long"),
        pytest.param(
            "[" + "[]," * 200_000 + "[]]", "INPUT_TOO_LARGE", "lists", id="too-many-lists"
        ),
    ],
)
def test_refuses(source, code, said):
    with pytest.raises(DocumentError) as refusal:
        parse(source)
    assert refusal.value.code == code
    assert said in refusal.value.message


@pytest.mark.parametrize(
    ("source", "value"),
    [
        pytest.param(b'\xef\xbb\xbf{"a":1}', {"a": 1}, id="byte-order-mark-in-bytes"),
        pytest.param("\ufeff[1]", [1], id="byte-order-mark-in-text"),
        pytest.param('{"a":' * 64 + "1" + "}" * 64, None, id="just-deep-enough"),
        pytest.param('"' + "[" * 500 + '"', "[" * 500, id="brackets-in-a-string"),
        pytest.param('"\\"[[["', '"[[[', id="escaped-quote-before-brackets"),
        pytest.param('"\\ud83d\\ude00"', "😀", id="surrogate-pair"),
        pytest.param('"\\\\u0000"', "\\u0000", id="backslash-that-only-looks-like-null"),
        pytest.param("9007199254740993", 9007199254740993, id="integer-beyond-a-double's-grain"),
    ],
)
def test_accepts(source, value):
    found = parse(source)
    assert value is None or found == value


def test_the_depth_is_the_caller_s():
    with pytest.raises(DocumentError, match="deeper than 2"):
        parse("[[[]]]", limits=Limits(json_depth=2))


@pytest.mark.parametrize("source", ["[]", '"a"', "1", "null"])
def test_an_object_is_nothing_else(source):
    with pytest.raises(DocumentError) as refusal:
        parse_object(source)
    assert refusal.value.code == "JSON_INVALID"


def test_a_hostile_string_costs_no_more_than_its_length():
    hostile = '"' + '\\"' * 1_000_000
    started = time.monotonic()
    with pytest.raises(DocumentError):
        parse(hostile)
    assert time.monotonic() - started < 2
