"""Make up operations from the schema, ask a served wallet with them, and look for harm.

A real `wallet serve` holds the wallets of several learners, each full of a mark of its own. Each
operation is sent as one of them, or as nobody; where it has a place for an id, that of an object
of any of them stands there. Harm is an answer of 500, a fault of ours, an answer with another's
mark, and a change in the wallet of the one who never asks.
"""

import argparse
import json
import os
import random
import re
import secrets
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx2
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis_graphql import from_schema, nodes

ROOT = Path(__file__).parents[2]
WALLET = str(Path(sys.executable).parent / "wallet")
SECONDS = 300
LEARNERS = ("anna", "ben", "carol", "watched")
BYSTANDER = LEARNERS[-1]
BADGES = ("data-analysis.svg", "workshop-mentor.png", "first-aid.json")
SLOWEST = 30.0
_LEFT_OUT = {"signOut", "refreshSession"}
"""What would end the sessions that are asked with."""
_PLACES = re.compile(
    r"""\b(id|ids|\w+Ids?): ("(?:[^"\\]|\\.)*"|\[(?:"(?:[^"\\]|\\.)*"|[^"\]])*\])"""
)
"""Where an id stands as an argument, or several in a list."""
_IDS = """{ viewer { id emails { id } sessions { id } connections { id }
  credentials(first: 50) { nodes { id issuer { id } achievement { id } skills { id }
    verification { id } timeline(first: 5) { nodes { id } } } }
  collections { nodes { id } } shares { nodes { id } } notifications { nodes { id } }
  importJobs { nodes { id items { nodes { id } } } } } }"""
_STATE = """{ viewer { displayName language tags emails { address isPrimary isVerified }
  sessions { id } webhooks { totalCount } notificationPreferences { kind mail }
  credentials(first: 50) { nodes { id name note tags archivedAt updatedAt } }
  collections { nodes { id name description updatedAt credentials { totalCount } } }
  shares { nodes { id title state updatedAt viewCount items { credential { id } } } }
  importJobs { totalCount } deletions(since: "2100-01-01T00:00:00Z") { totalCount } } }"""


@dataclass
class Learner:
    """Who holds a wallet, and the mark that is in all of it."""

    name: str
    token: str
    mark: str = field(default_factory=lambda: f"mark-{secrets.token_hex(8)}")
    ids: list[str] = field(default_factory=list)


@dataclass
class Harm:
    """What was asked, and what came of it."""

    why: str
    query: str
    answer: str


