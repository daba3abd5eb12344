"""Where the examples' modules are: beside their sources, or in the folder of fresh builds that CI names."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from opui.headless import Headless
from opui.source import load_app

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture
def example() -> Callable[[str], Path]:
    """Name of an example → what opui is given to run it."""
    fresh = os.environ.get("OPUI_FRESH_BUILDS")
    return lambda name: Path(fresh) / f"{name}.wasm" if fresh else EXAMPLES / name


@pytest.fixture
def todo(example: Callable[[str], Path]) -> Iterator[Headless]:
    """The todo app without a screen."""
    app = Headless(load_app(example("todo")).module)
    yield app
    app.close()
