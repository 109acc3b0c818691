"""What the composition hands in, every route of this room out."""

from starlette.routing import BaseRoute

from wallet.web.badge_connect_host import badge_connect_routes
from wallet.web.connections import connection_routes
from wallet.web.front_page import front_routes
from wallet.web.health import health_routes
from wallet.web.media import media_routes
from wallet.web.oauth import oauth_routes
from wallet.web.open_badges_3_host import open_badges_3_routes
from wallet.web.own_documents import own_document_routes
from wallet.web.services import WebServices
from wallet.web.share_page import share_routes
from wallet.web.unsubscribe import unsubscribe_routes
from wallet.web.verify_page import verify_routes
from wallet.web.well_known import well_known_routes


def create_web_routes(services: WebServices) -> list[BaseRoute]:
    """Return the routes; none of them is a catch-all, so their place in the app does not matter."""
    return [
        *share_routes(services),
        *media_routes(services),
        *health_routes(services.readiness),
        *well_known_routes(),
        *(own_document_routes(services.own) if services.own else ()),
        *(verify_routes(services, services.verifier) if services.verifier else ()),
        *front_routes(services.front),
        *oauth_routes(services),
        *open_badges_3_routes(services),
        *badge_connect_routes(services),
        *connection_routes(services),
        *(unsubscribe_routes(services.unsubscribe) if services.unsubscribe else ()),
    ]
