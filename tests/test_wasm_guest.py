import re
import tracemalloc

import pytest

from opui.core import protocol
from opui.core.errors import CommandError, ControlBlockError, GuestError, ModuleError, TrapError
from opui.core.gate.module import check_module
from opui.core.session.session import Session, run_frame
from opui.core.wire.batch import CommandBatch, EventBatch
from opui.core.wire.decoder import commands, events
from opui.core.wire.encoder import encode, encode_events
from opui.core.wire.listing import read_command
from opui.core.wire.records import Event
from opui.guest.wasm_guest import WasmGuest
from tests.guests import (
    COMMANDS,
    CONTROL,
    INBOX,
    TEXT,
    compiled,
    data,
    get_word,
    guest_text,
    load,
    set_word,
    with_commands,
    with_manifest,
)

NOTHING = EventBatch(b"", b"", 1)
PAGE = 65_536


pytestmark = pytest.mark.usefixtures("closed_guests")


def refused(text: str, error: type[GuestError], rule: str, message: str, batch: EventBatch = NOTHING) -> GuestError:
    """Load a guest and run a frame; the error that comes of it must be this one."""
    with pytest.raises(error, match=re.escape(message)) as caught:
        load(text).frame(batch)
    assert caught.value.rule == rule
    return caught.value


# --- Good guests ---


def test_a_good_guest_leaves_commands_and_their_text() -> None:
    batch = encode(map(read_command, ("create node=1 kind=text", 'set_text node=1 text="é!"')))
    guest = load(with_commands(batch.commands, batch.text))
    assert guest.frame(EventBatch(b"", b"", 3)) == batch._replace(frame=3)
    assert (guest.abi_minor, guest.inbox_room) == (protocol.ABI_MINOR, 1024)


def test_the_guest_finds_the_events_in_its_inbox_and_the_counts_in_its_control_block() -> None:
    echo = set_word("commands_address", INBOX) + set_word(
        "commands_count", f"(i32.mul {get_word('events_count')} (i32.const 2))"
    )
    text = f"(i32.add (i32.const {INBOX}) (i32.mul {get_word('events_count')} (i32.const 32)))"
    echo += set_word("text_address", text) + set_word("text_length", get_word("events_text_length"))
    echo += set_word("again", f"(i32.eq {get_word('frame')} (i32.const 9))")
    sent = [Event("clock", numbers=(1.5,)), Event("change", 3, "é", handler=1)]
    got = load(guest_text(echo)).frame(encode_events(sent, 9))
    assert events(EventBatch(got.commands, got.text)) == sent
    assert (got.again, got.frame) == (True, 9)


def test_a_frame_is_one_call() -> None:
    guest = load(with_commands(b""))
    for _ in range(3):
        guest.frame(NOTHING)
    assert guest.calls == {"opui_init": 1, "opui_frame": 3}


def test_memory_that_grows_in_a_frame_is_read_where_it_is_then() -> None:
    moved = 2 * PAGE - 16
    frame = f"""
      (drop (memory.grow (i32.const 1)))
      (memory.copy (i32.const {moved}) (i32.const {COMMANDS}) (i32.const 16))
      {set_word("commands_address", moved)} {set_word("commands_count", 1)}
    """
    record = encode([read_command("remove node=7")]).commands
    guest = load(guest_text(frame, extra=data(COMMANDS, record)))
    assert guest.frame(NOTHING) == CommandBatch(record, b"", 1)


def test_a_region_may_end_where_memory_ends_and_an_empty_one_lie_anywhere_in_it() -> None:
    guest = load(guest_text(words={"commands_address": PAGE - 16, "commands_count": 1, "text_address": PAGE}))
    assert guest.frame(NOTHING).commands == bytes(16)


def test_what_a_guest_leaves_is_copied_once() -> None:
    size = 1 << 20
    guest = load(guest_text(words={"text_address": 0, "text_length": size}, pages="17"), text_bytes=size)
    tracemalloc.start()
    try:
        left = guest.frame(NOTHING)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(left.text) == size
    assert most < 1.5 * size


