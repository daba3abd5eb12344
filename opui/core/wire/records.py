"""One command and one event as values: what listings, vectors and tests are made of.

The hot path makes none of these; the decoder calls a target's methods instead.
"""

from typing import NamedTuple, TypeAlias

from opui.core import protocol

Value: TypeAlias = str | float | int | bool


class Command(NamedTuple):
    """One command: the opcode's name and its operands in the table's order."""

    op: str
    arguments: tuple[Value, ...]


class Event(NamedTuple):
    """One event. `numbers` has as many entries as the event's row names.

    Until it is sent, `node` is where it happened and `handler` and `data` are 0; sent, it is the node
    whose handler it goes to.
    """

    name: str
    node: int = protocol.ROOT
    text: str = ""
    numbers: tuple[float, ...] = ()
    flags: int = 0
    modifiers: int = 0
    handler: int = 0
    data: int = 0
