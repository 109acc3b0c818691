"""What a holder shows of an SD-JWT: another library's tokens, and every way not to fit."""

from json import dumps

import pytest

from tests.documents.pngs import png
from tests.documents.pngs import text as text_chunk
from tests.fixtures.sd_jwts import (
    CLAIMS,
    HOLDER,
    SDObj,
    by_hand,
    digest,
    disclosure,
    issued,
    presented,
)
from wallet.documents.base64url import to_base64url
from wallet.documents.document import Carrier, DocumentError
from wallet.documents.limits import Limits
from wallet.documents.opening import open_documents
from wallet.documents.sd_jwt import bound_digest, looks_like_sd_jwt, showing, split_sd_jwt

NESTED = {
    SDObj("name"): "Robin",
    "address": {SDObj("city"): "Riverbend", "country": "XX"},
    SDObj("grades"): [SDObj("A"), "B"],
    SDObj("course"): {SDObj("level"): "3"},
}
OPEN = {
    "name": "Robin",
    "address": {"city": "Riverbend", "country": "XX"},
    "grades": ["A", "B"],
    "course": {"level": "3"},
}


def shown(token):
    disclosed = split_sd_jwt(token).disclosed
    assert disclosed.fault is None, disclosed.fault
    return {name: each for name, each in disclosed.claims.items() if name not in CLAIMS}


@pytest.mark.parametrize("decoys", [False, True])
def test_all_that_another_library_hides_is_shown(decoys):
    token = issued(NESTED, decoys=decoys)
    assert looks_like_sd_jwt(token)
    assert shown(token) == OPEN
    assert split_sd_jwt(token).disclosed.at_the_top == {"name", "grades", "course"}


@pytest.mark.parametrize("decoys", [False, True])
@pytest.mark.parametrize(
    ("chosen", "seen"),
    [
        ({}, {"address": {"country": "XX"}}),
        ({"name": True}, {"name": "Robin", "address": {"country": "XX"}}),
        ({"grades": [False, True]}, {"grades": ["B"], "address": {"country": "XX"}}),
        ({"grades": [True, True]}, {"grades": ["A", "B"], "address": {"country": "XX"}}),
        ({"course": {"level": True}}, {"course": {"level": "3"}, "address": {"country": "XX"}}),
        ({"address": {"city": True}}, {"address": {"city": "Riverbend", "country": "XX"}}),
    ],
)
def test_what_another_library_s_holder_chose_is_shown(chosen, seen, decoys):
    assert shown(presented(issued(NESTED, decoys=decoys), chosen)) == seen


def test_a_key_binding_is_told_apart():
    token = presented(issued(NESTED, holder=HOLDER), {"name": True}, holder=HOLDER)
    parts = split_sd_jwt(token)
    assert parts.key_binding.header["typ"] == "kb+jwt"
    assert parts.key_binding.payload["sd_hash"] == bound_digest(parts)
    assert token.encode() == parts.bound + parts.key_binding.token.encode()


@pytest.mark.parametrize("around", ["{}", " {}\n", '"{}"', "\ufeff{}"])
def test_it_is_opened_as_pasted(around):
    token = issued(NESTED)
    (document,) = open_documents(around.format(token).encode())
    assert document.carriers == (Carrier.SD_JWT,)
    assert document.media_type == "application/dc+sd-jwt"
    assert document.sd_jwt.text == token
    assert document.content["name"] == "Robin"
    assert "_sd" not in document.content
    assert "_sd" in document.jws.payload


NAME = disclosure("salt", "name", "Robin")
ELEMENT = disclosure("salt", "A")
UNDER = disclosure("salt", "address", {"_sd": [digest(NAME)]})


def signed(*digests, **claims):
    return {"_sd": list(digests), **claims}


