"""What a kind takes: the rows of the tables turned into look-ups for the tree's checks.

It knows kinds and codes, not nodes. A kind that the host does not know takes everything, so that it can be
shown as a placeholder; and for a guest newer than the host, unknown names are kept on every kind.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from opui.core import kinds, protocol
from opui.core.errors import CommandError
from opui.core.tree.values import CHECKS
from opui.core.wire.listing import code_name

LEVELS: Final = protocol.CEILING["depth"]
"""Levels below the root at most."""


class Signature:
    """The checks of one kind.

    Attributes:
        code: The kind's code.
        row: The kind's row; one that takes nothing for a kind that the host does not know.
        known: Whether the host knows the kind.
        levels: How many levels of nodes there may be below one of it, as far as that is of interest: `LEVELS` at most.
        lenient: Whether names that the host does not know pass.
        name: The kind's name, `kind:99` if the host does not know it.
        shown: Whether nodes of it are shown by themselves.
        window: Whether its children are rows, of which a window is shown.
        modal: Whether what people do reaches nothing outside of the topmost node of it.
        part: Whether nodes of it are data of their parents.
        holds_parts: Whether children of it are.
        parts_edited: Whether a person edits anything of its parts, or of the parts of those.
        has_text: Whether it takes a text.
        spliced: Whether a person edits its text.
        children: Codes of the kinds that go into it.
        events: Codes of its events.
        attributes: Codes of its attributes.
        methods: Codes of its methods.
    """

    __slots__ = (
        "attributes", "children", "code", "events", "has_text", "holds_parts", "known", "lenient", "levels", "methods",
        "modal", "name", "part", "parts_edited", "row", "shown", "spliced", "window",
    )  # fmt: skip

    def __init__(self, code: int, newer: bool) -> None:
        self.code = code
        self.known = code in kinds.KIND_BY_CODE
        self.lenient = newer or not self.known
        self.name = code_name("kind", code)
        self.row = row = kinds.KIND_BY_CODE.get(code) or kinds.Kind(code, self.name, kinds.Role.LEAF, "Unknown here.")
        self.shown = row.shown
        self.window = row.window
        self.modal = row.modal
        self.part = row.role is kinds.Role.PART
        self.levels = _levels_below(row) if self.known else LEVELS
        parts = _kinds_of_parts(row)
        self.holds_parts = bool(parts)
        self.parts_edited = any(part.edits for part in parts)
        self.has_text = bool(row.text) or not self.known
        self.spliced = row.spliced
        self.children = frozenset(kinds.KIND_BY_NAME[name].code for name in row.children)
        self.events = frozenset(protocol.EVENT_BY_NAME[name].code for name in row.events)
        self.attributes = {protocol.ATTRIBUTE_BY_NAME[name].code for name in row.attributes}
        self.methods = {protocol.METHOD_BY_NAME[name].code for name in row.methods}

    def _none(self, type_: str, code: int, names: tuple[str, ...]) -> str:
        only = f", only {', '.join(names)}" if names else ""
        return f"{self.name} has no {type_} {code_name(type_, code)}{only}"

    def takes(self, kind: int) -> bool:
        """Tell whether a child that is not in `children` may go in.

        Anything may go into an unknown kind, and an unknown kind goes where a box may.
        """
        return not self.known or (kind not in kinds.KIND_BY_CODE and self.row.holds_content)

    def unknown_text(self, attributes: Iterable[str], events: Iterable[int]) -> int:
        """Return what attributes and handlers that are not among the kind's own count for in `kept_text`."""
        count = sum(name not in self.row.attributes for name in attributes)
        return protocol.UNKNOWN_TEXT * (count + sum(event not in self.events for event in events))

    def check_classes(self) -> None:
        """Raise `CommandError` if this kind can have no classes, because nothing of it is shown by itself."""
        if not self.shown:
            raise CommandError("attribute_kind", f"{self.name} has no classes")

    def attribute_name(self, code: int) -> str:
        """Return an attribute's name; raise `CommandError` if this kind has no such attribute."""
        if code not in self.attributes and not self.lenient:
            if code not in protocol.ATTRIBUTE_BY_CODE:
                raise CommandError("attribute_unknown", f"there is no attribute {code}")
            raise CommandError("attribute_kind", self._none("attribute", code, self.row.attributes))
        return code_name("attribute", code)

    def check_attribute(self, code: int, type_: str, value: Any) -> str:
        """Return an attribute's name, having checked that the kind has it and that the value can be one of it."""
        name = self.attribute_name(code)
        row = protocol.ATTRIBUTE_BY_CODE.get(code)
        if row is None:
            return name
        if row.type != type_:
            raise CommandError("attribute_type", f"{name} is of type {row.type}, not {type_}")
        if row.check and (wrong := CHECKS[row.check](value)):
            raise CommandError("value", f"{name}: {wrong}")
        if row.choices and value not in row.choices:
            raise CommandError("value", f"{name}: {value[:40]!r} is none of {', '.join(row.choices)}")
        return name

    def refuse_event(self, code: int) -> None:
        """Raise `CommandError` for an event that is not in `events`, unless unknown names pass."""
        if code not in protocol.EVENT_BY_CODE:
            if not self.lenient:
                raise CommandError("event_unknown", f"there is no event {code}")
        elif self.known or code_name("event", code) in protocol.HOST_EVENTS:
            raise CommandError("event_kind", self._none("event", code, self.row.events))

    def check_call(self, code: int, option: int, text: str) -> str:
        """Return a method's name, having checked that the kind has it and that its operands fit."""
        row = protocol.METHOD_BY_CODE.get(code)
        name = code_name("method", code)
        if row is None:
            if self.lenient:
                return name
            raise CommandError("method_unknown", f"there is no method {code}")
        if code not in self.methods and self.known:
            raise CommandError("method_kind", self._none("method", code, self.row.methods))
        if option > row.most:
            raise CommandError("value", f"{name}: option {option} is over {row.most}")
        if text and not row.text:
            raise CommandError("value", f"{name} takes no text")
        if row.check and (wrong := CHECKS[row.check](text)):
            raise CommandError("value", f"{name}: {wrong}")
        return name


def _levels_below(row: kinds.Kind) -> int:
    names, levels = set(row.children), 0
    while names and levels < LEVELS:
        levels += 1
        names = {child for name in names for child in kinds.KIND_BY_NAME[name].children}
    return levels


def _kinds_of_parts(row: kinds.Kind) -> list[kinds.Kind]:
    """Return the kinds that the parts of a kind are of, and the parts of those."""
    found: dict[str, kinds.Kind] = {}
    above = [row]
    while above:
        for name in above.pop().children:
            child = kinds.KIND_BY_CODE[kinds.KIND_BY_NAME[name].code]
            if child.role is kinds.Role.PART and name not in found:
                found[name] = child
                above.append(child)
    return list(found.values())


@lru_cache(maxsize=256)
def signature_of(code: int, newer: bool) -> Signature:
    """Return the rules of a kind. `newer`: the guest was written for a newer minor version than the host's."""
    return Signature(code, newer)
