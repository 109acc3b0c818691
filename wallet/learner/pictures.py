"""The picture of a credential."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, painted anew by us."""

    content: bytes
    media_type: str
