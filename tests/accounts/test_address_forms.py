import pytest

from wallet.accounts.address_forms import address_form
from wallet.user_errors import InvalidError, UserErrorCode


@pytest.mark.parametrize(
    ("typed", "address", "key"),
    [
        pytest.param("a@b.example", "a@b.example", "a@b.example", id="plain"),
        pytest.param(
            "Ada.L+x@Wallet.Example",
            "Ada.L+x@Wallet.Example",
            "ada.l+x@wallet.example",
            id="letter case is shown and does not tell apart",
        ),
        pytest.param("  a@b.example\n", "a@b.example", "a@b.example", id="pasted with spaces"),
        pytest.param(
            "a@bücher.example",
            "a@xn--bcher-kva.example",
            "a@xn--bcher-kva.example",
            id="a domain of another script",
        ),
        pytest.param(
            "jo\u0308@b.example", "jö@b.example", "jö@b.example", id="a letter in two pieces"
        ),
    ],
)
def test_an_address_has_one_form(typed, address, key):
    form = address_form(typed)
    assert (form.address, form.key) == (address, key)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("\u212aen@b.example", id="the Kelvin sign"),
        pytest.param("\u03f4@b.example", id="the theta symbol"),
        pytest.param("\u0130@b.example", id="the dotted capital I"),
        pytest.param("k@exam\u212a.example", id="in the domain"),
    ],
)
def test_mail_goes_to_an_address_that_differs_from_its_key_by_ascii_case_alone(typed):
    """Else the owner of a look-alike mailbox could read the code of somebody else's account."""
    form = address_form(typed)
    ascii_lowered = "".join(c.lower() if c.isascii() else c for c in form.address)
    assert ascii_lowered == form.key


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "a",
        "@b.example",
        "a@",
        "a@b",
        "a@localhost",
        "a b@c.example",
        "a@b c.example",
        "a@@b.example",
        ".a@b.example",
        "a.@b.example",
        "a..a@b.example",
        "a@b..example",
        "a@b.example.",
        "a@-b.example",
        "a@b_c.example",
        "a@127.0.0.1",
        "a@[127.0.0.1]",
        '"a"@b.example',
        "a,b@c.example",
        "Ada <a@b.example>",
        "a\r\nBcc: x@b.example",
        "a\x00@b.example",
        "a\u200b@b.example",
        "\ud800@b.example",
        "a" * 65 + "@b.example",
        "a@" + "b." * 130 + "example",
        "a@" + "b" * 64 + ".example",
    ],
)
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(InvalidError) as refusal:
        address_form(typed)
    assert refusal.value.code is UserErrorCode.INVALID
    assert refusal.value.path == ("address",)
