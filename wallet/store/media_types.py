"""A media type in, the ending of a file name out.

Sources: VC Data Model 2.0, "Media Types"; Securing VCs using JOSE and COSE, "Media Types";
RFC 7515, 9.2.1; RFC 7519, 10.3.1.
"""

from types import MappingProxyType

ENDINGS = MappingProxyType(
    {
        "image/png": "png",
        "image/svg+xml": "svg",
        "application/pdf": "pdf",
        "application/json": "json",
        "application/ld+json": "json",
        "application/vc": "json",
        "application/vc+ld+json": "json",
        "application/jwt": "jwt",
        "application/vc+jwt": "jwt",
        "application/dc+sd-jwt": "sd-jwt",
        "application/vc+sd-jwt": "sd-jwt",
        "application/jose": "jws",
        "application/warc": "warc",
        "text/plain": "txt",
    }
)
"""What documents are; of a type that is not here, a file says nothing of what it is."""


def ending_of(media_type: str) -> str:
    """Return the ending of a file of that media type, `bin` where that is not known."""
    return ENDINGS.get(media_type) or ("json" if "json" in media_type else "bin")
