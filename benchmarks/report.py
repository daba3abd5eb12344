"""Figures and bars as words: what a person reads in the terminal and in the report. It measures nothing."""

import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Final

from benchmarks.bars import FASTER, MOST, Verdict
from benchmarks.figures import BYTES, COUNT, EXPONENT, PROCESSOR, SECONDS, WRITTEN, Figure

MET: Final = {True: "met", False: "MISSED", None: "not measured"}
HEADINGS: Final = ("what", "by", "median", "quartiles", "p95", "processor", "samples")
"""`processor` is the median of the processor's time."""
BAR_HEADINGS: Final = ("bar", "at least", "reached", "")
_LIBRARIES: Final = ("textual", "wasmtime", "urwid")
_TIMES: Final = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))
_SIZES: Final = ((1 << 20, "MiB"), (1 << 10, "KiB"), (1, "bytes"))
_SCALES: Final = {SECONDS: _TIMES, PROCESSOR: _TIMES, BYTES: _SIZES, WRITTEN: _SIZES[-1:]}


def shown(value: float, unit: str) -> str:
    """Return a value with three digits that count, in the unit that suits its size."""
    if unit in (COUNT, EXPONENT):
        return f"{value:,.0f}" if unit == COUNT else f"{value:.2f}"
    scale = _SCALES.get(unit, ((1.0, unit),))
    factor, name = next((each for each in scale if abs(value) >= each[0]), scale[-1])
    return f"{_digits(value / factor)} {name}"


def _digits(value: float) -> str:
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def rows(figures: Sequence[Figure]) -> Iterator[tuple[str, ...]]:
    """Yield the figures as rows under `HEADINGS`; the processor's times stand beside those by the clock."""
    worked = {figure[:3]: figure for figure in figures if figure.unit == PROCESSOR}
    for figure in figures:
        if figure.unit != PROCESSOR:
            yield _cells(figure, worked.get(figure[:3]))


def _cells(figure: Figure, worked: Figure | None) -> tuple[str, ...]:
    several = len(figure.samples) > 1
    values = (figure.median, *figure.spread, figure.percentile(95))
    median, low, high, p95 = (shown(value, figure.unit) for value in values)
    processor = shown(worked.median, worked.unit) if worked is not None else ""
    spread = (f"{low} … {high}", p95) if several else ("", "")
    return figure.case, figure.way, median, *spread, processor, f"{len(figure.samples)}"


def bar_cells(verdict: Verdict) -> tuple[str, ...]:
    """Return what is said of a bar, as the cells under `BAR_HEADINGS`."""
    bar, reached = verdict.bar, verdict.reached
    if bar.relation == MOST:
        limit, value = f"≤ {shown(bar.limit, bar.unit)}", "" if reached is None else shown(reached, bar.unit)
    else:
        sign = "" if bar.relation == FASTER else "≤ "
        limit, value = f"{sign}{bar.limit:g}×", "" if reached is None else f"{_digits(reached)}×"
    return bar.words, limit, value, MET[verdict.met]


def machine() -> list[tuple[str, str]]:
    """Return what the figures depend on, beside opui: the machine and what is installed."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES if find_spec(name))
    return [
        ("machine", f"{_processor()}, {os.cpu_count()} processors, {platform.system()} {platform.release()}"),
        ("software", f"{python}, {libraries}"),
    ]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


# --- Markdown ---


def markdown(
    figures: Sequence[Figure],
    verdicts: Iterable[Verdict],
    plots: Iterable[tuple[str, str]],
    facts: Iterable[tuple[str, str]],
) -> str:
    """Return the report.

    Args:
        figures: All of them.
        verdicts: What was reached of each bar.
        plots: File names of plots beside the report, and what each shows.
        facts: What was measured where, as names and values.
    """
    parts = [
        "# Benchmarks",
        "",
        "Made by `python -m benchmarks --report FOLDER`. Medians; *p95* is the 95th percentile.",
        "",
    ]
    parts += [f"- {name}: {value}" for name, value in facts]
    parts += ["", "## The bars", "", *_table(BAR_HEADINGS, map(bar_cells, verdicts)), ""]
    for name, title in plots:
        parts += [f"![{title}]({name})", ""]
    for benchmark, own in groupby(figures, key=lambda figure: figure.benchmark):
        parts += [f"## {benchmark}", "", *_table(HEADINGS, rows(list(own))), ""]
    return "\n".join(parts)


def _table(headings: Sequence[str], entries: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _row(headings)
    yield _row(["---"] * len(headings))
    yield from map(_row, entries)


def _row(entries: Sequence[str]) -> str:
    return f"| {' | '.join(entries)} |"
