import pytest

from wallet.documents.base64url import from_base64url, to_base64url


@pytest.mark.parametrize(
    ("octets", "text"), [(b"", ""), (b"\xff", "_w"), (b"\xfb\xef", "--8"), (b"abc", "YWJj")]
)
def test_octets_are_written_without_padding_and_read_again(octets, text):
    assert to_base64url(octets) == text
    assert from_base64url(text) == octets


@pytest.mark.parametrize("text", ["a", "é", "\ud800"], ids=["too-short", "not-ascii", "surrogate"])
def test_what_is_no_base64url_is_refused(text):
    with pytest.raises(ValueError, match=r"only|more than"):
        from_base64url(text)
