"""Pictures: only as addresses of our own, where they are served cleaned."""

from uuid import UUID

import strawberry
from strawberry.types import Info

from wallet.api.calls import call_of
from wallet.api.declaring import Row
from wallet.api.types.describing import query
from wallet.api.types.scalars import URL
from wallet.store.media_links import MediaKind, MediaLink


@strawberry.type(description="A picture kept and cleaned by the wallet.")
class Image:
    """An image of the viewer's, by its digest."""

    owner: strawberry.Private[UUID]
    sha256: strawberry.Private[str]
    alternative_text: str | None = strawberry.field(
        description="Text for people who cannot see it."
    )

    @query("Address on this server, for a while; ask again for a new one.")
    def url(self, info: Info) -> URL:
        """Return the address of the picture."""
        services = call_of(info).services
        link = MediaLink(MediaKind.PICTURE, self.owner, self.sha256)
        return URL(services.media.url_for(link, services.now()))


def image_of(row: Row, alternative_text: str | None = None) -> Image | None:
    """Return the picture of a row that keeps `image_sha256` beside its `learner_id`."""
    if row["image_sha256"] is None:
        return None
    return Image(
        owner=row["learner_id"], sha256=row["image_sha256"], alternative_text=alternative_text
    )
