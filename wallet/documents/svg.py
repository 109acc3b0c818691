"""An SVG file in, what is baked into it out; and the reverse.

Source: Open Badges Baking Specification 2.0, "SVG"; Open Badges 3.0, "Baked Badge".
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree

from wallet.documents.container import AGAIN, Container, Keeping, Unpacked, the_one_badge
from wallet.documents.document import Carrier, DocumentError, Remark
from wallet.documents.jose import looks_compact, split
from wallet.documents.limits import LIMITS, Limits
from wallet.documents.strict_json import parse

ASSERTION = "{http://openbadges.org}assertion"
CREDENTIAL = "{https://purl.imsglobal.org/ob/v3p0}credential"
_NAMESPACES = {
    "assertion": frozenset({"openbadges.org", "w3id.org/openbadges"}),
    "credential": frozenset({"purl.imsglobal.org/ob/v3p0", "purl.imsglobal.org/spec/ob/v3p0"}),
}
_SNIFFED_BYTES = 64 * 1024
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?svg[\s/>]")
_PAGE = re.compile(rb"<html[\s>]", re.IGNORECASE)
# Neither runs over the next "<": a file of nothing but beginnings is then read once, not squared.
_INTERNAL_SUBSET = re.compile(rb"<!DOCTYPE[^<>\[]*+\[|<!ENTITY")
_ENCODING = re.compile(rb"""<\?xml[^<>]*\sencoding\s*=\s*["']([^"']*)["']""")
_PLAIN_ENCODINGS = re.compile(rb"utf-8|us-ascii|iso-8859-\d+|windows-125\d", re.IGNORECASE)
_ACTIVE_ELEMENTS = frozenset(
    {"script", "foreignObject", "iframe", "embed", "object", "audio", "video", "handler", "image"}
)
_OUTSIDE = re.compile(r"@import|url\(\s*[\"']?\s*(?!#|data:image/)|javascript:", re.IGNORECASE)
_INSIDE = ("#", "data:image/")
_NO_XML_CHARACTER = re.compile("[\ufffe\uffff]")
"""Legal in JSON but not in XML 1.0; JSON knows another spelling of them."""
_END_OF_CDATA = "]]>"


def unpack(svg: bytes, limits: Limits = LIMITS) -> Unpacked:
    """Return the one credential that is baked into an image.

    The body of `openbadges:assertion` or `openbadges:credential` counts where it says anything,
    else its `verify` attribute. A body beside a signed `verify` must say what was signed.

    Raises:
        DocumentError: IMAGE_CORRUPT, IMAGE_TOO_LARGE, IMAGE_NO_CREDENTIAL,
            IMAGE_MULTIPLE_CREDENTIALS, or what is wrong with a token or text in it.
    """
    root = parse_svg(svg, limits)
    payloads = baked_payloads(root, limits)
    return Unpacked(contents=the_one_badge(payloads), remarks=_active_content(root))


def baked_payloads(root: etree._Element, limits: Limits) -> list[str]:
    """Return what each element of a tree that may hold a credential says.

    Raises:
        DocumentError: as `unpack`.
    """
    holders = [element for element in elements(root) if is_baked(element)]
    if len(holders) > limits.image_texts:  # each may hold all others: their texts would be squared
        raise DocumentError("IMAGE_TOO_LARGE", f"The image holds too many texts. {AGAIN}")
    return [_payload(element, limits) for element in holders]


def bake(svg: bytes, payload: str, tag: str, address: str | None = None) -> bytes:
    """Return the image with the payload in it, and no other credential.

    `payload` is JSON, a compact JWS or a URL; `tag` is `ASSERTION` or `CREDENTIAL`. `address` is
    where an assertion that is JSON is hosted, which stands beside it.

    Raises:
        DocumentError: IMAGE_CORRUPT or IMAGE_TOO_LARGE, where `svg` is no sound SVG file.
    """
    root = parse_svg(svg, LIMITS)
    for former in [element for element in elements(root) if is_baked(element)]:
        remove(former)
    holder = etree.Element(tag, nsmap={"openbadges": etree.QName(tag).namespace})
    if payload.lstrip().startswith("{"):
        text = _NO_XML_CHARACTER.sub(lambda found: f"\\u{ord(found[0]):04x}", payload)
        holder.text = text if _END_OF_CDATA in text else etree.CDATA(text)
        if address is not None:
            holder.set("verify", address)
    else:
        holder.set("verify", payload)
    root.insert(0, holder)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def parse_svg(svg: bytes, limits: Limits) -> etree._Element:
    """Return the root of an SVG file; nothing is resolved, loaded or fetched for it.

    A document type without declarations is common and harmless; one with them is refused.

    Raises:
        DocumentError: IMAGE_CORRUPT or IMAGE_TOO_LARGE.
    """
    _check_text(svg)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(svg, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise DocumentError(
            "IMAGE_CORRUPT", f"The image is no sound SVG file ({error}). {AGAIN}"
        ) from error
    if sum(1 for _ in zip(root.iter(), range(limits.svg_elements + 1), strict=False)) > (
        limits.svg_elements
    ):
        raise DocumentError("IMAGE_TOO_LARGE", f"The drawing has too many parts. {AGAIN}")
    return root


def _check_text(svg: bytes) -> None:
    """Refuse what could declare entities, also in an encoding that hides it from a search."""
    declared = _ENCODING.search(svg[:_SNIFFED_BYTES])
    plain = declared is None or _PLAIN_ENCODINGS.fullmatch(declared[1])
    if b"\x00" in svg or not plain or _INTERNAL_SUBSET.search(svg):
        raise DocumentError(
            "IMAGE_CORRUPT",
            "The SVG file declares entities or is not written in UTF-8. "
            "Ask the issuer for a plain SVG or PNG file.",
        )


def elements(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements of a tree, without comments and processing instructions."""
    return (node for node in root.iter() if isinstance(node.tag, str))


