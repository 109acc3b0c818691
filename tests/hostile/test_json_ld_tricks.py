"""Words and contexts of JSON-LD put in after signing: what they say is never asked, or refused."""

import pytest

from tests.fixtures.issuer import edited
from tests.verification.samples import Answering, examine, reasons, signed

EVIL = "https://evil.example/words"
CONTEXTS = signed()["@context"]
ACHIEVEMENT = "/credentialSubject/achievement"


@pytest.mark.parametrize(
    "own",
    [
        pytest.param({"@vocab": "https://evil.example/"}, id="a-vocabulary-for-all"),
        pytest.param({"grade": "https://evil.example/grade"}, id="a-term-more"),
        pytest.param({"name": None}, id="a-term-forgotten"),
        pytest.param({"name": "https://schema.org/description"}, id="a-term-turned-round"),
        pytest.param({"@base": "https://evil.example/"}, id="another-base"),
        pytest.param({"@import": EVIL}, id="another-imported"),
        pytest.param({"@protected": False, "issuer": "@type"}, id="a-word-of-its-own"),
        pytest.param(None, id="all-forgotten"),
    ],
)
@pytest.mark.parametrize("where", ["", ACHIEVEMENT])
async def test_a_context_of_the_holder_s_own(own, where):
    contexts = [*CONTEXTS, own] if where == "" else own
    sources = Answering({EVIL: {"@context": {"grade": "https://evil.example/grade"}}})
    examined = await examine(signed(after={f"{where}/@context": contexts}), sources)
    assert ("jsonld.contexts", "CONTEXT_INLINE") in reasons(examined)
    assert not examined.report.verdict.startswith("VERIFIED")
    assert sources.asked == []


@pytest.mark.parametrize(
    "url",
    [
        EVIL,
        "http://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/ns/credentials/v2?",
        "https://www.w3.org/ns/credentials/v2/../v3",
    ],
)
async def test_a_context_elsewhere_is_not_fetched(url):
    sources = Answering({url: {"@context": {"grade": "https://evil.example/grade"}}})
    badge = signed(after={"/@context": [*CONTEXTS, url], "/grade": "A+"})
    examined = await examine(badge, sources)
    assert ("jsonld.contexts", "CONTEXT_NOT_PINNED") in reasons(examined)
    assert not examined.report.verdict.startswith("VERIFIED")
    assert sources.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "https://www.w3.org/ns/credentials/undefined-terms/v2",
        "https://www.w3.org/ns/credentials/examples/v2",
        "https://www.w3.org/2018/credentials/examples/v1",
    ],
)
async def test_a_context_of_the_w3c_that_knows_every_word(url):
    badge = signed(after={"/@context": [*CONTEXTS, url], "/grade": "A+"})
    examined = await examine(badge)
    assert ("jsonld.contexts", "CONTEXT_NOT_PINNED") in reasons(examined)
    assert not examined.report.verdict.startswith("VERIFIED")


OPEN_BADGES = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
BADGE = signed()
NAME = BADGE["credentialSubject"]["achievement"]["name"]


@pytest.mark.parametrize(
    "after",
    [
        pytest.param({f"{ACHIEVEMENT}/name": {"@list": [NAME]}}, id="list"),
        pytest.param({f"{ACHIEVEMENT}/name": {"@set": [NAME]}}, id="set"),
        pytest.param({"/credentialSubject": {"@graph": BADGE["credentialSubject"]}}, id="graph"),
        pytest.param({"/@included": [{"id": "urn:x", "name": "Neurosurgery"}]}, id="included"),
        pytest.param({"/@reverse": {"evidence": {"id": "urn:x"}}}, id="reverse"),
        pytest.param({f"{ACHIEVEMENT}/@index": "Neurosurgery"}, id="index"),
        pytest.param({"/@nest": {"name": "Neurosurgery"}}, id="nest"),
        pytest.param({f"{ACHIEVEMENT}/@id": "urn:x"}, id="id"),
        pytest.param({"/@type": ["OpenBadgeCredential"]}, id="type"),
        pytest.param({"/type/1": f"{OPEN_BADGES}OpenBadgeCredential"}, id="a-type-in-full"),
        pytest.param({f"{ACHIEVEMENT}/id": "_:b0"}, id="a-blank-id"),
    ],
)
async def test_a_word_of_json_ld_in_the_body(after):
    examined = await examine(edited(BADGE, after))
    assert ("jsonld.signed_fields", "NOT_COMPACT_FORM") in reasons(examined)
    assert examined.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize("name", ["schema:name", "cred:name", "OpenBadgeCredential:name"])
async def test_a_compact_iri(name):
    examined = await examine(edited(BADGE, {f"{ACHIEVEMENT}/{name}": "Neurosurgery"}))
    assert ("proof.signature", "SIGNATURE_INVALID") in reasons(examined)
    assert examined.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize(
    "after",
    [
        pytest.param({"/id": "badge-1"}, id="an-id"),
        pytest.param({"/type/-": "Diploma"}, id="a-type"),
        pytest.param({f"{ACHIEVEMENT}/image": "image.png"}, id="an-address"),
    ],
)
async def test_a_name_that_means_nothing_by_itself(after):
    examined = await examine(edited(BADGE, after))
    assert ("jsonld.signed_fields", "RELATIVE_IRI") in reasons(examined)
    assert examined.report.verdict == "NOT_VERIFIED"


async def test_a_property_on_a_second_node_of_the_same_id():
    whole = BADGE["credentialSubject"]
    rest = {"id": whole["id"], "type": whole["type"], "name": "Doctor Ada"}
    examined = await examine({**BADGE, "credentialSubject": [whole, rest]})
    assert ("jsonld.signed_fields", "NODE_SPLIT") in reasons(examined)
    assert examined.report.verdict == "NOT_VERIFIED"


async def test_a_term_that_no_context_knows():
    for pointer in ("/grade", "/credentialSubject/grade", f"{ACHIEVEMENT}/grade"):
        examined = await examine(edited(BADGE, {pointer: "A+"}))
        assert ("jsonld.signed_fields", "UNSIGNED_FIELDS") in reasons(examined)
        assert examined.report.verdict == "NOT_VERIFIED"
