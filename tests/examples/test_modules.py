"""The examples' modules: their sizes, and whether the committed ones are those of the committed sources."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from opui.source import load_app

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SIZES = {
    "counter": 1_024, "dashboard": 104 * 1_024, "forms": 80 * 1_024, "gallery": 168 * 1_024, "pair": 48 * 1_024,
    "ratatui_demo": 264 * 1_024, "rows": 48 * 1_024, "sevenguis": 200 * 1_024, "todo": 60 * 1_024,
}  # fmt: skip


@pytest.mark.parametrize("name", SIZES)
def test_a_module_is_no_larger_than_promised(example: Callable[[str], Path], name: str) -> None:
    assert len(load_app(example(name)).module.data) <= SIZES[name]


@pytest.mark.parametrize("name", SIZES)
def test_a_module_names_no_place_of_the_machine_that_built_it(example: Callable[[str], Path], name: str) -> None:
    places = (b"/registry/src/", str(Path.home()).encode() + b"/", str(EXAMPLES.parent).encode())
    assert [place for place in places if place in load_app(example(name)).module.data] == []


@pytest.fixture
def build() -> Any:
    """The script that builds the examples."""
    spec = importlib.util.spec_from_file_location("build", EXAMPLES / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_committed_module_is_older_than_its_sources(build: Any) -> None:
    folders = build.examples()
    assert {folder.name for folder in folders} == set(SIZES)
    assert [folder.name for folder in folders if build.is_stale(folder)] == [], "run: python examples/build.py"


def test_what_is_committed_depends_on_no_tool_but_the_compiler(build: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        build.main(["--wasm-opt"])
    assert "--into" in capsys.readouterr().err
