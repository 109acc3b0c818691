"""The campaign of made-up operations: a short run, and its judgement, which must see each harm."""

import random
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from httpx2 import Response

ROOT = Path(__file__).parents[2]
CAMPAIGNS = ROOT / "scripts" / "campaigns"


@pytest.fixture
def querying(monkeypatch):
    pytest.importorskip("hypothesis_graphql")
    monkeypatch.syspath_prepend(str(CAMPAIGNS))
    return import_module("querying")


@pytest.mark.parametrize(
    ("status", "body", "outcome", "does_harm"),
    [
        (200, {"data": {"viewer": None}}, "answered", False),
        (200, {"data": {"node": {"note": "mark-of-ben"}}}, "leaked", True),
        (500, {"errors": []}, "failed", True),
        (503, {"data": None}, "failed", True),
        (200, {"data": {}, "errors": [{"extensions": {"code": "INTERNAL"}}]}, "failed", True),
        (400, {"errors": [{"extensions": {"code": "BAD_REQUEST"}}]}, "refused", False),
        (
            200,
            {"data": {"a": None}, "errors": [{"extensions": {"code": "FORBIDDEN"}}]},
            "answered with errors",
            False,
        ),
    ],
)
def test_each_harm_is_seen(querying, status, body, outcome, does_harm):
    found, why = querying.judged(Response(status, json=body), ["mark-of-ben"])
    assert found == outcome
    assert (why is not None) is does_harm


def test_real_ids_stand_where_ids_do(querying):
    query = '{ node(id: "\\"x") { id } x(input: {credentialIds: ["a", "]"], text: "id"}) { id } }'
    everywhere = '{ node(id: "REAL") { id } x(input: {credentialIds: ["REAL", "REAL"], text: "id"})'
    choosers = (random.Random(each) for each in range(60))  # noqa: S311  # no secrets here
    placed = {querying.placed(query, ["REAL"], chooser) for chooser in choosers}
    assert f"{everywhere} {{ id }} }}" in placed
    assert len(placed) > 1, "now and then what stood there stays"


@pytest.mark.long
def test_a_short_campaign_finds_no_harm():
    pytest.importorskip("hypothesis_graphql")
    run = subprocess.run(
        [sys.executable, CAMPAIGNS / "querying.py", "--seconds", "10", "--seed", "1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
    assert "No operation did any harm." in run.stdout
    (number,) = re.findall(r"answered (\d+)", run.stdout)
    assert int(number) > 10
