"""Rules of the rooms that no linter knows; each failure says what to write."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from wallet.credentials import READERS
from wallet.documents import CONTAINERS
from wallet.platforms import PLATFORMS
from wallet.platforms.clients import CLIENTS
from wallet.proofs.dids import DID_METHODS
from wallet.proofs.suites import SUITES
from wallet.verification.checks import CHECKS
from wallet.verification.status import STATUS_METHODS

ROOT = Path(__file__).parent.parent
WALLET = ROOT / "wallet"
MODULES = sorted(WALLET.rglob("*.py"))
PRIVATE = sorted((WALLET / "learner").glob("*.py"))
PUBLIC = WALLET / "sharing" / "opening.py"

TABLES = {
    "credentials": (READERS, "READER"),
    "documents": (CONTAINERS, "CONTAINER"),
    "platforms": (PLATFORMS, "PLATFORM"),
    "platforms/clients": (CLIENTS, "CLIENT"),
    "proofs/dids": (DID_METHODS, "METHOD"),
    "proofs/suites": (SUITES, "SUITE"),
    "verification/checks": (CHECKS, "CHECK"),
    "verification/status": (STATUS_METHODS, "METHOD"),
}
"""Where the members of a table live, and what each of their modules calls its own."""

ANY_EXCEPTION = {"Exception", "BaseException"}
CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "localtime", "gmtime"}
CLIENTS = {
    "aiohttp": "network",
    "aiosmtplib": "accounts",
    "http.client": "network",
    "httpcore": "network",
    "httpcore2": "network",
    "httpx": "network",
    "httpx2": "network",
    "jwt.PyJWKClient": "network",
    "requests": "network",
    "smtplib": "accounts",
    "urllib.request": "network",
    "urllib3": "network",
}
"""What talks to others, and the one room that may."""

READS_ENVIRONMENT = {
    "settings.py",
    "proofs/workers.py",  # hands a few of its own on to the processes that it starts
}
READS_SETTINGS = {"app.py", "worker.py", "cli"}


def parsed(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def place(path):
    """Return where a module lies below `wallet`, for ids and messages."""
    return path.relative_to(WALLET).as_posix()


def room(path):
    return path.relative_to(WALLET).parts[0]


def imports(tree) -> Iterator[str]:
    """Yield every imported name in full: `os`, `os.environ`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def members():
    """Yield each module that has a member of a table: table, path, member."""
    for folder, (table, constant) in TABLES.items():
        for path in sorted((WALLET / folder).glob("*.py")):
            name = ".".join(("wallet", *folder.split("/"), path.stem))
            member = getattr(import_module(name), constant, None)
            if path.stem != "__init__" and member is not None:
                yield pytest.param(table, path, member, id=place(path))


@pytest.mark.parametrize(("table", "path", "member"), list(members()))
def test_a_member_of_a_table_is_listed_and_has_its_test(table, path, member):
    assert any(member is listed for listed in table.values()), (
        f"list {path.stem} in the table of wallet/{place(path.parent)}/__init__.py"
    )
    test = ROOT / "tests" / path.relative_to(WALLET).with_name(f"test_{path.name}")
    assert test.is_file(), f"write {test.relative_to(ROOT)}"


def test_every_member_is_found_where_its_table_lies():
    found = [param.values[2] for param in members()]
    listed = [member for table, _ in TABLES.values() for member in table.values()]
    assert all(any(member is each for each in found) for member in listed)


@pytest.mark.parametrize("path", sorted((WALLET / "verification" / "checks").glob("[a-z]*.py")))
def test_the_name_of_a_check_is_its_file(path):
    check = import_module(f"wallet.verification.checks.{path.stem}").CHECK
    assert check.name.replace(".", "_") == path.stem


@pytest.mark.parametrize(
    ("table", "path", "member"),
    [p for p in members() if "dids/" in p.id or "suites/" in p.id],
)
def test_the_name_of_a_suite_or_did_method_is_its_file(table, path, member):
    name = f"did{member.name}" if table is DID_METHODS else member.name
    assert re.sub(r"[^a-z0-9]", "", name.lower()) == path.stem.replace("_", "")


@pytest.mark.parametrize("name", list(PLATFORMS))
def test_the_name_of_a_platform_is_its_file(name):
    assert import_module(f"wallet.platforms.{name}").PLATFORM is PLATFORMS[name]


def test_any_page_is_the_last_resort():
    assert list(PLATFORMS)[-1] == "any_page"


@pytest.mark.parametrize(
    "test", sorted((ROOT / "tests" / "verification" / "checks").glob("test_*"))
)
def test_a_test_of_a_check_has_its_check(test):
    assert (WALLET / "verification" / "checks" / test.name.removeprefix("test_")).is_file()


def functions(path):
    """Return the public functions at the top of a module."""
    return [
        node
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and not node.name.startswith("_")
    ]


def arguments(function):
    """Return the arguments in order, each as it is written: `name: annotation`."""
    given = function.args
    return [ast.unparse(each) for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)]


def takes_the_learner_first(function):
    return arguments(function)[:1] == ["learner: Learner"]


def names_a_learner(function):
    return any("learner" in argument.lower() for argument in arguments(function))


@pytest.mark.parametrize("path", PRIVATE, ids=lambda path: path.stem)
def test_private_use_cases_take_the_learner_first(path):
    wrong = [f.name for f in functions(path) if not takes_the_learner_first(f)]
    assert not wrong, (
        f"in wallet/learner/{path.name}: write `def {wrong[0]}(learner: Learner, …)`, so that "
        "whose data it is stands first; or begin the name with an underscore if it is private"
    )


