"""The registry: each kind that is shown, bound to the adapter in the module of its name.

A module is imported with the first node of its kind, so that an app starts with the kinds that it uses; then an
adapter that is not complete is refused. Nothing else in opui knows which kinds have widgets.
"""

from importlib import import_module
from typing import Final

from opui.core.kinds import KIND_BY_NAME, KINDS, Kind, Role
from opui.core.tree.node import Node
from opui.textual.kinds.adapter import Adapter

UNSEEN: Final = frozenset({"name", "initial_focus", "takes_tab"})
"""Attributes that change nothing of how a node looks."""


def bind(kind: Kind, adapter: Adapter) -> Adapter:
    """Return the adapter of a kind, having checked that it is complete.

    Raises:
        TypeError: The adapter shows an attribute that the kind has not, or leaves one out, or its text or parts; or the
            widget's class has not the kind's name.
    """
    if adapter.type.__name__ != TYPE_NAMES.get(kind.name, adapter.type.__name__):
        raise TypeError(f"the class of {kind.name} is {adapter.type.__name__}, not {TYPE_NAMES[kind.name]}")
    wanted = set(kind.attributes) - UNSEEN
    if missing := wanted - adapter.setters.keys():
        raise TypeError(f"the adapter of {kind.name} has no setter for {', '.join(sorted(missing))}")
    if strange := adapter.setters.keys() - wanted:
        raise TypeError(f"{kind.name} has no attribute {', '.join(sorted(strange))}, but its adapter sets it")
    parts = [KIND_BY_NAME[name] for name in kind.children if KIND_BY_NAME[name].role is Role.PART]
    edited = [part.name for part in parts if part.edits]
    if edited and adapter.parts is None:
        raise TypeError(f"the adapter of {kind.name} has no parts, but a person edits each {', '.join(edited)}")
    nested = [name for part in parts for name in part.children]
    if nested and adapter.parts is None:
        raise TypeError(f"the adapter of {kind.name} has no parts, but its parts have {', '.join(nested)}")
    if kind.text and adapter.set_text is None:
        raise TypeError(f"the adapter of {kind.name} shows no text")
    return adapter


class _Adapters(dict[str, Adapter]):
    """Kind → how it is shown, for those looked up so far."""

    def __missing__(self, name: str) -> Adapter:
        """Import the module of a kind, or of `unknown`, and return its adapter."""
        adapter: Adapter = import_module(f"opui.textual.kinds.{name}").ADAPTER
        self[name] = bind(KIND_BY_NAME[name], adapter) if name in TYPE_NAMES else adapter
        return adapter


TYPE_NAMES: Final = {kind.name: f"Opui{kind.name.title().replace('_', '')}" for kind in KINDS if kind.shown}
"""Kind → the name of its widget's class, by which Textual's stylesheets match."""
ADAPTERS: Final = _Adapters()
_UNKNOWN: Final = "unknown"


def adapter_of(node: Node) -> Adapter | None:
    """Return how a node is shown, None if it has no widget of its own."""
    signature = node.signature
    if not signature.known:
        return ADAPTERS[_UNKNOWN]
    return ADAPTERS[node.kind_name] if signature.shown else None
