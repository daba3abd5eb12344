"""What holds for every kind that is shown, by its row alone: a new row is tested without another line.

Every attribute is seen, every edit is controlled, nothing of Textual's reaches the embedder, nothing is kept alive.
"""

import gc
import weakref
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any
from unittest.mock import patch

import pytest
from textual.app import App
from textual.message import Message

from opui.core import protocol
from opui.core.kinds import KIND_BY_NAME, KINDS, Edit, How, Kind, Role
from opui.core.tree.tree import Tree
from opui.core.wire.listing import quote
from opui.core.wire.records import Event
from opui.textual.kinds.registry import ADAPTERS, UNSEEN
from opui.textual.render.edits import values_of, write_value
from opui.textual.widget_listing import list_widgets
from tests.core.trees import run as run_commands
from tests.textual import harness
from tests.textual.apps import made
from tests.textual.bare import Two
from tests.textual.harness import Running
from tests.textual.samples import ELEMENTS, MEMORY, OPS, other_value

running = partial(harness.running, memory=bytes(MEMORY.data))
"""Each guest has the arrays of the samples in its memory."""
SHOWN = [kind for kind in KINDS if kind.shown]
EDITS = [(kind, edit) for kind in KINDS for edit in kind.edits]
SEEN = [(kind, name) for kind in SHOWN for name in kind.attributes if name not in UNSEEN]
SETTINGS: dict[str, dict[str, Any]] = {
    "password": {"value": "typed"},
    "title": {"style": "border: round white"},
    "subtitle": {"style": "border: round white"},
    "summary": {"style": "width: 3", "points": "1 5 9 2 4 3"},
    "total": {"progress": 30.0},
    "moment": {"shows": "remaining"},
    "minimum": {"amount": 60.0},
    "maximum": {"amount": 30.0},
    "columns": {"cells": other_value("cells")},
    "cells": {"columns": 2},
    "symbols": {"columns": 2, "cells": other_value("cells")},
    "cursor": {"columns": 2, "cells": other_value("cells"), "initial_focus": True},
    "step": {"maximum": 120.0, "amount": 60.0},
}
"""What else has to be set, or an attribute would have nothing to change."""
TEXTS = {"language": 'insert_text node=10 text="let x"'}
"""And what has to be written there."""


OPENING: dict[str, Any] = {"expandable": True, "item_type": "check"}
"""What has to be set of a part, or a person could not edit it."""
ITEM = 31
"""A part of the first part, where its parent is a menu."""

THEME = "attach node=0 event=theme handler=1 data=0\n"
"""A handler for what happens to the view: it brings the next frame, whatever a dialog keeps from people."""


def setting(node: int, name: str, value: Any) -> str:
    row = protocol.ATTRIBUTE_BY_NAME[name]
    if row.type == "array":
        return f"{OPS[row.type]} node={node} attribute={name} element={ELEMENTS.get(name, 'f64')} descriptor={value}"
    shown = quote(value) if isinstance(value, str) else str(value).lower()
    return f"{OPS[row.type]} node={node} attribute={name} value={shown}"


def parts_of(kind: Kind) -> str:
    """Three parts for a kind that has some, as the nodes 11 to 13; and rows, the second of them under the cursor."""
    names = [name for name in kind.children if KIND_BY_NAME[name].role is Role.PART]
    nodes = range(11, 14) if names else ()
    parts = "".join(
        made(node, names[0], 10, f'set_text node={node} text="part {node}"', *opening(node, names[0])) for node in nodes
    )
    items = made(ITEM, KIND_BY_NAME[names[0]].children[0], 11, *opening(ITEM, "menu_item")) if kind.menus else ""
    return parts + (rows_of(kind, *names) if kind.cells else "") + items


def rows_of(kind: Kind, column: str, row: str = "") -> str:
    """Rows of cells, which a kind has as parts or in the arrays of its columns."""
    if not kind.in_arrays:
        return made(14, row, 10) + made(15, row, 10, "call node=15 method=highlight")
    cells = (setting(node, "values", other_value("values")) for node in range(11, 14))
    return "\n".join((*cells, 'call node=10 method=highlight_cell text="1"', ""))


def opening(node: int, name: str) -> list[str]:
    """What a part needs to be edited: a branch without branches has nothing to collapse, a command nothing to tick."""
    return [setting(node, each, value) for each, value in OPENING.items() if each in KIND_BY_NAME[name].attributes]


def one(kind: Kind, *more: str, events: Iterable[str] = ()) -> str:
    """A node of a kind, as the node 10, with a text and parts if it takes some, and handlers for `events`."""
    # Where there is a text, no placeholder is seen.
    text = ['set_text node=10 text="its text"'] if kind.text and "placeholder" not in kind.attributes else []
    handlers = [f"attach node=10 event={event} handler=1 data=0" for event in events]
    inside = made(20, "text", 10, 'set_text node=20 text="inside"') if kind.holds_content else ""
    return made(10, kind.name, 0, *text, *more, *handlers) + parts_of(kind) + inside


