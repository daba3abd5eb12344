"""Frames shown one by one are what the final tree shows, whatever they do."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from textual.await_remove import AwaitRemove
from textual.content import Content
from textual.pilot import Pilot
from textual.widget import Widget

from opui.core import kinds, protocol
from opui.core.errors import CommandError
from opui.core.tree.tree import Tree
from opui.textual import private
from opui.textual.kinds.list.list import OpuiList
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.render.renderer import Renderer
from tests.textual.bare import Two, settle

pytestmark = pytest.mark.slow

KINDS = ("column", "row", "scroll", "list", "text", "span", "button", "input", "checkbox", "rule", "key_binding", "")
UNKNOWN = 99
IDS = range(1, 11)
ATTRIBUTES: dict[str, list[Any]] = {
    "style": ["color: red", "width: 5; display: none", ""],
    "hidden": [True, False],
    "disabled": [True, False],
    "tooltip": ["t", ""],
    "title": ["T", ""],
    "value": ["v", "w", ""],
    "placeholder": ["p", ""],
    "password": [True, False],
    "max_length": [3, 0],
    "checked": [True, False],
    "variant": ["primary", "default"],
    "vertical": [True, False],
    "line_style": ["heavy", "solid"],
    "loading": [True, False],
}

_ID = st.sampled_from(IDS)
_INSERT = st.tuples(st.just("insert"), _ID, st.integers(0, 10), st.one_of(st.just(0), _ID))
COMMANDS = st.one_of(
    _INSERT,
    _INSERT,
    _INSERT,
    st.tuples(st.just("create"), _ID, st.sampled_from([*KINDS, *KINDS[:5]])),
    st.tuples(st.just("remove"), _ID),
    st.tuples(st.just("set_text"), _ID, st.sampled_from(["", "one", "two"])),
    st.tuples(st.sampled_from(["add_class", "remove_class"]), _ID, st.sampled_from("ab")),
    st.sampled_from([(name, value) for name, values in ATTRIBUTES.items() for value in values]).flatmap(
        lambda pair: st.tuples(st.sampled_from(["set", "set", "unset"]), _ID, st.just(pair[0]), st.just(pair[1]))
    ),
)
BEGINNING = [
    *(("create", node, kind) for node, kind in enumerate(("column", "row", "list", "text", "span", "input"), 1)),
    *(("insert", node, parent, 0) for node, parent in ((1, 0), (2, 0), (3, 1), (4, 3), (5, 4), (6, 2))),
]  # fmt: skip
FRAMES = st.lists(st.lists(COMMANDS, min_size=3, max_size=14), min_size=3, max_size=6)


def do(tree: Tree, command: tuple[Any, ...]) -> None:
    """Call the tree's method; what makes no sense on this tree is passed over."""
    op, node, *rest = command
    try:
        if op == "create":
            tree.create(node, kinds.KIND_BY_NAME[rest[0]].code if rest[0] else UNKNOWN)
        elif op == "set":
            row = protocol.ATTRIBUTE_BY_NAME[rest[0]]
            getattr(tree, f"set_{row.type}")(node, row.code, rest[1])
        elif op == "unset":
            tree.unset(node, protocol.ATTRIBUTE_BY_NAME[rest[0]].code)
        else:
            getattr(tree, op)(node, *rest)
    except CommandError:
        pass


def rebuild(tree: Tree) -> tuple[Tree, Any]:
    """Return a tree made in one frame that holds what hangs on this one's root, and what the frame did."""
    new = Tree()
    new.begin()
    for node in tree.root.subtree():
        if node.parent is not None:
            new.create(node.id, node.kind)
            new.insert(node.id, node.parent.id, 0)
        if node.text:
            new.set_text(node.id, node.text)
        for name in node.classes:
            new.add_class(node.id, name)
        for name, value in node.attributes.items():
            row = protocol.ATTRIBUTE_BY_NAME[name]
            getattr(new, f"set_{row.type}")(node.id, row.code, value)
    return new, new.commit()


