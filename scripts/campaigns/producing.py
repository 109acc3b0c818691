"""The producer: a client of the wallet that asks for imports over HTTP until it is killed.

What it means to ask is written to its journal first, and so is what the wallet acknowledged.
Started again it asks anew, with the same key, for what no answer came to. With `--to-end` it does
that alone.
"""

import argparse
import asyncio
import json
import random
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from badges import Badge
from httpx2 import AsyncClient, HTTPError

_MUTATION = """
mutation Import($text: String!, $key: String!) {
  importCredentials(input: {source: {text: $text}, idempotencyKey: $key}) {
    job { id }
    userErrors { code message }
  }
}
"""
_MOST_IN_ONE = 4
_PAUSE_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Request:
    """One import: whose, by which key, of which badges (places in the list of all)."""

    key: str
    learner: int
    badges: list[int]


@dataclass(slots=True)
class Journal:
    """What was meant to be asked, and the ids of the jobs that were acknowledged, by key."""

    file: Path
    asked: dict[str, Request] = field(default_factory=dict)
    acknowledged: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path) -> Self:
        """Read what is whole of it: the last line may have been cut by a kill."""
        journal = cls(file)
        text = file.read_text() if file.exists() else ""
        for line in text.splitlines(keepends=True):
            if not line.endswith("\n"):
                file.write_text(text[: -len(line)])
                break
            entry = json.loads(line)
            if "job" in entry:
                journal.acknowledged[entry["key"]] = entry["job"]
            else:
                journal.asked[entry["key"]] = Request(**entry)
        return journal

    @property
    def open(self) -> list[Request]:
        """Return what no answer came to."""
        return [one for key, one in self.asked.items() if key not in self.acknowledged]

    def ask(self, request: Request) -> None:
        """Note what will be asked."""
        self.asked[request.key] = request
        self._write(asdict(request))

    def acknowledge(self, request: Request, job_id: str) -> None:
        """Note that the wallet took it."""
        self.acknowledged[request.key] = job_id
        self._write({"key": request.key, "job": job_id})

    def _write(self, entry: dict[str, Any]) -> None:
        with self.file.open("a") as out:
            out.write(json.dumps(entry) + "\n")


def text_of(request: Request, badges: list[Badge]) -> str:
    """Return what the learner pastes: a badge, or a list of them."""
    chosen = [badges[place] for place in request.badges]
    if len(chosen) == 1:
        return chosen[0].text
    return f"[{', '.join(badge.in_list for badge in chosen)}]"


async def _send(http: AsyncClient, request: Request, badges: list[Badge], tokens: list[str]) -> str:
    """Ask until the wallet takes it; while it is down or busy, ask again."""
    variables = {"text": text_of(request, badges), "key": request.key}
    headers = {"Authorization": f"Bearer {tokens[request.learner]}"}
    while True:
        try:
            response = await http.post(
                "/graphql", json={"query": _MUTATION, "variables": variables}, headers=headers
            )
        except HTTPError:
            await asyncio.sleep(_PAUSE_SECONDS)
            continue
        answer = response.json()
        payload = (answer.get("data") or {}).get("importCredentials")
        if payload and payload["job"]:
            return str(payload["job"]["id"])
        if payload and [error["code"] for error in payload["userErrors"]] == ["LIMIT_REACHED"]:
            await asyncio.sleep(_PAUSE_SECONDS)  # enough is under way
            continue
        raise SystemExit(f"The wallet refused an honest import: {answer}")


def _next(journal: Journal, badges: int, learners: int, chance: random.Random) -> Request | None:
    """Plan a request: badges that nobody asked for yet, and at times one that somebody did."""
    taken = [place for request in journal.asked.values() for place in request.badges]
    first = max(taken, default=-1) + 1
    if first >= badges:
        return None
    learner = chance.randrange(learners)
    places = list(range(first, min(badges, first + chance.randint(1, _MOST_IN_ONE))))
    if taken and chance.random() < 0.2:  # noqa: PLR2004  # now and then
        places.append(chance.choice(taken))
    return Request(f"request {len(journal.asked)}", learner, places)


async def main() -> None:
    """Ask until killed, or until there is nothing left to ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--to-end", action="store_true")
    asked = parser.parse_args()
    journal = Journal.read(asked.folder / "journal")
    badges = [Badge(**each) for each in json.loads((asked.folder / "badges.json").read_text())]
    tokens = json.loads((asked.folder / "tokens.json").read_text())
    chance = random.Random(asked.seed)  # noqa: S311  # variety, no secret
    async with AsyncClient(base_url=asked.address, timeout=30, trust_env=False) as http:
        for request in journal.open:
            journal.acknowledge(request, await _send(http, request, badges, tokens))
        while not asked.to_end:
            planned = _next(journal, len(badges), len(tokens), chance)
            if planned is None:
                return
            journal.ask(planned)
            journal.acknowledge(planned, await _send(http, planned, badges, tokens))
            await asyncio.sleep(_PAUSE_SECONDS)


if __name__ == "__main__":
    asyncio.run(main())
