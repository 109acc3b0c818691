async def test_the_front_page_says_what_runs_here_and_where_to_go(client):
    answer = await client.get("/")
    assert "A credential wallet runs here" in answer.text
    assert '<a href="/graphql">API explorer</a>' in answer.text
    assert '<a href="/demo">' in answer.text
    assert "Documentation" not in answer.text


async def test_robots_stay_away(client):
    answer = await client.get("/robots.txt")
    assert answer.text == "User-agent: *\nDisallow: /\n"


async def test_the_icon_is_ours(client):
    answer = await client.get("/favicon.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
