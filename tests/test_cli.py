"""The command line: help, wrong usage, what can't be loaded, and that an error is one line that names the place."""

import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from opui import __version__, cli
from opui.tools import headless
from tests.command_line import MODULES, ROOT, TRUNCATED, error_of, opui, opui_process
from tests.guests import compiled, guest_text
from tests.hostile.corpus import guest
from tests.scripted import scripted


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_names_the_commands(option: str) -> None:
    result = opui(option)
    assert result.exit_code == 0
    for word in ("run", "tree", "dis", "check", "examples/todo"):
        assert word in result.stdout


@pytest.mark.parametrize("command", ["run", "tree", "dis", "check"])
def test_every_command_has_help(command: str) -> None:
    result = opui(command, "--help")
    assert result.exit_code == 0
    assert f"{command} [OPTIONS] PATH" in result.stdout


@pytest.mark.parametrize("columns", [60, 80])
@pytest.mark.parametrize("arguments", [(), ("run",), ("tree",), ("dis",), ("check",)], ids=" ".join)
def test_help_is_whole_at_any_width_and_no_line_is_wider(
    columns: int, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = opui_process(*arguments, "--help").stdout.splitlines()
    assert lines
    assert max(map(len, lines)) <= columns
    assert not any(line.endswith("...") for line in lines if not line.startswith("Usage:"))


@pytest.mark.parametrize(
    ("word", "command"), [("tre", "tree"), ("TREE", "tree"), ("tres", "tree"), ("chekc", "check"), ("ru", "run")]
)
def test_what_is_nearly_a_command_and_no_path_is_told_the_command(word: str, command: str) -> None:
    result = opui(word, "examples/todo")
    assert result.exit_code == 2
    assert f"there is no command and no path '{word}'; did you mean {command}?" in result.stderr


def test_a_path_that_is_nearly_a_command_is_a_path(app: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (app / "small.wasm").rename(app / "tre")
    monkeypatch.chdir(app)
    assert "an app needs a terminal" in opui("tre").stderr


def test_an_option_of_run_may_stand_in_front_of_the_path(app: Path) -> None:
    assert "an app needs a terminal" in opui("--limits", app).stderr


def test_the_version_is_printed() -> None:
    assert opui("--version").stdout.strip().endswith(__version__)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["tree", "--help"], ["tree", "opui"]])
def test_what_needs_neither_wasmtime_nor_textual_imports_neither(arguments: list[str]) -> None:
    before = """import atexit, sys
atexit.register(lambda: print(*{'wasmtime', 'textual'} & sys.modules.keys(), file=sys.stderr))
"""
    result = opui_process(*arguments, before=before)
    assert result.stderr.splitlines()[-1:] == [""]


def test_python_m_opui_is_the_command_line() -> None:
    command = [sys.executable, "-m", "opui", "--version"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert result.stdout.strip() == f"python -m opui, version {__version__}"


@pytest.mark.parametrize("command", ["run", "tree", "dis", "check"])
def test_a_command_without_a_path_is_wrong_usage(command: str) -> None:
    result = opui(command)
    assert result.exit_code == 2
    assert "PATH" in result.stderr


@pytest.mark.parametrize("arguments", [["nowhere"], ["tree", "nowhere"], ["dis", "nowhere"], ["check", "nowhere"]])
def test_a_path_that_is_not_there_is_wrong_usage(arguments: list[str]) -> None:
    result = opui(*arguments)
    assert result.exit_code == 2
    assert "nowhere" in result.stderr
    assert "does not exist" in result.stderr


def test_an_actions_file_that_is_not_there_is_wrong_usage(app: Path) -> None:
    result = opui("tree", app, "--do", "nowhere.txt")
    assert result.exit_code == 2
    assert "nowhere.txt" in result.stderr


def test_a_folder_without_a_config_is_no_app(tmp_path: Path) -> None:
    error = error_of(opui("tree", tmp_path))
    assert error.startswith(f"{tmp_path}: ")
    assert "opui.toml" in error


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("[app", "Expected ']'"),
        ("", "[app]"),
        ("[app]\nname = 'x'", "module"),
        ("[app]\nmodule = 'small.wasm'\ncolour = 1", "app.colour"),
        ("[app]\nmodule = 'small.wasm'\n[limits]\nnodes = 0", "limits.nodes"),
        ("[app]\nmodule = 3", "app.module must be a string"),
        ("[app]\nmodule = 'gone.wasm'", "gone.wasm"),
        (b"\xff", "utf-8"),
    ],
)
def test_a_wrong_config_is_told_with_its_place(app: Path, config: str | bytes, said: str) -> None:
    (app / "opui.toml").write_bytes(config if isinstance(config, bytes) else config.encode())
    error = error_of(opui("tree", app))
    assert error.startswith(f"{app / 'opui.toml'}: ")
    assert said in error