def test_a_session_runs_on_a_guest() -> None:
    batch = encode(map(read_command, ("create node=1 kind=button", "attach node=1 event=press handler=1 data=7")))
    guest = load(with_commands(batch.commands))
    session = Session(guest)
    assert [node.id for node in run_frame(session, guest, 0).created] == [1]
    with pytest.raises(CommandError, match="node_exists: node 1 is alive"):
        run_frame(session, guest, 1)


def test_closing_twice_does_nothing() -> None:
    guest = load(guest_text())
    guest.close()
    guest.close()


def test_many_guests_can_live_at_once() -> None:
    guests = [load(with_commands(bytes([number] * 16))) for number in range(5)]
    assert [guest.frame(NOTHING).commands[0] for guest in guests] == list(range(5))


# --- Modules ---


@pytest.mark.parametrize(
    ("extra", "rule", "message"),
    [
        ('(import "env" "now" (func))', "import", "it imports 'env'.'now'"),
        ("(start $start) (func $start)", "start", "the module has a start function"),
        ("(memory 1)", "memory", "it has 2 memories"),
    ],
)
def test_a_module_is_refused_before_it_runs(extra: str, rule: str, message: str) -> None:
    text = (
        guest_text("", extra=extra)
        if "import" not in extra
        else guest_text("").replace("(module", f"(module {extra}", 1)
    )
    with pytest.raises(ModuleError, match=re.escape(message)) as caught:
        check_module(compiled(text))
    assert caught.value.rule == rule


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('(export "memory")', "", "it does not export memory"),
        ('(export "__indirect_function_table")', "", "it does not export __indirect_function_table"),
        ('(export "opui_init")', "", "it does not export opui_init: () -> i32"),
        ('(func (export "opui_frame") )', '(func (export "opui_frame") (param i32))', "opui_frame is (i32) -> ()"),
    ],
)
def test_missing_or_wrongly_typed_exports_are_refused(old: str, new: str, message: str) -> None:
    text = guest_text()
    assert old in text
    with pytest.raises(ModuleError, match=re.escape(message)) as caught:
        check_module(compiled(text.replace(old, new)))
    assert caught.value.rule == "export"


def test_another_abi_is_refused_by_manifest_and_by_control_block() -> None:
    module = compiled(guest_text())
    with pytest.raises(ModuleError, match=r"abi_version: it is of ABI 2.3"):
        check_module(with_manifest(module, '{"abi": [2, 3]}'))
    refused(
        guest_text(words={"abi_major": 2, "abi_minor": 5}),
        ModuleError,
        "abi_version",
        "it is of ABI 2.5, this opui runs 1.x",
    )
    assert load(guest_text(words={"abi_minor": 9})).abi_minor == 9


@pytest.mark.parametrize(
    ("module", "message"),
    [
        (compiled(guest_text()) + b"\x0b\x01\x00", "malformed: "),
        (compiled(guest_text("(i32.const 1) (drop)")).replace(b"\x41\1\x1a", b"\x41\1\xff"), "malformed: .*opcode"),
        (compiled(guest_text(extra=data(4 * PAGE, b"x"))), "malformed: .*out of bounds"),
        (compiled(guest_text(extra="(func (param v128))")), "malformed: .*SIMD"),
    ],
)
def test_what_wasmtime_refuses_is_a_module_error(module: bytes, message: str) -> None:
    with pytest.raises(ModuleError, match=message) as caught:
        WasmGuest(check_module(module))
    assert "\n" not in str(caught.value)


# --- Control blocks and regions ---

BAD: list[tuple[str, dict[str, int], str, str]] = [
    ("magic", {"magic": 0x12345678}, "control_block", "its first word is 0x12345678, not 0x4955504f (OPUI)"),
    ("reserved", {"reserved": 1}, "control_block", "its last word, reserved, is not 0"),
    ("again", {"again": 2}, "control_block", "the word again is 2, not 0 or 1"),
    ("inbox small", {"inbox_capacity": 1023}, "inbox", "its 1023 bytes are fewer than 1024"),
    ("inbox misaligned", {"inbox_address": INBOX + 4}, "inbox", "its address 1028 is not a multiple of 8"),
    ("inbox far", {"inbox_address": 0xFFFF_FFF8}, "region", "the inbox at 4294967288 with 1024 bytes reaches past"),
    ("inbox large", {"inbox_capacity": 0xFFFF_FFFF}, "region", "with 4294967295 bytes reaches past the memory's 65536"),
    (
        "commands far",
        {"commands_address": 0xFFFF_FFFF, "commands_count": 1},
        "region",
        "commands at 4294967295 with 16",
    ),
    ("commands wrap", {"commands_count": 0x1000_0001}, "region", "commands at 8192 with 4294967312 bytes reaches past"),
    ("commands end", {"commands_address": PAGE - 15, "commands_count": 1}, "region", "commands at 65521 with 16 bytes"),
    ("text far", {"text_address": 0xFFFF_FFFF, "text_length": 1}, "region", "text at 4294967295 with 1 bytes"),
    ("text wrap", {"text_length": 0xFFFF_FFFF}, "region", "text at 12288 with 4294967295 bytes"),
    ("empty far", {"text_address": PAGE + 1}, "region", "text at 65537 with 0 bytes reaches past"),
]


