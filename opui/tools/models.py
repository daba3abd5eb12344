"""What widgets do without a screen: the models in the core that stand for them, in one place.

Whatever a person does to a node is told as events, for the caller to queue in order. It knows neither who has the focus
nor the guest: it is told the one, and reads the tree of the other.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from opui.core.errors import InputError
from opui.core.session import alternatives, keys
from opui.core.session.area import Area
from opui.core.session.cells import CellCursors
from opui.core.session.cursors import Cursors
from opui.core.session.events import SPLICED
from opui.core.session.line import Line, Lines
from opui.core.session.menu_bars import Bars
from opui.core.session.menus import SELECTING, OpenMenu, selected_by
from opui.core.session.outline import Outlines
from opui.core.session.scale import SLIDING
from opui.core.session.session import Session
from opui.core.tree.node import Node
from opui.core.tree.tree import Call
from opui.core.wire.records import Event
from opui.tools.links import Links, has_links
from opui.tools.possible import scale_of


class Models:
    """The models of one app's nodes.

    Args:
        session: The app's.
        rows: How many rows the view has.

    Attributes:
        cursors: The cursors of its lists.
        cells: Those of its tables.
        outlines: Those of its trees.
        lines: The texts of its inputs.
        menu: The menu of a select that is open, if one is.
        bars: Its menu bars.
        links: The links of its pages.
        rows: How many rows the view has: without a layout, whatever has pages has one of so many lines.
    """

    def __init__(self, session: Session, rows: int) -> None:
        self._session = session
        self.cursors = Cursors(session.tree)
        self.cells = CellCursors(session.tree)
        self.outlines = Outlines(session.tree)
        self.lines = Lines(session.tree, session.areas.clipboard)
        self.menu = OpenMenu()
        self.bars = Bars(session.tree)
        self.links = Links(session.tree)
        self.rows = rows

    # --- What the guest does ---

    def settle(self, focused: Node | None) -> Iterator[Event]:
        """After a frame: cursors and menus are where they can be; yield what is to be told of that."""
        self.lines.settle()
        self.menu.settle()
        self.bars.settle(focused)
        self.links.settle()
        yield from self.cursors.settle(focused)
        yield from self.outlines.settle(focused)
        yield from self.cells.settle(focused)

    def call(self, call: Call) -> None:
        """Do what the guest has called for, if a model does that. Nobody is told: the guest knows."""
        node = call.node
        if call.method == "select_all" and node.signature.spliced:
            self._session.areas.of(node).select_for_guest(0, len(node.text))
        elif call.method == "select_all":
            self.lines.of(node).select_for_guest()
        elif call.method == "highlight":
            self._highlight(node)
        elif call.method == "highlight_cell":
            self.cells.highlight_cell(node, call.text)

    def _highlight(self, node: Node) -> None:
        """Put the cursor of a list, a table or a tree on something of it."""
        holder = node.holder if node.signature.part else node.parent
        if is_branch(node):
            self.outlines.put_for_guest(node)
        elif holder is not None and holder.signature.window:
            for _ in self.cursors.put(holder, node):
                pass
        elif holder is not None and holder.signature.row.cells:
            self.cells.highlight(holder, node)

    # --- The focus ---

    def enter(self, node: Node) -> Iterator[Event]:
        """The focus comes to a node."""
        if node.signature.window:
            yield from self.cursors.enter(node)
        elif node.signature.row.outlined:
            yield from self.outlines.enter(node)
        elif node.signature.row.cells:
            yield from self.cells.enter(node)
        elif node.signature.row.menus:
            self.bars.of(node).enter()

    def close_menus(self) -> None:
        """Close what is open."""
        self.menu.close()
        self.bars.close()

    def finish(self) -> Iterator[Event]:
        """A person goes on by Tab: an open menu is done with."""
        yield from self.told(self.menu.finish())
        self.close_menus()

    def keys(self, focused: Node | None) -> Mapping[str, str] | None:
        """Return the own keys that the node with the focus takes as things stand, if they are not its kind's."""
        held = (each.keys(focused) for each in (self.menu, self.bars, self.links))
        return next((own for own in held if own is not None), None)

    # --- What a person does ---

    def put_around(self, node: Node) -> Iterator[Event]:
        """What is done to a node takes the cursor of each list to the row that it lies in."""
        return self.cursors.put_around(node)

    def tell(self, event: Event) -> Iterator[Event]:
        """Yield an event of a node, behind those of cursors that go there."""
        yield from self.put_around(self._session.tree.nodes[event.node])
        yield event

    def told(self, events: Iterable[Event]) -> Iterator[Event]:
        """Yield events of nodes, each behind those of cursors that go there."""
        for event in events:
            yield from self.tell(event)

    def do(self, node: Node, action: str) -> Iterator[Event]:
        """Do what an own key does. What it only shows elsewhere, as a scroll does its place, needs nothing here."""
        row = node.signature.row
        if node.signature.window:
            yield from self.cursors.move(node, action, self.rows)
        elif row.outlined:
            yield from self.told(self.outlines.do(node, action, self.rows))
        elif row.cells:
            yield from self.told(self.cells.do(node, action, self.rows))
        elif row.menus:
            yield from self.told(self.bars.of(node).do(action))
        elif row.menu:
            yield from self.told(self.menu.do(node, action))
        elif has_links(node):
            yield from self.told(self.links.do(node, action))
        elif action == "submit":
            yield from self.tell(Event("submit", node.id, self.lines.of(node).value))
        elif action == "press":
            yield from self.tell(keys.pressed(node))
        elif action == "close":
            yield from self.tell(Event("close", node.id))
        elif action == "toggle":
            yield from self.tell(toggled(node))
        elif action in SELECTING:
            yield from self._choose(node, selected_by(node.parts(), node.get(edited(node)), action))
        elif action in SLIDING:
            yield from self._choose(node, scale_of(node).moved(self.shown(node), action))
        elif action in alternatives.ACTIONS:
            yield from self.check(node, alternatives.checked_by(node.parts(), _is_checked, action))
        elif node.signature.spliced:
            yield from self._edit_area(node, lambda area: area.do(action, self.rows))
        elif keys.takes_text(node):
            yield from self._edit(node, lambda line: line.do(action))

    def seek(self, node: Node, character: str, now: float) -> Iterator[Event]:
        """Find what a person types the beginning of."""
        if node.signature.row.outlined:
            yield from self.outlines.seek(node, character, now)
        elif node.signature.window:
            yield from self.cursors.seek(node, character, now)
        elif node.signature.row.menus:
            self.bars.of(node).seek(character, now)
        else:
            self.menu.seek(node, character, now)

    def shown(self, node: Node) -> Any:
        """Return what a node's person has made of it, whether or not the guest has been told."""
        return self._session.queue.edited(self._session.tree, node, edited(node))

    def _choose(self, node: Node, value: float) -> Iterator[Event]:
        if value != self.shown(node):
            yield from self.tell(Event(node.signature.row.edits[0].event, node.id, "", (value,)))

    def check(self, node: Node, chosen: Node | None) -> Iterator[Event]:
        """Check one of the parts of a node, of which one is checked."""
        if chosen is not None:
            yield from self.told(alternatives.checks(node.parts(), _is_checked, chosen))

    # --- Texts ---

    def copies(self, node: Node | None) -> bool:
        """Copy what is selected of a node's text; tell whether that was anything."""
        if node is None or not keys.takes_text(node):
            return False
        return (self._session.areas.of(node) if node.signature.spliced else self.lines.of(node)).copy()

    def type(self, node: Node, text: str) -> Iterator[Event]:
        """Type a text where the caret is."""
        if node.signature.spliced:
            return self._edit_area(node, lambda area: area.type(text))
        return self._edit(node, lambda line: line.type(text))

    def typed_anew(self, node: Node, text: str) -> str:
        """Type a text in the place of the one that is there; return what there is room for."""
        line = self.lines.of(node)
        if text != line.value:
            line.retype(text)
        return line.value

    def splice(self, node: Node, event: Event) -> Iterator[Event]:
        """Select a part of a text, and for an edit type in its place.

        Raises:
            InputError: The text has no such part.
        """
        start, end = (int(number) for number in event.numbers)
        length = len(self._session.areas.of(node).text)
        if not 0 <= min(start, end) <= max(start, end) <= length:
            raise InputError(f"the text of {node.kind_name} {node.id} has {length} characters")

        def do(area: Area) -> None:
            area.select(start, end)
            if event.name == SPLICED:
                area.type(event.text) if event.text else area.do("delete_left")

        return self._edit_area(node, do)

    def _edit_area(self, node: Node, edit: Callable[[Area], object]) -> Iterator[Event]:
        area = self._session.areas.of(node)
        edit(area)
        yield from self.told(area.news(node.id))

    def _edit(self, node: Node, edit: Callable[[Line], object]) -> Iterator[Event]:
        line = self.lines.of(node)
        before = line.value
        edit(line)
        if line.value != before:
            yield from self.tell(Event("change", node.id, line.value))


def is_branch(node: Node) -> bool:
    """Tell whether a node is a branch of a tree."""
    return node.signature.part and node.holder is not None and node.holder.signature.row.outlined


def edited(node: Node) -> str:
    """Return the attribute that a person changes of a node."""
    return node.signature.row.edits[0].attribute


def _is_checked(part: Node) -> bool:
    return bool(part.get(edited(part)))


def toggled(node: Node) -> Event:
    """Return the event of a person turning a node over."""
    edit = node.signature.row.edits[0]
    return Event(edit.event, node.id, "", (int(not node.get(edit.attribute)),))
