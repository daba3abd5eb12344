"""One guest's session: events in, one batch per frame out; one batch in, one set of changes out.

The session is the frame loop without the loop: it makes no call, waits for nothing and asks no clock. A
driver (the Textual view, `opui.tools.headless`) calls `take_events`, hands the batch to the guest, and gives
what comes back to `receive_batch`. At most one frame is in flight.

After an error the session is over: every later call raises the same error again.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, NamedTuple, Protocol

from opui.core import protocol
from opui.core.arrays import Memory
from opui.core.errors import BatchError, GuestError, LimitError
from opui.core.kinds import How
from opui.core.session.area import Areas
from opui.core.session.events import EventQueue, debounce_of, find_handler, moved_by
from opui.core.session.timers import Timers
from opui.core.tree.tree import Call, Changes, Tree
from opui.core.wire.batch import CommandBatch, EventBatch
from opui.core.wire.decoder import replay
from opui.core.wire.records import Event

SECOND: Final = 1000.0
"""The milliseconds in which at most `notifications` may come."""
_ANNOUNCING: Final = frozenset({"notify", "notify_as", "bell", "use_theme"})


def limits_text(limits: protocol.Limits) -> str:
    """Return the text by which `start` tells an app's limits: one `name=value` a line."""
    return "\n".join(f"{limit.name}={limits[limit.name]}" for limit in protocol.LIMITS)


class Guest(Protocol):
    """What a session's driver needs of a guest; `opui.guest.wasm_guest` is one, tests make others."""

    @property
    def abi_minor(self) -> int:
        """The minor version of the ABI the guest was written for."""

    @property
    def inbox_room(self) -> int:
        """How many bytes of events the guest can take at most."""

    @property
    def memory(self) -> Memory:
        """Where its arrays lie."""

    def check_handler(self, index: int) -> None:
        """Raise `CommandError` if `index` is no handler."""

    def frame(self, batch: EventBatch) -> CommandBatch:
        """Run one frame: the one call into the guest."""


class Screen(NamedTuple):
    """Where the app is shown: its size in cells and whether the theme is dark."""

    columns: int = 80
    rows: int = 24
    dark: bool = True


DEFAULT_SCREEN: Final = Screen()


