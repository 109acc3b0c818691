"""A frame, a symbol and two colours in, a badge's picture out: SVG, and PNG made of it.

Nothing is written in the pictures: which fonts a machine has shall not change how they look.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, sin
from types import MappingProxyType

from resvg_py import svg_to_bytes

from wallet.demonstration.symbols import SYMBOLS

PICTURE_PIXELS = 400
_CENTRE = 256.0
_FIELD_RADIUS = 150
_RAYS = 36
_LOBES = 16


@dataclass(frozen=True, slots=True)
class Palette:
    """An organisation's colours, as `#rrggbb`: `deep` and `bright` of one hue, and an `accent`."""

    deep: str
    bright: str
    accent: str


def draw_badge(*, frame: str, symbol: str, palette: Palette, stars: int = 0) -> bytes:
    """Return the SVG of a badge: `frame` is one of `FRAMES`, `symbol` one of `SYMBOLS`."""
    outer, inner = (_polygon(FRAMES[frame], radius) for radius in (246.0, 228.0))
    return _svg(
        palette,
        f'<polygon points="{outer}" fill="{palette.deep}"/>'
        f'<polygon points="{inner}" fill="url(#metal)"/>'
        f'<circle cx="256" cy="256" r="{_FIELD_RADIUS + 26}" fill="none" stroke="#ffffff" '
        'stroke-opacity="0.55" stroke-width="3" stroke-dasharray="1 11" stroke-linecap="round"/>'
        f'<circle cx="256" cy="256" r="{_FIELD_RADIUS + 10}" fill="{palette.accent}"/>'
        f'<circle cx="256" cy="256" r="{_FIELD_RADIUS}" fill="url(#field)"/>'
        f"{_rays()}{_symbol(symbol, palette, scale=1.0)}{_stars(stars, palette)}",
    )


def draw_logo(*, symbol: str, palette: Palette) -> bytes:
    """Return the SVG of an organisation's logo."""
    return _svg(
        palette,
        '<rect x="16" y="16" width="480" height="480" rx="112" fill="url(#metal)"/>'
        f"{_symbol(symbol, palette, scale=1.5)}",
    )


@lru_cache(maxsize=64)
def rasterise(svg: bytes, pixels: int = PICTURE_PIXELS) -> bytes:
    """Return a square PNG of a drawing."""
    return bytes(svg_to_bytes(svg_string=svg.decode(), width=pixels, skip_system_fonts=True))


def _svg(palette: Palette, drawn: str) -> bytes:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512">'
        "<defs>"
        '<linearGradient id="metal" x1="0" y1="0" x2="0.35" y2="1">'
        f'<stop offset="0" stop-color="{palette.bright}"/>'
        f'<stop offset="1" stop-color="{palette.deep}"/></linearGradient>'
        '<radialGradient id="field" cx="0.5" cy="0.35" r="0.75">'
        f'<stop offset="0" stop-color="{palette.bright}"/>'
        f'<stop offset="1" stop-color="{palette.deep}"/></radialGradient>'
        f"</defs>{drawn}</svg>"
    ).encode()


def _rays() -> str:
    """Return faint beams from the centre of the field."""
    step = 2 * pi / _RAYS
    beams = (
        "M256 256L" + "L".join(_point(_FIELD_RADIUS, turn * step + half) for half in (0, step / 2))
        for turn in range(_RAYS)
    )
    return f'<path d="{"Z".join(beams)}Z" fill="#ffffff" fill-opacity="0.05"/>'


def _symbol(name: str, palette: Palette, *, scale: float) -> str:
    """Return a symbol (drawn around the origin, about 200 wide) at the centre."""
    drawn = SYMBOLS[name].format(
        light="#ffffff", accent=palette.accent, deep=palette.deep, bright=palette.bright
    )
    return f'<g transform="translate(256 256) scale({scale})" stroke-linejoin="round">{drawn}</g>'


def _stars(count: int, palette: Palette) -> str:
    """Return a band below the field with so many stars on it; nothing for none."""
    if not count:
        return ""
    spread = 46
    places = [256 + spread * (place - (count - 1) / 2) for place in range(count)]
    stars = "".join(f'<polygon points="{_star(x, 414)}" fill="{palette.accent}"/>' for x in places)
    width = spread * count + 40
    return (
        f'<rect x="{256 - width / 2}" y="384" width="{width}" height="60" rx="30" '
        f'fill="{palette.deep}" stroke="{palette.accent}" stroke-width="4"/>{stars}'
    )


def _star(x: float, y: float) -> str:
    corners = (
        (x + radius * sin(turn * pi / 5), y - radius * cos(turn * pi / 5))
        for turn, radius in enumerate((18.0, 7.6) * 5)
    )
    return " ".join(f"{across:.1f},{down:.1f}" for across, down in corners)


def _polygon(outline: tuple[tuple[float, float], ...], radius: float) -> str:
    """Return an outline in units of `radius` around the centre."""
    return " ".join(
        f"{_CENTRE + radius * across:.1f},{_CENTRE + radius * down:.1f}" for across, down in outline
    )


def _point(radius: float, angle: float) -> str:
    return f"{_CENTRE + radius * sin(angle):.1f} {_CENTRE - radius * cos(angle):.1f}"


def _hexagon() -> tuple[tuple[float, float], ...]:
    """Return a hexagon on its tip, its corners rounded."""
    arc = [turn * pi / 36 for turn in range(-6, 7)]
    corners = [corner * pi / 3 for corner in range(6)]
    return tuple(
        (
            0.86 * sin(corner) + 0.14 * sin(corner + turn),
            -0.86 * cos(corner) - 0.14 * cos(corner + turn),
        )
        for corner in corners
        for turn in arc
    )


def _scallop() -> tuple[tuple[float, float], ...]:
    """Return a disc with a wavy rim."""
    steps = _LOBES * 16
    angles = [turn * 2 * pi / steps for turn in range(steps)]
    return tuple(
        (
            (0.95 + 0.05 * cos(_LOBES * angle)) * sin(angle),
            -(0.95 + 0.05 * cos(_LOBES * angle)) * cos(angle),
        )
        for angle in angles
    )


def _octagon() -> tuple[tuple[float, float], ...]:
    """Return an octagon on its side."""
    return tuple((sin((turn + 0.5) * pi / 4), -cos((turn + 0.5) * pi / 4)) for turn in range(8))


def _disc() -> tuple[tuple[float, float], ...]:
    """Return a disc, as a polygon fine enough to look round."""
    return tuple((sin(turn * pi / 90), -cos(turn * pi / 90)) for turn in range(180))


FRAMES = MappingProxyType(
    {"hexagon": _hexagon(), "scallop": _scallop(), "octagon": _octagon(), "disc": _disc()}
)
