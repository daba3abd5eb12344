"""Parts, slots and windows: what a kind's widget offers the renderer, tried with kinds made up for it."""

from collections.abc import Iterator
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from opui.core import kinds
from opui.core.kinds import Edit, How
from opui.core.protocol import ATTRIBUTE_BY_NAME
from opui.core.tree import signature
from opui.core.tree.tree import Tree
from opui.core.wire.records import Event
from opui.textual.kinds.adapter import COMMON, Adapter
from opui.textual.kinds.list.list import OpuiList
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.kinds.parts import PartChanges, Parts
from opui.textual.kinds.registry import ADAPTERS
from opui.textual.kinds.text import OpuiText
from opui.textual.kinds.window import Window
from opui.textual.render.renderer import Renderer
from tests.textual.apps import made
from tests.textual.bare import Two
from tests.textual.harness import running

LIMITS = {"new_widgets": 100, "widgets": 100, "depth": 32}


class Radios(OpuiText):
    """Shows the spans of a text, each of which can be ticked."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[PartChanges] = []
        self.ticks: dict[int, bool] = {}

    def set_parts(self, changes: PartChanges) -> None:
        self.told.append(changes)
        self.ticks = {part.id: self.ticks.get(part.id, part.get("checked")) for part in changes.node.all_parts()}

    def tick(self, part: int, value: bool) -> None:
        self.ticks[part] = value
        if self.listener is not None:
            self.listener.report(self, Event("toggle", part, "", (int(value),)))


PARTS = Parts(
    Radios.set_parts,
    lambda widget, part: widget.ticks[part.id],
    lambda widget, part, value: widget.tick(part.id, value),
)


@pytest.fixture
def radios(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Spans can be ticked; the widgets of texts are told so."""
    span = kinds.KIND_BY_NAME["span"]
    edit = Edit("toggle", "checked", How.SET)
    ticked = span._replace(attributes=(*span.attributes, "checked"), events=("toggle",), edits=(edit,))
    monkeypatch.setitem(kinds.KIND_BY_CODE, span.code, ticked)
    monkeypatch.setitem(kinds.EDITS, (span.code, "toggle"), edit)
    monkeypatch.setitem(ADAPTERS, "text", Adapter(Radios, COMMON, parts=PARTS))
    signature.signature_of.cache_clear()
    yield
    monkeypatch.undo()
    signature.signature_of.cache_clear()


