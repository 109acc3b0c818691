"""The parsers that are tried: each takes any bytes, and raises nothing but its typed refusal."""

import zlib
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from json import dumps
from zipfile import ZipFile

from wallet.credentials import reader_of
from wallet.credentials.credential import CredentialError
from wallet.documents import archive, jose, pdf, png, svg, wallet_archive
from wallet.documents.document import DocumentError
from wallet.documents.limits import LIMITS
from wallet.documents.opening import open_documents
from wallet.documents.strict_json import parse

_BADGE = (
    b'{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"https://a.example/1",'
    b'"recipient":{"type":"email","identity":"a@a.example"},"badge":{"name":"N","issuer":{}},'
    b'"verification":{"type":"hosted"},"issuedOn":1456370703,"evidence":["https://a.example"]}'
)
_CREDENTIAL = (
    b'{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential",'
    b'"OpenBadgeCredential"],"issuer":{"id":"did:key:z"},"validFrom":"2026-01-01T00:00:00Z",'
    b'"credentialSubject":{"achievement":{"name":"N","criteria":{"narrative":"x"}},"result":[]}}'
)
_TOKEN = b".".join(
    urlsafe_b64encode(part).rstrip(b"=") for part in (b'{"alg":"RS256"}', _BADGE, b"s")
)
_DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="http://openbadges.org">'
    b'<openbadges:assertion verify="%s"><![CDATA[%s]]></openbadges:assertion><g/></svg>'
)
_REFUSALS = (DocumentError, CredentialError)


@dataclass(frozen=True, slots=True)
class Parser:
    """What is tried, and honest inputs to begin with; a refusal is an answer like any other."""

    attempt: Callable[[bytes], object]
    seeds: tuple[bytes, ...]

    def __call__(self, data: bytes) -> None:
        """Try some bytes."""
        try:
            self.attempt(data)
        except _REFUSALS as refusal:
            if not str(refusal):
                raise AssertionError("a refusal without a word") from refusal


def _chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)


def _image(chunk: bytes) -> bytes:
    header = _chunk(b"IHDR", b"\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00")
    return png.SIGNATURE + header + chunk + _chunk(b"IEND", b"")


def _text_in_image(data: bytes) -> None:
    """Take the bytes for one text, so that a search is not held up by its checksum."""
    kinds = (b"tEXt", b"zTXt", b"iTXt")
    kind = kinds[data[0] % len(kinds)] if data else kinds[0]
    png.unpack(_image(_chunk(kind, data[1:])))


def _baked_again(data: bytes) -> None:
    unpacked = png.unpack(data)
    (payload,) = unpacked.contents
    again = png.unpack(png.bake(data, payload.decode(), png.KEYWORD_2))
    if again.contents != unpacked.contents:
        raise AssertionError("what was baked is not what is read")


def _drawing(data: bytes) -> None:
    (payload,) = svg.unpack(data).contents
    is_json = payload.startswith(b"{")
    said = parse(payload) if is_json else payload
    (again,) = svg.unpack(svg.bake(data, payload.decode(), svg.ASSERTION)).contents
    if said != (parse(again) if is_json else again):
        raise AssertionError("what was baked is not what is read")


def _whole_way(data: bytes) -> None:
    for document in open_documents(data):
        reader = reader_of(document)
        missing = {link.url: None for link in reader.lacks(document, {})}
        reader.lacks(document, missing)
        reader.read(document, missing)


def _archive(*files: bytes) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as opened:
        for number, file in enumerate(files):
            opened.writestr(str(number), file)
    return packed.getvalue()


def _wallet(manifest: bytes, *documents: bytes) -> bytes:
    """Pack a wallet as it is exported, its manifest first."""
    packed = BytesIO()
    with ZipFile(packed, "w") as opened:
        opened.writestr(wallet_archive.MANIFEST, manifest)
        for number, document in enumerate(documents):
            opened.writestr(f"{wallet_archive.FOLDER}{number}.json", document)
    return packed.getvalue()


