import json
import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opui.core.errors import ModuleError
from opui.core.module import MAGIC, MANIFEST_BYTES, check_abi, check_module

# Types 0: () -> i32, 1: () -> (), 2: (i32) -> i32.
TYPES = "03 60 00 01 7f  60 00 00  60 01 7f 01 7f"
FUNCTIONS = "03 00 01 02"
TABLE = "01 70 00 01"
MEMORY = "01 00 01"
NAMES = {"memory": "02 00", "__indirect_function_table": "01 00", "opui_init": "00 00", "opui_frame": "00 01"}


def name(text: str) -> bytes:
    return bytes([len(text)]) + text.encode()


def section(code: int, body: bytes) -> bytes:
    size = len(body)
    return bytes([code, size & 0x7F | 0x80, size >> 7 & 0x7F | 0x80, size >> 14]) + body


def exports(entries: dict[str, str]) -> bytes:
    return bytes([len(entries)]) + b"".join(name(key) + bytes.fromhex(value) for key, value in entries.items())


def manifest(text: str) -> bytes:
    return section(0, name("opui.manifest") + text.encode())


def module(**changes: str | bytes | None) -> bytes:
    """Return a minimal module; sections can be replaced (hex or bytes) or left out (None)."""
    parts: dict[str, str | bytes | None] = {
        "types": TYPES, "imports": None, "functions": FUNCTIONS, "table": TABLE, "memory": MEMORY,
        "exports": exports(NAMES), "start": None, "code": b"",
    }  # fmt: skip
    codes = {"types": 1, "imports": 2, "functions": 3, "table": 4, "memory": 5, "exports": 7, "start": 8, "code": 10}
    parts |= {key: value for key, value in changes.items() if key != "tail"}
    bodies = {key: bytes.fromhex(body) if isinstance(body, str) else body for key, body in parts.items()}
    tail = changes.get("tail", b"")
    assert isinstance(tail, bytes)
    return MAGIC + b"".join(section(codes[key], body) for key, body in bodies.items() if body is not None) + tail


def test_a_minimal_module_passes() -> None:
    checked = check_module(module())
    assert checked == (module(), {}, False)


def test_a_module_that_can_make_its_inbox_larger_says_so() -> None:
    assert check_module(module(exports=exports(NAMES | {"opui_reserve": "00 02"}))).reserves


def test_other_sections_and_exports_do_not_matter() -> None:
    more = exports(NAMES | {"a global": "03 00", "a tag": "04 00", "another": "00 02"})
    assert check_module(module(exports=more, imports="00", tail=section(0, name("producers") + b"\xff" * 9)))


def test_the_manifest_is_scrubbed_and_only_its_texts_are_kept() -> None:
    text = json.dumps({"abi": [1, 0], "name": "to\x1bdo", "\x1bkey": "a\nb", "size": 3, "deep": {"x": ["\x1b"]}})
    assert check_module(module(tail=manifest(text))).manifest == {"abi": [1, 0], "name": "todo", "key": "a b"}


def with_export(key: str, value: str | None) -> Callable[[], bytes]:
    entries = {**NAMES, key: value}
    return lambda: module(exports=exports({name: entry for name, entry in entries.items() if entry is not None}))


