"""Builds the examples that are written in Rust and writes their modules beside them.

`python examples/build.py [NAME …]` builds all, or those named. `--into DIR` writes DIR/NAME.wasm instead;
`--check` builds nothing and tells which modules are older than their sources. `--wasm-opt`, with `--into`,
sends the modules through Binaryen's optimizer: a tenth smaller and hardly faster. The modules beside the sources
go without it, so that one compiler makes the same bytes of them everywhere.

A module carries a section `opui.manifest` that says what it is and which sources it was built from. The
result depends on the sources and the compiler, not on where the checkout lies. Beside the standard library only
the protocol's table is imported, for the ABI's version.
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

# The table of this checkout, whichever opui is installed.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from opui.core import protocol

EXAMPLES: Final = Path(__file__).resolve().parent
REPOSITORY: Final = EXAMPLES.parent
WORKSPACE: Final = REPOSITORY / "rust_app"
SDK: Final = WORKSPACE / "opui"
RATATUI: Final = WORKSPACE / "opui_ratatui"
LOCK: Final = EXAMPLES / "Cargo.lock"
"""The versions of what is not ours, for the examples that use something: each build makes the same bytes of it."""
STAGE: Final = WORKSPACE / "target" / "stage"
TARGET: Final = "wasm32-unknown-unknown"
SECTION: Final = "opui.manifest"
MAGIC: Final = b"\0asm\1\0\0\0"
WASM_OPT: Final = (
    "wasm-opt",
    "-Os",
    # What the compiler uses by default; the section that would say so is stripped.
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
)
_TEST_DEPENDENCIES: Final = re.compile(r"^\[dev-dependencies\]\n(?:[^\[\n].*\n|\n)*", re.MULTILINE)


class BuildError(Exception):
    """A build that can't be done, for a reason that fits on a line."""


# --- Sources -------------------------------------------------------------------------------------


def examples() -> list[Path]:
    """Return the folders of all examples that are Rust crates."""
    return sorted(path.parent for path in EXAMPLES.glob("*/Cargo.toml"))


def uses_ratatui(folder: Path) -> bool:
    """Tell whether the example in `folder` is built with what is not ours."""
    return f'path = "../../rust_app/{RATATUI.name}"' in (folder / "Cargo.toml").read_text(encoding="utf-8")


def sources(folder: Path) -> list[Path]:
    """Return the files that the module of the example in `folder` is built from, sorted by path."""
    config = REPOSITORY / ".cargo" / "config.toml"
    crates = (SDK, RATATUI) if uses_ratatui(folder) else (SDK,)
    shared = [WORKSPACE / "Cargo.toml", config, *(crate / "Cargo.toml" for crate in crates)]
    shared += [LOCK, RATATUI / "README.md"] if uses_ratatui(folder) else []
    own = [folder / "Cargo.toml", folder / "opui.toml"]
    tops = (*(crate / "src" for crate in crates), folder / "src")
    code = [path for top in tops for path in top.rglob("*") if path.is_file()]
    return sorted((*shared, *own, *code), key=_name)


def source_hash(folder: Path) -> str:
    """Return 12 hexadecimal digits that change with any of the example's sources, by path and content."""
    digest = hashlib.sha256()
    for path in sources(folder):
        # A checkout may have turned line ends around; every one of these files is text.
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{_name(path)}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:12]


def _name(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


# --- Manifests -----------------------------------------------------------------------------------


def manifest(folder: Path) -> bytes:
    """Return the manifest of the example in `folder`, as JSON."""
    app = tomllib.loads((folder / "opui.toml").read_text(encoding="utf-8"))["app"]
    told = {key: app[key] for key in ("name", "version", "title") if key in app}
    entries = {"abi": (protocol.ABI_MAJOR, protocol.ABI_MINOR), **told, "source": source_hash(folder)}
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":")).encode()


def with_manifest(module: bytes, content: bytes) -> bytes:
    """Return `module` with a manifest section at its end."""
    name = SECTION.encode()
    body = _unsigned(len(name)) + name + content
    return module + b"\0" + _unsigned(len(body)) + body


