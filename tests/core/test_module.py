import json
import re
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opui.core import protocol
from opui.core.errors import ModuleError
from opui.core.gate.module import MANIFEST_BYTES, MODULE_BYTES, PAGE_BYTES, check_abi, check_module, export_errors
from opui.core.gate.sections import CAP, MAGIC

# Types 0: () -> i32, 1: () -> (), 2: (i32) -> i32.
TYPES = "03 60 00 01 7f  60 00 00  60 01 7f 01 7f"
FUNCTIONS = "03 00 01 02"
TABLE = "01 70 00 01"
MEMORY = "01 00 01"
CODE = "03 04 00 41 00 0b  02 00 0b  04 00 41 00 0b"
NAMES = {"memory": "02 00", "__indirect_function_table": "01 00", "opui_init": "00 00", "opui_frame": "00 01"}


def name(text: str) -> bytes:
    return bytes([len(text)]) + text.encode()


def leb(number: int) -> bytes:
    """Return a number as five bytes, the most that one may take."""
    return bytes([number >> shift & 0x7F | 0x80 for shift in range(0, 28, 7)]) + bytes([number >> 28])


def section(code: int, body: bytes) -> bytes:
    return bytes([code]) + leb(len(body)) + body


def exports(entries: dict[str, str]) -> bytes:
    return bytes([len(entries)]) + b"".join(name(key) + bytes.fromhex(value) for key, value in entries.items())


def manifest(text: str) -> bytes:
    return section(0, name("opui.manifest") + text.encode())


def module(**changes: str | bytes | None) -> bytes:
    """Return a minimal module; sections can be replaced (hex or bytes) or left out (None)."""
    parts: dict[str, str | bytes | None] = {
        "types": TYPES, "imports": None, "functions": FUNCTIONS, "table": TABLE, "memory": MEMORY, "globals": None,
        "exports": exports(NAMES), "start": None, "elements": None, "code": CODE, "data": None,
    }  # fmt: skip
    codes = dict(zip(parts, (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), strict=True))
    parts |= {key: value for key, value in changes.items() if key != "tail"}
    bodies = {key: bytes.fromhex(body) if isinstance(body, str) else body for key, body in parts.items()}
    tail = changes.get("tail", b"")
    assert isinstance(tail, bytes)
    return MAGIC + b"".join(section(codes[key], body) for key, body in bodies.items() if body is not None) + tail


def with_functions(*bodies: bytes, **changes: str | bytes | None) -> bytes:
    """Return a module with more functions of type () -> ()."""
    count = 3 + len(bodies)
    code = leb(count) + bytes.fromhex(CODE)[1:] + b"".join(leb(len(body)) + body for body in bodies)
    functions = leb(count) + bytes.fromhex(FUNCTIONS)[1:] + b"\1" * len(bodies)
    return module(**({"functions": functions, "code": code} | changes))


def test_a_minimal_module_passes() -> None:
    checked = check_module(module())
    assert checked == (module(), {}, False, PAGE_BYTES)


def test_a_module_that_can_make_its_inbox_larger_says_so() -> None:
    assert check_module(module(exports=exports(NAMES | {"opui_reserve": "00 02"}))).reserves


def test_other_sections_and_exports_do_not_matter() -> None:
    more = exports(NAMES | {"a global": "03 00", "a tag": "04 00", "another": "00 02"})
    rest: dict[str, str | bytes | None] = {"globals": "01 7f 00 41 00 0b", "elements": "00", "data": "00"}
    assert check_module(module(exports=more, imports="00", tail=section(0, name("producers") + b"\xff" * 9), **rest))


