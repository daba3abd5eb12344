"""The outline of a tree: which branches are seen, each as a line, where the cursor is, and what the keys mean.

These are the rules of the spec's *Trees* for both hosts, and the keeper of the outlines without a screen. Whether a
branch is collapsed, its callers tell, since a widget may show what the tree of nodes does not know yet.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from opui.core import protocol
from opui.core.session.cursors import moved, settled
from opui.core.session.keys import is_disabled, pressed
from opui.core.session.typeahead import TypeAhead
from opui.core.tree.node import Node
from opui.core.tree.tree import Tree
from opui.core.wire.records import Event

_PRESS: Final = protocol.EVENT_BY_NAME["press"].code


class Go(NamedTuple):
    """The cursor goes to a branch."""

    branch: Node


class Turn(NamedTuple):
    """Branches are collapsed or expanded."""

    branches: Sequence[Node]
    collapsed: bool


class Press(NamedTuple):
    """A branch is pressed."""

    branch: Node


Effect: TypeAlias = Go | Turn | Press | None


def opens(branch: Node) -> bool:
    """Tell whether a branch can be collapsed and expanded: it has branches, or says that it will."""
    return branch.first is not None or bool(branch.get("expandable"))


def is_collapsed(branch: Node) -> bool:
    """Tell whether a branch is collapsed, by what the tree of nodes knows."""
    return bool(branch.get(branch.signature.row.conceals))


def turned(branch: Node, collapsed: bool) -> Event:
    """Return the event that says that a person has collapsed or expanded a branch."""
    return Event(branch.signature.row.edits[0].event, branch.id, "", (int(collapsed),))


class Outline:
    """The lines of one tree, and the cursor on one of them.

    Args:
        tree: The node that the branches are parts of.
        collapsed: Tells whether a branch is collapsed now.

    Attributes:
        lines: The branches that are seen, from the top down.
        levels: How many branches each of them lies in.
        cursor: The branch that the cursor is on, None if it is on none.
    """

    def __init__(self, tree: Node, collapsed: Callable[[Node], bool] = is_collapsed) -> None:
        self.tree = tree
        self.lines: list[Node] = []
        self.levels: list[int] = []
        self.cursor: Node | None = None
        self._collapsed = collapsed
        self._places: dict[Node, int] = {}
        self._told: tuple[int, int] = (-1, -1)
        self._ahead = TypeAhead()

    def place(self, branch: Node | None) -> int:
        """Return the place of a branch among the lines, -1 if it is none of them."""
        return self._places.get(branch, -1) if branch is not None else -1

    @property
    def index(self) -> int:
        """The place of the cursor among the lines, -1 if it is on none."""
        return self.place(self.cursor)

    # --- The lines ---

    def rebuild(self, focused: bool) -> None:
        """Find out anew which branches are seen, and put the cursor right.

        It stays on its branch, goes to what that lies in if it is out of sight, or to what is next to it if it is gone.

        Args:
            focused: Whether the tree has the focus: its cursor is then on the first line if it was on none.
        """
        lines, levels, index = self.lines, self.levels, self.index
        self._walk()
        cursor = self.cursor
        if cursor is not None:
            cursor = self._shown(cursor) if cursor.holder is self.tree else self._beside(lines, levels, index)
        self.cursor = settled(self.lines, cursor, index, focused)

    def _walk(self) -> None:
        self.lines, self.levels = [], []
        stack = [(branch, 0) for branch in reversed(self.tree.parts())]
        while stack:
            branch, level = stack.pop()
            self.lines.append(branch)
            self.levels.append(level)
            if branch.first is not None and not self._collapsed(branch):
                child = branch.last
                while child is not None:
                    stack.append((child, level + 1))
                    child = child.previous
        self._places = {branch: place for place, branch in enumerate(self.lines)}

    def _shown(self, branch: Node) -> Node | None:
        """Return a branch of this tree if it is seen, else the nearest around it that is."""
        return next((each for each in branch.ancestors() if each in self._places), None)

    def _beside(self, lines: Sequence[Node], levels: Sequence[int], gone: int) -> Node | None:
        """Return what stood next to a branch that is gone: its next sibling, else the one before, else its parent.

        If that is gone, too, what stood next to it counts. None: nothing of it is left.

        Args:
            lines: The lines as they were.
            levels: Their levels.
            gone: The place that the branch had among them.
        """
        before, behind, level = gone - 1, gone + 1, levels[gone]
        while True:
            # Each line is looked at once, however many levels up this goes.
            while behind < len(lines) and levels[behind] >= level:
                if levels[behind] == level and lines[behind] in self._places:
                    return lines[behind]
                behind += 1
            while before >= 0 and levels[before] >= level:
                if levels[before] == level and lines[before] in self._places:
                    return lines[before]
                before -= 1
            if before < 0 or lines[before] in self._places:
                return lines[before] if before >= 0 else None
            level = levels[before]
            before -= 1

    # --- The cursor ---

    def enter(self) -> None:
        """The tree gets the focus: put the cursor on the first line if it is on none."""
        self.cursor = settled(self.lines, self.cursor, -1, focused=True)

    def put(self, branch: Node) -> None:
        """Put the cursor on a branch, or on what that lies in if it is out of sight."""
        self.cursor = self._shown(branch) or self.cursor

    def hush(self) -> None:
        """Where the cursor is, the guest has said itself: it is not told."""
        self._told = self._at

    def take_over(self, old: "Outline") -> None:
        """Take over the cursor of an outline of the same tree."""
        self.cursor, self._told = self._shown(old.cursor) if old.cursor is not None else None, old._told

    def news(self) -> Iterator[Event]:
        """Yield the event that tells of the cursor's place, if it is another one than was told last."""
        if self._at != self._told:
            self._told = self._at
            yield Event("highlight", self.tree.id, "", self._told)

    @property
    def _at(self) -> tuple[int, int]:
        return (self.cursor.id, self.index) if self.cursor is not None else (-1, -1)

    # --- What keys and clicks mean ---

    def effect(self, action: str, lines: int) -> Effect:
        """Return what an own key of the tree does.

        Args:
            action: The action of the kind's row.
            lines: How many lines can be seen at once.
        """
        if action not in _EFFECTS:
            there = moved(self.lines, self.index, action, lambda pages: self.index + pages * max(1, lines - 1))
            return Go(there) if there is not None else None
        return _EFFECTS[action](self, self.cursor) if self.cursor is not None else None

    def press(self, branch: Node) -> Effect:
        """Return what Enter or a click does on a branch: it is pressed, or turned over if nobody hears of that."""
        if is_disabled(branch):
            return None
        heard = any(each.handler(_PRESS) is not None for each in branch.ancestors())
        return Press(branch) if heard else self.toggle(branch)

    def toggle(self, branch: Node) -> Effect:
        """Return what turns a branch over."""
        return Turn([branch], not self._collapsed(branch)) if self._turns(branch) else None

    def _toggle_or_press(self, branch: Node) -> Effect:
        return self.toggle(branch) if opens(branch) else self.press(branch)

    def seek(self, character: str, now: float) -> Effect:
        """Return where typing a character takes the cursor: to a line that begins with what was typed."""
        lines = self.lines
        place = self._ahead.place(len(lines), lambda place: lines[place].text, self.index, character, now)
        return Go(self.lines[place]) if place >= 0 else None

    def _turns(self, branch: Node) -> bool:
        return opens(branch) and not is_disabled(branch)

    def _expand(self, branch: Node) -> Effect:
        if not self._collapsed(branch):
            return Go(branch.first) if branch.first is not None else None
        return self.toggle(branch)

    def _collapse(self, branch: Node) -> Effect:
        if self._turns(branch) and not self._collapsed(branch):
            return Turn([branch], True)
        return Go(branch.parent) if self.place(branch.parent) >= 0 and branch.parent is not None else None

    def _expand_siblings(self, branch: Node) -> Effect:
        siblings = branch.parent.parts() if branch.parent is not None else []
        found = [each for each in siblings if self._turns(each) and self._collapsed(each)]
        return Turn(found, False) if found else None


