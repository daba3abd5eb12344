"""The guest edge: loads a module with wasmtime and makes the one call per frame.

The only module that imports wasmtime, and the only one that touches linear memory. Addresses are read afresh
each frame, checked as Python integers against the memory's size, and the regions copied once; no view of
memory is kept. What comes out is bytes: the decoder judges them.
"""

import threading
from collections import Counter
from collections.abc import Callable
from ctypes import POINTER, byref
from typing import Any, Final, NamedTuple

import wasmtime
from wasmtime import _ffi as ffi  # the public call costs 7 µs, nearly all of it for looking its type up again

from opui.core import protocol
from opui.core.batch import CommandBatch, EventBatch
from opui.core.errors import CommandError, ControlBlockError, ModuleError, TrapError
from opui.core.module import HANDLER_TYPE, Module, check_abi
from opui.core.scrub import scrub_line

MEMORY_BYTES: Final = 64 << 20
"""Linear memory at most: a hundred thousand rows of a list fit. It also bounds the one operation that the
deadline can't interrupt, filling all of memory (0.2 s)."""
TABLE_ELEMENTS: Final = 10_000
STACK_BYTES: Final = 256 << 10
"""The guest's native stack: less than the smallest thread stack that any platform gives."""
TICK_SECONDS: Final = 0.05
DEADLINE_SECONDS: Final = 2.0
"""A call that takes longer is stopped; a frame of 10,000 rows takes 50 ms."""
RESERVED_ROOM: Final = 16 << 20
"""What a guest with `opui_reserve` is asked for at most."""

_OFF: Final = (
    "wasm_threads", "wasm_relaxed_simd", "wasm_simd", "wasm_multi_memory", "wasm_memory64", "wasm_exceptions",
    "wasm_gc", "wasm_function_references", "wasm_tail_call", "wasm_wide_arithmetic", "wasm_component_model",
    "gc_support", "memory_may_move", "parallel_compilation",
)  # fmt: skip
"""Features that no guest needs; most of wasmtime's security advisories lie in these."""

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


class _Ticker(threading.Thread):
    """Moves an engine's epoch on while a call runs, so that its deadline comes; sleeps otherwise."""

    def __init__(self, engine: wasmtime.Engine) -> None:
        super().__init__(name="opui-epoch", daemon=True)
        self._engine = engine
        self._running = threading.Event()
        self._calls = 0
        self._lock = threading.Lock()

    def run(self) -> None:
        pause = threading.Event()
        while self._running.wait():
            pause.wait(TICK_SECONDS)
            self._engine.increment_epoch()

    def __enter__(self) -> None:
        with self._lock:
            self._calls += 1
            self._running.set()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._calls -= 1
            if not self._calls:
                self._running.clear()


class _Machine(NamedTuple):
    engine: wasmtime.Engine
    ticker: _Ticker


_machine_lock = threading.Lock()
_machines: list[_Machine] = []


def _machine() -> _Machine:
    """Return the process's one engine, made at the first use."""
    with _machine_lock:
        if not _machines:
            config = wasmtime.Config()
            for feature in _OFF:
                setattr(config, feature, False)
            config.epoch_interruption = True
            config.max_wasm_stack = STACK_BYTES
            config.memory_reservation = MEMORY_BYTES
            engine = wasmtime.Engine(config)
            ticker = _Ticker(engine)
            ticker.start()
            _machines.append(_Machine(engine, ticker))
        return _machines[0]


