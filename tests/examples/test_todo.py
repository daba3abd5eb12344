"""What TodoMVC asks of a todo app, played without a screen."""

import pytest

from opui.core.errors import InputError
from opui.core.tree.node import Node
from opui.core.tree.paths import find_node
from opui.tools.headless import Headless


def add(app: Headless, *titles: str) -> None:
    for title in titles:
        app.do(f'submit new-todo text="{title}"')


def node(app: Headless, path: str) -> Node:
    return app.tree.nodes[find_node(app.tree, path)]


def there(app: Headless, path: str) -> bool:
    try:
        find_node(app.tree, path)
    except InputError:
        return False
    return True


def titles(app: Headless) -> list[str]:
    if not there(app, "todos"):
        return []
    rows = [row for row in node(app, "todos").children() if row.kind_name == "row"]
    return [text.text for row in rows for text in row.children() if text.kind_name == "text"]


def test_at_first_there_is_an_input_and_neither_list_nor_footer(todo: Headless) -> None:
    assert node(todo, "new-todo").get("placeholder") == "What needs to be done?"
    assert not there(todo, "todos")
    assert not there(todo, "count")


def test_the_input_has_the_focus_at_the_start(todo: Headless) -> None:
    assert [(call.method, call.node.attributes["name"]) for call in todo.calls] == [("focus", "new-todo")]


def test_enter_adds_an_item_and_clears_the_input(todo: Headless) -> None:
    add(todo, "milk", "eggs")
    assert titles(todo) == ["milk", "eggs"]
    assert node(todo, "new-todo").get("value") == ""


def test_an_added_item_is_trimmed(todo: Headless) -> None:
    add(todo, "  oat milk ")
    assert titles(todo) == ["oat milk"]


@pytest.mark.parametrize("nothing", ["", "   "])
def test_an_empty_item_is_not_added(todo: Headless, nothing: str) -> None:
    add(todo, nothing)
    assert titles(todo) == []


def test_an_item_can_be_done_and_undone(todo: Headless) -> None:
    add(todo, "milk", "eggs")
    todo.do("toggle todos/row[2]/checkbox")
    assert "done" in node(todo, "todos/row[2]").classes
    assert node(todo, "count").text == "1 item left"
    todo.do("toggle todos/row[2]/checkbox")
    assert node(todo, "count").text == "2 items left"


def test_the_count_has_the_right_plural(todo: Headless) -> None:
    add(todo, "milk")
    assert node(todo, "count").text == "1 item left"
    add(todo, "eggs")
    assert node(todo, "count").text == "2 items left"
    todo.play("toggle todos/row[1]/checkbox\ntoggle todos/row[2]/checkbox")
    assert node(todo, "count").text == "0 items left"


def test_all_can_be_done_and_undone_at_once(todo: Headless) -> None:
    add(todo, "milk", "eggs")
    todo.do("toggle toggle-all")
    assert node(todo, "count").text == "0 items left"
    todo.do("toggle toggle-all")
    assert node(todo, "count").text == "2 items left"


def test_toggle_all_is_ticked_as_soon_as_the_last_item_is_done(todo: Headless) -> None:
    add(todo, "milk", "eggs")
    todo.do("toggle todos/row[1]/checkbox")
    assert not node(todo, "toggle-all").get("checked")
    todo.do("toggle todos/row[2]/checkbox")
    assert node(todo, "toggle-all").get("checked")


def test_an_item_can_be_deleted_by_its_button(todo: Headless) -> None:
    add(todo, "milk", "eggs")
    todo.do("press todos/row[1]/button")
    assert titles(todo) == ["eggs"]


def test_an_item_can_be_deleted_by_key(todo: Headless) -> None:
    add(todo, "milk", "eggs")
    todo.play("highlight todos index=1\nfocus todos\nkey d")
    assert titles(todo) == ["milk"]


def test_list_and_footer_go_with_the_last_item(todo: Headless) -> None:
    add(todo, "milk")
    todo.do("press todos/row[1]/button")
    assert not there(todo, "todos")
    assert not there(todo, "count")


def start_editing(app: Headless) -> None:
    add(app, "milk", "eggs")
    app.do("press todos/row[1]/text clicks=2")


def test_a_double_click_edits_an_item_in_its_place(todo: Headless) -> None:
    start_editing(todo)
    assert node(todo, "todos/row[1]/edit").get("value") == "milk"
    assert todo.calls[-1].method in ("focus", "select_all")


def test_a_single_click_does_not_edit(todo: Headless) -> None:
    add(todo, "milk")
    todo.do("press todos/row[1]/text")
    assert not there(todo, "edit")


def test_enter_saves_an_edit_trimmed(todo: Headless) -> None:
    start_editing(todo)
    todo.do('submit edit text=" oat milk "')
    assert titles(todo) == ["oat milk", "eggs"]


def test_escape_cancels_an_edit(todo: Headless) -> None:
    start_editing(todo)
    todo.play('change edit text="oat milk"\nfocus edit\nkey escape')
    assert titles(todo) == ["milk", "eggs"]


def test_an_edit_to_nothing_deletes_the_item(todo: Headless) -> None:
    start_editing(todo)
    todo.do('submit edit text="  "')
    assert titles(todo) == ["eggs"]


def test_leaving_the_edit_saves_it(todo: Headless) -> None:
    start_editing(todo)
    todo.play('focus edit\nchange edit text="oat milk"\nfocus new-todo')
    assert titles(todo) == ["oat milk", "eggs"]


def test_filters_show_all_the_active_or_the_completed(todo: Headless) -> None:
    add(todo, "milk", "eggs", "bread")
    todo.do("toggle todos/row[2]/checkbox")
    todo.do("press filter-active")
    assert titles(todo) == ["milk", "bread"]
    todo.do("press filter-completed")
    assert titles(todo) == ["eggs"]
    assert "selected" in node(todo, "filter-completed").classes
    todo.do("press filter-all")
    assert titles(todo) == ["milk", "eggs", "bread"]


def test_an_item_done_under_the_active_filter_leaves_the_list(todo: Headless) -> None:
    add(todo, "milk", "eggs")
    todo.play("press filter-active\ntoggle todos/row[1]/checkbox")
    assert titles(todo) == ["eggs"]


def test_completed_items_are_cleared_only_when_there_are_some(todo: Headless) -> None:
    add(todo, "milk", "eggs")
    assert not there(todo, "clear-completed")
    todo.do("toggle todos/row[1]/checkbox")
    todo.do("press clear-completed")
    assert titles(todo) == ["eggs"]
    assert not there(todo, "clear-completed")


def test_a_whole_session_makes_exactly_one_guest_call_per_frame(todo: Headless) -> None:
    start_editing(todo)
    todo.play(
        'submit edit text="oat milk"\ntoggle todos/row[2]/checkbox\npress filter-active\npress filter-completed\n'
        "press filter-all\ntoggle toggle-all\npress clear-completed\nsubmit new-todo text=bread\nwait 5000"
    )
    assert titles(todo) == ["bread"]
    assert todo.guest.calls == {"opui_init": 1, "opui_frame": len(todo.exchanges)}


def test_an_idle_app_is_not_called(todo: Headless) -> None:
    frames = len(todo.exchanges)
    todo.do("wait 5000")
    assert len(todo.exchanges) == frames


def test_a_long_unbroken_item_is_kept_whole(todo: Headless) -> None:
    title = "a" * 10_000
    add(todo, title)
    assert titles(todo) == [title]
