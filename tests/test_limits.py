"""Limits over the safe ones: no app has them unless the person who runs it says so."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from opui import load_app
from opui.cli import main
from opui.core import protocol
from opui.core.errors import InputError
from opui.testing import headless, run_app
from tests.scripted import scripted
from tests.test_terminal import Terminal

RAISED = [name for name, ceiling in protocol.CEILING.items() if ceiling > protocol.SAFE[name]]
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def app(folder: Path, **limits: int) -> Path:
    """Write an app with some limits of its own; return its folder."""
    (folder / "app.wasm").write_bytes(scripted("create node=1 kind=text\ninsert node=1 parent=0 before=0").data)
    lines = "".join(f"{name} = {value}\n" for name, value in limits.items())
    (folder / "opui.toml").write_text(f'[app]\nmodule = "app.wasm"\n[limits]\n{lines}')
    return folder


def opui(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize("name", RAISED)
def test_each_limit_can_be_had_up_to_the_safe_one_and_no_further(tmp_path: Path, name: str) -> None:
    safe = protocol.SAFE[name]
    assert load_app(app(tmp_path, **{name: safe})).limits[name] == safe
    with pytest.raises(InputError, match=f"{name} = {safe + 1:,} .safe: {safe:,}"):
        load_app(app(tmp_path, **{name: safe + 1}))


def test_who_loads_an_app_is_asked_for_what_is_over_the_safe_ones_alone(tmp_path: Path) -> None:
    asked: list[protocol.Limits] = []

    def approve(raised: protocol.Limits) -> bool:
        asked.append(raised)
        return True

    wanted = {"nodes": protocol.SAFE["nodes"], "widgets": 4096, "depth": 8, "calls": 65}
    assert load_app(app(tmp_path, **wanted), approve).limits == protocol.LIMIT | wanted
    assert asked == [{"widgets": 4096, "calls": 65}]


@pytest.mark.parametrize("command", ["run", "tree", "dis", "check"])
def test_every_command_refuses_in_one_line_that_names_the_file_the_limits_and_the_option(
    tmp_path: Path, command: str
) -> None:
    path = app(tmp_path, nodes=1_000_000, call_milliseconds=60_000, timers=10)
    result = opui(command, path)
    assert result.exit_code == 1
    said = result.stdout if command == "check" else result.stderr
    assert len(said.splitlines()) == 1
    assert f"{path / 'opui.toml'}: " in said
    assert "--limits" in said
    assert "nodes = 1,000,000 (safe: 500,000), call_milliseconds = 60,000 (safe: 2,000)" in said
    assert "timers" not in said


def test_all_limits_at_their_ceilings_are_named_and_so_is_the_option(tmp_path: Path) -> None:
    path = app(tmp_path, **{name: protocol.CEILING[name] for name in RAISED})
    said = opui("tree", path).stderr
    assert all(f"{name} = " in said for name in ("--limits", *RAISED) if name != "--limits")
    assert "--limits" in said


@pytest.mark.parametrize("command", ["tree", "dis", "check"])
def test_the_option_is_the_persons_word(tmp_path: Path, command: str) -> None:
    assert opui(command, "--limits", app(tmp_path, nodes=1_000_000)).exit_code == 0


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/opui.toml")), ids=lambda path: path.parent.name)
def test_no_example_needs_it(path: Path) -> None:
    assert load_app(path.parent).module.data


async def test_who_tests_an_app_decides_in_code(tmp_path: Path) -> None:
    path = app(tmp_path, depth=64)
    with pytest.raises(InputError, match="--limits"):
        headless(path)
    with pytest.raises(InputError, match="--limits"):
        async with run_app(path):
            pass
    headless(path, approve=lambda raised: True).close()
    async with run_app(path, approve=lambda raised: True) as running:
        assert running.tree == "root\n  text\n"


# --- In a terminal ---------------------------------------------------------------------------------

in_terminal = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")


@in_terminal
@pytest.mark.parametrize("way", [[], ["run"]], ids=["short", "run"])
def test_a_person_is_asked_before_the_app_starts_and_yes_starts_it(tmp_path: Path, way: list[str]) -> None:
    terminal = Terminal(*way, str(app(tmp_path, nodes=1_000_000)))
    terminal.wait_for("[y/N] ")
    assert b"\x1b" not in terminal.output
    assert b"nodes = 1,000,000 (safe: 500,000)" in terminal.output
    terminal.type("y\n")
    terminal.wait_for("quit")
    terminal.type("\x11")
    assert terminal.exit_code() == 0


@in_terminal
@pytest.mark.parametrize("answer", ["\n", "n\n", "nodes\n", "\x04"], ids=["enter", "n", "word", "end"])
@pytest.mark.parametrize("way", [[], ["tree"]], ids=["short", "tree"])
def test_anything_but_yes_is_no(tmp_path: Path, way: list[str], answer: str) -> None:
    terminal = Terminal(*way, str(app(tmp_path, nodes=1_000_000)))
    terminal.wait_for("[y/N] ")
    terminal.type(answer)
    assert terminal.exit_code() == 1
    assert b"--limits" in terminal.output
    assert b"\x1b" not in terminal.output


@in_terminal
def test_with_the_option_nobody_is_asked(tmp_path: Path) -> None:
    terminal = Terminal(str(app(tmp_path, nodes=1_000_000)), "--limits")
    terminal.wait_for("quit")
    terminal.type("\x1b[24~")
    terminal.wait_for("nodes = 1,000,000 (safe: 500,000) (opui.toml)")
    terminal.type("\x11")
    assert terminal.exit_code() == 0
    assert b"[y/N]" not in terminal.output


@in_terminal
def test_ctrl_c_at_the_question_ends_the_program(tmp_path: Path) -> None:
    terminal = Terminal(str(app(tmp_path, nodes=1_000_000)))
    terminal.wait_for("[y/N] ")
    terminal.process.send_signal(2)
    assert terminal.exit_code() == 130
    assert b"Traceback" not in terminal.output
