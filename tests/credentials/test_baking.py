import json

import pytest
from openbadgeslib import baking as theirs

from tests.credentials.documents import document, read
from tests.documents import pngs
from tests.documents.test_opening import token
from tests.verification.test_open_badges_1 import version_0_5, version_1
from wallet.credentials.baking import BakedForm, bake, why_not_baked
from wallet.credentials.credential import CredentialFormat
from wallet.documents import neutral_picture
from wallet.documents.document import Carrier
from wallet.documents.opening import open_documents

URL = "https://a.example/assertion"
OB2 = (
    b'{"@context":"https://w3id.org/openbadges/v2", "type":"Assertion","id":"https://a.example/1"}'
)
OB3 = b'{"@context":["https://www.w3.org/ns/credentials/v2"],  "type":["OpenBadgeCredential"]}'
TOKEN = token(OB3)
BAKED = {
    CredentialFormat.OPEN_BADGES_1_HOSTED: json.dumps(version_1()).encode(),
    CredentialFormat.OPEN_BADGES_1_SIGNED: token(json.dumps(version_1()).encode()),
    CredentialFormat.OPEN_BADGES_2_HOSTED: OB2,
    CredentialFormat.OPEN_BADGES_2_SIGNED: token(OB2),
    CredentialFormat.OPEN_BADGES_3_LINKED_DATA: OB3,
    CredentialFormat.OPEN_BADGES_3_JWT: TOKEN,
}
_OF_2 = (theirs.ITXT_KEYWORD, theirs.SVG_ELEMENT)
_OF_3 = (theirs.ITXT_KEYWORD_OB3, theirs.SVG_ELEMENT_OB3)
PICTURES = {
    "none": None,
    "png": pngs.png(),
    "png-with-another-badge": pngs.png(pngs.text(b'{"id":"urn:uuid:other"}')),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>',
    "no-picture": b"GIF89a",
}


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
@pytest.mark.parametrize("into", BakedForm)
@pytest.mark.parametrize(("form", "said"), BAKED.items(), ids=[form.value for form in BAKED])
def test_what_is_baked_is_read_back_as_it_was(form, said, into, picture):
    baked = bake(form, said, into, picture=picture)
    (opened,) = open_documents(baked)
    (bare,) = open_documents(said)
    assert opened.content == bare.content
    assert opened.carriers[0] is (Carrier.PNG if into is BakedForm.PNG else Carrier.SVG)
    assert opened.media_type == into.media_type
    if bare.jws is not None:
        assert opened.jws.token == bare.jws.token
    assert bake(form, said, into, picture=baked) == baked


@pytest.mark.parametrize(
    ("form", "keyword"),
    [
        (CredentialFormat.OPEN_BADGES_2_HOSTED, b"openbadges"),
        (CredentialFormat.OPEN_BADGES_1_SIGNED, b"openbadges"),
        (CredentialFormat.OPEN_BADGES_3_JWT, b"openbadgecredential"),
    ],
)
def test_a_png_holds_it_once_uncompressed_under_its_generation_s_keyword(form, keyword):
    baked = bake(form, BAKED[form], BakedForm.PNG, picture=PICTURES["png-with-another-badge"])
    assert baked.count(b"iTXt" + keyword + b"\x00\x00\x00\x00\x00" + BAKED[form]) == 1
    assert b"tEXt" not in baked


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        (
            CredentialFormat.OPEN_BADGES_2_HOSTED,
            (b"openbadges:assertion", b'verify="https://a.example/1"', b"<![CDATA[{"),
        ),
        (CredentialFormat.OPEN_BADGES_1_HOSTED, (b'verify="https://a.example/assertion"',)),
        (
            CredentialFormat.OPEN_BADGES_3_LINKED_DATA,
            (b"openbadges:credential", b'"https://purl.imsglobal.org/ob/v3p0"', b"<![CDATA[{"),
        ),
        (
            CredentialFormat.OPEN_BADGES_3_JWT,
            (b"openbadges:credential", b'verify="' + TOKEN + b'"'),
        ),
    ],
)
def test_an_svg_holds_it_as_its_generation_says(form, parts):
    baked = bake(form, BAKED[form], BakedForm.SVG, picture=None)
    assert all(part in baked for part in parts)
    assert baked.count(b"<openbadges:") == 1


def test_a_badge_of_0_5_is_baked_by_its_address_which_it_does_not_say_itself():
    form, said = CredentialFormat.OPEN_BADGES_1_HOSTED, json.dumps(version_0_5()).encode()
    for into in BakedForm:
        (opened,) = open_documents(bake(form, said, into, picture=None, hosted_at=URL))
        assert opened.url == URL
        (unknown,) = open_documents(bake(form, said, into, picture=None))
        assert unknown.content == version_0_5()


@pytest.mark.parametrize("odd", ["]]>", "\uffff", "<a>&amp;", "\u2028", "é\U0001f600"])
def test_odd_characters_survive_in_both_kinds_of_picture(odd):
    said = json.dumps({"id": "urn:uuid:1", "name": odd}, ensure_ascii=False).encode()
    for into in BakedForm:
        baked = bake(CredentialFormat.OPEN_BADGES_3_LINKED_DATA, said, into, picture=None)
        assert open_documents(baked)[0].content["name"] == odd


def test_a_picture_is_shown_whole_in_a_drawing():
    painted = neutral_picture.png()
    baked = bake(CredentialFormat.OPEN_BADGES_2_HOSTED, OB2, BakedForm.SVG, picture=painted)
    assert b'viewBox="0 0 512 512"' in baked
    assert b"data:image/png;base64," in baked
    (opened,) = open_documents(baked)
    assert opened.remarks == ()


@pytest.mark.parametrize("form", [form for form in CredentialFormat if form not in BAKED])
def test_other_credentials_are_not_baked_and_it_is_said_why(form):
    assert "Open Badges" in why_not_baked(form)


@pytest.mark.parametrize("form", BAKED)
def test_open_badges_are_baked(form):
    assert why_not_baked(form) is None


@pytest.mark.parametrize(
    ("form", "said", "keyword", "element"),
    [
        pytest.param(form, said, *(_OF_3 if "_3_" in form else _OF_2), id=form.value)
        for form, said in BAKED.items()
    ],
)
def test_a_library_of_others_reads_what_we_bake(form, said, keyword, element):
    png = bake(form, said, BakedForm.PNG, picture=None)
    assert theirs.extract_png(png, keyword=keyword) == said.decode()
    svg = bake(form, said, BakedForm.SVG, picture=None)
    found = theirs.extract_svg(svg, element=element, text_fallback=True)
    if form is CredentialFormat.OPEN_BADGES_3_LINKED_DATA:
        assert json.loads(found) == json.loads(said)
    elif said.startswith(b"{"):
        assert found == json.loads(said).get("id", URL)
    else:
        assert found == said.decode()


def test_a_credential_read_from_a_baked_picture_is_the_same():
    baked = bake(CredentialFormat.OPEN_BADGES_2_HOSTED, OB2, BakedForm.PNG, picture=None)
    (opened,) = open_documents(baked)
    assert read(opened).content == read(document(json.loads(OB2))).content
