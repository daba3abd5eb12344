"""Where the cursor of a table is: by the keys of the WAI-ARIA practices' grid, by clicks, and when rows come and go."""

import pytest

from opui.core.session.cells import (
    CellCursors,
    Cells,
    Cursor,
    at_places,
    clicked,
    cursor_at,
    highlighted,
    moved,
    pressed,
    settled,
)
from opui.core.tree.tree import Tree
from opui.core.wire.records import Event
from tests.core.trees import run, tree_of

LINES = 3
"""Rows that are seen at a time: a page is two of them."""


def table(type_: str = "row", rows: int = 5, columns: int = 3, sortable: bool = False) -> Tree:
    """A table as node 1, its columns from 10 on, its rows from 20 on, each with two cells: 201 and 202, say."""
    lines = [f'- table #1 cursor_type="{type_}"' if type_ != "row" else "- table #1"]
    lines += [
        f'- - table_column #{10 + each} "C"{" sortable" if sortable and each == 1 else ""}' for each in range(columns)
    ]
    for row in range(20, 20 + rows):
        lines += [f"- - table_row #{row}", *(f'- - - table_cell #{row * 10 + cell} "x"' for cell in (1, 2))]
    return tree_of("\n".join(["root", *lines, ""]))


def cells_of(tree: Tree) -> Cells:
    return Cells(tree.nodes[1])


H = -1
"""The row of headings."""

# Where the cursor was, the key, where it is then, by the practices' words for what the key does in a grid.
GRID = {
    "Right Arrow: moves focus one cell to the right": ((1, 0), "cursor_right", (1, 1)),
    "Right Arrow: if focus is on the right-most cell in the row, focus does not move": ((1, 2), "cursor_right", (1, 2)),
    "Left Arrow: moves focus one cell to the left": ((1, 2), "cursor_left", (1, 1)),
    "Left Arrow: if focus is on the left-most cell in the row, focus does not move": ((1, 0), "cursor_left", (1, 0)),
    "Down Arrow: moves focus one cell down": ((1, 1), "cursor_down", (2, 1)),
    "Down Arrow: if focus is on the bottom cell in the column, focus does not move": ((4, 1), "cursor_down", (4, 1)),
    "Up Arrow: moves focus one cell up": ((2, 1), "cursor_up", (1, 1)),
    "Up Arrow: if focus is on the top cell in the column, focus does not move": ((0, 1), "cursor_up", (0, 1)),
    "Page Down: moves focus down an author-determined number of rows": ((1, 1), "page_down", (3, 1)),
    "Page Down: if focus is in the last row of the grid, focus does not move": ((4, 1), "page_down", (4, 1)),
    "Page Up: moves focus up an author-determined number of rows": ((3, 1), "page_up", (1, 1)),
    "Page Up: if focus is in the first row of the grid, focus does not move": ((0, 1), "page_up", (0, 1)),
    "Home: moves focus to the first cell in the row that contains focus": ((2, 2), "first", (2, 0)),
    "End: moves focus to the last cell in the row that contains focus": ((2, 0), "last", (2, 2)),
    "Control + Home: moves focus to the first cell in the first row": ((2, 2), "first_of_all", (0, 0)),
    "Control + End: moves focus to the last cell in the last row": ((2, 0), "last_of_all", (4, 2)),
}


@pytest.mark.parametrize("practice", GRID)
def test_keys_move_a_cursor_on_cells_as_the_practices_say(practice: str) -> None:
    (row, column), action, to = GRID[practice]
    cells = cells_of(table("cell"))
    after = moved(cells, cursor_at(cells, row, column), action, LINES)
    assert after is not None
    assert after.at == to


def place_of(cells: Cells, action: str, row: int, column: int = -1, heading: bool = False) -> tuple[int, int] | None:
    after = moved(cells, cursor_at(cells, row, column, heading), action, LINES)
    return after.at if after is not None else None


