"""What a guest may take, when it is stopped, and where its native code comes from."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from opui.core import protocol
from opui.core.errors import CommandError, LimitError, ModuleError, TrapError
from opui.core.gate.sections import CAP
from opui.core.wire.batch import CommandBatch, EventBatch
from opui.guest import compiler
from opui.guest.engine import compile_here
from opui.guest.wasm_guest import WasmGuest
from opui.guest.watchdog import WATCHDOG
from tests.guests import guest_text, load, set_word, with_commands

NOTHING = EventBatch(b"", b"", 1)
LARGE = EventBatch(bytes(32), b"x" * 3000, 1)
PAGE = 65_536

pytestmark = pytest.mark.usefixtures("closed_guests")


# --- Limits ---


@pytest.mark.parametrize(("pages", "refused"), [(2, False), (3, True)])
def test_memory_grows_as_far_as_the_app_may(pages: int, refused: bool) -> None:
    frame = set_word("again", f"(i32.eq (memory.grow (i32.const {pages})) (i32.const -1))")
    guest = load(guest_text(frame, pages="1"), memory_bytes=3 * PAGE)
    assert guest.frame(NOTHING).again == refused


def test_an_app_may_have_the_largest_memory_there_is() -> None:
    most = protocol.CEILING["memory_bytes"]
    frame = set_word("again", f"(i32.eq (memory.grow (i32.const {most // PAGE - 1})) (i32.const -1))")
    frame += f"(i32.store8 (i32.const {most - 1}) (i32.const 1))"
    assert not load(guest_text(frame, pages="1"), memory_bytes=most).frame(NOTHING).again


def test_a_module_that_needs_more_memory_than_the_app_may_have_is_refused_uncompiled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load(guest_text(pages="2"), memory_bytes=2 * PAGE)
    monkeypatch.setattr(compiler, "compiled", lambda data: pytest.fail("it was compiled"))
    with pytest.raises(ModuleError, match="limit: 196608 bytes of memory are over memory_bytes = 131072"):
        load(guest_text(pages="3"), memory_bytes=2 * PAGE)


def test_a_table_can_not_grow_past_its_cap() -> None:
    full = CAP["table elements"]
    frame = "(i32.eq (table.grow 0 (ref.null func) (i32.const 1)) (i32.const -1))"
    text = guest_text(set_word("again", frame))
    assert load(text.replace("4 funcref", f"{full} funcref")).frame(NOTHING).again
    assert not load(text.replace("4 funcref", f"{full - 1} funcref")).frame(NOTHING).again


@pytest.mark.parametrize(("words", "name"), [("commands_count", "commands"), ("text_length", "text_bytes")])
def test_more_than_the_app_may_leave_is_refused_before_it_is_copied(
    words: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(guest_text(words={words: 100}), **{name: 100}).frame(NOTHING)
    guest = load(guest_text(words={words: 101}), **{name: 100})
    copied: list[int] = []
    region = WasmGuest._region

    def noting(self: WasmGuest, name: str, address: int, length: int) -> bytes:
        copied.append(length)
        return region(self, name, address, length)

    monkeypatch.setattr(WasmGuest, "_region", noting)
    with pytest.raises(LimitError, match=f"^limit: 101 is over {name} = 100$"):
        guest.frame(NOTHING)
    assert set(copied) == {protocol.CONTROL.size}


# --- Stopping ---

LOOP = "(loop (br 0))"
RESERVE = '(func (export "opui_reserve") (param i32) (result i32) BODY unreachable)'


def turns(count: int) -> str:
    """Return instructions that count as far."""
    condition = f"(i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const {count}))"
    return f"(local $i i32) (loop (br_if 0 {condition}))"


@pytest.mark.parametrize(
    ("text", "name", "batch"),
    [
        (guest_text(LOOP), "opui_frame", NOTHING),
        (guest_text(init=LOOP), "opui_init", NOTHING),
        (guest_text(extra=RESERVE.replace("BODY", LOOP)), "opui_reserve", LARGE),
    ],
)
def test_a_call_is_stopped_when_its_time_is_up(text: str, name: str, batch: EventBatch) -> None:
    stopped: list[str] = []
    before = WATCHDOG.watch(lambda: stopped.append("a call that began before and had a little less time"))
    long_after = WATCHDOG.watch(lambda: stopped.append("a call that had a minute"))
    before.begin(0.149)
    long_after.begin(60)
    try:
        with pytest.raises(TrapError) as caught:
            load(text, call_milliseconds=150).frame(batch)
    finally:
        long_after.end()
        before.end()
    assert str(caught.value) == f"limit: {name} ran longer than call_milliseconds = 150 and was stopped"
    assert stopped == ["a call that began before and had a little less time"]


@pytest.mark.slow
def test_each_call_has_all_of_its_time() -> None:
    # All calls together take longer than one may; each takes a hundredth of that.
    guest = load(guest_text(turns(5_000_000)), call_milliseconds=1_000)
    until = time.monotonic() + 2
    while time.monotonic() < until:
        guest.frame(NOTHING)


def stop_soon(guest: WasmGuest, stop: Callable[[], None]) -> threading.Thread:
    """Call `stop` in another thread, once a frame of `guest` runs."""

    def wait() -> None:
        while not guest.calls["opui_frame"]:
            time.sleep(0.001)
        stop()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


@pytest.mark.parametrize("name", ["interrupt", "close"])
def test_a_call_can_be_stopped_from_another_thread_and_none_follows(name: str) -> None:
    guest = load(guest_text(LOOP), call_milliseconds=60_000)
    thread = stop_soon(guest, getattr(guest, name))
    for _ in range(2):
        with pytest.raises(TrapError, match=r"^trap: opui_frame was stopped by the host$"):
            guest.frame(NOTHING)
    thread.join()
    assert guest.calls["opui_frame"] == 1
    with pytest.raises(CommandError, match="handler_null: the guest was stopped by the host"):
        guest.check_handler(1)


def test_nothing_is_freed_while_a_call_uses_it() -> None:
    guest = load(guest_text(LOOP), call_milliseconds=60_000)
    in_use: list[bool] = []

    def stop() -> None:
        in_use.append(guest._in_use.locked())
        guest.interrupt()

    thread = stop_soon(guest, stop)
    with pytest.raises(TrapError):
        guest.frame(NOTHING)
    thread.join()
    assert in_use == [True]
    guest = load(guest_text())
    with guest._in_use:
        thread = threading.Thread(target=guest.close)
        thread.start()
        while not guest._running.interrupted:
            time.sleep(0.001)
        thread.join(0.05)
        assert thread.is_alive()
        assert guest._store.ptr()
    thread.join()
    with pytest.raises(ValueError, match="closed"):
        guest._store.ptr()


def test_an_interrupted_guest_leaves_the_others_alone() -> None:
    loops = load(guest_text(LOOP), call_milliseconds=60_000)
    works = load(guest_text(turns(1 << 30)), call_milliseconds=60_000)
    done: list[CommandBatch] = []
    worker = threading.Thread(target=lambda: done.append(works.frame(NOTHING)))
    worker.start()
    while not works.calls["opui_frame"]:
        time.sleep(0.001)
    thread = stop_soon(loops, loops.interrupt)
    with pytest.raises(TrapError, match="was stopped by the host"):
        loops.frame(NOTHING)
    thread.join()
    # A billion turns: it was on its way while the other one was stopped.
    assert not done
    worker.join()
    assert len(done) == 1


def test_a_stop_that_comes_too_late_does_not_hit_the_next_call() -> None:
    guest = load(with_commands(b""))
    guest.frame(NOTHING)
    # What the watchdog does to a call, done to none.
    guest._engine.increment_epoch()
    guest.frame(NOTHING)


# --- Compiling ---


def test_native_code_that_can_not_be_loaded_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def of_another_machine(data: bytes, *, fresh: bool = False, **_: object) -> bytes:
        asked.append(fresh)
        return compile_here(data) if fresh else b"code of another processor"

    monkeypatch.setattr(compiler, "compiled", of_another_machine)
    load(with_commands(b"")).frame(NOTHING)
    assert asked == [False, True]


def test_native_code_that_is_broken_even_when_new_is_a_module_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "compiled", lambda data, **_: b"no code at all")
    with pytest.raises(ModuleError, match="malformed: "):
        load(guest_text())


def test_a_guest_is_compiled_in_a_worker_and_comes_out_of_the_cache_then(
    compiled_for_real: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(with_commands(b"")).frame(NOTHING)
    monkeypatch.setattr(compiler, "compile_in_worker", lambda data: pytest.fail("a worker was started"))
    load(with_commands(b"")).frame(NOTHING)
