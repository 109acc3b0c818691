"""Keys and an origin in, genuine badges and every document that their verification needs out.

`seeding` fills a wallet with them, and is imported by whoever does that alone.
"""

from wallet.demonstration.badges import Delivery, DemoBadge
from wallet.demonstration.demonstration import Demonstration, make_demonstration
from wallet.demonstration.issuance import Issuance, IssuerKeys, kept_issuance
from wallet.demonstration.issuing import RECIPIENT
from wallet.demonstration.routes import create_demonstration_routes

__all__ = [
    "RECIPIENT",
    "Delivery",
    "DemoBadge",
    "Demonstration",
    "Issuance",
    "IssuerKeys",
    "create_demonstration_routes",
    "kept_issuance",
    "make_demonstration",
]
