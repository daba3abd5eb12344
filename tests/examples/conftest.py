"""Where the examples' modules are: beside their sources, or in the folder of fresh builds that CI names."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from opui.testing import headless
from opui.tools.headless import Headless

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture
def example(tmp_path: Path) -> Callable[[str], Path]:
    """Name of an example → what opui is given to run it."""
    fresh = os.environ.get("OPUI_FRESH_BUILDS")

    def folder(name: str) -> Path:
        if fresh is None:
            return EXAMPLES / name
        copy = tmp_path / name
        copy.mkdir(exist_ok=True)
        shutil.copy(EXAMPLES / name / "opui.toml", copy)
        shutil.copy(Path(fresh) / f"{name}.wasm", copy)
        return copy

    return folder


@pytest.fixture
def todo(example: Callable[[str], Path]) -> Iterator[Headless]:
    """The todo app without a screen."""
    app = headless(example("todo"))
    yield app
    app.close()


@pytest.fixture
def rows(example: Callable[[str], Path]) -> Iterator[Headless]:
    """The app of rows without a screen."""
    app = headless(example("rows"))
    yield app
    app.close()
