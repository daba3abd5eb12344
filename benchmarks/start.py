"""From nothing to the first screen: `python -m benchmarks --only start`.

*First paint*: the program is started in a pseudo-terminal of 80 by 24, and the time taken until the guest's own text
arrives there; a Textual app with one `Static` in turn with it. Also what both have spent of the processor until then,
which another program's work on the machine hardly changes. Both are as they would be installed: Python's bytecode is
there, and the guest's native code is in the cache. A run of each comes first for that, in folders of this run's own.

*Load*: a module through the gate, compiled or out of the cache, and instantiated. *Import*: processor time of what
the program imports, in the order Textual, wasmtime, opui, so that each is charged only with what is not there yet.
"""

import json
import os
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Final, NamedTuple
from unittest.mock import patch

from benchmarks.figures import SECONDS, Figure, Tick

NAME: Final = "start"
PAINT: Final = "first paint"
PAINT_CPU: Final = "first paint, processor time"
LOAD: Final = "load of the todo module"
IMPORT: Final = "import"
OPUI: Final = "opui"
HELLO: Final = "bare hello"
COLD: Final = "compiled anew"
CACHED: Final = "from the cache"
STARTS: Final = 15
LOADS: Final = 7
IMPORTS: Final = 7
PATIENCE: Final = 30.0
"""Seconds after which a first paint is not coming."""

_ROOT: Final = Path(__file__).resolve().parents[1]
_TODO: Final = _ROOT / "examples" / "todo"
_HELLO: Final = """
from textual.app import App, ComposeResult
from textual.widgets import Static

class Hello(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("Hello from Textual")

Hello().run()
"""
_IMPORTS: Final = {
    "Textual": "from textual.app import App; from textual.widgets import Static; import textual.drivers.linux_driver",
    "wasmtime": "import wasmtime",
    "opui": "import opui.__main__, opui.start, opui.source, opui.textual.app.app",
}
"""Part → what imports it; one behind the other in one process."""
_SEQUENCE: Final = re.compile(rb"\x1b(\[[0-9;?<>=$]*[a-zA-Z]|[PX^_\]][^\x07\x1b]*(\x07|\x1b\\)|.)")


class Program(NamedTuple):
    """A program, and the text by which its first paint is known."""

    name: str
    command: list[str]
    text: bytes


PROGRAMS: Final = (
    Program(OPUI, [sys.executable, "-m", "opui", str(_TODO)], b"What needs to be done?"),
    Program(HELLO, [sys.executable, "-c", _HELLO], b"Hello from Textual"),
)


def steps() -> int:
    """Return how many samples `measure` takes."""
    return _starts() * len(PROGRAMS) + 2 * LOADS + IMPORTS


def _starts() -> int:
    """Return how often each program is started; Windows has no pseudo-terminals."""
    return 0 if sys.platform == "win32" else STARTS


def measure(tick: Tick) -> list[Figure]:
    """Measure starts, loads and imports, each in turn with what it is compared with."""
    with installed() as environment:
        return [*_paints(environment, tick), *_loads(environment, tick), *_imports(environment, tick)]


@contextmanager
def installed() -> Iterator[dict[str, str]]:
    """Yield an environment in which bytecode and native code are kept, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        places = {"PYTHONPYCACHEPREFIX": f"{folder}/bytecode", "OPUI_CACHE": f"{folder}/native"}
        yield {**kept, **places, "TERM": "xterm-256color"}


# --- First paint ---


def _paints(environment: Mapping[str, str], tick: Tick) -> list[Figure]:
    samples: dict[tuple[str, str], list[float]] = {}
    for number in range(_starts() + 1):
        for program in PROGRAMS:
            seconds, processor = first_paint(program, environment)
            # The first one of each has filled the caches.
            if number:
                samples.setdefault((PAINT, program.name), []).append(seconds)
                samples.setdefault((PAINT_CPU, program.name), []).append(processor)
                tick(f"start of {program.name}")
    return [Figure(NAME, case, way, SECONDS, tuple(each)) for (case, way), each in samples.items()]


def first_paint(program: Program, environment: Mapping[str, str]) -> tuple[float, float]:
    """Start a program; return the seconds and the processor's seconds until its first paint, and end it."""
    import pty
    import termios
    from fcntl import ioctl

    terminal, inside = pty.openpty()
    ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    began = perf_counter()
    process = subprocess.Popen(
        program.command, cwd=_ROOT, env=dict(environment), stdin=inside, stdout=inside, stderr=inside,
        start_new_session=True,
    )  # fmt: skip
    os.close(inside)
    try:
        _wait_for(terminal, program.text)
    finally:
        os.kill(process.pid, signal.SIGKILL)
        seconds = perf_counter() - began
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = -signal.SIGKILL  # it was waited for here, for its usage
        os.close(terminal)
    return seconds, usage.ru_utime + usage.ru_stime


def _wait_for(terminal: int, text: bytes) -> None:
    output = b""
    while text not in _SEQUENCE.sub(b"", output):
        if not select.select([terminal], [], [], PATIENCE)[0]:
            raise TimeoutError(f"{text!r} did not come, but {output[-500:]!r}")
        try:
            output += os.read(terminal, 65_536)
        except OSError:  # how Linux says that the program has closed its terminal
            raise ChildProcessError(f"it ended before {text!r} came: {output[-500:]!r}") from None


# --- Loading, importing ---


def _loads(environment: Mapping[str, str], tick: Tick) -> list[Figure]:
    samples: dict[str, list[float]] = {CACHED: [], COLD: []}
    places = {CACHED: environment["OPUI_CACHE"], COLD: ""}
    for number in range(LOADS + 1):
        for way, place in places.items():
            with patch.dict(os.environ, {"OPUI_CACHE": place}):
                seconds = _load()
            if number:
                samples[way].append(seconds)
                tick(f"load, {way}")
    return [Figure(NAME, LOAD, way, SECONDS, tuple(each)) for way, each in samples.items()]


def _load() -> float:
    from opui.guest.wasm_guest import WasmGuest
    from opui.source import load_app

    began = perf_counter()
    source = load_app(_TODO)
    guest = WasmGuest(source.module, source.limits)
    seconds = perf_counter() - began
    guest.close()
    return seconds


def _imports(environment: Mapping[str, str], tick: Tick) -> list[Figure]:
    lines = ["import time, json, sys", "spent, before = {}, time.process_time()"]
    for part, statement in _IMPORTS.items():
        lines += [statement, f"spent[{part!r}] = time.process_time() - before; before = time.process_time()"]
    command = [sys.executable, "-c", "\n".join([*lines, "print(json.dumps(spent))"])]
    samples: dict[str, list[float]] = {part: [] for part in _IMPORTS}
    for number in range(IMPORTS + 1):
        done = subprocess.run(command, cwd=_ROOT, env=dict(environment), check=True, stdout=subprocess.PIPE)
        if number:
            for part, seconds in json.loads(done.stdout).items():
                samples[part].append(seconds)
            tick("imports")
    return [Figure(NAME, IMPORT, part, SECONDS, tuple(each)) for part, each in samples.items()]
