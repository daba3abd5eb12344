"""A program is started as it would be installed, and its first paint is known by its text."""

import os
import sys
from pathlib import Path
from time import perf_counter

import pytest

from benchmarks import start
from benchmarks.start import Program, first_paint, installed


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_the_first_paint_is_when_the_text_has_arrived_whatever_is_written_between(tmp_path: Path) -> None:
    ended = tmp_path / "ended"
    code = f"import time; print('\\x1b[1mHel\\x1b[0mlo', end=''); time.sleep(60); open({str(ended)!r}, 'w')"
    began = perf_counter()
    seconds, processor = first_paint(Program("some", [sys.executable, "-uc", code], b"Hello"), os.environ)
    all_seconds = perf_counter() - began
    assert not ended.exists()
    assert 0 < seconds <= all_seconds
    assert 0 < processor <= all_seconds * (os.cpu_count() or 1)


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