@pytest.mark.parametrize(
    ("action", "to"),
    [
        ("cursor_down", (2, -1)), ("cursor_up", (0, -1)), ("first", (0, -1)), ("last", (4, -1)), ("page_down", (3, -1)),
        ("first_of_all", (0, -1)), ("last_of_all", (4, -1)), ("cursor_left", None), ("cursor_right", None),
    ],
)  # fmt: skip
def test_a_cursor_on_rows_moves_as_that_of_a_list_and_left_and_right_scroll(
    action: str, to: tuple[int, int] | None
) -> None:
    assert place_of(cells_of(table()), action, 1) == to


@pytest.mark.parametrize(
    ("action", "to"),
    [
        ("cursor_right", (-1, 2)), ("cursor_left", (-1, 0)), ("first", (-1, 0)), ("last", (-1, 2)), ("cursor_up", None),
        ("cursor_down", None), ("page_up", None), ("page_down", None), ("last_of_all", (-1, 2)),
    ],
)  # fmt: skip
def test_a_cursor_on_columns_moves_sideways_and_up_and_down_scroll(action: str, to: tuple[int, int] | None) -> None:
    assert place_of(cells_of(table("column")), action, -1, 1) == to


def test_a_table_without_a_cursor_scrolls() -> None:
    assert place_of(cells_of(table("none")), "cursor_down", 0) is None


@pytest.mark.parametrize("type_", ["row", "cell"])
def test_above_the_first_row_the_cursor_is_on_a_heading_if_one_is_sortable(type_: str) -> None:
    cells = cells_of(table(type_, sortable=True))
    start = 2 if type_ == "cell" else 1
    assert place_of(cells, "cursor_up", 0, start) == (H, start)
    on = {
        action: place_of(cells, action, H, 1, heading=True)
        for action in ("cursor_left", "last", "cursor_up", "page_up", "cursor_down", "last_of_all")
    }
    below, end = ((0, 1), (4, 2)) if type_ == "cell" else ((0, -1), (4, -1))
    assert on == {
        "cursor_left": (H, 0), "last": (H, 2), "cursor_up": (H, 1), "page_up": (H, 1), "cursor_down": below,
        "last_of_all": end,
    }  # fmt: skip


def test_without_rows_the_headings_can_be_reached_and_nothing_else() -> None:
    cells = cells_of(table("cell", rows=0, sortable=True))
    nowhere = settled(cells, Cursor("cell"), focused=True)
    assert nowhere == Cursor("cell")
    heading = moved(cells, nowhere, "cursor_up", LINES)
    assert heading is not None
    assert heading.at == (H, 1)
    assert moved(cells, heading, "cursor_down", LINES) == heading


def numbers(event: Event | None) -> tuple[object, ...]:
    return () if event is None else (event.name, *event.numbers)


@pytest.mark.parametrize(
    ("type_", "at", "heading", "told"),
    [
        ("row", (2, 1), False, ("cell_press", 2, -1)),
        ("cell", (2, 1), False, ("cell_press", 2, 1)),
        ("column", (2, 0), False, ("cell_press", -1, 0)),
        ("column", (2, 1), False, ("sort", 1)),
        ("cell", (-1, 1), True, ("sort", 1)),
        ("row", (-1, 1), True, ("sort", 1)),
        ("row", (-1, 0), True, ()),
        ("none", (0, 0), False, ()),
    ],
)
def test_enter_presses_what_the_cursor_is_on_or_has_a_sortable_column_sorted(
    type_: str, at: tuple[int, int], heading: bool, told: tuple[object, ...]
) -> None:
    cells = cells_of(table(type_, sortable=True))
    assert numbers(pressed(cells, cursor_at(cells, *at, heading))) == told


def test_a_click_goes_to_a_cell_and_presses_it_and_one_on_a_sortable_heading_sorts() -> None:
    cells = cells_of(table("cell", sortable=True))
    cursor, event = clicked(cells, 3, 1)
    assert cursor is not None
    assert (cursor.at, numbers(event)) == ((3, 1), ("cell_press", 3, 1))
    assert [(cursor, numbers(event)) for cursor, event in (clicked(cells, H, each) for each in (0, 1, 7))] == [
        (None, ()), (None, ("sort", 1)), (None, ()),
    ]  # fmt: skip
    assert clicked(cells_of(table("none")), 1, 1) == (None, None)


