"""The output in real terminals: a person sees what Textual meant, and a terminal that is slow holds up nothing."""

import os
import re
import sys
import time
from collections.abc import Iterator
from typing import Final

import pytest

from tests.test_terminal import PATIENCE, Terminal

pytestmark = pytest.mark.slow

FLOODED: Final = """
import resource, sys
from textual.app import ComposeResult
from textual.widgets import Static
from opui.textual.output.mixin import OutputMixin

class Flooded(OutputMixin[None]):
    BINDINGS = [("q", "leave", "Leave")]
    count, memory, leaves = 0, 0, False

    def compose(self) -> ComposeResult:
        yield Static("", markup=False)

    def on_mount(self) -> None:
        self.set_interval(0.001, self.count_up)

    def action_leave(self) -> None:
        self.leaves = True

    def count_up(self) -> None:
        self.count += 1
        self.query_one(Static).update("\\n".join(f"{self.count + y} " * 12 for y in range(23)))
        if self.count == 300:
            self.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        if self.count > 1500 and self.leaves:
            grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - self.memory
            self.exit(return_code=7 if grown < 4_096 else 8)

app = Flooded()
app.run()
sys.exit(app.return_code)
"""
"""A Textual app whose whole screen changes as fast as it can. It ends with 7 unless its memory grows."""


@pytest.fixture
def todo() -> Iterator[Terminal]:
    terminal = Terminal("examples/todo")
    terminal.wait_for("What needs to be done?")
    terminal.wait_for("^n New")
    yield terminal
    terminal.close()


def test_ctrl_l_writes_the_whole_screen_whatever_another_program_has_written(todo: Terminal) -> None:
    todo.type("milk\r")
    todo.wait_for("1 item left")
    todo.type("\x1b[B")
    todo.wait_for("Toggle")
    meant = todo.picture.text
    todo.picture.feed(b"\x1b[2;5r\x1b[7m\x1b[3;3Hsomebody was here\x1b[5;1Hand here")
    assert todo.picture.text != meant
    todo.type("\x0c")
    end = time.monotonic() + PATIENCE
    while todo.picture.text != meant:
        assert todo._read(end), todo.picture.text


def test_a_size_that_is_back_before_anybody_has_drawn_for_another_is_painted_anew(todo: Terminal) -> None:
    meant = todo.picture.text
    todo.type("")
    todo.resize(40, 10)
    todo.resize(80, 24)
    todo.wait_for_bytes(b"\x1b[2J")
    end = time.monotonic() + PATIENCE
    while todo.picture.text != meant:
        assert todo._read(end), todo.picture.text


def test_a_terminal_that_takes_nothing_holds_up_no_key_and_fills_no_memory() -> None:
    terminal = Terminal(program=(sys.executable, "-c", FLOODED))
    try:
        terminal.wait_for("24 24")
        # Nobody reads: the terminal is full within a few frames.
        os.write(terminal.terminal, b"q")
        assert terminal.process.wait(PATIENCE) == 7
    finally:
        terminal.close()


@pytest.mark.parametrize(
    ("environment", "pattern"),
    [
        ({"COLORTERM": "truecolor"}, rb"\x1b\[[0-9;]*[34]8;2;"),
        ({"COLORTERM": "", "TERM": "xterm-256color"}, rb"\x1b\[[0-9;]*[34]8;5;"),
        ({"COLORTERM": "", "TERM": "xterm-16color"}, rb"\x1b\[[0-9;]*(?:3|4|9|10)[0-7]"),
    ],
    ids=["all colours", "256 colours", "16 colours"],
)
def test_a_terminal_gets_the_colours_that_it_has_and_no_others(environment: dict[str, str], pattern: bytes) -> None:
    terminal = Terminal("examples/todo", environment=environment)
    try:
        terminal.wait_for("What needs to be done?")
        assert re.search(pattern, terminal.output)
        others = {rb"[34]8;2;", rb"[34]8;5;"} - {each for each in (rb"[34]8;2;", rb"[34]8;5;") if each in pattern}
        assert not any(re.search(rb"\x1b\[[0-9;]*" + other, terminal.output) for other in others)
    finally:
        terminal.close()


def test_without_colours_all_is_grey() -> None:
    terminal = Terminal("examples/todo", environment={"NO_COLOR": "1", "COLORTERM": "truecolor"})
    try:
        terminal.wait_for("What needs to be done?")
        colours = re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", terminal.output)
        assert colours
        assert all(red == green == blue for red, green, blue in colours)
    finally:
        terminal.close()
