"""Guests as WebAssembly text, for tests of the guest edge: small, and wrong in one place each."""

from collections.abc import Mapping

import wasmtime

from opui.core import protocol
from opui.core.gate.module import check_module
from opui.guest.wasm_guest import WasmGuest

CONTROL = 64
"""Where these guests keep their control block."""
INBOX = 1024
COMMANDS = 8192
TEXT = 12288

WORDS = {
    "magic": protocol.CONTROL_MAGIC,
    "abi_major": protocol.ABI_MAJOR,
    "abi_minor": protocol.ABI_MINOR,
    "commands_address": COMMANDS,
    "text_address": TEXT,
    "inbox_address": INBOX,
    "inbox_capacity": 1024,
}


def escaped(data: bytes) -> str:
    """Return `data` as the inside of a string of WebAssembly text."""
    return "".join(f"\\{byte:02x}" for byte in data)


def data(address: int, content: bytes) -> str:
    return f'(data (i32.const {address}) "{escaped(content)}")'


def set_word(word: str, value: int | str) -> str:
    """Return instructions that write a word of the control block; `value` is a number or an expression."""
    expression = value if isinstance(value, str) else f"(i32.const {value})"
    return f"(i32.store (i32.const {CONTROL + protocol.CONTROL_OFFSETS[word]}) {expression})"


def get_word(word: str) -> str:
    return f"(i32.load (i32.const {CONTROL + protocol.CONTROL_OFFSETS[word]}))"


def guest_text(
    frame: str = "",
    *,
    init: str = "",
    address: int = CONTROL,
    extra: str = "",
    pages: str = "1 4",
    words: Mapping[str, int] | None = None,
) -> str:
    """Return a guest as text.

    Args:
        frame: The instructions of `opui_frame`.
        init: Those of `opui_init`, before it returns `address`.
        address: What `opui_init` returns.
        extra: More fields of the module.
        pages: The memory's size, at first and at most.
        words: Words of the control block that differ from a good guest's.
    """
    control = protocol.CONTROL.pack(*((WORDS | dict(words or {})).get(word.name, 0) for word in protocol.CONTROL_BLOCK))
    return f"""(module
      (memory (export "memory") {pages})
      (table (export "__indirect_function_table") 4 funcref)
      (elem (i32.const 1) func $handler $other)
      (func $handler (param i32))
      (func $other (result i32) (i32.const 0))
      (func (export "opui_init") (result i32) {init} (i32.const {address}))
      (func (export "opui_frame") {frame})
      {data(CONTROL, control)}
      {extra})"""


def compiled(text: str) -> bytes:
    """Return the module of a text."""
    return bytes(wasmtime.wat2wasm(text))


def load(text: str, **limits: int) -> WasmGuest:
    """Return the guest of a text, with some limits of its own."""
    return WasmGuest(check_module(compiled(text)), protocol.LIMIT | limits)


def with_manifest(module: bytes, manifest: str) -> bytes:
    """Return `module` with the custom section `opui.manifest`."""
    body = bytes([13]) + b"opui.manifest" + manifest.encode()
    return module + bytes([0, len(body) & 0x7F | 0x80, len(body) >> 7]) + body


def with_commands(records: bytes, text: bytes = b"", frame: str = "") -> str:
    """Return a guest that leaves the same commands in every frame."""
    extra = data(COMMANDS, records) + data(TEXT, text)
    words = {"commands_count": len(records) // protocol.COMMAND.size, "text_length": len(text)}
    return guest_text(frame, extra=extra, words=words)
