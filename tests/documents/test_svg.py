import json
import tracemalloc
from base64 import urlsafe_b64encode

import pytest

from tests.vectors import EDTECH, MOZILLA, needs_vectors
from wallet.documents.document import DocumentError
from wallet.documents.limits import Limits
from wallet.documents.svg import ASSERTION, CONTAINER, CREDENTIAL, bake, unpack

BADGE = '{"id":"urn:uuid:1"}'
OB2 = 'xmlns:openbadges="http://openbadges.org"'
OB3 = 'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'


def token(payload):
    return ".".join(
        urlsafe_b64encode(part).rstrip(b"=").decode()
        for part in (b'{"alg":"RS256"}', payload.encode(), b"sign")
    )


def svg(inside, declarations=OB2, before=""):
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" {declarations}>{inside}</svg>'.encode()


@pytest.mark.parametrize(
    ("image", "content"),
    [
        pytest.param(
            svg(f"<openbadges:assertion><![CDATA[{BADGE}]]></openbadges:assertion>"),
            BADGE,
            id="json-in-cdata",
        ),
        pytest.param(
            svg(
                f'<openbadges:assertion verify="https://a.example/1"><![CDATA[\n{BADGE}\n]]>'
                "</openbadges:assertion>"
            ),
            BADGE,
            id="json-beside-its-address",
        ),
        pytest.param(
            svg('<g><openbadges:assertion verify="https://a.example/1"/></g>'),
            "https://a.example/1",
            id="an-address-alone-and-deeper-down",
        ),
        pytest.param(
            svg(f'<openbadges:credential verify="{token(BADGE)}"/>', OB3),
            token(BADGE),
            id="a-token",
        ),
        pytest.param(
            svg(
                f'<openbadges:assertion verify="{token(BADGE)}">{{ "id": "urn:uuid:1" }}'
                "</openbadges:assertion>"
            ),
            token(BADGE),
            id="a-token-and-what-it-says",
        ),
        pytest.param(
            svg(f"<b:assertion>{BADGE}</b:assertion>", 'xmlns:b="https://openbadges.org/"'),
            BADGE,
            id="another-prefix-and-spelling-of-the-namespace",
        ),
        pytest.param(
            svg(
                f"<openbadges:assertion>{BADGE}</openbadges:assertion>",
                before='<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
                '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
            ),
            BADGE,
            id="a-plain-document-type",
        ),
    ],
)
def test_finds_the_badge(image, content):
    assert CONTAINER.recognises(image)
    assert unpack(image).contents == (content.encode(),)


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(9))


@pytest.mark.parametrize(
    ("image", "code"),
    [
        pytest.param(svg("<g/>"), "IMAGE_NO_CREDENTIAL", id="just-a-drawing"),
        pytest.param(
            svg("<openbadges:assertion>\n</openbadges:assertion>"),
            "IMAGE_NO_CREDENTIAL",
            id="an-empty-badge",
        ),
        pytest.param(
            svg(f"<assertion>{BADGE}</assertion>"), "IMAGE_NO_CREDENTIAL", id="no-namespace"
        ),
        pytest.param(
            svg(
                '<openbadges:assertion verify="https://a.example/1"/>'
                '<openbadges:assertion verify="https://a.example/2"/>'
            ),
            "IMAGE_MULTIPLE_CREDENTIALS",
            id="two-badges",
        ),
        pytest.param(
            svg(
                f'<openbadges:assertion verify="{token(BADGE)}">{{"id":"urn:uuid:2"}}'
                "</openbadges:assertion>"
            ),
            "IMAGE_MULTIPLE_CREDENTIALS",
            id="shows-one-and-signs-another",
        ),
        pytest.param(svg("<g>"), "IMAGE_CORRUPT", id="not-well-formed"),
        pytest.param(
            svg("&e8;", before=f"<!DOCTYPE svg [{BOMB}]>"), "IMAGE_CORRUPT", id="billion-laughs"
        ),
        pytest.param(
            svg(
                "<openbadges:assertion>&x;</openbadges:assertion>",
                before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
            ),
            "IMAGE_CORRUPT",
            id="external-entity",
        ),
        pytest.param(
            '<?xml version="1.0" encoding="utf-16"?><svg/>'.encode("utf-16"),
            "IMAGE_CORRUPT",
            id="an-encoding-that-hides",
        ),
        pytest.param(b'<?xml version="1.0" encoding="UTF-7"?><svg/>', "IMAGE_CORRUPT", id="utf-7"),
        pytest.param(svg("<g>" * 5000 + "</g>" * 5000), "IMAGE_CORRUPT", id="too-deep"),
    ],
)
def test_refuses(image, code):
    with pytest.raises(DocumentError) as refusal:
        unpack(image)
    assert refusal.value.code == code


