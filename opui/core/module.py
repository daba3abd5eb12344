"""The load gate: what a module's bytes say about it, checked before anything of it is compiled or run.

Reads the sections of a core Wasm module with every length checked (WebAssembly core specification §5,
binary format). It knows the ABI's exports, not wasmtime.
"""

import json
from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeVar

from opui.core import protocol
from opui.core.errors import ModuleError
from opui.core.scrub import scrub_line

T = TypeVar("T")

MAGIC: Final = b"\0asm\1\0\0\0"
MANIFEST_SECTION: Final = "opui.manifest"
MANIFEST_BYTES: Final = 16_384
"""A manifest is a name and a few numbers; 16 KiB is generous."""

CUSTOM, TYPE, IMPORT, FUNCTION, TABLE, MEMORY, EXPORT, START = 0, 1, 2, 3, 4, 5, 7, 8
_LAST_SECTION: Final = 13
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
    """

    data: bytes
    manifest: dict[str, Any]
    reserves: bool


def check_module(data: bytes) -> Module:
    """Return what `data` says about itself.

    Raises:
        ModuleError: It is no module for opui; the message says why and, for malformed bytes, where.
    """
    if data[: len(MAGIC)] != MAGIC:
        raise ModuleError("not_wasm", _what_is(data))
    sections = _sections(data)
    if START in sections:
        raise ModuleError("start", "the module has a start function; do that work in opui_init")
    if IMPORT in sections:
        _refuse_imports(sections[IMPORT])
    manifest = _manifest(sections.get(CUSTOM))
    exports = _exports(sections)
    _check_exports(exports)
    return Module(data, manifest, "opui_reserve" in exports)


def _what_is(data: bytes) -> str:
    if data[:4] == MAGIC[:4] and data[4:8] == b"\x0d\0\1\0":
        return "this is a Wasm component; opui runs core modules (in Rust, build a cdylib for wasm32-unknown-unknown)"
    if data.lstrip()[:1] == b"(":
        return "this is WebAssembly text; turn it into a module with wat2wasm first"
    if not data:
        return "the file is empty"
    return f"this is not a Wasm core module (it begins with {data[:8].hex(' ')})"


# --- Reading -------------------------------------------------------------------------------------


class _Reader:
    """A cursor over part of the module; every read is checked against its end."""

    def __init__(self, data: bytes, start: int, end: int) -> None:
        self.data, self.at, self.end = data, start, end

    def byte(self) -> int:
        return self.take(1)[0]

    def take(self, length: int) -> bytes:
        if length > self.end - self.at:
            raise self.malformed(f"{length} bytes do not fit before {self.end}")
        self.at += length
        return self.data[self.at - length : self.at]

    def unsigned(self) -> int:
        """LEB128, at most 32 bits."""
        value = 0
        for shift in range(0, 35, 7):
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                if value >= 1 << 32:
                    break
                return value
        raise self.malformed("a number is over 32 bits")

    def name(self) -> str:
        try:
            return self.take(self.unsigned()).decode()
        except UnicodeDecodeError:
            raise self.malformed("a name is not UTF-8") from None

    def many(self, read: Callable[[], T]) -> list[T]:
        count = self.unsigned()
        # Every entry takes a byte at least, so a larger count is a lie and nothing is made for it.
        if count > self.end - self.at:
            raise self.malformed(f"{count} entries do not fit")
        return [read() for _ in range(count)]

    def malformed(self, why: str) -> ModuleError:
        return ModuleError("malformed", f"{why} (at offset 0x{self.at:x})")


def _sections(data: bytes) -> dict[int, _Reader]:
    """Return a reader of each section by its code; of custom sections, of the manifest's only."""
    reader = _Reader(data, len(MAGIC), len(data))
    found: dict[int, _Reader] = {}
    while reader.at < reader.end:
        code, size = reader.byte(), reader.unsigned()
        section = _Reader(data, reader.at, reader.at + size)
        reader.take(size)
        if code > _LAST_SECTION:
            raise reader.malformed(f"there is no section {code}")
        if code == CUSTOM and section.name() != MANIFEST_SECTION:
            continue
        if code in found:
            raise (
                ModuleError("manifest", "there are two")
                if code == CUSTOM
                else reader.malformed(f"section {code} is doubled")
            )
        found[code] = section
    return found


