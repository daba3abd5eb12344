"""An app without a screen: a guest, a session and a clock that stands still unless it is told to move.

What `tree --do` and most tests use. Actions are lines in the text form of events, their nodes given by id
or path. A script can do what a person at a screen can, and nothing else: keys go by the route that they go on a
screen (`opui.core.session.keys`), and what a widget does with its own keys, a model in the core does here. It needs
wasmtime, not Textual.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final, NamedTuple, TypeAlias

from opui.core import protocol
from opui.core.errors import InputError, ListingError
from opui.core.gate.module import Module
from opui.core.session import keys
from opui.core.session.cells import TOLD
from opui.core.session.cursors import rows_of
from opui.core.session.dialogs import Dialogs
from opui.core.session.edit import pasted
from opui.core.session.events import find_handler
from opui.core.session.links import FOLLOW
from opui.core.session.menu_bars import is_item
from opui.core.session.session import DEFAULT_SCREEN, Screen, Session, run_frame
from opui.core.tree.node import Node
from opui.core.tree.paths import find_node
from opui.core.tree.tree import Call, Tree
from opui.core.tree.tree_listing import Listing, list_tree
from opui.core.tree.values import check_key
from opui.core.wire.batch import CommandBatch, EventBatch
from opui.core.wire.listing import lines, read_event
from opui.core.wire.records import Event
from opui.guest.wasm_guest import WasmGuest
from opui.tools.models import Models, edited, is_branch, toggled
from opui.tools.possible import (
    EDITING,
    SPLICING,
    TURNS_OVER,
    cell_of,
    check_focused,
    check_not_loading,
    check_possible,
    check_reachable,
    chooses,
    row_of,
    slides,
    unquoted,
)
from opui.tools.sizes import Sizes

EXCHANGES_BYTES: Final = 32 << 20
"""Bytes of the batches that are kept; the oldest go first."""
CALLS_KEPT: Final = 256
AGAIN_FRAMES: Final = 1000
"""Frames that a guest may ask for in a row before an action counts as done."""
COPY_KEYS: Final = ("ctrl+c", "super+c")
"""Keys of the host's that copy what a person has selected; without that they mean nothing to an app."""
_MILLISECONDS: Final = re.compile(r"[0-9]{1,9}")

Watch: TypeAlias = Callable[[EventBatch | CommandBatch], object]


class OutOfTimeError(InputError):
    """An app without a screen has run for longer than whoever started it waits."""


class Exchange(NamedTuple):
    """One frame as it crossed the boundary."""

    events: EventBatch
    commands: CommandBatch

    @property
    def size(self) -> int:
        """How many bytes its batches have."""
        return sum(len(batch.records) + len(batch.text) for batch in self)


class _Recorded:
    """A guest whose frames are kept."""

    def __init__(self, guest: WasmGuest, exchanges: list[Exchange], watch: Watch) -> None:
        self._guest = guest
        self._watch = watch
        self._exchanges = exchanges
        self._kept_bytes = 0
        self.abi_minor = guest.abi_minor
        self.check_handler = guest.check_handler
        self.memory = guest.memory

    @property
    def inbox_room(self) -> int:
        return self._guest.inbox_room

    def frame(self, batch: EventBatch) -> CommandBatch:
        self._watch(batch)
        commands = self._guest.frame(batch)
        self._watch(commands)
        self._keep(Exchange(batch, commands))
        return commands

    def _keep(self, exchange: Exchange) -> None:
        self._exchanges.append(exchange)
        self._kept_bytes += exchange.size
        if self._kept_bytes > EXCHANGES_BYTES:
            # Whoever looks at the exchanges may have taken some away.
            self._kept_bytes = sum(each.size for each in self._exchanges)
        while self._kept_bytes > EXCHANGES_BYTES and len(self._exchanges) > 1:
            self._kept_bytes -= self._exchanges.pop(0).size


