"""The suite: `python -m benchmarks [--only NAMES] [--rounds N] [--json FILE] [--report FOLDER]`.

Says at the end, for each bar that opui has to pass, whether it does. Nothing else should run on the machine meanwhile.
"""

import argparse
import json
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from benchmarks import report
from benchmarks.bars import Verdict, judge
from benchmarks.figures import Figure, joined

BENCHMARKS: Final = {
    "rows": 3, "scroll": 1, "table": 1, "data_table": 1, "boundary": 1, "decode": 1, "latency": 2, "start": 1,
    "terminal": 1, "memory": 1, "growth": 2, "size": 1, "guest": 1, "idle": 1,
}  # fmt: skip
"""The modules that measure, and in how many rounds."""
REPORT: Final = "benchmarks.md"
WIDTH: Final = 120
"""Of the tables where no terminal says how wide it is."""


def main() -> None:
    """Measure what the arguments say, show it, and write it where they say."""
    options = _options()
    # An app takes the standard streams away while it runs.
    console = Console(file=sys.__stdout__, width=None if sys.stdout.isatty() else WIDTH)
    figures = measured(options.only, options.rounds, Console(file=sys.__stderr__, stderr=True))
    verdicts = judge(figures)
    show(console, figures, verdicts)
    facts = [("date", f"{datetime.now(UTC):%Y-%m-%d}"), *report.machine()]
    if options.json:
        options.json.write_text(as_json(figures, verdicts, facts))
    if options.report:
        write_report(options.report, figures, verdicts, facts)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=str(__doc__).splitlines()[0])
    parser.add_argument("--only", type=_names, default=list(BENCHMARKS), help=f"some of {','.join(BENCHMARKS)}")
    parser.add_argument("--rounds", type=int, help="rounds of each, instead of its own number")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all samples")
    parser.add_argument("--report", type=Path, metavar="FOLDER", help=f"write {REPORT} and its plots (opui[bench])")
    return parser.parse_args()


def _names(text: str) -> list[str]:
    names = text.split(",")
    for name in names:
        if name not in BENCHMARKS:
            raise argparse.ArgumentTypeError(f"there is no benchmark {name}, only {', '.join(BENCHMARKS)}")
    return names


def measured(names: Sequence[str], rounds: int | None, console: Console) -> list[Figure]:
    """Run benchmarks, all in turn and then the next round, with a bar that moves on.

    One that fails says so, and is left out from then on.
    """
    modules = {name: import_module(f"benchmarks.{name}") for name in names if find_spec(f"benchmarks.{name}")}
    counts = {name: rounds or BENCHMARKS[name] for name in modules}
    columns = (TextColumn("{task.description:40.40}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # Drawn when a sample is taken, never meanwhile.
    with Progress(
        *columns, console=console, auto_refresh=False, redirect_stdout=False, redirect_stderr=False
    ) as progress:
        task = progress.add_task("", total=sum(modules[name].steps() * counts[name] for name in modules))

        def tick(what: str) -> None:
            progress.update(task, advance=1, description=what, refresh=True)

        taken: list[list[Figure]] = []
        for place in range(max(counts.values(), default=0)):
            for name in [name for name in modules if place < counts[name]]:
                try:
                    taken.append(modules[name].measure(tick))
                except Exception:
                    # What the others have measured in minutes is not thrown away for it.
                    console.print(f"{name} failed:\n{traceback.format_exc(limit=-3)}", markup=False)
                    del modules[name]
    return sorted(joined(taken), key=lambda figure: names.index(figure.benchmark))


def show(console: Console, figures: Sequence[Figure], verdicts: Sequence[Verdict]) -> None:
    """Print the figures, then the bars."""
    for headings, rows in (
        (report.HEADINGS, report.rows(figures)),
        (report.BAR_HEADINGS, map(report.bar_cells, verdicts)),
    ):
        table = Table(*headings)
        for cells in rows:
            table.add_row(*cells)
        console.print(table)


def as_json(figures: Sequence[Figure], verdicts: Sequence[Verdict], facts: Sequence[tuple[str, str]]) -> str:
    """Return everything, samples and all, as JSON."""
    bars: list[dict[str, Any]] = [
        verdict.bar._asdict() | {"reached": verdict.reached, "met": verdict.met} for verdict in verdicts
    ]
    document = {"facts": dict(facts), "bars": bars, "figures": [figure.as_json() for figure in figures]}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def write_report(
    folder: Path, figures: Sequence[Figure], verdicts: Sequence[Verdict], facts: Sequence[tuple[str, str]]
) -> None:
    """Write the report and its plots into a folder."""
    # Only here: matplotlib is large, and of no use to who only wants figures.
    from benchmarks import plots

    folder.mkdir(parents=True, exist_ok=True)
    text = report.markdown(figures, verdicts, plots.write(folder, figures), facts)
    (folder / REPORT).write_text(text + "\n")


if __name__ == "__main__":
    main()