class Session:
    """See the module's text.

    Args:
        guest: Asked for its version, its room, its handlers and its memory; never called.
        screen: The size and theme at the start.
        seed: What the guest's randomness comes from; any u32.
        limits: Those of the app.

    Attributes:
        tree: What the guest has built.
        queue: The events that wait.
        areas: The texts that people edit, as these see them.
        frame: The number of the last frame, 0 before the first.
        in_flight: Whether a frame's events were taken and its commands have not come back.
        failure: What ended the session, None while it goes on.
        exit_code: The code that the guest has quit with, after which no frame is wanted; None while it runs.
    """

    def __init__(
        self,
        guest: Guest,
        screen: Screen = DEFAULT_SCREEN,
        seed: int = 0,
        limits: protocol.Limits = protocol.LIMIT,
    ) -> None:
        self._guest = guest
        self._limits = limits
        self.tree = Tree(guest.check_handler, guest.abi_minor > protocol.ABI_MINOR, limits, guest.memory)
        self.queue = EventQueue(limits)
        self.areas = Areas(self.tree)
        self._announced: list[float] = []
        self._timers = Timers(self.tree)
        self._start: Event | None = Event(
            "start", 0, limits_text(limits), (screen.columns, screen.rows), int(screen.dark), 0, 0, seed
        )
        self.frame = 0
        self.in_flight = False
        self._again = True
        self._asked_to_close = False
        self.failure: GuestError | None = None
        self.exit_code: int | None = None

    # --- Events ---

    def queue_event(self, event: Event, time: float = 0.0) -> None:
        """Keep an event for the next frame, if there will be one.

        Args:
            event: The event.
            time: When it happened, in milliseconds since the start; never before what was queued last.
        """
        if not self.over:
            self.queue.add(event, time, debounce_of(self.tree, event))

    def ask_to_close(self, time: float) -> bool:
        """Tell the guest that the person wants the app to end.

        Args:
            time: When that was, as for `queue_event`.

        Returns:
            Whether it hears of that. Not if it has no handler for it, nor if it has not answered the last time that it
            was told: then the person is not to wait for it.
        """
        event = Event("close", protocol.ROOT)
        if self.over or self._asked_to_close or find_handler(self.tree, event) is None:
            return False
        self._asked_to_close = True
        self.queue_event(event, time)
        return True

    def wants_frame(self, now: float) -> bool:
        """Tell whether a frame should be run at `now`, in milliseconds since the start: if not, no call is made.

        Timers that are due tick; events that nobody has a handler for are dropped.
        """
        if self.in_flight or self.over:
            return False
        for node in self._timers.due(now):
            self.queue.add(Event("tick", node), now)
        self.queue.drop_unwanted(self.tree, now)
        return self._again or self.queue.is_ready(now)

    def next_due(self) -> float | None:
        """Return when a timer will want a frame, or an event that waits for others like it; None if none does."""
        dues = (self._timers.next_due(), self.queue.next_due())
        return min((due for due in dues if due is not None), default=None)

    # --- Frames ---

    def take_events(self, now: float) -> EventBatch:
        """Begin a frame: return its events, and when they happened.

        Raises:
            GuestError: The session is over, or the guest can't take an event.
        """
        assert not self.in_flight, "a frame is in flight"
        self._raise_failure()
        self.frame = self.frame % 0xFFFF_FFFF + 1
        start, self._start = self._start, None
        try:
            batch = self.queue.take(self.tree, start, self.frame, self._guest.inbox_room, now)
        except GuestError as error:
            raise self.fail(error) from None
        self.in_flight = True
        return batch

    def receive_batch(self, batch: CommandBatch, now: float) -> Changes:
        """End a frame: apply its commands, whole or not at all, and return what changed.

        Where the guest set a value that the person has changed since, the person's edit is kept. Text typed at the end
        is put behind the value that was set (`rebased`). Any other edit takes the set out of `changed`: the guest hears
        of the edit in the next frame, and answers that.

        Raises:
            BatchError: The batch was refused; the tree is as it was and the session is over.
        """
        self._raise_failure()
        assert self.in_flight, "no frame is in flight"
        self.in_flight = False
        bases = {(id_, name): self.tree.nodes[id_].get(name) for id_, name in self.queue.edits(self.tree)}
        self.tree.begin()
        try:
            with _garbage_waits():
                replay(batch, self.tree, self._limits)
                changes = self.tree.commit()
            self._announce(changes.calls, now)
        except BatchError as error:
            self.tree.rollback()
            raise self.fail(error) from None
        self._again = batch.again
        self.queue.forget({node.id for top in changes.removed for node in top.subtree()})
        self.exit_code = next((call.option for call in changes.calls if call.method == "quit"), None)
        if self.exit_code is not None:
            self.queue.clear()
        self._asked_to_close = self._asked_to_close and self.queue.holds("close", protocol.ROOT)
        self._timers.follow(changes, now)
        self._settle_texts(changes)
        return self._settle_edits(changes, bases)

    def _announce(self, calls: list[Call], now: float) -> None:
        """Count the calls that interrupt the person.

        Raises:
            LimitError: With these there are too many within one second.
        """
        said = [time for time in self._announced if time > now - SECOND]
        said += [now for call in calls if call.method in _ANNOUNCING]
        if len(said) > self._limits["notifications"]:
            most = self._limits["notifications"]
            raise LimitError("limit", f"{len(said)} notifications in a second are over notifications = {most}")
        self._announced = said

    def fail(self, error: GuestError) -> GuestError:
        """End the session because of `error` (a trap, say) and return it."""
        error.place = error.place or f"frame {self.frame}"
        self.failure = error
        self.in_flight = False
        return error

    @property
    def over(self) -> bool:
        """Whether the guest has failed or quit, so that nothing reaches it any more."""
        return self.failure is not None or self.exit_code is not None

    def _raise_failure(self) -> None:
        if self.failure is not None:
            raise self.failure

    def _settle_texts(self, changes: Changes) -> None:
        """Bring together what the guest has done to edited texts and what people have done to them meanwhile."""
        self.areas.settle()
        for node, splices in changes.spliced.items():
            shown = self.queue.move_splices(node.id, splices)
            self.areas.splice_by_guest(node, shown)
        for node, (start, end) in changes.selected.items():
            meanwhile = self.queue.edits_of_text(node.id)
            self.areas.of(node).select_for_guest(moved_by(meanwhile, start), moved_by(meanwhile, end))

    def _settle_edits(self, changes: Changes, bases: dict[tuple[int, str], Any]) -> Changes:
        for (id_, name), edit in self.queue.edits(self.tree).items():
            node = self.tree.nodes[id_]
            if name not in changes.changed.get(node, ()):
                continue
            typed = edit.how is How.TYPED
            shown = self.queue.rebase(id_, edit, bases[id_, name], node.get(name)) if typed else None
            if shown is None:
                changes.changed[node].discard(name)
            else:
                changes.rebased[node] = shown
        return changes


def run_frame(session: Session, guest: Guest, now: float) -> Changes:
    """Run one frame at `now`: the guest's one call, between taking the events and applying the commands.

    Raises:
        GuestError: Whatever ended the session.
    """
    events = session.take_events(now)
    try:
        batch = guest.frame(events)
    except GuestError as error:
        raise session.fail(error) from None
    return session.receive_batch(batch, now)


@contextmanager
def _garbage_waits() -> Iterator[None]:
    """Pause the garbage collector: nothing a batch creates is garbage yet, and a collection would rescan it all."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