FAULTS = {
    "nobody asked for it": ({}, (NAME,), "SD_UNREFERENCED"),
    "another was asked for": (signed("x" * 43), (NAME,), "SD_UNREFERENCED"),
    "inside one that is not shown": (signed("x" * 43), (UNDER, NAME), "SD_UNREFERENCED"),
    "shown twice": (signed(digest(NAME)), (NAME, NAME), "SD_DUPLICATE"),
    "asked for twice": (signed(digest(NAME), digest(NAME)), (NAME,), "SD_DUPLICATE"),
    "a decoy twice": (signed("x" * 43, "x" * 43), (), "SD_DUPLICATE"),
    "in two places": (signed(digest(NAME), a=signed(digest(NAME))), (NAME,), "SD_DUPLICATE"),
    "within itself and without": (
        signed(digest(UNDER), digest(NAME)),
        (UNDER, NAME),
        "SD_DUPLICATE",
    ),
    "over a signed claim": (signed(digest(NAME), name="Kim"), (NAME,), "SD_DUPLICATE"),
    "two of one name": (
        signed(digest(NAME), digest(disclosure("t", "name", "Kim"))),
        (NAME, disclosure("t", "name", "Kim")),
        "SD_DUPLICATE",
    ),
    "an element for a member": (signed(digest(ELEMENT)), (ELEMENT,), "SD_MALFORMED"),
    "a member for an element": ({"l": [{"...": digest(NAME)}]}, (NAME,), "SD_MALFORMED"),
    "digests that are no list": ({"_sd": digest(NAME)}, (NAME,), "SD_MALFORMED"),
    "digests that are no texts": ({"_sd": [5]}, (), "SD_MALFORMED"),
    "an element's digest no text": ({"l": [{"...": 5}]}, (), "SD_MALFORMED"),
    "an element's digest among others": (
        {"l": [{"...": digest(ELEMENT), "a": 1}]},
        (ELEMENT,),
        "SD_FORBIDDEN_NAME",
    ),
    "a member of that name": ({"...": digest(ELEMENT)}, (ELEMENT,), "SD_FORBIDDEN_NAME"),
    "a digest of SHA-1": ({"_sd_alg": "sha-1", **signed(digest(NAME))}, (NAME,), None),
}


@pytest.mark.parametrize(("claims", "disclosures", "code"), FAULTS.values(), ids=FAULTS)
def test_what_does_not_fit(claims, disclosures, code):
    disclosed = split_sd_jwt(by_hand(claims, *disclosures)).disclosed
    assert disclosed.fault == (code or "SD_HASH_NOT_ALLOWED")
    assert "Robin" not in str(disclosed.claims)


@pytest.mark.parametrize("name", ["_sd", "..."])
def test_a_name_that_nobody_may_use(name):
    bad = disclosure("salt", name, "x")
    assert split_sd_jwt(by_hand(signed(digest(bad)), bad)).disclosed.fault == "SD_FORBIDDEN_NAME"


@pytest.mark.parametrize(
    "alg", ["sha-1", "md5", "SHA-256", "sha-256-32", "", None, 256, ["sha-256"]]
)
def test_a_kind_of_digest_that_is_not_safe(alg):
    token = by_hand({"_sd_alg": alg, **signed(digest(NAME))}, NAME)
    assert split_sd_jwt(token).disclosed.fault == "SD_HASH_NOT_ALLOWED"
    assert bound_digest(split_sd_jwt(token)) is None


@pytest.mark.parametrize(
    "said", [(), ("s",), (5, "a"), ("s", 5, "v"), ("s", "n", "v", "w"), ("s", None, "v")]
)
def test_a_disclosure_that_is_none(said):
    bad = disclosure(*said)
    assert split_sd_jwt(by_hand(signed(digest(bad)), bad)).disclosed.fault == "SD_MALFORMED"


@pytest.mark.parametrize("text", ["AB", "e30", "IngiIA", "W10x"])
def test_octets_that_are_no_disclosure(text):
    assert split_sd_jwt(by_hand(signed(digest(text)), text)).disclosed.fault == "SD_MALFORMED"


