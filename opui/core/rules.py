"""What a kind takes: the protocol table's rows turned into look-ups for the tree's checks.

It knows kinds and codes, not nodes. A kind that the host does not know takes everything, so that it can be
shown as a placeholder; and for a guest newer than the host, unknown names are kept on every kind.
"""

from functools import lru_cache
from typing import Any, Final

from opui.core import protocol
from opui.core.errors import CommandError
from opui.core.listing import code_name
from opui.core.values import CHECKS

SEVERITIES: Final = ("information", "warning", "error")
_UNSHOWN: Final = ("root", "span", "key_binding", "timer")
"""Kinds of which nothing is shown by itself."""
_COLUMN: Final = protocol.KIND_BY_NAME["column"].code


class KindRules:
    """The checks of one kind. `row` is None for a kind the host does not know; `lenient`: unknown names pass."""

    __slots__ = ("attributes", "children", "events", "has_text", "lenient", "methods", "name", "row", "shown")

    def __init__(self, code: int, newer: bool) -> None:
        self.row = protocol.KIND_BY_CODE.get(code)
        self.lenient = newer or self.row is None
        self.name = code_name("kind", code)
        self.shown = self.name not in _UNSHOWN
        row = self.row
        self.has_text = row is None or bool(row.text)
        self.children = frozenset(protocol.KIND_BY_NAME[name].code for name in row.children) if row else frozenset()
        self.events = frozenset(protocol.EVENT_BY_NAME[name].code for name in row.events) if row else frozenset()
        self.attributes = {protocol.ATTRIBUTE_BY_NAME[name].code for name in row.attributes} if row else set()
        self.methods = {protocol.METHOD_BY_NAME[name].code for name in row.methods} if row else set()

    def _none(self, type_: str, code: int, names: tuple[str, ...]) -> str:
        only = f", only {', '.join(names)}" if names else ""
        return f"{self.name} has no {type_} {code_name(type_, code)}{only}"

    def takes(self, kind: int) -> bool:
        """Tell whether a child that is not in `children` may go in.

        Anything may go into an unknown kind, and an unknown kind goes where a column may.
        """
        return self.row is None or (kind not in protocol.KIND_BY_CODE and _COLUMN in self.children)

    def check_classes(self) -> None:
        """Raise `CommandError` if this kind can have no classes, because nothing of it is shown by itself."""
        if not self.shown:
            raise CommandError("attribute_kind", f"{self.name} has no classes")

    def attribute_name(self, code: int) -> str:
        """Return an attribute's name; raise `CommandError` if this kind has no such attribute."""
        if code not in self.attributes and not self.lenient:
            if code not in protocol.ATTRIBUTE_BY_CODE:
                raise CommandError("attribute_unknown", f"there is no attribute {code}")
            raise CommandError("attribute_kind", self._none("attribute", code, self.row.attributes if self.row else ()))
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
        return name

    def refuse_event(self, code: int) -> None:
        """Raise `CommandError` for an event that is not in `events`, unless unknown names pass."""
        if code not in protocol.EVENT_BY_CODE:
            if not self.lenient:
                raise CommandError("event_unknown", f"there is no event {code}")
        elif self.row is not None or code_name("event", code) in protocol.HOST_EVENTS:
            raise CommandError("event_kind", self._none("event", code, self.row.events if self.row else ()))

    def check_call(self, code: int, option: int, text: str) -> str:
        """Return a method's name, having checked that the kind has it and that its operands fit."""
        row = protocol.METHOD_BY_CODE.get(code)
        name = code_name("method", code)
        if row is None:
            if self.lenient:
                return name
            raise CommandError("method_unknown", f"there is no method {code}")
        if code not in self.methods and self.row is not None:
            raise CommandError("method_kind", self._none("method", code, self.row.methods if self.row else ()))
        if option > row.most:
            raise CommandError("value", f"{name}: option {option} is over {row.most}")
        if text and not row.text:
            raise CommandError("value", f"{name} takes no text")
        return name


@lru_cache(maxsize=256)
def rules_of(code: int, newer: bool) -> KindRules:
    """Return the rules of a kind. `newer`: the guest was written for a newer minor version than the host's."""
    return KindRules(code, newer)
