"""Each of the practices is held by tests that are there, or has a reason that none holds it."""

import ast
from functools import cache
from pathlib import Path

import pytest

from spec.practices import PRACTICES, SOURCES

ROOT = Path(__file__).resolve().parent.parent
HELD_BY = sorted({test for practice in PRACTICES for test in practice.held_by})


@cache
def strings_and_functions(path: str) -> tuple[set[str], set[str]]:
    """Return the texts in a file of tests, and the names of its functions."""
    nodes = list(ast.walk(ast.parse((ROOT / path).read_text())))
    strings = {each.value for each in nodes if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    return strings, {each.name for each in nodes if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("test", HELD_BY)
def test_a_test_that_holds_a_practice_is_there(test: str) -> None:
    path, _, name = test.partition("::")
    function, _, case = name.partition("[")
    strings, functions = strings_and_functions(path)
    assert function in functions
    assert not case or {case.removesuffix("]"), case.removesuffix("]").replace("_", " ")} & strings


def test_each_practice_is_held_or_has_a_reason_and_not_both() -> None:
    assert [each.name for each in PRACTICES if bool(each.held_by) == bool(each.reason)] == []
    assert [each.reason for each in PRACTICES if each.reason and not each.reason.endswith(".")] == []


def test_no_practice_is_there_twice_and_each_pattern_has_some() -> None:
    names = [(each.pattern, each.name) for each in PRACTICES]
    assert len(names) == len(set(names))
    assert list(dict.fromkeys(each.pattern for each in PRACTICES)) == list(SOURCES)
