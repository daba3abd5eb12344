# ruff: noqa: E501 - a table's row stays on one line
"""The corpus of hostile guests: those written in WebAssembly text beside this file, and those that no text can express.

A guest's first lines are comments: what the attack is, then settings, one a line:

    expect: harmless "words"        it runs on; the words are seen in its view
    expect: RULE "words"            it fails with that rule of `opui.core.errors.RULES`; the words are in the error
    expect: refused RULE "words"    it is refused before anything of it runs
    do: click 4                     what a person then does (rows of `ACTIONS` in `test_corpus.py`)
    busy: at once / after that      it computes for ever, from the start or once that was done
    frames: 20                      it is harmless if it has had so many frames
    focus: host                     it does not get the focus back once a person has left it
    shows: words                    what its view still shows after it has failed
    nodes: 2                        how many nodes its tree has then, the root among them

`include: prelude` puts the text of `prelude.wat` in its place.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

import wasmtime

from opui.core.errors import RULES

HERE: Final = Path(__file__).parent
PARTS: Final = ("prelude", "places")
"""What guests include; no guests themselves."""
_INCLUDE: Final = re.compile(r"^ *;; include: (\w+)$", re.MULTILINE)
_EXPECT: Final = re.compile(r'(harmless|refused (\w+)|(\w+))(?: "(.*)")?')


class Expectation(NamedTuple):
    """What is to become of a guest: `harmless`, `refused` or `fails`; by which rule, and the words it is known by."""

    fate: str
    rule: str
    words: str


class Guest(NamedTuple):
    """One hostile guest."""

    name: str
    attack: str
    expectation: Expectation
    settings: dict[str, list[str]]
    make: Callable[[], bytes]


def guests() -> list[Guest]:
    """Return the corpus, in the order of the names."""
    written = [_written(path) for path in HERE.glob("*.wat") if path.stem not in PARTS]
    made = [Guest(name, attack, expectation(expect), {}, make) for name, attack, expect, make in MADE]
    return sorted(written + made)


def guest(name: str) -> Guest:
    """Return one guest of the corpus."""
    return next(each for each in guests() if each.name == name)


def expectation(text: str) -> Expectation:
    """Return what an `expect:` says."""
    match = _EXPECT.fullmatch(text)
    assert match is not None, text
    _, refused_by, fails_by, words = match.groups()
    rule = refused_by or fails_by or ""
    assert not rule or rule in RULES, text
    return Expectation("refused" if refused_by else "fails" if fails_by else "harmless", rule, words or "")


def whole_text(text: str) -> str:
    """Return a guest's text with what it includes."""
    return _INCLUDE.sub(lambda match: (HERE / f"{match[1]}.wat").read_text(), text)


def _written(path: Path) -> Guest:
    text = path.read_text()
    attack, *rest = [line[3:] for line in text.split("(module", 1)[0].splitlines()]
    settings: dict[str, list[str]] = {}
    for line in rest:
        name, _, value = line.partition(": ")
        settings.setdefault(name, []).append(value)
    (expect,) = settings.pop("expect")
    return Guest(path.stem, attack, expectation(expect), settings, lambda: bytes(wasmtime.wat2wasm(whole_text(text))))


# --- Modules that no text can express, or only in megabytes ---------------------------------------

_MAGIC: Final = b"\0asm\1\0\0\0"
_I32, _FUNCTION_REFERENCE = b"\x7f", b"\x70"
TYPE, FUNCTION, TABLE, MEMORY, GLOBAL, EXPORT, ELEMENT, CODE, DATA = 1, 3, 4, 5, 6, 7, 9, 10, 11
EMPTY_BODY: Final = b"\x02\0\x0b"


