from base64 import b64encode
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.documents import pngs
from tests.vectors import EDTECH, MOZILLA, needs_vectors
from wallet.documents.document import DocumentError
from wallet.documents.limits import Limits
from wallet.documents.picture import decode_data_url, repaint

RED = (255, 0, 0)
HASTY = Limits(drawing_seconds=1)


def picture(format_="PNG", size=(40, 20), colour=RED, mode="RGB", **saved_with):
    held = BytesIO()
    Image.new(mode, size, colour).save(held, format_, **saved_with)
    return held.getvalue()


def painted(source, **options):
    found = repaint(source, **options)
    image = Image.open(BytesIO(found.data))
    assert found.media_type == "image/png"
    assert (found.width, found.height) == image.size
    assert image.format == "PNG"
    return image


def svg(inside, attributes='viewBox="0 0 40 20"'):
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f"{attributes}>{inside}</svg>"
    ).encode()


FILLED = '<rect width="40" height="20" fill="#f00"/>'


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "GIF", "WEBP"])
def test_the_same_picture_of_each_format(format_):
    image = painted(picture(format_))
    assert image.size == (40, 20)
    red, green, blue = image.convert("RGB").getpixel((20, 10))
    assert red > 250
    assert max(green, blue) < 5


def test_a_large_picture_becomes_smaller_and_keeps_its_shape():
    assert painted(picture(size=(2000, 1000))).size == (512, 256)
    assert painted(picture(size=(2000, 1000)), longest_side=64).size == (64, 32)
    assert painted(picture(size=(30_000, 10))).size == (512, 1)


def test_transparency_stays():
    assert painted(picture(mode="RGBA", colour=(255, 0, 0, 0))).getpixel((1, 1))[3] == 0


def test_nothing_but_pixels_survives():
    texts = PngInfo()
    texts.add_itxt("openbadges", "secret")
    exif = Image.Exif()
    exif[0x010E] = "secret"
    marked = picture(pnginfo=texts, exif=exif, icc_profile=b"secret")
    assert b"secret" in marked
    image = painted(marked)
    assert b"secret" not in repaint(marked).data
    assert image.info == {}


def test_the_turn_that_a_camera_noted_is_applied():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert painted(picture("JPEG", exif=exif)).size == (20, 40)


def test_the_first_frame_of_an_animation():
    held = BytesIO()
    Image.new("RGB", (4, 4), RED).save(
        held, "GIF", save_all=True, append_images=[Image.new("RGB", (4, 4), "blue")]
    )
    image = painted(held.getvalue())
    assert image.convert("RGB").getpixel((1, 1)) == RED
    assert getattr(image, "n_frames", 1) == 1


@pytest.mark.parametrize(
    ("source", "code"),
    [
        pytest.param(b"", "IMAGE_CORRUPT", id="nothing"),
        pytest.param(b"hello", "IMAGE_CORRUPT", id="no-picture"),
        pytest.param(picture("BMP"), "IMAGE_CORRUPT", id="a-format-not-listed"),
        pytest.param(picture()[:60], "IMAGE_CORRUPT", id="cut-off"),
        pytest.param(b"<svg><g></svg>", "IMAGE_CORRUPT", id="broken-drawing"),
        pytest.param(
            b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "IMAGE_CORRUPT", id="drawing-with-entities"
        ),
        pytest.param(picture(mode="1", colour=0, size=(7000, 7000)), "IMAGE_TOO_LARGE", id="bomb"),
        pytest.param(
            pngs.SIGNATURE
            + pngs.chunk(b"IHDR", b"\x00\x0f\xff\xff\x00\x0f\xff\xff\x08\x00\x00\x00\x00")
            + pngs.PIXELS
            + pngs.END,
            "IMAGE_TOO_LARGE",
            id="a-million-by-a-million",
        ),
        pytest.param(b"\x89PNG" + b"\x00" * 9_000_000, "IMAGE_TOO_LARGE", id="too-many-bytes"),
    ],
)
def test_refuses(source, code):
    with pytest.raises(DocumentError) as refusal:
        repaint(source)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 40 20"', (512, 256)),
        ('width="40px" height="20"', (512, 256)),
        ('viewBox="0,0,20,40" width="100%"', (256, 512)),
        ('viewBox="0 0 1 1000000"', (1, 512)),
        ('viewBox="0 0 nan -1"', (512, 512)),
        ('width="99999999999999" height="1"', (512, 512)),
        ("", (512, 512)),
    ],
)
def test_a_drawing_gets_our_size(attributes, size):
    assert painted(svg(FILLED, attributes)).size == size


