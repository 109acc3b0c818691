import pytest

from tests.verification.samples import examine, found, signed, token

CHECK = "jsonld.contexts"
UNKNOWN = "https://a.example/words/v1"


def context(*more):
    return {"/@context": [*signed()["@context"], *more]}


async def test_words_that_are_known():
    finding = found(await examine(signed()), CHECK)
    assert (finding.code, finding.outcome) == (None, "PASS")


@pytest.mark.parametrize(
    ("after", "code", "outcome"),
    [
        pytest.param(context(UNKNOWN), "CONTEXT_NOT_PINNED", "UNKNOWN", id="a-foreign-vocabulary"),
        pytest.param(
            context({"grade": "https://a.example/grade"}), "CONTEXT_INLINE", "UNKNOWN", id="its-own"
        ),
        pytest.param(context(None), "CONTEXT_INLINE", "UNKNOWN", id="null-forgets-all-words"),
        pytest.param(
            {"/@context": signed()["@context"][::-1]}, "CONTEXT_ORDER", "FAIL", id="another-first"
        ),
        pytest.param({"/@context": []}, "CONTEXT_ORDER", "FAIL", id="none"),
        pytest.param({"/@context": 7}, "CONTEXT_ORDER", "FAIL", id="no-vocabulary-at-all"),
    ],
)
async def test_words_that_are_not(after, code, outcome):
    examined = await examine(signed(after=after))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == (code, outcome)
    assert (finding.pointer or "").startswith("/@context")
    assert not examined.report.verdict.startswith("VERIFIED")


async def test_what_a_context_says_when_fetched_is_never_asked():
    said = {UNKNOWN: {"@context": {"grade": "https://a.example/grade"}}}
    examined = await examine(signed(after=context(UNKNOWN)), said)
    assert found(examined, CHECK).code == "CONTEXT_NOT_PINNED"
    assert UNKNOWN not in {answer.url for answer in examined.answers}


async def test_a_token_protects_its_bytes_whatever_its_words():
    finding = found(await examine(token(context(UNKNOWN))), CHECK)
    assert finding.outcome == "SKIPPED"


HOSTED = {"id": "https://a.example/1", "type": "Assertion", "badge": {"name": "B"}}


@pytest.mark.parametrize(
    ("said", "code", "outcome"),
    [
        pytest.param("https://w3id.org/openbadges/v2", None, "PASS", id="version-2"),
        pytest.param(["https://w3id.org/openbadges/v2", {"a": "b:c"}], None, "PASS", id="more"),
        pytest.param(None, None, "PASS", id="none"),
        pytest.param("https://a.example/", "CONTEXT_ORDER", "FAIL", id="another"),
        pytest.param({"badge": "a:b"}, "CONTEXT_INLINE", "UNKNOWN", id="its-own"),
        pytest.param([], "CONTEXT_ORDER", "FAIL", id="an-empty-list"),
    ],
)
async def test_version_2_names_one_of_its_own(said, code, outcome):
    hosted = HOSTED | ({} if said is None else {"@context": said})
    finding = found(await examine(hosted, {HOSTED["id"]: hosted}), CHECK)
    assert (finding.code, finding.outcome) == (code, outcome)