def picture(run: Running) -> tuple[Any, ...]:
    """What a person can find out about node 10, by looking, by resting the mouse on it, by typing; and its classes."""
    widget = run.widget(10)
    screen = [str(list(strip)) for strip in run.app.screen._compositor.render_strips()]
    return (screen, sorted(widget.classes), str(widget.tooltip), widget.disabled, getattr(widget, "rules", None))


async def next_frame(run: Running) -> None:
    run.view.queue(Event("theme", protocol.ROOT))
    await run.settle()


async def still(run: Running) -> tuple[Any, ...]:
    await run.settle()
    await run.pilot.pause()
    return picture(run)


@pytest.mark.parametrize(("kind", "name"), SEEN, ids=[f"{kind.name}-{name}" for kind, name in SEEN])
async def test_every_attribute_is_seen_when_made_when_changed_and_when_unset(kind: Kind, name: str) -> None:
    given = [setting(10, each, value) for each, value in SETTINGS.get(name, {}).items() if each in kind.attributes]
    given += [TEXTS[name]] if name in TEXTS else []
    change = setting(10, name, other_value(name))
    async with running(one(kind, *given, change)) as run:
        as_made = await still(run)
    frames = one(kind, *given) + THEME, change, f"unset node=10 attribute={name}"
    async with running(*frames) as run:
        before = await still(run)
        await next_frame(run)
        changed = await still(run)
        await next_frame(run)
        unset = await still(run)
    assert changed != before
    assert unset == before
    assert changed == as_made


def holder_of(kind: Kind) -> Kind:
    """The kind whose widget shows nodes of `kind`."""
    while not kind.shown:
        kind = next(each for each in KINDS if kind.name in each.children and each is not kind)
    return kind


def edited(kind: Kind, *events: str) -> tuple[int, str]:
    """A node by whose widget a person edits one of `kind`: the edited node's id, and the commands that make both."""
    if kind.shown:
        return 10, one(kind, events=events)
    holder = holder_of(kind)
    node = 11 if kind.name in holder.children else ITEM
    return node, one(holder) + "".join(f"attach node={node} event={event} handler=1 data=0\n" for event in events)


def value_in(run: Running, kind: Kind, node: int) -> Any:
    """What the widget of node 10 says of the edited value of a node."""
    adapter, widget = ADAPTERS[holder_of(kind).name], run.widget(10)
    return adapter.read(widget) if adapter.parts is None else adapter.parts.read(widget, run.node(node))


def own_keys(kind: Kind, edit: Edit) -> list[str]:
    """Keys by which a person makes an edit, of the first part where there are parts."""
    if edit.how is How.TYPED:
        return ["a"]
    holder = holder_of(kind)
    choose = [key for key, action in holder.menu.items() if action == "choose"]
    return [next(iter(holder.keys)), *choose[:1]]


@pytest.mark.parametrize(("kind", "edit"), EDITS, ids=[f"{kind.name}-{edit.attribute}" for kind, edit in EDITS])
async def test_every_edit_is_told_and_taken_back_where_the_guest_says_otherwise(kind: Kind, edit: Edit) -> None:
    default = protocol.ATTRIBUTE_BY_NAME[edit.attribute].default
    node, made_of = edited(kind, edit.event)
    async with running(made_of, setting(node, edit.attribute, default)) as run:
        await run.focus(10)
        await run.press(*own_keys(kind, edit))
        told = run.told_of(edit.event)
        assert [event.node for event in told] == [node]
        assert value_in(run, kind, node) == default
        assert run.node(node).get(edit.attribute) == default
        # What the guest has set does not come back as an event.
        assert run.told_of(edit.event) == told


@pytest.mark.parametrize(("kind", "edit"), EDITS, ids=[f"{kind.name}-{edit.attribute}" for kind, edit in EDITS])
async def test_an_edit_that_the_guest_leaves_alone_stays(kind: Kind, edit: Edit) -> None:
    default = protocol.ATTRIBUTE_BY_NAME[edit.attribute].default
    node, made_of = edited(kind)
    async with running(made_of) as run:
        await run.focus(10)
        await run.press(*own_keys(kind, edit))
        assert run.node(node).get(edit.attribute) != default
        assert value_in(run, kind, node) == run.node(node).get(edit.attribute)


@pytest.mark.parametrize(("kind", "edit"), EDITS, ids=[f"{kind.name}-{edit.attribute}" for kind, edit in EDITS])
async def test_what_a_person_has_edited_goes_along_to_a_new_widget_of_the_node(kind: Kind, edit: Edit) -> None:
    node, made_of = edited(kind)
    default = protocol.ATTRIBUTE_BY_NAME[edit.attribute].default
    tree = Tree()
    app = Two()
    async with app.run_test():
        renderer = app.renderer("#first", tree, protocol.LIMIT)
        await renderer.apply(run_commands(tree, made_of + made(5, "column", 0)))
        before = renderer.widgets[10]
        write_value(before, tree.nodes[node], other_value(edit.attribute))
        await renderer.apply(run_commands(tree, "insert node=10 parent=5 before=0"))
        assert renderer.widgets[10] is not before
        assert values_of(renderer.widgets[10])[tree.nodes[node]] == other_value(edit.attribute) != default