@pytest.fixture
def nested(radios: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Spans hold spans; the widget of their text lists all of them."""
    span = kinds.KIND_BY_CODE[code("span")]
    monkeypatch.setitem(kinds.KIND_BY_CODE, span.code, span._replace(children=("span",)))
    signature.signature_of.cache_clear()
    yield
    monkeypatch.undo()
    signature.signature_of.cache_clear()


class InSlot(NodeWidget):
    """A column whose children go into a container inside it."""

    def __init__(self, *children: Widget) -> None:
        self.inner = Vertical(*children)
        super().__init__()

    @property
    def slot(self) -> Widget:
        return self.inner

    def compose(self) -> ComposeResult:
        yield self.inner


async def frame(renderer: Renderer, tree: Tree, *commands: tuple[Any, ...]) -> None:
    tree.begin()
    for name, *operands in commands:
        getattr(tree, name)(*operands)
    await renderer.apply(tree.commit())


def code(kind: str) -> int:
    return kinds.KIND_BY_NAME[kind].code


CHECKED = ATTRIBUTE_BY_NAME["checked"].code
STYLE = ATTRIBUTE_BY_NAME["style"].code
TEXT = [
    ("create", 1, code("text")), ("insert", 1, 0, 0),
    ("create", 2, code("span")), ("insert", 2, 1, 0),
    ("create", 3, code("span")), ("insert", 3, 1, 0),
]  # fmt: skip


def nodes(changes: PartChanges) -> tuple[list[int], dict[int, set[str]], list[int]]:
    return (
        [part.id for part in changes.created],
        {part.id: what for part, what in changes.changed.items()},
        sorted(part.id for part in changes.reordered),
    )


@pytest.mark.usefixtures("radios")
async def test_a_widget_is_told_once_a_frame_what_became_of_its_parts() -> None:
    app = Two()
    async with app.run_test():
        tree = Tree()
        renderer = app.renderer("#first", tree, LIMITS)
        await frame(renderer, tree, *TEXT)
        told = renderer.widgets[1].told  # type: ignore[attr-defined]
        assert [nodes(changes) for changes in told] == [([2, 3], {}, [1])]
        await frame(renderer, tree, ("set_text", 2, "a"), ("set_text", 3, "b"), ("set_string", 2, STYLE, "color: red"))
        await frame(renderer, tree, ("create", 4, code("span")), ("insert", 4, 1, 2), ("remove", 3))
        await frame(renderer, tree, ("insert", 4, 1, 0))
        await frame(renderer, tree, ("set_string", 1, STYLE, "color: red"))
        assert [nodes(changes) for changes in told[1:]] == [
            ([], {2: {"text", "style"}, 3: {"text"}}, []),
            ([4], {}, [1]),
            ([], {}, [1]),
        ]


@pytest.mark.usefixtures("nested")
async def test_a_widget_is_told_of_the_parts_of_its_parts() -> None:
    app = Two()
    async with app.run_test():
        tree = Tree()
        renderer = app.renderer("#first", tree, LIMITS)
        await frame(
            renderer, tree, *TEXT, ("create", 4, code("span")), ("insert", 4, 3, 0), ("set_flag", 4, CHECKED, True)
        )
        told = renderer.widgets[1].told  # type: ignore[attr-defined]
        assert (nodes(told[0]), renderer.edits.known) == (([2, 3, 4], {}, [1]), {2: False, 3: False, 4: True})
        assert renderer.shows(renderer.widgets[1], tree.nodes[4])
        await frame(renderer, tree, ("set_text", 4, "a"), ("create", 5, code("span")), ("insert", 5, 3, 4))
        await frame(renderer, tree, ("insert", 4, 2, 0))
        await frame(renderer, tree, ("set_flag", 4, CHECKED, False), ("remove", 3))
        assert [nodes(changes) for changes in told[1:]] == [([5], {4: {"text"}}, [3]), ([], {}, [2, 3]), ([], {}, [1])]
        assert renderer.edits.known == {2: False, 4: False}


@pytest.mark.usefixtures("radios")
async def test_an_edited_attribute_of_a_part_is_written_to_its_parents_widget() -> None:
    app = Two()
    async with app.run_test():
        tree = Tree()
        renderer = app.renderer("#first", tree, LIMITS)
        await frame(renderer, tree, *TEXT, ("set_flag", 3, CHECKED, True))
        widget: Any = renderer.widgets[1]
        assert (widget.ticks, renderer.edits.known) == ({2: False, 3: True}, {2: False, 3: True})
        await frame(renderer, tree, ("set_flag", 2, CHECKED, True))
        assert (widget.ticks, renderer.edits.known) == ({2: True, 3: True}, {2: True, 3: True})
        await frame(renderer, tree, ("remove", 3))
        assert renderer.edits.known == {2: True}
        await frame(renderer, tree, ("remove", 1))
        assert renderer.edits.known == {}


@pytest.mark.usefixtures("radios")
async def test_what_a_person_made_of_a_part_is_kept_when_its_parents_widget_is_replaced() -> None:
    app = Two()
    async with app.run_test():
        tree = Tree()
        renderer = app.renderer("#first", tree, LIMITS)
        await frame(renderer, tree, *TEXT, ("create", 9, code("column")), ("insert", 9, 0, 0))
        before: Any = renderer.widgets[1]
        before.ticks[2] = True
        await frame(renderer, tree, ("insert", 1, 9, 0))
        after: Any = renderer.widgets[1]
        assert after is not before
        assert (after.ticks, renderer.edits.known) == ({2: True, 3: False}, {2: False, 3: False})


@pytest.mark.usefixtures("radios")
async def test_the_guest_is_told_what_a_person_edits_of_a_part_and_not_its_own_setting() -> None:
    spans = "".join(made(node, "span", 1, f"attach node={node} event=toggle handler=1 data=0") for node in (2, 3))
    async with running(made(1, "text", 0) + spans, "set_flag node=3 attribute=checked value=true\n") as run:
        widget = run.widget(1)
        widget.tick(2, True)
        await run.settle()
        assert [(event.name, event.node, event.numbers) for event in run.told if event.name == "toggle"] == [
            ("toggle", 2, (1,))
        ]
        assert widget.ticks == {2: True, 3: True}


async def test_children_go_into_the_slot_of_their_parents_widget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ADAPTERS, "column", Adapter(InSlot, COMMON))
    app = Two()
    async with app.run_test():
        tree = Tree()
        renderer = app.renderer("#first", tree, LIMITS)
        texts = [each for node in (2, 3) for each in (("create", node, code("text")), ("insert", node, 1, 0))]
        await frame(renderer, tree, ("create", 1, code("column")), ("insert", 1, 0, 0), *texts)
        column = renderer.widgets[1]
        assert isinstance(column, InSlot)

        def shown() -> list[int]:
            assert not [child for child in column.children if isinstance(child, NodeWidget)]
            return [child.node.id for child in column.inner.children if isinstance(child, NodeWidget)]

        assert shown() == [2, 3]
        kept = renderer.widgets[3]
        await frame(renderer, tree, ("create", 4, code("text")), ("insert", 4, 1, 2), ("insert", 3, 1, 4))
        assert shown() == [3, 4, 2]
        assert renderer.widgets[3] is kept
        await frame(renderer, tree, ("remove", 4))
        assert shown() == [3, 2]


def test_a_list_is_a_window() -> None:
    window: Window = OpuiList()
    assert not window.rows.nodes
