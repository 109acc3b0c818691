"""An address of a platform in; how to connect to it, and what a learner holds there, out."""

from wallet.platforms.clients import badge_connect, open_badges_3_api
from wallet.registry import registry

CLIENTS = registry(
    open_badges_3_api.CLIENT,
    badge_connect.CLIENT,
    names=lambda client: (client.api,),
)
"""In the order in which a platform is asked what it speaks."""
