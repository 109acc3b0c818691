"""A file of a multipart request."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """The bytes of a file part, held in memory, and the name that the client gave it."""

    name: str
    data: bytes