def test_locals_and_a_tables_and_a_memorys_upper_limits_are_fine() -> None:
    checked = check_module(with_functions(b"\2\3\x7f\5\x7c\x0b", table="01 70 01 01 09", memory="01 01 02 09"))
    assert checked.memory_bytes == 2 * PAGE_BYTES


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
    (module(table=None), "malformed", "the export '__indirect_function_table' points at nothing"),
    (module(types=None, functions=None), "malformed", "the export 'opui_init' points at nothing"),
    (module(types=TYPES + "00"), "malformed", "1 bytes are left over"),
    (module(functions=FUNCTIONS + "00"), "malformed", "1 bytes are left over"),
    (module(table=TABLE + "00"), "malformed", "1 bytes are left over"),
    (module(memory=MEMORY + "00"), "malformed", "1 bytes are left over"),
    (module(exports=exports(NAMES) + b"\0"), "malformed", "1 bytes are left over"),
    (module(code=CODE + "00"), "malformed", "1 bytes are left over"),
    (module(code=None), "malformed", "3 functions are declared, the code section has 0"),
    (module(code="00"), "malformed", "3 functions are declared, the code section has 0"),
    (module(code="04" + CODE[2:] + "02 00 0b"), "malformed", "3 functions are declared, the code section has 4"),
    (module(types=None, functions=None, exports=exports({"memory": "02 00"})), "export", "it does not export __ind"),
    (with_functions(b"\0"), "malformed", "a function has no end"),
    (with_functions(b"\1\1\x63\x0b"), "malformed", "there is no type of values 0x63"),
    (with_functions(b"\1\xff\xff\xff"), "malformed", "1 bytes do not fit"),
    (module(code="03 7f 00 0b"), "malformed", "127 bytes do not fit"),
    (with_export("opui_init", "00 09")(), "malformed", "the export 'opui_init' points at nothing"),
    (with_export("opui_init", "05 00")(), "malformed", "there is no kind of export 5"),
    (module(functions="01 09"), "malformed", "a function's type is missing"),
    (module(types=None), "malformed", "a function's type is missing"),
    (module(types="01 5f 00"), "malformed", "a type is not a function's"),
    (module(types="03 60 00 02 7f 63  60 00 00  60 01 7f 01 7f"), "malformed", "there is no type of values 0x63"),
    (module(types="03 60 00 02 7f 7e  60 00 00  60 01 7f 01 7f"), "export", "opui_init is () -> (i32, i64)"),
    (module(table="01 40 00 70 00 01"), "malformed", "a table is neither"),
    (module(types="ff ff ff ff 0f"), "malformed", "4294967295 entries do not fit"),
    (module(types="ff ff ff ff 1f"), "malformed", "a number is over 32 bits"),
    (module(types="80 80 80 80 80 00"), "malformed", "a number is over 32 bits"),
    (module(exports=b"\1\2\xff\xfe\0\0"), "malformed", "a name is not UTF-8"),
    (module(exports=b"\1\x7fmemory"), "malformed", "127 bytes do not fit before"),
    (module(tail=b"\x0e\0"), "malformed", "there is no section 14"),
    (module(tail=section(1, b"\0")), "malformed", "section 1 is doubled"),
    (module(start=None, tail=section(6, b"\0")), "malformed", "section 6 is out of order"),
    (module(tail=b"\x0b\xff\xff\x7f"), "malformed", "2097151 bytes do not fit"),
    (module(tail=section(0, b"\x7f")), "malformed", "127 bytes do not fit"),
    (module(tail=manifest("{}") * 2), "manifest", "there is more than one"),
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


TYPE = b"\x60\0\0"


def declared(count: int) -> bytes:
    """A function with so many declarations of no local each."""
    return leb(count) + b"\0\x7f" * count + b"\x0b"