def is_baked(element: etree._Element) -> bool:
    """Whether an element holds a credential, in any namespace that bakers use for it."""
    name = etree.QName(element)
    place = urlsplit(name.namespace or "")
    return f"{place.netloc}{place.path}".rstrip("/") in _NAMESPACES.get(name.localname, ())


def remove(element: etree._Element) -> None:
    """Take an element out of its tree, with what is in it but not what comes after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _payload(element: etree._Element, limits: Limits) -> str:
    body = "".join(str(text) for text in element.itertext()).strip()
    if len(body) > limits.json_bytes:
        raise DocumentError("IMAGE_TOO_LARGE", f"The image holds a text that is too long. {AGAIN}")
    verify = str(element.get("verify") or "").strip()
    if not body or not looks_compact(verify):
        return body or verify
    if parse(body, limits=limits) != split(verify, limits=limits).payload:
        raise DocumentError(
            "IMAGE_MULTIPLE_CREDENTIALS",
            "The image shows one badge and signs another, so two programs could read two "
            f"different ones. {AGAIN}",
        )
    return verify


def _active_content(root: etree._Element) -> tuple[Remark, ...]:
    active = sorted({found for element in elements(root) for found in _activity(element)})
    if not active:
        return ()
    return (Remark("IMAGE_ACTIVE_CONTENT", f"the drawing holds {', '.join(active)}"),)


def _activity(element: etree._Element) -> Iterator[str]:
    name = etree.QName(element).localname
    if name in _ACTIVE_ELEMENTS - {"image"}:
        yield f"<{name}>"
    if name == "style" and _OUTSIDE.search(element.text or ""):
        yield "references to other places"
    for attribute, value in element.attrib.items():
        if is_active_attribute(str(attribute)):
            yield "event handlers"
        elif is_outside_reference(name, str(attribute), str(value)):
            yield "references to other places"


def is_active_attribute(attribute: str) -> bool:
    """Whether an attribute runs something."""
    return etree.QName(attribute).localname.lower().startswith("on")


def is_outside_reference(element: str, attribute: str, value: str) -> bool:
    """Whether an attribute makes a viewer load something; a link that a person follows is none."""
    name = etree.QName(attribute).localname
    if name in {"href", "src"}:
        harmless = element == "a" and not value.strip().lower().startswith("javascript:")
        return not harmless and not value.strip().startswith(_INSIDE)
    return name != "verify" and bool(_OUTSIDE.search(value))


def _recognises(content: bytes) -> bool:
    head = content[:_SNIFFED_BYTES]
    begins = head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    return begins and bool(_ROOT.search(head)) and not _PAGE.search(head)


CONTAINER = Container(
    carrier=Carrier.SVG,
    media_type="image/svg+xml",
    keeping=Keeping.ITSELF,
    recognises=_recognises,
    unpack=unpack,
)
