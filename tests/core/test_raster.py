"""Cells read as lines of runs: what is shown of them, whatever lies in the guest's memory."""

import struct
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from opui.core import protocol
from opui.core.raster import Look, Raster, read_look
from opui.core.scrub import SIGN

RED, BLUE, BOLD, REVERSE = 0x01FF0000, 0x010000FF, 1, 1 << 6
TEXT = protocol.CELL_TEXTS


def cell(symbol: str | int, color: int = 0, background: int = 0, marks: int = 0) -> bytes:
    return struct.pack("<4I", ord(symbol) if isinstance(symbol, str) else symbol, color, background, marks)


def cells(*symbols: str | int) -> bytes:
    return b"".join(map(cell, symbols))


def raster(data: bytes, columns: int, texts: Sequence[str] = ()) -> Raster:
    made = Raster(cell_len)
    made.take(columns, data, texts)
    return made


def runs(made: Raster, y: int = 0, cursor: int = -1) -> list[tuple[str, Look]]:
    return [(text, read_look(look)) for text, look in made.runs(y, cursor)]


def test_cells_that_look_the_same_are_one_run() -> None:
    line = cell("a", RED) + cell("b", RED) + cell("é", RED, BLUE) + cell("d", RED, BLUE, BOLD) + cell("e")
    assert runs(raster(line, 5)) == [
        ("ab", Look(RED, 0, 0)),
        ("é", Look(RED, BLUE, 0)),
        ("d", Look(RED, BLUE, BOLD)),
        ("e", Look(0, 0, 0)),
    ]


def test_zeroed_memory_is_blank() -> None:
    assert runs(raster(bytes(64), 4)) == [("    ", Look(0, 0, 0))]


def test_rows_lie_one_behind_the_other_and_what_makes_no_whole_row_is_left_out() -> None:
    made = raster(cells(*"abcdefgh"), 3)
    assert (made.columns, made.rows, made.text(0), made.text(1)) == (3, 2, "abc", "def")
    assert raster(cells("a"), 0).rows == 0
    assert raster(bytes(16 * (protocol.CANVAS_ROWS + 1)), 1).rows == protocol.CANVAS_ROWS
    assert raster(cells("a"), 2).rows == 0


def test_a_wide_symbol_hides_its_neighbour_and_has_no_room_in_the_last_column() -> None:
    assert raster(cells(*"a漢xb"), 4).text(0) == "a漢b"
    assert raster(cells(*"ab漢"), 3).text(0) == "ab "
    line = cell("漢", RED) + cell("x", BLUE) + cell("b", BLUE)
    assert runs(raster(line, 3)) == [("漢", Look(RED, 0, 0)), ("b", Look(BLUE, 0, 0))]


def test_a_symbol_may_be_a_text_of_one_cluster() -> None:
    texts = ["👩\u200d👩\u200d👧", "e\u0301", "ab", "", "\u0301", "x"]
    made = raster(cells(TEXT, "x", TEXT + 1, TEXT + 5), 4, texts)
    assert made.text(0) == "👩\u200d👩\u200d👧e\u0301x"
    assert raster(cells(TEXT + 2, TEXT + 3, TEXT + 4, TEXT + 6), 4, texts).text(0) == SIGN * 4


@pytest.mark.parametrize(
    "symbol",
    [*"\n\t\x1b\x7f\x9b\u202e\u200d\u0301\U0001f3fb\ufe0f", 0xD800, 0x11_0000, 0x7FFF_FFFF],
    ids=ascii,
)
def test_what_is_no_symbol_keeps_its_place(symbol: str | int) -> None:
    assert raster(cells("a", symbol, "b"), 3).text(0) == f"a{SIGN}b"


def test_the_cell_with_the_cursor_is_reversed_and_one_that_is_reversed_is_not() -> None:
    made = raster(cell("a") + cell("b") + cell("c", marks=REVERSE | BOLD), 3)
    assert runs(made, 0, 1)[1] == ("b", Look(0, 0, REVERSE))
    assert runs(made, 0, 2)[-1] == ("c", Look(0, 0, BOLD))
    assert runs(made, 0, 3) == runs(made)


def test_the_rows_that_have_changed_are_told() -> None:
    made = raster(cells(*"abcdef"), 2)
    assert made.take(2, cells(*"abcdef"), ()) == []
    assert made.take(2, cells(*"abXdeY"), ()) == [1, 2]
    assert made.take(2, cells(*"abXdeY"), ("é",)) == [0, 1, 2]
    assert made.take(3, cells(*"abXdeY"), ("é",)) == [0, 1]
    assert made.take(3, cells(*"abX"), ("é",)) == [0]


SYMBOLS = st.integers(0, 2**32 - 1) | st.sampled_from([ord("漢"), 0x1F1E9, 0x41, 0, TEXT, TEXT + 1])


@given(st.lists(SYMBOLS, min_size=1, max_size=12))
def test_a_row_is_as_wide_as_it_has_cells_whatever_they_say(symbols: list[int]) -> None:
    made = raster(cells(*symbols), len(symbols), ["👍", "a\u0301"])
    assert sum(cell_len(text) for text, _ in made.runs(0)) == len(symbols)
    assert not any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") for character in made.text(0))