def test_a_cursor_stays_on_its_row_and_its_column_wherever_they_go() -> None:
    tree = table("cell")
    cursor = cursor_at(cells_of(tree), 1, 2)
    run(tree, "insert node=21 parent=1 before=0\ninsert node=12 parent=1 before=10\n")
    assert settled(cells_of(tree), cursor, focused=False).at == (4, 0)


def test_where_its_row_is_gone_it_is_on_what_stands_in_its_place() -> None:
    tree = table()
    cursor = cursor_at(cells_of(tree), 4, -1)
    run(tree, "remove node=24\nremove node=20\n")
    after = settled(cells_of(tree), cursor, focused=False)
    assert (after.at, after.row) == ((2, -1), tree.nodes[23])
    run(tree, "remove node=21\nremove node=22\nremove node=23\n")
    assert not settled(cells_of(tree), after, focused=True).is_somewhere


@pytest.mark.parametrize(("type_", "at"), [("row", (1, -1)), ("column", (-1, 0)), ("none", (-1, -1)), ("cell", (1, 0))])
def test_another_type_keeps_what_it_can_of_where_the_cursor_is(type_: str, at: tuple[int, int]) -> None:
    tree = table("row")
    cursor = cursor_at(cells_of(tree), 1, -1)
    run(tree, f'set_string node=1 attribute=cursor_type value="{type_}"\n')
    assert settled(cells_of(tree), cursor, focused=False).at == at


def test_from_a_whole_column_the_cursor_goes_to_the_first_row_and_to_no_heading() -> None:
    tree = table("column")
    cursor = cursor_at(cells_of(tree), -1, 2)
    run(tree, 'set_string node=1 attribute=cursor_type value="cell"\n')
    assert settled(cells_of(tree), cursor, focused=False).at == (0, 2)


@pytest.mark.parametrize(
    ("type_", "node", "at"), [("row", 22, (2, -1)), ("row", 222, (2, -1)), ("cell", 222, (2, 1)), ("cell", 23, (3, 2))]
)
def test_a_guest_puts_the_cursor_on_a_row_or_a_cell(type_: str, node: int, at: tuple[int, int]) -> None:
    tree = table(type_)
    cells = cells_of(tree)
    assert highlighted(cells, cursor_at(cells, 0, 2), tree.nodes[node]).at == at


def test_what_is_in_no_row_of_the_table_moves_no_cursor() -> None:
    tree = table()
    run(tree, "create node=99 kind=table_cell\n")
    cells = cells_of(tree)
    cursor = cursor_at(cells, 1, -1)
    assert highlighted(cells, cursor, tree.nodes[99]) == cursor


def test_without_a_screen_moves_are_told_and_what_the_guest_does_is_not() -> None:
    tree = table("cell", sortable=True)
    cursors, node = CellCursors(tree), tree.nodes[1]

    def told(*events: Event) -> list[tuple[object, ...]]:
        return [numbers(event) for event in events]

    assert told(*cursors.enter(node)) == [("cell_highlight", 0, 0)]
    assert told(*cursors.enter(node)) == []
    assert told(*cursors.do(node, "cursor_down", 25)) == [("cell_highlight", 1, 0)]
    assert told(*cursors.do(node, "press", 25)) == [("cell_press", 1, 0)]
    assert told(*cursors.click(node, 2, 1)) == [("cell_highlight", 2, 1), ("cell_press", 2, 1)]
    assert told(*cursors.click(node, H, 1)) == [("sort", 1)]
    assert told(*cursors.put(node, 3, 1)) == [("cell_highlight", 3, 1)]
    cursors.highlight(node, tree.nodes[241])
    assert cursors.of(node).at == (4, 0)
    assert told(*cursors.settle(node)) == []
    run(tree, "remove node=20\n")
    assert told(*cursors.settle()) == [("cell_highlight", 3, 0)]
    run(tree, "remove node=1\n")
    assert told(*cursors.settle()) == []
    assert not cursors.of(node).is_somewhere


