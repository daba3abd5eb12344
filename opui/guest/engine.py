"""wasmtime as opui sets it up: the hardened configuration, engines made from it, and compiling in this process.

The table `CONFIG` is the whole configuration. `CONFIG_KEY` is made from it, so that native code compiled with another
configuration is never used with this one. It knows no guests.
"""

import os
import platform
import sys
from pathlib import Path
from typing import Final

import wasmtime

from opui.core import protocol
from opui.core.errors import ModuleError
from opui.core.scrub import scrub_line

STACK_BYTES: Final = 256 << 10
"""The guest's native stack: less than the smallest thread stack that any platform gives."""

_OFF: Final = (
    "wasm_threads", "wasm_relaxed_simd", "wasm_simd", "wasm_multi_memory", "wasm_memory64", "wasm_exceptions",
    "wasm_gc", "wasm_function_references", "wasm_tail_call", "wasm_wide_arithmetic", "wasm_component_model",
    "wasm_custom_page_sizes", "wasm_stack_switching", "gc_support",
)  # fmt: skip
"""Features that no guest needs; most of wasmtime's security advisories are about these."""

CONFIG: Final[dict[str, bool | int]] = {
    **dict.fromkeys(_OFF, False),
    # Compiling happens in a process with a limit of CPU time; threads would spend it faster.
    "parallel_compilation": False,
    "epoch_interruption": True,
    "max_wasm_stack": STACK_BYTES,
    # Room for the largest memory that an app can ask for, so that no memory ever moves.
    "memory_reservation": protocol.CEILING["memory_bytes"],
    "memory_may_move": False,
}


def _version() -> str:
    """Return wasmtime's version, read from the name of its metadata's directory: to read the metadata takes 12 ms."""
    folders = os.listdir(Path(wasmtime.__file__).parents[1])
    names = [name for name in folders if name.startswith("wasmtime-") and name.endswith(".dist-info")]
    if len(names) == 1:
        return names[0].removeprefix("wasmtime-").removesuffix(".dist-info")
    from importlib.metadata import version

    return version("wasmtime")


CONFIG_KEY: Final = "\n".join(
    [
        f"wasmtime={_version()}",
        f"platform={sys.platform} {platform.machine()}",
        *(f"{name}={value}" for name, value in CONFIG.items()),
    ]
)
"""What native code depends on besides the module: it runs only where this text is the same."""


def new_engine() -> wasmtime.Engine:
    """Return an engine for one guest alone (20 µs), so that a step of its epoch stops no other guest."""
    config = wasmtime.Config()
    for name, value in CONFIG.items():
        setattr(config, name, value)
    return wasmtime.Engine(config)


def compile_here(data: bytes) -> bytes:
    """Return the native code of a module that passed the gate, serialized; in this process, without any limit.

    Raises:
        ModuleError: It is not valid WebAssembly, or uses a feature that is off.
    """
    with new_engine() as engine:
        try:
            with wasmtime.Module(engine, data) as module:
                return bytes(module.serialize())
        except wasmtime.WasmtimeError as error:
            raise refusal(error) from None


def refusal(error: wasmtime.WasmtimeError | wasmtime.Trap) -> ModuleError:
    """Return wasmtime's reason for refusing a module as a `ModuleError`, on one line."""
    return ModuleError("malformed", scrub_line(str(error), 200))
