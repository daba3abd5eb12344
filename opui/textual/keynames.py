"""Textual's names of keys → the protocol's: a character names itself, modifiers stand in the spec's order."""

from textual import events
from textual.keys import key_to_character

from opui.core import protocol
from opui.core.values import KEY_MODIFIERS


def key_name(event: events.Key) -> str:
    """Return the protocol's name of a key event: `a`, `?`, `space`, `ctrl+s`, `shift+tab`."""
    if event.is_printable and event.character is not None and event.character != " ":
        return event.character
    *modifiers, key = event.key.split("+")
    ordered = [modifier for modifier in KEY_MODIFIERS if modifier in modifiers]
    return "+".join((*ordered, key_to_character(key) or key if ordered else key))


def modifiers_of_key(key: str) -> int:
    """Return the modifier bits that a key's name says."""
    words = key.split("+")[:-1]
    return sum(1 << bit for bit, name in enumerate(protocol.MODIFIERS) if name in words)
