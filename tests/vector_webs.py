"""What lies at the addresses that other people's vectors name, as their own tests serve it.

A file in, the text at each address out. Nothing of a vector is changed; what its issuer would
have to publish for it, where upstream serves nothing, is composed from the key that it names.
"""

import json
import re
from pathlib import Path

from tests.vectors import DCC, OB20, OB30, VECTORS, intake_over, profile_listing, schemas_named_in
from wallet.documents.document import Document
from wallet.intake import Refused

COMPONENTS = VECTORS / "1EdTech/openbadges-validator-core/tests/testfiles/test_components"
_DCC_PAGES = "https://digitalcredentials.github.io/vc-test-fixtures"
_DCC_RAW = (
    "https://raw.githubusercontent.com/digitalcredentials/verifier-core/refs/heads/main"
    "/src/test-fixtures/status"
)
_EDTECH_RAW = (
    "https://raw.githubusercontent.com/1EdTech/digital-credentials-public-validator"
    "/refs/heads/main/inspector-vc/src/test/resources/ob30"
)

Web = dict[str, bytes]


def web_of_dcc() -> Web:
    """The DID documents and status lists of the Digital Credentials Consortium's fixtures."""
    texts = {
        f"{_DCC_PAGES}/dids/{name}/did.json": (DCC / "dids" / name / "did.json").read_bytes()
        for name in ("legacy", "oidf")
    }
    for listed in (DCC / "statusLists/didkey-ed25519Signature2020").iterdir():
        for folder in (f"{_DCC_PAGES}/statusLists/didkey-ed25519Signature2020", _DCC_RAW):
            texts[f"{folder}/{listed.name}"] = listed.read_bytes()
    return texts


def web_of_open_badges_1(**said: bytes) -> Web:
    """The sites of 1EdTech's components, and what else is said."""
    components = {
        "http://a.com/badgeclass": "1_0_basic_badgeclass.json",
        "http://a.com/issuer": "1_0_basic_issuer.json",
        "https://example.org/robotics-badge.json": "1_1_basic_badgeclass.json",
        "https://example.org/organization.json": "1_1_basic_issuer.json",
    }
    return {url: (COMPONENTS / name).read_bytes() for url, name in components.items()} | said


def web_of_open_badges_2(file: Path) -> Web:
    """example.org as upstream's tests serve it; each assertion lies at its own id."""
    texts: Web = {}
    for asset in (OB20 / "assets").iterdir():
        for scheme in ("https", "http"):
            texts[f"{scheme}://example.org/{asset.name}"] = asset.read_bytes()
            texts.setdefault(f"{scheme}://example.org/{asset.stem}", asset.read_bytes())
    hosted = OB20 / "basic-assertion.json" if file.suffix == ".png" else file
    if hosted.suffix == ".json":
        texts[json.loads(hosted.read_bytes())["id"]] = hosted.read_bytes()
    return texts


def web_of_open_badges_3(file: Path) -> Web:
    """The profiles, DID documents and status lists that the samples at fictional sites name."""
    documents = intake_over({}).documents_in(file.read_bytes())
    if isinstance(documents, Refused):
        return {}
    document = documents[0]
    texts = {**schemas_named_in(document.content), **_profile_of_token(document)}
    said = json.dumps(document.content)
    for method in set(re.findall(r'"verificationMethod": "([^"]*#[^"]*)"', said)):
        issuer = method.partition("#")[0]
        _, _, path = issuer.partition("did:web:")
        url = f"https://{path.replace(':', '/')}/did.json" if path else issuer
        texts[url] = profile_listing(method, issuer)
    listed = OB30 / "bit-string-list/testlist"
    texts[f"{_EDTECH_RAW}/bit-string-list/testlist"] = listed.read_bytes()
    for status in re.findall(r'"credentialStatus": (\{[^}]*\})', said):
        entry = json.loads(status)
        if entry["type"] == "1EdTechRevocationList":
            texts[entry["id"]] = _revocation_list(file, document)
    return texts


def _profile_of_token(document: Document) -> Web:
    """The profile of a VC-JWT's issuer, listing the key that the sample's header brings."""
    if document.jws is None or "jwk" not in document.jws.header:
        return {}
    issuer = (document.jws.payload.get("vc") or document.jws.payload)["issuer"]["id"]
    method = {"id": f"{issuer}#key", "publicKeyJwk": document.jws.header["jwk"]}
    profile = {"id": issuer, "verificationMethod": [method], "assertionMethod": [method["id"]]}
    return {issuer: json.dumps(profile).encode()}


def _revocation_list(file: Path, document: Document) -> bytes:
    """The list that upstream's tests answer with: only the sample named so is revoked."""
    assert document.content is not None
    revoked = [{"id": document.content["id"]}] if "revoked" in file.name else []
    listed = {"issuer": document.content["issuer"]["id"], "revokedCredential": revoked}
    return json.dumps(listed).encode()
