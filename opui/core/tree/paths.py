"""Finding a node the way a person says it: `7`, `#7`, `new-todo`, `todos/row[2]/checkbox`, `button["Clear"]`.

A path is one or more steps joined by `/`, each somewhere below the one before. A step is a name (the `name`
attribute) or a kind, then, if that is not enough, which one: `[2]` the second in document order, `["milk"]`
the one whose text, or that of something in it, is just that.
"""

import json
import re
from typing import Final

from opui.core.errors import InputError
from opui.core.tree.node import Node
from opui.core.tree.tree import Tree
from opui.core.tree.tree_listing import list_node

_STEP: Final = re.compile(r'([A-Za-z_][A-Za-z0-9_.:-]*)(?:\[(?:(\d{1,9})|("(?:[^"\\]|\\.)*"))\])?(?:/|$)')
_ID: Final = re.compile(r"#?(\d{1,10})", re.ASCII)
_SHOWN: Final = 5
_NAMES: Final = 20


def find_node(tree: Tree, path: str) -> int:
    """Return the id of the one node that `path` means.

    Raises:
        InputError: It means no node or several; the message lists the nearest or all of them.
    """
    if match := _ID.fullmatch(path):
        id_ = int(match[1])
        if id_ not in tree.nodes:
            raise InputError(f"there is no node {id_}")
        return id_
    node, end = tree.root, 0
    while end < len(path) or not path:
        match = _STEP.match(path, end)
        if match is None:
            raise InputError(f'{path!r} is not a path: steps are name, kind, kind[2] or kind["text"], joined by /')
        node = _step(node, match, path)
        end = match.end()
    return node.id


def _step(start: Node, match: re.Match[str], path: str) -> Node:
    word, index, text = match.groups()
    below = [node for node in start.subtree() if node is not start or word == "root"]
    found = [node for node in below if node.attributes.get("name") == word]
    found = found or [node for node in below if node.kind_name == word]
    if text is not None:
        try:
            wanted = json.loads(text)
        except json.JSONDecodeError as error:
            raise InputError(f"{path!r}: {text} is not a text in quotes: {error.msg}") from None
        found = [node for node in found if any(whole_text(each) == wanted for each in node.subtree())]
    if index is not None:
        found = found[int(index) - 1 : int(index)] if int(index) else []
    if len(found) != 1:
        raise InputError(f"{path!r}: {_why(match[0].rstrip('/'), found, start)}")
    return found[0]


def _why(step: str, found: list[Node], start: Node) -> str:
    if not found:
        return f"no {step} below {list_node(start)[:60]}{_there(start)}"
    shown = "; ".join(list_node(node)[:60] for node in found[:_SHOWN])
    return f"{len(found)} nodes are {step} ({shown}{'; …' if len(found) > _SHOWN else ''}): say which, as in {step}[1]"


def _there(start: Node) -> str:
    """Return in words what a step could have meant instead: a name, or where there are none, a kind."""
    below = [node for node in start.subtree() if node is not start]
    names = {str(node.attributes["name"]) for node in below if "name" in node.attributes}
    words = sorted(names or {node.kind_name for node in below})
    said = ", ".join(words[:_NAMES]) + (", …" if len(words) > _NAMES else "")
    return f"; {'names' if names else 'kinds'} there: {said}" if words else "; nothing is there"


def whole_text(node: Node) -> str:
    """Return a node's text with that of its parts."""
    parts = (child.text for child in node.children() if child.signature.part)
    return node.text + "".join(parts)
