"""Native code for a checked module: from the cache, or from a worker process whose time and memory are limited.

Nothing that a guest brings is ever loaded as native code. What is loaded, this program has compiled from a module's
bytes, and has kept since in a directory that nobody else can write to.
"""

import atexit
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from typing import Final

from opui import process
from opui.core.errors import ModuleError
from opui.core.scrub import scrub_line
from opui.guest.code_cache import CodeCache
from opui.guest.compile_worker import ADDRESS_SPACE_BYTES, CPU_SECONDS, DONE, INVALID, NO_MEMORY
from opui.guest.engine import CONFIG_KEY

WALL_SECONDS: Final = 30.0
"""The limit for a worker that is starved of the processor, and on platforms without a limit of CPU time."""
CODE_BYTES: Final = 64 << 20
"""The most native code of one module: 4 MiB of ordinary code become 12 MiB."""

_TIME: Final = f"compiling it took longer than {CPU_SECONDS} s of CPU time"
_MEMORY: Final = f"compiling it took more than {ADDRESS_SPACE_BYTES >> 20} MiB of memory"


def compiled(
    data: bytes, *, fresh: bool = False, started: Callable[[Callable[[], None]], None] = lambda stop: None
) -> bytes:
    """Return the native code of a module that passed the gate, serialized for `opui.guest.engine`'s engines.

    Args:
        data: The module's bytes.
        fresh: Whether to compile it even if it is in the cache, because what is there could not be loaded.
        started: Called, once there is a worker process, with a function that ends it from any thread.

    Raises:
        ModuleError: It is not valid, compiling it takes too long or too much memory, or no worker can be started.
    """
    cache = CodeCache.find()
    key = CONFIG_KEY.encode() + b"\0" + data
    code = None if cache is None or fresh else cache.get(key)
    if code is None:
        code = compile_in_worker(data, started)
        if cache is not None:
            cache.put(key, code)
    return code


def compile_in_worker(data: bytes, started: Callable[[Callable[[], None]], None] = lambda stop: None) -> bytes:
    """Compile a module in a process of its own, as `compiled` does, but without the cache."""
    with tempfile.TemporaryFile() as errors:
        try:
            worker = process.start("opui.guest.compile_worker", errors)
        except OSError as error:
            raise ModuleError("compiler", f"it can't be started: {sys.executable}: {error.strerror}") from None
        late = threading.Event()
        clock = threading.Timer(WALL_SECONDS, _kill, (worker, late))
        clock.daemon = True
        clock.start()
        atexit.register(worker.kill)
        started(worker.kill)
        try:
            output = _exchange(worker, data)
        finally:
            worker.kill()
            worker.wait()
            clock.cancel()
            clock.join()
            atexit.unregister(worker.kill)
        if late.is_set():
            raise ModuleError("limit", f"compiling it took longer than {WALL_SECONDS:g} s")
        if worker.returncode == DONE and len(output) <= CODE_BYTES:
            return output
        errors.seek(0)
        raise _failure(worker.returncode, output, errors.read(65_536))


def _exchange(worker: "subprocess.Popen[bytes]", data: bytes) -> bytes:
    """Hand the module over and return what comes back, no more than a byte over `CODE_BYTES` of it."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    with worker.stdout:
        try:
            with worker.stdin:
                worker.stdin.write(data)
        except OSError:  # it has ended already; its exit code says why
            pass
        output = worker.stdout.read(CODE_BYTES + 1)
        if len(output) <= CODE_BYTES:
            worker.wait()
        return output


def _kill(worker: "subprocess.Popen[bytes]", late: threading.Event) -> None:
    late.set()
    worker.kill()


def _failure(code: int, output: bytes, errors: bytes) -> ModuleError:
    if len(output) > CODE_BYTES:
        return ModuleError("limit", f"its native code is larger than {CODE_BYTES >> 20} MiB")
    if code == INVALID:
        return ModuleError("malformed", scrub_line(output.decode(errors="replace"), 200))
    text = scrub_line(errors.decode(errors="replace")[-2_000:], 2_000)
    if code == NO_MEMORY or "memory allocation of" in text or "Cannot allocate memory" in text:
        return ModuleError("limit", _MEMORY)
    if sys.platform != "win32" and code == -signal.SIGXCPU:
        return ModuleError("limit", _TIME)
    return ModuleError("compiler", f"it failed (exit code {code}): {text[-200:]}")
