from re import fullmatch

import pytest

from wallet.accounts.tokens import (
    TokenKind,
    digest,
    family_of,
    is_well_formed,
    new_family,
    new_token,
)


@pytest.mark.parametrize("kind", TokenKind)
def test_a_token_is_found_by_the_pattern_that_scanners_are_given(kind):
    token = new_token(kind, new_family() if kind.is_of_a_family else "")
    assert fullmatch(r"wallet_[a-z]{2}_[0-9A-Za-z]{49,71}", token)
    assert is_well_formed(token, kind)


def test_a_token_is_of_one_kind_alone():
    access, request = new_token(TokenKind.ACCESS), new_token(TokenKind.SIGN_IN_REQUEST)
    assert not is_well_formed(access, TokenKind.SIGN_IN_REQUEST)
    assert not is_well_formed(request, TokenKind.ACCESS)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda token: token[:-1], id="cut short"),
        pytest.param(lambda token: token + "0", id="too long"),
        pytest.param(lambda token: token[:-1] + ("a" if token[-1] != "a" else "b"), id="mistyped"),
        pytest.param(lambda token: token.upper(), id="in capitals"),
        pytest.param(lambda token: token[:-1] + "é", id="not ASCII"),
        pytest.param(lambda token: "", id="empty"),
    ],
)
def test_what_is_spoilt_is_known_without_the_store(spoil):
    assert not is_well_formed(spoil(new_token(TokenKind.ACCESS)), TokenKind.ACCESS)


def test_tokens_never_repeat():
    assert len({new_token(TokenKind.ACCESS) for _ in range(1000)}) == 1000


def test_the_family_is_read_back_from_a_refresh_token():
    family = new_family()
    assert family_of(new_token(TokenKind.REFRESH, family)) == family


def test_the_digest_is_sha_256_in_hex():
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