def test_too_many_elements():
    with pytest.raises(DocumentError) as refusal:
        unpack(svg("<g/>" * 20), Limits(svg_elements=20))
    assert refusal.value.code == "IMAGE_TOO_LARGE"


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<foreignObject><b/></foreignObject>", "<foreignObject>"),
        ('<g onload="alert(1)"/>', "event handlers"),
        ('<image href="https://spy.example/pixel.png"/>', "other places"),
        ('<image href="//spy.example/pixel.png"/>', "other places"),
        ("<style>@import 'https://spy.example/a.css';</style>", "other places"),
        ('<g style="fill:url(https://spy.example/a.svg#b)"/>', "other places"),
        ('<a href="javascript:alert(1)"/>', "other places"),
    ],
)
def test_activity_is_remarked(inside, said):
    image = svg(f"<openbadges:assertion>{BADGE}</openbadges:assertion>{inside}")
    (remark,) = unpack(image).remarks
    assert remark.code == "IMAGE_ACTIVE_CONTENT"
    assert said in remark.detail


@pytest.mark.parametrize(
    "inside",
    [
        '<use href="#a"/>',
        '<image href="data:image/png;base64,AAAA"/>',
        '<g style="fill:url(#a)"/>',
        '<a href="https://issuer.example/"/>',
    ],
)
def test_a_still_drawing_is_not(inside):
    image = svg(f"<openbadges:assertion>{BADGE}</openbadges:assertion>{inside}")
    assert unpack(image).remarks == ()


@pytest.mark.parametrize("tag", [ASSERTION, CREDENTIAL])
@pytest.mark.parametrize(
    "payload",
    [
        json.dumps({"name": "Zoë ]]> & <b>"}, ensure_ascii=False),
        token(BADGE),
        "https://a.example/1?a=1&b=2",
    ],
    ids=["json", "token", "address"],
)
def test_bakes_what_it_reads_again(tag, payload):
    former = svg('<openbadges:assertion verify="https://a.example/former"/><g id="kept"/>')
    baked = bake(former, payload, tag)
    assert unpack(baked).contents == (payload.encode(),)
    assert b'id="kept"' in baked


@needs_vectors
@pytest.mark.parametrize(
    ("path", "start"),
    [
        (EDTECH / "ob30/simple-json.svg", b'{\n      "@context"'),
        (EDTECH / "ob30/simple-jwt.svg", b"eyJhbGciOiJSUzI1NiIsImp3ayI6"),
        (EDTECH / "ob30/simple-jwt_v1.svg", b"eyJhbGciOiJSUzI1NiIsImp3ayI6"),
        (MOZILLA / "openbadges-bakery/test/baked.svg", b'{"verify":{"url":"http://example.org"}}'),
        (MOZILLA / "openbadges-bakery/test/bad-json.svg", b"{verify:"),
        (MOZILLA / "openbadges-bakery/test/no-json.svg", b"http://example.org"),
    ],
    ids=lambda value: value.name if hasattr(value, "name") else "",
)
def test_reads_drawings_that_others_baked(path, start):
    (content,) = unpack(path.read_bytes()).contents
    assert content.startswith(start)


@needs_vectors
def test_nothing_is_in_a_drawing_that_nobody_baked():
    with pytest.raises(DocumentError) as refusal:
        unpack((MOZILLA / "openbadges-bakery/test/unbaked.svg").read_bytes())
    assert refusal.value.code == "IMAGE_NO_CREDENTIAL"


def test_elements_within_each_other_do_not_multiply_their_text():
    inside = "<openbadges:assertion>" * 250 + "x" * 200_000 + "</openbadges:assertion>" * 250
    drawing = svg(inside)
    tracemalloc.start()
    with pytest.raises(DocumentError) as refused:
        unpack(drawing)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refused.value.code == "IMAGE_TOO_LARGE"
    assert most < 10 * 1024 * 1024
