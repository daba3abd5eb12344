"""Figures as SVG files, by matplotlib; imported only when a report is asked for. It measures nothing."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import matplotlib
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import LogLocator, NullFormatter

from benchmarks import growth, latency, rows, scroll
from benchmarks.figures import EXPONENT, SECONDS, Figure
from benchmarks.stages import STAGES

STYLE: Final[Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "opui",
    "font.family": "sans-serif",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "grid.alpha": 0.3,
    "legend.frameon": False,
    "figure.dpi": 100,
}
"""Text stays text, and the same figures make the same file."""
COLOURS: Final = ("#d1495b", "#30638e", "#00798c", "#edae49", "#8d96a3")
MILLISECONDS: Final = 1_000
PERCENTILES: Final = (50, 95, 99)


def write(folder: Path, figures: Sequence[Figure]) -> list[tuple[str, str]]:
    """Write the plots that the figures suffice for; return their names and what they show."""
    written = []
    with matplotlib.rc_context(STYLE):
        for name, title, canvas in _drawn(figures):
            canvas.savefig(folder / name, format="svg", metadata={"Date": None}, bbox_inches="tight")
            written.append((name, title))
    return written


def _drawn(figures: Sequence[Figure]) -> Iterator[tuple[str, str, Canvas]]:
    seconds = {figure[:3]: figure for figure in figures if figure.unit == SECONDS}
    if any(benchmark == rows.NAME for benchmark, _, _ in seconds):
        yield "rows.svg", "From the key to the painted frame, in milliseconds: less is better", _rows(seconds)
        yield "stages.svg", "Where the time of opui's frame goes, in milliseconds", _stages(seconds)
    if any(benchmark == growth.NAME for benchmark, _, _ in seconds):
        yield "growth.svg", "How the time grows with the number of rows", _growth(figures)
    if any(benchmark in (scroll.NAME, latency.NAME) for benchmark, _, _ in seconds):
        yield "latency.svg", "p50, p95 and p99 from a key to the painted frame, in milliseconds", _latency(figures)


Seconds = dict[tuple[str, str, str], Figure]


def _rows(seconds: Seconds) -> Canvas:
    """Bars for each operation and way, from quartile to quartile a line."""
    canvas = Canvas(figsize=(9, 8))
    axes = canvas.subplots()
    height = 0.8 / len(rows.WAYS)
    for number, way in enumerate(rows.WAYS):
        found = [(place, seconds.get((rows.NAME, case, way.name))) for place, case in enumerate(rows.OPERATIONS)]
        taken = [(place, figure) for place, figure in found if figure is not None]
        medians = [figure.median * MILLISECONDS for _, figure in taken]
        spread = [
            [abs(figure.median - end) * MILLISECONDS for _, figure in taken for end in figure.spread[side : side + 1]]
            for side in (0, 1)
        ]
        places = [place + (number - len(rows.WAYS) / 2 + 0.5) * height for place, _ in taken]
        axes.barh(places, medians, height, xerr=spread, label=way.name, color=COLOURS[number], error_kw={"lw": 0.8})
    axes.set_xscale("log")
    _number(axes.xaxis)
    axes.set_yticks(range(len(rows.OPERATIONS)), rows.OPERATIONS)
    axes.invert_yaxis()
    axes.set_xlabel("milliseconds")
    axes.legend(loc="lower right")
    return canvas


def _stages(seconds: Seconds) -> Canvas:
    """One bar for each operation, of the shares that the stages have in it."""
    canvas = Canvas(figsize=(9, 4))
    axes = canvas.subplots()
    cases = [case for case in rows.OPERATIONS if (rows.NAME, case, rows.OPUI) in seconds]
    left = [0.0] * len(cases)
    for number, stage in enumerate(STAGES):
        widths = [
            seconds[rows.NAME, case, f"{rows.OPUI}: {stage}"].median / seconds[rows.NAME, case, rows.OPUI].median
            for case in cases
        ]
        axes.barh(cases, widths, left=left, label=stage, color=COLOURS[number])
        left = [start + width for start, width in zip(left, widths, strict=True)]
    axes.invert_yaxis()
    axes.set_xlabel("share of the time from the key to the paint (guest and host overlap)")
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=len(STAGES))
    return canvas


def _growth(figures: Sequence[Figure]) -> Canvas:
    """A line for each operation, its exponent in the legend; both axes are logarithmic."""
    canvas = Canvas(figsize=(9, 5))
    axes = canvas.subplots()
    own = [figure for figure in figures if figure.benchmark == growth.NAME]
    for fitted in (figure for figure in own if figure.unit == EXPONENT):
        points = [
            (count, figure.median * MILLISECONDS)
            for count in growth.ROWS
            for figure in own
            if figure.case == growth.case(fitted.case, count)
        ]
        label = f"{fitted.case}: n^{fitted.median:.2f}"
        axes.plot([count for count, _ in points], [time for _, time in points], marker="o", ms=4, label=label)
    axes.set_xscale("log")
    axes.set_yscale("log")
    _number(axes.xaxis)
    _number(axes.yaxis)
    axes.set_xlabel("rows")
    axes.set_ylabel("milliseconds")
    axes.legend()
    return canvas


def _latency(figures: Sequence[Figure]) -> Canvas:
    """Three marks on a line for each case and way."""
    own = [each for each in figures if each.benchmark in (latency.NAME, scroll.NAME) and each.unit == SECONDS]
    canvas = Canvas(figsize=(9, 0.35 * len(own) + 1))
    axes = canvas.subplots()
    labels = [f"{figure.case}: {figure.way}" for figure in own]
    first, *_, last = ([each.percentile(percent) * MILLISECONDS for each in own] for percent in PERCENTILES)
    axes.hlines(labels, first, last, color=COLOURS[4])
    for number, percent in enumerate(PERCENTILES):
        axes.plot(
            [each.percentile(percent) * MILLISECONDS for each in own],
            labels,
            "o",
            ms=5,
            color=COLOURS[number],
            label=f"p{percent}",
        )
    axes.set_xscale("log")
    _number(axes.xaxis)
    axes.invert_yaxis()
    axes.set_xlabel("milliseconds")
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=len(PERCENTILES))
    return canvas


def _number(axis: Any) -> None:
    """Write plain numbers at a logarithmic axis, and no more than three to a power of ten."""
    axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axis.set_major_formatter("{x:,g}")
    axis.set_minor_formatter(NullFormatter())
