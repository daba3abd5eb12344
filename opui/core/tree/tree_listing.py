"""Trees ↔ text, one node a line: what `tree` prints, what snapshots hold. What prints also parses.

    root title="todos"
      input #1 name="new-todo" placeholder="What needs to be done?" on=change,submit
      text #2 .count "2 items left"

Indent, kind, `#id`, classes, text, attributes that are not at their default, events with a handler. What a node draws
by cells stands below it, in comments: its rows, from the memory as it is. Left
out, since it is not structure: the root's stylesheet, handlers' indices and data, detached nodes.
"""

import json
import math
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from opui.core import protocol
from opui.core.arrays import Array, nowhere
from opui.core.errors import BatchError, ListingError
from opui.core.raster import Raster
from opui.core.tree.node import Node
from opui.core.tree.tree import Tree
from opui.core.wire.listing import CODES, code_name, lines, quote
from opui.core.wire.records import Value

INDENT: Final = "  "
_LEFT_OUT: Final = frozenset({"stylesheet"})
_TOKEN: Final = re.compile(
    r'\s*(?:#(?P<id>\d{1,10})|\.(?P<class>[a-z][a-z0-9-]*)|(?P<name>[a-z_]+(?::\d+)?)(?:=(?P<value>"(?:[^"\\]|\\.)*"|[^\s"]+))?'
    r'|(?P<text>"(?:[^"\\]|\\.)*")|(?P<bad>\S+))'
)
_ARRAY: Final = re.compile(rf"({'|'.join(protocol.ELEMENT_BY_NAME)})\[(\d{{1,10}})\]", re.ASCII)
_DIGITS: Final = re.compile(r"\d{1,5}", re.ASCII)
_PLACEHOLDER_HANDLER: Final = 1
_DRAWN: Final = 200, 50
"""Columns and rows of cells that are listed."""

# --- Tree → text ---------------------------------------------------------------------------------


class Listing(str):
    """A text of lines. A test in which something is not found shows it as such, not as one line cut in its middle."""

    __slots__ = ()


def list_tree(tree: Tree, ids: bool = True) -> Listing:
    """Return the listing of all that hangs on the root, ending in a newline. `ids=False` leaves the ids out."""
    return Listing("".join(f"{line}\n" for line in _lines(tree.root, 0, ids)))


def _lines(node: Node, depth: int, ids: bool) -> Iterator[str]:
    yield INDENT * depth + list_node(node, ids)
    yield from (f"{INDENT * (depth + 1)}# {row}".rstrip() for row in _drawn(node))
    for child in node.children():
        yield from _lines(child, depth + 1, ids)


def list_node(node: Node, ids: bool = True) -> str:
    """Return the one line of a node, without its indent."""
    parts = [node.kind_name]
    if ids and node.id != protocol.ROOT:
        parts.append(f"#{node.id}")
    parts += [f".{name}" for name in sorted(node.classes)]
    if node.text:
        parts.append(quote(node.text))
    parts += _attributes(node)
    if node.handlers:
        parts.append(f"on={','.join(code_name('event', code) for code in sorted(node.handlers))}")
    return " ".join(parts)


def _attributes(node: Node) -> Iterator[str]:
    for name in sorted(node.attributes, key=_order):
        value = node.attributes[name]
        row = protocol.ATTRIBUTE_BY_NAME.get(name)
        if name in _LEFT_OUT or (row is not None and value == row.default):
            continue
        if value is True:
            yield name
        else:
            yield f"{name}={_shown(value)}"


def _drawn(node: Node) -> Iterator[str]:
    """Yield the rows of the cells that a node shows, as far as they can be read now."""
    cells, symbols = node.attributes.get("cells"), node.attributes.get("symbols")
    if not isinstance(cells, Array):
        return
    data = cells.read_bytes()
    texts = symbols.read(0, symbols.length, protocol.SYMBOL_BYTES) if isinstance(symbols, Array) else []
    if data is not None and texts is not None:
        raster = Raster()
        raster.take(node.get("columns"), data, [str(text or "") for text in texts])
        yield from (raster.text(y)[: _DRAWN[0]] for y in range(min(raster.rows, _DRAWN[1])))


def _shown(value: Value | Array) -> str:
    if isinstance(value, Array):
        return f"{value.element.name}[{value.length}]"
    return quote(value) if isinstance(value, str) else str(value).lower()


def _order(name: str) -> tuple[int, str]:
    return CODES["attribute"].codes.get(name, 1 << 16), name