class Server:
    """A served wallet."""

    def __init__(self, origin: str) -> None:
        """Ask at that origin."""
        self._http = httpx2.Client(base_url=origin, timeout=SLOWEST)
        self.origin = origin

    def post(self, query: str, token: str | None, variables: Any = None) -> httpx2.Response:
        """Send one operation, as somebody or as nobody."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        body = json.dumps({"query": query, "variables": variables})
        headers["Content-Type"] = "application/json"
        while True:
            response = self._http.post("/graphql", content=body, headers=headers)
            if response.status_code != httpx2.codes.TOO_MANY_REQUESTS:
                return response
            time.sleep(min(5, int(response.headers["retry-after"])))

    def ask(self, query: str, token: str, variables: Any = None) -> Any:
        """Return the data of an operation that has to go well."""
        answer = self.post(query, token, variables).json()
        if "errors" in answer:
            raise RuntimeError(answer["errors"])
        return answer["data"]


def main() -> int:
    """Run the campaign."""
    asked = _arguments()
    with TemporaryDirectory(prefix="wallet-querying-") as folder, _serving(Path(folder)) as server:
        learners = [_learner(server, name, Path(folder)) for name in LEARNERS]
        before = server.ask(_STATE, learners[-1].token)
        counted, harm = _campaign(server, learners, asked)
        if server.ask(_STATE, learners[-1].token) != before:
            harm.append(Harm("the wallet of one who never asked has changed", "", ""))
    told = ", ".join(f"{name} {number:,}" for name, number in counted.most_common())
    print(f"{counted.total():,} operations, seed {asked.seed}: {told}")
    for each in harm[:5]:
        print(f"HARM: {each.why}\n{each.query}\n{each.answer[:2_000]}")
    print("No operation did any harm." if not harm else f"{len(harm)} operations did harm.")
    return 1 if harm else 0


def judged(response: httpx2.Response, foreign: list[str]) -> tuple[str, str | None]:
    """Return what became of an operation, and what harm it did, None for none."""
    text = response.text
    if response.status_code >= httpx2.codes.INTERNAL_SERVER_ERROR:
        return "failed", f"status {response.status_code}"
    if any(mark in text for mark in foreign):
        return "leaked", "another learner's mark is in the answer"
    answer = json.loads(text)
    codes = {each["extensions"]["code"] for each in answer.get("errors", ())}
    if "INTERNAL" in codes:
        return "failed", "a fault of ours"
    if answer.get("data") is None:
        return "refused", None
    return ("answered with errors" if codes else "answered"), None


def placed(query: str, ids: list[str], chooser: random.Random) -> str:
    """Return the query with real ids where ids stand, most of the time."""

    def put(found: re.Match[str]) -> str:
        if chooser.random() < 0.1:  # noqa: PLR2004  # what is no id stays now and then
            return found[0]
        one, other = chooser.choice(ids), chooser.choice(ids)
        return f'{found[1]}: ["{one}", "{other}"]' if found[2][0] == "[" else f'{found[1]}: "{one}"'

    return _PLACES.sub(put, query)


def operations() -> st.SearchStrategy[Any]:
    """Return operations over the published schema."""
    schema = (ROOT / "schema.graphql").read_text()
    texts = st.text(max_size=40).map(nodes.String)
    moments = st.datetimes(timezones=st.timezones()).map(
        lambda each: nodes.String(each.isoformat())
    )
    addresses = st.sampled_from(
        ("https://127.0.0.1/x", "http://[::1]/", "ftp://x", "https://badges.example/1", "/", "")
    ).map(nodes.String)
    scalars = {
        "DateTime": moments | texts,
        "EmailAddress": st.emails().map(nodes.String) | texts,
        "LanguageTag": st.sampled_from(("en", "de-AT", "x", "")).map(nodes.String) | texts,
        "URI": addresses,
        "URL": addresses,
        "HTML": texts,
        "JSON": texts,
        "Upload": texts,
    }
    declared = _fields(schema, "Query") + _fields(schema, "Mutation")
    roots = re.findall(r"^  (\w+)[(:]", declared, re.MULTILINE)
    return from_schema(
        schema,
        fields=[root for root in roots if root not in _LEFT_OUT],
        custom_scalars=scalars,
    )


def _fields(schema: str, name: str) -> str:
    (found,) = re.findall(rf"^type {name} {{\n(.*?)^}}", schema, re.MULTILINE | re.DOTALL)
    return str(found)


def _campaign(
    server: Server, learners: list[Learner], asked: argparse.Namespace
) -> tuple[Counter[str], list[Harm]]:
    counted: Counter[str] = Counter()
    harm: list[Harm] = []
    chooser = random.Random(asked.seed)  # noqa: S311  # a seed is to be told
    ids = [each for learner in learners for each in learner.ids]
    askers: list[Learner | None] = [*learners[:-1], None]
    until = time.monotonic() + asked.seconds

    def once(made: str) -> None:
        if time.monotonic() > until:
            return
        query = placed(made, ids, chooser)
        asker = chooser.choice(askers)
        foreign = [each.mark for each in learners if each is not asker]
        response = server.post(query, asker.token if asker else None)
        outcome, why = judged(response, foreign)
        counted[outcome] += 1
        if why is not None:
            harm.append(
                Harm(f"{why} (as {asker.name if asker else 'nobody'})", query, response.text)
            )

    rounds = 0
    while time.monotonic() < until and not harm:
        run = settings(
            max_examples=200,
            deadline=None,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )(given(operations())(once))
        seeded(asked.seed + rounds)(run)()
        rounds += 1
    return counted, harm


def _learner(server: Server, name: str, folder: Path) -> Learner:
    done = subprocess.run(
        [WALLET, "token", f"{name}@wallet.example"],
        env=_environment(folder),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    learner = Learner(name, done.stdout.strip())
    _fill(server, learner)
    learner.ids = sorted(
        set(re.findall(r'"id": ?"([^"]+)"', json.dumps(server.ask(_IDS, learner.token))))
    )
    return learner


def _fill(server: Server, learner: Learner) -> None:
    """Give the learner badges, and put the mark wherever a learner can write."""

    def ask(query: str, **variables: object) -> Any:
        return server.ask(query, learner.token, variables)

    begin = """mutation($source: ImportSource!) {
      importCredentials(input: { source: $source }) { job { id } } }"""
    source = {"urls": [f"{server.origin}/demo/badges/{badge}" for badge in BADGES]}
    job = ask(begin, source=source)["importCredentials"]["job"]["id"]
    follow = "query($id: ID!) { node(id: $id) { ... on ImportJob { state } } }"
    while ask(follow, id=job)["node"]["state"] in {"QUEUED", "RUNNING"}:
        time.sleep(0.2)
    listed = ask("{ viewer { credentials { nodes { id } } } }")
    held = [each["id"] for each in listed["viewer"]["credentials"]["nodes"]]
    mark = learner.mark
    for each in held:
        ask(
            """mutation($id: ID!, $mark: String!) {
              updateCredential(input: { credentialId: $id, note: $mark, tags: [$mark] })
              { userErrors { code } } }""",
            id=each,
            mark=mark,
        )
    ask(
        """mutation($ids: [ID!]!, $mark: String!) {
          createCollection(input: { name: $mark, description: $mark, credentialIds: $ids })
          { userErrors { code } } }""",
        ids=held,
        mark=mark,
    )
    ask(
        """mutation($id: ID!, $mark: String!) { createShare(input: { title: $mark, message: $mark,
          recipientLabel: $mark, items: [{ credentialId: $id }] }) { userErrors { code } } }""",
        id=held[0],
        mark=mark,
    )
    ask(
        """mutation($mark: String!) { updateProfile(input: { displayName: $mark })
          { userErrors { code } } }""",
        mark=mark,
    )


@contextmanager
def _serving(folder: Path) -> Iterator[Server]:
    output = folder / "serve.txt"
    with output.open("wb") as out:
        process = subprocess.Popen(
            [WALLET, "serve", "--port", "0"],
            env=_environment(folder),
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        until = time.monotonic() + 180
        while not (found := re.search(r"(http://127\.0\.0\.1:\d+)\S*", output.read_text())):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(output.read_text()[-3_000:])
            time.sleep(0.1)
        while "GraphQL" not in output.read_text():
            time.sleep(0.1)
        yield Server(found[1])
    finally:
        process.terminate()
        process.wait(timeout=60)


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WALLET_")}
    return {**kept, "WALLET_DATA_DIR": str(folder / "data"), "COLUMNS": "200"}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**32))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
