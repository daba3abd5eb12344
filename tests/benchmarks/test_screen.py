"""A screen in a pseudo-terminal: what it took until it said what it should, and what the program was answered."""

import os
import sys
from collections.abc import Iterator
from time import perf_counter

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals", allow_module_level=True)

from benchmarks import screen
from benchmarks.screen import PATIENCE, Screen, opened

PROGRAM = """
import os, sys, time, tty

tty.setraw(0)
write = lambda text: os.write(1, text.encode())
write("\\x1b[2J\\x1b[HHel")
time.sleep(0.2)
write("lo")
while key := os.read(0, 1):
    if key == b"?":
        write("\\x1b[?2026$p\\x1b[?2048$p\\x1b[")
        time.sleep(0.01)
        write("c")
        heard = b""
        while not heard.endswith(b"c"):
            heard += os.read(0, 100)
        write("\\x1b[2;1H" + ascii(heard)[2:-1])
    else:
        write("\\x1b[1;1H" + key.decode())
        time.sleep(0.03)
        write("\\x1b[1;1H\\x1b[1m" + key.decode())
"""
"""Greets in two goes; shows each key twice, and after a question mark what it is answered."""


@pytest.fixture
def greeted() -> Iterator[Screen]:
    with opened([sys.executable, "-c", PROGRAM]) as screen:
        screen.started("Hello")
        yield screen


def test_the_start_ends_with_the_text_that_completes_the_screen() -> None:
    began = perf_counter()
    with opened([sys.executable, "-c", PROGRAM]) as screen:
        started = screen.started("Hello")
        assert 0.2 <= started.seconds < perf_counter() - began
        assert started.written == screen.written == len("\x1b[2J\x1b[HHello")


def test_a_key_ends_with_what_completes_the_screen_and_counts_what_comes_after(greeted: Screen) -> None:
    shown = greeted.press(b"J", "Jello")
    assert shown.written == len("\x1b[1;1HJ\x1b[1;1H\x1b[1mJ")
    assert shown.seconds > 0
    assert greeted.press(b"H", "Hello").written == shown.written


def test_what_a_program_asks_a_terminal_is_answered(greeted: Screen) -> None:
    greeted.press(b"?", r"\x1b[?2026;2$y\x1b[?2048;0$y\x1b[?62;22c")


def test_a_program_that_is_left_alone_writes_nothing_and_its_memory_and_time_are_known(greeted: Screen) -> None:
    assert greeted.watch(0.05) == 0
    if sys.platform == "linux":
        assert greeted.resident > 1 << 20
        assert 0 < greeted.processor < PATIENCE


def test_what_does_not_come_is_an_error_that_shows_the_screen(greeted: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "PATIENCE", 0.2)
    with pytest.raises(TimeoutError, match="Jello"):
        greeted.press(b"J", "Cello")


def test_a_program_that_ends_is_an_error_that_has_its_last_words() -> None:
    with opened([sys.executable, "-c", "print('Goodbye')"]) as ended, pytest.raises(ChildProcessError, match="Goodbye"):
        ended.started("Hello")


def test_the_program_is_told_of_this_terminal_and_no_other() -> None:
    code = (
        "import os, shutil; print(*shutil.get_terminal_size(), os.environ['TERM'], 'NO_COLOR' in os.environ); input()"
    )
    environment = os.environ | {"NO_COLOR": "1", "COLUMNS": "7", "TERM": "dumb"}
    with opened([sys.executable, "-c", code], environment) as screen:
        screen.started("120 40 xterm-256color False")
