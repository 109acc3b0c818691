"""The page to try queries on."""

import re

import pytest

from tests.api.wallets import application, client, services
from wallet.api import Explorer
from wallet.api.explorer import built_in


@pytest.fixture
def package(tmp_path):
    built = tmp_path / "node_modules/altair-static/build/dist"
    built.mkdir(parents=True)
    (built / "index.html").write_text(
        '<html><head><base href="/" /><style>a{}</style></head><body></body></html>'
    )
    (built / "main.js").write_text("/* the explorer */")
    (tmp_path / "secret").write_text("secret")
    return tmp_path


async def test_it_is_served_from_where_it_is_installed(package):
    async with client(application(services(explorer=Explorer(package)))) as asking:
        redirected = await asking.http.get("/graphql", headers={"Accept": "text/html"})
        assert (redirected.status_code, redirected.headers["location"]) == (303, "/explorer")
        page = await asking.http.get("/explorer")
        assert '<base href="/explorer/files/">' in page.text
        assert "cdn" not in page.text + page.headers["content-security-policy"]
        assert (await asking.http.get("/explorer/files/main.js")).text == "/* the explorer */"
        outside = await asking.http.get("/explorer/files/%2e%2e/%2e%2e/%2e%2e/%2e%2e/secret")
        assert outside.status_code == 404


async def test_its_policy_lets_only_its_own_start_script_run_inline(package):
    async with client(application(services(explorer=Explorer(package)))) as asking:
        first, second = [await asking.http.get("/explorer") for _ in range(2)]
    policy = first.headers["content-security-policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy)[1]
    assert f'<script type="module" nonce="{nonce}">' in first.text
    assert nonce not in second.text
    script = re.search(r"script-src ([^;]+)", policy)[1]
    assert "unsafe-inline" not in script
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("directory", ["absent", None])
async def test_without_the_package_a_cdn_does_and_the_page_says_so(tmp_path, directory):
    where = None if directory is None else tmp_path / directory
    assert built_in(where) is None
    async with client(application(services(explorer=Explorer(where)))) as asking:
        page = await asking.http.get("/explorer")
        assert "not installed here" in page.text
        assert "https://cdn.jsdelivr.net" in page.headers["content-security-policy"]
        assert (await asking.http.get("/explorer/files/main.js")).status_code == 404


async def test_in_production_there_is_none():
    async with client(application(services())) as asking:
        assert (await asking.http.get("/explorer")).status_code == 404
        asked = await asking.http.get("/graphql", headers={"Accept": "text/html, */*;q=0.8"})
        assert asked.status_code == 400
        assert asked.headers["content-type"].startswith("application/json")
