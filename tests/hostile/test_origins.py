"""Whom a browser's pages of another origin may be: exactly those that are listed."""

import pytest
from pydantic import ValidationError

from wallet.settings import Settings


@pytest.mark.parametrize(
    "origin",
    [
        "*",
        "null",
        "",
        "https://*.example",
        "https://app.example/",
        "app.example",
        "file://",
        "https://app.example/path",
        "https://App.Example",
        "https://a.example https://b.example",
    ],
)
def test_what_is_no_exact_origin_is_refused(origin):
    with pytest.raises(ValidationError, match="no origin"):
        Settings(cors_origins=(origin,))


@pytest.mark.parametrize(
    "origin", ["https://app.example", "http://localhost:3000", "https://[::1]:8443"]
)
def test_an_exact_origin_is_taken(origin):
    assert Settings(cors_origins=(origin,)).cors_origins == (origin,)
