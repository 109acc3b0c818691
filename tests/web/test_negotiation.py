import pytest

from wallet.web.negotiation import negotiate

OFFERED = ("text/html", "application/json", "application/vc+ld+json")


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        pytest.param(None, "text/html", id="no header takes the first"),
        pytest.param("", "text/html", id="an empty header takes the first"),
        pytest.param("garbage", "text/html", id="what cannot be read is ignored"),
        pytest.param("*/*", "text/html", id="anything takes the first"),
        pytest.param("application/*", "application/json", id="a wildcard takes its first"),
        pytest.param("application/json", "application/json", id="an exact name"),
        pytest.param("APPLICATION/JSON", "application/json", id="case does not matter"),
        pytest.param("text/html;q=0.5, application/json", "application/json", id="quality rules"),
        pytest.param(
            "application/json;q=0.5, text/html;q=0.5", "text/html", id="ties go to our order"
        ),
        pytest.param("*/*, text/html;q=0", "application/json", id="zero refuses over a wildcard"),
        pytest.param(
            "application/*;q=0.9, application/json;q=0.1, text/html;q=0.2",
            "application/vc+ld+json",
            id="the most specific range decides",
        ),
        pytest.param("image/png", None, id="nothing fits"),
        pytest.param("text/html;q=0", None, id="all refused"),
        pytest.param(
            "text/html;q=2, application/json", "application/json", id="a broken q counts not"
        ),
        pytest.param(
            "application/json;profile=x, text/html;q=0.1", "text/html", id="a parameter we lack"
        ),
        pytest.param("application/json ; q=0.8 ,text/html; q=0.7", "application/json", id="spaces"),
    ],
)
def test_chooses(accept, chosen):
    assert negotiate(accept, OFFERED) == chosen


def test_a_parameter_that_we_offer_is_matched():
    offered = ("text/html", "application/vc+jwt;typ=x")
    assert negotiate("application/vc+jwt;typ=x", offered) == "application/vc+jwt;typ=x"


def test_a_huge_header_costs_little():
    assert negotiate("a/b," * 1_000_000, OFFERED) is None
