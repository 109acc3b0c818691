"""The picture of a badge that has none: drawn by us, and says nothing."""

from functools import cache

from wallet.documents.drawing import draw
from wallet.documents.limits import LIMITS

_SIDE = 512
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512">'
    b'<rect width="512" height="512" rx="96" fill="#e8ecf1"/>'
    b'<path d="M180 300 150 470l106-58 106 58-30-170z" fill="#7a8ba0"/>'
    b'<circle cx="256" cy="208" r="140" fill="#9fb0c3"/>'
    b'<circle cx="256" cy="208" r="96" fill="#e8ecf1"/></svg>'
)


@cache
def png() -> bytes:
    """Return it as PNG. Draws it the first time, which takes a moment."""
    return draw(SVG, longest_side=_SIDE, limits=LIMITS)
