"""1EdTech's Comprehensive Learner Records 2.0: the verdict and the reason, of whole and parts.

Their issuers live at fictional addresses, so what an issuer would publish is composed here from
the key that the sample names; nothing of a sample itself is changed.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.vectors import CLR20, intake_over, needs_vectors, profile_listing, schemas_named_in
from wallet.documents.document import Document
from wallet.intake import Examined, Refused

pytestmark = needs_vectors

PART = "/credentialSubject/verifiableCredential/{}"
EXPECTED = {
    "simple.json": ("VERIFIED", []),
    "simple.jwt": ("VERIFIED", []),
    "simple_v1.json": ("NOT_VERIFIED", ["KEY_NOT_FOUND"]),
    "complex.json": ("NOT_VERIFIED", ["CONTROLLER_MISMATCH"]),
    "simple-noproof.json": ("NOT_VERIFIED", ["CONTEXT_NOT_PINNED", "NO_PROOF"]),
    "simple_old_safesigned.json": ("INCOMPLETE", ["CONTEXT_NOT_PINNED", "CHILD_INVALID"]),
}
"""`simple_v1.json` names its key below a urn:uuid, at which nobody publishes anything: upstream
takes the key from the fragment, and warns. `complex.json` is signed with a did:key that its
issuer, a urn:uuid again, says nothing of: anybody could have signed it. The context of the last
two was a draft's; what lies in the last was signed under it, so that its own words are unsigned."""


def published(said: Any) -> dict[str, bytes]:
    texts = schemas_named_in(said)
    for method in set(re.findall(r'"verificationMethod": "(https:[^"]*#[^"]*)"', json.dumps(said))):
        texts[method.partition("#")[0]] = profile_listing(method, method.partition("#")[0])
    return texts


def published_for_token(document: Document) -> dict[str, bytes]:
    """The profile of a token's issuer, listing the key that its header brings."""
    if document.jws is None:
        return {}
    issuer = document.jws.payload["vc"]["issuer"]["id"]
    method = {"id": f"{issuer}#key", "publicKeyJwk": document.jws.header["jwk"]}
    profile = {"id": issuer, "verificationMethod": [method], "assertionMethod": [method["id"]]}
    return {issuer: json.dumps(profile).encode()}


async def examined(name: str) -> Examined:
    (document,) = opened(name)
    texts = {
        **published(document.content),
        **published_for_token(document),
    }
    found = await intake_over(texts).examine(document, known=None)
    assert isinstance(found, Examined)
    return found


def opened(name: str) -> tuple[Document, ...]:
    documents = intake_over({}).documents_in((CLR20 / name).read_bytes())
    assert not isinstance(documents, Refused)
    return documents


def reasons(result: Examined) -> Iterator[str | None]:
    return (f.code for f in result.report.findings if f.outcome not in {"PASS", "SKIPPED"})


@pytest.mark.parametrize("name", EXPECTED)
async def test_the_verdict_has_its_reason(name: str) -> None:
    result = await examined(name)
    assert (result.report.verdict.value, [*reasons(result)]) == EXPECTED[name]


def test_every_file_is_accounted_for() -> None:
    assert {file.name for file in CLR20.iterdir()} == {*EXPECTED}


async def test_a_part_is_judged_by_itself() -> None:
    (part,) = (await examined("simple.json")).report.nested
    assert (part.pointer, part.verdict, part.code) == (PART.format(0), "VERIFIED", None)
    assert part.issuer is not None
    assert part.issuer.id == "https://example.com/issuers/876543"


async def test_a_part_that_was_altered_breaks_the_whole() -> None:
    said = json.loads((CLR20 / "simple.json").read_bytes())
    texts = published(said)
    said["credentialSubject"]["verifiableCredential"][0]["name"] = "Another Badge"
    intake = intake_over(texts)
    (document,) = intake.documents_in(json.dumps(said).encode())
    result = await intake.examine(document, known=None)
    assert isinstance(result, Examined)
    assert "SIGNATURE_INVALID" in {*reasons(result)}
    assert result.report.nested == ()


@pytest.mark.parametrize(
    ("name", "parts", "achievements", "associations"),
    [
        ("simple.json", 1, 2, 1),
        ("simple_v1.json", 6, 0, 5),
        ("complex.json", 6, 0, 5),
        ("simple.jwt", 1, 2, 1),
    ],
)
async def test_what_a_record_holds_is_read(
    name: str, parts: int, achievements: int, associations: int
) -> None:
    said = (await examined(name)).credential
    assert (len(said.parts), len(said.achievements)) == (parts, achievements)
    assert len(said.associations) == associations
    assert {each.kind for each in said.associations} <= {"isParentOf", "isPartOf"}
