"""The seven tasks of the 7GUIs benchmark, action by action, against their texts: <https://eugenkiss.github.io/7guis/tasks>.

Each test is a sentence of a task's text.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from opui.core.errors import InputError
from opui.core.tree.node import Node
from opui.core.tree.paths import find_node
from opui.testing import headless, run_app
from opui.tools.headless import Headless

TASKS = ("counter", "temperature", "flight", "timer", "crud", "circles", "cells")


class Task:
    """One task of the app."""

    def __init__(self, app: Headless, name: str) -> None:
        self.app = app
        self.do(f"select tasks index={TASKS.index(name)}")

    def do(self, *actions: str) -> None:
        for action in actions:
            self.app.do(action)

    def node(self, path: str) -> Node:
        return self.app.tree.nodes[find_node(self.app.tree, path)]

    def get(self, path: str, attribute: str) -> Any:
        return self.node(path).get(attribute)

    def text(self, path: str) -> str:
        return self.node(path).text

    def there(self, path: str) -> bool:
        try:
            self.node(path)
        except InputError:
            return False
        return True

    def notified(self) -> list[str]:
        return [call.text for call in self.app.calls if call.method == "notify"]


@pytest.fixture
def app(example: Callable[[str], Path]) -> Iterator[Headless]:
    running = headless(example("sevenguis"))
    running.do("select tasks index=1")
    yield running
    running.close()


# --- 1: Counter ------------------------------------------------------------------------------------


def test_counter_initially_the_value_is_0_and_each_click_of_the_button_increases_it_by_one(app: Headless) -> None:
    task = Task(app, "counter")
    assert task.text("count") == "0"
    task.do("press more", "press more", "press more")
    assert task.text("count") == "3"


# --- 2: Temperature converter -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value", "other", "shown"),
    [
        ("celsius", "5", "fahrenheit", "41"), ("celsius", "-40", "fahrenheit", "-40"),
        ("celsius", "36.6", "fahrenheit", "97.88"), ("fahrenheit", "212", "celsius", "100"),
        ("fahrenheit", "0", "celsius", "-17.78"), ("fahrenheit", "32", "celsius", "0"),
    ],
)  # fmt: skip
def test_temperature_a_number_in_one_field_updates_the_other(
    app: Headless, typed: str, value: str, other: str, shown: str
) -> None:
    task = Task(app, "temperature")
    task.do(f'change {typed} text="{value}"')
    assert task.get(other, "value") == shown
    assert task.get(typed, "value") == value


def test_temperature_what_is_no_number_updates_nothing(app: Headless) -> None:
    task = Task(app, "temperature")
    task.do('change celsius text="5"', 'change celsius text="5x"')
    assert task.get("fahrenheit", "value") == "41"
    assert task.get("celsius", "value") == "5x"


# --- 3: Flight booker --------------------------------------------------------------------------------


def test_flight_initially_it_is_a_one_way_flight_and_both_dates_are_the_same(app: Headless) -> None:
    task = Task(app, "flight")
    assert task.get("way", "selected") == 0
    assert task.get("start", "value") == task.get("back", "value") == "27.03.2026"
    assert task.get("back", "disabled")
    assert not task.get("book", "disabled")


def test_flight_the_second_date_is_enabled_only_for_a_return_flight(app: Headless) -> None:
    task = Task(app, "flight")
    task.do("select way index=1")
    assert not task.get("back", "disabled")
    task.do("select way index=0")
    assert task.get("back", "disabled")


def test_flight_a_return_strictly_before_the_start_disables_the_button(app: Headless) -> None:
    task = Task(app, "flight")
    task.do("select way index=1", 'change back text="26.03.2026"')
    assert task.get("book", "disabled")
    task.do('change back text="27.03.2026"')
    assert not task.get("book", "disabled")
    task.do('change start text="28.03.2026"')
    assert task.get("book", "disabled")


def test_flight_an_ill_formatted_date_in_an_enabled_field_is_marked_and_disables_the_button(app: Headless) -> None:
    task = Task(app, "flight")
    task.do('change start text="27.3"')
    assert task.get("start", "invalid")
    assert task.get("book", "disabled")
    task.do('change start text="27.3.2026"', "select way index=1", 'change back text="x"')
    assert not task.get("start", "invalid")
    assert task.get("back", "invalid")
    assert task.get("book", "disabled")
    task.do("select way index=0")
    assert not task.get("back", "invalid")
    assert not task.get("book", "disabled")


def test_flight_the_button_tells_what_was_booked(app: Headless) -> None:
    task = Task(app, "flight")
    task.do("press book", "select way index=1", 'change back text="4.4.2026"', "press book")
    assert task.notified() == [
        "You have booked a one-way flight on 27.03.2026.",
        "You have booked a return flight from 27.03.2026 to 4.4.2026.",
    ]


# --- 4: Timer ----------------------------------------------------------------------------------------


def test_timer_the_gauge_and_the_label_show_the_elapsed_time(app: Headless) -> None:
    task = Task(app, "timer")
    task.do("wait 3000")
    assert task.text("elapsed") == "3.0 s"
    assert (task.get("gauge", "progress"), task.get("gauge", "total")) == (3000.0, 15_000.0)


def test_timer_adjusting_the_slider_changes_the_duration_at_once_while_the_timer_runs(app: Headless) -> None:
    task = Task(app, "timer")
    task.do("wait 3000", "slide duration amount=6.0")
    assert task.get("gauge", "total") == 6000.0
    task.do("wait 1000")
    assert task.get("gauge", "progress") == 4000.0


def test_timer_it_stops_when_the_duration_is_reached_and_runs_again_when_that_is_greater(app: Headless) -> None:
    task = Task(app, "timer")
    task.do("slide duration amount=2.0", "wait 5000")
    assert task.text("elapsed") == "2.0 s"
    assert not task.there("clock")
    task.do("slide duration amount=4.0", "wait 1000")
    assert task.text("elapsed") == "3.0 s"


def test_timer_reset_sets_the_elapsed_time_to_zero(app: Headless) -> None:
    task = Task(app, "timer")
    task.do("wait 2000", "press reset")
    assert task.text("elapsed") == "0.0 s"
    task.do("wait 1000")
    assert task.text("elapsed") == "1.0 s"


# --- 5: CRUD -----------------------------------------------------------------------------------------


def names(task: Task) -> list[str]:
    return [row.text for row in task.node("names").children()]


def test_crud_the_list_shows_surname_and_name(app: Headless) -> None:
    assert names(Task(app, "crud")) == ["Emil, Hans", "Mustermann, Max", "Tisch, Roman"]


def test_crud_the_prefix_filters_by_surname_immediately(app: Headless) -> None:
    task = Task(app, "crud")
    task.do('change prefix text="mu"')
    assert names(task) == ["Mustermann, Max"]
    task.do('change prefix text=""')
    assert len(names(task)) == 3


def test_crud_create_appends_the_name_in_the_fields(app: Headless) -> None:
    task = Task(app, "crud")
    task.do('change name text="Ada"', 'change surname text="Lovelace"', "press create")
    assert names(task)[-1] == "Lovelace, Ada"


def test_crud_update_and_delete_are_enabled_only_if_an_entry_is_selected(app: Headless) -> None:
    task = Task(app, "crud")
    assert task.get("update", "disabled")
    assert task.get("delete", "disabled")
    task.do("highlight names index=1")
    assert not task.get("update", "disabled")
    assert not task.get("delete", "disabled")
    task.do('change prefix text="none begins so"')
    assert task.get("update", "disabled")


def test_crud_update_replaces_the_selected_entry_and_delete_removes_it(app: Headless) -> None:
    task = Task(app, "crud")
    task.do("highlight names index=1", 'change name text="Erika"', 'change surname text="Musterfrau"', "press update")
    assert names(task) == ["Emil, Hans", "Musterfrau, Erika", "Tisch, Roman"]
    task.do("highlight names index=0", "press delete")
    assert names(task) == ["Musterfrau, Erika", "Tisch, Roman"]


# --- 6: Circle drawer --------------------------------------------------------------------------------


def dots(task: Task) -> int:
    """How many dots are drawn."""
    return sum((ord(sign) - 0x2800).bit_count() for sign in task.text("canvas") if sign > "\u2800")


def test_circles_a_left_click_inside_an_empty_area_draws_a_circle(app: Headless) -> None:
    task = Task(app, "circles")
    assert dots(task) == 0
    task.do("mouse_down canvas x=10 y=5 left_button", "mouse_move canvas x=60 y=5")
    one = dots(task)
    assert one > 0
    task.do("mouse_down canvas x=40 y=5 left_button", "mouse_move canvas x=60 y=10")
    assert dots(task) == 2 * one


def test_circles_the_nearest_circle_around_the_pointer_is_filled(app: Headless) -> None:
    task = Task(app, "circles")
    task.do("mouse_down canvas x=10 y=5 left_button", "mouse_move canvas x=60 y=5")
    empty = dots(task)
    task.do("mouse_move canvas x=11 y=5")
    assert dots(task) > empty
    task.do("mouse_move canvas x=30 y=5")
    assert dots(task) == empty


def adjusted(app: Headless) -> Task:
    """A circle, around which a person has opened the menu and chosen the adjustment."""
    task = Task(app, "circles")
    task.do("mouse_down canvas x=10 y=5 left_button", "mouse_down canvas x=10 y=5 right_button")
    assert task.there("menu")
    task.do("press adjust")
    return task


def test_circles_a_right_click_on_the_selected_circle_opens_a_menu_and_a_click_beside_it_none(app: Headless) -> None:
    task = Task(app, "circles")
    task.do("mouse_down canvas x=30 y=5 right_button")
    assert not task.there("menu")
    adjusted(app)


def test_circles_the_slider_adjusts_the_diameter_immediately(app: Headless) -> None:
    task = adjusted(app)
    before = dots(task)
    task.do("slide diameter amount=40.0")
    assert task.get("diameter", "amount") == 40.0
    assert dots(task) > before


def test_circles_closing_the_frame_makes_the_last_diameter_one_step_of_undo_and_redo(app: Headless) -> None:
    task = adjusted(app)
    task.do("slide diameter amount=30.0", "slide diameter amount=44.0", "press close", "mouse_move canvas x=70 y=10")
    great = dots(task)
    task.do("press undo")
    small = dots(task)
    assert small < great
    task.do("press undo")
    assert dots(task) == 0
    assert task.get("undo", "disabled")
    task.do("press redo", "press redo")
    assert dots(task) == great
    assert task.get("redo", "disabled")


def test_circles_escape_closes_the_frame_too(app: Headless) -> None:
    task = adjusted(app)
    task.do("key escape")
    assert not task.there("adjustment")


# --- 7: Cells ----------------------------------------------------------------------------------------


def cell(task: Task, name: str) -> str:
    """What a cell shows; behind the columns' headings come the rows, whose first cell is their number."""
    column, row = ord(name[0]) - ord("A"), int(name[1:])
    rows = [each for each in task.node("cells").children() if each.kind_name == "table_row"]
    return list(rows[row].children())[column + 1].text