def leb(number: int) -> bytes:
    """Return an unsigned LEB128 number."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def section(code: int, content: bytes) -> bytes:
    """Return a section."""
    return bytes([code]) + leb(len(content)) + content


def many(entries: list[bytes] | tuple[bytes, ...]) -> bytes:
    """Return a vector of entries."""
    return leb(len(entries)) + b"".join(entries)


def _named(name: str, rest: bytes) -> bytes:
    return leb(len(name)) + name.encode() + rest


_SECTIONS: Final = {
    TYPE: many((b"\x60\0\x01" + _I32, b"\x60\0\0")),
    FUNCTION: many((b"\0", b"\1")),
    TABLE: many((_FUNCTION_REFERENCE + b"\0\1",)),
    MEMORY: many((b"\0\1",)),
    EXPORT: many((
        _named("memory", b"\2\0"), _named("__indirect_function_table", b"\1\0"),
        _named("opui_init", b"\0\0"), _named("opui_frame", b"\0\1"),
    )),
    CODE: many((b"\4\0\x41\0\x0b", EMPTY_BODY)),
}  # fmt: skip
"""The least module that has everything the ABI asks for."""


def module(changed: dict[int, bytes] | None = None, behind: bytes = b"") -> bytes:
    """Return the least module, with other contents of some sections and more behind them."""
    contents = sorted((_SECTIONS | (changed or {})).items())
    return _MAGIC + b"".join(section(code, content) for code, content in contents) + behind


def _functions(count: int, body: bytes) -> bytes:
    """Return a module with `count` more functions of type () -> ()."""
    bodies = [b"\4\0\x41\0\x0b", EMPTY_BODY, *[leb(len(body)) + body] * count]
    return module({FUNCTION: many([b"\0", *[b"\1"] * (count + 1)]), CODE: many(bodies)})


def _manifest(content: bytes) -> bytes:
    return module(behind=section(0, _named("opui.manifest", content)))


def _native() -> bytes:
    return bytes(wasmtime.Module(wasmtime.Engine(), module()).serialize())


def _with_names(content: bytes) -> bytes:
    """Return a module whose opui_init traps, and a name section."""
    return module({CODE: many((b"\3\0\0\x0b", EMPTY_BODY))}, section(0, _named("name", content)))


_LOCALS: Final = b"\1" + leb(50_000) + _I32 + b"\x0b"
_NESTED: Final = b"\0" + b"\x02\x40" * 100_000 + b"\x0b" * 100_001
_LONG: Final = b"\0" + b"\x41\0\x1a" * 2_000_000 + b"\x0b"
_JUMPS: Final = b"\0\x41\0\x0e" + leb(1_000_000) + b"\0" * 1_000_001 + b"\x0b"
_ADDS: Final = b"\1\1" + _I32 + b"\x20\0\x41\1\x6a\x21\0" * 60_000 + b"\x0b"
_LOOPS: Final = b"\1\1" + _I32 + b"\x03\x40\x20\0\x41\1\x6a\x21\0\x20\0\x0d\0\x0b" * 18_000 + b"\x0b"
_DROPPED_CALLS: Final = b"\0" + b"\x10\0\x1a" * 15_000 + b"\x0b"

# fmt: off
MADE: Final[tuple[tuple[str, str, str, Callable[[], bytes]], ...]] = (
    ("bomb_locals", "8 KB: a thousand functions of 50,000 locals each, 2.6 s to compile.", 'refused limit "locals of one function"', lambda: _functions(1000, _LOCALS)),
    ("bomb_locals_4_gi", "One function that says it has 4,294,967,295 locals.", 'refused limit "locals of one function"', lambda: _functions(1, b"\1" + leb(0xFFFF_FFFF) + _I32 + b"\x0b")),
    ("bomb_functions", "400 KB: a hundred thousand empty functions, 7 s and 550 MB to compile.", 'refused limit "functions"', lambda: _functions(100_000, b"\0\x0b")),
    ("bomb_nesting", "Blocks nested a hundred thousand deep.", 'refused limit "bytes of one function"', lambda: _functions(1, _NESTED)),
    ("bomb_long_function", "One function of two million instructions, 6 MB.", 'refused limit "bytes of a module"', lambda: _functions(1, _LONG)),
    ("bomb_jump_table", "A jump table of a million entries.", 'refused limit "bytes of one function"', lambda: _functions(1, _JUMPS)),
    ("bomb_many_long_functions", "Sixty functions of 240,000 instructions each.", 'refused limit "bytes of a module"', lambda: _functions(60, _ADDS)),
    ("bomb_calls", "A hundred functions of 15,000 calls each.", 'refused limit "bytes of a module"', lambda: _functions(100, _DROPPED_CALLS)),
    ("bomb_under_the_caps", "256 KB: 18,000 small loops in one function, within every cap of the gate, many seconds to compile.", 'refused limit "compiling it took longer"', lambda: _functions(1, _LOOPS)),
    ("bomb_types", "A million types.", 'refused limit "types"', lambda: module({TYPE: many([b"\x60\0\x01" + _I32, *[b"\x60\0\0"] * 1_000_000])})),
    ("bomb_parameters", "A type with a hundred thousand parameters.", 'refused limit "parameters of one type"', lambda: module({TYPE: many((b"\x60\0\x01" + _I32, b"\x60\0\0", b"\x60" + leb(100_000) + _I32 * 100_000 + b"\0"))})),
    ("bomb_globals", "Five hundred thousand globals.", 'refused limit "globals"', lambda: module({GLOBAL: many([_I32 + b"\0\x41\0\x0b"] * 500_000)})),
    ("bomb_exports", "A hundred thousand exports.", 'refused limit "exports"', lambda: module({EXPORT: leb(100_004) + _SECTIONS[EXPORT][1:] + b"".join(_named(f"f{n}", b"\0\1") for n in range(100_000))})),
    ("bomb_data", "Two hundred thousand data segments.", 'refused limit "data segments"', lambda: module({DATA: many([b"\0\x41\0\x0b\1x"] * 200_000)})),
    ("bomb_elements", "A segment that puts five hundred thousand functions into the table.", 'refused limit "bytes of element segments"', lambda: module({ELEMENT: many((b"\0\x41\0\x0b" + many([b"\1"] * 500_000),))})),
    ("bomb_custom_sections", "A million empty custom sections.", 'refused limit "sections"', lambda: module(behind=section(0, b"\0") * 1_000_000)),
    ("too_large", "A custom section of 20 MB.", 'refused limit "bytes of a module"', lambda: module(behind=section(0, _named("junk", bytes(20_000_000))))),
    ("empty_file", "A file with nothing in it.", "refused not_wasm", lambda: b""),
    ("wat_text", "WebAssembly text, which wasmtime would compile just the same.", 'refused not_wasm "WebAssembly text"', lambda: b"\n  (module)"),
    ("component", "A component.", 'refused not_wasm "component"', lambda: bytes(wasmtime.wat2wasm("(component)"))),
    ("native_code", "What wasmtime has compiled: code of the processor's, to be run unchecked.", "refused not_wasm", _native),
    ("elf_file", "A program for Linux.", "refused not_wasm", lambda: b"\x7fELF\2\1\1" + bytes(200)),
    ("terminal_file", "A file of escape sequences; its first bytes are quoted in the error.", "refused not_wasm", lambda: b"\x1b]52;c;aGFjaw==\x07\x1b[2J"),
    ("version_2", "A module of another version of WebAssembly.", "refused not_wasm", lambda: b"\0asm\2\0\0\0" + module()[8:]),
    ("cut_short", "A module that ends in the middle of its code.", "refused malformed", lambda: module()[:-4]),
    ("rubbish_behind", "Bytes behind the last section.", "refused malformed", lambda: module(behind=b"\x1b[2J")),
    ("section_unknown", "A section of number 99.", "refused malformed", lambda: module(behind=section(99, b""))),
    ("section_doubled", "Two export sections, of which one reader could see the first and another the second.", "refused malformed", lambda: module(behind=section(EXPORT, _SECTIONS[EXPORT]))),
    ("sections_out_of_order", "The code section comes before the functions it is of.", "refused malformed", lambda: _MAGIC + b"".join(section(code, content) for code, content in sorted(_SECTIONS.items(), reverse=True))),
    ("section_size_lies", "A section that says it is 4 GiB long.", "refused malformed", lambda: _MAGIC + b"\1\xff\xff\xff\xff\x0f" + module()[10:]),
    ("count_lies", "A type section that says it has 4,294,967,295 types.", "refused malformed", lambda: module({TYPE: b"\xff\xff\xff\xff\x0f\x60\0\0"})),
    ("number_too_long", "A number of sixteen bytes where five are the most.", "refused malformed", lambda: _MAGIC + b"\1" + b"\x80" * 15 + b"\0"),
    ("export_doubled", "Exports opui_frame twice, as two functions.", "refused malformed", lambda: module({FUNCTION: many((b"\0", b"\1", b"\1")), CODE: many((b"\4\0\x41\0\x0b", EMPTY_BODY, EMPTY_BODY)), EXPORT: b"\5" + _SECTIONS[EXPORT][1:] + _named("opui_frame", b"\0\2")})),
    ("export_of_nothing", "Exports a function that is not there.", "refused malformed", lambda: module({EXPORT: b"\5" + _SECTIONS[EXPORT][1:] + _named("more", b"\0\x63")})),
    ("code_invalid", "A function whose body pops from an empty stack.", "refused malformed", lambda: _functions(1, b"\0\x1a\x0b")),
    ("code_unknown", "An instruction that does not exist.", "refused malformed", lambda: _functions(1, b"\0\xff\xff\x0b")),
    ("names_not_utf8", "Traps in a function whose name is not UTF-8.", "trap", lambda: _with_names(b"\1\7\1\0\4\xff\x1b[2")),
    ("names_lie", "Traps; its name section says that it has 4,294,967,295 names.", "trap", lambda: _with_names(b"\1\5\xff\xff\xff\xff\x0f")),
    ("manifest_17_kib", "A manifest of 17 KiB.", 'refused manifest "16384"', lambda: _manifest(b'{"abi": [1, 0], "name": "' + b"x" * 17_000 + b'"}')),
    ("manifest_deep", "A manifest of eight thousand brackets, each in the other.", "refused manifest", lambda: _manifest(b"[" * 8000 + b"]" * 8000)),
    ("manifest_long_number", "A manifest with a number of 16,000 digits.", "refused manifest", lambda: _manifest(b'{"abi": [1, ' + b"9" * 16_000 + b"]}")),
    ("manifest_not_utf8", "A manifest that is not UTF-8.", "refused manifest", lambda: _manifest(b'{"abi": [1, 0], "name": "\xed\xa0\x80"}')),
    ("manifest_abi_of_flags", "A manifest whose ABI version is true and 1e999.", "refused manifest", lambda: _manifest(b'{"abi": [true, 1e999]}')),
)
# fmt: on
