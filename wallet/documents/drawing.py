"""An SVG drawing by anybody in, a PNG of it out.

Before the renderer sees it, all that runs or lies elsewhere is taken out; the renderer itself is
another program with limits on time and memory.
"""

import re
import subprocess  # our own renderer, killable, with fixed arguments
import sys
from pathlib import Path

from lxml import etree

from wallet.documents import renderer
from wallet.documents.document import DocumentError
from wallet.documents.limits import Limits
from wallet.documents.svg import (
    elements,
    is_active_attribute,
    is_baked,
    is_outside_reference,
    parse_svg,
)

_UNWANTED = frozenset(
    {
        *("script", "foreignObject", "iframe", "embed", "object", "audio", "video", "handler"),
        *("animate", "animateMotion", "animateTransform", "set", "metadata"),
    }
)
_NUMBER = re.compile(r"\s*\+?(\d{1,9}(?:\.\d{0,9})?)(?:px)?\s*", re.ASCII)
_PICTURE_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp)[;,]", re.IGNORECASE)
_WALL_PER_CPU_SECOND = 4
_BOX_MEMBERS = 4
_TAKEN_OUT = "taken-out"


def draw(svg: bytes, *, longest_side: int, limits: Limits) -> bytes:
    """Return a PNG of a drawing, its longer side as given in pixels.

    Blocks for as long as the renderer works, at most some seconds.

    Raises:
        DocumentError: IMAGE_CORRUPT or IMAGE_TOO_LARGE.
    """
    root = parse_svg(svg, limits)
    _clean(root)
    _fit(root, longest_side)
    return _render(etree.tostring(root, encoding="utf-8"), limits.drawing_seconds)


def _render(svg: bytes, seconds: int) -> bytes:
    try:
        rendered = subprocess.run(  # noqa: S603  # the interpreter we run in, and our own file
            [sys.executable, "-I", str(Path(renderer.__file__)), str(seconds)],
            input=svg,
            capture_output=True,
            check=False,
            timeout=seconds * _WALL_PER_CPU_SECOND,
            env={},
        )
    except subprocess.TimeoutExpired as error:
        raise _too_much_work() from error
    if rendered.returncode < 0:
        raise _too_much_work()
    if rendered.returncode:
        raise DocumentError(
            "IMAGE_CORRUPT", "The drawing cannot be drawn. Ask the issuer for a PNG picture."
        )
    return rendered.stdout


def _too_much_work() -> DocumentError:
    return DocumentError(
        "IMAGE_TOO_LARGE",
        "The drawing takes more work than any badge needs. Ask the issuer for a PNG picture.",
    )


def _clean(root: etree._Element) -> None:
    # Marked first and stripped together: taken out one by one, each would copy the text before it.
    for element in list(elements(root)):
        name = etree.QName(element).localname
        loads = name == "style" and is_outside_reference(name, "style", element.text or "")
        if name in _UNWANTED or loads or is_baked(element):
            element.tag = _TAKEN_OUT
            continue
        for attribute, value in list(element.attrib.items()):
            if _is_unwanted(name, str(attribute), str(value)):
                del element.attrib[attribute]
    etree.strip_elements(root, _TAKEN_OUT, with_tail=False)


def _is_unwanted(element: str, attribute: str, value: str) -> bool:
    if etree.QName(attribute).localname == "href" and not value.strip().startswith("#"):
        return _PICTURE_DATA.match(value.strip()) is None
    return is_active_attribute(attribute) or is_outside_reference(element, attribute, value)


def _fit(root: etree._Element, longest_side: int) -> None:
    """Give the drawing its size in pixels, whatever size and units it names itself."""
    width, height = _proportions(root)
    if root.get("viewBox") is None:
        root.set("viewBox", f"0 0 {width} {height}")
    scale = longest_side / max(width, height)
    root.set("width", str(max(1, round(width * scale))))
    root.set("height", str(max(1, round(height * scale))))


def _proportions(root: etree._Element) -> tuple[float, float]:
    """Return width and height of the view box, else those named, else of a square of 100."""
    box = (root.get("viewBox") or "").replace(",", " ").split()
    named = [root.get("width") or "", root.get("height") or ""]
    found = [_NUMBER.fullmatch(side) for side in (box[2:] if len(box) == _BOX_MEMBERS else named)]
    width, height = (float(match[1]) if match else 0.0 for match in found)
    return (width, height) if width > 0 and height > 0 else (100.0, 100.0)
