"""Properties of the tree against models that share no code with it."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opui.core import kinds, protocol
from opui.core.errors import BatchError
from opui.core.tree.tree import Changes, Tree
from opui.core.wire.batch import CommandBatch
from opui.core.wire.decoder import replay
from opui.core.wire.encoder import encode
from opui.core.wire.listing import list_command
from opui.core.wire.records import Command
from tests.core.trees import dump

KINDS = [kinds.KIND_BY_NAME[name].code for name in ("column", "column", "row", "text", "span")]
ATTRIBUTE = {row.name: row.code for row in protocol.ATTRIBUTES}
PRESS = protocol.EVENT_BY_NAME["press"].code
IDS = st.integers(1, 12)
PACES = st.sampled_from((0, protocol.ONCE))

INSERTS = st.builds(
    lambda *a: Command("insert", a), IDS, st.integers(0, 12), st.one_of(st.just(0), IDS, st.integers(1, 4))
)
COMMANDS = st.one_of(
    INSERTS,
    INSERTS,
    INSERTS,
    st.builds(lambda *a: Command("create", a), st.integers(7, 12), st.sampled_from(KINDS)),
    st.builds(lambda *a: Command("remove", a), IDS),
    st.builds(lambda *a: Command("set_text", a), IDS, st.sampled_from(["", "é", "two"])),
    st.builds(lambda *a: Command("set_flag", (a[0], ATTRIBUTE["disabled"], a[1])), IDS, st.booleans()),
    st.builds(lambda *a: Command("unset", (a[0], ATTRIBUTE["disabled"])), IDS),
    st.builds(lambda *a: Command("add_class", a), IDS, st.sampled_from("ab")),
    st.builds(lambda *a: Command("remove_class", a), IDS, st.sampled_from("ab")),
    st.builds(lambda *a: Command("attach", (a[0], PRESS, a[1], 0, a[2])), IDS, st.integers(1, 2), PACES),
    st.builds(lambda *a: Command("detach", (a[0], PRESS)), IDS),
)
# Something to begin with, or most commands would find no node: 1 to 4 under the root, 5 and 6 in 1.
BEGINNING = [Command("create", (node, KINDS[node % 4])) for node in range(1, 7)]
BEGINNING += [Command("insert", (node, 0 if node < 5 else 1, 0)) for node in (4, 1, 2, 3, 5, 6)]
FRAMES = st.lists(st.lists(COMMANDS, max_size=12), min_size=1, max_size=6).map(lambda frames: [BEGINNING, *frames])
BAD = Command("remove", (99,))


class RefusedError(Exception):
    """The model does not take a command."""


class Model:
    """The tree as the spec tells it, with dictionaries and lists: node → what it is, node → its children."""

    def __init__(self) -> None:
        self.kinds = {0: "root"}
        self.below: dict[int, list[int]] = {0: []}
        self.held: dict[int, dict[str, object]] = {0: {}}
        self.gone: set[int] = set()

    def parent(self, node: int) -> int | None:
        return next((parent for parent, children in self.below.items() if node in children), None)

    def subtree(self, node: int) -> list[int]:
        return [node, *(each for child in self.below[node] for each in self.subtree(child))]

    def need(self, *truths: bool) -> None:
        if not all(truths):
            raise RefusedError

    def run(self, command: Command) -> None:
        node, *rest = command.arguments
        assert isinstance(node, int)
        if command.op == "create":
            self.need(node not in self.kinds, node not in self.gone)
            self.kinds[node] = kinds.KIND_BY_CODE[int(rest[0])].name
            self.below[node], self.held[node] = [], {}
            return
        self.need(node in self.kinds)
        row = kinds.KIND_BY_NAME[self.kinds[node]]
        held = self.held[node]
        if command.op == "insert":
            self.insert(node, int(rest[0]), int(rest[1]))
        elif command.op == "remove":
            self.need(node != 0)
            for each in self.subtree(node):
                self.gone.add(each)
                del self.kinds[each]
            self.detach(node)
        elif command.op == "set_text":
            self.need(bool(row.text))
            held["text"] = rest[0]
        elif command.op in ("set_flag", "unset"):
            self.need("disabled" in row.attributes)
            held["disabled"] = rest[1] if command.op == "set_flag" else None
        elif command.op == "add_class":
            self.need(row.name in ("column", "row", "text"))
            held[f".{rest[0]}"] = True
        elif command.op == "remove_class":
            self.need(row.name in ("column", "row", "text"))
            held[f".{rest[0]}"] = None
        else:
            self.need("press" in row.events)
            held["press"] = rest[1] if command.op == "attach" else None

    def insert(self, node: int, parent: int, before: int) -> None:
        self.need(parent in self.kinds)
        self.need(self.kinds[node] in kinds.KIND_BY_NAME[self.kinds[parent]].children)
        self.need(parent not in self.subtree(node))
        self.need(before == 0 or before in self.below[parent])
        if before != node:
            self.detach(node)
            place = self.below[parent].index(before) if before else len(self.below[parent])
            self.below[parent].insert(place, node)

    def detach(self, node: int) -> None:
        for children in self.below.values():
            if node in children:
                children.remove(node)

    def shape(self) -> dict[int, tuple[object, ...]]:
        return {
            node: (
                kind,
                self.below[node],
                {key: value for key, value in self.held[node].items() if value not in (None, "")},
            )
            for node, kind in self.kinds.items()
        }


def shape(tree: Tree) -> dict[int, tuple[object, ...]]:
    """Return the tree in the model's form."""
    shapes: dict[int, tuple[object, ...]] = {}
    for node in tree.nodes.values():
        held: dict[str, object] = {f".{name}": True for name in node.classes}
        held |= {"text": node.text} if node.text else {}
        held |= node.attributes
        held |= {"press": node.handlers[PRESS][0]} if node.handlers else {}
        shapes[node.id] = (node.kind_name, [child.id for child in node.children()], held)
    return shapes


