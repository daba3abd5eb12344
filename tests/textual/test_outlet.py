"""The outlet: nothing waits for a terminal, what it can take comes, and nothing without end is kept for it."""

import asyncio
import os
import pty
import sys
import termios
import tty
from collections.abc import Iterator
from contextlib import suppress
from io import TextIOWrapper

import pytest

from opui.textual.terminal import outlet
from opui.textual.terminal.outlet import HELD_BYTES, Outlet


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The outer end of a terminal that standard output leads to."""
    outer, inner = pty.openpty()
    tty.setraw(inner, termios.TCSANOW)
    with open(inner, "w", closefd=False) as stream:
        assert isinstance(stream, TextIOWrapper)
        monkeypatch.setattr(sys, "__stdout__", stream)
        yield outer
    os.close(inner)
    with suppress(OSError):  # a test may have closed it
        os.close(outer)


async def read_all(terminal: int, length: int) -> bytes:
    """Read so many bytes, while the loop goes on."""
    found = b""
    while len(found) < length:
        found += await asyncio.to_thread(os.read, terminal, 65_536)
    return found


def read_blocking(terminal: int, length: int) -> int:
    """Read at least so many bytes; return how many."""
    found = 0
    while found < length:
        found += len(os.read(terminal, 65_536))
    return found


async def test_what_a_terminal_takes_is_written_at_once(terminal: int) -> None:
    out = Outlet()
    out.write("milk")
    assert not out.is_behind
    assert os.read(terminal, 100) == b"milk"


async def test_what_it_does_not_take_is_written_when_it_does_and_then_it_is_told(terminal: int) -> None:
    out, taken = Outlet(), asyncio.Event()
    text = "0123456789" * 20_000
    out.write(text)
    out.write("!")
    assert out.is_behind
    out.when_taken(taken.set)
    assert await read_all(terminal, len(text) + 1) == text.encode() + b"!"
    await taken.wait()
    assert not out.is_behind


async def test_while_too_much_is_held_what_is_written_is_lost_as_a_whole(terminal: int) -> None:
    out = Outlet()
    out.write("x" * HELD_BYTES)
    assert out.is_behind
    out.write("y" * HELD_BYTES)
    out.write("z")
    read = await read_all(terminal, HELD_BYTES + 1)
    assert read.count(b"y") == 0
    assert read.endswith(b"xz")


async def test_at_the_end_it_waits_for_the_terminal_but_not_for_one_that_takes_nothing(
    terminal: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outlet, "FINISH_SECONDS", 0.0)
    out = Outlet()
    out.write("x" * 200_000)
    out.finish()
    assert not out.is_behind


async def test_at_the_end_nobody_is_told_to_write_more(terminal: int) -> None:
    out, told = Outlet(), list[str]()
    out.write("x" * 200_000)
    out.when_taken(lambda: told.append("told"))
    reading = asyncio.get_running_loop().run_in_executor(None, read_blocking, terminal, 200_000)
    out.finish()
    assert await reading == 200_000
    assert not told


async def test_another_thread_may_write(terminal: int) -> None:
    out = Outlet()
    await asyncio.to_thread(out.write, "from afar")
    assert await read_all(terminal, 9) == b"from afar"


async def test_a_terminal_that_has_gone_takes_everything(terminal: int) -> None:
    out = Outlet()
    os.close(terminal)
    out.write("milk")
    assert not out.is_behind