def enter(task: Task, name: str, typed: str) -> None:
    """Press a cell, type into it, and press Enter."""
    column, row = ord(name[0]) - ord("A") + 1, int(name[1:])
    task.do(f"cell_press cells row={row} column={column}", f'submit formula text="{typed}"')


def test_cells_there_are_26_columns_and_100_rows(app: Headless) -> None:
    task = Task(app, "cells")
    children = list(task.node("cells").children())
    columns = [each.text for each in children if each.kind_name == "table_column"]
    assert columns == ["", *map(chr, range(ord("A"), ord("Z") + 1))]
    assert sum(each.kind_name == "table_row" for each in children) == 100


def test_cells_a_formula_is_computed_when_it_is_entered_and_shown_again_to_be_edited(app: Headless) -> None:
    task = Task(app, "cells")
    enter(task, "A0", "5")
    enter(task, "B0", "=A0*3")
    assert (cell(task, "A0"), cell(task, "B0")) == ("5", "15")
    task.do("cell_press cells row=0 column=2")
    assert task.get("formula", "value") == "=A0*3"


def test_cells_a_change_is_propagated_to_all_cells_that_depend_on_it(app: Headless) -> None:
    task = Task(app, "cells")
    for name, typed in (("A0", "1"), ("A1", "2"), ("B0", "=sum(A0:A9)"), ("C0", "=B0*B0"), ("D0", "=mean(A0:A1)")):
        enter(task, name, typed)
    assert [cell(task, name) for name in ("B0", "C0", "D0")] == ["3", "9", "1.5"]
    enter(task, "A0", "8")
    assert [cell(task, name) for name in ("B0", "C0", "D0")] == ["10", "100", "5"]


