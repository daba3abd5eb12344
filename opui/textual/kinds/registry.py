"""The registry: each kind that is shown, bound to the adapter in the module of its name.

It is built at import, and refuses a kind without a module, an attribute that nothing shows, and an adapter of
what is no kind. Nothing else in opui knows which kinds have widgets.
"""

from collections.abc import Collection
from importlib import import_module
from typing import Final

from opui.core.kinds import KIND_BY_NAME, KINDS, Kind, Role
from opui.core.tree.node import Node
from opui.textual.kinds import unknown
from opui.textual.kinds.adapter import Adapter

UNSEEN: Final = frozenset({"name"})
"""Attributes that change nothing on a screen."""


def bind(kind: Kind, adapter: Adapter) -> Adapter:
    """Return the adapter of a kind, having checked that it is complete.

    Raises:
        TypeError: The adapter shows an attribute that the kind has not, or leaves one out, or its text or parts.
    """
    wanted = set(kind.attributes) - UNSEEN
    if missing := wanted - adapter.setters.keys():
        raise TypeError(f"the adapter of {kind.name} has no setter for {', '.join(sorted(missing))}")
    if strange := adapter.setters.keys() - wanted:
        raise TypeError(f"{kind.name} has no attribute {', '.join(sorted(strange))}, but its adapter sets it")
    edited = [name for name in kind.children if KIND_BY_NAME[name].role is Role.PART and KIND_BY_NAME[name].edits]
    if edited and adapter.parts is None:
        raise TypeError(f"the adapter of {kind.name} has no parts, but a person edits each {', '.join(edited)}")
    if kind.text and adapter.set_text is None:
        raise TypeError(f"the adapter of {kind.name} shows no text")
    return adapter


def refuse_bases(types: Collection[type]) -> None:
    """Raise `TypeError` if a class of a kind is a base of another's: Textual's selectors match bases, too."""
    for type_ in types:
        if base := next((each for each in type_.__mro__[1:] if each in types), None):
            raise TypeError(f"{type_.__name__} derives from {base.__name__}: rules for that kind would match it")


ADAPTERS: Final = {
    kind.name: bind(kind, import_module(f"opui.textual.kinds.{kind.name}").ADAPTER) for kind in KINDS if kind.shown
}
"""Kind → how it is shown."""
refuse_bases({adapter.type for adapter in ADAPTERS.values()})
TYPE_NAMES: Final = {name: adapter.type.__name__ for name, adapter in ADAPTERS.items()}
"""Kind → the name of its widget's class, by which Textual's stylesheets match."""


def adapter_of(node: Node) -> Adapter | None:
    """Return how a node is shown, None if it has no widget of its own."""
    return ADAPTERS.get(node.kind_name) if node.signature.known else unknown.ADAPTER
