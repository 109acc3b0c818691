"""Every vector of others that any reader should take is taken; the rest has a reason each."""

from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.vectors import VECTORS, needs_vectors
from wallet.credentials import CredentialError, reader_of
from wallet.documents.document import DocumentError
from wallet.documents.opening import open_documents

_VALIDATOR = "1EdTech/digital-credentials-public-validator"
_RESOURCES = f"{_VALIDATOR}/inspector-vc/src/test/resources"
_CHAINS = "blockchain-certificates/cert-verifier-js/test/fixtures"
_COMPONENTS = "1EdTech/openbadges-validator-core/tests/testfiles/test_components"

_EMPTY = "a picture in which nothing is baked"
REFUSED = {
    # vocabularies, schemas and lists about the vectors themselves
    "MANIFEST.md": "says what the vectors are",
    "verdicts.tsv": "says what the vectors are",
    "contexts/*": "a JSON-LD context, or their list",
    "*/contexts/*": "a JSON-LD context",
    "*/context/*": "a JSON-LD context",
    "*context*.json": "a JSON-LD context",
    "1EdTech/openbadges-specification/ob_v2p1/schema/jsonld-context/*": "a JSON-LD context",
    "1EdTech/openbadges-extension-registry/*": "the schema of an extension",
    "1EdTech/openbadges-specification/ob_v2p0/*": "a context or a schema",
    "1EdTech/openbadges-specification/ob_v3p0/*-canon.txt": "the statements of a credential",
    "blockchain-certificates/cert-schema/*": "a context or a schema",
    "w3c/rdf-canon/*": "graphs to canonicalise",
    # what is beside a credential: profiles, keys, lists, endorsements
    f"{_RESOURCES}/ob20/assets/*[!c].json": "what assertions link to: profiles, badges, keys",
    f"{_CHAINS}/issuer*.json": "the profile of an issuer",
    f"{_CHAINS}/revocation-list-mainnet-example.json": "a revocation list",
    f"{_CHAINS}/credential-schema-example-id-card.json": "a schema",
    f"{_CHAINS}/did/*": "a DID document",
    "digitalcredentials/vc-test-fixtures/dids/*": "a DID document",
    f"{_COMPONENTS}/*_badgeclass*.json": "the description of a badge",
    f"{_COMPONENTS}/*_issuer*.json": "the profile of an issuer",
    f"{_RESOURCES}/ob20/badge-class-with-language.json": "the description of a badge",
    f"{_RESOURCES}/ob20/issuer-compact-iri-validation.json": "the profile of an issuer",
    f"{_RESOURCES}/ob20/rdf-validation/*": "parts of badges, to try a validator of types on",
    "w3c/vc-di-*/TestVectors/*": "a step of making a signature, or a key",
    # pictures without a badge, and what is broken on purpose
    "*.png": _EMPTY,
    "digitalcredentials/*.svg": "a QR code",
    "mozilla/openbadges-backpack/test/data/unbaked.svg": _EMPTY,
    "mozilla/openbadges-validator/test/test-data.json": "parts of badges, by the names of tests",
    "w3c/vc-data-model/schema/*": "a schema",
    "mozilla/openbadges-bakery/test/*": "a picture in which nothing, or no JSON, is baked",
    f"{_RESOURCES}/ob20/redirected-validation-subject.json": "no JSON: a name lacks its quotes",
    f"{_CHAINS}/v3/vp-eddsa-rdfc-2022.json": "a presentation without a credential",
}
"""Patterns of paths; of what one fits, files that a reader takes are none of its business."""


def files() -> list[Path]:
    return sorted(path for path in VECTORS.rglob("*") if path.is_file())


def taken(path: Path) -> bool:
    """Whether a file gives documents, and a reader takes each of them."""
    try:
        for document in open_documents(path.read_bytes()):
            reader_of(document)
    except (DocumentError, CredentialError):
        return False
    return True


def refusal_of(path: Path) -> str | None:
    """Return the code by which a file gives no documents, None where it gives some."""
    try:
        open_documents(path.read_bytes())
    except DocumentError as error:
        return error.code
    return None


@needs_vectors
def test_pictures_without_a_badge_are_refused_for_just_that():
    empty = {pattern for pattern, why in REFUSED.items() if why == _EMPTY}
    pictures = [
        path
        for path in files()
        if any(fnmatch(path.relative_to(VECTORS).as_posix(), each) for each in empty)
        if path.suffix in {".png", ".svg"} and not taken(path)
    ]
    assert {refusal_of(path) for path in pictures} == {"IMAGE_NO_CREDENTIAL"}, pictures


@needs_vectors
def test_every_file_is_taken_or_refused_for_a_reason():
    refused = [path.relative_to(VECTORS).as_posix() for path in files() if not taken(path)]
    for_no_reason = [name for name in refused if not any(fnmatch(name, known) for known in REFUSED)]
    assert not for_no_reason
    idle = [known for known in REFUSED if not any(fnmatch(name, known) for name in refused)]
    assert not idle, "nothing is refused for these reasons any more: take them out"


SHOULD = {
    f"{_VALIDATOR}/inspector-clr/src/test/resources/clr20/*": 6,
    f"{_RESOURCES}/ob20/basic-assertion*.json": 10,
    f"{_RESOURCES}/ob30/*.json": 30,
    f"{_RESOURCES}/ob30/*.jwt": 1,
    f"{_RESOURCES}/ob30/*.png": 2,
    f"{_RESOURCES}/ob30/*.svg": 2,
    "digitalcredentials/vc-test-fixtures/verifiableCredentials/*.json": 80,
    f"{_CHAINS}/v1/*.json": 1,
    f"{_CHAINS}/v2/*.json": 14,
    f"{_CHAINS}/v3/[!v]*.json": 30,
    f"{_COMPONENTS}/*_assertion*.json": 3,
    "w3c/vc-di-*/signed*.json": 14,
}


@needs_vectors
@pytest.mark.parametrize(("pattern", "least"), SHOULD.items())
def test_what_a_reader_should_take_is_taken(pattern, least):
    found = [path for path in files() if fnmatch(path.relative_to(VECTORS).as_posix(), pattern)]
    left = [path for path in found if not taken(path)]
    assert not left
    assert len(found) >= least