def test_cells_a_formula_that_needs_itself_or_is_none_says_so(app: Headless) -> None:
    task = Task(app, "cells")
    for name, typed in (("A0", "=B0"), ("B0", "=A0"), ("C0", "=nope("), ("D0", "words"), ("E0", "=D0+1")):
        enter(task, name, typed)
    shown = {name: cell(task, name) for name in ("A0", "B0", "C0", "D0", "E0")}
    assert shown == {"A0": "#LOOP", "B0": "#LOOP", "C0": "#FORMULA", "D0": "words", "E0": "#TEXT"}


def test_cells_escape_leaves_the_cell_as_it_was(app: Headless) -> None:
    task = Task(app, "cells")
    enter(task, "A0", "5")
    task.do("cell_press cells row=0 column=1", 'change formula text="6"', "key escape")
    assert cell(task, "A0") == task.get("formula", "value") == "5"


# --- What it looks like --------------------------------------------------------------------------------

LOOKS = [(size, theme) for size in ((80, 24), (120, 40)) for theme in ("textual-dark", "textual-light")]
KEYS: dict[str, tuple[str, ...]] = {
    "counter": ("tab", "enter", "enter"),
    "temperature": ("tab", "2", "0", "x"),
    "flight": ("tab", "enter", "down", "enter", "tab", "tab", "backspace"),
    "timer": ("tab", "home", "tab", "enter"),
    "crud": ("tab", "tab", "down"),
    "circles": (),
    "cells": ("tab", "tab", "right", "enter", *"=1+2*3", "enter"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("size", "theme"), LOOKS)
@pytest.mark.parametrize("name", TASKS)
async def test_each_task_on_the_screen(
    example: Callable[[str], Path], name: str, size: tuple[int, int], theme: str, svg_snapshot: SnapshotAssertion
) -> None:
    async with run_app(example("sevenguis"), size, theme) as app:
        for key in (*["right"] * TASKS.index(name), *KEYS[name]):
            # One after the other: what a key means may depend on the guest's answer to the one before.
            await app.press(key)
        if name == "circles":
            canvas = app.app.view.widget_of(find_node(app.app.view.session.tree, "canvas"))  # type: ignore[union-attr]  # it runs
            for offset in ((30, 8), (34, 4), (10, 5)):
                await app.pilot.click(canvas, offset=offset)
                await app.settle()
            await app.pilot.click(canvas, offset=(10, 5), button=3)
            await app.settle()
            await app.press("enter")
            await app.press("right")
        assert app.svg == svg_snapshot
