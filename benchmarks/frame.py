"""What one frame of the todo app costs: `python -m benchmarks.frame [--against CHECKOUT]`.

With 50 items, one of them is ticked again and again: without a screen (guest, decoder, tree), and in Textual
until it is painted. Another checkout is measured in turn with this one, in processes of their own.
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
from typing import Any, Final

ITEMS: Final = 50
FRAMES: Final = 300
PAINTED: Final = 60
QUIET: Final = 0.05
"""Seconds without a paint after which the last one is taken to have shown the frame."""
ROUNDS: Final = 3
HERE: Final = Path(__file__).resolve().parents[1]
MODULE: Final = HERE / "examples" / "todo" / "todo.wasm"
PLAYED: Final = "".join(f'submit new-todo text="item {number}"\n' for number in range(ITEMS))


def headless() -> float:
    """Return the microseconds of a frame without a screen, the median."""
    from opui.headless import Headless
    from opui.source import load_app

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
    from textual.events import Key

    from opui.source import load_app
    from opui.textual.app import OpuiApp

    app = OpuiApp(load_app(MODULE), seed=7)
    async with app.run_test(size=(80, 40)) as pilot:
        await _settled(app)
        for number in range(ITEMS):
            for key in (*f"item{number}", "enter"):
                app._driver.process_message(Key(key, key if len(key) == 1 else None))  # type: ignore[union-attr]
        await _settled(app)
        await pilot.press("down")
        times = []
        paints = _paints(app)
        for _ in range(PAINTED):
            await _settled(app)
            await asyncio.sleep(0.05)
            paints.clear()
            start = perf_counter()
            app._driver.process_message(Key("space", " "))  # type: ignore[union-attr]
            while not (paints and app.view.idle and perf_counter() - paints[-1] > QUIET):
                await asyncio.sleep(0.001)
            times.append(paints[-1] - start)
    return statistics.median(times) * 1e6


def _paints(app: Any) -> list[float]:
    """Return a list to which the time of each paint is added."""
    times: list[float] = []
    display = app._display

    def noting(*arguments: Any) -> None:
        display(*arguments)
        times.append(perf_counter())

    app._display = noting
    return times


async def _settled(app: Any) -> None:
    while not app.view.idle:
        await asyncio.sleep(0.001)


def _measured(checkout: Path) -> dict[str, float]:
    command = [sys.executable, str(Path(__file__).resolve()), "--json"]
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    return dict(json.loads(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--against", type=Path, help="another checkout of opui, measured in turn with this one")
    parser.add_argument("--json", action="store_true", help="measure what is imported and print only figures")
    options = parser.parse_args()
    if options.json:
        print(json.dumps({"headless": headless(), "painted": asyncio.run(painted())}))
        return
    checkouts = [HERE] + ([options.against.resolve()] if options.against else [])
    rounds = [[_measured(checkout) for checkout in checkouts] for _ in range(ROUNDS)]
    for name in ("headless", "painted"):
        medians = [statistics.median(each[place][name] for each in rounds) for place in range(len(checkouts))]
        ratio = f", {medians[0] / medians[1]:.2f}x" if len(medians) > 1 else ""
        print(f"{name}: {', '.join(f'{median:,.0f} us' for median in medians)} a frame{ratio}")


if __name__ == "__main__":
    main()
