"""Alternatives: parts of which a person checks one. The rules of the spec's *Alternatives* for both hosts.

It knows nodes; what is checked its callers tell, since a widget may show what the tree does not know yet.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from opui.core.tree.node import Node
from opui.core.wire.records import Event

_STEPS: Final = {"previous": -1, "next": 1}
ACTIONS: Final = frozenset({*_STEPS, "check"})
"""What the own keys of a node with such parts do."""


def checked_by(parts: Sequence[Node], is_checked: Callable[[Node], bool], action: str) -> Node | None:
    """Return the part that an own key checks: the next or previous one, around the ends; None if there is none.

    What is disabled is passed over. As long as none is checked, the cursor is on the first.

    Args:
        parts: The parts of a node.
        is_checked: Tells whether a part is checked now.
        action: What the key does.
    """
    good = [part for part in parts if not part.get("disabled")]
    if not good:
        return None
    at = next((place for place, part in enumerate(parts) if is_checked(part)), parts.index(good[0]))
    if action not in _STEPS:
        return parts[at]
    by = _STEPS[action]
    around = (parts[(at + by * step) % len(parts)] for step in range(1, len(parts) + 1))
    return next(part for part in around if part in good)


def checks(parts: Sequence[Node], is_checked: Callable[[Node], bool], chosen: Node) -> Iterator[Event]:
    """Yield the events of a person checking a part: first what is no longer checked, then what is now."""
    for part in (*(each for each in parts if each is not chosen and is_checked(each)), chosen):
        checked = part is chosen
        if is_checked(part) != checked:
            yield Event(part.signature.row.edits[0].event, part.id, "", (int(checked),))
