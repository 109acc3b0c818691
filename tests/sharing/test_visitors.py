import pytest

from wallet.sharing.visitors import ClientFamily, client_family, referrer_host

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.mark.parametrize(
    ("agent", "family"),
    [
        pytest.param(FIREFOX, ClientFamily.BROWSER, id="firefox"),
        pytest.param("facebookexternalhit/1.1", ClientFamily.PREVIEW, id="facebook-preview"),
        pytest.param("WhatsApp/2.23.20.0", ClientFamily.PREVIEW, id="whatsapp-preview"),
        pytest.param(
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            ClientFamily.PREVIEW,
            id="a-crawler-that-looks-like-a-browser",
        ),
        pytest.param(
            "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
            ClientFamily.PREVIEW,
            id="slack-preview",
        ),
        pytest.param("python-httpx/0.28", ClientFamily.PROGRAM, id="a-verifier"),
        pytest.param("curl/8.5.0", ClientFamily.PROGRAM, id="curl"),
        pytest.param(None, ClientFamily.PROGRAM, id="nothing-said"),
        pytest.param("x" * 10_000 + "bot", ClientFamily.PROGRAM, id="endless"),
    ],
)
def test_clients_are_told_apart_coarsely(agent, family):
    assert client_family(agent) is family


@pytest.mark.parametrize(
    ("header", "host"),
    [
        pytest.param("https://Mail.Example/inbox?id=7", "mail.example", id="only-the-host"),
        pytest.param("https://wallet.example/s/secret", None, id="not-our-own"),
        pytest.param("https://user:pw@jobs.example:8443/x", "jobs.example", id="no-credentials"),
        pytest.param("nonsense", None, id="no-address"),
        pytest.param("https://[bad", None, id="a-broken-address"),
        pytest.param("https://" + "a" * 300 + ".example", None, id="too-long"),
        pytest.param("https://ex\u202eample.test/", None, id="odd-characters"),
        pytest.param(None, None, id="none"),
    ],
)
def test_of_a_referrer_only_the_host_is_kept(header, host):
    assert referrer_host(header, "WALLET.example") == host
