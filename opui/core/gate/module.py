"""The load gate: what a module's bytes say about it, checked before anything of it is compiled or run.

It walks what `core/sections.py` reads, down to each function's size and locals, with every count capped; of
instructions it reads none. It knows the ABI's exports, not wasmtime, which validates what passes here.
"""

import json
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from opui.core import protocol
from opui.core.errors import ModuleError
from opui.core.gate.sections import (
    CODE,
    DATA,
    ELEMENT,
    EXPORT,
    FUNCTION,
    GLOBAL,
    IMPORT,
    MAGIC,
    MEMORY,
    START,
    TABLE,
    TYPE,
    Reader,
    Sections,
    check_cap,
    read_sections,
)
from opui.core.scrub import scrub_line

MODULE_BYTES: Final = 4 << 20
"""A module's size at most. The todo app has 48 KB; compiling 4 MiB of ordinary code takes 4 s."""
MANIFEST_SECTION: Final = "opui.manifest"
MANIFEST_BYTES: Final = 16_384
"""A manifest is a name and a few numbers; 16 KiB is generous."""
PAGE_BYTES: Final = 65_536

_EXPORT_KINDS: Final = ("func", "table", "memory", "global", "tag")
_VALUE_TYPES: Final = {
    0x7F: "i32",
    0x7E: "i64",
    0x7D: "f32",
    0x7C: "f64",
    0x7B: "v128",
    0x70: "funcref",
    0x6F: "externref",
}

FUNCTIONS: Final = {"opui_init": "() -> i32", "opui_frame": "() -> ()", "opui_reserve": "(i32) -> i32"}
OPTIONAL: Final = frozenset({"opui_reserve"})
HANDLER_TYPE: Final = "(i32) -> ()"


class Module(NamedTuple):
    """What the gate learnt.

    Attributes:
        data: The module's bytes.
        manifest: Those of the manifest's entries that are strings, scrubbed, and `abi`; empty if there is none.
        reserves: Whether it exports `opui_reserve`.
        memory_bytes: How large its memory is at first.
    """

    data: bytes
    manifest: dict[str, Any]
    reserves: bool
    memory_bytes: int


def check_module(data: bytes) -> Module:
    """Return what `data` says about itself.

    Raises:
        ModuleError: It is no module for opui; the message says why and, for malformed bytes, where.
    """
    if len(data) > MODULE_BYTES:
        raise ModuleError("limit", f"{len(data)} bytes of a module: the limit is {MODULE_BYTES}")
    if data[: len(MAGIC)] != MAGIC:
        raise ModuleError("not_wasm", _what_is(data))
    sections = read_sections(data)
    known = sections.known
    if START in known:
        raise ModuleError("start", "the module has a start function; do that work in opui_init")
    if IMPORT in known:
        _refuse_imports(known[IMPORT])
    manifest = _manifest(sections)
    functions = _functions(known)
    tables = _tables(known)
    memory_bytes = _memory(known)
    exports = _exports(known, {"func": functions, "table": tables, "memory": ["memory"]})
    if wrong := next(_wrong_exports(exports), None):
        raise wrong
    _check_counts(known)
    _check_code(known, len(functions))
    return Module(data, manifest, "opui_reserve" in exports, memory_bytes)


def export_errors(data: bytes) -> list[ModuleError]:
    """Return all that is wrong with the exports of a module, of which `check_module` raises the first.

    Raises:
        ModuleError: The sections can't be read.
    """
    known = read_sections(data).known
    return list(_wrong_exports(_exports(known, {"func": _functions(known), "table": _tables(known)})))


def _what_is(data: bytes) -> str:
    if data[:4] == MAGIC[:4] and data[4:8] == b"\x0d\0\1\0":
        return "this is a Wasm component; opui runs core modules (in Rust, build a cdylib for wasm32-unknown-unknown)"
    if data.lstrip()[:1] == b"(":
        return "this is WebAssembly text; turn it into a module with wat2wasm first"
    if not data:
        return "the file is empty"
    return f"this is not a Wasm core module (it begins with {data[:8].hex(' ')})"


# --- Sections ------------------------------------------------------------------------------------


def _refuse_imports(reader: Reader) -> None:
    if reader.unsigned():
        module, name = (scrub_line(reader.name(), 60) for _ in range(2))
        raise ModuleError(
            "import",
            f"it imports {module!r}.{name!r}; a guest imports nothing (no WASI: build for wasm32-unknown-unknown)",
        )


def _functions(known: dict[int, Reader]) -> list[str]:
    """Return each function's type in words: `() -> i32` and so on."""
    types: list[str] = []
    if TYPE in known:
        section = known[TYPE]
        types = section.many("types", lambda: _function_type(section))
        section.finish()
    if FUNCTION not in known:
        return []
    indices = known[FUNCTION].many("functions", known[FUNCTION].unsigned)
    known[FUNCTION].finish()
    if any(index >= len(types) for index in indices):
        raise known[FUNCTION].malformed("a function's type is missing")
    return [types[index] for index in indices]


def _function_type(reader: Reader) -> str:
    if reader.byte() != 0x60:
        raise reader.malformed("a type is not a function's")
    parameters = reader.many("parameters of one type", lambda: _value_type(reader))
    results = reader.many("results of one type", lambda: _value_type(reader))
    return f"({', '.join(parameters)}) -> {results[0] if len(results) == 1 else '(' + ', '.join(results) + ')'}"


def _value_type(reader: Reader) -> str:
    code = reader.byte()
    if code not in _VALUE_TYPES:
        raise reader.malformed(f"there is no type of values 0x{code:02x}")
    return _VALUE_TYPES[code]


