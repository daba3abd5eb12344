"""Lines of text that a person edits, on a screen and without one: what is typed and what each own key does.

A line knows text, a caret and what is selected, no keys; `Lines` knows the tree that they belong to. A caret stands
between grapheme clusters, and no edit cuts one apart.
"""

from collections.abc import Callable
from itertools import takewhile
from typing import Final

from opui.core import clusters
from opui.core.session.edit import Put, follow, put, span
from opui.core.session.events import VALUE_LENGTH
from opui.core.tree.node import Node
from opui.core.tree.tree import Tree

_WAITING: Final = 16
"""Characters that wait at most: the tags of a flag are six."""
SELECTS: Final = "(True)"
"""The end of an action's name that says: and selects on the way."""


def longest(max_length: int) -> int:
    """Return how many characters a value may have, given the attribute `max_length`."""
    return min(max_length or VALUE_LENGTH, VALUE_LENGTH)


class Clipboard:
    """What was cut or copied last, of any line of an app.

    Attributes:
        text: The text.
    """

    def __init__(self) -> None:
        self.text = ""


class Line:
    """One line.

    Args:
        value: The text at the beginning; the caret is behind it.
        clipboard: Where what is cut goes.

    Attributes:
        value: The text.
        anchor: Where the selection began.
        caret: Where it ends, and the next character goes. The two are the same if nothing is selected.
        secret: Whether the text is a password, of which no key tells where words begin.
        most: Characters that the text may have at most.
    """

    def __init__(self, value: str, clipboard: Clipboard) -> None:
        self.value = value
        self.anchor = self.caret = len(value)
        self.secret = False
        self.most = VALUE_LENGTH
        self._clipboard = clipboard
        self._guests: tuple[int, int] | None = None
        self._waiting = ""
        self._waits_at: tuple[str, int, int] | None = None

    def set(self, value: str) -> None:
        """Take another text from the guest: the caret and what is selected keep their places in it."""
        is_guests = (self.anchor, self.caret) == self._guests
        places = [follow(self.value, value, place) for place in (self.anchor, self.caret)]
        self.value = value
        self._select(*places)
        self._guests = (self.anchor, self.caret) if is_guests else None

    def type(self, text: str) -> Put:
        """Put text in the place of what is selected, as much of it as there is room for.

        What scrubbing leaves nothing of waits for what is typed next in the same place: a joiner comes before what it
        joins, and the tags of a flag come one by one.
        """
        here = self.value, self.anchor, self.caret
        text = (self._waiting if self._waits_at == here else "") + text
        done = self._replace(text, self.anchor, self.caret)
        waits = not done.taken and not done.cut
        self._waiting, self._waits_at = (text[-_WAITING:], here) if waits else ("", None)
        return done

    def select_all(self) -> None:
        """Select the whole text."""
        self._guests = None
        self._select(0, len(self.value))

    def select_for_guest(self) -> None:
        """Select the whole text, as the guest asks: it is not cut to the clipboard, for a person may not see it."""
        whole = (0, len(self.value))
        if (self.anchor, self.caret) != whole:
            self._select(*whole)
            self._guests = whole

    def do(self, action: str) -> None:
        """Do what an own key does. An action that edits no text does nothing here."""
        name = action.removesuffix(SELECTS)
        if name in _MOVES:
            self._move(name, select=action != name)
        elif name in _DELETES:
            self._delete(name)
        elif name in _OTHERS:
            _OTHERS[name](self)

    def _select(self, anchor: int, caret: int) -> None:
        self.anchor, self.caret = span(self.value, anchor, caret)
        if (self.anchor, self.caret) != self._guests:
            self._guests = None

    def _replace(self, text: str, one: int, other: int) -> Put:
        done = put(self.value, text, one, other, self.most)
        if done.taken:
            self.value = done.value
            self._select(done.caret, done.caret)
        return done

    # --- Moves ---

    def _move(self, name: str, select: bool) -> None:
        if name in _STEPS and not select and self.anchor != self.caret:
            # The caret goes to that end of what was selected.
            target = _STEPS[name](self.anchor, self.caret)
        else:
            target = _MOVES[name](self)
        # Home and end select from the caret on, whatever was selected before; the others from where that began.
        anchor = self.caret if self._is_far(name) else self.anchor
        self._select(anchor if select else target, target)

    def _is_far(self, name: str) -> bool:
        return name in ("home", "end") or (self.secret and name not in _STEPS)

    def _left(self) -> int:
        return clusters.before(self.value, self.caret)

    def _right(self) -> int:
        return clusters.behind(self.value, self.caret)

    def _word_left(self) -> int:
        if self.secret:
            return 0
        return max(takewhile(lambda start: start < self.caret, clusters.word_starts(self.value)), default=0)

    def _word_right(self) -> int:
        starts = clusters.word_starts(self.value) if not self.secret else ()
        return next((start for start in starts if start > self.caret), len(self.value))

    # --- Edits ---

    def _delete(self, name: str) -> None:
        if self.anchor != self.caret:
            self._replace("", self.anchor, self.caret)
        else:
            self._replace("", *sorted((self.caret, _DELETES[name](self))))

    def copy(self) -> bool:
        """Copy what a person has selected; tell whether that was anything."""
        if not self._selected or (self.anchor, self.caret) == self._guests:
            return False
        self._clipboard.text = self._selected
        return True

    def _cut(self) -> None:
        if self.copy():
            self._replace("", self.anchor, self.caret)

    @property
    def _selected(self) -> str:
        start, end = sorted((self.anchor, self.caret))
        return self.value[start:end]


_STEPS: Final[dict[str, Callable[[int, int], int]]] = {"cursor_left": min, "cursor_right": max}
_MOVES: Final[dict[str, Callable[[Line], int]]] = {
    "cursor_left": Line._left,
    "cursor_right": Line._right,
    "cursor_left_word": Line._word_left,
    "cursor_right_word": Line._word_right,
    "home": lambda line: 0,
    "end": lambda line: len(line.value),
}
"""Action → where the caret goes."""
_DELETES: Final[dict[str, Callable[[Line], int]]] = {
    "delete_left": Line._left,
    "delete_right": Line._right,
    "delete_left_word": Line._word_left,
    "delete_right_word": Line._word_right,
    "delete_left_all": lambda line: 0,
    "delete_right_all": lambda line: len(line.value),
}
"""Action → up to where it deletes, seen from the caret, if nothing is selected."""
EDITS: Final = frozenset((*_MOVES, *_DELETES))
"""The names of all actions that move the caret or delete something."""
_OTHERS: Final[dict[str, Callable[[Line], None]]] = {
    "select_all": Line.select_all,
    "cut": Line._cut,
}


class Lines:
    """The lines of a tree, from the first look at each on."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._clipboard = Clipboard()
        self._lines: dict[Node, Line] = {}

    @property
    def copied(self) -> str:
        """What was cut last."""
        return self._clipboard.text

    def of(self, node: Node) -> Line:
        """Return a node's line as it is now."""
        line = self._lines.setdefault(node, Line(node.get("value"), self._clipboard))
        line.secret, line.most = bool(node.get("password")), longest(node.get("max_length"))
        return line

    def settle(self) -> None:
        """After a frame: the guest may have set another text. Lines that are gone are forgotten."""
        self._lines = {node: line for node, line in self._lines.items() if self._tree.nodes.get(node.id) is node}
        for node, line in self._lines.items():
            if line.value != node.get("value"):
                line.set(node.get("value"))
