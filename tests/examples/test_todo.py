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


def burst(app: Headless, *keys: str) -> None:
    """Have keys come before the guest has answered the first of them."""
    for key in keys:
        app._key(key, 0)
    app._run()


def rows(app: Headless) -> list[Node]:
    return [row for row in node(app, "todos").children() if row.kind_name == "row"] if there(app, "todos") else []


def titles(app: Headless) -> list[str]:
    return [text.text for row in rows(app) for text in row.children() if text.kind_name == "text"]


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


def test_marking_all_makes_all_of_them_done_though_some_are_already(todo: Headless) -> None:
    add(todo, "milk", "eggs", "bread")
    todo.play("toggle todos/row[2]/checkbox\ntoggle toggle-all")
    assert node(todo, "count").text == "0 items left"
    assert all("done" in row.classes for row in rows(todo))


def test_marking_all_is_not_offered_without_items_and_unticked_when_the_done_ones_are_cleared(todo: Headless) -> None:
    assert not there(todo, "toggle-all")
    add(todo, "milk")
    todo.play("toggle toggle-all\npress clear-completed")
    assert not there(todo, "toggle-all")
    add(todo, "eggs")
    assert not node(todo, "toggle-all").get("checked")


def test_marking_all_is_unticked_as_soon_as_one_item_is_not_done(todo: Headless) -> None:
    add(todo, "milk", "eggs")
    todo.play("toggle toggle-all\ntoggle todos/row[1]/checkbox")
    assert not node(todo, "toggle-all").get("checked")
    add(todo, "bread")
    todo.do("toggle toggle-all")
    add(todo, "butter")
    assert not node(todo, "toggle-all").get("checked")


def test_marking_all_counts_for_items_that_the_filter_hides(todo: Headless) -> None:
    add(todo, "milk", "eggs")
    todo.play("toggle todos/row[1]/checkbox\npress filter-active\ntoggle toggle-all\npress filter-all")
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


def test_an_item_that_is_edited_shows_the_input_alone_and_that_has_the_focus(todo: Headless) -> None:
    start_editing(todo)
    assert [child.kind_name for child in rows(todo)[0].children()] == ["input"]
    assert "editing" in rows(todo)[0].classes
    todo.do("key s")
    assert node(todo, "edit").get("value") == "milks"


def test_an_item_is_edited_by_key_too(todo: Headless) -> None:
    add(todo, "milk", "eggs")
    todo.play("highlight todos index=1\nfocus todos\nkey enter\nkey s\nkey enter")
    assert titles(todo) == ["milk", "eggss"]


def test_after_an_edit_the_row_shows_its_controls_again(todo: Headless) -> None:
    start_editing(todo)
    todo.do('submit edit text="oat milk"')
    assert [child.kind_name for child in rows(todo)[0].children()] == ["checkbox", "text", "button"]
    assert "editing" not in rows(todo)[0].classes


def test_one_item_is_edited_at_a_time_and_the_one_before_is_saved(todo: Headless) -> None:
    start_editing(todo)
    todo.play('change edit text=" oat milk "\npress todos/row[2]/text clicks=2')
    assert node(todo, "edit").get("value") == "eggs"
    assert titles(todo) == ["oat milk"]


def test_an_edited_item_stays_done(todo: Headless) -> None:
    start_editing(todo)
    todo.play('key escape\ntoggle todos/row[1]/checkbox\npress todos/row[1]/text clicks=2\nsubmit edit text="tea"')
    assert "done" in rows(todo)[0].classes


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


@pytest.mark.parametrize(("text", "left"), [(" oat milk ", ["oat milk", "eggs"]), ("  ", ["eggs"]), ("", ["eggs"])])
def test_leaving_the_edit_trims_what_it_saves_and_deletes_an_item_without_a_title(
    todo: Headless, text: str, left: list[str]
) -> None:
    start_editing(todo)
    todo.play(f'change edit text="{text}"\nfocus new-todo')
    assert titles(todo) == left


def test_an_edit_that_was_cancelled_is_forgotten(todo: Headless) -> None:
    start_editing(todo)
    todo.play('change edit text=""\nkey escape\npress todos/row[1]/text clicks=2')
    assert node(todo, "edit").get("value") == "milk"
    todo.do("focus new-todo")
    assert titles(todo) == ["milk", "eggs"]


def test_at_first_the_filter_shows_all(todo: Headless) -> None:
    add(todo, "milk")
    assert ["selected" in node(todo, f"filter-{name}").classes for name in ("all", "active", "completed")] == [
        True, False, False,
    ]  # fmt: skip


def test_an_item_that_no_longer_fits_the_filter_leaves_the_list(todo: Headless) -> None:
    add(todo, "milk", "eggs")
    todo.play("toggle toggle-all\npress filter-completed\ntoggle todos/row[1]/checkbox")
    assert titles(todo) == ["eggs"]
    todo.do("toggle toggle-all")
    assert titles(todo) == ["milk", "eggs"]


def test_an_item_added_while_the_filter_shows_what_is_completed_is_counted_and_not_shown(todo: Headless) -> None:
    add(todo, "milk")
    todo.play("toggle todos/row[1]/checkbox\npress filter-completed")
    add(todo, "eggs")
    assert titles(todo) == ["milk"]
    assert node(todo, "count").text == "1 item left"


def test_the_count_is_of_all_that_is_left_whatever_the_filter_shows(todo: Headless) -> None:
    add(todo, "milk", "eggs", "bread")
    todo.play("toggle todos/row[1]/checkbox\npress filter-completed")
    assert node(todo, "count").text == "2 items left"


def test_what_is_completed_is_cleared_under_any_filter(todo: Headless) -> None:
    add(todo, "milk", "eggs")
    todo.play("toggle todos/row[1]/checkbox\npress filter-active\npress clear-completed\npress filter-all")
    assert titles(todo) == ["eggs"]


def test_the_footer_stays_while_the_filter_hides_all_items(todo: Headless) -> None:
    add(todo, "milk")
    todo.do("press filter-completed")
    assert titles(todo) == []
    assert there(todo, "count")
    assert there(todo, "filter-all")


@pytest.mark.parametrize("key", ["d", "delete", "e", "space", "enter"])
def test_a_key_of_the_list_that_comes_in_one_batch_with_the_start_of_an_edit_does_nothing(
    todo: Headless, key: str
) -> None:
    add(todo, "milk", "eggs")
    todo.do("focus todos")
    burst(todo, "e", key)
    assert node(todo, "edit").get("value") == "milk"
    assert node(todo, "count").text == "2 items left"


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
