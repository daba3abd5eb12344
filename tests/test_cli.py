"""The command line: what it prints, what it exits with, and that an error is one line that names the place."""

import json
import os
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from opui import __version__, cli
from opui.cli import SCRIPT_BYTES, main
from opui.core import protocol
from opui.core.errors import InputError
from opui.core.protocol import EVENT_BY_NAME
from opui.core.session.session import limits_text
from opui.core.wire.batch import CommandBatch, EventBatch, unpack
from opui.core.wire.listing import read_command, read_event
from opui.tools import headless
from opui.tools.bundle import CrashReport
from tests.guests import compiled, data, guest_text, set_word, with_commands, with_manifest
from tests.hostile.corpus import guest
from tests.scripted import scripted

ROOT = Path(__file__).resolve().parent.parent
FIRST = """
create node=1 kind=input
set_string node=1 attribute=name value="draft"
attach node=1 event=submit handler=1 data=0
insert node=1 parent=0 before=0
create node=2 kind=timer
set_number node=2 attribute=interval value=100.0
attach node=2 event=tick handler=1 data=0
insert node=2 parent=0 before=0
"""
SECOND = 'create node=3 kind=text\nset_text node=3 text="é \\"said\\""\ninsert node=3 parent=0 before=0'


def opui(*arguments: object, input: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=input)


def opui_process(*arguments: object, before: str = "") -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", f"{before}from opui.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)