# --- Imports, exports, manifest ------------------------------------------------------------------


def _refuse_imports(reader: _Reader) -> None:
    if reader.unsigned():
        module, name = (scrub_line(reader.name(), 60) for _ in range(2))
        raise ModuleError(
            "import",
            f"it imports {module!r}.{name!r}; a guest imports nothing (no WASI: build for wasm32-unknown-unknown)",
        )


def _exports(sections: dict[int, _Reader]) -> dict[str, str]:
    """Return each export's type in words: `() -> i32`, `memory`, `funcref table` and so on."""
    functions = _functions(sections)
    tables = sections[TABLE].many(_table(sections[TABLE])) if TABLE in sections else []
    memories = sections[MEMORY].many(_memory(sections[MEMORY])) if MEMORY in sections else []
    spaces = {"func": functions, "table": tables, "memory": memories}
    exports: dict[str, str] = {}
    if len(memories) != 1:
        raise ModuleError("memory", f"it has {len(memories)} memories; a guest has one")
    if EXPORT in sections:
        reader = sections[EXPORT]
        for name, kind, index in reader.many(lambda: (reader.name(), reader.byte(), reader.unsigned())):
            if kind >= len(_EXPORT_KINDS):
                raise reader.malformed(f"there is no kind of export {kind}")
            space = spaces.get(_EXPORT_KINDS[kind])
            if space is not None and index >= len(space):
                raise reader.malformed(f"the export {scrub_line(name, 60)!r} points at nothing")
            exports[name] = _EXPORT_KINDS[kind] if space is None else space[index]
    return exports


def _functions(sections: dict[int, _Reader]) -> list[str]:
    types: list[str] = []
    if TYPE in sections:
        types = sections[TYPE].many(_function_type(sections[TYPE]))
    if FUNCTION not in sections:
        return []
    indices = sections[FUNCTION].many(sections[FUNCTION].unsigned)
    if any(index >= len(types) for index in indices):
        raise sections[FUNCTION].malformed("a function's type is missing")
    return [types[index] for index in indices]


def _function_type(reader: _Reader) -> Callable[[], str]:
    def value_type() -> str:
        code = reader.byte()
        return _VALUE_TYPES.get(code, f"0x{code:02x}")

    def read() -> str:
        if reader.byte() != 0x60:
            raise reader.malformed("a type is not a function's")
        parameters, results = reader.many(value_type), reader.many(value_type)
        return f"({', '.join(parameters)}) -> {results[0] if len(results) == 1 else '(' + ', '.join(results) + ')'}"

    return read


def _table(reader: _Reader) -> Callable[[], str]:
    def read() -> str:
        code = reader.byte()
        if code not in (0x70, 0x6F):
            raise reader.malformed("a table is neither of functions nor of references")
        _limits(reader)
        return f"{_VALUE_TYPES[code]} table"

    return read


def _memory(reader: _Reader) -> Callable[[], str]:
    def read() -> str:
        flags = _limits(reader)
        if flags & ~1:
            raise ModuleError("memory", "its memory is shared or 64-bit")
        return "memory"

    return read


def _limits(reader: _Reader) -> int:
    flags = reader.byte()
    reader.unsigned()
    if flags & 1:
        reader.unsigned()
    return flags


def _check_exports(exports: dict[str, str]) -> None:
    wanted = {"memory": "memory", "__indirect_function_table": "funcref table"} | FUNCTIONS
    for name, type_ in wanted.items():
        if name not in exports:
            if name not in OPTIONAL:
                hint = " (link with --export-table)" if "table" in name else ""
                raise ModuleError("export", f"it does not export {name}: {type_}{hint}")
        elif exports[name] != type_:
            raise ModuleError("export", f"its export {name} is {exports[name]}, not {type_}")


def _manifest(reader: _Reader | None) -> dict[str, Any]:
    if reader is None:
        return {}
    size = reader.end - reader.at
    if size > MANIFEST_BYTES:
        raise ModuleError("manifest", f"its {size} bytes are over the limit of {MANIFEST_BYTES}")
    try:
        manifest = json.loads(reader.take(size).decode())
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