# --- Text → tree ---------------------------------------------------------------------------------


def read_tree(text: str) -> Tree:
    """Return the tree of a listing. Nodes without an id get the free ones from 1; all handlers have the index 1.

    Raises:
        ListingError: A line is not a node, or does not go where its indent puts it.
    """
    tree = Tree(newer=True)
    tree.begin()
    rows = list(_rows(text))
    taken = {int(token["id"]) for _, _, _, tokens in rows for token in tokens if token["id"]}
    free = (id_ for id_ in range(1, 1 << 32) if id_ not in taken)
    above: list[int] = []
    for number, depth, kind, tokens in rows:
        if depth > len(above) or (depth == 0) != (number == rows[0][0]):
            raise ListingError(number, "the indent fits no line above")
        given = next((int(token["id"]) for token in tokens if token["id"]), None)
        id_ = protocol.ROOT if depth == 0 else given if given is not None else next(free)
        try:
            _build(tree, id_, kind, above[depth - 1] if depth else None, tokens, number)
        except BatchError as error:
            raise ListingError(number, error.detail) from error
        above[depth:] = [id_]
    try:
        tree.commit()
    except BatchError as error:
        raise ListingError(0, error.detail) from error
    return tree


def _rows(text: str) -> Iterator[tuple[int, int, str, list[dict[str, str | None]]]]:
    """Yield (line number, depth, kind, tokens) of each line."""
    indents = {number: len(line) - len(line.lstrip(" ")) for number, line in enumerate(text.splitlines(), 1)}
    for number, line in lines(text):
        depth, odd = divmod(indents[number], len(INDENT))
        if odd:
            raise ListingError(number, "the indent is not a multiple of two spaces")
        kind, _, rest = line.partition(" ")
        yield number, depth, kind, [match.groupdict() for match in _TOKEN.finditer(rest)]


def _build(
    tree: Tree, id_: int, kind: str, parent: int | None, tokens: list[dict[str, str | None]], number: int
) -> None:
    if parent is None:
        if kind != "root":
            raise ListingError(number, f"the first line is not the root but {kind!r}")
    else:
        tree.create(id_, _code("kind", kind, number))
        tree.insert(id_, parent, 0)
    for token in tokens:
        _apply(tree, id_, token, number)


def _apply(tree: Tree, id_: int, token: dict[str, str | None], number: int) -> None:
    if token["bad"] is not None:
        raise ListingError(number, f"{token['bad']!r} is no part of a node")
    if token["class"] is not None:
        tree.add_class(id_, token["class"])
    elif token["text"] is not None:
        tree.set_text(id_, str(_value(token["text"], number)))
    elif token["name"] == "on":
        for event in (token["value"] or "").split(","):
            tree.attach(id_, _code("event", event, number), _PLACEHOLDER_HANDLER, 0)
    elif token["name"] is not None:
        _set(tree, id_, token["name"], token["value"], number)


def _set(tree: Tree, id_: int, name: str, text: str | None, number: int) -> None:
    code = _code("attribute", name, number)
    value: Any = True if text is None else _array(text) or _value(text, number)
    row = protocol.ATTRIBUTE_BY_CODE.get(code)
    if row is not None and row.type == "number" and type(value) is int:
        try:
            value = float(value)
        except OverflowError:
            raise ListingError(number, f"{name}: {str(text)[:40]} is over what a number can hold") from None
    if isinstance(value, Array):
        tree.put_array(id_, code, value)
        return
    setters: dict[type, Callable[[int, int, Any], None]] = {
        bool: tree.set_flag, str: tree.set_string, int: tree.set_integer, float: tree.set_number,
    }  # fmt: skip
    setters[type(value)](id_, code, value)


def _array(text: str) -> Array | None:
    """Return the array of a listing, of which only its element and its length are known; None if it is none."""
    match = _ARRAY.fullmatch(text)
    return nowhere(protocol.ELEMENT_BY_NAME[match[1]], int(match[2])) if match else None


def _value(text: str, number: int) -> Value:
    if text in ("true", "false"):
        return text == "true"
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    if isinstance(value, str | int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    raise ListingError(number, f"{text} is neither a text in quotes nor a number")


def _code(type_: str, name: str, number: int) -> int:
    prefix, _, code = name.partition(":")
    if prefix == type_ and _DIGITS.fullmatch(code):
        return int(code)
    if name not in CODES[type_].codes:
        raise ListingError(number, f"there is no {type_} {name!r}")
    return CODES[type_].codes[name]
