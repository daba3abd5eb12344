"""What the terminal's description says of it, whatever the terminal is called and whatever Python lacks."""

import os
import subprocess
import sys

import pytest

ASK = "from opui.textual.terminal.terminfo import erases_in_color; print(erases_in_color(1))"


def asked(term: str, code: str = ASK) -> str:
    """Return what a program prints that is asked in a terminal of a name."""
    result = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {"TERM": term}, capture_output=True, text=True, check=True
    )
    return result.stdout.strip()


@pytest.mark.parametrize(
    ("term", "erases"), [("xterm-256color", "True"), ("vt100", "False"), ("of-nobody", "False"), ("", "False")]
)
def test_a_terminal_erases_in_colour_if_its_description_says_so(term: str, erases: str) -> None:
    assert asked(term) == erases


def test_without_curses_nothing_is_known_of_any_terminal() -> None:
    assert asked("xterm-256color", f"import sys; sys.modules['curses'] = None; {ASK}") == "False"
