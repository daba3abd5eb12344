"""How large every example's module is, and what is in it: `python -m benchmarks --only size`.

*Module* is the file beside the sources. For what is in it each Rust example is built twice, as it is shipped and with
the names of its functions kept: the bytes are those of the first, the names those of the second, function by
function. So a function counts whole for the group that its name puts it in: panics and formatting are what is
there for them alone. What they take in other functions (a check before each index, say) and in the data section
(the messages) is not told apart. Without a Rust toolchain only the files are measured, and a line says so.
"""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks import rust
from benchmarks.figures import BYTES, Figure, Tick
from opui.core.gate.sections import CODE, DATA, read_sections

NAME: Final = "size"
MODULE: Final = "module"
PANICS, FORMATTING, ALLOCATOR = "panics", "formatting", "allocator"
DATA_SECTION, REST = "data", "tables, types, exports, manifest"

_WORK: Final = rust.EXAMPLES.parent / "rust_app" / "target" / "size"
_GROUPS: Final = {
    PANICS: "panic|unwrap_failed|expect_failed|index_fail|handle_error|last_words",
    FORMATTING: "3fmt|2fmt|flt2dec",
    ALLOCATOR: "9allocator|rust_alloc|rust_realloc|rust_dealloc|raw_vec|5alloc5alloc",
    "SDK": "4opui|opui\\.\\.|^opui_",
    "standard library": "4core|5alloc|3std|^mem|compiler_builtins",
}
"""Group → what one of its functions' names contains; the first one that fits counts, else it is the app's own."""
_APP: Final = "app"
_NAMED: Final = {
    "CARGO_PROFILE_RELEASE_STRIP": "none",
    "RUSTFLAGS": "-Clink-arg=--export-table -Clink-arg=-zstack-size=65536",
}
"""As in .cargo/config.toml, but for what takes the names out."""


def steps() -> int:
    """Return how many samples `measure` takes."""
    return len(_modules()) + 1


def measure(tick: Tick) -> list[Figure]:
    """Measure the modules and, if they can be built, what is in them."""
    figures = []
    for module in _modules():
        figures.append(Figure(NAME, MODULE, module.stem, BYTES, (module.stat().st_size,)))
        tick(module.stem)
    for example, parts in _built():
        figures += [Figure(NAME, f"in {example}", part, BYTES, (size,)) for part, size in parts.items()]
    tick("what is in them")
    return figures


def _modules() -> list[Path]:
    return sorted(rust.EXAMPLES.glob("*/*.wasm"))


def _built() -> Iterator[tuple[str, Counter[str]]]:
    """Yield each example that can be built, with the bytes of its parts."""
    builder = rust.builder()
    try:
        cargo, additions = builder.compiler()
        builder.STAGE = _WORK / "stage"
        workspace = builder.stage()
        for folder in builder.examples():
            builds = [
                _build(folder.name, cargo, workspace, additions | more, _WORK / kind, builder.TARGET)
                for kind, more in (("plain", {}), ("named", _NAMED))
            ]
            yield folder.name, parts(*builds)
    except (builder.BuildError, subprocess.CalledProcessError) as error:
        print(f"{NAME}: what is in the modules is left out: {error}", file=sys.stderr)


def _build(name: str, cargo: str, workspace: Path, more: dict[str, str], into: Path, target: str) -> bytes:
    command = [cargo, "build", "--quiet", "--release", "--target", target, "--package", name]
    environment = {**os.environ, **more, "CARGO_TARGET_DIR": str(into)}
    subprocess.run(command, cwd=workspace, env=environment, check=True)
    return (into / target / "release" / f"{name}.wasm").read_bytes()


# --- What is in a module ---


def parts(module: bytes, named: bytes) -> Counter[str]:
    """Return the bytes of each part of `module`; together they are all of it.

    Args:
        module: As it is shipped.
        named: The same functions in the same order, with their names.
    """
    sizes, names = _functions(module), _names(named)
    assert len(sizes) == len(_functions(named)), "with names there are other functions"
    found: Counter[str] = Counter()
    for number, size in enumerate(sizes):
        found[_group(names.get(number, ""))] += size
    sections = read_sections(module).known
    found[DATA_SECTION] = sections[DATA].left if DATA in sections else 0
    found[REST] = len(module) - found.total()
    return found


def _group(name: str) -> str:
    return next((group for group, pattern in _GROUPS.items() if re.search(pattern, name)), _APP)


def _functions(module: bytes) -> list[int]:
    """Return the bytes of each function; a guest imports none, so these are numbered from 0."""
    code = read_sections(module).known[CODE]
    return [code.part(code.unsigned()).left for _ in range(code.unsigned())]


def _names(module: bytes) -> dict[int, str]:
    """Return the functions' names, as the compiler mangles them."""
    names = {}
    for section in (reader for name, reader in read_sections(module).custom if name == "name"):
        while section.left:
            kind, part = section.byte(), section.part(section.unsigned())
            if kind == 1:
                for _ in range(part.unsigned()):
                    number, length = part.unsigned(), part.unsigned()
                    names[number] = part.take(length).decode()
    return names
