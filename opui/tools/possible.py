"""What a person could do to an app as it is: the checks that an action of a script has to pass.

They know the tree and the rules of the session; they do nothing.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from opui.core import kinds, protocol
from opui.core.errors import InputError, ListingError
from opui.core.protocol import Number
from opui.core.session import keys
from opui.core.session.cells import OF_COLUMNS, OF_ROWS, TOLD, Cells
from opui.core.session.events import BUBBLING, SELECTED, SPLICED
from opui.core.session.links import FOLLOW
from opui.core.session.menu_bars import CHOSEN, is_item
from opui.core.session.menus import can_be_chosen
from opui.core.session.outline import opens
from opui.core.session.scale import Scale
from opui.core.tree.node import Node
from opui.core.tree.tree import Tree
from opui.core.wire.records import Event

SPLICING: Final = frozenset({SPLICED, SELECTED})
"""Events of what a person does in an edited text."""
EDITING: Final = kinds.EDIT_EVENTS.union(*(edit.also for edit in kinds.EDITS.values()), SPLICING)
"""Events that carry what a person has made of an attribute, or of a text."""
TURNS_OVER: Final = frozenset(
    event for event in kinds.EDIT_EVENTS if Number.FLAG in protocol.EVENT_BY_NAME[event].payload.values()
)
"""Events by which a person turns a flag over."""
SIDE: Final = 65_535
"""Columns or rows of a terminal at most."""


def check_possible(tree: Tree, node: Node, event: Event, focused: Node | None, own: Mapping[str, str] | None) -> None:
    """Refuse what no person could do.

    Args:
        tree: The guest's tree.
        node: The node that the event is of.
        event: The event.
        focused: The node with the focus.
        own: The own keys that it takes as things stand, if they are not its kind's.
    """
    check_reachable(tree, node)
    if event.name != "blur":
        check_not_loading(node)
    if event.name in BUBBLING and node is tree.root is not tree.top:
        raise InputError(f"the root lies below {tree.top.kind_name} {tree.top.id}")
    row, shown = node.signature.row, f"{node.kind_name} {node.id}"
    if event.name == "press" and event.numbers[0] < 1:
        raise InputError("a press has at least one click")
    if event.name == "scroll" and min(event.numbers) < 0:
        raise InputError("nothing is scrolled further up or to the left than its beginning")
    if event.name == "resize" and max(event.numbers) > SIDE:
        raise InputError(f"no terminal has more than {SIDE:,} columns or rows")
    if node.kind == kinds.KEY_BINDING:
        _check_works(tree, node, focused, own)
    if (event.name in {"highlight", FOLLOW, *TOLD} or event.name in EDITING) and event.name not in row.events:
        raise InputError(f"a {node.kind_name} has no {event.name}")
    if event.name in EDITING and row.role is kinds.Role.PART and row.conceals and not opens(node):
        raise InputError(f"there is nothing to collapse in {shown}")
    if is_item(node) and event.name != CHOSEN.get(node.get("item_type")):
        raise InputError(f"{shown} is a {node.get('item_type')}, which has no {event.name}")
    if chooses(event) and not can_be_chosen(node.parts(), int(event.numbers[0])):
        raise InputError(f"{shown} has no {part_name(row)} {int(event.numbers[0])} that can be chosen")
    if slides(event) and not scale_of(node).holds(event.numbers[0]):
        raise InputError(f"{shown} has no step at {event.numbers[0]}")


def scale_of(node: Node) -> Scale:
    """Return the numbers that a person can choose from."""
    return Scale(*(node.get(name) for name in Scale._fields))


def slides(event: Event) -> bool:
    """Tell whether an event says which number a person has chosen."""
    return event.name in EDITING and Number.DOUBLE in protocol.EVENT_BY_NAME[event.name].payload.values()


def part_name(row: kinds.Kind) -> str:
    """Return the kind that the parts of a kind are of."""
    return next(name for name in row.children if kinds.KIND_BY_NAME[name].role is kinds.Role.PART)


def chooses(event: Event) -> bool:
    """Tell whether an event says which of a node's parts a person has chosen."""
    return event.name in EDITING and Number.INDEX in protocol.EVENT_BY_NAME[event.name].payload.values()


def _check_works(tree: Tree, binding: Node, focused: Node | None, own: Mapping[str, str] | None) -> None:
    """Refuse a key binding that neither its key nor a click in the footer would press now."""
    if binding not in keys.working_bindings(tree, focused.id if focused is not None else None, own):
        where = f"{focused.kind_name} {focused.id} has the focus" if focused is not None else "nothing has the focus"
        raise InputError(f"key_binding {binding.id} does not work while {where}")


def check_reachable(tree: Tree, node: Node) -> None:
    """Refuse a node that nobody can do anything with."""
    shown = f"{node.kind_name} {node.id}"
    if tree.root not in node.ancestors():
        raise InputError(f"{shown} is not in the tree")
    if keys.is_disabled(node):
        raise InputError(f"{shown} is disabled")
    if (node.signature.shown or node.signature.part) and keys.is_hidden(node):
        raise InputError(f"{shown} is hidden")
    if node is not tree.root and keys.is_covered(tree, node):
        raise InputError(f"{shown} lies below {tree.top.kind_name} {tree.top.id}")


def check_not_loading(node: Node) -> None:
    """Refuse a node that takes nothing of what people do, because it is loading."""
    if keys.is_loading(node):
        raise InputError(f"{node.kind_name} {node.id} is loading")


def check_focused(node: Node, focused: Node | None) -> None:
    """Refuse to take the focus from what does not have it."""
    if node is not focused:
        raise InputError(f"{node.kind_name} {node.id} does not have the focus")


def unquoted(text: str, number: int) -> str:
    """Return what is in quotes, with JSON's escapes; what is not in quotes is meant as it is."""
    if len(text) < 2 or not text.startswith('"'):
        return text
    try:
        return str(json.loads(text))
    except json.JSONDecodeError:
        raise ListingError(number, f"{text} is no text in quotes") from None


def row_of(node: Node, rows: Sequence[Node], event: Event) -> Node:
    """Return which of a node's rows, or of the branches that are seen of it, a `highlight` is about."""
    row, index = (int(number) for number in event.numbers)
    found = [each for each in rows if each.id == row] if row else rows[index : index + 1]
    if not found:
        raise InputError(f"the {node.kind_name} {node.id} has {len(rows)} rows, none with the index {index}")
    return found[0]


def cell_of(table: Node, event: Event) -> tuple[int, int]:
    """Return the places of the row and the column that an event of a table is about; of a heading, -1 and its column.

    Of the places only those count that the table's cursor has.
    """
    cells, type_ = Cells(table), table.get("cursor_type")
    row, column = (-1, *map(int, event.numbers))[-2:]
    if event.name == "sort":
        if not (column in cells.shown and cells.columns[column].get("sortable")):
            raise InputError(f"the table {table.id} has no sortable column {column}")
        return -1, column
    if not 0 <= row < len(cells.rows) or (type_ in OF_COLUMNS and column not in cells.shown):
        raise InputError(f"the table {table.id} has no row {row} with a column {column}")
    if type_ not in OF_ROWS | OF_COLUMNS:
        raise InputError(f"the table {table.id} has no cursor")
    return row, column
