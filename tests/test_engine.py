import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
import wasmtime

from opui.core.errors import ModuleError
from opui.guest import engine
from opui.guest.engine import CONFIG, CONFIG_KEY, compile_here, new_engine
from tests.guests import compiled, guest_text

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("field", "feature"),
    [
        ("(func (param v128))", "SIMD"),
        ("(func (drop (i32x4.relaxed_trunc_f32x4_s (v128.const i32x4 0 0 0 0))))", "SIMD"),
        ("(func (drop (i32.atomic.load (i32.const 0))))", "threads"),
        ("(func return_call 0)", "tail call"),
        ("(tag)", "exceptions"),
        ("(type (struct))", "gc"),
        ("(func (param (ref func)))", "function references|reference"),
        ("(func (param externref))", "reference types|gc|externref"),
        ("(func (param i64) (result i64 i64) (i64.mul_wide_u (local.get 0) (local.get 0)))", "wide arithmetic"),
        ("(memory 1)", "multi-memory|memories"),
        ("(type (cont 0))", "stack switching|continuation|cont"),
    ],
)  # fmt: skip
def test_a_feature_that_no_guest_needs_is_off(field: str, feature: str) -> None:
    with pytest.raises(ModuleError, match=f"malformed: (?i:.*({feature}))"):
        compile_here(compiled(f"(module (type (func)) (memory 1) {field})"))


@pytest.mark.parametrize("memory", ["(memory i64 1)", "(memory 1 2 shared)", "(memory 0 (pagesize 1))"])
def test_a_memory_of_another_kind_is_off(memory: str) -> None:
    with pytest.raises(ModuleError, match="malformed: "):
        compile_here(compiled(f"(module {memory})"))


def test_why_a_module_is_refused_is_one_scrubbed_line() -> None:
    data = compiled(guest_text("(i32.const 1) (drop)")).replace(b"\x41\1\x1a", b"\x41\1\xff")
    with pytest.raises(ModuleError) as caught:
        compile_here(data)
    assert caught.value.rule == "malformed"
    assert "opcode" in caught.value.detail
    assert str(caught.value).isprintable()
    assert len(caught.value.detail) <= 200


def test_what_is_compiled_here_loads_in_any_new_engine() -> None:
    code = compile_here(compiled(guest_text()))
    for _ in range(2):
        assert wasmtime.Module.deserialize(new_engine(), code).exports


def test_moving_on_one_engines_epoch_moves_no_other() -> None:
    module = compiled('(module (func (export "f")))')
    engines = [new_engine(), new_engine()]
    stores = [wasmtime.Store(each) for each in engines]
    functions = [
        wasmtime.Instance(store, wasmtime.Module(each, module), []).exports(store)["f"]
        for store, each in zip(stores, engines, strict=True)
    ]
    for store in stores:
        store.set_epoch_deadline(1)
    engines[0].increment_epoch()
    assert isinstance(functions[0], wasmtime.Func)
    assert isinstance(functions[1], wasmtime.Func)
    with pytest.raises(wasmtime.Trap):
        functions[0](stores[0])
    functions[1](stores[1])


def test_endless_recursion_traps_on_the_smallest_stack_that_a_thread_gets_anywhere() -> None:
    code = """
import threading, wasmtime
from opui.guest.engine import new_engine
engine = new_engine()
store = wasmtime.Store(engine)
store.set_epoch_deadline(1)
module = wasmtime.Module(engine, wasmtime.wat2wasm('(module (func $f (export "f") (call $f)))'))
f = wasmtime.Instance(store, module, []).exports(store)["f"]
def call():
    try:
        f(store)
    except wasmtime.Trap as trap:
        print(trap.trap_code.name)
threading.stack_size(512 << 10)  # macOS: what a thread has that is not the first
thread = threading.Thread(target=call)
thread.start()
thread.join()
"""
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (result.returncode, result.stdout.strip()) == (0, "STACK_OVERFLOW")


def test_the_key_names_every_setting_the_version_and_the_platform() -> None:
    lines = CONFIG_KEY.splitlines()
    assert lines[2:] == [f"{name}={value}" for name, value in CONFIG.items()]
    assert lines[0].startswith("wasmtime=50.")
    assert sys.platform in lines[1]


def test_the_version_is_that_of_the_metadata_wherever_it_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert engine._version() == version("wasmtime")
    for name in ("wasmtime-1.0.dist-info", "wasmtime-2.0.dist-info"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr("wasmtime.__file__", str(tmp_path / "wasmtime" / "__init__.py"))
    assert engine._version() == version("wasmtime")


def test_a_changed_setting_is_another_key() -> None:
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom opui.core import protocol\n"
    code += "protocol.CEILING['memory_bytes'] += 65536\nfrom opui.guest.engine import CONFIG_KEY\nprint(CONFIG_KEY)"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert other != engine.CONFIG_KEY
    assert len(set(other.splitlines()) ^ set(engine.CONFIG_KEY.splitlines())) == 2
