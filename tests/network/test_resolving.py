"""Names that no name server is to be asked for."""

import pytest

from wallet.network import resolving


@pytest.mark.parametrize(
    "host", ["badges.vanished.example", "EXAMPLE", "a.test.", "nobody.invalid"]
)
async def test_a_reserved_name_is_nobodys_and_nobody_is_asked(host, monkeypatch):
    asked = []
    monkeypatch.setattr(resolving, "getaddrinfo", lambda *given, **_: asked.append(given) or [])
    with pytest.raises(OSError, match="reserved"):
        await resolving.system_resolver(host)
    assert asked == []
    assert await resolving.system_resolver("an.example.org") == ()
    assert len(asked) == 1