@pytest.mark.parametrize(("words", "rule", "message"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_a_control_block_that_lies_is_refused(words: dict[str, int], rule: str, message: str) -> None:
    refused(guest_text(words=words), ControlBlockError, rule, message)


@pytest.mark.parametrize("word", ["magic", "reserved", "again"])
def test_a_control_block_that_is_spoilt_in_a_frame_is_refused(word: str) -> None:
    refused(guest_text(set_word(word, 77)), ControlBlockError, "control_block", "word")


@pytest.mark.parametrize(
    ("address", "rule", "message"),
    [
        (CONTROL + 2, "control_block", "its address 66 is not a multiple of 4"),
        (PAGE - 60, "region", "control block at 65476 with 64 bytes reaches past the memory's 65536"),
        (0xFFFF_FFFC, "region", "control block at 4294967292 with 64 bytes"),
        (0, "control_block", "its first word is 0x00000000"),
    ],
)
def test_a_control_block_at_a_bad_address_is_refused(address: int, rule: str, message: str) -> None:
    refused(guest_text(address=address), ControlBlockError, rule, message)


# --- The inbox ---

LARGE = EventBatch(bytes(32), b"x" * 3000, 1)
GROW = f"""(func (export "opui_reserve") (param i32) (result i32)
  (drop (memory.grow (i32.const 1)))
  {set_word("inbox_address", PAGE)} {set_word("inbox_capacity", "(local.get 0)")} (i32.const RESULT))"""


def test_without_opui_reserve_a_batch_must_fit_the_inbox() -> None:
    refused(guest_text(), ControlBlockError, "inbox", "its 1024 bytes are fewer than 3032", LARGE)


def test_opui_reserve_makes_room_for_a_large_batch() -> None:
    echo = set_word("text_address", PAGE) + set_word("text_length", 3032)
    guest = load(guest_text(echo, extra=GROW.replace("RESULT", str(PAGE))))
    assert guest.inbox_room == 16 << 20
    assert guest.frame(LARGE).text == LARGE.events + LARGE.text
    guest.frame(NOTHING)
    assert guest.calls == {"opui_init": 1, "opui_reserve": 1, "opui_frame": 2}


@pytest.mark.parametrize(
    ("result", "message"),
    [("0", "opui_reserve(3032) returned 0, the inbox is at 65536"), ("8", "returned 8, the inbox is at 65536")],
)
def test_an_opui_reserve_that_fails_or_lies_is_refused(result: str, message: str) -> None:
    refused(guest_text(extra=GROW.replace("RESULT", result)), ControlBlockError, "inbox", message, LARGE)


def test_an_opui_reserve_that_makes_too_little_room_is_refused() -> None:
    lying = f'(func (export "opui_reserve") (param i32) (result i32) (i32.const {INBOX}))'
    refused(guest_text(extra=lying), ControlBlockError, "inbox", "its 1024 bytes are fewer than 3032", LARGE)


def test_an_inbox_that_moves_out_of_memory_between_frames_is_refused() -> None:
    guest = load(guest_text(set_word("inbox_address", PAGE)))
    guest.frame(NOTHING)
    with pytest.raises(ControlBlockError, match="region: the inbox at 65536 with 1024 bytes reaches past"):
        guest.frame(NOTHING)


# --- Handlers ---


@pytest.mark.parametrize(
    ("index", "rule", "message"),
    [
        (0, "handler_null", "a handler's index is never 0"),
        (2, "handler_type", "slot 2 of the function table is () -> (i32), not (i32) -> ()"),
        (3, "handler_null", "slot 3 of the function table is null"),
        (4, "handler_range", "index 4 is past the 4 slots of the function table"),
        (0xFFFF_FFFF, "handler_range", "index 4294967295 is past the 4 slots"),
    ],
)
def test_a_handler_that_is_none_is_refused_when_it_is_attached(index: int, rule: str, message: str) -> None:
    lines = ("create node=1 kind=button", f"attach node=1 event=press handler={index} data=0")
    guest = load(with_commands(encode(map(read_command, lines)).commands))
    session = Session(guest)
    with pytest.raises(CommandError, match=re.escape(message)) as caught:
        run_frame(session, guest, 0)
    assert caught.value.rule == rule
    assert session.tree.nodes.keys() == {0}


# --- Traps ---


def test_a_trap_says_its_reason_and_where() -> None:
    error = refused(guest_text("(call $deep)", extra="(func $deep unreachable)"), TrapError, "trap", "unreachable")
    assert "in deep < " in error.detail
    refused(guest_text("(drop (i32.div_s (i32.const 1) (i32.const 0)))"), TrapError, "trap", "integer divide by zero")
    refused(guest_text("(call $a)", extra="(func $a (call $a))"), TrapError, "trap", "call stack exhausted")
    refused(guest_text(init="unreachable"), TrapError, "trap", "opui_init: ")


def test_a_panic_says_the_guests_own_message_scrubbed() -> None:
    message = "todo.rs:7: no \x1b[31mitem\x1b]0;x\x07\n here é".encode()
    words = set_word("panic_address", TEXT) + set_word("panic_length", len(message))
    error = refused(guest_text(f"{words} unreachable", extra=data(TEXT, message)), TrapError, "panic", "todo.rs:7")
    assert error.detail == "todo.rs:7: no [31mitem]0;x here é"


@pytest.mark.parametrize(
    "words",
    [
        set_word("panic_address", 0xFFFF_FFFF) + set_word("panic_length", 5),
        set_word("panic_length", 5) + set_word("magic", 0),
        set_word("panic_address", TEXT) + set_word("panic_length", 0),
    ],
)
def test_a_panic_message_that_can_not_be_read_is_left_out(words: str) -> None:
    refused(
        guest_text(f"{words} unreachable"), TrapError, "trap", "opui_frame: wasm `unreachable` instruction executed"
    )


def test_a_panic_message_is_cut_and_need_not_be_utf8() -> None:
    words = set_word("panic_address", TEXT) + set_word("panic_length", 0x8000)
    fill = f"(memory.fill (i32.const {TEXT}) (i32.const 0xff) (i32.const 0x8000))"
    error = refused(guest_text(f"{fill} {words} unreachable"), TrapError, "panic", "\ufffd")
    assert error.detail == "\ufffd" * protocol.LIMIT["panic_bytes"]


def test_a_hostile_functions_name_carries_no_escapes() -> None:
    name = b"$evil\x1b]0;pwned\x07\xe2\x80\xae"
    module = compiled(guest_text("(call $deep)", extra="(func $deep unreachable)"))
    body = b"\4name" + b"\1" + bytes([1 + 1 + 1 + len(name)]) + b"\1" + b"\4" + bytes([len(name)]) + name
    start = module.rindex(b"\4name") - 2
    with pytest.raises(TrapError) as caught:
        WasmGuest(check_module(module[:start] + bytes([0, len(body)]) + body)).frame(NOTHING)
    assert caught.value.rule == "trap"
    assert "evil]0;pwned" in str(caught.value)
    assert str(caught.value).isprintable()


def test_commands_are_copied_before_the_next_frame_changes_them() -> None:
    frame = f"(i32.store8 (i32.const {COMMANDS + 4}) (i32.add (i32.load8_u (i32.const {COMMANDS + 4})) (i32.const 1)))"
    guest = load(with_commands(encode([read_command("remove node=7")]).commands, frame=frame))
    first, second = guest.frame(NOTHING), guest.frame(NOTHING)
    assert [commands(batch)[0].arguments for batch in (first, second)] == [(8,), (9,)]
