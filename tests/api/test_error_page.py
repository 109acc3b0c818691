"""The catalogue of errors names every code, in English and in German."""

import re

import pytest

from wallet.api.error_codes import REQUEST_ERRORS, USER_ERRORS, ErrorCode
from wallet.api.error_page import ERRORS_PATH
from wallet.user_errors import UserErrorCode
from wallet.verification.codes import Code


def test_every_code_has_its_meaning_in_both_languages():
    assert set(REQUEST_ERRORS) == set(ErrorCode)
    assert set(USER_ERRORS) == set(UserErrorCode)
    for meaning in (*REQUEST_ERRORS.values(), *USER_ERRORS.values()):
        assert meaning.said("en") != meaning.said("de")
        assert meaning.said("fr") == meaning.english


@pytest.mark.parametrize(
    ("accepted", "language", "shown"),
    [
        (None, "en", "Who can mend it"),
        ("fr", "en", "Value is missing."),
        ("de-AT,en;q=0.5", "de", "Der Wert fehlt."),
    ],
)
async def test_the_page_holds_every_code_in_the_reader_s_language(
    nobody, accepted, language, shown
):
    headers = {} if accepted is None else {"Accept-Language": accepted}
    page = await nobody.http.get(ERRORS_PATH, headers=headers)
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text
    assert shown in page.text
    codes = re.findall(r'<tr id="(\w+)">', page.text)
    assert sorted(codes) == sorted([*ErrorCode, *UserErrorCode, *(code.name for code in Code)])
    assert "<script" not in page.text
    assert page.headers["vary"] == "Accept-Language"


async def test_a_user_error_says_who_can_mend_it_and_if_another_try_helps(anna):
    change = """mutation($name: String!) { createCollection(input: { name: $name })
      { userErrors { code isRetryable whoCanMend } } }"""
    (error,) = (await anna.ask(change, name=""))["createCollection"]["userErrors"]
    assert error == {"code": "REQUIRED", "isRetryable": False, "whoCanMend": "LEARNER"}
