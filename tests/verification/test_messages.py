"""What a person reads of a finding, in each language that ships."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest

import wallet.verification
from tests.verification.samples import NOW, examine, found, signed
from wallet.verification.checks import CHECKS
from wallet.verification.codes import Code
from wallet.verification.finding import Finding, Outcome, Party, VerificationAnswer
from wallet.verification.messages import CATALOGUES, catalogue_for

ROOM = Path(wallet.verification.__file__).parent
OTHERS = [catalogue for catalogue in CATALOGUES.values() if catalogue.language != "en"]
ENGLISH, GERMAN = CATALOGUES["en"], CATALOGUES["de"]


def file_of(catalogue):
    (file,) = (
        path
        for path in (ROOM / "messages").glob("*.py")
        if f'language="{catalogue.language}"' in path.read_text(encoding="utf-8")
    )
    return f"wallet/verification/messages/{file.name}"


@pytest.mark.parametrize("catalogue", OTHERS, ids=lambda each: each.language)
def test_every_code_has_a_sentence(catalogue):
    lacking = {code.name: code.sentence for code in Code if code.name not in catalogue.codes}
    assert not lacking, f"Among the codes of {file_of(catalogue)} add:\n" + "\n".join(
        f'    "{name}": "…",  # {sentence}' for name, sentence in lacking.items()
    )
    unknown = catalogue.codes.keys() - {code.name for code in Code}
    assert not unknown, f"{file_of(catalogue)}: {unknown} is no code (any more)"


@pytest.mark.parametrize("catalogue", OTHERS, ids=lambda each: each.language)
def test_the_codes_stand_in_the_order_of_their_table(catalogue):
    assert list(catalogue.codes) == [code.name for code in Code]


@pytest.mark.parametrize("catalogue", OTHERS, ids=lambda each: each.language)
def test_every_check_has_a_sentence(catalogue):
    lacking = {name: each.in_order for name, each in CHECKS.items() if name not in catalogue.checks}
    assert not lacking, f"In {file_of(catalogue)} add to _CHECKS:\n" + "\n".join(
        f'    "{name}": "…",  # {sentence}' for name, sentence in lacking.items()
    )
    unknown = catalogue.checks.keys() - CHECKS.keys()
    assert not unknown, f"{file_of(catalogue)}: {unknown} is no check (any more)"


@pytest.mark.parametrize("catalogue", CATALOGUES.values(), ids=lambda each: each.language)
def test_every_sentence_is_one_and_every_party_has_its_hint(catalogue):
    sentences = [*catalogue.codes.values(), *catalogue.checks.values(), *catalogue.hints.values()]
    assert all(sentence.endswith(".") and len(sentence) > 10 for sentence in sentences)
    assert catalogue.hints.keys() == set(Party)


@pytest.mark.parametrize("catalogue", OTHERS, ids=lambda each: each.language)
def test_no_sentence_is_the_english_one(catalogue):
    assert not set(catalogue.codes.values()) & set(ENGLISH.codes.values())
    assert not set(catalogue.checks.values()) & set(ENGLISH.checks.values())


def written_texts():
    return {
        node.value
        for path in ROOM.rglob("*.py")
        if path.parent.name != "messages"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@pytest.mark.parametrize("catalogue", OTHERS, ids=lambda each: each.language)
def test_particulars_are_those_that_a_check_tells_with_the_same_places(catalogue):
    assert set(catalogue.details) <= written_texts(), (
        f"{file_of(catalogue)}: {set(catalogue.details) - written_texts()} is told nowhere "
        "(any more)"
    )
    for english, said in catalogue.details.items():
        places = re.findall(r"\{[^}]*\}", english)
        assert sorted(re.findall(r"\{[^}]*\}", said)) == sorted(places), english


def finding(**members):
    return Finding(
        **{
            "check": "validity.period",
            "answer": VerificationAnswer.STANDING,
            "outcome": Outcome.FAIL,
            "code": "EXPIRED",
            "message": "whatever was stored",
            "seen_at": NOW,
            "detail": "It ended on {end:day}.",
            "particulars": {"end": "2026-03-03"},
            **members,
        }
    )


def test_one_finding_is_said_in_each_language():
    assert ENGLISH.message(finding()) == "The credential has expired. It ended on 3 March 2026."
    assert GERMAN.message(finding()) == "Der Nachweis ist abgelaufen. Er endete am 3. März 2026."
    assert GERMAN.detail(finding()) == "Er endete am 3. März 2026."


def test_particulars_that_a_language_lacks_stand_apart_in_english():
    technical = finding(detail="No context defines 'naem'.", particulars={})
    assert ENGLISH.message(technical) == "The credential has expired. No context defines 'naem'."
    assert GERMAN.message(technical) == "Der Nachweis ist abgelaufen."
    assert GERMAN.detail(technical) == "No context defines 'naem'."


def test_a_hint_says_who_can_mend_it():
    assert GERMAN.hint(finding(mender=Party.ISSUER)) == GERMAN.hints[Party.ISSUER]
    assert GERMAN.hint(finding()) is None


def test_foreign_braces_are_neither_filled_nor_followed():
    hostile = finding(
        detail='The issuer says: "{message}".',
        particulars={"message": "{message.__class__} {end:day} {0} %s"},
        code="REVOKED",
    )
    for catalogue in CATALOGUES.values():
        assert "{message.__class__} {end:day} {0} %s" in catalogue.message(hostile)
    assert ENGLISH.fill("{x} {gone} {y!r}", {"x": "1"}) == "1 {gone} {y!r}"
    assert ENGLISH.fill("{x:day}", {"x": "some day"}) == "some day"


def test_a_code_of_a_later_version_keeps_what_it_said():
    assert GERMAN.message(finding(code="CODE_TO_COME")) == "whatever was stored"
    assert GERMAN.message(finding(check="to.come", code=None)) == "whatever was stored"


@pytest.mark.parametrize(
    ("languages", "language"),
    [(("de-AT",), "de"), (("fr", "de"), "de"), (("fr",), "en"), ((), "en"), (("en-GB",), "en")],
)
def test_the_first_language_that_we_speak_answers(languages, language):
    assert catalogue_for(languages).language == language


def test_months_are_written_in_each_language():
    days = [date(2026, month, 1) for month in range(1, 13)]
    for catalogue in CATALOGUES.values():
        assert len({catalogue.day(day) for day in days}) == 12


async def test_the_message_of_a_report_is_the_english_of_its_parts():
    examined = await examine(signed({"/validUntil": "2026-02-01T00:00:00Z"}))
    for each in examined.report.findings:
        assert ENGLISH.message(each) == each.message
    assert GERMAN.message(found(examined, "validity.period")).endswith("am 1. Februar 2026.")
