"""The guest edge: loads a module with wasmtime and makes the one call per frame.

This is the only module that touches linear memory. It reads the addresses anew in each frame, checks them as Python
integers against the memory's size, and copies each region once; it keeps no view of memory. It returns bytes, which
the decoder judges. Arrays are copied from it by whoever shows them, between calls.
"""

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from ctypes import POINTER, byref
from typing import Any, Final, NamedTuple

import wasmtime
from wasmtime import _ffi as ffi  # the public call costs 7 µs, nearly all of it for looking its type up again

from opui.core import protocol
from opui.core.errors import CommandError, ControlBlockError, LimitError, ModuleError, TrapError
from opui.core.gate.module import HANDLER_TYPE, Module, check_abi
from opui.core.gate.sections import CAP
from opui.core.scrub import scrub_line
from opui.core.wire.batch import CommandBatch, EventBatch
from opui.guest import compiler
from opui.guest.engine import new_engine, refusal
from opui.guest.watchdog import WATCHDOG

RESERVED_ROOM: Final = 16 << 20
"""The largest inbox that a guest with `opui_reserve` is asked for."""

_HOST_WORDS: Final = slice(protocol.CONTROL_OFFSETS["events_count"], protocol.CONTROL_OFFSETS["frame"] + 4)


class Control(NamedTuple):
    """The control block as it was read; one field per word of `protocol.CONTROL_BLOCK`."""

    magic: int
    abi_major: int
    abi_minor: int
    commands_address: int
    commands_count: int
    text_address: int
    text_length: int
    inbox_address: int
    inbox_capacity: int
    events_count: int
    events_text_length: int
    frame: int
    again: int
    panic_address: int
    panic_length: int
    reserved: int


