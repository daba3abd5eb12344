import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from opui.core.errors import ModuleError
from opui.core.gate.module import check_module
from opui.guest import compile_worker, compiler
from opui.guest.compiler import compile_in_worker
from opui.guest.engine import compile_here
from tests.guests import compiled as module
from tests.guests import guest_text

SMALL = module(guest_text())
LIMITED = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of processes differ by platform")


def loops(depth: int, count: int) -> bytes:
    """Return a guest with nested loops that change all of so many locals: the compiler's work grows by powers."""
    change = "".join(f"(local.set {i} (i32.add (local.get {i}) (i32.const 1)))" for i in range(count))
    turn = "".join(f"(br_if 0 (local.get {i % count})) end " for i in range(depth))
    return module(guest_text(extra=f"(func (local {'i32 ' * count}) {'loop ' * depth} {change} {turn})"))


def failing(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let the worker run `code` instead."""
    real = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda command, **rest: real([sys.executable, "-c", code], **rest))


def with_limit(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    """Let the worker have another value of a limit; a test need not take as long as the real one allows."""
    code = f"import opui.guest.compile_worker as worker; worker.{limit}; raise SystemExit(worker.main())"
    failing(monkeypatch, code)


def refused(data: bytes, message: str) -> ModuleError:
    with pytest.raises(ModuleError, match=message) as caught:
        compile_in_worker(data)
    assert str(caught.value).isprintable()
    return caught.value


# --- The worker ---


def test_a_worker_makes_the_code_that_this_process_would_make() -> None:
    assert compile_in_worker(SMALL) == compile_here(SMALL)


def test_what_is_not_valid_is_refused_with_the_compilers_reason() -> None:
    bad = module(guest_text("(i32.const 1) (drop)")).replace(b"\x41\1\x1a", b"\x41\1\xff")
    with pytest.raises(ModuleError) as here:
        compile_here(bad)
    assert str(refused(bad, "malformed: .*opcode")) == str(here.value)


@LIMITED
def test_a_module_of_eight_kilobytes_that_compiles_for_minutes_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with_limit(monkeypatch, "CPU_SECONDS = 1")
    monkeypatch.setattr(compiler, "WALL_SECONDS", 600)
    bomb = loops(1000, 100)
    assert len(bomb) < 10_000
    assert check_module(bomb)
    assert refused(bomb, "limit: compiling it took longer than 10 s of CPU time").rule == "limit"


@LIMITED
def test_a_module_that_takes_too_much_memory_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with_limit(monkeypatch, "ADDRESS_SPACE_BYTES = 256 << 20")
    bomb = loops(1000, 1000)
    assert check_module(bomb)
    refused(bomb, "limit: compiling it took more than 1024 MiB of memory")


@LIMITED
def test_the_worker_limits_itself_before_it_loads_anything_of_the_guests() -> None:
    code = "import resource as r, opui.guest.compile_worker as w; w._limit(); "
    code += "print('wasmtime' in __import__('sys').modules, "
    code += "r.getrlimit(r.RLIMIT_CPU), r.getrlimit(r.RLIMIT_AS)[1], r.getrlimit(r.RLIMIT_CORE)[1])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == f"False (10, 11) {compile_worker.ADDRESS_SPACE_BYTES} 0"


def test_a_worker_that_hangs_is_stopped_by_the_clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    clocks: list[float] = []

    class Clock(threading.Timer):
        def __init__(self, interval: float, *rest: Any) -> None:
            clocks.append(interval)
            super().__init__(interval, *rest)

    monkeypatch.setattr(threading, "Timer", Clock)
    monkeypatch.setattr(compiler, "WALL_SECONDS", 0.3)
    woke = tmp_path / "woke"
    failing(monkeypatch, f"import time; time.sleep(60); open({str(woke)!r}, 'w')")
    refused(SMALL, "limit: compiling it took longer than 0.3 s")
    assert clocks == [0.3]
    assert not woke.exists()


def test_a_worker_that_does_not_take_its_module_is_stopped_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "WALL_SECONDS", 0.3)
    failing(monkeypatch, "import time; time.sleep(60)")
    refused(bytes(1 << 20), "limit: compiling it took longer than 0.3 s")


def test_more_code_than_the_limit_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "CODE_BYTES", 1 << 20)
    failing(monkeypatch, "import sys\nwhile True: sys.stdout.buffer.write(bytes(65536))")
    refused(SMALL, "limit: its native code is larger than 1 MiB")


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("raise SystemExit('no such\\x1b[2J library')", r"compiler: it failed \(exit code 1\): no such\[2J library"),
        (f"raise SystemExit({compile_worker.NO_MEMORY})", "limit: compiling it took more than 1024 MiB"),
        ("import os; os.write(2, b'memory allocation of 99 bytes failed'); os.abort()", "limit: .* 1024 MiB"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", r"compiler: it failed \(exit code -11\)"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", r"compiler: it failed \(exit code -9\)"),
    ],
)
@LIMITED
def test_however_a_worker_ends_it_is_a_module_error(code: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, code)
    refused(SMALL, message)


def test_a_worker_that_can_not_be_started_is_a_module_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    refused(SMALL, "compiler: it can't be started: /nowhere/python: No such file")


@LIMITED
def test_a_worker_gets_no_file_of_this_process_and_none_of_its_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OPUI_TEST_TOKEN", "of the host's")
    with (tmp_path / "open").open("wb") as file:
        os.set_inheritable(file.fileno(), True)
        code = "import os, sys; print(sorted(os.listdir('/proc/self/fd'))[:4], 'OPUI_TEST_TOKEN' in os.environ, "
        code += f"os.path.exists('/proc/self/fd/{file.fileno()}'), os.getsid(0) == os.getpid())"
        failing(monkeypatch, code)
        words = compile_in_worker(SMALL).decode().split("] ")[1]
    assert words.strip() == "False False True"


@LIMITED
def test_no_worker_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def noting(*arguments: object, **rest: object) -> "subprocess.Popen[bytes]":
        started.append(real(*arguments, **rest))  # type: ignore[call-overload]  # passed on as they are
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", noting)
    monkeypatch.setattr(compiler, "CODE_BYTES", 10)
    handles = len(os.listdir("/proc/self/fd"))
    refused(SMALL, "limit: its native code")
    assert started[0].returncode == -signal.SIGKILL or started[0].returncode == 0
    assert len(os.listdir("/proc/self/fd")) == handles
    assert not [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer) and thread.is_alive()]


# --- The cache ---

Compiled = Callable[..., bytes]


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The modules that workers were started for."""
    started: list[bytes] = []

    def noting(data: bytes, _: object) -> bytes:
        started.append(data)
        return compile_here(data)

    monkeypatch.setattr(compiler, "compile_in_worker", noting)
    return started


def test_what_was_compiled_once_is_not_compiled_again(compiled_for_real: Path, workers: list[bytes]) -> None:
    other = module(guest_text("(nop)"))
    codes = [compiler.compiled(data) for data in (SMALL, other, SMALL, other)]
    assert workers == [SMALL, other]
    assert codes == [compile_here(SMALL), compile_here(other)] * 2


def test_fresh_code_takes_the_place_of_what_lay_in_the_cache(compiled_for_real: Path, workers: list[bytes]) -> None:
    compiler.compiled(SMALL)
    compiler.compiled(SMALL, fresh=True)
    compiler.compiled(SMALL)
    assert workers == [SMALL] * 2
    assert len(list(compiled_for_real.iterdir())) == 1


def test_another_configuration_or_version_is_another_entry(
    compiled_for_real: Path, workers: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    compiler.compiled(SMALL)
    monkeypatch.setattr(compiler, "CONFIG_KEY", "wasmtime=99")
    compiler.compiled(SMALL)
    assert workers == [SMALL] * 2


def test_a_module_that_fails_leaves_nothing_in_the_cache(compiled_for_real: Path, workers: list[bytes]) -> None:
    with pytest.raises(ModuleError):
        compiler.compiled(SMALL + b"\x0b\1\0")
    assert list(compiled_for_real.iterdir()) == []


def test_without_a_cache_everything_is_compiled(
    compiled_for_real: Path, workers: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPUI_CACHE", "")
    assert compiler.compiled(SMALL) == compiler.compiled(SMALL)
    assert workers == [SMALL] * 2
    assert not compiled_for_real.exists()


def test_a_worker_can_be_ended_from_outside() -> None:
    stops: list[Callable[[], None]] = []

    def stop_at_once(stop: Callable[[], None]) -> None:
        stops.append(stop)
        stop()

    with pytest.raises(ModuleError, match="compiler"):
        compile_in_worker(SMALL, stop_at_once)
    assert len(stops) == 1
