"""Oracle of modules: the gate takes them or names the rule, soon; what it takes, wasmtime judges without harm."""

from typing import Any, Final
from unittest.mock import patch

import wasmtime

from opui.core import protocol
from opui.core.errors import RULES, GuestError, ModuleError
from opui.core.gate.module import Module, check_module
from opui.core.wire.batch import EventBatch
from opui.guest import compiler
from opui.guest.engine import compile_here, new_engine
from opui.guest.wasm_guest import WasmGuest
from tests.fuzz.texts import is_clean
from tests.fuzz.violation import Violation, in_time

GATE_SECONDS: Final = 0.5
"""CPU time that the gate may take for one module of this size: a hundred times what it does."""
NOTHING: Final = EventBatch(b"", b"", 1)
LIMITS: Final = protocol.LIMIT | {"call_milliseconds": 200}
"""A mutation can make an endless loop: it is to cost no more than need be."""


class ModuleTarget:
    """The gate, and what is behind it.

    Args:
        check: The gate; another one in tests of the oracle.
        run_each: Of how many modules that wasmtime finds valid one is run; 0: none.
    """

    def __init__(self, check: Any = check_module, run_each: int = 0) -> None:
        self._check = check
        self._run_each = run_each
        self._valid = 0
        self._engine = new_engine()

    def check(self, data: bytes) -> str:
        """Return the rule that the gate names, or "valid", "invalid" or "ran: …" for what it takes.

        Raises:
            Violation: The oracle says that opui is wrong.
        """
        try:
            with in_time(GATE_SECONDS, f"the gate, for {len(data)} bytes,"):
                module = self._check(data)
        except ModuleError as error:
            _check_error(error)
            return error.rule
        if not isinstance(module, Module) or module.data != data:
            raise Violation(f"the gate returned {module!r:.100}")
        return self._judge(module)

    def _judge(self, module: Module) -> str:
        try:
            wasmtime.Module.validate(self._engine, module.data)
        except wasmtime.WasmtimeError:
            return "invalid"
        self._valid += 1
        if not self._run_each or self._valid % self._run_each:
            return "valid"
        return run_once(module)


def run_once(module: Module) -> str:
    """Load a guest, run a frame and close it; return how that ended.

    It is compiled in this process: starting another takes longer than all the rest.
    """
    try:
        with patch.object(compiler, "compiled", _compiled_here):
            guest = WasmGuest(module, LIMITS)
        try:
            guest.frame(NOTHING)
        finally:
            guest.close()
    except GuestError as error:
        _check_error(error)
        return f"ran: {error.rule}"
    return "ran: ok"


def _compiled_here(data: bytes, *, fresh: bool = False, **_: object) -> bytes:
    return compile_here(data)


def _check_error(error: GuestError) -> None:
    if error.rule not in RULES:
        raise Violation(f"there is no rule {error.rule!r}")
    if "\n" in str(error) or not is_clean(str(error)):
        raise Violation(f"the error's text is no clean line: {str(error)!r}")
