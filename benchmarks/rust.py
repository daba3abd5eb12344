"""What builds Rust here: `examples/build.py`, which is a program and no module."""

import importlib.util
from pathlib import Path
from typing import Any, Final

EXAMPLES: Final = Path(__file__).resolve().parents[1] / "examples"


def builder() -> Any:
    """Return it, as if it had been imported."""
    spec = importlib.util.spec_from_file_location("examples_build", EXAMPLES / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