def read_manifest(module: bytes) -> dict[str, object]:
    """Return the manifest that `with_manifest` added to `module`, empty if there is none."""
    at = module.rfind(SECTION.encode())
    if not module.startswith(MAGIC) or at < 0:
        return {}
    entries: dict[str, object] = json.loads(module[at + len(SECTION) :])
    return entries


def is_stale(folder: Path) -> bool:
    """Tell whether the module beside the sources is missing or was built from others."""
    module = folder / f"{folder.name}.wasm"
    return not module.exists() or read_manifest(module.read_bytes()).get("source") != source_hash(folder)


def _unsigned(number: int) -> bytes:
    """Return a number in LEB128, as Wasm writes lengths."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


# --- The compiler --------------------------------------------------------------------------------


def compiler() -> tuple[str, dict[str, str]]:
    """Return the cargo to run and what to add to its environment.

    The environment's CARGO and RUSTC come first, then a cargo on PATH whose compiler has the target, then
    Debian's packages, which bring a linker under a versioned name and never the target itself.

    Raises:
        BuildError: None of them has the target.
    """
    for cargo, rustc in _compilers():
        if _has_target(rustc):
            return cargo, {"RUSTC": rustc, **_linker(rustc)}
    raise BuildError(f"no Rust compiler has the target {TARGET}; try `rustup target add {TARGET}`")


def _compilers() -> Iterator[tuple[str, str]]:
    if "CARGO" in os.environ or "RUSTC" in os.environ:
        yield os.environ.get("CARGO", "cargo"), os.environ.get("RUSTC", "rustc")
        return
    yield "cargo", "rustc"
    yield "/usr/bin/cargo", "/usr/bin/rustc"


def _has_target(rustc: str) -> bool:
    return any(_library(rustc).glob("libcore-*.rlib"))


def _library(rustc: str) -> Path:
    """Return where the compiler keeps the target's own libraries."""
    command = [rustc, "--print", "target-libdir", "--target", TARGET]
    try:
        found = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return Path(os.devnull)
    return Path(found.stdout.strip())


def _linker(rustc: str) -> Mapping[str, str]:
    """Name a linker for a compiler that has none of its own."""
    variable = f"CARGO_TARGET_{TARGET.upper().replace('-', '_')}_LINKER"
    if variable in os.environ or any(_library(rustc).parents[1].glob("*/bin/rust-lld*")):
        return {}
    versioned = sorted(Path("/usr/bin").glob("wasm-ld-*"), key=lambda path: int(path.name.rpartition("-")[2]))
    return {variable: str(versioned[-1])} if versioned else {}


# --- Building ------------------------------------------------------------------------------------


def stage() -> Path:
    """Copy all sources into one folder, a workspace of its own, and return it.

    Cargo mixes a crate's absolute path into its hash unless the crate lies below the workspace's folder,
    and rustc writes that path into panic messages. Here all of them do, so neither can happen.
    """
    shutil.rmtree(STAGE, ignore_errors=True)
    for source in {source for folder in examples() for source in sources(folder)}:
        # The workspace itself moves from rust_app to the top.
        copy = STAGE / (source.name if source.parent == WORKSPACE else _name(source))
        copy.parent.mkdir(parents=True, exist_ok=True)
        # With the time of its last change, by which Cargo tells whether to build anew.
        shutil.copy2(source, copy)
    ours = {f'"{crate.name}"': f'"{_name(crate)}"' for crate in (SDK, RATATUI)}
    _replace(STAGE / "Cargo.toml", {**ours, '"../examples/': '"examples/'})
    # Few modules have a dependency, and the lock names these; without those of the tests cargo needs no network for
    # any other.
    for crate in (SDK, RATATUI):
        manifest_path = STAGE / _name(crate / "Cargo.toml")
        text = manifest_path.read_text(encoding="utf-8")
        manifest_path.write_text(_TEST_DEPENDENCIES.sub("", text), encoding="utf-8")
    shutil.copy2(LOCK, STAGE)
    for manifest_path in STAGE.glob("examples/*/Cargo.toml"):
        _replace(manifest_path, {'workspace = "../../rust_app"': 'workspace = "../.."'})
    return STAGE


