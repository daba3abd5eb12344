"""The operations of js-framework-benchmark, played without a screen, and what they do to the nodes.

The keyed check is that benchmark's own: rows that trade places are the same nodes as before, rows that are
replaced are all made anew, and of a removed row the very node goes.
"""

from collections import Counter
from typing import NamedTuple

import pytest

from opui.core.tree.node import Node
from opui.core.tree.paths import find_node
from opui.core.wire.decoder import commands
from opui.core.wire.records import Event
from opui.tools.headless import Headless


class Row(NamedTuple):
    """A row as it is shown, and its node."""

    node: int
    id: int
    label: str
    selected: bool


def shown(app: Headless) -> list[Row]:
    return [_row(row) for row in app.tree.nodes[find_node(app.tree, "rows")].children()]


def _row(row: Node) -> Row:
    id_, label, _ = row.children()
    return Row(row.id, int(id_.text), label.text, "selected" in row.classes)


def ids(app: Headless) -> list[int]:
    return [row.id for row in shown(app)]


def press(app: Headless, keys: str) -> Counter[str]:
    """Press keys; return how often each command came of it."""
    before = len(app.exchanges)
    for key in keys.split():
        app.do(f"key {key}")
    return Counter(command.op for exchange in app.exchanges[before:] for command in commands(exchange.commands))


def press_at_once(app: Headless, key: str, times: int) -> None:
    """Press a key several times before the guest hears of it."""
    binding = next(node for node in app.tree.nodes.values() if node.get("key") == key)
    for _ in range(times):
        app._session.queue_event(Event("press", binding.id, "", (1,)))
    app.do("wait 0")


def test_at_first_there_is_no_row(rows: Headless) -> None:
    assert shown(rows) == []


@pytest.mark.slow
@pytest.mark.parametrize(("key", "count"), [("c", 1_000), ("l", 10_000), ("a", 1_000), ("m", 10_000)])
def test_rows_are_created_with_an_id_and_a_label_of_three_words(rows: Headless, key: str, count: int) -> None:
    press(rows, key)
    assert ids(rows) == list(range(1, count + 1))
    assert {len(row.label.split()) for row in shown(rows)} == {3}
    assert f'"{count} rows"' in rows.listing()


def test_replaced_rows_are_all_new_and_their_ids_go_on(rows: Headless) -> None:
    press(rows, "c")
    before = shown(rows)
    made = press(rows, "c")
    assert ids(rows) == list(range(1_001, 2_001))
    assert not {row.node for row in shown(rows)} & {row.node for row in before}
    assert (made["create"], made["remove"]) == (4_000, 1_000)


def test_appended_rows_leave_the_others_alone(rows: Headless) -> None:
    press(rows, "c")
    before = shown(rows)
    made = press(rows, "a")
    assert shown(rows)[:1_000] == before
    assert ids(rows) == list(range(1, 2_001))
    assert (made["create"], made["insert"], made["remove"]) == (4_000, 4_000, 0)


def test_every_tenth_label_is_changed_and_nothing_else(rows: Headless) -> None:
    press(rows, "c")
    before = shown(rows)
    made = press(rows, "u")
    for place, (new, old) in enumerate(zip(shown(rows), before, strict=True)):
        assert new == (old if place % 10 else old._replace(label=f"{old.label} !!!"))
    assert made == {"set_text": 100}


def test_two_rows_that_trade_places_are_moved_and_no_node_is_made(rows: Headless) -> None:
    press(rows, "c")
    expected = shown(rows)
    expected[1], expected[998] = expected[998], expected[1]
    assert press(rows, "s") == {"insert": 2}
    assert shown(rows) == expected


def test_nothing_trades_places_without_a_999th_row(rows: Headless) -> None:
    press(rows, "c")
    rows.do("press rows/row[1]/text[3]")
    rows.do("press rows/row[1]/text[3]")
    before = shown(rows)
    press(rows, "s")
    assert shown(rows) == before


def test_one_row_at_a_time_is_selected_by_its_label(rows: Headless) -> None:
    press(rows, "c")
    rows.do("press rows/row[5]/text[2]")
    rows.do("press rows/row[2]/text[2]")
    assert [row.id for row in shown(rows) if row.selected] == [2]
    last = commands(rows.exchanges[-1].commands)
    assert sorted(command.op for command in last) == ["add_class", "remove_class"]


def test_the_row_under_the_cursor_is_selected_by_key(rows: Headless) -> None:
    press(rows, "c down down enter")
    assert [row.id for row in shown(rows) if row.selected] == [3]


def test_exactly_the_node_of_a_removed_row_goes(rows: Headless) -> None:
    press(rows, "c")
    before = shown(rows)
    frames = len(rows.exchanges)
    rows.do("press rows/row[4]/text[3]")
    assert shown(rows) == before[:3] + before[4:]
    made = commands(rows.exchanges[frames].commands)
    assert [command.arguments for command in made if command.op != "set_text"] == [(before[3].node,)]
    assert [command.op for command in made] == ["set_text", "remove"]


def test_the_row_under_the_cursor_is_removed_by_key(rows: Headless) -> None:
    press(rows, "c down d d")
    assert ids(rows)[:3] == [1, 4, 5]


def test_clearing_leaves_no_row_and_no_id_to_be_used_again(rows: Headless) -> None:
    empty = len(rows.tree.nodes)
    press(rows, "c enter x")
    assert shown(rows) == []
    assert len(rows.tree.nodes) == empty
    press(rows, "c")
    assert ids(rows)[0] == 1_001
    assert not any(row.selected for row in shown(rows))


@pytest.mark.slow
def test_what_a_frame_has_no_room_for_comes_with_the_next_ticks(rows: Headless) -> None:
    press_at_once(rows, "m", 2)
    assert len(shown(rows)) == 10_000
    rows.do("wait 10")
    assert len(shown(rows)) == 20_000
    rows.do("wait 10")
    assert len(shown(rows)) == 20_000


@pytest.mark.slow
def test_rows_that_wait_are_cleared_too(rows: Headless) -> None:
    press_at_once(rows, "m", 2)
    press(rows, "x")
    rows.do("wait 10")
    assert shown(rows) == []


@pytest.mark.slow
def test_a_hundred_thousand_rows_fit_and_can_be_changed_and_cleared(rows: Headless) -> None:
    empty = len(rows.tree.nodes)
    press(rows, "m m m m m m m m m m")
    rows.do("wait 100")
    rows.do("press rows/row[99999]/text[3]")
    assert len(shown(rows)) == 99_999
    press(rows, "x")
    assert len(rows.tree.nodes) == empty