def test_a_name_that_stands_twice_in_a_disclosure():
    bad = to_base64url(b'["s", "n", {"a": 1, "a": 2}]')
    assert split_sd_jwt(by_hand(signed(digest(bad)), bad)).disclosed.fault == "SD_MALFORMED"


def chain(length):
    """Disclosures each of which shows the next."""
    inner = disclosure("salt", "a", 1)
    parts = [inner]
    for _ in range(length):
        inner = disclosure("salt", "a", {"_sd": [digest(inner)]})
        parts.append(inner)
    return by_hand(signed(digest(inner)), *parts)


def test_parts_within_parts_are_bounded():
    assert split_sd_jwt(chain(20)).disclosed.fault is None
    assert split_sd_jwt(chain(450)).disclosed.fault == "SD_MALFORMED"


@pytest.mark.parametrize(
    ("token", "code"),
    [
        pytest.param(chain(600), "INPUT_TOO_LARGE", id="very many"),
        pytest.param(by_hand({}, "A" * 5_000_000), "INPUT_TOO_LARGE", id="very long"),
        pytest.param("a.b~", "JWS_INVALID", id="no token"),
        pytest.param(by_hand({}) + "x", "JWS_INVALID", id="no key binding"),
    ],
)
def test_what_is_refused(token, code):
    with pytest.raises(DocumentError) as refusal:
        split_sd_jwt(token, limits=Limits())
    assert refusal.value.code == code


@pytest.mark.parametrize(
    "text", ["a.b.c", "a.b.c~x", "~", "a.b~", "a.b.c~~", "a.b.c~ ~", "a.b.c~!~"]
)
def test_the_outer_form(text):
    assert not looks_like_sd_jwt(text)


TOKEN = issued(NESTED)


@pytest.mark.parametrize(
    ("held", "carrier"),
    [
        pytest.param(png(text_chunk(TOKEN.encode())), Carrier.PNG, id="png"),
        pytest.param(
            '<svg xmlns="http://www.w3.org/2000/svg" '
            'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">'
            f'<openbadges:credential verify="{TOKEN}"/></svg>'.encode(),
            Carrier.SVG,
            id="svg",
        ),
        pytest.param(
            dumps(
                {
                    "type": "VerifiablePresentation",
                    "verifiableCredential": [
                        {
                            "type": "EnvelopedVerifiableCredential",
                            "id": f"data:application/dc+sd-jwt,{TOKEN}",
                        }
                    ],
                }
            ).encode(),
            Carrier.PRESENTATION,
            id="presentation",
        ),
    ],
)
def test_it_is_found_in_what_carries_it(held, carrier):
    (document,) = open_documents(held)
    assert document.carriers == (carrier, Carrier.SD_JWT)
    assert document.sd_jwt.text == TOKEN


def test_it_is_told_where_each_disclosure_lies_and_each_can_be_shown_by_itself():
    token = issued({SDObj("a/b"): {SDObj("c"): 1}, "list": [SDObj("x"), "y", SDObj("z")]})
    whole = split_sd_jwt(token)
    assert set(whole.disclosed.places) == {"/a~1b", "/a~1b/c", "/list/0", "/list/2"}
    part = split_sd_jwt(showing(whole, ["/a~1b/c", "/list/2"]))
    assert part.disclosed.claims["a/b"] == {"c": 1}
    assert part.disclosed.claims["list"] == ["y", "z"]
    assert showing(whole, []) == f"{whole.jws.token}~"
    assert split_sd_jwt(showing(whole, ["/a~1b"])).disclosed.claims["a/b"] == {}


def test_a_key_binding_does_not_come_along_with_a_part():
    bound = presented(issued({SDObj("a"): 1}, holder=HOLDER), True, holder=HOLDER)
    assert split_sd_jwt(bound).key_binding is not None
    assert split_sd_jwt(showing(split_sd_jwt(bound), ["/a"])).key_binding is None
