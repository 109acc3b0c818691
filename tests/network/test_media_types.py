import pytest

from wallet.network import ACCEPT_CREDENTIAL, DOCUMENT_TYPES, IMAGE_TYPES, JSON_TYPES, PAGE_TYPES
from wallet.network.media_types import is_among, media_type_of


@pytest.mark.parametrize(
    ("content_type", "media_type"),
    [
        ("application/json", "application/json"),
        ("Application/LD+JSON; profile=x", "application/ld+json"),
        (" text/plain ;charset=utf-8", "text/plain"),
        ("", ""),
    ],
)
def test_reads_the_type_alone(content_type, media_type):
    assert media_type_of(content_type) == media_type


@pytest.mark.parametrize(
    ("media_type", "documents", "json", "images", "pages"),
    [
        ("application/json", True, True, False, True),
        ("application/ld+json", True, True, False, True),
        ("application/did+ld+json", True, True, False, True),
        ("application/vc", True, True, False, True),
        ("text/plain", True, True, False, True),
        ("application/jwt", True, False, False, True),
        ("application/vc+jwt", True, False, False, True),
        ("application/vc+ld+json+jwt", True, False, False, True),
        ("application/dc+sd-jwt", True, False, False, True),
        ("image/png", True, False, True, True),
        ("image/svg+xml", True, False, True, True),
        ("application/octet-stream", True, True, True, True),
        ("", True, True, True, True),
        ("text/html", False, False, False, True),
        ("application/xhtml+xml", False, False, False, True),
        ("application/xml", False, False, False, False),
        ("application/javascript", False, False, False, False),
        ("video/mp4", False, False, False, False),
        ("json", False, False, False, False),
    ],
)
def test_takes(media_type, documents, json, images, pages):
    taken = [
        is_among(media_type, allowed)
        for allowed in (DOCUMENT_TYPES, JSON_TYPES, IMAGE_TYPES, PAGE_TYPES)
    ]
    assert taken == [documents, json, images, pages]


def test_asking_for_a_credential_never_names_html():
    # Badgr redirects whoever accepts text/html to its pages.
    assert "html" not in ACCEPT_CREDENTIAL
