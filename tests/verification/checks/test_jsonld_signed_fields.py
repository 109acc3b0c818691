import pytest

from tests.verification.samples import examine, found, signed, token

CHECK = "jsonld.signed_fields"
NAME = "/credentialSubject/achievement/name"


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "Ed25519Signature2020"])
async def test_everything_is_covered(suite):
    finding = found(await examine(signed(suite=suite)), CHECK)
    assert (finding.code, finding.outcome) == (None, "PASS")


@pytest.mark.parametrize(
    ("after", "code"),
    [
        pytest.param({"/grade": "A+"}, "UNSIGNED_FIELDS", id="a-word-that-nobody-knows"),
        pytest.param({NAME: {"@value": "Soldering"}}, "NOT_COMPACT_FORM", id="a-wrapped-text"),
        pytest.param(
            {"/credentialSubject/achievement/https:~1~1schema.org~1name": "X"},
            "NOT_COMPACT_FORM",
            id="a-full-name",
        ),
        pytest.param({"/@graph": []}, "NOT_COMPACT_FORM", id="a-word-of-json-ld"),
        pytest.param({"/id": "badge-1"}, "RELATIVE_IRI", id="an-incomplete-id"),
        pytest.param({"/credentialSubject/type": ["Nobody"]}, "RELATIVE_IRI", id="an-unknown-type"),
        pytest.param(
            {
                "/evidence/-": {
                    "id": "https://workshop.example/pieces/ada",
                    "type": ["Evidence"],
                    "name": "Another name",
                }
            },
            "NODE_SPLIT",
            id="one-thing-twice",
        ),
        pytest.param({NAME: "Solder\u0007ing"}, "CONTROL_CHARACTERS", id="a-control-character"),
    ],
)
async def test_what_is_not(after, code):
    examined = await examine(signed(after=after))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == (code, "FAIL")
    assert examined.report.verdict == "NOT_VERIFIED"


@pytest.mark.parametrize("empty", [None, []], ids=["null", "an-empty-list"])
async def test_an_empty_member_is_remarked_on(empty):
    examined = await examine(signed(after={"/endorsement": empty}))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("NULL_OR_EMPTY", "WARN")
    assert finding.pointer == "/endorsement"
    assert examined.report.verdict == "VERIFIED_WITH_WARNINGS"


async def test_a_document_that_would_take_for_ever():
    examined = await examine(signed(after={"/proof": [signed()["proof"]] * 30}))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("CANON_WORK_EXCEEDED", "FAIL")
    assert "for ever" in finding.message


async def test_a_token_covers_all_that_it_says():
    assert found(await examine(token({"/grade": "A+"})), CHECK).outcome == "SKIPPED"
