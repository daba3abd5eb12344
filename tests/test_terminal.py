"""The whole path in a real terminal: a pseudo-terminal, the command line, what a person types and sees."""

import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from fcntl import ioctl
from pathlib import Path
from types import MappingProxyType

import pytest
import wasmtime

from tests.picture import Picture
from tests.scripted import scripted_wat

REPOSITORY = Path(__file__).resolve().parents[1]
PATIENCE = 30.0
"""Seconds after which something that should come is not coming."""

OPUI = (sys.executable, "-m", "opui")
LEADER = """import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])"""
"""Runs a command with its terminal as the one that sends it signals."""


class Terminal:
    """A program in a pseudo-terminal of 80 by 24; by default opui."""

    def __init__(
        self, *arguments: str, program: Sequence[str] = OPUI, environment: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self.terminal, inside = pty.openpty()
        self.picture = Picture(80, 24)
        self.resize(80, 24)
        self.before = ""
        self.process = subprocess.Popen(
            [sys.executable, "-c", LEADER, *program, *arguments],
            cwd=REPOSITORY, stdin=inside, stdout=inside, stderr=inside, start_new_session=True,
            env=os.environ | {"TERM": "xterm-256color"} | dict(environment),
        )  # fmt: skip
        os.close(inside)
        self.output = b""

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size."""
        self.picture.resize(columns, lines)
        ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def close(self) -> None:
        """End the program, if it has not ended, and the terminal."""
        self.process.kill()
        self.process.wait()
        os.close(self.terminal)

    def wait_for(self, text: str) -> None:
        """Read until the terminal shows a text."""
        end = time.monotonic() + PATIENCE
        while text not in self.picture.text:
            assert self._read(end), f"{text!r} is not in\n{self.picture.text}"

    def wait_for_another(self, text: str) -> None:
        """Read until the terminal shows a text once more than when `type` was called."""
        end = time.monotonic() + PATIENCE
        while self.picture.text.count(text) <= self.before.count(text):
            assert self._read(end), f"{text!r} did not come to what there was in\n{self.picture.text}"

    def wait_for_change(self) -> None:
        """Read until the terminal shows something else than when `type` was called."""
        end = time.monotonic() + PATIENCE
        while self.picture.text == self.before:
            assert self._read(end), f"nothing changes in\n{self.picture.text}"

    def wait_for_bytes(self, data: bytes) -> None:
        """Read until something was written since `type` was called."""
        end = time.monotonic() + PATIENCE
        while data not in self.output:
            assert self._read(end), f"{data!r} did not come"

    def type(self, text: str | bytes) -> None:
        """Type, and forget what was written so far."""
        self.output, self.before = b"", self.picture.text
        os.write(self.terminal, text.encode() if isinstance(text, str) else text)

    def exit_code(self) -> int:
        """Read to the end and return the program's exit code."""
        end = time.monotonic() + PATIENCE
        while self._read(end):
            pass
        return self.process.wait(max(1.0, end - time.monotonic()))

    def _read(self, end: float) -> bool:
        if not select.select([self.terminal], [], [], max(0.0, end - time.monotonic()))[0]:
            return False
        try:
            data = os.read(self.terminal, 65_536)
        except OSError:  # how Linux says that the program has closed its terminal
            return False
        self.output += data
        self.picture.feed(data)
        return bool(data)


@pytest.fixture
def todo() -> Iterator[Terminal]:
    terminal = Terminal("examples/todo")
    terminal.wait_for("What needs to be done?")
    yield terminal
    terminal.close()


def test_an_item_is_typed_ticked_and_cleared_in_a_terminal(todo: Terminal) -> None:
    todo.type("milk\r")
    todo.wait_for("1 item left")
    todo.type("\x1b[B")
    todo.wait_for("Toggle")
    todo.type(" ")
    todo.wait_for("0 items left")
    todo.type("\x11")
    assert todo.exit_code() == 0


def test_alt_with_a_letter_is_not_typed_however_fast_it_comes(todo: Terminal) -> None:
    todo.type("\x1bx\x1bx\x1bx\x1b[Cmilk\r")
    todo.wait_for("1 item left")
    assert "[ ] milk " in todo.picture.text
    assert not re.search(r"\^(?![tqn] )", todo.picture.text)


BROKEN = (
    b"\xff\xfe\x1b[M \xff\x21\x1b[<32;NaN;NaNM\x1b[<0;99999;99999M\x1b[99;99~"
    b"\x1b]11;rgb:f/f/f\x07\x1bP>|x\x1b\\\x1b[<0;9"
)
"""Bytes that a terminal sends by mistake, or that are not meant for this program."""


def test_a_broken_terminal_types_nothing_and_ends_nothing(todo: Terminal) -> None:
    todo.type(BROKEN)
    todo.type(b"\xf0milk\xff\r")
    todo.wait_for("1 item left")
    todo.wait_for("[ ] milk ")
    todo.type("\x11")
    assert todo.exit_code() == 0


def test_an_edit_goes_on_when_the_window_has_lost_its_focus_and_got_it_back(todo: Terminal) -> None:
    todo.type("milk\r")
    todo.wait_for("1 item left")
    todo.type("\x1b[B")
    todo.wait_for("Edit")
    todo.type("e")
    todo.wait_for("Cancel")
    # A paste may come to a window that has no focus, from a program or by the middle button.
    todo.type("\x1b[O\x1b[200~shake\x1b[201~")
    todo.wait_for("milkshake")
    todo.type("\x1b[I!\r")
    todo.wait_for("[ ] milkshake!")


def test_what_is_typed_in_one_burst_becomes_what_was_meant(todo: Terminal) -> None:
    todo.type("milk\reggs\rbread\r")
    todo.wait_for("3 items left")
    for item in ("milk", "eggs", "bread"):
        todo.wait_for(f"[ ] {item} ")
    todo.type("\x11")
    assert todo.exit_code() == 0


@pytest.mark.parametrize("key", ["\x1b[24~", "a", "\x1b[O\x1b[I", "\x1b[<0;9;5M\x1b[<0;9;5m", "\x1b[200~x\x1b[201~"])
def test_keys_that_are_held_while_it_ends_do_nothing(todo: Terminal, key: str) -> None:
    todo.type(key * 20 + "\x11" + key * 100)
    assert todo.exit_code() == 0
    assert b"Error" not in todo.output


def test_the_terminal_is_left_as_it_was(todo: Terminal) -> None:
    todo.type("\x11")
    assert todo.exit_code() == 0
    assert b"\x1b[?1049l" in todo.output
    assert b"\x1b[?25h" in todo.output


def test_the_programs_screen_is_left_empty_with_the_cursor_in_its_corner(todo: Terminal) -> None:
    todo.type("\x11")
    assert todo.exit_code() == 0
    before, left, _ = todo.output.rpartition(b"\x1b[?1049l")
    _, cleared, behind = before.rpartition(b"\x1b[m\x1b[H\x1b[2J")
    assert left
    assert cleared
    assert re.fullmatch(rb"(?:\x1b\[[?<]?\d*[a-z])*", behind), behind


def test_a_guest_that_fails_ends_with_one_line_and_exit_code_1(tmp_path: Path) -> None:
    module = tmp_path / "bad.wasm"
    module.write_bytes(bytes(wasmtime.wat2wasm(scripted_wat("remove node=7"))))
    terminal = Terminal(str(module))
    terminal.wait_for('App "bad" was stopped')
    terminal.wait_for("node_unknown")
    terminal.type("q")
    assert terminal.exit_code() == 1
    last = terminal.output.split(b"\x1b")[-1].decode(errors="replace")
    assert "there is no node 7" in last
    assert "Traceback" not in terminal.output.decode(errors="replace")
