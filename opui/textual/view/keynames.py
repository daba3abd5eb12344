"""Textual's names of keys → the protocol's: a character names itself, modifiers stand in the spec's order."""

from typing import Final

from textual import events
from textual.keys import REPLACED_KEYS, Keys, key_to_character

from opui.core.tree.values import KEY_MODIFIERS, KEYS, prints

_TEXTUALS: Final = frozenset(key.value for key in Keys if not key.value.startswith("<"))


def key_name(event: events.Key) -> str:
    """Return the protocol's name of a key event: `a`, `?`, `space`, `ctrl+s`, `shift+tab`."""
    *modifiers, key = event.key.split("+")
    printed = event.character
    if printed is not None and printed != " " and prints(printed) and not set(modifiers) - {"shift"}:
        return printed
    character = None if key in KEYS else _character(key)
    if character is not None and "shift" in modifiers:
        # A key that prints says Shift by what it prints, here too: `alt+A`.
        modifiers.remove("shift")
        character = character.upper() if len(character.upper()) == 1 else character
    return "+".join((*sorted(modifiers, key=_place), character or key))


def is_key(name: str) -> bool:
    """Tell whether a key can be pressed by this name, the protocol's or one of Textual's."""
    if name in _TEXTUALS or len(name) == 1:
        return True
    *modifiers, key = name.split("+") if not name.endswith("++") else [*name[:-2].split("+"), "+"]
    known = len(key) == 1 or key in KEYS or key in _TEXTUALS or _character(key) is not None
    return known and set(modifiers) <= set(KEY_MODIFIERS)


def _place(modifier: str) -> int:
    # Modifiers that the protocol does not know come last; such a key has no name there and is bound to nothing.
    return KEY_MODIFIERS.index(modifier) if modifier in KEY_MODIFIERS else len(KEY_MODIFIERS)


def _character(key: str) -> str | None:
    """Return the character that Textual has spelt out: `?` for `question_mark`."""
    # Textual shortens some of Unicode's names, `plus_sign` to `plus`, and finds the character by the long ones only.
    character = key_to_character(REPLACED_KEYS.get(key, key))
    return character if character is not None and character.isprintable() else None
