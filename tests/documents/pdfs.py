"""Small PDF files with badges in every place that bakers use, and hostile ones."""

import zlib
from io import BytesIO

from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{}</rdf:RDF></x:xmpmeta>'
    "\n   \n<?xpacket end='w'?>"
)
ELEMENT = (
    '<rdf:Description><openbadges:assertion xmlns:openbadges="http://openbadges.org" '
    'verify="{}"/></rdf:Description>'
)


def pdf(*, keys=None, xmp=None, files=(), annotated=(), password=None, pages=1):
    """A file with these keys of the information dictionary, metadata and attachments."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    if keys:
        writer.add_metadata({f"/{key}": value for key, value in keys.items()})
    if xmp is not None:
        stream = DecodedStreamObject()
        stream.set_data(xmp if isinstance(xmp, bytes) else xmp.encode())
        stream[NameObject("/Type")] = NameObject("/Metadata")
        stream[NameObject("/Subtype")] = NameObject("/XML")
        writer._root_object[NameObject("/Metadata")] = writer._add_object(stream)
    for name, content in files:
        writer.add_attachment(name, content)
    for name, content in annotated:
        _annotate(writer, name, content)
    if password is not None:
        writer.encrypt(password, "owner", algorithm="RC4-128")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _annotate(writer, name, content):
    embedded = DecodedStreamObject()
    embedded.set_data(content)
    embedded[NameObject("/Type")] = NameObject("/EmbeddedFile")
    specification = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Filespec"),
            NameObject("/F"): TextStringObject(name),
            NameObject("/EF"): DictionaryObject({NameObject("/F"): writer._add_object(embedded)}),
        }
    )
    note = FreeText(text="see", rect=(0, 0, 10, 10))
    note[NameObject("/Subtype")] = NameObject("/FileAttachment")
    note[NameObject("/FS")] = writer._add_object(specification)
    writer.add_annotation(0, note)


def bomb(layers=2, megabytes=60):
    """Metadata that was packed several times over, and unfolds to a thousand times its size."""
    packed = b"openbadge" + bytes(megabytes * 1024 * 1024)
    for _ in range(layers):
        packed = zlib.compress(packed, 9)
    stream = DecodedStreamObject()
    stream.set_data(packed)
    stream[NameObject("/Filter")] = ArrayObject([NameObject("/FlateDecode")] * layers)
    return with_catalog({"/Metadata": stream})


def with_catalog(entries):
    writer = PdfWriter()
    writer.add_blank_page(10, 10)
    for name, value in entries.items():
        writer._root_object[NameObject(name)] = writer._add_object(value)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def name_tree_in_a_circle():
    writer = PdfWriter()
    writer.add_blank_page(10, 10)
    node = writer._add_object(DictionaryObject())
    node.get_object()[NameObject("/Kids")] = ArrayObject([node, node, NumberObject(7)])
    writer._root_object[NameObject("/Names")] = DictionaryObject(
        {NameObject("/EmbeddedFiles"): node}
    )
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def with_a_raw(body):
    """A file made by hand, whose one object beside the catalog is `body`."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>", body]
    written, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(written)
    written += b"xref\n0 4\n0000000000 65535 f \n"
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        written + b"trailer << /Size 4 /Root 1 0 R /Info 3 0 R >>\nstartxref\n%d\n%%%%EOF" % start
    )