def described(parent: Widget, depth: int = 0) -> Iterator[str]:
    """Yield a line for each widget below `parent`, with all that a node can have set on it."""
    for child in parent.children:
        assert isinstance(child, NodeWidget)
        seen = {
            "classes": sorted(child.classes),
            "style": child.styles.inline.css,
            "display": child.display,
            "disabled": child.disabled,
            "tooltip": str(child.tooltip),
            "title": str(child.border_title),
        }
        for name in ("content", "label", "value", "placeholder", "password", "rules", "variant", "orientation"):
            seen |= {name: str(getattr(child, name))} if hasattr(child, name) else {}
        content = getattr(child, "content", None)
        seen |= {"spans": content.spans} if isinstance(content, Content) else {}
        yield f"{'  ' * depth}{type(child).__name__} #{child.node.id} {seen}"
        # A placeholder's children are not shown, whatever they are.
        yield from described(child, depth + 1)


LIMITS = {**protocol.LIMIT, "new_widgets": 3}
"""So few at one go that most frames take several."""


@settings(max_examples=25)
@given(FRAMES)
async def test_frames_one_by_one_show_what_the_final_tree_shows(frames: list[list[tuple[Any, ...]]]) -> None:
    app = Two()
    # So high that every list is seen as a whole: which rows stay mounted elsewhere depends on what was seen before.
    async with app.run_test(size=(80, 600)) as pilot:
        tree = Tree()
        renderer = app.renderer("#first", tree, LIMITS)
        for frame in [BEGINNING, *frames]:
            tree.begin()
            for command in frame:
                do(tree, command)
            await renderer.apply(tree.commit())
        await settle(renderer, pilot)
        final, changes = rebuild(tree)
        other = app.renderer("#second", final, LIMITS)
        await other.apply(changes)
        await settle(other, pilot)
        assert list(described(app.query_one("#first"))) == list(described(app.query_one("#second")))
        assert renderer.widgets.keys() == other.widgets.keys()
        assert all(widget.is_attached for widget in renderer.widgets.values())
        assert renderer.edits.known == other.edits.known


ROWS = range(20, 200, 5)
"""Nodes: each a row; a checkbox, a text and a button in it come next, and a span in some."""
LISTED = [
    ("create", 1, "list"),
    ("insert", 1, 0, 0),
    ("set", 1, "style", "height: 6"),
    *(
        command
        for row in ROWS
        for node, kind, parent in ((row, "row", 1), (row + 1, "checkbox", row), (row + 2, "text", row))
        for command in (("create", node, kind), ("insert", node, parent, 0), ("set_text", node, str(node)))
    ),
    *(
        command
        for row in ROWS
        for node, kind, parent in ((row + 3, "button", row), (row + 4, "span", row + 2))
        for command in (("create", node, kind), ("insert", node, parent, 0))[: 1 + (kind == "button" or row % 3 == 0)]
    ),
]
_ROW = st.sampled_from(ROWS)
_IN_ROW = st.integers(ROWS.start, ROWS.stop)
ROW_COMMANDS = st.one_of(
    st.tuples(st.just("remove"), _IN_ROW),
    st.tuples(st.just("insert"), _ROW, st.just(1), st.one_of(st.just(0), _ROW)),
    st.tuples(st.just("insert"), _IN_ROW, _ROW, st.just(0)),
    st.tuples(st.just("set_text"), _IN_ROW, st.sampled_from(["", "one", "two\nlines"])),
    st.tuples(st.sampled_from(["add_class", "remove_class"]), _IN_ROW, st.sampled_from("ab")),
    st.sampled_from([(name, value) for name, values in ATTRIBUTES.items() for value in values]).flatmap(
        lambda pair: st.tuples(st.sampled_from(["set", "set", "unset"]), _IN_ROW, st.just(pair[0]), st.just(pair[1]))
    ),
)
VISITS = st.lists(st.tuples(st.lists(ROW_COMMANDS, max_size=12), st.integers(0, 120)), min_size=3, max_size=8)
"""Frames, and the line that the list is scrolled to behind each."""