def test_rows_that_come_to_an_empty_table_with_the_focus_get_the_cursor() -> None:
    tree = table(rows=0)
    cursors, node = CellCursors(tree), tree.nodes[1]
    assert list(cursors.settle(node)) == []
    run(tree, "create node=30 kind=table_row\ninsert node=30 parent=1 before=0\n")
    assert [numbers(event) for event in cursors.settle(node)] == [("cell_highlight", 0, -1)]
    assert list(cursors.do(node, "cursor_left", 25)) == []


def test_a_cursor_that_is_nowhere_stays_there_until_the_table_has_the_focus() -> None:
    cells = cells_of(table("cell"))
    assert not settled(cells, Cursor("cell"), focused=False).is_somewhere
    assert settled(cells, Cursor("cell"), focused=True).is_somewhere


def test_a_cursor_on_a_heading_stays_on_it_when_rows_come_and_go() -> None:
    cells = cells_of(table("cell", sortable=True))
    assert settled(cells, cursor_at(cells, H, 1, heading=True), focused=True).on_heading


def test_a_click_on_a_heading_that_does_not_sort_does_nothing() -> None:
    tree = table("cell")
    assert list(CellCursors(tree).click(tree.nodes[1], H, 0)) == []


# --- Hidden columns --------------------------------------------------------------------------------


def hide(tree: Tree, *columns: int) -> Cells:
    """A table some of whose columns, of those from 10 on, are hidden."""
    run(tree, "".join(f"set_flag node={each} attribute=hidden value=true\n" for each in columns))
    return cells_of(tree)


@pytest.mark.parametrize(
    ("action", "start", "to"),
    [
        ("cursor_right", 1, 3), ("cursor_left", 3, 1), ("cursor_left", 1, 1), ("cursor_right", 3, 3), ("first", 3, 1),
        ("last", 1, 3), ("last_of_all", 1, 3), ("first_of_all", 3, 1),
    ],
)  # fmt: skip
@pytest.mark.parametrize("type_", ["cell", "column"])
def test_keys_pass_over_hidden_columns_whose_places_count(type_: str, action: str, start: int, to: int) -> None:
    cells = hide(table(type_, columns=5), 10, 12, 14)
    place = place_of(cells, action, 1, start)
    assert place is not None
    assert place[1] == to


@pytest.mark.parametrize(("column", "to"), [(0, 1), (1, 1), (2, 3), (3, 3), (4, 3)])
def test_from_a_column_that_is_hidden_the_cursor_goes_to_the_next_else_to_the_last(column: int, to: int) -> None:
    tree = table("cell", columns=5)
    cursor = cursor_at(cells_of(tree), 1, column)
    cells = hide(tree, 10, 12, 14)
    assert settled(cells, cursor, focused=True).at == (1, to)
    cell = clicked(cells, 1, column)[0]
    assert cell is not None
    assert cell.at == (1, to)


def test_a_hidden_column_is_not_sorted_by() -> None:
    cells = hide(table("cell", sortable=True), 11)
    assert cells.sortable == -1
    assert place_of(cells, "cursor_up", 0, 0) == (0, 0)
    assert clicked(cells, H, 1) == (None, None)


def test_where_all_columns_are_hidden_a_cursor_on_cells_is_on_a_row_and_one_on_columns_on_nothing() -> None:
    tree = table("cell", sortable=True)
    heading = cursor_at(cells_of(tree), H, 1, heading=True)
    cells = hide(tree, 10, 11, 12)
    assert settled(cells, heading, focused=True).at == (0, -1)
    assert place_of(cells, "last_of_all", 0, 0) == (4, -1)
    assert place_of(hide(table("column"), 10, 11, 12), "cursor_right", -1, 0) == (-1, -1)


