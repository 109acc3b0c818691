import hashlib
from base64 import b64encode

import pytest

from tests.verification.samples import (
    TOKEN_KEY,
    Answering,
    did_of,
    encoded,
    examine,
    found,
    signed,
    token,
)
from tests.verification.within import record_token
from wallet.proofs.signing import sign_vc_jwt
from wallet.verification.checks.schema_declared import MOST_SCHEMAS

CHECK = "schema.declared"
URL = "https://workshop.example/schema.json"
DRAFT = "https://json-schema.org/draft/2019-09/schema"
FITS = {"$schema": DRAFT, "type": "object", "required": ["issuer", "validFrom"]}
MISFIT = {"$schema": DRAFT, "properties": {"name": {"const": "Welding"}}}


def declaring(kind="1EdTechJsonSchemaValidator2019", *, url=URL, **more):
    return token({"/credentialSchema": [{"id": url, "type": kind, **more}]})


def in_a_credential(schema):
    said = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": URL,
        "type": ["VerifiableCredential", "JsonSchemaCredential"],
        "issuer": did_of(TOKEN_KEY),
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": URL, "type": "JsonSchema", "jsonSchema": schema},
    }
    key = TOKEN_KEY
    return sign_vc_jwt(said, key=key, key_id=f"{did_of(key)}#{key.public().multikey()}")


@pytest.mark.parametrize(
    "draft", ["draft-07/schema#", "draft/2019-09/schema", "draft/2020-12/schema"]
)
@pytest.mark.parametrize("kind", ["1EdTechJsonSchemaValidator2019", "JsonSchema"])
async def test_a_document_that_fits(kind, draft):
    host = "http" if "07" in draft else "https"
    schema = {**FITS, "$schema": f"{host}://json-schema.org/{draft}"}
    examined = await examine(declaring(kind), {URL: schema})
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome, finding.looked_at) == (None, "PASS", URL)
    assert examined.report.verdict == "VERIFIED"


@pytest.mark.parametrize("kind", ["1EdTechJsonSchemaValidator2019", "JsonSchema"])
async def test_one_that_does_not(kind):
    examined = await examine(declaring(kind), {URL: MISFIT})
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome, finding.pointer) == ("SCHEMA_INVALID", "FAIL", "/name")
    assert examined.report.integrity == "BROKEN"


@pytest.mark.parametrize(("schema", "code"), [(FITS, None), (MISFIT, "SCHEMA_INVALID")])
async def test_a_schema_in_a_credential(schema, code):
    examined = await examine(declaring("JsonSchemaCredential"), {URL: in_a_credential(schema)})
    assert found(examined, CHECK).code == code


async def test_a_schema_in_a_credential_that_does_not_hold():
    altered = in_a_credential(FITS)[:-4] + "AAAA"
    examined = await examine(declaring("JsonSchemaCredential"), {URL: altered})
    assert found(examined, CHECK).code == "SCHEMA_UNREADABLE"


async def test_what_a_schema_refers_to_is_fetched():
    other = "https://workshop.example/name.json"
    schema = {"$schema": DRAFT, "properties": {"name": {"$ref": "name.json#/$defs/name"}}}
    said = {"$schema": DRAFT, "$defs": {"name": {"const": "Welding"}}}
    examined = await examine(declaring(), {URL: schema, other: said})
    assert found(examined, CHECK).code == "SCHEMA_INVALID"
    assert found(await examine(declaring(), {URL: schema}), CHECK).code == "SCHEMA_UNREACHABLE"


async def test_a_chain_of_references_ends():
    def schema(number):
        return {"$schema": DRAFT, "$ref": f"https://workshop.example/{number + 1}"}

    said = {URL: schema(0), **{f"https://workshop.example/{n}": schema(n) for n in range(1, 30)}}
    sources = Answering(said)
    assert found(await examine(declaring(), sources), CHECK).code == "SCHEMA_UNREADABLE"
    assert len(sources.asked) < 10


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (
            {"digestSRI": f"sha256-{b64encode(hashlib.sha256(encoded(FITS)).digest()).decode()}"},
            None,
        ),
        ({"digestSRI": f"sha256-{b64encode(bytes(32)).decode()}"}, "SCHEMA_DIGEST_MISMATCH"),
        ({"digestSRI": "md5-AAAA"}, "SCHEMA_UNREADABLE"),
    ],
    ids=["right", "wrong", "weak"],
)
async def test_its_digest(more, code):
    assert found(await examine(declaring("JsonSchema", **more), {URL: FITS}), CHECK).code == code


@pytest.mark.parametrize(
    ("badge", "said", "code", "outcome", "verdict"),
    [
        pytest.param(
            declaring(), {}, "SCHEMA_UNREACHABLE", "UNKNOWN", "INCOMPLETE", id="unreachable"
        ),
        pytest.param(
            declaring(url="urn:a:b"),
            *({}, "SCHEMA_UNREACHABLE", "UNKNOWN", "INCOMPLETE"),
            id="at-no-address",
        ),
        pytest.param(
            declaring(), {URL: b"<html>"}, "SCHEMA_UNREADABLE", "UNKNOWN", "INCOMPLETE", id="a-page"
        ),
        pytest.param(
            declaring("JsonSchemaValidator2018"),
            *({}, "SCHEMA_TYPE_UNKNOWN", "SKIPPED", "VERIFIED"),
            id="of-a-kind-we-do-not-know",
        ),
    ],
)
async def test_a_schema_that_says_nothing(badge, said, code, outcome, verdict):
    examined = await examine(badge, said)
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome, examined.report.verdict) == (code, outcome, verdict)


async def test_a_crowd_is_not_asked():
    named = [{"id": f"{URL}?{n}", "type": "JsonSchema"} for n in range(MOST_SCHEMAS + 3)]
    sources = Answering({each["id"]: FITS for each in named})
    examined = await examine(token({"/credentialSchema": named}), sources)
    assert found(examined, CHECK).code == "SCHEMA_UNREACHABLE"
    assert len(sources.asked) == MOST_SCHEMAS


async def test_of_what_lies_within_it_is_not_asked():
    sources = Answering({URL: MISFIT})
    examined = await examine(record_token(declaring(), key=TOKEN_KEY), sources)
    (part,) = examined.report.nested
    codes = {finding.code for finding in part.report.findings if finding.check == CHECK}
    assert codes == {"SCHEMA_NOT_ASKED"}
    assert sources.asked == []


async def test_a_badge_that_names_none():
    assert found(await examine(signed()), CHECK).code == "DOES_NOT_APPLY"