class Headless:
    """One app, running from its first frame on.

    Args:
        module: What `check_module` returned.
        screen: The size and theme that the guest is told.
        seed: The source of the guest's randomness.
        exchanges: Where to put every frame; it holds them even if the very first one fails.
        watch: Called with each batch as it crosses the boundary: with the events of a frame that traps, too.
        limits: Those of the app.
        seconds: For how long it may run, all actions together.
        announce: Called with the app before its first frame, which may fail.

    Attributes:
        exchanges: The frames so far, the last `EXCHANGES_BYTES` of them.
        calls: The method calls so far, the last `CALLS_KEPT` of them, all but `focus` unheeded.

    Raises:
        GuestError: The guest failed; any later call raises it again.
        OutOfTimeError: It has run for `seconds`, and is not done.
    """

    def __init__(
        self,
        module: Module,
        screen: Screen = DEFAULT_SCREEN,
        seed: int = 0,
        exchanges: list[Exchange] | None = None,
        watch: Watch = lambda batch: None,
        limits: protocol.Limits = protocol.LIMIT,
        seconds: float = math.inf,
        announce: Callable[["Headless"], None] = lambda app: None,
    ) -> None:
        self._seconds = seconds
        self._end = monotonic() + seconds
        self.guest = WasmGuest(module, limits)
        self.exchanges = [] if exchanges is None else exchanges
        self._recorded = _Recorded(self.guest, self.exchanges, watch)
        self._session = Session(self._recorded, screen, seed, limits)
        self._models = Models(self._session, screen.rows)
        self._dialogs = Dialogs(self._session.tree)
        self._sizes = Sizes(self._session.tree, screen.columns, screen.rows)
        self._now = 0.0
        self._focused: Node | None = None
        self.calls: list[Call] = []
        announce(self)
        self._run()

    @property
    def tree(self) -> Tree:
        """The tree as it is now."""
        return self._session.tree

    @property
    def exit_code(self) -> int | None:
        """What the guest quit with, None while it runs."""
        return self._session.exit_code

    def listing(self, ids: bool = True) -> Listing:
        """Return the tree's listing."""
        return list_tree(self.tree, ids)

    def close(self) -> None:
        """Free the guest."""
        self.guest.close()

    # --- Frames ---

    def _run(self) -> None:
        """Run frames until nothing is left to do."""
        for _ in range(AGAIN_FRAMES):
            self._check_time()
            if not self._session.wants_frame(self._now):
                break
            before = self._focused
            around = tuple(before.ancestors()) if before is not None else ()
            changes = run_frame(self._session, self._recorded, self._now)
            self._queue_all(self._sizes.settle(changes.created))
            self._queue_all(self._models.settle(self._focused))
            self._keep_focus(around)
            target = self._dialogs.settle(before, self._focused)
            if target is not None:
                self._focus(target)
            for call in changes.calls:
                self._called(call)

    def _check_time(self) -> None:
        if monotonic() > self._end:
            raise OutOfTimeError(
                f"frame {self._session.frame}: the app was stopped, it has run for {self._seconds:g} s"
            )

    def _keep_focus(self, around: tuple[Node, ...]) -> None:
        """After a frame: what is gone, disabled or hidden has no focus.

        What is gone leaves it to the list that it lay in, else to nobody.

        Args:
            around: The node that had the focus and what it lay in, from there upwards.
        """
        if not around:
            return
        if self._is_alive(around[0]):
            if not keys.takes_focus(self.tree, around[0]):
                self._queue(Event("blur", around[0].id))
                self._leave()
            return
        self._leave()
        heirs = (each for each in around[1:] if each.signature.window and self._is_alive(each))
        heir = next(heirs, None)
        if heir is not None and keys.takes_focus(self.tree, heir):
            self._focus(heir)

    def _is_alive(self, node: Node) -> bool:
        return self.tree.nodes.get(node.id) is node

    def _called(self, call: Call) -> None:
        self.calls.append(call)
        del self.calls[:-CALLS_KEPT]
        if call.method == "focus" and keys.is_reachable(self.tree, call.node):
            self._focus(call.node)
        else:
            self._models.call(call)

    def _focus(self, node: Node) -> None:
        self._queue_all(self._models.put_around(node))
        if not node.signature.row.focusable:
            # A row that takes no focus gives it to its list; anything else that takes none, to nobody.
            if node.parent is None or not node.parent.signature.window:
                return
            node = node.parent
        self._queue_all(self._models.enter(node))
        if node is not self._focused:
            if self._focused is not None:
                self._queue(Event("blur", self._focused.id))
            self._leave()
            self._focused = node
            self._queue(Event("focus", node.id))

    def _leave(self) -> None:
        self._focused = None
        self._models.close_menus()

    def _queue(self, event: Event) -> None:
        self._session.queue_event(event, self._now)

    def _queue_all(self, events: Iterable[Event]) -> None:
        for event in events:
            self._queue(event)

    # --- Actions ---

    def play(self, text: str) -> None:
        """Do each line of `text` in turn.

        Raises:
            ListingError: A line is no action, or can't be done; it carries the line's number.
        """
        for number, line in lines(text):
            self.do(line, number)

    def do(self, line: str, number: int = 0) -> None:
        """Do one action and run the frames that follow from it.

        Besides events there are `wait 500` (milliseconds), `focus PATH`, which takes the focus from where it was, and
        `key f2` and `paste "text"`, which go to where it is.

        Raises:
            ListingError: The line is no action, or can't be done.
            GuestError: The guest failed.
        """
        if self._session.failure is not None:
            raise self._session.failure
        if self.exit_code is not None:
            raise ListingError(number, f"the app has quit (exit code {self.exit_code})")
        with _numbered(number):
            verb, _, rest = line.strip().partition(" ")
            if verb in _VERBS:
                _VERBS[verb](self, rest.strip(), number)
            else:
                event = read_event(line, number, lambda path: find_node(self.tree, path))
                self._perform(event, given_text="text=" in rest, given_flag=_says_number(event, rest))
        self._run()

    def _perform(self, event: Event, given_text: bool, given_flag: bool) -> None:
        if event.name in protocol.HOST_EVENTS or event.name == "tick":
            raise InputError(f"{event.name} is the host's own; use `wait` to let time pass")
        node = self.tree.nodes.get(event.node)
        if node is None:
            raise InputError(f"there is no node {event.node}")
        check_possible(self.tree, node, event, self._focused, self._models.keys(self._focused))
        if is_branch(node):
            return self._perform_on_branch(node, event, given_flag)
        if is_item(node):
            return self._perform_on_item(node, event, given_flag)
        if event.name in EDITING and node.signature.part and node.parent is not None:
            self._focus(node.parent)
            return self._queue_all(self._models.check(node.parent, node))
        if event.name in SPLICING:
            self._focus(node)
            return self._queue_all(self._models.splice(node, event))
        typed = keys.takes_text(node)
        if event.name == "submit" and not given_text:
            event = event._replace(text=self._models.lines.of(node).value)
        elif event.name in TURNS_OVER and not given_flag:
            event = toggled(node)
        elif event.name == FOLLOW:
            event = self._models.links.clicked(node, event.text if given_text else None)
        elif event.name == "highlight":
            if node.signature.row.outlined:
                outlines = self._models.outlines
                return self._queue_all(outlines.put(row_of(node, outlines.of(node).lines, event)))
            return self._queue_all(self._models.cursors.put(node, row_of(node, rows_of(node), event)))
        elif event.name in TOLD:
            return self._do_on_cells(node, event)
        if event.name != "change" and find_handler(self.tree, event) is None:
            raise InputError(f"nothing handles {event.name} on {node.kind_name} {node.id}")
        if event.name == "blur":
            check_focused(node, self._focused)
            self._leave()
        if event.name == "resize":
            columns, self._models.rows = map(int, event.numbers)
            self._queue(event)
            return self._queue_all(self._sizes.resize(columns, self._models.rows))
        if event.name in ("press", FOLLOW) or event.name in EDITING:
            self._queue_all(self._models.put_around(node))
            if node.signature.row.focusable:
                self._focus(node)
        if (chooses(event) or slides(event)) and self._models.shown(node) == event.numbers[0]:
            return None  # what is chosen already is chosen again: nothing to tell
        if event.name in ("change", "submit") and typed:
            event = event._replace(text=self._models.typed_anew(node, event.text))
        if event.name == "submit" and event.text != node.get("value"):
            # Typing comes before Enter: a text that is not the input's value yet is a change first.
            self._queue(Event("change", node.id, event.text))
        return self._queue(event)

    def _perform_on_branch(self, branch: Node, event: Event, given_flag: bool) -> None:
        """A click on a branch, or on the arrow in front of it: what is done takes the cursor and the focus there."""
        if branch.holder is None:
            return
        if event.name in TURNS_OVER and not given_flag:
            event = toggled(branch)
        heard = event.name in EDITING or find_handler(self.tree, event) is not None
        done = [event] if heard else list(self._models.outlines.press(branch)) if event.name == "press" else []
        if not done:
            raise InputError(f"nothing handles {event.name} on {branch.kind_name} {branch.id}")
        self._queue_all(self._models.outlines.put(branch))
        self._focus(branch.holder)
        for each in done:
            if each.name not in EDITING or branch.get(edited(branch)) != bool(each.numbers[0]):
                self._queue_all(self._models.tell(each))

    def _perform_on_item(self, item: Node, event: Event, given_flag: bool) -> None:
        """Choose an item of a menu: a click on the menu, and one on the item."""
        if item.holder is None:
            return
        if event.name not in EDITING and find_handler(self.tree, event) is None:
            raise InputError(f"nothing handles {event.name} on {item.kind_name} {item.id}")
        self._focus(item.holder)
        if event.name not in EDITING or not given_flag or item.get(edited(item)) != bool(event.numbers[0]):
            self._queue_all(self._models.told(self._models.bars.of(item.holder).choose(item)))

    def _do_on_cells(self, table: Node, event: Event) -> None:
        """Go to a cell by keys, or click on it or on a heading."""
        row, column = cell_of(table, event)
        if event.name == "cell_highlight":
            return self._queue_all(self._models.cells.put(table, row, column))
        self._focus(table)
        return self._queue_all(self._models.cells.click(table, row, column))

    def _wait(self, rest: str, number: int) -> None:
        if not _MILLISECONDS.fullmatch(rest):
            raise ListingError(number, f"wait wants milliseconds, not {rest[:40]!r}")
        end = self._now + int(rest)
        while (due := self._session.next_due()) is not None and due <= end and self.exit_code is None:
            self._now = max(due, self._now)
            self._run()
        self._now = end

    def _focus_path(self, rest: str, number: int) -> None:
        node = self.tree.nodes[find_node(self.tree, rest)]
        if "focus" not in node.signature.row.methods:
            raise ListingError(number, f"{node.kind_name} can't have the focus")
        check_reachable(self.tree, node)
        check_not_loading(node)
        self._focus(node)

    def _key(self, rest: str, number: int) -> None:
        """`key f2`: what the spec says under *Keys*. One that means nothing to anybody does nothing."""
        key = unquoted(rest.removeprefix("text="), number)
        if key in COPY_KEYS and self._models.copies(self._focused):
            return
        if key in protocol.QUIT_KEYS and self._session.ask_to_close(self._now):
            return self._models.menu.close()
        if wrong := check_key(key):
            raise ListingError(number, wrong)
        focused = self._focused
        row = self._models.cursors.row(focused) if focused is not None else None
        match keys.route(self.tree, focused.id if focused is not None else None, key, row, self._models.keys(focused)):
            case keys.Type(node, text):
                self._queue_all(self._models.type(node, text))
            case keys.Own(node, action, takes_focus):
                if takes_focus:
                    self._focus(node)
                self._own(node, action)
            case keys.Binding(node) | keys.Press(node):
                self._queue(keys.pressed(node))
            case keys.Key(event) if key not in protocol.LAST_KEYS:
                self._queue(event)
            case keys.Seek(node, character):
                self._queue_all(self._models.seek(node, character, self._now))
            case _ if key in (*protocol.HOST_KEYS, *protocol.LAST_KEYS):
                # What the host does leaves the node, whose menu closes.
                self._models.close_menus()
            case keys.Move(by):
                self._queue_all(self._models.finish())
                following = keys.next_focus(self.tree, focused, by)
                if following is not None:
                    self._focus(following)

    def _paste_text(self, rest: str, number: int) -> None:
        """`paste "a text"`: what a terminal sends when a person pastes. It goes to where the focus is."""
        self._paste(unquoted(rest.removeprefix("text="), number))

    def _paste(self, text: str) -> None:
        focused = self._focused.id if self._focused is not None else None
        match keys.route_paste(self.tree, focused, pasted(text)[0]):
            case keys.Type(node):
                self._queue_all(self._models.type(node, text))
            case keys.Key(event):
                self._queue_all(self._models.tell(event))

    def _own(self, node: Node, action: str) -> None:
        """Do what an own key does: a paste goes to where the focus is, all else the models know."""
        if action == "paste":
            self._paste(self._models.lines.copied)
        else:
            self._queue_all(self._models.do(node, action))


_VERBS: Final[dict[str, Callable[[Headless, str, int], None]]] = {
    "wait": Headless._wait,
    "focus": Headless._focus_path,
    "key": Headless._key,
    "paste": Headless._paste_text,
}


@contextmanager
def _numbered(number: int) -> Iterator[None]:
    try:
        yield
    except (ListingError, OutOfTimeError):
        raise
    except InputError as error:
        raise ListingError(number, str(error)) from error


def _says_number(event: Event, rest: str) -> bool:
    """Tell whether an action gives the number of its event."""
    return any(f"{name}=" in rest for name in protocol.EVENT_BY_NAME[event.name].numbers)
