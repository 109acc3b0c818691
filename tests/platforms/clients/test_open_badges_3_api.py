"""The service description and the pages of a platform that speaks the Open Badges 3.0 API."""

from starlette.responses import JSONResponse

from wallet.platforms.clients import CLIENTS

OPEN_BADGES_3 = CLIENTS["OPEN_BADGES_3"]


async def test_addresses_without_a_scheme_are_taken_for_https(platform, network):
    flow = {
        "authorizationUrl": "provider.example.com/authorize",
        "tokenUrl": "provider.example.com/token",
        "scopes": {},
    }
    scheme = {
        "x-imssf-registrationUrl": "provider.example.com/registration",
        "flows": {"authorizationCode": flow},
    }
    platform.answers["/ims/ob/v3p0/discovery"] = JSONResponse(
        {"components": {"securitySchemes": {"OAuth2ACG": scheme}}, "servers": [{"url": "/x"}]}
    )
    found = await OPEN_BADGES_3.discover(platform.origin, network)
    assert found.token_url == "https://provider.example.com/token"
    assert found.api_base == f"{platform.origin}/ims/ob/v3p0"


async def test_both_names_of_the_list_of_tokens_are_read(platform, network):
    for name in ("compactJwsString", "compactJwsStrings"):
        platform.answers["/c"] = JSONResponse({"credential": [], name: ["a.b.c"]})
        page = await OPEN_BADGES_3.page(f"{platform.origin}/c", "token", network)
        assert page.texts == ("a.b.c",)
        assert page.next_url is None
