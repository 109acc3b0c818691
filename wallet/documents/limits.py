"""How much of a foreign document we are ready to read."""

from dataclasses import dataclass

KIBIBYTE = 1024
MEBIBYTE = 1024 * KIBIBYTE


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps in force before anything is decoded; sizes in bytes.

    `document_bytes` bounds what is handed in (an image may be most of it), `json_bytes` one JSON
    text, also where it was inflated out of an image. `json_depth` counts nested objects and
    lists, `json_containers` how many of them there are in all, `json_digits` those of an integer
    (no double has more than 309). `documents` is how many one list or archive may hold;
    `archive_bytes` is what all files of an archive may unfold to, `archive_ratio` how many times
    its own size that may be. `drawing_seconds` is the time that a processor may work on one SVG
    drawing, `pdf_seconds` on one PDF file; `opening_seconds` is how long all files of one archive
    may take.
    """

    document_bytes: int = 16 * MEBIBYTE
    json_bytes: int = 4 * MEBIBYTE
    json_depth: int = 64
    json_containers: int = 200_000
    json_digits: int = 309
    jose_header_bytes: int = 16 * KIBIBYTE
    documents: int = 500
    archive_entries: int = 1_000
    archive_bytes: int = 64 * MEBIBYTE
    archive_ratio: int = 200
    image_chunks: int = 20_000
    image_texts: int = 8
    svg_elements: int = 100_000
    picture_bytes: int = 8 * MEBIBYTE
    picture_pixels: int = 40_000_000
    drawing_seconds: int = 5
    pdf_seconds: int = 4
    pdf_files: int = 200
    pdf_pages: int = 500
    opening_seconds: float = 60.0


LIMITS = Limits()