def test_a_guest_that_highlights_a_cell_of_a_hidden_column_highlights_the_next() -> None:
    tree = table("cell")
    cells = hide(tree, 10)
    assert highlighted(cells, cursor_at(cells, 0, 2), tree.nodes[221]).at == (2, 1)


# --- Rows that are elements of arrays --------------------------------------------------------------


def arrays(*lengths: int, type_: str = "cell", order: int | None = None) -> Tree:
    """A table of arrays as node 1, with a column, from 10 on, for each length; the second is sortable."""
    said = ' cursor_type="cell"' * (type_ == "cell") + (f" order=u32[{order}]" if order is not None else "")
    columns = (
        f"- - data_column #{10 + place}{' sortable' * (place == 1)} values=u8[{length}]"
        for place, length in enumerate(lengths)
    )
    return tree_of("\n".join(["root", f"- data_table #1{said}", *columns, ""]))


@pytest.mark.parametrize(
    ("lengths", "order", "rows"), [((3, 7, 0), None, 7), ((3, 7), 2, 2), ((3,), 0, 0), ((0,), 9, 9), ((), None, 0)]
)
def test_a_table_of_arrays_has_the_rows_of_its_order_or_else_of_its_longest_column(
    lengths: tuple[int, ...], order: int | None, rows: int
) -> None:
    cells = cells_of(arrays(*lengths, order=order))
    assert (len(cells.rows), len(cells.columns), cells.nodes) == (rows, len(lengths), [])


def test_a_column_without_cells_has_none() -> None:
    assert len(cells_of(tree_of("root\n- data_table #1\n- - data_column #2\n")).rows) == 0


def test_a_row_of_arrays_is_the_one_that_stands_in_its_place() -> None:
    cells = cells_of(arrays(10_000_000, 3))
    last = moved(cells, cursor_at(cells, 5, 1), "last_of_all", LINES)
    assert last is not None
    assert (last.at, last.row, last.told) == ((9_999_999, 1), 9_999_999, (9_999_999, 1, 9_999_999, 11))
    fewer = cells_of(arrays(4, 3))
    assert settled(fewer, last, focused=False).at == (3, 1)
    assert settled(cells_of(arrays(0, 0)), last, focused=False) == Cursor("cell")
    assert settled(cells, cursor_at(cells, 5, 1), focused=False).at == (5, 1)


def test_keys_reach_the_headings_of_arrays_too_and_a_press_says_where_it_was() -> None:
    cells = cells_of(arrays(5, 3))
    heading = moved(cells, cursor_at(cells, 0, 1), "cursor_up", LINES)
    assert heading is not None
    assert (heading.on_heading, pressed(cells, heading)) == (True, Event("sort", 1, "", (1,)))
    assert pressed(cells, cursor_at(cells, 4, 0)) == Event("cell_press", 1, "", (4, 0))


@pytest.mark.parametrize(("text", "at"), [("3", (3, 1)), ("3 0", (3, 0)), ("99999999 99999999", (4, 1)), ("0", (0, 1))])
def test_a_guest_puts_the_cursor_on_a_line_and_a_column_or_on_the_last(text: str, at: tuple[int, int]) -> None:
    cells = cells_of(arrays(5, 3))
    assert at_places(cells, cursor_at(cells, 2, 1), text).at == at


def test_without_rows_a_guest_puts_the_cursor_nowhere() -> None:
    assert at_places(cells_of(arrays()), Cursor("cell"), "3 1") == Cursor("cell")


def test_the_keeper_puts_a_cursor_where_the_guest_says_and_tells_nobody() -> None:
    tree = arrays(50, 50)
    table = tree.nodes[1]
    cursors = CellCursors(tree)
    cursors.highlight_cell(table, "7 1")
    assert list(cursors.settle(None)) == []
    assert cursors.of(table).at == (7, 1)
    assert list(cursors.do(table, "page_down", 12)) == [Event("cell_highlight", 1, "", (17, 1))]
