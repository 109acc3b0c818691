"""A web of many hosts on one loopback server, and the documents that platforms host on it.

Shapes are those that platforms are known to answer with; every value is invented. Addresses carry
the server's port, which a platform's other hosts share.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from http import HTTPStatus
from json import dumps
from urllib.parse import urlsplit

from tests.network.peers import Peer
from wallet.intake import Intake
from wallet.proofs.contexts import Contexts
from wallet.proofs.keys import KeyKind, PrivateKey
from wallet.proofs.signing import sign_data_integrity

VC_2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES_3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
ISSUED = "2026-01-10T08:00:00Z"
EMAIL = "ada@example.org"
UUID = "11111111-2222-4333-8444-555555555555"
ORGANISATION = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
CREATED = datetime(2026, 1, 10, 8, tzinfo=UTC)
HOSTS = (
    "www.credly.com",
    "api.credly.com",
    "www.youracclaim.com",
    "badgr.com",
    "eu.badgr.com",
    "api.badgr.io",
    "api.eu.badgr.io",
    "badges.parchment.com",
    "api.badges.parchment.com",
    "badges.school.example",
    "origin.example",
    "openbadgefactory.com",
    "openbadgepassport.com",
    "www.credential.net",
    "api.accredible.com",
    "eu.api.accredible.com",
    "awards.example",
    "backpack.openbadges.org",
    "credential.certifyme.online",
    "verify.skilljar.com",
    "learn.acme.example",
    "anywhere.example",
    "elsewhere.example",
)


@dataclass
class Web:
    """What each host answers, by path without query; what nobody put there answers 404."""

    peer: Peer
    contexts: Contexts
    intake: Intake
    answers: dict = field(default_factory=dict)

    def __post_init__(self):
        self.peer.answers = _Anything(self)

    def url(self, url):
        """Return an address on this server for one without a port."""
        parts = urlsplit(url)
        tail = f"?{parts.query}" if parts.query else ""
        return f"https://{parts.hostname}:{self.peer.port}{parts.path}{tail}"

    def puts(self, url, body=None, *, http_status=HTTPStatus.OK, media_type=None, **headers):
        """Answer an address so, whatever its query; an object becomes JSON, a text a page."""
        if isinstance(body, str):
            content, kind = body.encode(), "text/html; charset=utf-8"
        elif isinstance(body, bytes) or body is None:
            content, kind = body or b"", "application/octet-stream"
        else:
            content, kind = dumps(body, ensure_ascii=False).encode(), "application/json"
        headers["content_type"] = media_type or kind
        return self.does(url, lambda asked: asked.reply(int(http_status), content, **headers))

    def does(self, url, answer):
        """Answer an address by what a function does with the request."""
        parts = urlsplit(url)
        self.answers[parts.hostname, parts.path] = answer
        return self.url(url)

    def asked(self, host=None):
        """Return what was asked: host and path with query, in order."""
        names = [(each.headers["host"].partition(":")[0], each.path) for each in self.peer.asked]
        return [path for name, path in names if name == host] if host else names

    async def examines(self, url, known=None):
        """Go the whole way from an address, and return the one credential that was examined."""
        documents = await self.intake.documents_at(url)
        assert isinstance(documents, tuple), documents
        (document,) = documents
        return await self.intake.examine(document, known=known)


class _Anything(dict):
    def __init__(self, web):
        super().__init__()
        self.web = web

    def __missing__(self, path):
        async def answer(asked):
            host = asked.headers["host"].partition(":")[0]
            found = self.web.answers.get((host, path.partition("?")[0]))
            if found is None:
                await asked.reply(404, b"<html><title>Not found</title></html>", **PAGE)
            else:
                await found(asked)

        return answer


PAGE = {"content_type": "text/html; charset=utf-8"}


def hashed(email=EMAIL, salt=""):
    return f"sha256${sha256(f'{email}{salt}'.encode()).hexdigest()}"


def recipient(email=EMAIL, salt="a1b2c3"):
    said = {"type": "email", "hashed": True, "identity": hashed(email, salt)}
    return said | ({"salt": salt} if salt else {})


def open_badge_2(web, assertion, badge, issuer, *, edits=None, issuer_type="Issuer"):
    """Host an assertion, its class and its issuer at these addresses; return the assertion."""
    assertion_url, badge_url, issuer_url = map(web.url, (assertion, badge, issuer))
    said = {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": assertion_url,
        "badge": badge_url,
        "issuedOn": ISSUED,
        "recipient": recipient(),
        "verification": {"type": "hosted"},
    } | (edits or {})
    web.puts(assertion, said)
    web.puts(
        badge,
        {
            "@context": "https://w3id.org/openbadges/v2",
            "type": "BadgeClass",
            "id": badge_url,
            "name": "Rock Climbing",
            "description": "Climbs rocks.",
            "criteria": {"narrative": "Climb three rocks."},
            "issuer": issuer_url,
        },
    )
    web.puts(
        issuer,
        {
            "@context": "https://w3id.org/openbadges/v2",
            "type": issuer_type,
            "id": issuer_url,
            "name": "Example Mountain School",
            "url": "https://mountain.example/",
        },
    )
    return said


def key():
    return PrivateKey.generate(KeyKind.ED25519)


def open_badge_3(credential_id, issuer, *, edits=None, salt="R4xxxxxx0K"):
    """An unsigned credential; `issuer` is the whole profile."""
    return {
        "@context": [VC_2, OPEN_BADGES_3, EXTENSIONS],
        "id": credential_id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": issuer,
        "validFrom": ISSUED,
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "identityType": "emailAddress",
                    "hashed": True,
                    "salt": salt,
                    "identityHash": hashed(salt=salt),
                }
            ],
            "achievement": {
                "id": f"{credential_id.partition('?')[0]}/achievement",
                "type": ["Achievement"],
                "name": "Rock Climbing",
                "description": "Climbs rocks.",
                "criteria": {"narrative": "Climb three rocks."},
            },
        },
        **(edits or {}),
    }


def signed(web, unsigned, method, secret):
    return sign_data_integrity(
        unsigned,
        suite="eddsa-rdfc-2022",
        key=secret,
        verification_method=method,
        created=CREATED,
        contexts=web.contexts,
    )


def did_web(web, host, *path):
    return ":".join(("did:web", f"{host}%3A{web.peer.port}", *path))


def did_document(did, method, secret):
    return {
        "@context": ["https://www.w3.org/ns/did/v1"],
        "id": did,
        "verificationMethod": [
            {
                "id": method,
                "type": "Multikey",
                "controller": did,
                "publicKeyMultibase": secret.public().multikey(),
            }
        ],
        "assertionMethod": [method],
    }


def code_of(examined, check):
    return next(found.code for found in examined.report.findings if found.check == check)
