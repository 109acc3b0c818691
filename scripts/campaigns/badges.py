"""A number in, a freshly signed badge out that is unlike any other: by did:key, without a network.

Every fourth is signed as linked data, the others are tokens; every third carries a picture.
"""

import json
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import uuid4

from PIL import Image

from wallet.proofs.contexts import Contexts
from wallet.proofs.keys import KeyKind, PrivateKey
from wallet.proofs.signing import sign_data_integrity, sign_vc_jwt

_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
_CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]


@dataclass(frozen=True, slots=True)
class Badge:
    """A signed badge: the id that the issuer gave it, and its text as a learner pastes it."""

    identifier: str
    text: str

    @property
    def in_list(self) -> str:
        """How it stands in a JSON list: a token is a string there."""
        return self.text if self.text.startswith("{") else json.dumps(self.text)


def sign_badges(count: int) -> list[Badge]:
    """Return so many badges of one issuer, whose key is made for them."""
    contexts = Contexts.gather()
    key = PrivateKey.generate(KeyKind.ED25519)
    multikey = key.public().multikey()
    issuer = f"did:key:{multikey}"
    return [_sign(number, key, issuer, f"{issuer}#{multikey}", contexts) for number in range(count)]


def _sign(number: int, key: PrivateKey, issuer: str, method: str, contexts: Contexts) -> Badge:
    plain = _unsigned(number, issuer)
    if number % 4:
        return Badge(plain["id"], sign_vc_jwt(plain, key=key, key_id=method))
    signed = sign_data_integrity(
        plain,
        suite="eddsa-rdfc-2022",
        key=key,
        verification_method=method,
        created=_MOMENT,
        contexts=contexts,
    )
    return Badge(plain["id"], json.dumps(signed))


def _unsigned(number: int, issuer: str) -> dict[str, Any]:
    picture = {"id": _picture(number), "type": "Image"}
    return {
        "@context": _CONTEXTS,
        "id": f"urn:uuid:{uuid4()}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"Soldering, level {number}",
        "issuer": {"id": issuer, "type": ["Profile"], "name": "Example Workshop"},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "mailto:ada@example.org",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": f"https://workshop.example/achievements/{number % 10}",
                "type": ["Achievement"],
                "name": f"Soldering, part {number % 10}",
                "description": "Joins wires so that they stay joined.",
                "criteria": {"narrative": "Solders ten joints that hold."},
                "tag": ["metal", f"level {number % 5}"],
                **({} if number % 3 else {"image": picture}),
            },
        },
    }


def _picture(number: int) -> str:
    drawn = BytesIO()
    colour = (number % 256, number // 256 % 256, 90)
    Image.new("RGB", (8, 8), colour).save(drawn, "PNG")
    return f"data:image/png;base64,{b64encode(drawn.getvalue()).decode()}"