class WasmGuest:
    """An instance of a module, ready for its first frame, with an engine of its own.

    After an error it must be closed and never called again. Only one thread at a time may run frames; any thread may
    call `interrupt` and `close`.

    Args:
        module: What `check_module` returned.
        limits: The app's limits; `memory_bytes`, `call_milliseconds`, `commands` and `text_bytes` are held here.
        announce: Called with the guest before anything is compiled or run, so that another thread can interrupt that.

    Raises:
        ModuleError: It can't be compiled, needs too much memory, or has an ABI that this host does not speak.
        ControlBlockError: `opui_init` leaves no valid control block.
        TrapError: `opui_init` traps or runs too long.
    """

    def __init__(
        self,
        module: Module,
        limits: Mapping[str, int] = protocol.LIMIT,
        announce: Callable[["WasmGuest"], None] = lambda guest: None,
    ) -> None:
        self.calls: Counter[str] = Counter()
        self._limits = limits
        self._reserves = module.reserves
        self._address = 0
        # Held while the store is in use: freed in the middle of that, it would crash the process.
        self._in_use = threading.Lock()
        self._engine = new_engine()
        self._store = wasmtime.Store(self._engine)
        self._stop_compiling: Callable[[], None] = lambda: None
        self._running = WATCHDOG.watch(self._engine.increment_epoch)
        announce(self)
        try:
            self._instantiate(module)
            self._address = self._init()
            control = self._read_control()
            check_abi(control.abi_major, control.abi_minor)
            self.abi_minor = control.abi_minor
            self._check_inbox(control, protocol.INBOX_MINIMUM)
            self._capacity = control.inbox_capacity
        except BaseException:
            self.close()
            raise

    @property
    def memory(self) -> "LinearMemory":
        """Where its arrays lie."""
        return LinearMemory(self)

    def interrupt(self) -> None:
        """Stop the call that runs now, and let no other begin: it fails with a `TrapError`. From any thread."""
        self._running.interrupt()
        self._stop_compiling()

    def _compiling(self, stop: Callable[[], None]) -> None:
        """Note that a worker process compiles the module, and that `stop` ends it."""
        self._stop_compiling = stop
        if self._running.interrupted:
            stop()

    def close(self) -> None:
        """Stop the call that runs, then free the instance, its memory and its code. Closing twice does nothing."""
        self._running.interrupt()
        with self._in_use:
            self._store.close()
            self._engine.close()

    @property
    def inbox_room(self) -> int:
        """How many bytes of events the guest can take at most."""
        return max(self._capacity, RESERVED_ROOM) if self._reserves else self._capacity

    # --- Frames ---

    def frame(self, batch: EventBatch) -> CommandBatch:
        """Write the events, run one frame and return a copy of its commands.

        Raises:
            TrapError: The guest trapped, ran too long or was interrupted.
            ControlBlockError: The control block is not as the ABI says.
            LimitError: There are more commands, or bytes of text, than the app may leave.
        """
        with self._in_use:
            return self._do_frame(batch)

    def _do_frame(self, batch: EventBatch) -> CommandBatch:
        if self._running.interrupted:
            raise self._stopped_error("opui_frame")
        control = self._inbox(len(batch.events) + len(batch.text))
        self._write(control.inbox_address, batch.events + batch.text)
        words = (batch.record_count, len(batch.text), batch.frame)
        self._write(self._address + _HOST_WORDS.start, b"".join(word.to_bytes(4, "little") for word in words))
        self._run("opui_frame", self._call_frame)
        control = self._read_control()
        if control.again > 1:
            raise ControlBlockError("control_block", f"the word again is {control.again}, not 0 or 1")
        commands_length = control.commands_count * protocol.COMMAND.size
        self._check_region("commands", control.commands_address, commands_length)
        self._check_region("text", control.text_address, control.text_length)
        self._check_limit("commands", control.commands_count)
        self._check_limit("text_bytes", control.text_length)
        commands = self._region("commands", control.commands_address, commands_length)
        text = self._region("text", control.text_address, control.text_length)
        return CommandBatch(commands, text, batch.frame, bool(control.again))

    def _check_limit(self, name: str, count: int) -> None:
        """Check what the decoder would refuse, before a copy of it is made."""
        if count > self._limits[name]:
            raise LimitError("limit", f"{count} is over {name} = {self._limits[name]}")

    def _inbox(self, size: int) -> Control:
        """Return the control block of a guest whose inbox holds `size` bytes."""
        control = self._read_control()
        if size > control.inbox_capacity and self._reserves:
            address = self._run("opui_reserve", lambda: self._reserve(self._store, size)) & 0xFFFF_FFFF
            control = self._read_control()
            if address != control.inbox_address or not address:
                raise ControlBlockError(
                    "inbox", f"opui_reserve({size}) returned {address}, the inbox is at {control.inbox_address}"
                )
        self._check_inbox(control, size)
        self._capacity = control.inbox_capacity
        return control

    def _call_frame(self) -> None:
        trap = POINTER(ffi.wasm_trap_t)()
        error = ffi.wasmtime_func_call(self._store._context(), byref(self._frame._func), None, 0, None, 0, byref(trap))
        if error:
            raise wasmtime.WasmtimeError._from_ptr(error)
        if trap:
            raise wasmtime.Trap._from_ptr(trap)

    def _run(self, name: str, call: Callable[[], Any]) -> Any:
        """Make a call within the deadline; a trap becomes a `TrapError`."""
        self.calls[name] += 1
        # One step of the epoch ends the call. Only the watchdog takes it, and only between `begin` and `end`.
        self._store.set_epoch_deadline(1)
        if not self._running.begin(self._limits["call_milliseconds"] / 1000):
            raise self._stopped_error(name)
        try:
            return call()
        except wasmtime.Trap as trap:
            raise self._trap_error(name, trap) from None
        except wasmtime.WasmtimeError as error:
            raise TrapError("trap", f"{name}: {scrub_line(str(error), 200)}") from None
        finally:
            self._running.end()

    # --- Handlers ---

    def check_handler(self, index: int) -> None:
        """Raise `CommandError` if the function table has no handler at `index`."""
        with self._in_use:
            if self._running.interrupted:
                raise CommandError("handler_null", "the guest was stopped by the host")
            self._check_slot(index)

    def _check_slot(self, index: int) -> None:
        if index >= self._table.size(self._store):
            raise CommandError(
                "handler_range",
                f"index {index} is past the {self._table.size(self._store)} slots of the function table",
            )
        function = self._table.get(self._store, index)
        if not isinstance(function, wasmtime.Func):
            raise CommandError("handler_null", f"slot {index} of the function table is null")
        type_ = function.type(self._store)
        parameters, results = ([str(each) for each in side] for side in (type_.params, type_.results))
        if parameters != ["i32"] or results:
            shown = f"({', '.join(parameters)}) -> ({', '.join(results)})"
            raise CommandError("handler_type", f"slot {index} of the function table is {shown}, not {HANDLER_TYPE}")

    def is_stopped(self) -> bool:
        """Return whether no other call will begin. It waits for none that is under way."""
        return self._running.interrupted

    def memory_size(self) -> int:
        """Return how many bytes of memory there are, 0 once the guest was stopped."""
        with self._in_use:
            return 0 if self._running.interrupted else self._memory.data_len(self._store)

    def read_memory(self, address: int, length: int) -> bytes | None:
        """Return a copy of bytes of the memory, None while a call is under way or once the guest was stopped.

        Raises:
            ControlBlockError: They reach past the memory's end.
        """
        if not self._in_use.acquire(blocking=False):
            return None
        try:
            return None if self._running.interrupted else self._region("an array", address, length)
        finally:
            self._in_use.release()

    # --- Loading ---

    def _instantiate(self, module: Module) -> None:
        store, memory_bytes = self._store, self._limits["memory_bytes"]
        if module.memory_bytes > memory_bytes:
            raise ModuleError("limit", f"{module.memory_bytes} bytes of memory are over memory_bytes = {memory_bytes}")
        store.set_limits(memory_bytes, CAP["table elements"], instances=1, tables=1, memories=1)
        store.set_epoch_deadline(1)
        try:
            with self._native(module.data) as native:
                instance = wasmtime.Instance(store, native, [])
        except (wasmtime.Trap, wasmtime.WasmtimeError) as error:
            raise refusal(error) from None
        exports: Any = instance.exports(store)
        self._memory: wasmtime.Memory = exports["memory"]
        self._table: wasmtime.Table = exports["__indirect_function_table"]
        self._frame: wasmtime.Func = exports["opui_frame"]
        self._init_function: wasmtime.Func = exports["opui_init"]
        self._reserve: Any = exports["opui_reserve"] if module.reserves else None

    def _native(self, data: bytes) -> wasmtime.Module:
        try:
            return self._code(data, fresh=False)
        except wasmtime.WasmtimeError:
            # The code may come from a cache that machines with different processors share, in a home directory say.
            return self._code(data, fresh=True)

    def _code(self, data: bytes, fresh: bool) -> wasmtime.Module:
        code = compiler.compiled(data, fresh=fresh, started=self._compiling)
        return wasmtime.Module.deserialize(self._engine, code)

    def _init(self) -> int:
        address = self._run("opui_init", lambda: self._init_function(self._store)) & 0xFFFF_FFFF
        if address % 4:
            raise ControlBlockError("control_block", f"its address {address} is not a multiple of 4")
        return int(address)

    # --- Memory ---

    def _region(self, name: str, address: int, length: int) -> bytes:
        """Return a copy of `length` bytes at `address`. The guest gave both, so both are checked."""
        self._check_region(name, address, length)
        return bytes(self._memory.get_buffer_ptr(self._store, length, address)) if length else b""

    def _check_region(self, name: str, address: int, length: int) -> None:
        size = self._memory.data_len(self._store)
        if address + length > size:
            raise ControlBlockError(
                "region", f"{name} at {address} with {length} bytes reaches past the memory's {size}"
            )

    def _write(self, address: int, data: bytes) -> None:
        size = self._memory.data_len(self._store)
        if address + len(data) > size:
            raise ControlBlockError("region", f"{len(data)} bytes at {address} reach past the memory's {size}")
        self._memory.write(self._store, data, address)

    def _read_control(self) -> Control:
        control = Control(*protocol.CONTROL.unpack(self._region("control block", self._address, protocol.CONTROL.size)))
        if control.magic != protocol.CONTROL_MAGIC:
            raise ControlBlockError(
                "control_block", f"its first word is 0x{control.magic:08x}, not 0x{protocol.CONTROL_MAGIC:08x} (OPUI)"
            )
        if control.reserved:
            raise ControlBlockError("control_block", "its last word, reserved, is not 0")
        return control

    def _check_inbox(self, control: Control, size: int) -> None:
        address, capacity = control.inbox_address, control.inbox_capacity
        if address % 8:
            raise ControlBlockError("inbox", f"its address {address} is not a multiple of 8")
        if capacity < size:
            raise ControlBlockError("inbox", f"its {capacity} bytes are fewer than {size}")
        self._check_region("the inbox", address, capacity)

    # --- Traps ---

    def _trap_error(self, name: str, trap: wasmtime.Trap) -> TrapError:
        if trap.trap_code is wasmtime.TrapCode.INTERRUPT:
            return self._stopped_error(name)
        if message := self._panic_message():
            return TrapError("panic", message)
        return TrapError("trap", f"{name}: {_trap_line(trap)}")

    def _stopped_error(self, name: str) -> TrapError:
        if self._running.interrupted:
            return TrapError("trap", f"{name} was stopped by the host")
        milliseconds = self._limits["call_milliseconds"]
        return TrapError("limit", f"{name} ran longer than call_milliseconds = {milliseconds} and was stopped")

    def _panic_message(self) -> str:
        """Return the panic hook's message, empty if there is no valid one: after a trap, anything may be wrong."""
        try:
            control = self._read_control()
            length = min(control.panic_length, protocol.LIMIT["panic_bytes"])
            message = self._region("panic message", control.panic_address, length)
        except ControlBlockError:
            return ""
        return scrub_line(message.decode(errors="replace"), protocol.LIMIT["panic_bytes"])


class LinearMemory:
    """A guest's memory, for arrays in it."""

    def __init__(self, guest: WasmGuest) -> None:
        self.size = guest.memory_size
        self.read = guest.read_memory
        self.is_gone = guest.is_stopped


def _trap_line(trap: wasmtime.Trap) -> str:
    """Return the trap's reason and the functions it happened in, innermost first."""
    reason = trap.message.strip().rsplit("wasm trap:", 1)[-1].strip().splitlines()[0]
    names = [scrub_line(frame.func_name or f"function {frame.func_index}", 60) for frame in list(trap.frames)[:4]]
    return scrub_line(f"{reason} in {' < '.join(names)}" if names else reason, 300)
