"""A credential's own text and a picture in, the picture with the text baked into it out.

Sources: Open Badges Baking Specification 2.0; Open Badges 3.0, "Baked Badge".
"""

from base64 import b64encode
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from wallet.credentials.credential import CredentialFormat
from wallet.credentials.generations import Version1, version_1_of
from wallet.credentials.members import address
from wallet.documents import neutral_picture, png, svg
from wallet.documents.document import DocumentError, JSONObject
from wallet.documents.strict_json import decode, parse_object


class BakedForm(StrEnum):
    """The kinds of picture that badges are baked into."""

    PNG = "PNG"
    SVG = "SVG"

    @property
    def media_type(self) -> str:
        """The media type of such a picture."""
        return "image/png" if self is BakedForm.PNG else "image/svg+xml"


@dataclass(frozen=True, slots=True)
class _Recipe:
    """Under which keyword and in which element a generation is baked."""

    keyword: str
    element: str


_OF_1_AND_2 = _Recipe(png.KEYWORD_2, svg.ASSERTION)
_OF_3 = _Recipe(png.KEYWORD_3, svg.CREDENTIAL)
_RECIPES = MappingProxyType(
    {
        CredentialFormat.OPEN_BADGES_1_HOSTED: _OF_1_AND_2,
        CredentialFormat.OPEN_BADGES_1_SIGNED: _OF_1_AND_2,
        CredentialFormat.OPEN_BADGES_2_HOSTED: _OF_1_AND_2,
        CredentialFormat.OPEN_BADGES_2_SIGNED: _OF_1_AND_2,
        CredentialFormat.OPEN_BADGES_3_LINKED_DATA: _OF_3,
        CredentialFormat.OPEN_BADGES_3_JWT: _OF_3,
    }
)


def why_not_baked(form: CredentialFormat) -> str | None:
    """Return why a credential of that form is not baked, None where it is."""
    if form in _RECIPES:
        return None
    return (
        "Only Open Badges are baked into pictures: no program would look for this credential "
        "there. Download it as it came."
    )


def bake(
    form: CredentialFormat,
    said: bytes,
    into: BakedForm,
    *,
    picture: bytes | None,
    hosted_at: str | None = None,
) -> bytes:
    """Return a picture with the credential in it, and with no other.

    Args:
        form: of the credential; `why_not_baked` is None for it.
        said: the JSON or JWS that it is.
        into: the kind of picture to return.
        picture: the badge's own, as PNG or SVG; a neutral one stands in for none, or for one
            that nothing can be baked into.
        hosted_at: where a badge lies whose text does not say so, as those of version 0.5.
    """
    recipe = _RECIPES[form]
    text = decode(said).strip()
    place = None
    if text.startswith("{"):
        content = parse_object(text)
        if version_1_of(content) is Version1.V0_5 and hosted_at is not None:
            text = hosted_at
        place = _place(content) if recipe is _OF_1_AND_2 else None
    if into is BakedForm.PNG:
        return _into_png(picture, text, recipe.keyword)
    return _into_svg(picture, text, recipe.element, place)


def _place(content: JSONObject) -> str | None:
    verify = content.get("verify")
    old = address(verify.get("url")) if isinstance(verify, dict) else None
    return address(content.get("id")) or old


def _into_png(picture: bytes | None, text: str, keyword: str) -> bytes:
    try:
        return png.bake(picture or b"", text, keyword)
    except DocumentError:
        return png.bake(neutral_picture.png(), text, keyword)


def _into_svg(picture: bytes | None, text: str, element: str, place: str | None) -> bytes:
    drawing = picture or neutral_picture.SVG
    if drawing.startswith(png.SIGNATURE):
        drawing = _framed(drawing)
    try:
        return svg.bake(drawing, text, element, place)
    except DocumentError:
        return svg.bake(neutral_picture.SVG, text, element, place)


def _framed(picture: bytes) -> bytes:
    """Return a drawing that shows a PNG picture, and keeps its proportions."""
    width, height = (int.from_bytes(picture[start : start + 4]) for start in (16, 20))
    return (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d">'
        b'<image width="%d" height="%d" href="data:image/png;base64,%s"/></svg>'
    ) % (width, height, width, height, width, height, b64encode(picture))