@pytest.mark.parametrize("kind", SHOWN, ids=lambda kind: kind.name)
async def test_no_message_of_textuals_own_widgets_reaches_the_embedding_app(kind: Kind) -> None:
    leaked: list[Message] = []
    dispatch = App._dispatch_message

    async def noting(app: App[Any], message: Message) -> None:
        if type(message).__module__.startswith("textual.widgets"):
            leaked.append(message)
        await dispatch(app, message)

    with patch.object(App, "_dispatch_message", noting):
        async with running(one(kind, events=kind.events)) as run:
            if kind.focusable:
                await run.focus(10)
                await run.press(*(key for key in kind.keys if not key.startswith(("ctrl", "super"))), "a")
            await run.click(10)
    assert leaked == []


WORDS = [
    (kind, where)
    for kind in SHOWN
    for where in ("text", "parts", "title", "subtitle", "placeholder", "value", "invalid")
    # Digits show figures; what they make of other words, test_digits.py says. Of what is parsed, test_markdown.py does.
    if (where == "text" and kind.text and kind.name != "digits" and not kind.parsed)
    or (where == "parts" and parts_of(kind))
    or where in kind.attributes
]


@pytest.mark.parametrize(("kind", "where"), WORDS, ids=[f"{kind.name}-{where}" for kind, where in WORDS])
async def test_words_of_the_guest_are_shown_as_they_are_written(kind: Kind, where: str) -> None:
    words = "[b]12[/b] [@click=app.boom]\\[x"
    chosen = kind.edits if where == "parts" else ()
    edits = [setting(10, edit.attribute, other_value(edit.attribute)) for edit in chosen]
    more = [setting(10, name, value) for name, value in SETTINGS.get(where, {}).items()]
    frame = one(kind, *edits, *more)
    if where == "text":
        frame += f"set_text node=10 text={quote(words)}\n"
    elif where == "parts":
        frame += "".join(f"set_text node={part} text={quote(words)}\n" for part in (11, 12, 13))
    else:
        frame += setting(10, where, words)
    async with running(frame) as run:
        assert words in "\n".join(strip.text for strip in run.app.screen._compositor.render_strips())
        await run.click(10)
        assert run.app.booms == 0


@pytest.mark.parametrize("kind", SHOWN, ids=lambda kind: kind.name)
async def test_a_node_looks_the_same_when_moved_moved_back_removed_and_made_anew(kind: Kind) -> None:
    edits = [setting(10, edit.attribute, other_value(edit.attribute)) for edit in kind.edits]
    node = one(kind, setting(10, "style", "border: round white"), *edits)
    box = made(5, "column", 0, setting(5, "style", "height: auto; border: round white"))
    # What is modal goes into the root, so there it is moved behind the box.
    into = f"insert node=10 parent={0 if kind.modal else 5} before=0\n"
    back = "insert node=10 parent=0 before=5\n"
    async with running(THEME + box + node + into) as run:
        inside = await still(run)
    async with running(THEME + node + box, into, back, "remove node=10", node + back, into) as run:
        before = await still(run)
        await next_frame(run)
        moved = await still(run)
        await next_frame(run)
        moved_back = await still(run)
        await next_frame(run)
        with pytest.raises(KeyError):
            run.widget(10)
        await next_frame(run)
        made_anew = await still(run)
        await next_frame(run)
        moved_anew = await still(run)
    assert before == moved_back == made_anew
    assert inside == moved == moved_anew


PRESSED = [kind for kind in SHOWN if "press" in kind.events]


@pytest.mark.parametrize("kind", PRESSED, ids=lambda kind: kind.name)
async def test_each_click_is_one_press_where_the_kind_has_that_event(kind: Kind) -> None:
    async with running(one(kind, events=["press"])) as run:
        await run.click(10, times=2)
        assert [(event.node, event.numbers) for event in run.told_of("press")] == [(10, (1,)), (10, (2,))]


@pytest.mark.parametrize("kind", SHOWN, ids=lambda kind: kind.name)
async def test_the_listing_of_widgets_has_a_line_for_each_node_that_is_shown_and_no_other(kind: Kind) -> None:
    async with running(one(kind)) as run:
        _view, *lines = list_widgets(run.view).splitlines()
        assert run.view.session is not None
        nodes = [node for node in run.view.session.tree.nodes.values() if node.signature.shown]
        assert len(lines) == len(nodes)


def _alive(references: list["weakref.ref[Any]"]) -> Iterator[Any]:
    return (thing for reference in references if (thing := reference()) is not None)


@pytest.mark.parametrize("kind", SHOWN, ids=lambda kind: kind.name)
async def test_no_widget_is_kept_alive_once_its_node_is_removed(kind: Kind) -> None:
    rounds = 6
    frames = [text for _ in range(rounds) for text in (one(kind), "remove node=10")]
    references: list[weakref.ref[Any]] = []
    async with running(THEME, *frames) as run:
        for _ in range(rounds):
            await next_frame(run)
            references.append(weakref.ref(run.widget(10)))
            await next_frame(run)
        gc.collect()
        # Textual may still know the last ones, for a message or as what had the focus.
        assert len(list(_alive(references))) <= 2