def _tables(known: dict[int, Reader]) -> list[str]:
    if TABLE not in known:
        return []
    tables = known[TABLE].many("tables", lambda: _table(known[TABLE]))
    known[TABLE].finish()
    return tables


def _table(reader: Reader) -> str:
    code = reader.byte()
    if code not in (0x70, 0x6F):
        raise reader.malformed("a table is neither of functions nor of references")
    check_cap("table elements", _minimum(reader, reader.byte()))
    return f"{_VALUE_TYPES[code]} table"


def _memory(known: dict[int, Reader]) -> int:
    """Return the size of the module's one memory."""
    reader = known.get(MEMORY)
    memories = 0 if reader is None else reader.unsigned()
    if reader is None or memories != 1:
        raise ModuleError("memory", f"it has {memories} memories; a guest has one")
    flags = reader.byte()
    if flags & ~1:
        raise ModuleError("memory", "its memory is shared or 64-bit")
    size = _minimum(reader, flags) * PAGE_BYTES
    reader.finish()
    ceiling = protocol.CEILING["memory_bytes"]
    if size > ceiling:
        raise ModuleError("limit", f"a memory of {size} bytes: the limit is {ceiling}, whatever an app asks for")
    return size


def _minimum(reader: Reader, flags: int) -> int:
    """Return the lower of the limits of a table or a memory."""
    minimum = reader.unsigned()
    if flags & 1:
        reader.unsigned()
    return minimum


def _exports(known: dict[int, Reader], spaces: dict[str, list[str]]) -> dict[str, str]:
    """Return each export's type in words; `spaces` has those of all that can be exported, by kind."""
    exports: dict[str, str] = {}
    if EXPORT not in known:
        return exports
    reader = known[EXPORT]
    for name, kind, index in reader.many("exports", lambda: (reader.name(), reader.byte(), reader.unsigned())):
        if kind >= len(_EXPORT_KINDS):
            raise reader.malformed(f"there is no kind of export {kind}")
        space = spaces.get(_EXPORT_KINDS[kind])
        if space is not None and index >= len(space):
            raise reader.malformed(f"the export {scrub_line(name, 60)!r} points at nothing")
        exports[name] = _EXPORT_KINDS[kind] if space is None else space[index]
    reader.finish()
    return exports


def _check_counts(known: dict[int, Reader]) -> None:
    """Check how much there is in the sections that are not walked: it takes their instructions to do that."""
    if ELEMENT in known:
        check_cap("bytes of element segments", known[ELEMENT].left)
    for code, cap in ((GLOBAL, "globals"), (ELEMENT, "element segments"), (DATA, "data segments")):
        if code in known:
            known[code].count(cap)


def _check_code(known: dict[int, Reader], functions: int) -> None:
    reader = known.get(CODE) or Reader(b"\0", 0, 1)  # without the section there are no bodies
    bodies = reader.count("functions")
    if bodies != functions:
        raise ModuleError("malformed", f"{functions} functions are declared, the code section has {bodies}")
    declarations = 0
    for _ in range(bodies):
        size = reader.unsigned()
        check_cap("bytes of one function", size)
        body = reader.part(size)
        count = body.count("local declarations")
        declarations += count
        check_cap("local declarations", declarations)
        _check_locals(body, count)
    reader.finish()


def _check_locals(body: Reader, declarations: int) -> None:
    count = 0
    for _ in range(declarations):
        count += body.unsigned()
        check_cap("locals of one function", count)
        _value_type(body)
    if not body.left:
        raise body.malformed("a function has no end")


# --- Exports, manifest ---------------------------------------------------------------------------


def _wrong_exports(exports: dict[str, str]) -> Iterator[ModuleError]:
    wanted = {"memory": "memory", "__indirect_function_table": "funcref table"} | FUNCTIONS
    for name, type_ in wanted.items():
        if name not in exports:
            if name not in OPTIONAL:
                hint = " (link with --export-table)" if "table" in name else ""
                yield ModuleError("export", f"it does not export {name}: {type_}{hint}")
        elif exports[name] != type_:
            yield ModuleError("export", f"its export {name} is {exports[name]}, not {type_}")


def _manifest(sections: Sections) -> dict[str, Any]:
    readers = [reader for name, reader in sections.custom if name == MANIFEST_SECTION]
    if not readers:
        return {}
    if len(readers) > 1:
        raise ModuleError("manifest", "there is more than one")
    size = readers[0].left
    if size > MANIFEST_BYTES:
        raise ModuleError("manifest", f"its {size} bytes are over the limit of {MANIFEST_BYTES}")
    try:
        manifest = json.loads(readers[0].take(size).decode())
    except (ValueError, RecursionError):
        raise ModuleError("manifest", "it is not JSON") from None
    if not isinstance(manifest, dict):
        raise ModuleError("manifest", "it is not a JSON object")
    abi = manifest.get("abi")
    if not (isinstance(abi, list) and len(abi) == 2 and all(type(part) is int for part in abi)):
        raise ModuleError("manifest", 'its "abi" is not [major, minor]')
    check_abi(abi[0], abi[1])
    texts = {scrub_line(key, 60): scrub_line(value, 200) for key, value in manifest.items() if isinstance(value, str)}
    return {**texts, "abi": abi}


def check_abi(major: int, minor: int) -> None:
    """Raise `ModuleError` if this host can't run a guest of that ABI, saying which side to renew."""
    if major != protocol.ABI_MAJOR:
        side = "rebuild the app with a newer SDK" if major < protocol.ABI_MAJOR else "use a newer opui"
        raise ModuleError("abi_version", f"it is of ABI {major}.{minor}, this opui runs {protocol.ABI_MAJOR}.x: {side}")
