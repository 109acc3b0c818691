"""Every attack that we know of, the code that it is refused with, and the tests that make it.

A line of `attacks.txt` names an attack, its code and a test by file and name; what that test says,
with its parameters and what it uses of its own module, must hold the code. Where an attack gains
nothing and nothing is refused, a dash stands for the code, and the test shows what is not gained.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

from wallet.network.errors import FailureCode, RefusalCode
from wallet.verification.codes import Code

TESTS = Path(__file__).parents[1]
NO_CODE = "-"
DOCUMENTS = {"PointerError"}
"""What is raised in place of a code, before there is a document to judge."""

LINES = (Path(__file__).parent / "attacks.txt").read_text().splitlines()
ATTACKS = [tuple(line.split(" | ")) for line in LINES if line and not line.startswith("#")]
ANSWERS = {"NOT_VERIFIED", "BROKEN"}
"""Where the answer itself is what an attack is met with, and several codes lead to it."""


@cache
def module_of(file):
    return ast.parse((TESTS / file).read_text()).body


def names_of(statement):
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        return {statement.name}
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        return {
            node.id for each in targets for node in ast.walk(each) if isinstance(node, ast.Name)
        }
    return set()


def words_of(file, name):
    """Every text and name that a test says, with what it uses of its own module."""
    left, seen, words = [name], set(), set()
    while left:
        wanted = left.pop()
        seen.add(wanted)
        for statement in module_of(file):
            if wanted not in names_of(statement):
                continue
            for node in ast.walk(statement):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    words.add(node.value)
                elif isinstance(node, ast.Attribute):
                    words.add(node.attr)
                elif isinstance(node, ast.Name):
                    words.add(node.id)
                    left += [node.id] if node.id not in seen else []
    return words


@pytest.mark.parametrize(("attack", "code", "test"), ATTACKS, ids=[row[0] for row in ATTACKS])
def test_each_attack_is_made_by_a_test_and_met_with_its_code(attack, code, test):
    file, _, name = test.partition("::")
    assert name.startswith("test_")
    assert any(name in names_of(each) for each in module_of(file)), f"{attack}: no {test}"
    if code != NO_CODE:
        assert code in words_of(file, name), f"{attack}: {test} does not speak of {code}"


def test_each_attack_is_told_once():
    assert len({attack for attack, _, _ in ATTACKS}) == len(ATTACKS)


def test_each_code_is_one():
    known = {*Code.__members__, *RefusalCode.__members__, *FailureCode.__members__}
    assert {code for _, code, _ in ATTACKS} <= known | ANSWERS | DOCUMENTS | {NO_CODE}
