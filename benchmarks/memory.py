"""What rows take of the host's memory and the guest's, and whether it comes back.

A row is one of `examples/rows`: three texts in a row, each of a class, two with a handler. What it takes is what the
process holds with so many of them, less what it held without any, shared among them. The guest's memory lies in the
same process and is counted apart: all of it by `guest`, and by `host` no page of it.

Each number of rows is measured in a process of its own, for only then does what the process holds mean something:
`python -m benchmarks.memory ROWS` and `python -m benchmarks.memory --again` print their figures as JSON.
What the process holds is read where Linux tells it.
"""

import argparse
import asyncio
import ctypes
import gc
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from benchmarks.apps import running, running_guest
from benchmarks.figures import BYTES, COUNT, Figure, Tick
from benchmarks.painting import Painter

NAME: Final = "memory"
HOST: Final = "host"
GUEST: Final = "guest"
OBJECTS: Final = "host, objects"
ROWS: Final = (1_000, 10_000, 100_000)
AGAIN: Final = (0, 1, 10, 50)
"""Rounds of creating and clearing 1,000 rows after which is looked."""
_MAPPING: Final = re.compile(r"^([0-9a-f]+)-[0-9a-f]+ .*\n(?:\w+: .*\n)*?Rss: +(\d+) kB$", re.MULTILINE)
"""A mapping in `/proc/self/smaps`: where it begins, and how much of it is held."""


def row_of(rows: int) -> str:
    """Return the name of the case of one row among so many."""
    return f"a row of three texts, of {rows:,}"


def steps() -> int:
    """Return how many samples `measure` takes."""
    return len(ROWS) + 1


def measure(tick: Tick) -> list[Figure]:
    """Start a process for each number of rows, and one that creates and clears."""
    figures = []
    for rows in ROWS:
        figures += [Figure(NAME, *each) for each in _figures_of(str(rows))]
        tick(f"{rows:,} rows")
    figures += [Figure(NAME, *each) for each in _figures_of("--again")]
    tick("create and clear")
    return figures


def _figures_of(*arguments: str) -> list[tuple[str, str, str, tuple[float, ...]]]:
    command = [sys.executable, "-m", "benchmarks.memory", *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1])
    return [(case, way, unit, tuple(samples)) for case, way, unit, samples in json.loads(done.stdout)]


# --- In the process that is measured ---


def host_bytes(painter: Painter[Any]) -> int:
    """Return the bytes that the process holds, without what is garbage and without the guest's memory."""
    gc.collect()
    held = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    guest = running_guest(painter.app)
    start = ctypes.addressof(guest._memory.data_ptr(guest._store).contents)
    return held - _held_between(start, start + _guest_bytes(painter))


def _held_between(start: int, end: int) -> int:
    """Return how many bytes the process holds of the mappings between two addresses."""
    mappings = _MAPPING.findall(Path("/proc/self/smaps").read_text())
    return sum(int(kilobytes) << 10 for at, kilobytes in mappings if start <= int(at, 16) < end)


def _guest_bytes(painter: Painter[Any]) -> int:
    guest = running_guest(painter.app)
    return int(guest._memory.data_len(guest._store))


async def filled(rows: int) -> list[tuple[str, str, str, list[float]]]:
    """Return what an app with so many rows holds, and how much that is a row more than without any."""
    async with running("rows") as painter:
        host, guest = host_bytes(painter), _guest_bytes(painter)
        await painter.do(*("c",) if rows < 10_000 else ("m",) * (rows // 10_000))
        figures = []
        for way, before, after in ((HOST, host, host_bytes(painter)), (GUEST, guest, _guest_bytes(painter))):
            figures.append((f"{rows:,} rows", way, BYTES, [float(after)]))
            figures.append((row_of(rows), way, BYTES, [(after - before) / rows]))
        return figures


async def again() -> list[tuple[str, str, str, list[float]]]:
    """Return what is held after creating and clearing 1,000 rows again and again: memory and objects."""
    figures: list[tuple[str, str, str, list[float]]] = []
    async with running("rows") as painter:
        for done in range(AGAIN[-1] + 1):
            if done:
                await painter.do("c", "x")
            if done in AGAIN:
                case = f"after {done} rounds of create and clear"
                figures.append((case, HOST, BYTES, [float(host_bytes(painter))]))
                figures.append((case, OBJECTS, COUNT, [float(len(gc.get_objects()))]))
                figures.append((case, GUEST, BYTES, [float(_guest_bytes(painter))]))
    return figures


def main() -> None:
    """Measure what the arguments say and print it."""
    parser = argparse.ArgumentParser(description="Print what rows take of memory, as JSON.")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("rows", type=int, nargs="?", help="so many rows: 1,000 or tens of thousands")
    what.add_argument("--again", action="store_true", help="create and clear again and again")
    options = parser.parse_args()
    figures = asyncio.run(again() if options.again else filled(options.rows))
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
