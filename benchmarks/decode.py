"""What a command costs from its bytes to the tree: `python -m benchmarks.decode`.

A batch of 10,000 commands (create, insert, set_text and attach in equal parts: 2,500 rows of a list) goes through
the decoder into a fresh tree and is committed; the garbage collector stays on, as it is in an app.
"""

import statistics
import time
from typing import Final

from opui.core import protocol
from opui.core.batch import CommandBatch
from opui.core.decoder import replay
from opui.core.encoder import encode
from opui.core.records import Command
from opui.core.tree import Tree

ROWS: Final = 2_500
LIST: Final = 1
"""The list's id; those of its rows follow."""
RUNS: Final = 30
BAR: Final = 1.5
"""Microseconds per command: a frame of 10,000 commands then takes 15 ms, which is one frame of a screen."""


def batch() -> CommandBatch:
    """Return the batch that is measured."""
    button, press = protocol.KIND_BY_NAME["button"].code, protocol.EVENT_BY_NAME["press"].code
    rows = (
        (
            Command("create", (node, button)),
            Command("set_text", (node, f"Row number {node}")),
            Command("attach", (node, press, 1 + node % 4, node)),
            Command("insert", (node, LIST, 0)),
        )
        for node in range(LIST + 1, LIST + 1 + ROWS)
    )
    first = Command("create", (LIST, protocol.KIND_BY_NAME["list"].code)), Command("insert", (LIST, protocol.ROOT, 0))
    return encode([*first, *(command for row in rows for command in row)])


def measure(commands: CommandBatch) -> float:
    """Return the microseconds per command of one run."""
    tree = Tree()
    start = time.perf_counter()
    tree.begin()
    replay(commands, tree)
    tree.commit()
    return (time.perf_counter() - start) * 1e6 * protocol.COMMAND.size / len(commands.commands)


def main() -> None:
    """Measure and print."""
    commands = batch()
    runs = sorted(measure(commands) for _ in range(RUNS))
    median = statistics.median(runs)
    print(f"decode: {median:.2f} µs per command (median of {RUNS} runs, {runs[0]:.2f} to {runs[-1]:.2f})")
    print(f"the bar is {BAR} µs: {'passed' if median <= BAR else 'MISSED'}")


if __name__ == "__main__":
    main()
