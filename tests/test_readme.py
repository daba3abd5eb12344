"""What the README says is so: its snippets run, its Rust app is the one that is compiled, its links lead somewhere."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from textual.app import App

from opui.core.tree.tree_listing import list_tree
from opui.textual.view.view import OpuiView

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
RUST = (ROOT / "rust_app" / "opui" / "src" / "lib.rs").read_text()
PAGES = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"]


def snippets(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def snippet(language: str, word: str) -> str:
    """Return the one snippet that holds a word."""
    (found,) = (each for each in snippets(language) if word in each)
    return found


def executed(snippet: str) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "readme"}
    exec(compile(snippet, "README.md", "exec"), names)
    return names


class Accepting:
    """In place of a snapshot: equal to everything, and it remembers what to."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __eq__(self, other: object) -> bool:
        self.seen.append(str(other))
        return True

    __hash__ = None  # type: ignore[assignment]  # how Python itself says that there is none


async def test_the_test_of_an_app_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    tree, widgets = Accepting(), Accepting()
    await executed(snippet("python", "test_an_added_item"))["test_an_added_item_is_shown"](tree, widgets)
    assert '"milk"' in tree.seen[0]
    assert '"milk"' in widgets.seen[0]


async def test_the_app_that_shows_an_app_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    app: App[None] = executed(snippet("python", "Embedding"))["Embedding"]()
    async with app.run_test() as pilot:
        view = app.query_one(OpuiView)
        await pilot.pause()
        while not view.idle:
            await pilot.pause(0.001)
        assert view.session is not None
        assert "new-todo" in list_tree(view.session.tree)


def test_there_are_two_commands_three_snippets_of_python_and_one_of_rust() -> None:
    assert [len(snippets(language)) for language in ("python", "rust", "sh")] == [3, 1, 2]


PROJECT = {
    "Cargo.toml": ("toml", "[package]"),
    ".cargo/config.toml": ("toml", "--export-table"),
    "opui.toml": ("toml", "[app]"),
    "src/lib.rs": ("rust", "Counter"),
    "tests/test_hello.py": ("python", "test_plus_counts"),
}


def builds_modules() -> bool:
    if shutil.which("cargo") is None or shutil.which("rustc") is None:
        return False
    asked = subprocess.run(["rustc", "--print", "sysroot"], capture_output=True, text=True, check=False)
    sysroot = asked.stdout.strip()
    return (Path(sysroot) / "lib" / "rustlib" / "wasm32-unknown-unknown").is_dir()


@pytest.mark.slow
@pytest.mark.skipif(not builds_modules(), reason="there is no Rust for WebAssembly")
def test_a_project_of_ones_own_builds_and_passes_its_test(tmp_path: Path) -> None:
    for name, (language, word) in PROJECT.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(snippet(language, word).replace("OPUI/", f"{ROOT}/"))
    commands = snippet("console", "cargo build").splitlines()
    assert commands[1] == "cargo build --release --target wasm32-unknown-unknown"
    assert commands[4] == "python -m pytest --snapshot-update"
    for command in (commands[1].split(), [sys.executable, *commands[4].split()[1:]]):
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout
    assert 'text "1"' in next(tmp_path.rglob("*.tree")).read_text()


def test_the_app_in_rust_is_the_one_that_cargo_compiles_and_tests() -> None:
    documented = re.findall(r"^//! ```\n(.*?)^//! ```$", RUST, re.DOTALL | re.MULTILINE)
    lines = [line.removeprefix("//!").removeprefix(" ") for line in documented[0].splitlines()]
    shown = [line for line in lines if not line.startswith("# ")]
    assert "\n".join(shown).strip() == snippets("rust")[0].strip()


def test_the_two_commands_are_one_line_each() -> None:
    run, test = (snippet.strip() for snippet in snippets("sh"))
    assert run == "pip install -e . && python -m opui examples/todo"
    assert test == "pip install -e '.[test]' && python -m pytest -n auto"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert "test" in project["optional-dependencies"]
    assert project["requires-python"] == ">=3.11"
    assert "Python 3.11 or newer" in README


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_links_to_is_there(page: str) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", (ROOT / page).read_text())
    places = [link.split("#")[0] for link in links if not link.startswith(("https://", "#"))]
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_the_commands_named_in_the_text_exist() -> None:
    for command in re.findall(r"`python -m opui (\w+) (\S+)`", README):
        assert command[0] in ("tree", "dis", "check")
        assert (ROOT / command[1]).is_dir()