async def _scroll(renderer: Renderer, pilot: Pilot[None], line: int) -> None:
    renderer.widgets[1].scroll_to(y=line, animate=False, immediate=True)
    renderer.rows_moved(renderer.widgets[1].node)
    await settle(renderer, pilot)


def _described_rows(renderer: Renderer) -> dict[str, str]:
    """Node → the line that describes its widget, of all that lie in the list."""
    return {line.split()[1]: line for line in described(renderer.widgets[1])}


@settings(max_examples=25)
@given(VISITS)
# A checkbox is moved out of a row that itself gets far away in the same frame.
@example([([], 29), ([("insert", 111, 90, 0), ("insert", 110, 1, 0)], 47)])
async def test_rows_show_what_they_hold_however_often_their_widgets_were_handed_over(visits: list[Any]) -> None:
    app = Two()
    async with app.run_test(size=(80, 800)) as pilot:
        tree = Tree()
        renderer = app.renderer("#first", tree, LIMITS | {"new_widgets": 30})
        for frame, line in [(LISTED, 0), *visits]:
            tree.begin()
            for command in frame:
                do(tree, command)
            await renderer.apply(tree.commit())
            await _scroll(renderer, pilot, line)
        final, changes = rebuild(tree)
        other = app.renderer("#second", final, protocol.LIMIT)
        await other.apply(changes)
        final.begin()
        do(final, ("unset", 1, "style"))
        # As high as it can be, it shows all rows, none of them by another's widgets.
        await other.apply(final.commit())
        await settle(other, pilot)
        mine, fresh = _described_rows(renderer), _described_rows(other)
        both = mine.keys() & fresh.keys()
        assert both or not mine
        assert {node: mine[node] for node in both} == {node: fresh[node] for node in both}
        known = renderer.edits.known.keys() & other.edits.known.keys()
        assert {node: renderer.edits.known[node] for node in known} == {node: other.edits.known[node] for node in known}
        assert list(app.query_one("#first").walk_children(NodeWidget)) == [
            renderer.widgets[widget.node.id] for widget in app.query_one("#first").walk_children(NodeWidget)
        ]
        assert len(renderer.widgets) == len(list(app.query_one("#first").walk_children(NodeWidget)))


def _lay_out_before_it_is_unmounted(list_: OpuiList, *arguments: Any) -> AwaitRemove:
    """Remove widgets of a list, and have it laid out while they are on their way out."""
    removal = Widget.remove_children(list_, *arguments)
    private.forget_arrangement(list_)
    list_.arrange(list_.size)
    return removal


@settings(max_examples=25)
@given(VISITS)
async def test_no_row_is_lost_whatever_is_laid_out_while_widgets_are_being_removed(visits: list[Any]) -> None:
    app = Two()
    async with app.run_test(size=(80, 60)) as pilot:
        tree = Tree()
        renderer = app.renderer("#first", tree, LIMITS | {"new_widgets": 30})
        with patch.object(OpuiList, "remove_children", _lay_out_before_it_is_unmounted):
            for frame, line in [(LISTED, 0), *visits]:
                tree.begin()
                for command in frame:
                    do(tree, command)
                await renderer.apply(tree.commit())
                await _scroll(renderer, pilot, line)
                list_ = renderer.widgets[1]
                assert isinstance(list_, OpuiList)
                gone = [node for place, node in enumerate(list_.rows.nodes) if not list_.rows.lines(place)]
                assert all("display: none" in node.get("style") for node in gone)
                seen = [list_.rows.nodes[place] for place in list_._painter.indices_around(0)]
                assert all(node.id in renderer.widgets or list_.drawn_lines(node) is not None for node in seen)
