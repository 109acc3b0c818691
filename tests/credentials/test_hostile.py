"""Whatever comes, only a credential or a refusal comes out."""

from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.credentials.test_open_badges_2 import ASSERTION, BADGE, ISSUER, WEB
from tests.credentials.test_open_badges_3 import BADGE as BADGE_3
from wallet.credentials import READERS, Credential, CredentialError, reader_of
from wallet.documents.document import Carrier, CompactJws, Document

NAMES = sorted(
    {*ASSERTION, *BADGE, *ISSUER, *BADGE_3, *BADGE_3["credentialSubject"]}
    | {"vc", "result", "resultDescription", "identifier", "evidence", "alignment", "@language"}
    | {"verify", "url", "hashed", "identity", "@value", "credentialStatus", "validUntil", "exp"}
)
WORDS = ["Assertion", "VerifiableCredential", "OpenBadgeCredential", "hosted", "signed"]
ADDRESSES = ["https://a.example/1", "https://[::1", "http://", "data:,", "urn:x", "did:web:a"]
DATES = ["2025-01-01", "9999-12-31T23:59:60-23:59", "0000-00-00"]

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from([*WORDS, *ADDRESSES, *DATES, "x" * 5000, 10**300, "sha256$"])
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5)
    ),
    max_leaves=25,
)
things = st.dictionaries(st.sampled_from(NAMES), values, max_size=8)


def opened(content, *, signed):
    jws = CompactJws("a.b.c", {}, content, b"a.b", b"c") if signed else None
    return Document(b"", "", "application/json", (Carrier.JSON,), content, jws)


def read_all(document, found):
    """Read with every reader that would take it, bringing `found` for whatever is lacked."""
    for reader in dict.fromkeys(READERS.values()):
        linked = {}
        for _ in range(5):
            links = reader.lacks(document, linked)
            linked |= {link.url: found for link in links}
        assert not links, "asks without end"
        try:
            credential = reader.read(document, linked)
        except CredentialError:
            continue
        assert isinstance(credential, Credential)
        assert all(isinstance(text, str) for text in credential.title.values())
        assert isinstance(credential.issuer.id, str | None)


@settings(deadline=None, max_examples=150)
@given(things, things | st.none(), st.booleans())
def test_arbitrary_objects(content, found, signed):
    document = opened(content, signed=signed)
    read_all(document, found)
    try:
        reader_of(document)
    except CredentialError as error:
        code = error.code
    else:
        return
    assert code in {"FORMAT_UNKNOWN", "FORMAT_AMBIGUOUS"}


def places(node, path=()):
    members = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in members:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


def spoilt(thing, path, value):
    copy = deepcopy(thing)
    node = copy
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    return copy


EMBEDDED = {**ASSERTION, "badge": {**BADGE, "issuer": ISSUER}}


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from([BADGE_3, EMBEDDED]).flatmap(
        lambda thing: st.builds(spoilt, st.just(thing), st.sampled_from([*places(thing)]), values)
    ),
    st.booleans(),
)
def test_good_documents_with_one_bad_member(content, signed):
    read_all(opened(content, signed=signed), None)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from([ASSERTION, BADGE, ISSUER]), st.data())
def test_linked_documents_with_one_bad_member(thing, data):
    path = data.draw(st.sampled_from([*places(thing)]))
    bad = spoilt(thing, path, data.draw(values))
    web = {url: bad if content is thing else content for url, content in WEB.items()}
    document = opened(ASSERTION, signed=False)
    reader, linked = reader_of(document), {}
    for _ in range(5):
        linked |= {link.url: web.get(link.url) for link in reader.lacks(document, linked)}
    assert reader.lacks(document, linked) == ()
    try:
        credential = reader.read(document, linked)
    except CredentialError as error:
        outcome = error.code
    else:
        outcome = credential.format.value
    assert outcome in {"OPEN_BADGES_2_HOSTED", "FORMAT_UNKNOWN"}


@pytest.mark.parametrize("member", ["name", "description", "id"])
def test_a_very_long_string(member):
    content = {**BADGE_3, member: "x" * 1_000_000}
    credential = reader_of(opened(content, signed=False)).read(opened(content, signed=False), {})
    assert credential.achievement.name == {"und": "Robotics"}
    assert (credential.id is None) == (member == "id")
