"""A file of many badges: each is found where it lies, alone, and nothing but it is held."""

import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents.test_archive import archive
from wallet.documents.bundles import BUNDLES, bundle_in
from wallet.documents.document import DocumentError
from wallet.documents.opening import open_documents

BADGE = '{"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "%s"}'
TOKEN = "eyJhbGciOiJFZERTQSJ9.e30.c2ln"


def parts(text):
    bundle = bundle_in(text if isinstance(text, bytes) else text.encode())
    return None if bundle is None else [bundle.part(number) for number in range(len(bundle))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[{"a": 1}, {"b": [2, "]"]}]', [b'{"a": 1}', b'{"b": [2, "]"]}']),
        ('\ufeff [ {"a":"\\"},{"} ,\n"eyJ.a.b" , 7 ] \n', [b'{"a":"\\"},{"}', b"eyJ.a.b", b"7"]),
        (f'["{TOKEN}", "https:\\/\\/a.example\\/b"]', [TOKEN.encode(), b"https://a.example/b"]),
        ('{"a": 1}\n{"b": 2}\r\n\n{"c": 3}\n', [b'{"a": 1}', b'{"b": 2}', b'{"c": 3}']),
        (f"{TOKEN}\n\n {TOKEN} \n", [TOKEN.encode()] * 2),
        ('{"badges": [{"a": 1}, 3, {"b": 2}]}', [b'{"a": 1}', b'{"b": 2}']),
        ('{"status": {}, "result": [{"a": 1}]}', [b'{"a": 1}']),
        (
            f'{{"credential": [{{"a": 1}}], "compactJwsStrings": ["{TOKEN}"]}}',
            [b'{"a": 1}', TOKEN.encode()],
        ),
        (
            '{"groups": [{"name": "x", "badges": [{"a": 1}]}, {"badges": [{"b": 2}]}, 4]}',
            [b'{"a": 1}', b'{"b": 2}'],
        ),
    ],
)
def test_each_part_is_its_own_text(text, expected):
    assert parts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        BADGE,
        '{"a": 1} {"b": 2}',
        '{"a": 1}\n{"b": 2}\ntrailing',
        '{"badges": [{}], "credentialSubject": {}}',
        '{"badges": {"a": 1}}',
        '{"badges": [1], "badges": [2]}',
        '{"a": ',
        TOKEN,
        f"{TOKEN}\nand a letter",
        "https://a.example/b\nhttps://a.example/c",
        "",
        "\u2028",
    ],
)
def test_any_other_text_is_left_to_its_reader(text):
    assert parts(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[]", "FORMAT_UNKNOWN"),
        ('[{"a": 1}', "JSON_INVALID"),
        ('[{"a": 1}] x', "JSON_INVALID"),
        ('[{"a": 1} {"b": 2}]', "JSON_INVALID"),
        ('[{"a": 1},]', "JSON_INVALID"),
        ("[,]", "JSON_INVALID"),
        ('[{"a": 1]}', "JSON_INVALID"),
        ('["a', "JSON_INVALID"),
        ("[" * 200 + "]" * 200, "JSON_TOO_DEEP"),
        ("[" + "1," * BUNDLES.documents + "1]", "INPUT_TOO_LARGE"),
    ],
)
def test_what_does_not_fit_together_is_refused_whole(text, code):
    with pytest.raises(DocumentError) as refused:
        parts(text)
    assert refused.value.code == code


def test_an_archive_gives_its_badges_and_leaves_out_what_lies_beside_them():
    badge = (BADGE % "a").encode()
    found = parts(archive({"a.json": badge, "letter.txt": b"Dear learner", "b.json": badge}))
    assert found == [badge, None, badge]


def test_an_archive_within_an_archive_is_refused_alone():
    badge = (BADGE % "a").encode()
    bundle = bundle_in(archive({"inner.zip": archive({"a.json": badge}), "a.json": badge}))
    with pytest.raises(DocumentError) as refused:
        bundle.part(0)
    assert refused.value.code == "DECOMPRESSION_LIMIT"
    assert bundle.part(1) == badge


def test_a_damaged_badge_of_an_archive_is_refused_alone():
    bundle = bundle_in(archive({"a.json": b'{"a": 1, "a": 2}', "b.json": (BADGE % "b").encode()}))
    with pytest.raises(DocumentError) as refused:
        bundle.part(0)
    assert refused.value.code == "JSON_DUPLICATE_KEY"
    assert bundle.part(1) == (BADGE % "b").encode()


def test_an_archive_that_unfolds_to_far_more_than_it_has_is_refused():
    with pytest.raises(DocumentError) as refused:
        bundle_in(archive({"a.json": b"[" + b" " * 10_000_000 + b"]"}))
    assert refused.value.code == "DECOMPRESSION_LIMIT"


def test_ten_thousand_parts_are_not_held_beside_the_file():
    text = ("[" + ", ".join(BADGE % number for number in range(10_000)) + "]").encode()
    tracemalloc.start()
    bundle = bundle_in(text)
    for number in range(len(bundle)):
        open_documents(bundle.part(number))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(bundle) == 10_000
    assert peak < len(text)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(json_values, min_size=1), st.sampled_from([None, 1, "\t"]), st.booleans())
def test_the_parts_of_a_list_are_what_a_json_reader_finds(values, indent, ascii_only):
    text = json.dumps(values, indent=indent, ensure_ascii=ascii_only)
    read = [
        value if isinstance(value, str) else json.loads(part)
        for value, part in zip(values, parts(text.encode("utf-8", "surrogatepass")), strict=True)
    ]
    assert read == values


@given(
    st.binary(max_size=60).map(lambda tail: b"[" + tail) | st.text('[]{}",:\\ a1\n').map(str.encode)
)
def test_any_bytes_give_parts_or_a_reason(received):
    try:
        bundle = bundle_in(received)
    except DocumentError:
        return
    for number in range(0 if bundle is None else len(bundle)):
        assert bundle.part(number) is not None