def error_of(result: Result) -> str:
    """The one line on stderr of a command that failed."""
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    return lines[0].removeprefix("Error: ")


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A folder with an app."""
    (tmp_path / "opui.toml").write_text('[app]\nname = "small"\nmodule = "small.wasm"\n')
    (tmp_path / "small.wasm").write_bytes(scripted(FIRST, SECOND).data)
    return tmp_path


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes | str], Path]:
    """Content → a file that holds it."""

    def write(content: bytes | str) -> Path:
        path = tmp_path / "some.wasm"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


# --- Help ------------------------------------------------------------------------------------------


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


# --- Wrong usage -----------------------------------------------------------------------------------


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


# --- What can't be loaded --------------------------------------------------------------------------


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


GOOD = compiled(guest_text())
TRUNCATED = GOOD[: len(GOOD) // 2]
IMPORTING = compiled('(module (import "env" "now" (func)))')
PANIC = set_word("panic_address", 16_384) + set_word("panic_length", 8) + "(unreachable)"
MODULES: list[tuple[bytes | str, str]] = [
    ("plain text", "not_wasm"),
    ("", "not_wasm: the file is empty"),
    (guest_text(), "wat2wasm"),
    (b"\0asm\x0d\0\1\0", "component"),
    (TRUNCATED, "malformed"),
    (GOOD + b"\x63\x00", "malformed"),
    (IMPORTING, "import"),
    (compiled("(module)"), "memory"),
    (compiled('(module (memory (export "memory") 1))'), "export"),
    (with_manifest(GOOD, json.dumps({"abi": [2, 0]})), "abi_version"),
    (with_manifest(GOOD, "{"), "manifest"),
    (compiled(guest_text(words={"magic": 7})), "control_block"),
    (compiled(guest_text(words={"abi_major": 2})), "abi_version"),
    (compiled(guest_text(init="(unreachable)")), "trap"),
    (compiled(guest_text("(unreachable)")), "trap"),
    (compiled(guest_text(PANIC, extra=data(16_384, b"two\nbits"))), "panic: two bits"),
    (compiled(with_commands(bytes(16))), "frame 1, command 0 (offset 0x0)"),
    (scripted("create node=1 kind=column\ninsert node=1 parent=7 before=0").data, "there is no node 7"),
]


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


# --- tree ------------------------------------------------------------------------------------------


def test_tree_prints_the_tree_with_ids(app: Path) -> None:
    result = opui("tree", app)
    assert result.exit_code == 0
    assert result.stdout == 'root\n  input #1 name="draft" on=submit\n  timer #2 interval=100.0 on=tick\n'


def test_tree_prints_the_tree_without_ids(app: Path) -> None:
    assert (
        opui("tree", app, "--no-ids").stdout == 'root\n  input name="draft" on=submit\n  timer interval=100.0 on=tick\n'
    )


def test_tree_takes_a_module_as_well_as_a_folder(app: Path) -> None:
    assert opui("tree", app / "small.wasm").stdout == opui("tree", app).stdout


def test_tree_plays_actions_from_a_file_and_from_stdin(app: Path) -> None:
    actions = '# a comment\n\nsubmit draft text="milk"\n'
    path = app / "actions.txt"
    path.write_text(actions)
    shown = 'root\n  input name="draft" value="milk" on=submit\n  timer interval=100.0 on=tick\n  text "é \\"said\\""\n'
    assert opui("tree", app, "--no-ids", "--do", path).stdout == shown
    assert opui("tree", app, "--no-ids", "--do", "-", input=actions).stdout == shown


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("dance", "there is no event 'dance'"),
        ("press nobody", "nobody"),
        ("press draft", "nothing handles press"),
        ('submit draft text="', "text"),
        ("wait long", "milliseconds"),
        ("key ctrl+ctrl", "ctrl+ctrl"),
        ("focus 2", "can't have the focus"),
    ],
)
@pytest.mark.parametrize("command", ["tree", "dis"])
def test_a_bad_action_is_told_with_its_file_and_line(app: Path, command: str, line: str, said: str) -> None:
    path = app / "actions.txt"
    path.write_text(f"wait 1\n# comment\n{line}\n")
    error = error_of(opui(command, app, "--do", path))
    assert error.startswith(f"{path}: line 3: ")
    assert said in error


def test_a_bad_action_from_stdin_is_told_with_its_line(app: Path) -> None:
    assert "line 2: " in error_of(opui("tree", app, "--do", "-", input="wait 1\ndance\n"))


def test_an_actions_file_that_is_not_utf_8_is_told_as_such(app: Path) -> None:
    path = app / "actions.txt"
    path.write_bytes(b"wait 1\n\xff\n")
    error = error_of(opui("tree", app, "--do", path))
    assert error.startswith(f"{path}: ")
    assert "utf-8" in error


# --- dis -------------------------------------------------------------------------------------------


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


def test_actions_without_an_end_are_read_up_to_a_limit(app: Path, file: Callable[[bytes | str], Path]) -> None:
    endless = b"#" * (SCRIPT_BYTES + 1)
    assert "over the limit of 1,048,576" in error_of(opui("tree", app, "--do", file(endless)))
    assert error_of(opui("tree", app, "--do", "-", input=endless)).startswith("<stdin>: its 1,048,577 bytes")


@pytest.mark.parametrize(
    "action", ["wait ", "press ", "press 1 clicks=", "press text[", "press #", "toggle 1 checked="]
)
def test_a_number_of_thousands_of_digits_is_a_bad_action(app: Path, action: str) -> None:
    assert "line 1: " in error_of(opui("tree", app, "--do", "-", input=action + "9" * 5000))


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


def dis_lines(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def test_dis_prints_each_frames_events_and_commands(app: Path) -> None:
    lines = dis_lines(opui("dis", app, "--do", "-", input="wait 100\n"))
    assert lines[0] == f"# frame 1: 2 events, {len(limits_text(protocol.LIMIT))} bytes of text"
    assert [line.split(",")[0] for line in lines if line.startswith("#")] == [
        "# frame 1: 2 events", "# frame 1: 8 commands", "# frame 2: 2 events", "# frame 2: 3 commands",
    ]  # fmt: skip
    assert "clock data=2 time=100" in lines
    assert "tick node=2 handler=1" in lines
    assert 'set_text node=3 text="é \\"said\\""' in lines


def test_what_dis_prints_parses_back(app: Path) -> None:
    lines = dis_lines(opui("dis", app, "--do", "-", input='submit draft text="mi\\"lk"\nwait 250\n'))
    said = [line for line in lines if not line.startswith("#")]
    assert len(said) > 15
    for line in said:
        name = line.split(" ")[0]
        if name in EVENT_BY_NAME:
            assert read_event(line).name == name
        else:
            assert read_command(line).op == name


def test_dis_reads_the_batches_that_it_saved(app: Path) -> None:
    saved = app / "batches.opub"
    live = opui("dis", app, "--save", saved, "--do", "-", input="wait 100\n")
    assert [type(batch) for batch in unpack(saved.read_bytes())] == [EventBatch, CommandBatch] * 2
    assert opui("dis", saved).stdout == live.stdout


def test_dis_of_a_truncated_batch_file_says_where_it_ends(app: Path) -> None:
    saved = app / "batches.opub"
    opui("dis", app, "--save", saved)
    whole = saved.read_bytes()
    for cut in (3, len(whole) // 2):
        saved.write_bytes(whole[:-cut])
        error = error_of(opui("dis", saved))
        assert error.startswith(f"{saved}: truncated: ")
        assert "offset" in error


def test_dis_of_a_batch_file_with_a_bad_command_says_which(app: Path) -> None:
    saved = app / "batches.opub"
    opui("dis", app, "--save", saved)
    events, commands = unpack(saved.read_bytes())
    whole = saved.read_bytes()
    assert isinstance(commands, CommandBatch)
    place = whole.index(commands.commands)
    saved.write_bytes(whole[:place] + b"\xee" + whole[place + 1 :])
    result = opui("dis", saved)
    assert "frame 1, command 0 (offset 0x0)" in result.stderr
    assert result.exit_code == 1
    assert isinstance(events, EventBatch)
    place = whole.index(events.events)
    saved.write_bytes(whole[:place] + b"\xee" + whole[place + 1 :])
    assert "frame 1: event_unknown" in error_of(opui("dis", saved))


def test_batches_that_can_not_be_saved_are_told(app: Path) -> None:
    path = app / "no" / "such" / "folder"
    error = error_of(opui("dis", app, "--save", path))
    assert str(path) in error


def test_dis_shows_the_frames_before_the_one_that_was_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.wasm"
    path.write_bytes(scripted("create node=1 kind=column\nremove node=9").data)
    result = opui("dis", path)
    assert "node_unknown: there is no node 9" in error_of(result)
    assert "create node=1 kind=column\nremove node=9\n" in result.stdout


def test_tree_says_that_the_app_has_quit(tmp_path: Path) -> None:
    path = tmp_path / "quits.wasm"
    path.write_bytes(scripted("call node=0 method=quit option=3").data)
    result = opui("tree", path)
    assert (result.exit_code, result.stdout) == (0, "root\n")
    assert result.stderr.endswith("the app has quit with exit code 3\n")


def test_dis_shows_the_events_of_a_frame_that_trapped(file: Callable[[bytes | str], Path]) -> None:
    result = opui("dis", file(compiled(guest_text("(unreachable)"))))
    assert "# frame 1: 2 events" in result.stdout
    assert "trap" in error_of(result)


# --- Crash bundles ---------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["tree", "dis"])
def test_a_crash_bundle_is_written_if_the_app_fails_and_its_path_told_behind_the_error(
    app: Path, tmp_path: Path, command: str
) -> None:
    bundles = tmp_path / "bundles"
    bundles.mkdir()
    assert opui(command, app, "--bundle", bundles).exit_code == 0
    assert list(bundles.iterdir()) == []
    (app / "small.wasm").write_bytes(scripted(FIRST, f"{SECOND}\nremove node=9").data)
    result = opui(command, app, "--bundle", bundles, "--do", "-", input="wait 100\n")
    (bundle,) = bundles.iterdir()
    assert result.exit_code == 1
    error, told = result.stderr.splitlines()
    assert error.startswith(f"Error: {app}: frame 2, command 3")
    assert told == f"crash bundle: {bundle}"
    with zipfile.ZipFile(bundle) as content:
        assert content.read("tree.txt").decode() == opui("tree", app).stdout
        (tmp_path / "batches.opub").write_bytes(content.read("batches.opub"))
    assert "remove node=9" in opui("dis", tmp_path / "batches.opub").stdout


def test_the_tree_in_a_bundle_is_the_one_before_the_frame_that_was_refused(app: Path, tmp_path: Path) -> None:
    (app / "small.wasm").write_bytes(scripted("create node=1 kind=text\nremove node=9").data)
    opui("tree", app, "--bundle", tmp_path)
    (bundle,) = tmp_path.glob("*.zip")
    with zipfile.ZipFile(bundle) as content:
        assert content.read("tree.txt") == b"root\n"


def test_a_bundle_that_can_not_be_written_is_told_behind_the_error(
    app: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(directory: Path, report: CrashReport) -> Path:
        raise InputError(f"{directory}: no crash bundle can be written there")

    monkeypatch.setattr("opui.tools.bundle.write_bundle", refuse)
    (app / "small.wasm").write_bytes(scripted("remove node=9").data)
    error, told = opui("tree", app, "--bundle", tmp_path).stderr.splitlines()
    assert "there is no node 9" in error
    assert told == f"{tmp_path}: no crash bundle can be written there"


def test_a_place_for_bundles_that_is_none_is_wrong_usage(app: Path) -> None:
    for place in (app / "gone", app / "small.wasm"):
        assert opui("tree", app, "--bundle", place).exit_code == 2


# --- check -----------------------------------------------------------------------------------------


def test_check_prints_a_line_for_each_thing_and_exits_with_0_without_an_error(app: Path) -> None:
    result = opui("check", app)
    assert result.exit_code == 0
    assert {line.split()[0] for line in result.stdout.splitlines()} == {"ok", "warning"}
    assert "frames: 11 without an error" in result.stdout


def test_check_exits_with_1_if_there_is_an_error(app: Path) -> None:
    result = opui("check", app, "--do", "-", input="press nobody\n")
    assert (result.exit_code, result.stderr) == (1, "")
    assert any(line.startswith("error ") for line in result.stdout.splitlines())


def test_check_prints_one_json_object(app: Path) -> None:
    result = opui("check", app, "--json")
    report = json.loads(result.stdout)
    assert report["ok"] is True
    assert report["path"] == str(app)
    assert report["module"]["name"] == "small"
    (app / "opui.toml").write_text("[app")
    result = opui("check", app, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["findings"][0]["severity"] == "error"


@pytest.mark.parametrize("content", [content for content, _ in MODULES], ids=[said for _, said in MODULES])
def test_check_finds_what_is_wrong_with_any_module_that_is_refused_or_fails(
    file: Callable[[bytes | str], Path], content: bytes | str
) -> None:
    result = opui("check", file(content))
    assert (result.exit_code, result.stderr) == (1, "")
    assert isinstance(result.exception, SystemExit)


# --- In a terminal ---------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_run_writes_a_bundle_and_tells_it_behind_the_error(app: Path, tmp_path: Path) -> None:
    from tests.test_terminal import Terminal

    (app / "small.wasm").write_bytes(scripted("remove node=9").data)
    terminal = Terminal(str(app), "--bundle", str(tmp_path))
    terminal.wait_for("was stopped")
    terminal.type("q")
    assert terminal.exit_code() == 1
    (bundle,) = tmp_path.glob("opui-crash-small-*.zip")
    told = terminal.output.decode(errors="replace").replace("\r\n", "")
    assert f"there is no node 9crash bundle: {bundle}" in told


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
