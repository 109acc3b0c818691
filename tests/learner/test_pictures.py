from base64 import b64encode
from io import BytesIO

import pytest
from PIL import Image

from tests.fixtures.examined import document, examined
from tests.learner.conftest import Addresses
from wallet.documents.document import Carrier
from wallet.learner.pictures import Painter


def png(colour):
    painted = BytesIO()
    Image.new("RGB", (4, 4), colour).save(painted, "PNG")
    return painted.getvalue()


def colour_of(picture):
    return Image.open(BytesIO(picture.data)).convert("RGB").getpixel((0, 0))


RED, GREEN = (255, 0, 0), (0, 255, 0)
RED_URL = "https://uni.example/red.png"
DATA_URL = f"data:image/png;base64,{b64encode(png(GREEN)).decode()}"


@pytest.mark.parametrize(
    ("image", "colour"),
    [
        pytest.param(RED_URL, RED, id="fetched"),
        pytest.param(DATA_URL, GREEN, id="out-of-a-data-url"),
        pytest.param("https://silent.example/x.png", None, id="out-of-reach"),
        pytest.param("https://uni.example/no-picture", None, id="no-picture"),
        pytest.param("data:image/png;base64,AAAA", None, id="broken-data"),
        pytest.param("data:nothing", None, id="no-data"),
        pytest.param("file:///etc/passwd", None, id="no-address-of-the-web"),
        pytest.param(None, None, id="none"),
    ],
)
async def test_a_picture_is_found_or_there_is_none_and_nothing_fails(image, colour):
    painter = Painter(Addresses({RED_URL: png(RED), "https://uni.example/no-picture": b"<html>"}))
    picture = await painter.picture_of(examined(image=image))
    assert (None if picture is None else colour_of(picture)) == colour


async def test_a_baked_badge_is_its_own_picture():
    baked = document({}, original=png(GREEN), carriers=(Carrier.PNG, Carrier.JSON))
    painter = Painter(Addresses({RED_URL: png(RED)}))
    picture = await painter.picture_of(examined(brought=baked, image=RED_URL))
    assert colour_of(picture) == GREEN
    assert picture.media_type == "image/png"


async def test_so_is_one_out_of_an_archive():
    baked = document({}, original=png(GREEN), carriers=(Carrier.ZIP, Carrier.PNG, Carrier.JSON))
    picture = await Painter(Addresses({})).picture_of(examined(brought=baked, image=RED_URL))
    assert colour_of(picture) == GREEN
