"""Rules of the rooms that no linter knows; each failure says what to write."""

import ast
from pathlib import Path

import pytest

WALLET = Path(__file__).parent.parent / "wallet"
PRIVATE = sorted((WALLET / "learner").glob("*.py"))
PUBLIC = WALLET / "sharing" / "opening.py"


def functions(path):
    """Return the public functions at the top of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node
        for node in tree.body
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
