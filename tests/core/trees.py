"""Helpers of the core's tests: trees from listings, and commands from listings run on them."""

from opui.core import protocol
from opui.core.errors import BatchError
from opui.core.tree.tree import Changes, Tree
from opui.core.tree.tree_listing import read_tree
from opui.core.wire.decoder import replay
from opui.core.wire.encoder import encode
from opui.core.wire.listing import lines, read_command


def tree_of(text: str) -> Tree:
    """Return the strict tree of a listing in whose lines `- ` may stand for the two spaces of an indent."""
    read = read_tree(text.replace("- ", "  "))
    tree = Tree()
    tree.begin()
    for node in read.root.subtree():
        if node.parent is not None:
            tree.create(node.id, node.kind)
            tree.insert(node.id, node.parent.id, 0)
        if node.text:
            tree.set_text(node.id, node.text)
        for name in node.classes:
            tree.add_class(node.id, name)
        for name, value in node.attributes.items():
            row = protocol.ATTRIBUTE_BY_NAME[name]
            put = tree.put_array if row.type == "array" else getattr(tree, f"set_{row.type}")
            put(node.id, row.code, value)
        for event, (handler, data, pace) in node.handlers.items():
            tree.attach(node.id, event, handler, data, pace)
    tree.commit()
    return tree


def run(tree: Tree, text: str) -> Changes:
    """Run one frame of listed commands; after an error the tree is rolled back."""
    batch = encode(read_command(line, number) for number, line in lines(text))
    tree.begin()
    try:
        replay(batch, tree)
        return tree.commit()
    except BatchError:
        tree.rollback()
        raise


def dump(tree: Tree) -> list[tuple[object, ...]]:
    """Return all there is to know of every node, attached or not."""
    return [
        (
            node.id,
            node.kind,
            node.text,
            dict(node.attributes),
            sorted(node.classes),
            dict(node.handlers),
            node.parent.id if node.parent else None,
            [child.id for child in node.children()],
            node.last.id if node.last else None,
            node.previous.id if node.previous else None,
        )
        for node in sorted(tree.nodes.values(), key=lambda node: node.id)
    ]