def apply(tree: Tree, batch: CommandBatch) -> Changes:
    tree.begin()
    try:
        replay(batch, tree)
        return tree.commit()
    except BatchError:
        tree.rollback()
        raise


def accepted(frames: list[list[Command]]) -> list[list[Command]]:
    """Return the frames with only the commands that a model takes, so that long sequences come about."""
    good: list[list[Command]] = []
    history: list[Command | None] = []
    for frame in frames:
        kept: list[Command] = []
        for command in frame:
            model = rebuilt([*history, *kept])
            try:
                model.run(command)
            except RefusedError:
                continue
            kept.append(command)
        good.append(kept)
        history += [*kept, None]
    return good


def rebuilt(history: list[Command | None]) -> Model:
    """Return the model of a history from nothing; None ends a frame."""
    model = Model()
    for command in history:
        if command is None:
            model.gone = set()
        else:
            model.run(command)
    return model


@given(FRAMES)
def test_the_tree_is_the_model_rebuilt_from_nothing_and_refuses_what_it_refuses(frames: list[list[Command]]) -> None:
    tree = Tree()
    history: list[Command | None] = []
    for whole, kept in zip(frames, accepted(frames), strict=True):
        for frame in ([*kept, BAD], whole, kept):
            before = dump(tree)
            try:
                model = rebuilt([*history, *frame])
            except RefusedError:
                with pytest.raises(BatchError):
                    apply(tree, encode(frame))
                assert dump(tree) == before
                continue
            apply(tree, encode(frame))
            assert shape(tree) == model.shape()
            history += [*frame, None]
            if frame == kept:
                break


@given(FRAMES, st.data())
def test_a_batch_cut_at_any_command_gives_the_same_tree(frames: list[list[Command]], data: st.DataObject) -> None:
    # Ids that were removed are free only in the next frame, so a cut may allow more, never less.
    whole, cut = Tree(), Tree()
    for frame in accepted(frames):
        place = data.draw(st.integers(0, len(frame)))
        apply(whole, encode(frame))
        apply(cut, encode(frame[:place]))
        apply(cut, encode(frame[place:]))
        assert dump(whole) == dump(cut)


class Copy(NamedTuple):
    """What a naive renderer keeps of a node."""

    text: str
    attributes: dict[str, object]
    classes: set[str]
    handlers: dict[int, tuple[int, int, int]]


class Mirror:
    """A renderer that knows a tree from its changes alone."""

    def __init__(self) -> None:
        self.copies: dict[int, Copy] = {0: Copy("", {}, set(), {})}
        self.below: dict[int, list[int]] = {0: []}

    def apply(self, changes: Changes) -> None:
        for top in changes.removed:
            for node in top.subtree():
                self.copies.pop(node.id, None)
                self.below.pop(node.id, None)
        for node in changes.created:
            self.copies[node.id] = Copy(node.text, dict(node.attributes), set(node.classes), dict(node.handlers))
            self.below[node.id] = [child.id for child in node.children()]
        for node, what in changes.changed.items():
            self.change(node.id, node, what)
        for node in changes.reordered:
            self.below[node.id] = [child.id for child in node.children()]

    def change(self, id_: int, node: object, what: set[str]) -> None:
        new = Copy(*(getattr(node, field) for field in Copy._fields))
        old = self.copies[id_]
        for name in what - {"text", "classes", "handlers"}:
            old.attributes.pop(name, None)
            old.attributes.update({key: value for key, value in new.attributes.items() if key == name})
        self.copies[id_] = Copy(
            new.text if "text" in what else old.text,
            old.attributes,
            set(new.classes) if "classes" in what else old.classes,
            dict(new.handlers) if "handlers" in what else old.handlers,
        )


@given(FRAMES)
def test_changes_are_all_that_a_renderer_needs(frames: list[list[Command]]) -> None:
    tree, mirror = Tree(), Mirror()
    for whole, kept in zip(frames, accepted(frames), strict=True):
        for frame in ([*kept, BAD], whole, kept):
            try:
                mirror.apply(apply(tree, encode(frame)))
            except BatchError:
                continue
            shown = {id_: (node.text, node.attributes, node.classes, node.handlers) for id_, node in tree.nodes.items()}
            assert tree._kept == sum(node.kept_text for node in tree.nodes.values())
            assert mirror.copies == shown, [list_command(command) for command in frame]
            assert mirror.below == {id_: [child.id for child in node.children()] for id_, node in tree.nodes.items()}
            break
