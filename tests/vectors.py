"""Vectors and sample credentials by other people, read where they lie; none is copied here.

The folder is `shared/vectors` beside the checkout, or `WALLET_VECTORS`. What needs it is skipped
where it is absent, with `needs_vectors`.
"""

import json
import os
from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus
from pathlib import Path

import pytest

from wallet.intake import Intake
from wallet.intake.offline_sources import OfflineSources
from wallet.proofs.contexts import Contexts
from wallet.proofs.workers import InProcess
from wallet.verification.sources import Answer, no_answer

VECTORS = Path(os.environ.get("WALLET_VECTORS", Path(__file__).parents[2] / "shared" / "vectors"))
needs_vectors = pytest.mark.skipif(
    not VECTORS.is_dir(), reason="the folder of other people's vectors is not here (WALLET_VECTORS)"
)
EDTECH = VECTORS / "1EdTech/digital-credentials-public-validator/inspector-vc/src/test/resources"
CLR20 = (
    VECTORS / "1EdTech/digital-credentials-public-validator/inspector-clr/src/test/resources/clr20"
)
OB20 = EDTECH / "ob20"
OB30 = EDTECH / "ob30"
MOZILLA = VECTORS / "mozilla"
DCC = VECTORS / "digitalcredentials/vc-test-fixtures"
EDDSA = VECTORS / "w3c/vc-di-eddsa/TestVectors"
ECDSA = VECTORS / "w3c/vc-di-ecdsa/TestVectors"

SEEN_AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def clock() -> datetime:
    return SEEN_AT


@cache
def contexts() -> Contexts:
    lent = OfflineSources(VECTORS / "contexts", clock=clock).contexts()
    return Contexts.gather(VECTORS / "contexts", extra_contexts=lent)


class MappedSources:
    """Answers addresses from texts that a test maps to them; anything else is unreachable."""

    def __init__(self, texts: dict[str, bytes]) -> None:
        self._texts = texts

    async def fetch(self, url: str, *, plain_http: bool = False, wanted=None) -> Answer:
        body = self._texts.get(url)
        if body is None:
            return no_answer(url, "NOT_IN_SOURCES", SEEN_AT)
        return Answer(url, url, HTTPStatus.OK, "application/json", body, SEEN_AT)


def intake_over(texts: dict[str, bytes]) -> Intake:
    return Intake(MappedSources(texts), InProcess(contexts()), clock)


def profile_listing(method: str, issuer: str) -> bytes:
    """The profile that an issuer would have to publish for a key named only by its fragment.

    The 1EdTech samples live at fictional addresses and put the key into the fragment. Their
    validator takes it from there; we ask the issuer, so a test that wants to go past that point
    composes what the issuer would answer.
    """
    key = {
        "id": method,
        "type": "Multikey",
        "controller": issuer,
        "publicKeyMultibase": method.partition("#")[2],
    }
    profile = {"id": issuer, "type": "Profile", "verificationMethod": [key]}
    return json.dumps({**profile, "assertionMethod": [method]}).encode()


def schemas_named_in(said: object) -> dict[str, bytes]:
    """A schema at each address that a sample names one at: those of others are not among these.

    Composed after what every one of them asks for.
    """
    named = [said]
    urls: set[str] = set()
    while named:
        inner = named.pop()
        if isinstance(inner, dict):
            schemas = inner.get("credentialSchema") or []
            listed = schemas if isinstance(schemas, list) else [schemas]
            urls.update(each["id"] for each in listed if isinstance(each.get("id"), str))
            named += inner.values()
        elif isinstance(inner, list):
            named += inner
    asked = {"type": "object", "required": ["@context", "type", "issuer", "credentialSubject"]}
    schema = {"$schema": "https://json-schema.org/draft/2019-09/schema", **asked}
    return dict.fromkeys(urls, json.dumps(schema).encode())