def _replace(path: Path, replacements: dict[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in replacements.items():
        if old not in text:
            raise BuildError(f"{path.name} has no {old}: see stage() in build.py")
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def build(folders: list[Path], into: Path | None, optimize: bool = False) -> list[Path]:
    """Build the examples in `folders` and write their modules into the folder `into`, or beside the sources.

    Args:
        folders: The examples' own.
        into: None: beside the sources.
        optimize: Send what the compiler made through wasm-opt.

    Raises:
        BuildError: There is no compiler, or cargo or wasm-opt failed; what it said has been shown.
    """
    cargo, additions = compiler()
    workspace = stage()
    modules = []
    for folder in folders:
        built = _compile(folder, workspace, cargo, additions)
        module = (into or folder) / f"{folder.name}.wasm"
        module.parent.mkdir(parents=True, exist_ok=True)
        content = _optimized(built) if optimize else built.read_bytes()
        module.write_bytes(with_manifest(content, manifest(folder)))
        modules.append(module)
    return modules


def _compile(folder: Path, workspace: Path, cargo: str, additions: Mapping[str, str]) -> Path:
    # One at a time: built together, crates would share their features, and counter must do without std.
    environment = {**os.environ, **additions, "CARGO_TARGET_DIR": str(WORKSPACE / "target")}
    fetch = [cargo, "fetch", "--target", TARGET]
    if uses_ratatui(folder) and subprocess.run(fetch, cwd=workspace, env=environment, check=False).returncode:
        raise BuildError(f"cargo could not fetch what {folder.name} depends on")
    command = [cargo, "build", "--release", "--target", TARGET, "--package", folder.name, *_without_places()]
    if subprocess.run(command, cwd=workspace, env=environment, check=False).returncode:
        raise BuildError(f"cargo could not build {folder.name}")
    return WORKSPACE / "target" / TARGET / "release" / f"{folder.name}.wasm"


def _without_places() -> list[str]:
    """Return what keeps it out of a module where cargo has put what was fetched: panics name their files."""
    home = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo"))
    flags = [f"--remap-path-prefix={place}=/crates" for place in sorted(home.glob("registry/src/*"))]
    return ["--config", f"target.{TARGET}.rustflags = {json.dumps(flags)}"] if flags else []


def _optimized(module: Path) -> bytes:
    """Return what wasm-opt makes of a module."""
    smaller = module.with_suffix(".opt.wasm")
    try:
        failed = subprocess.run([*WASM_OPT, str(module), "-o", str(smaller)], check=False).returncode
    except FileNotFoundError:
        raise BuildError("there is no wasm-opt on PATH") from None
    if failed:
        raise BuildError(f"wasm-opt could not take {module.name}")
    return smaller.read_bytes()


# --- The command ---------------------------------------------------------------------------------


def main(arguments: list[str]) -> int:
    """Build or check what the arguments name. Returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="an example's folder; all if none is named")
    parser.add_argument("--into", type=Path, metavar="DIR", help="write the modules there, not beside their sources")
    parser.add_argument("--check", action="store_true", help="build nothing, tell which modules are stale")
    parser.add_argument("--wasm-opt", action="store_true", help="make the modules smaller by wasm-opt; with --into")
    options = parser.parse_args(arguments)
    if options.wasm_opt and options.into is None:
        parser.error("--wasm-opt is for --into: the modules beside the sources are what the compiler makes")
    try:
        folders = _named(options.names)
        return _check(folders) if options.check else _report(build(folders, options.into, options.wasm_opt))
    except BuildError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return 1


def _named(names: list[str]) -> list[Path]:
    folders = {folder.name: folder for folder in examples()}
    if unknown := [name for name in names if name not in folders]:
        raise BuildError(f"no example in Rust is named {unknown[0]}; there are {', '.join(folders)}")
    return [folders[name] for name in names or folders]


def _check(folders: list[Path]) -> int:
    stale = [folder.name for folder in folders if is_stale(folder)]
    for name in stale:
        print(f"{name}.wasm is stale: run `python examples/build.py {name}`", file=sys.stderr)
    return 1 if stale else 0


def _report(modules: list[Path]) -> int:
    for module in modules:
        print(f"{module}: {module.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
