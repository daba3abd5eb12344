"""The examples' modules: their sizes, and whether the committed ones are those of the committed sources."""

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

from opui.source import load_app

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SIZES = {"counter": 1_024, "todo": 48 * 1_024}


@pytest.mark.parametrize("name", SIZES)
def test_a_module_is_no_larger_than_promised(example: Callable[[str], Path], name: str) -> None:
    assert len(load_app(example(name)).module.data) <= SIZES[name]


def test_no_committed_module_is_older_than_its_sources() -> None:
    spec = importlib.util.spec_from_file_location("build", EXAMPLES / "build.py")
    assert spec is not None
    assert spec.loader is not None
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    folders = build.examples()
    assert {folder.name for folder in folders} == set(SIZES)
    assert [folder.name for folder in folders if build.is_stale(folder)] == [], "run: python examples/build.py"
