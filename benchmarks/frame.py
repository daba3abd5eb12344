"""What one frame of the todo app costs: `python -m benchmarks.frame [--against CHECKOUT]`.

With 50 items, one of them is ticked again and again: without a screen (guest, decoder, tree), and in Textual
until it is painted. Another checkout's opui is measured in turn with this one's, in processes of their own.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import Final

ITEMS: Final = 50
FRAMES: Final = 300
PAINTED: Final = 60
ROUNDS: Final = 3
HERE: Final = Path(__file__).resolve().parents[1]
MODULE: Final = HERE / "examples" / "todo" / "todo.wasm"
PLAYED: Final = "".join(f'submit new-todo text="item {number}"\n' for number in range(ITEMS))
_MEASURING: Final = (
    "import sys, opui; sys.path.insert(0, sys.argv[1]); from benchmarks import frame; frame.print_figures()"
)
"""opui comes from the checkout that the path names, the benchmarks from this one."""


def headless() -> float:
    """Return the microseconds of a frame without a screen, the median."""
    from opui.source import load_app
    from opui.tools.headless import Headless

    app = Headless(load_app(MODULE).module)
    app.play(PLAYED)
    times = []
    for _ in range(FRAMES):
        start = perf_counter()
        app.do("toggle todos/row[1]/checkbox")
        times.append(perf_counter() - start)
    return statistics.median(times) * 1e6


async def painted() -> float:
    """Return the microseconds from a press of the key that ticks an item until it is painted, the median."""
    from benchmarks.apps import fill_todo, running

    async with running("todo") as painter:
        await fill_todo(painter, ITEMS)
        await painter.do("down")
        times = [(await painter.sample("space")).seconds for _ in range(PAINTED)]
    return statistics.median(times) * 1e6


def print_figures() -> None:
    """Measure the opui that is imported, and print what comes out as JSON."""
    print(json.dumps({"headless": headless(), "painted": asyncio.run(painted())}))


def _measured(checkout: Path) -> dict[str, float]:
    command = [sys.executable, "-c", _MEASURING, str(HERE)]
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, cwd=checkout)
    return dict(json.loads(done.stdout))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--against", type=Path, help="another checkout of opui, measured in turn with this one")
    options = parser.parse_args()
    checkouts = [HERE] + ([options.against.resolve()] if options.against else [])
    rounds = [[_measured(checkout) for checkout in checkouts] for _ in range(ROUNDS)]
    for name in ("headless", "painted"):
        medians = [statistics.median(each[place][name] for each in rounds) for place in range(len(checkouts))]
        ratio = f", {medians[0] / medians[1]:.2f}x" if len(medians) > 1 else ""
        print(f"{name}: {', '.join(f'{median:,.0f} us' for median in medians)} a frame{ratio}")


if __name__ == "__main__":
    main()