def test_opening_a_link_takes_no_learner():
    wrong = [f.name for f in functions(PUBLIC) if names_a_learner(f)]
    assert not wrong, (
        f"in wallet/sharing/opening.py: let `{wrong[0]}` take the link's token or id alone; a "
        "visitor has no learner, and must not reach one"
    )


@pytest.mark.parametrize(
    ("written", "is_right"),
    [
        ("async def find(learner: Learner, text: str): ...", True),
        ("def find(text: str, learner: Learner): ...", False),
        ("def find(learner): ...", False),
        ("def find(): ...", False),
    ],
)
def test_the_rule_tells_right_from_wrong(written, is_right, tmp_path):
    module = tmp_path / "module.py"
    module.write_text(f"{written}\ndef _private(): ...\nclass C:\n    def method(self): ...\n")
    (function,) = functions(module)
    assert takes_the_learner_first(function) is is_right
    assert names_a_learner(function) is ("learner" in written)


def test_both_rooms_are_looked_at():
    assert {path.stem for path in PRIVATE} > {"importing", "organising", "rechecking"}
    assert {f.name for f in functions(PUBLIC)} >= {"open_link", "log_visit"}


def reads_a_clock(tree):
    """Return what a module calls to learn the time."""
    return [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
        and ast.unparse(node.func.value).rpartition(".")[2] in {"datetime", "date", "time"}
    ] + [name for name in imports(tree) if name in {f"time.{clock}" for clock in CLOCKS}]


def reads_the_environment(tree):
    written = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    read = {"os.environ", "os.environb", "os.getenv"}
    return sorted(read & {*written, *imports(tree)})


def talks_from_elsewhere(tree, own_room):
    """Return the clients that a module imports although they are another room's."""
    return [
        name
        for name in imports(tree)
        for client, its_room in CLIENTS.items()
        if (name == client or name.startswith(f"{client}.")) and own_room != its_room
    ]


def swallows(tree):
    """Return the lines where any exception at all ends in nothing."""
    wrong = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = {"BaseException"} if node.type is None else names_in(node.type)
            does_nothing = all(
                isinstance(each, ast.Pass | ast.Continue)
                or (isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant))
                for each in node.body
            )
            wrong += [node.lineno] * bool(does_nothing and caught & ANY_EXCEPTION)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
            suppressed = {name for each in node.args for name in names_in(each)}
            wrong += [node.lineno] * bool(suppressed & ANY_EXCEPTION)
    return wrong


def names_in(expression):
    return {node.id for node in ast.walk(expression) if isinstance(node, ast.Name)}


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if room(path) in {"credentials", "proofs", "verification"}],
    ids=place,
)
def test_what_judges_reads_no_clock(path):
    wrong = reads_a_clock(parsed(path))
    assert not wrong, f"in {place(path)}: take the moment as an argument instead of {wrong[0]}"


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_a_module_keeps_to_its_room(path):
    tree = parsed(path)
    if place(path) not in READS_ENVIRONMENT:
        wrong = reads_the_environment(tree)
        assert not wrong, f"in {place(path)}: make a setting of it and have it handed down"
    if room(path) not in READS_SETTINGS:
        wrong = [name for name in imports(tree) if name.startswith("wallet.settings")]
        assert not wrong, f"in {place(path)}: take the value as an argument, not the settings"
    wrong = talks_from_elsewhere(tree, room(path))
    assert not wrong, f"in {place(path)}: {wrong[0]} is for another room; ask the guarded fetcher"
    wrong = swallows(tree)
    assert not wrong, f"in {place(path)}, line {wrong[0]}: name what may happen, or log it"


@pytest.mark.parametrize(
    ("rule", "source", "is_wrong"),
    [
        (reads_a_clock, "from datetime import datetime\ndatetime.now(UTC)", True),
        (reads_a_clock, "import datetime\ndatetime.date.today()", True),
        (reads_a_clock, "import time\ntime.time()", True),
        (reads_a_clock, "from time import monotonic", True),
        (reads_a_clock, "datetime.fromisoformat(text)\ncase.now", False),
        (reads_the_environment, "import os\nos.environ.get('A')", True),
        (reads_the_environment, "from os import getenv", True),
        (reads_the_environment, "import os\nos.link(a, b)", False),
        (lambda tree: talks_from_elsewhere(tree, "api"), "import httpx2", True),
        (lambda tree: talks_from_elsewhere(tree, "api"), "from urllib.request import x", True),
        (lambda tree: talks_from_elsewhere(tree, "api"), "from jwt import PyJWKClient", True),
        (lambda tree: talks_from_elsewhere(tree, "network"), "import aiosmtplib", True),
        (lambda tree: talks_from_elsewhere(tree, "network"), "from httpx2 import URL", False),
        (lambda tree: talks_from_elsewhere(tree, "api"), "from urllib.parse import x", False),
        (swallows, "try:\n    f()\nexcept Exception:\n    pass", True),
        (swallows, "try:\n    f()\nexcept:\n    ...", True),
        (swallows, "try:\n    f()\nexcept (OSError, Exception):\n    pass", True),
        (swallows, "with suppress(Exception):\n    f()", True),
        (swallows, "try:\n    f()\nexcept Exception:\n    log()", False),
        (swallows, "try:\n    f()\nexcept OSError:\n    pass", False),
    ],
)
def test_each_rule_tells_right_from_wrong(rule, source, is_wrong):
    assert bool(rule(ast.parse(source))) is is_wrong