REFUSED: list[tuple[bytes, str, str]] = [
    (b"", "not_wasm", "the file is empty"),
    (b"\x7fELF....", "not_wasm", "this is not a Wasm core module (it begins with 7f 45 4c 46 2e 2e 2e 2e)"),
    (b"\0asm\x0d\0\1\0", "not_wasm", "this is a Wasm component"),
    (b"\0asm\2\0\0\0", "not_wasm", "it begins with 00 61 73 6d 02"),
    (b"  (module)", "not_wasm", "this is WebAssembly text"),
    (MAGIC, "memory", "it has 0 memories"),
    (module(memory=None), "memory", "it has 0 memories; a guest has one"),
    (module(memory="02 00 01 00 01"), "memory", "it has 2 memories"),
    (module(memory="01 03 01 02"), "memory", "its memory is shared or 64-bit"),
    (module(memory="01 04 01"), "memory", "its memory is shared or 64-bit"),
    (module(start="00"), "start", "the module has a start function"),
    (module(imports=b"\1" + name("wasi") + name("fd\x1bwrite") + b"\0\0"), "import", "it imports 'wasi'.'fdwrite'"),
    (with_export("memory", None)(), "export", "it does not export memory: memory"),
    (with_export("memory", "00 00")(), "export", "its export memory is () -> i32, not memory"),
    (with_export("__indirect_function_table", None)(), "export", "funcref table (link with --export-table)"),
    (module(table="01 6f 00 01"), "export", "__indirect_function_table is externref table, not funcref table"),
    (with_export("opui_init", None)(), "export", "it does not export opui_init: () -> i32"),
    (with_export("opui_init", "00 01")(), "export", "its export opui_init is () -> (), not () -> i32"),
    (with_export("opui_frame", "00 02")(), "export", "its export opui_frame is (i32) -> i32, not () -> ()"),
    (with_export("opui_frame", "03 00")(), "export", "its export opui_frame is global, not () -> ()"),
    (with_export("opui_reserve", "00 00")(), "export", "its export opui_reserve is () -> i32, not (i32) -> i32"),
    (module(exports=None), "export", "it does not export memory"),
    (module(types=None, functions=None), "malformed", "the export 'opui_init' points at nothing"),
    (with_export("opui_init", "00 09")(), "malformed", "the export 'opui_init' points at nothing"),
    (with_export("opui_init", "05 00")(), "malformed", "there is no kind of export 5"),
    (module(functions="01 09"), "malformed", "a function's type is missing"),
    (module(types=None), "malformed", "a function's type is missing"),
    (module(types="01 5f 00"), "malformed", "a type is not a function's"),
    (module(types="03 60 00 02 7f 63  60 00 00  60 01 7f 01 7f"), "export", "opui_init is () -> (i32, 0x63)"),
    (module(table="01 40 00 70 00 01"), "malformed", "a table is neither"),
    (module(types="ff ff ff ff 0f"), "malformed", "4294967295 entries do not fit"),
    (module(types="ff ff ff ff 1f"), "malformed", "a number is over 32 bits"),
    (module(types="80 80 80 80 80 00"), "malformed", "a number is over 32 bits"),
    (module(exports=b"\1\2\xff\xfe\0\0"), "malformed", "a name is not UTF-8"),
    (module(exports=b"\1\x7fmemory"), "malformed", "127 bytes do not fit before"),
    (module(tail=b"\x0e\0"), "malformed", "there is no section 14"),
    (module(tail=section(1, b"\0")), "malformed", "section 1 is doubled"),
    (module(tail=b"\x0b\xff\xff\x7f"), "malformed", "2097151 bytes do not fit"),
    (module(tail=section(0, b"\x7f")), "malformed", "127 bytes do not fit"),
    (module(tail=manifest("{}") * 2), "manifest", "there are two"),
    (module(tail=manifest('"' + "x" * MANIFEST_BYTES)), "manifest", "its 16385 bytes are over the limit of 16384"),
    (module(tail=manifest("{")), "manifest", "it is not JSON"),
    (module(tail=manifest("[" * 9999)), "manifest", "it is not JSON"),
    (module(tail=manifest("9" * 9999)), "manifest", "it is not JSON"),
    (module(tail=section(0, name("opui.manifest") + b"\xff")), "manifest", "it is not JSON"),
    (module(tail=manifest("[]")), "manifest", "it is not a JSON object"),
    *((module(tail=manifest(f'{{"abi": {abi}}}')), "manifest", 'its "abi" is not [major, minor]')
      for abi in ("null", "1", "[1]", "[1, 0, 0]", '["1", "0"]', "[1, 0.0]", "[true, false]")),
    (module(tail=manifest("{}")), "manifest", 'its "abi" is not [major, minor]'),
    (module(tail=manifest('{"abi": [2, 0]}')), "abi_version", "it is of ABI 2.0, this opui runs 1.x: use a newer opui"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "rule", "message"), REFUSED)
def test_a_module_that_is_none_of_ours_is_refused(data: bytes, rule: str, message: str) -> None:
    with pytest.raises(ModuleError, match=re.escape(message)) as caught:
        check_module(data)
    assert caught.value.rule == rule


def test_errors_of_malformed_bytes_say_where() -> None:
    with pytest.raises(ModuleError, match=r"there is no section 99 \(at offset 0xa\)"):
        check_module(MAGIC + b"\x63\0")


def test_the_abi_says_which_side_to_renew() -> None:
    check_abi(1, 99)
    with pytest.raises(ModuleError, match="use a newer opui"):
        check_abi(2, 0)
    with pytest.raises(ModuleError, match="rebuild the app with a newer SDK"):
        check_abi(0, 9)


WHOLE = module(exports=exports(NAMES | {"opui_reserve": "00 02"}), tail=manifest('{"abi": [1, 0], "name": "x"}'))


def judged(data: bytes) -> None:
    """Pass or refuse `data`; any other exception is a bug."""
    try:
        checked = check_module(data)
    except ModuleError:
        return
    assert checked.data == data


@pytest.mark.parametrize("length", range(len(WHOLE)))
def test_a_module_cut_anywhere_is_refused_or_fine(length: int) -> None:
    judged(WHOLE[:length])


@given(st.lists(st.tuples(st.integers(8, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=4))
def test_a_module_with_other_bytes_is_refused_or_fine(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for offset, byte in changes:
        data[offset] = byte
    judged(bytes(data))


@given(st.binary(max_size=60))
def test_any_bytes_behind_the_magic_are_refused_or_fine(data: bytes) -> None:
    judged(MAGIC + data)