def test_a_drawing_is_painted():
    assert painted(svg(FILLED)).convert("RGB").getpixel((100, 100)) == RED


@pytest.mark.parametrize("attribute", ["href", "xlink:href"])
def test_a_drawing_loads_no_file(tmp_path, attribute):
    (tmp_path / "red.png").write_bytes(picture())
    loading = f'<image width="40" height="20" {attribute}="{tmp_path}/red.png"/>'
    assert painted(svg(loading)).getextrema()[3] == (0, 0)


def test_a_drawing_shows_the_pictures_in_it():
    data = "data:image/png;base64," + b64encode(picture()).decode()
    shown = painted(svg(f'<image width="40" height="20" href="{data}"/>'))
    assert shown.convert("RGB").getpixel((100, 100)) == RED


def test_a_drawing_within_a_drawing_is_left_out():
    inner = b64encode(svg(FILLED)).decode()
    shown = painted(
        svg(f'<image width="40" height="20" href="data:image/svg+xml;base64,{inner}"/>')
    )
    assert shown.getextrema()[3] == (0, 0)


def test_a_drawing_that_multiplies_is_given_up():
    levels = "".join(
        f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 9)
    )
    with pytest.raises(DocumentError) as refusal:
        repaint(svg(f'<rect id="g0" width="1" height="1"/>{levels}'), limits=HASTY)
    assert refusal.value.code in {"IMAGE_TOO_LARGE", "IMAGE_CORRUPT"}


def test_endless_work_is_given_up():
    noise = (
        '<filter id="f"><feTurbulence baseFrequency="0.05" numOctaves="1000000"/></filter>'
        '<rect width="40" height="20" filter="url(#f)"/>'
    )
    with pytest.raises(DocumentError) as refusal:
        repaint(svg(noise), limits=HASTY)
    assert refusal.value.code == "IMAGE_TOO_LARGE"


@pytest.mark.parametrize(
    ("url", "content"),
    [
        ("data:image/png;base64,AQID", b"\x01\x02\x03"),
        (" DATA:;BASE64,AQ ID\n", b"\x01\x02\x03"),
        ("data:image/png;base64,AQI", b"\x01\x02"),
        ("data:image/png;base64,-_8%3D", b"\xfb\xff"),
        ("data:image/svg+xml,%3Csvg/%3E", b"<svg/>"),
        ("data:,", b""),
    ],
)
def test_data_urls(url, content):
    assert decode_data_url(url) == content


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("data:image/png;base64", "IMAGE_CORRUPT"),
        ("https://a.example/,", "IMAGE_CORRUPT"),
        ("data:image/png;base64,A", "IMAGE_CORRUPT"),
        ("data:image/png;base64,*", "IMAGE_CORRUPT"),
        ("data:image/png;base64,\u00e4", "IMAGE_CORRUPT"),
    ],
)
def test_broken_data_urls(url, code):
    with pytest.raises(DocumentError) as refusal:
        decode_data_url(url)
    assert refusal.value.code == code


def test_a_data_url_is_bounded():
    with pytest.raises(DocumentError) as refusal:
        decode_data_url("data:," + "a" * 1000, limits=Limits(picture_bytes=100))
    assert refusal.value.code == "IMAGE_TOO_LARGE"


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(["PNG", "JPEG", "GIF", "WEBP"]), st.integers(0, 400), st.binary(max_size=8))
def test_damaged_pictures_are_painted_or_refused(format_, at, replacement):
    sound = picture(format_)
    try:
        found = repaint(sound[:at] + replacement + sound[at + len(replacement) :])
    except DocumentError:
        return
    assert 0 < max(found.width, found.height) <= 512


@needs_vectors
@pytest.mark.parametrize(
    "path",
    [
        EDTECH / "ob30/simple-json.png",
        EDTECH / "ob30/simple-json.svg",
        MOZILLA / "openbadges-bakery/test/baked.svg",
        MOZILLA / "openbadges-backpack/test/data/valid-baked.png",
    ],
    ids=lambda path: path.name,
)
def test_badges_of_others(path):
    image = painted(path.read_bytes())
    assert max(image.size) <= 512
    assert len(image.convert("RGBA").resize((16, 16)).getcolors()) > 3
    assert b"openbadge" not in repaint(path.read_bytes()).data