@pytest.mark.parametrize(("content", "said"), MODULES, ids=[said for _, said in MODULES])
@pytest.mark.parametrize("command", ["tree", "dis"])
def test_a_module_that_is_refused_or_fails_is_told_in_one_line(
    file: Callable[[bytes | str], Path], command: str, content: bytes | str, said: str
) -> None:
    path = file(content)
    error = error_of(opui(command, path))
    assert error.startswith(f"{path}: ")
    assert said in error


@pytest.mark.parametrize("content", ["plain text", TRUNCATED])
def test_run_refuses_a_bad_module_before_it_asks_for_a_terminal(
    file: Callable[[bytes | str], Path], content: bytes | str
) -> None:
    path = file(content)
    assert error_of(opui(path)).startswith(f"{path}: ")


def test_without_a_terminal_run_says_what_to_use_instead(app: Path) -> None:
    for arguments in ([app], ["run", app]):
        result = opui_process(*arguments)
        assert (result.returncode, len(result.stderr.splitlines())) == (2, 1)
        assert f"opui tree {app}" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_no_control_character_of_a_files_name_is_printed(app: Path, tmp_path: Path) -> None:
    named = tmp_path / "\x1b]0;owned\x07.wasm"
    named.write_bytes(scripted('call node=0 method=quit option=0 text=""').data)
    folder = tmp_path / "\x1b[31m owned \x9b1m"
    folder.mkdir()
    failing = folder / "bad.wasm"
    failing.write_bytes(scripted("remove node=9").data)
    for arguments in (
        [named], ["tree", named], ["tree", app, "--do", named], ["dis", app, "--save", named / "x"],
        ["tree", app, named], ["tree", folder / "gone"], [f"{folder}tree"], ["tree", app, f"--{folder.name}"],
        ["tree", failing, "--bundle", folder], ["check", "--json", failing], ["check", folder],
    ):  # fmt: skip
        result = opui(*arguments)
        assert "owned" in result.output + result.stderr
        assert not {"\x1b", "\x07", "\x9b"}.intersection(result.output + result.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize("command", ["tree", "dis", "check"])
def test_actions_and_apps_that_are_no_regular_files_are_told_in_one_line(
    app: Path, tmp_path: Path, command: str
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "pipe: it is not a regular file" in error_of(opui(command, app, "--do", pipe))
    assert "zero: it is not a regular file" in error_of(opui(command, app, "--do", "/dev/zero"))
    result = opui(command, pipe)
    assert (result.exit_code, result.output.count("it is not a regular file")) == (1, 1)


@pytest.mark.parametrize("command", ["tree", "dis"])
def test_an_app_that_never_stops_saying_something_takes_bounded_memory(
    file: Callable[[bytes | str], Path], command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(headless, "EXCHANGES_BYTES", 1 << 20)
    path = file(guest("flood_again").make())
    opui(command, path, "--do", "-", input="wait 0")
    tracemalloc.start()
    try:
        assert opui(command, path).exit_code == 0
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert headless.AGAIN_FRAMES << 16 > 64_000_000 > 2 * peak


@pytest.mark.parametrize("command", ["tree", "dis"])
def test_an_app_that_runs_for_too_long_without_a_screen_is_stopped(
    app: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "RUN_SECONDS", -1.0)
    assert "the app was stopped, it has run for -1 s" in error_of(opui(command, app))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_ctrl_c_ends_an_app_that_computes_without_end_at_once(file: Callable[[bytes | str], Path]) -> None:
    from tests.test_terminal import Terminal

    terminal = Terminal(str(file(compiled(guest_text("(loop $on (br $on))")))))
    terminal.wait_for("busy…")
    terminal.type("\x03")
    assert terminal.exit_code() == 130
    assert b"Traceback" not in terminal.output


@pytest.mark.parametrize("encoding", ["latin-1", "ascii:strict", "cp1252"])
def test_what_the_outputs_encoding_lacks_is_written_all_the_same(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "say.wasm"
    path.write_bytes(
        scripted('create node=1 kind=text\nset_text node=1 text="é 日"\ninsert node=1 parent=0 before=0').data
    )
    ran = subprocess.run(
        [sys.executable, "-m", "opui", "tree", path],
        cwd=ROOT, env=os.environ | {"PYTHONIOENCODING": encoding}, capture_output=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"\\u65e5" in ran.stdout or "日".encode() in ran.stdout
