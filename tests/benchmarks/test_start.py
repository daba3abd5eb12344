"""A program is started as it would be installed, and its first paint is known by its text."""

import os
import sys

import pytest

from benchmarks import start
from benchmarks.start import Program, first_paint, installed


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_the_first_paint_is_when_the_text_has_arrived_whatever_is_written_between() -> None:
    code = "import time; print('\\x1b[1mHel\\x1b[0mlo', end=''); time.sleep(60)"
    seconds, processor = first_paint(Program("some", [sys.executable, "-uc", code], b"Hello"), os.environ)
    assert 0 < processor < 30
    assert 0 < seconds < 30


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_a_program_that_never_paints_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "PATIENCE", 0.2)
    with pytest.raises(TimeoutError, match="did not come"):
        first_paint(Program("some", [sys.executable, "-c", "import time; time.sleep(60)"], b"Hello"), os.environ)


def test_bytecode_and_native_code_are_kept_in_a_folder_that_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    with installed() as environment:
        folder = os.path.dirname(environment["OPUI_CACHE"])
        assert os.path.dirname(environment["PYTHONPYCACHEPREFIX"]) == folder
        assert "PYTHONDONTWRITEBYTECODE" not in environment
        assert os.path.isdir(folder)
    assert not os.path.exists(folder)
