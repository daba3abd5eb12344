"""What a command costs from its bytes to the tree: `python -m benchmarks.decode`, and a part of the suite.

A batch of 10,000 commands (create, insert, set_text and attach in equal parts: 2,500 rows of a list) goes through
the decoder into a fresh tree and is committed; the garbage collector stays on, as it is in an app.
"""

import time
from typing import Final

from benchmarks.figures import SECONDS, Figure, Tick
from opui.core import kinds, protocol
from opui.core.tree.tree import Tree
from opui.core.wire.batch import CommandBatch
from opui.core.wire.decoder import replay
from opui.core.wire.encoder import encode
from opui.core.wire.records import Command

ROWS: Final = 2_500
LIST: Final = 1
"""The list's id; those of its rows follow."""
RUNS: Final = 30
NAME: Final = "decode"
CASE: Final = "a command of 10,000"
WAY: Final = "opui"
BAR: Final = 1e-6
"""Seconds a command: a frame of 10,000 commands then takes 10 ms, less than one frame of a screen."""


def batch() -> CommandBatch:
    """Return the batch that is measured."""
    button, press = kinds.KIND_BY_NAME["button"].code, protocol.EVENT_BY_NAME["press"].code
    rows = (
        (
            Command("create", (node, button)),
            Command("set_text", (node, f"Row number {node}")),
            Command("attach", (node, press, 1 + node % 4, node, 0)),
            Command("insert", (node, LIST, 0)),
        )
        for node in range(LIST + 1, LIST + 1 + ROWS)
    )
    first = Command("create", (LIST, kinds.KIND_BY_NAME["list"].code)), Command("insert", (LIST, protocol.ROOT, 0))
    return encode([*first, *(command for row in rows for command in row)])


def steps() -> int:
    """Return how many samples `measure` takes."""
    return RUNS


def measure(tick: Tick) -> list[Figure]:
    """Return the seconds that a command takes."""
    commands = batch()
    samples = []
    for _ in range(RUNS):
        samples.append(_run(commands))
        tick(CASE)
    return [Figure(NAME, CASE, WAY, SECONDS, tuple(samples))]


def _run(commands: CommandBatch) -> float:
    tree = Tree()
    start = time.perf_counter()
    tree.begin()
    replay(commands, tree)
    tree.commit()
    return (time.perf_counter() - start) * protocol.COMMAND.size / len(commands.commands)


def main() -> None:
    """Measure and print."""
    (figure,) = measure(lambda what: None)
    least, most = min(figure.samples) * 1e6, max(figure.samples) * 1e6
    print(f"decode: {figure.median * 1e6:.2f} µs per command (median of {RUNS} runs, {least:.2f} to {most:.2f})")
    print(f"the bar is {BAR * 1e6} µs: {'passed' if figure.median <= BAR else 'MISSED'}")


if __name__ == "__main__":
    main()
