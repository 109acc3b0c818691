"""Documents as tests write them."""

import json
from base64 import urlsafe_b64encode

from wallet.credentials import reader_of
from wallet.documents import open_documents


def document(content):
    (opened,) = open_documents(json.dumps(content).encode())
    return opened


def token(payload):
    parts = (b'{"alg":"RS256"}', json.dumps(payload).encode(), b"sign")
    joined = b".".join(urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    (opened,) = open_documents(joined)
    return opened


def pointer(url):
    (opened,) = open_documents(url.encode())
    return opened


def bring(opened, web):
    """Bring what a reader lacks from a mapping of addresses; return it and the order asked."""
    reader, linked, asked = reader_of(opened), {}, []
    while links := reader.lacks(opened, linked):
        assert not {link.url for link in links} & set(linked), "asked twice for one document"
        for link in links:
            linked[link.url] = web.get(link.url)
            asked.append((link.url, link.kind.value))
        assert len(asked) <= 4, "asks without end"
    return linked, asked


def read(opened, web=None):
    linked, _ = bring(opened, web or {})
    return reader_of(opened).read(opened, linked)