def _manifest(data: bytes) -> None:
    """Take the bytes for a manifest, so that a search is not held up by the checksum of a file."""
    packed = _wallet(data, _BADGE, _CREDENTIAL)
    unpacked = wallet_archive.unpack(packed)
    if unpacked.contents != (_BADGE, _CREDENTIAL):
        raise AssertionError("a manifest changed which documents there are")
    if wallet_archive.CONTAINER.recognises(packed):
        open_documents(packed)


def _portable(body: bytes) -> bytes:
    objects = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>", body)
    written, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(written)
    written += b"xref\n0 4\n0000000000 65535 f \n"
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    return written + b"trailer<</Size 4/Root 1 0 R/Info 3 0 R>>\nstartxref\n%d\n%%%%EOF" % start


_MANIFEST = dumps(
    {
        "type": wallet_archive.KIND,
        "version": wallet_archive.VERSION,
        "credentials": [
            {
                "file": f"{wallet_archive.FOLDER}{number}.json",
                "sha256": sha256(document).hexdigest(),
                "mediaType": "application/json",
                "tags": ["a"],
                "note": "n",
                "archivedAt": "2026-01-01T00:00:00Z",
            }
            for number, document in enumerate((_BADGE, _CREDENTIAL))
        ],
        "collections": [
            {
                "name": "CV",
                "description": None,
                "items": [{"sha256": sha256(_BADGE).hexdigest(), "position": 0}],
            }
        ],
    }
).encode()
_METADATA = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    b'xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/" pdfx:openbadge="%s"><pdfx:openbadges>%s'
    b"</pdfx:openbadges>%s</rdf:Description></rdf:RDF></x:xmpmeta>"
) % (_TOKEN, _TOKEN, _DRAWING % (_TOKEN, _BADGE))
_PDF = _portable(b"<</openbadges(https://a.example/1)>>")
_PNG = _image(_chunk(b"iTXt", b"openbadges\x00\x00\x00\x00\x00" + _BADGE))
_DISPLAYED = b'{"badges":[{"hostedUrl":"https://a.example/1","assertion":' + _BADGE + b"}]}"
_PRESENTED = b'{"type":"VerifiablePresentation","verifiableCredential":[' + _CREDENTIAL + b"]}"

PARSERS: Mapping[str, Parser] = {
    "png": Parser(_baked_again, (_PNG,)),
    "png-text": Parser(
        _text_in_image,
        (
            b"\x00openbadges\x00" + _BADGE,
            b"\x01openbadge\x00\x00" + zlib.compress(_BADGE),
            b"\x02openbadgecredential\x00\x01\x00\x00\x00" + zlib.compress(_TOKEN),
        ),
    ),
    "svg": Parser(_drawing, (_DRAWING % (b"", _BADGE), _DRAWING % (_TOKEN, b""))),
    "pdf": Parser(pdf.unpack, (_PDF, _portable(b"<</openbadge(x)/A[<</B 3 0 R>>]>>"))),
    "xmp": Parser(lambda data: pdf.texts_in_metadata([data], LIMITS), (_METADATA,)),
    "jose": Parser(lambda data: jose.split(data.decode("latin-1")), (_TOKEN,)),
    "json": Parser(parse, (_BADGE, _CREDENTIAL, b'[1e9,"\\ud83d\\ude00",{"a":[]},null]')),
    "zip": Parser(archive.unpack, (_archive(_BADGE, b"x"), _archive())),
    "manifest": Parser(_manifest, (_MANIFEST,)),
    "wallet": Parser(wallet_archive.unpack, (_wallet(_MANIFEST, _BADGE, _CREDENTIAL),)),
    "opening": Parser(
        _whole_way,
        (
            *(_BADGE, _CREDENTIAL, _TOKEN, _DISPLAYED, _PRESENTED, _PNG, _archive(_BADGE, _PNG)),
            _wallet(_MANIFEST, _BADGE, _CREDENTIAL),
        ),
    ),
}
