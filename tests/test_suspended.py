"""A program that is stopped and goes on, in a shell with job control: what becomes of the terminal and the screen."""

import os
import re
import signal
import sys
import termios
import time
from collections.abc import Iterator

import pytest

from tests.test_terminal import PATIENCE, Terminal

pytestmark = pytest.mark.slow

SUSPEND, QUIT = "\x1a", "\x11"
MODES_ON = ("1049", "1000", "1003", "1006", "2004", "1004")


class Shell(Terminal):
    """A shell with job control that runs opui."""

    def __init__(self) -> None:
        environment = {
            "PS1": "ready> ",
            "PYTHON": sys.executable,
            "HISTFILE": "",
            "BASH_SILENCE_DEPRECATION_WARNING": "1",
        }
        super().__init__(program=("bash", "--norc", "--noprofile", "--noediting", "-i"), environment=environment)
        self.everything = b""
        self.wait_for("ready>")

    def _read(self, end: float) -> bool:
        before = len(self.output)
        more = super()._read(end)
        self.everything += self.output[before:]
        return more

    def start(self, command: str = '"$PYTHON" -m opui examples/todo') -> None:
        """Run opui."""
        self.everything = b""
        self.type(command + "\n")
        self.wait_for("What needs to be done?")

    def continues(self, *texts: str) -> None:
        """Wait until opui has taken the terminal again, and has painted these texts since."""
        end = time.monotonic() + PATIENCE
        while b"\x1b[?1049h" not in self.output:
            assert self._read(end)
        self.output = self.output[self.output.rindex(b"\x1b[?1049h") :]
        for text in ("What needs to be done?", "quit", *texts):
            self.wait_for(text)

    def pid(self) -> int:
        """Return the process in the foreground."""
        return os.tcgetpgrp(self.terminal)

    def modes(self) -> dict[str, str]:
        """Return the modes that the terminal has been told last: h for on, l for off."""
        return dict(re.findall(r"\x1b\[\?(\d+)([hl])", self.everything.decode(errors="replace")))

    def echoes(self) -> bool:
        """Tell whether the terminal shows what is typed, as it does for a shell's command."""
        return bool(termios.tcgetattr(self.terminal)[3] & termios.ECHO)

    def assert_restored(self) -> None:
        """Every mode is off again, the cursor is there, and what is typed is shown."""
        modes = self.modes()
        assert {modes[mode] for mode in MODES_ON} == {"l"}
        assert modes["25"] == "h"
        assert self.everything.count(b"\x1b[<u") == len(re.findall(rb"\x1b\[>\d+u", self.everything))
        assert self.echoes()

    def assert_shown(self) -> None:
        """The modes are on, and keys come one by one."""
        modes = self.modes()
        assert {modes[mode] for mode in MODES_ON} == {"h"}
        assert modes["25"] == "l"
        assert not self.echoes()

    def quits(self) -> None:
        """End opui, and see that it says nothing and leaves the terminal right."""
        self.type(QUIT)
        self.wait_for("ready>")
        self.type("echo code $?\n")
        self.wait_for("code 0")
        self.assert_restored()
        assert b"Traceback" not in self.everything


@pytest.fixture
def shell() -> Iterator[Shell]:
    shell = Shell()
    yield shell
    shell.close()


def test_ctrl_z_gives_the_terminal_to_the_shell_and_fg_paints_everything_again(shell: Shell) -> None:
    shell.start()
    for _ in range(2):
        shell.type(SUSPEND)
        shell.wait_for("Stopped")
        shell.wait_for("ready>")
        shell.assert_restored()
        shell.type("fg\n")
        shell.continues()
        shell.assert_shown()
    shell.type("milk\r")
    shell.wait_for("1 item left")
    shell.quits()


def test_it_goes_on_in_the_size_that_the_terminal_has_by_then(shell: Shell) -> None:
    shell.start()
    shell.type(SUSPEND)
    shell.wait_for("ready>")
    shell.resize(50, 12)
    shell.type("fg\n")
    shell.continues()
    # What was laid out for the size before is painted over.
    end = time.monotonic() + PATIENCE
    while not ("quit" in shell.picture.screen.display[-1] and shell.picture.text.count("quit") == 1):
        assert shell._read(end), shell.picture.text
    assert len(shell.picture.screen.display) == 12
    shell.quits()


def test_in_the_background_it_stops_again_and_draws_nothing(shell: Shell) -> None:
    shell.start()
    shell.type(SUSPEND)
    shell.wait_for("ready>")
    shell.everything = b""
    shell.type("bg\n")
    shell.wait_for_another("ready>")
    while b"Stopped" not in shell.output:
        shell.type("jobs\n")
        shell.wait_for_another("ready>")
    assert b"What needs" not in shell.everything
    assert shell.echoes()
    shell.type("fg\n")
    shell.continues()
    shell.assert_shown()
    shell.quits()


@pytest.mark.parametrize("name", ["SIGSTOP", "SIGTSTP"])
def test_what_is_stopped_and_continued_from_outside_is_painted_again(shell: Shell, name: str) -> None:
    shell.start()
    pid = shell.pid()
    os.kill(pid, getattr(signal, name))
    shell.wait_for("Stopped")
    shell.wait_for("ready>")
    shell.type("fg\n")
    shell.continues()
    shell.assert_shown()
    shell.type("milk\r")
    shell.wait_for("1 item left")
    shell.quits()


def test_what_is_started_together_with_it_stops_with_it(shell: Shell) -> None:
    shell.start("""sh -c '"$PYTHON" -m opui examples/todo; echo ended'""")
    shell.type(SUSPEND)
    shell.wait_for("Stopped")
    shell.assert_restored()
    shell.type("fg\n")
    shell.continues()
    shell.type(QUIT)
    shell.wait_for("ended")


def test_without_a_shell_to_continue_it_ctrl_z_only_paints_anew(shell: Shell) -> None:
    shell.start('exec "$PYTHON" -m opui examples/todo')
    shell.type(SUSPEND)
    shell.continues()
    shell.type("milk\r")
    shell.wait_for("1 item left")
    shell.type(QUIT)
    assert shell.exit_code() == 0
    shell.assert_restored()
