"""Who may import whom: the core stands on the standard library and Unicode's tables, each edge on one library."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OPUI = ROOT / "opui"
CORE = sorted((OPUI / "core").rglob("*.py"))
ALL = sorted(OPUI.rglob("*.py"))
IO = {
    "asyncio", "builtins", "ctypes", "datetime", "glob", "http", "importlib", "io", "logging", "multiprocessing",
    "os", "pathlib", "pickle", "queue", "random", "select", "selectors", "shutil", "signal", "socket", "subprocess",
    "sys", "tempfile", "threading", "time", "urllib",
}  # fmt: skip
"""What the core must not import: it reads no file, no clock, no chance, and starts nothing."""
IO_CALLS = {"open", "print", "input", "exec", "eval", "compile", "__import__"}


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the module of each import; of `from package import name`, both that could be meant."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports(path: Path) -> set[str]:
    return set(imported(ast.parse(path.read_text())))


def dotted(path: Path) -> str:
    """Return the name that a module is imported by."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def importers(library: str) -> set[str]:
    return {str(path.relative_to(ROOT)) for path in ALL if any(name.split(".")[0] == library for name in imports(path))}


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.stem)
def test_the_core_imports_the_standard_library_and_itself_and_one_module_unicodes_tables(path: Path) -> None:
    allowed = {"wcwidth"} if path.stem == "clusters" else set()
    for name in imports(path):
        top = name.split(".")[0]
        assert top in allowed or top in sys.stdlib_module_names or name == "opui" or name.startswith("opui.core"), (
            f"{path.stem}: {name}"
        )


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.stem)
def test_the_core_does_no_input_or_output(path: Path) -> None:
    tree = ast.parse(path.read_text())
    assert not {name.split(".")[0] for name in imported(tree)} & IO
    calls = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not calls & IO_CALLS


def test_the_core_has_no_import_cycles() -> None:
    names = {dotted(path) for path in CORE}
    graph = {dotted(path): imports(path) & names for path in CORE}
    assert len(list(TopologicalSorter(graph).static_order())) == len(CORE)


def test_the_protocol_table_and_the_errors_import_nothing_of_opui() -> None:
    for name in ("protocol", "kinds", "errors", "scrub"):
        assert not [each for each in imports(OPUI / "core" / f"{name}.py") if each.startswith("opui")]


def test_one_module_imports_wcwidth_and_only_when_a_text_needs_it() -> None:
    assert importers("wcwidth") == {"opui/core/clusters.py"}
    code = "from opui.core import clusters; import sys; clusters.end('ab', 1); print('wcwidth' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"


def test_one_module_imports_the_parser_of_markdown_and_only_when_there_is_some() -> None:
    assert importers("markdown_it") == {"opui/markdown.py"}
    code = "import opui.tools.headless, opui.markdown; import sys; print('markdown_it' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"


def test_only_the_process_that_highlights_imports_pygments() -> None:
    assert importers("pygments") == {"opui/highlight/worker.py"}
    for module, others in (("highlight.highlighter", "pygments"), ("tools.headless", "opui.highlight")):
        code = f"import opui.{module}, sys; print({others!r} in sys.modules)"
        result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
        assert result.stdout.strip() == "False"


def test_only_the_guest_edge_imports_wasmtime() -> None:
    assert importers("wasmtime") == {"opui/guest/engine.py", "opui/guest/wasm_guest.py"}


def test_only_what_the_compiler_made_becomes_native_code() -> None:
    loaders = {path.name for path in ALL if "deserialize" in path.read_text()}
    assert loaders == {"wasm_guest.py"}
    text = (OPUI / "guest" / "wasm_guest.py").read_text()
    assert text.count("deserialize(") == 1
    assert (
        "code = compiler.compiled(data, fresh=fresh, started=self._compiling)\n        return wasmtime.Module.deser"
        in text
    )
    assert importers("platformdirs") == {"opui/guest/code_cache.py"}


def test_only_the_textual_side_imports_textual() -> None:
    others = {name for name in importers("textual") if not name.startswith("opui/textual/")}
    assert others <= {"opui/testing.py"}
    for name in others:
        # Loaded with pytest in every test run, so textual may be imported inside functions only.
        module = ast.parse((ROOT / name).read_text())
        top = ast.Module([each for each in module.body if isinstance(each, ast.Import | ast.ImportFrom)], [])
        assert not [each for each in imported(top) if each.split(".")[0] == "textual"]


def test_no_module_imports_another_relatively_or_everything_of_it() -> None:
    for path in ALL:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, path
                assert node.names[0].name != "*", path


@pytest.mark.parametrize(
    "statement", ["import opui", "import opui.core.session.session, opui.core.gate.module, opui.source"]
)
def test_importing_opui_loads_neither_wasmtime_nor_textual(statement: str) -> None:
    code = f"{statement}; import sys; print(*{{'wasmtime', 'textual'}} & sys.modules.keys())"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == ""
