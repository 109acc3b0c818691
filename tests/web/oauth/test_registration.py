import json

import pytest

from tests.fixtures.connecting import APPLICATION, metadata
from wallet.accounts.scopes import OFFERED
from wallet.web.oauth.redirects import fault_of, is_registered, origin_of
from wallet.web.oauth.registration import RegistrationError, judged, registered


def judge(**changed):
    return judged(json.dumps(metadata(**changed)).encode())


def test_what_is_registered_is_said_back():
    new, said = judge(scope="https://purl.imsglobal.org/spec/ob/v3p0/scope/profile.readonly x")
    answer = registered(said, new)
    assert answer["scope"] == "https://purl.imsglobal.org/spec/ob/v3p0/scope/profile.readonly"
    assert answer["redirect_uris"] == [f"{APPLICATION}/callback"]
    assert answer["software_version"] == "1"


def test_a_name_is_one_line_that_reads_as_it_is_written():
    new, _ = judge(client_name="A\u202eb\x00 c\n<b>d</b>")
    assert new.name == "Ab c <b>d</b>"
    assert judge(client_name="\u202e")[0].name == "badges.example.edu"


def test_who_names_no_scope_may_ask_for_all():
    new, _ = judge()
    assert new.scopes == OFFERED


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        pytest.param({"redirect_uris": []}, "invalid_redirect_uri", id="none"),
        pytest.param({"redirect_uris": "https://a.example"}, "invalid_redirect_uri", id="a text"),
        pytest.param({"redirect_uris": ["http://a.example/"]}, "invalid_redirect_uri", id="http"),
        pytest.param({"redirect_uris": ["app://x/y"]}, "invalid_redirect_uri", id="own scheme"),
        pytest.param(
            {"redirect_uris": [f"{APPLICATION}/callback", "https://evil.example/"]},
            "invalid_redirect_uri",
            id="two hosts",
        ),
        pytest.param(
            {"redirect_uris": [f"{APPLICATION}/callback", "http://127.0.0.1/"]},
            "invalid_redirect_uri",
            id="web and native",
        ),
        pytest.param({"client_uri": "http://a.example"}, "invalid_client_metadata", id="plain"),
        pytest.param({"tos_uri": "https://b.example"}, "invalid_client_metadata", id="elsewhere"),
        pytest.param({"client_name": 7}, "invalid_client_metadata", id="a number as name"),
        pytest.param({"client_name": "x" * 201}, "invalid_client_metadata", id="a long name"),
        pytest.param(
            {"token_endpoint_auth_method": "client_secret_post"},
            "invalid_client_metadata",
            id="another way to authenticate",
        ),
        pytest.param({"grant_types": ["password"]}, "invalid_client_metadata", id="another grant"),
        pytest.param({"response_types": ["token"]}, "invalid_client_metadata", id="implicit"),
        pytest.param({"scope": "openid"}, "invalid_client_metadata", id="no scope of ours"),
    ],
)
def test_what_cannot_be_registered_is_refused_by_its_name(changed, error):
    with pytest.raises(RegistrationError) as refused:
        judge(**changed)
    assert refused.value.error == error


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"redirect_uris":', b"\xff"])
def test_what_is_no_metadata_is_refused(body):
    with pytest.raises(RegistrationError):
        judged(body)


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "/callback",
        "https://",
        "https://user:secret@a.example/",
        "https://a.example/#here",
        "https://a.example/#",
        "https://a.example\\@evil.example/",
        "https://a.example/\r\nX: y",
        "https://ä.example/",
        "https://a.example:x/",
        "https://[::1",
        "http://localhost.evil.example/",
        "http://127.0.0.1.evil.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://a.example/'x",
    ],
)
def test_what_is_no_redirect_uri(uri):
    assert fault_of(uri) is not None


@pytest.mark.parametrize(
    ("uri", "known", "is_known"),
    [
        ("https://a.example/x", "https://a.example/x", True),
        ("https://a.example/x", "https://a.example/", False),
        ("https://a.example:444/x", "https://a.example/x", False),
        ("http://127.0.0.1:5000/x", "http://127.0.0.1/x", True),
        ("http://[::1]:5000/x", "http://[::1]:1/x", True),
        ("http://127.0.0.1:5000/y", "http://127.0.0.1/x", False),
        ("http://localhost:5000/x", "http://127.0.0.1/x", False),
        ("https://127.0.0.1:5000/x", "https://127.0.0.1/x", False),
    ],
)
def test_only_the_port_of_a_loopback_may_differ(uri, known, is_known):
    assert is_registered(uri, [known]) is is_known


def test_a_policy_names_the_place_that_a_redirect_leads_to():
    assert origin_of("https://a.example:8443/x?y") == "https://a.example:8443"
    assert origin_of("http://[::1]:5000/x") == "http:"