class WasmGuest:
    """An instance of a module, ready for its first frame.

    Not for use from several threads at once. After an error it must be closed, never called again.

    Args:
        module: What `check_module` returned.

    Raises:
        ModuleError: wasmtime refuses the module, or its ABI is another.
        ControlBlockError: `opui_init` leaves no proper control block.
        TrapError: `opui_init` traps.
    """

    def __init__(self, module: Module) -> None:
        self.calls: Counter[str] = Counter()
        self._reserves = module.reserves
        self._engine, self._ticker = _machine()
        self._store = wasmtime.Store(self._engine)
        self._address = 0
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

    def close(self) -> None:
        """Free the instance and its memory. Closing twice does nothing."""
        self._store.close()

    @property
    def inbox_room(self) -> int:
        """How many bytes of events the guest can take at most."""
        return max(self._capacity, RESERVED_ROOM) if self._reserves else self._capacity

    # --- Frames ---

    def frame(self, batch: EventBatch) -> CommandBatch:
        """Write the events, run one frame and return a copy of its commands.

        Raises:
            TrapError: The guest trapped or ran too long.
            ControlBlockError: The control block is not as the ABI says.
        """
        control = self._inbox(len(batch.events) + len(batch.text))
        self._write(control.inbox_address, batch.events + batch.text)
        words = (batch.event_count, len(batch.text), batch.frame)
        self._write(self._address + _HOST_WORDS.start, b"".join(word.to_bytes(4, "little") for word in words))
        self._run("opui_frame", self._call_frame)
        control = self._read_control()
        if control.again > 1:
            raise ControlBlockError("control_block", f"the word again is {control.again}, not 0 or 1")
        commands = self._region("commands", control.commands_address, control.commands_count * protocol.COMMAND.size)
        text = self._region("text", control.text_address, control.text_length)
        return CommandBatch(commands, text, batch.frame, bool(control.again))

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
        self._store.set_epoch_deadline(round(DEADLINE_SECONDS / TICK_SECONDS) + 1)
        try:
            with self._ticker:
                return call()
        except wasmtime.Trap as trap:
            raise self._trap_error(name, trap) from None
        except wasmtime.WasmtimeError as error:
            raise TrapError("trap", f"{name}: {scrub_line(str(error), 200)}") from None

    # --- Handlers ---

    def check_handler(self, index: int) -> None:
        """Raise `CommandError` if the function table has no handler at `index`."""
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

    # --- Loading ---

    def _instantiate(self, module: Module) -> None:
        store = self._store
        store.set_limits(memory_size=MEMORY_BYTES, table_elements=TABLE_ELEMENTS, instances=1, tables=1, memories=1)
        store.set_epoch_deadline(1 << 30)
        try:
            instance = wasmtime.Instance(store, wasmtime.Module(self._engine, module.data), [])
        except wasmtime.Trap as trap:
            raise ModuleError("malformed", scrub_line(trap.message, 200)) from None
        except wasmtime.WasmtimeError as error:
            raise ModuleError("malformed", scrub_line(str(error), 200)) from None
        exports: Any = instance.exports(store)
        self._memory: wasmtime.Memory = exports["memory"]
        self._table: wasmtime.Table = exports["__indirect_function_table"]
        self._frame: wasmtime.Func = exports["opui_frame"]
        self._init_function: wasmtime.Func = exports["opui_init"]
        self._reserve: Any = exports["opui_reserve"] if module.reserves else None

    def _init(self) -> int:
        address = self._run("opui_init", lambda: self._init_function(self._store)) & 0xFFFF_FFFF
        if address % 4:
            raise ControlBlockError("control_block", f"its address {address} is not a multiple of 4")
        return int(address)

    # --- Memory ---

    def _region(self, name: str, address: int, length: int) -> bytes:
        """Return a copy of `length` bytes at `address`, both of the guest's saying."""
        size = self._memory.data_len(self._store)
        if address + length > size:
            raise ControlBlockError(
                "region", f"{name} at {address} with {length} bytes reaches past the memory's {size}"
            )
        return bytes(self._memory.read(self._store, address, address + length)) if length else b""

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
        memory = self._memory.data_len(self._store)
        if address + capacity > memory:
            raise ControlBlockError(
                "region", f"the inbox at {address} with {capacity} bytes reaches past the memory's {memory}"
            )

    # --- Traps ---

    def _trap_error(self, name: str, trap: wasmtime.Trap) -> TrapError:
        if trap.trap_code is wasmtime.TrapCode.INTERRUPT:
            return TrapError("trap", f"{name} ran longer than {DEADLINE_SECONDS:g} s and was stopped")
        if message := self._panic_message():
            return TrapError("panic", message)
        return TrapError("trap", f"{name}: {_trap_line(trap)}")

    def _panic_message(self) -> str:
        """Return what the panic hook left, empty if nothing sensible. After a trap nothing may be taken for granted."""
        try:
            control = self._read_control()
            length = min(control.panic_length, protocol.LIMIT["panic_bytes"])
            message = self._region("panic message", control.panic_address, length)
        except ControlBlockError:
            return ""
        return scrub_line(message.decode(errors="replace"), protocol.LIMIT["panic_bytes"])


def _trap_line(trap: wasmtime.Trap) -> str:
    """Return the trap's reason and the functions it happened in, innermost first."""
    reason = trap.message.strip().rsplit("wasm trap:", 1)[-1].strip().splitlines()[0]
    names = [scrub_line(frame.func_name or f"function {frame.func_index}", 60) for frame in list(trap.frames)[:4]]
    return scrub_line(f"{reason} in {' < '.join(names)}" if names else reason, 300)
