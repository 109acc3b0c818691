import pytest

from tests.verification.samples import examine, found, signed, token

CHECK = "issuer.name"


@pytest.mark.parametrize(
    "name",
    [
        "Example Workshop",
        "Universität Zürich",
        "대학교",
        "جامعة القاهرة",
        "می\u200cشود",
        "Московский университет",
        "東京大学 (UTokyo)",
        "Ecole 42 - Réunion",
    ],
)
async def test_a_name_that_is_what_it_looks_like(name):
    finding = found(await examine(token({"/issuer/name": name})), CHECK)
    assert (finding.code, finding.outcome) == (None, "PASS")


@pytest.mark.parametrize(
    "name",
    ["ude.\u202emctiv", "Uni\u200bversity", "\ufeffUniversity", "Uni\u00adversity", "A\u2066B"],
    ids=ascii,
)
async def test_a_name_that_hides_something(name):
    examined = await examine(signed({"/issuer/name": name}))
    finding = found(examined, CHECK)
    assert (finding.code, finding.outcome) == ("NAME_BIDI", "WARN")
    assert finding.answer == "TRUST"
    assert examined.report.verdict == "VERIFIED"