_EFFECTS: Final[dict[str, Callable[[Outline, Node], Effect]]] = {
    "toggle": Outline._toggle_or_press,
    "press": Outline.press,
    "expand": Outline._expand,
    "collapse": Outline._collapse,
    "expand_siblings": Outline._expand_siblings,
}
"""Action → what it does to the branch that the cursor is on."""


# --- Without a screen ------------------------------------------------------------------------------


class Outlines:
    """The outlines of the trees that a person has looked at, for a host without a screen. Deeds are told as events."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._outlines: dict[Node, Outline] = {}

    def of(self, node: Node) -> Outline:
        """Return the outline of a tree."""
        if node not in self._outlines:
            self._outlines[node] = Outline(node)
            self._outlines[node].rebuild(focused=False)
        return self._outlines[node]

    def settle(self, focused: Node | None = None) -> Iterator[Event]:
        """After a frame: branches may have come, gone, moved or changed. Trees that are gone are forgotten."""
        self._outlines = {node: each for node, each in self._outlines.items() if self._tree.nodes.get(node.id) is node}
        for node, outline in self._outlines.items():
            outline.rebuild(focused=node is focused)
            yield from outline.news()

    def enter(self, node: Node) -> Iterator[Event]:
        """A tree gets the focus."""
        outline = self.of(node)
        outline.enter()
        yield from outline.news()

    def around(self, branch: Node) -> Outline:
        """Return the outline of the tree that a branch is a part of."""
        assert branch.holder is not None, "the branch lies in no tree"
        return self.of(branch.holder)

    def put(self, branch: Node) -> Iterator[Event]:
        """A person does something with a branch: the cursor of its tree goes there."""
        self.around(branch).put(branch)
        yield from self.around(branch).news()

    def put_for_guest(self, branch: Node) -> None:
        """The guest puts the cursor on a branch, and is not told."""
        self.around(branch).put(branch)
        self.around(branch).hush()

    def do(self, node: Node, action: str, lines: int) -> Iterator[Event]:
        """Do what an own key of a tree does."""
        yield from self._done(self.of(node).effect(action, lines))

    def seek(self, node: Node, character: str, now: float) -> Iterator[Event]:
        """A person types a character to find a branch."""
        yield from self._done(self.of(node).seek(character, now))

    def press(self, branch: Node) -> Iterator[Event]:
        """Yield what a click on a branch does, beside taking the cursor there."""
        yield from self._done(self.around(branch).press(branch))

    def _done(self, effect: Effect) -> Iterator[Event]:
        match effect:
            case Go(branch):
                yield from self.put(branch)
            case Turn(branches, collapsed):
                yield from (turned(branch, collapsed) for branch in branches)
            case Press(branch):
                yield pressed(branch)