CAPPED: list[tuple[str, int, Callable[[int], bytes]]] = [
    ("types", CAP["types"], lambda n: module(types=leb(n) + bytes.fromhex(TYPES)[1:] + TYPE * (n - 3))),
    ("parameters of one type", CAP["parameters of one type"],
     lambda n: module(types=b"\4" + bytes.fromhex(TYPES)[1:] + b"\x60" + leb(n) + b"\x7f" * n + b"\0")),
    ("results of one type", CAP["results of one type"],
     lambda n: module(types=b"\4" + bytes.fromhex(TYPES)[1:] + b"\x60\0" + leb(n) + b"\x7f" * n)),
    ("functions", CAP["functions"], lambda n: with_functions(*[b"\0\x0b"] * (n - 3))),
    ("tables", CAP["tables"], lambda n: module(table=leb(n) + b"\x70\0\1" * n)),
    ("table elements", CAP["table elements"], lambda n: module(table=b"\1\x70\0" + leb(n))),
    ("globals", CAP["globals"], lambda n: module(globals=leb(n) + b"\x7f\0\x41\0\x0b" * n)),
    ("exports", CAP["exports"],
     lambda n: module(exports=leb(n) + exports(NAMES)[1:] + (name("x") + b"\0\0") * (n - len(NAMES)))),
    ("element segments", CAP["element segments"], lambda n: module(elements=leb(n) + b"\0" * n)),
    ("bytes of element segments", CAP["bytes of element segments"], lambda n: module(elements=b"\1" + b"\0" * (n - 1))),
    ("data segments", CAP["data segments"], lambda n: module(data=leb(n) + b"\0" * n)),
    ("bytes of one function", CAP["bytes of one function"],
     lambda n: with_functions(b"\0" + b"\1" * (n - 2) + b"\x0b")),
    ("locals of one function", CAP["locals of one function"],
     lambda n: with_functions(b"\2\1\x7f" + leb(n - 1) + b"\x7e\x0b")),
    ("local declarations", CAP["local declarations"],
     lambda n: with_functions(*[declared(50_000)] * 3, declared(n - 150_000))),
    ("bytes of a module", MODULE_BYTES, lambda n: module(tail=section(0, name("x") + bytes(n - len(module()) - 8)))),
    ("bytes in a name", CAP["bytes in a name"],
     lambda n: module(exports=b"\5" + exports(NAMES)[1:] + leb(n) + b"x" * n + b"\0\0")),
]  # fmt: skip


@pytest.mark.parametrize(("cap", "most", "bomb"), CAPPED, ids=[row[0] for row in CAPPED])
def test_as_much_as_a_cap_allows_passes_and_one_more_is_refused(
    cap: str, most: int, bomb: Callable[[int], bytes]
) -> None:
    assert check_module(bomb(most))
    with pytest.raises(ModuleError, match=f"limit: {most + 1} {cap}: the limit is {most}$"):
        check_module(bomb(most + 1))


def test_memory_is_capped_by_what_any_app_may_ask_for() -> None:
    most = protocol.CEILING["memory_bytes"]
    assert check_module(module(memory=b"\1\0" + leb(most // PAGE_BYTES))).memory_bytes == most
    with pytest.raises(ModuleError, match=f"limit: a memory of {most + PAGE_BYTES} bytes: the limit is {most}"):
        check_module(module(memory=b"\1\0" + leb(most // PAGE_BYTES + 1)))


def test_a_file_of_nothing_but_functions_is_refused_before_anything_is_made_of_it() -> None:
    count = 1_000_000
    data = module(functions=leb(count) + b"\1" * count, code=leb(count) + b"\2\0\x0b" * count)
    tracemalloc.start()
    try:
        with pytest.raises(ModuleError, match="limit: 1000000 functions: the limit is 20000"):
            check_module(data)
        assert tracemalloc.get_traced_memory()[1] < 100_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("data", "rule", "message"), REFUSED)
def test_a_module_that_is_none_of_ours_is_refused(data: bytes, rule: str, message: str) -> None:
    with pytest.raises(ModuleError, match=re.escape(message)) as caught:
        check_module(data)
    assert caught.value.rule == rule


def test_all_that_is_wrong_with_the_exports_can_be_asked_for() -> None:
    data = module(exports=exports({**NAMES, "opui_init": "00 01", "opui_frame": "00 02", "opui_reserve": "00 00"}))
    names = ["opui_init", "opui_frame", "opui_reserve"]
    assert [error.detail.split()[2] for error in export_errors(data)] == names
    assert export_errors(module()) == []


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
