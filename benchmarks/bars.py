"""What opui must show, as a table, and whether figures show it. It measures nothing."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from benchmarks import boundary, data_table, decode, idle, latency, memory, rows, scroll, start, table, terminal
from benchmarks.figures import BYTES, COUNT, SECONDS, WRITTEN, Figure
from benchmarks.peers.programs import OPTION_LIST, OPUI, URWID

FASTER: Final = "times faster"
"""The other way's figure over this one's is at least the limit."""
TIMES: Final = "times at most"
"""This way's figure over the other's is at most the limit."""
MOST: Final = "at most"
"""The figure itself is at most the limit."""


class Bar(NamedTuple):
    """A bar to pass.

    Attributes:
        words: What it says, for people.
        benchmark: Whose figures it is about.
        case: What was done.
        way: By what.
        relation: `FASTER`, `TIMES` or `MOST`.
        limit: The bar.
        against: The case and the way that it is compared with, if it is.
        unit: Of the figures.
        percent: Which percentile counts; 50 is the median.
    """

    words: str
    benchmark: str
    case: str
    way: str
    relation: str
    limit: float
    against: tuple[str, str] = ("", "")
    unit: str = SECONDS
    percent: int = 50


class Verdict(NamedTuple):
    """What was reached of a bar; None if it was not measured."""

    bar: Bar
    reached: float | None

    @property
    def met(self) -> bool | None:
        """Whether the bar is passed, None if nobody can say."""
        if self.reached is None:
            return None
        return self.reached >= self.bar.limit if self.bar.relation == FASTER else self.reached <= self.bar.limit


def _faster(case: str, limit: float) -> Bar:
    words = f"{case}, against the same widgets by hand"
    return Bar(words, rows.NAME, case, rows.OPUI, FASTER, limit, (case, rows.SAME))


def _not_slower(case: str) -> Bar:
    words = f"{case} never slower than the same widgets by hand (p95)"
    return Bar(words, rows.NAME, case, rows.OPUI, TIMES, 1.0, (case, rows.SAME), percent=95)


def _in_terminal(words: str, case: str, relation: str, limit: float, against: str = "", percent: int = 50) -> Bar:
    """Return a bar on the seconds of something in a terminal; `against` is another way of the same."""
    other = (case, against) if against else ("", "")
    return Bar(f"{words}, in a terminal", terminal.NAME, case, OPUI, relation, limit, other, percent=percent)


def _keys_in_terminal(count: int) -> tuple[Bar, ...]:
    case = terminal.case(terminal.KEY, count)
    return (
        _in_terminal(case, case, MOST, 0.008),
        _in_terminal(f"{case}, p95", case, MOST, 0.015, percent=95),
        _in_terminal(f"{case} against urwid", case, TIMES, 2, URWID),
        _in_terminal(f"{case} against OptionList", case, FASTER, 4, OPTION_LIST),
    )


def _written(case: str, limit: int) -> Bar:
    return Bar(f"{case}: what is written", terminal.NAME, case, OPUI, MOST, limit, unit=WRITTEN)


_STARTS: Final = tuple(terminal.case(terminal.START, count) for count in terminal.ROWS)
_LAST: Final = latency.case(latency.KEY, latency.ITEMS[-1])
BARS: Final[tuple[Bar, ...]] = (
    *(_faster(case, 20) for case in (rows.CREATE, rows.REPLACE, rows.APPEND)),
    *(_faster(case, 10) for case in (rows.UPDATE, rows.REMOVE, rows.CLEAR)),
    *(_faster(case, 3) for case in (rows.SELECT, rows.SWAP)),
    *(_not_slower(case) for case in (rows.SELECT, rows.SWAP)),
    Bar(
        "create 10,000 against opui's own 1,000",
        rows.NAME,
        rows.CREATE_MANY,
        rows.OPUI,
        TIMES,
        12,
        (rows.CREATE, rows.OPUI),
    ),
    Bar("create 10,000", rows.NAME, rows.CREATE_MANY, rows.OPUI, MOST, 1.0),
    Bar("a page of 100,000 rows, p95", scroll.NAME, scroll.CASE, scroll.OPUI, MOST, 0.050, percent=95),
    Bar(table.CELL, table.NAME, table.CELL, table.OPUI, MOST, 0.002),
    Bar(table.SORT, table.NAME, table.SORT, table.OPUI, MOST, 0.150),
    Bar(f"{table.PAGE}, p95", table.NAME, table.PAGE, table.OPUI, MOST, 0.015, percent=95),
    Bar(data_table.FIRST, data_table.NAME, data_table.FIRST, data_table.OPUI, MOST, 0.100),
    Bar(f"{data_table.PAGE}, p95", data_table.NAME, data_table.PAGE, data_table.OPUI, MOST, 0.012, percent=95),
    Bar(f"{data_table.ORDERED}, p95", data_table.NAME, data_table.ORDERED, data_table.OPUI, MOST, 0.015, percent=95),
    Bar(data_table.HELD, data_table.NAME, data_table.HELD, data_table.OPUI, MOST, 20_000_000, unit=BYTES),
    Bar(
        "10,000 operations as one batch, against one import call each",
        boundary.NAME,
        boundary.HANDED_OVER,
        boundary.BATCH,
        FASTER,
        8,
        (boundary.HANDED_OVER, boundary.IMPORTS),
    ),
    Bar("decode and tree, a command", decode.NAME, decode.CASE, decode.WAY, MOST, decode.BAR),
    Bar(
        "a key in todo with 10,000 items against a bare Input",
        latency.NAME,
        _LAST,
        latency.OPUI,
        TIMES,
        1.5,
        (_LAST, latency.BARE),
    ),
    Bar(
        "start to first paint against a bare hello",
        start.NAME,
        start.PAINT,
        start.OPUI,
        TIMES,
        1.25,
        (start.PAINT, start.HELLO),
    ),
    Bar(
        "host memory of a row of three texts, of 100,000",
        memory.NAME,
        memory.row_of(100_000),
        memory.HOST,
        MOST,
        1_536,
        unit=BYTES,
    ),
    *(bar for count in terminal.ROWS for bar in _keys_in_terminal(count)),
    _in_terminal(f"{_STARTS[0]} against OptionList", _STARTS[0], TIMES, 1, OPTION_LIST),
    _in_terminal(_STARTS[1], _STARTS[1], MOST, 0.5),
    _written(terminal.case(terminal.FIRST, terminal.ROWS[0]), 6_000),
    *(_written(terminal.case(terminal.KEY, count), 150) for count in terminal.ROWS),
    *(_written(terminal.case(terminal.CHANGE, count), 250) for count in terminal.ROWS),
    _written(terminal.LETTER, 40),
    *(
        Bar(f"no {what}: {app} idle", idle.NAME, idle.case(what, app), idle.WAY, MOST, 0, unit=COUNT)
        for app in idle.APPS
        for what in idle.COUNTED
    ),
)


def judge(figures: Iterable[Figure], bars: Sequence[Bar] = BARS) -> list[Verdict]:
    """Say of each bar what the figures have reached."""
    by_name = {figure[:4]: figure for figure in figures}
    return [Verdict(bar, _reached(bar, by_name)) for bar in bars]


def _reached(bar: Bar, figures: dict[tuple[str, str, str, str], Figure]) -> float | None:
    own = figures.get((bar.benchmark, bar.case, bar.way, bar.unit))
    other = figures.get((bar.benchmark, *bar.against, bar.unit))
    if own is None or (other is None and bar.relation != MOST):
        return None
    value = own.median if bar.percent == 50 else own.percentile(bar.percent)
    if other is None:
        return value
    reference = other.median if bar.percent == 50 else other.percentile(bar.percent)
    return reference / value if bar.relation == FASTER else value / reference
