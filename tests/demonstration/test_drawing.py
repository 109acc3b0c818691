"""Pictures: every frame and symbol draws, and no two badges look alike."""

from io import BytesIO

import pytest
from PIL import Image

from wallet.demonstration.awards import AWARDS
from wallet.demonstration.badges import picture_of
from wallet.demonstration.drawing import FRAMES, PICTURE_PIXELS, Palette, draw_badge, rasterise
from wallet.demonstration.symbols import SYMBOLS

PALETTE = Palette(deep="#102030", bright="#4080c0", accent="#ffcc00")


def pixels(svg):
    with Image.open(BytesIO(rasterise(svg))) as image:
        return image.convert("RGBA")


@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_leaves_its_corners_clear_and_fills_its_middle(frame):
    image = pixels(draw_badge(frame=frame, symbol="chart", palette=PALETTE))
    assert image.size == (PICTURE_PIXELS, PICTURE_PIXELS)
    assert image.getpixel((1, 1))[3] == 0
    assert image.getpixel((PICTURE_PIXELS // 2, PICTURE_PIXELS // 8))[3] == 255


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_symbol_has_light_and_accent(symbol):
    drawn = pixels(draw_badge(frame="disc", symbol=symbol, palette=PALETTE))
    colours = {colour[:3] for _, colour in drawn.getcolors(maxcolors=1 << 20)}
    assert {(255, 255, 255), (255, 204, 0)} <= colours


def test_no_two_badges_look_alike():
    assert len({rasterise(picture_of(award)) for award in AWARDS}) == len(AWARDS)


def test_stars_are_counted():
    drawings = [
        draw_badge(frame="disc", symbol="code", palette=PALETTE, stars=count) for count in (0, 1, 3)
    ]
    before = drawings[0].count(b"<polygon")
    assert [drawing.count(b"<polygon") - before for drawing in drawings] == [0, 1, 3]
